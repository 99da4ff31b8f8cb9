// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>A loss with the number parameters of a call, for what is not generic over losses.</summary>
internal unsafe struct ElementLoss
{
    internal delegate*<ElementBlock*, int, void> Evaluate;

    /// <summary>For elements with no more digits than f32 where no other flags are set, or null.</summary>
    internal delegate*<ElementBlock*, int, void> Round;
    internal delegate*<float*, nint, float*, void> Values;
    internal ElementwiseFlags RoundedFlags;
    internal ElementwiseFlags Flags;
    internal ElementTraits Traits;
    internal double A;
    internal double B;
    internal bool IsLegal;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ElementLoss Of<TLoss>(double a = 0, double b = 0)
        where TLoss : struct, IElementLoss
    {
        ElementLoss loss;
        loss.Evaluate = &ElementLoop<TLoss>.Run;
        loss.Round = TLoss.Rounds ? &ElementLoop<TLoss>.Round : null;
        loss.Values = TLoss.Values;
        loss.RoundedFlags = TLoss.RoundedFlags | ElementwiseFlags.Empty_Mean_Zero;
        loss.Flags = TLoss.Flags;
        loss.Traits = TLoss.Traits;
        loss.A = a;
        loss.B = b;
        loss.IsLegal = TLoss.IsLegal(a, b);
        return loss;
    }
}
