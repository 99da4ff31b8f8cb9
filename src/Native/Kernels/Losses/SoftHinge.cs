// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Kernels;

/// <summary>softplus(margin - y x)</summary>
internal readonly struct SoftHinge : IElementLoss
{
    public static ElementwiseFlags Flags => ElementwiseFlags.Zero_One_Labels;

    public static bool IsLegal(double margin, double b) => double.IsFinite(margin);

    public static unsafe void PrepareWide(ElementBlock* block, int length)
    {
        for (var lane = 0; lane < length; lane += F64Short.Count)
            Decay(block, lane);
        Logistic.PrepareDecayed(block, length, sigmoidsOnly: false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        lanes.Margin(out var y, out var margin);
        var logistic = lanes.Logistic(margin);
        value = logistic.Softplus;
        slope = -(logistic.Sigmoid * y);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void Decay(ElementBlock* block, int lane)
    {
        new ElementLanes(block, lane).Margin(out _, out var margin);
        Logistic.Decay(block, lane, margin);
    }

    public static bool Rounds => true;

    public static ElementwiseFlags RoundedFlags => ElementwiseFlags.Zero_One_Labels;

    public static unsafe void Prepare(ElementBlock* block, nint count)
    {
        for (nint i = 0; i < count; i += F64Short.Count)
            F64Short.Store(RoundedLogistic.MinusAbs(new RoundedLanes(block, i).Margin), block->X + i);
        RoundedLogistic.PrepareX(block, count, sigmoidsOnly: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var logistic = lanes.Logistic(lanes.Margin);
        value = logistic.Softplus;
        slope = F64Short.Broadcast(0.0) - (logistic.Sigmoid * lanes.Sign);
    }
}
