// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Gen.Tests;

/// <summary>Exports for <see cref="ElementTests"/>, with one text for all of them.</summary>
internal static unsafe class Samples
{
    /// <summary>Sample.</summary>
    /// <param name="type">of the elements</param>
    /// <param name="logits">[in] [rows] numbers</param>
    /// <param name="rows">[in] number of rows</param>
    /// <param name="losses">[out] [rows] losses</param>
    /// <returns>nothing</returns>
    /// <special>none</special>
    /// <accuracy>exact</accuracy>
    /// <memory>none</memory>
    /// <aliasing>none</aliasing>
    /// <threads>none</threads>
    public static void Plain(ElementType type, [Const, Element] void* logits, long rows, [Real] void* losses)
    {
    }

    [HalfTypes]
    public static void Half(ElementType type, [Const, Element] void* logits, long rows, [Real] void* losses)
    {
    }

    public static void Both(ElementType type, [Const, Element] void* logits, long rows, [Element, Real] void* losses)
    {
    }

    public static void Typed(ElementType type, [Const, Element] void* logits, long rows, [Real] float* losses)
    {
    }
}
