// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A loss of pairs of an input x and a target y: its value and its derivative with respect to x. Everything else (element types,
/// strides, weights, reductions, tasks, validation) is written once: <see cref="ElementKernel"/>, Ops.ElementOp, Ops.ElementCheck.
///
/// How to add a loss, and how many lines log_cosh took (57 of C#):
///   38  Kernels/Losses/LogCosh.cs: value and slope, written without cancellation. NaN must come out as NaN: selects take their else
///       side for it. What calls transcendentals is not inlined, and computes in steps of few temporaries: the stack is short.
///       31 more, Prepare and Round, are a second way to results that have no more digits than f32, many times as fast, and 14,
///       PrepareWide, make the first up to twice as fast. They can wait.
///   18  Exports/ElementwiseExports.cs: the export; inheritdoc brings the text that all losses share.
///       ./build.sh gen writes the rest, the methods of C# included.
///    1  tests/Native.Tests/Calls/Operations.Elementwise.cs: the same bits everywhere.
///    5  tests/reference/elementwise.py: the formula as it stands, and its name in LOSSES. Its vectors, the check of its slope against
///       a derivative and the bounds of its errors follow from that; write_vectors.py writes the vectors.
///    2  tests/embedding/ops_elementwise.c: sweeps of garbage, guard pages, stack.
///   40  bindings/python/nativeloss/_elementwise.py (and _kernels.py, __init__.py, tests/python/elementwise_calls.py): the function with
///       its documentation.
/// </summary>
internal interface IElementLoss
{
    /// <summary>The flags that it takes, beside EMPTY_MEAN_ZERO.</summary>
    static virtual ElementwiseFlags Flags => ElementwiseFlags.Default;

    static virtual ElementTraits Traits => ElementTraits.None;

    /// <summary>Whether the parameters of the call, in their order, are legal.</summary>
    static virtual bool IsLegal(double a, double b) => true;

    /// <summary>
    /// What Evaluate needs and can be computed for all elements of a block before: whole vectors, of which the processor then works on several at a time.
    /// </summary>
    static virtual unsafe void PrepareWide(ElementBlock* block, int length)
    {
    }

    static abstract void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope);

    /// <summary>Whether there is a way of its own to results with no more digits than f32, Prepare and Round, in f64: with these flags.</summary>
    static virtual bool Rounds => false;

    static virtual ElementwiseFlags RoundedFlags => ElementwiseFlags.Default;

    /// <summary>What is computed for many elements of the stream at once: whole blocks of 16.</summary>
    static virtual unsafe void Prepare(ElementBlock* block, nint count)
    {
    }

    static virtual void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope) => value = slope = default;

    /// <summary>One more way to values alone, or null: of a map, in f32, of whole blocks of 16, to where they belong.</summary>
    static virtual unsafe delegate*<float*, nint, float*, void> Values => null;
}
