// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// A loss of pairs of an input x and a target y: its value and its derivative with respect to x. Everything else (element types,
/// strides, weights, reductions, tasks, validation) is written once: <see cref="ElementKernel"/>, Ops.ElementOp, Ops.ElementCheck.
///
/// How to add a loss, here log_cosh (44 lines of C# and 9 of Python; 53 in all):
///   1. Kernels/LogCosh.cs              Evaluate: 20 lines. Write it without cancellation; NaN must come out as NaN. Selects
///                                      take the else side for NaN. A value that is NaN makes the gradient NaN by itself.
///   2. Exports/ElementwiseExports.cs   the export: 18 lines. inheritdoc brings the text of what all losses share.
///   3. tests/abi/exports.txt           its names (./build.sh native prints them), then ./build.sh gen.
///   4. tests/reference/elementwise.py  the formula, as it stands, in the table LOSSES: 3 lines. The check of the gradient against
///                                      a numerical derivative, the vectors, and the accuracy test follow from the table.
///   5. tests/Native.Tests/Calls/Operations.Elementwise.cs, tests/embedding/ops_elementwise.c: one line in each table.
///   6. bindings/python/nativeloss/_elementwise.py: the function and its documentation.
/// </summary>
internal interface IElementLoss
{
    /// <summary>The flags that it takes, beside EMPTY_MEAN_ZERO.</summary>
    static virtual ElementwiseFlags Flags => ElementwiseFlags.Default;

    static virtual ElementTraits Traits => ElementTraits.None;

    /// <summary>Whether the parameters of the call, in their order, are legal.</summary>
    static virtual bool IsLegal(double a, double b) => true;

    static abstract void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope);
}
