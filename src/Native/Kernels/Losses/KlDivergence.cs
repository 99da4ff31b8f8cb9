// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>t (log t - log q): the input is log q, or q; the target t, or log t. Where t is 0 nothing is added.</summary>
internal readonly struct KlDivergence : IElementLoss
{
    public static ElementwiseFlags Flags => ElementwiseFlags.Input_Probs | ElementwiseFlags.Log_Target;

    /// <summary>The target's other form.</summary>
    public static unsafe void PrepareWide(ElementBlock* block, int length)
    {
        for (var lane = 0; lane < length; lane += F64Short.Count)
        {
            var lanes = new ElementLanes(block, lane);
            if (lanes.Call.Has(ElementwiseFlags.Log_Target))
                *ElementBlock.Kept(block->X, lane) = lanes.Y;
            else
                ElementBlock.KeepLog(lanes.Y, block->X, lane);
        }
        if (new ElementCall(block).Has(ElementwiseFlags.Log_Target))
            ElementBlock.Exp(block->X, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Evaluate(in ElementLanes lanes, out DdF64 value, out DdF64 slope)
    {
        var zero = F64Short.Broadcast(0.0);
        DdF64 x = lanes.X;
        DdF64 t = lanes.Y, logT = lanes.Prepared, logX = x;
        if (lanes.Call.Has(ElementwiseFlags.Log_Target))
            (t, logT) = (logT, t);
        slope = -t;
        if (lanes.Call.Has(ElementwiseFlags.Input_Probs))
        {
            DdMath<F64Short>.Log(x, out logX);
            slope = DdF64.SelectWhereEqual(t.High, zero, zero, -(t / x));
        }
        var gap = logT - logX;
        if (lanes.Call.Has(ElementwiseFlags.Input_Probs) && !lanes.Call.Has(ElementwiseFlags.Log_Target))
        {
            // Of two that are nearly equal the quotient is exact where the difference of the logarithms is not.
            var quotient = t / x;
            DdMath<F64Short>.Log(quotient, out var near);
            near = DdF64.SelectWhereLess(quotient.High, F64Short.Broadcast(2.0), near, gap);
            // Two negative numbers have a quotient with a logarithm.
            near = DdF64.SelectWhereLess(x.High, zero, gap, near);
            gap = DdF64.SelectWhereLess(F64Short.Broadcast(0.5), quotient.High, near, gap);
        }
        var nothing = F64Short.SelectWhereEqual(logX.High, logX.High, zero, logX.High);
        value = DdF64.SelectWhereEqual(t.High, zero, nothing, gap * t);
    }

    public static bool Rounds => true;

    public static ElementwiseFlags RoundedFlags => ElementwiseFlags.Log_Target;

    /// <summary>The target's other form.</summary>
    public static unsafe void Prepare(ElementBlock* block, nint count)
    {
        for (nint i = 0; i < count; i += F64Short.Count)
            F64Short.Store(new RoundedLanes(block, i).Y, block->X + i);
        if ((block->Parameters.Flags & ElementwiseFlags.Log_Target) != 0)
            RoundedBlock.Exp(block->X, count);
        else
            RoundedBlock.Log(block->X, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Round(in RoundedLanes lanes, out F64Short value, out F64Short slope)
    {
        var zero = F64Short.Broadcast(0.0);
        var x = lanes.X;
        var t = lanes.Y;
        var log = t;
        if (lanes.Call.Has(ElementwiseFlags.Log_Target))
        {
            t = lanes.Prepared;
        }
        else
        {
            // Infinity and NaN are their own logarithms, and of less than 0 there is none.
            log = F64Short.SelectWhereLess(t, F64Short.Broadcast(double.PositiveInfinity), lanes.Prepared, t);
            log = F64Short.SelectWhereLess(t, zero, F64Short.Broadcast(Canonical.NaN), log);
        }
        slope = zero - t;
        var nothing = F64Short.SelectWhereEqual(x, x, zero, x);
        value = F64Short.SelectWhereEqual(t, zero, nothing, (log - x) * t);
    }
}
