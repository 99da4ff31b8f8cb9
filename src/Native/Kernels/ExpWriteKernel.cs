// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// destination = factor * exp(x) * 2^-reference + addend, over whole blocks of lanes; destination may be x or one of the addend's rows.
/// The addend is b; first * a + b where first is given; second * (first * a + b) where both are.
/// </summary>
internal static unsafe class ExpWriteKernel<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Run(ExpWriteTask* task)
    {
        var exp = TExp.Create((T*)task->Constants, task->Reference);
        var factors = TVec.Broadcast(Scalar<T>.Round(task->Factor));
        var scales = TVec.Broadcast(Scalar<T>.Round(task->A));
        var offsets = TVec.Broadcast(Scalar<T>.Round(task->B));
        var source = (T*)task->Source;
        var destination = (T*)task->Destination;
        var first = (T*)task->First;
        var second = (T*)task->Second;
        var lows = task->Lows;
        var elements = task->Elements;
        for (nint i = 0; i < elements; i += TVec.Count)
        {
            var bounded = exp.Bound<On>(TVec.Load(source + i));
            exp.Parts<On, On>(bounded, exp.Exponent(bounded), out var s, out var e);
            // Asked every time: the same answer costs 3 % at most, a loop of its own for each would be as long again.
            if (typeof(T) == typeof(double) && lows != null)
            {
                // What was bounded may have any second part.
                e = LowPart<TVec, T>.Add(e, TVec.SelectWhereEqual(bounded, TVec.Load(source + i), TVec.Load((T*)lows + i), default));
            }
            var addend = offsets;
            if (first != null)
                addend = TVec.Fma(TVec.Load(first + i), scales, addend);
            if (second != null)
                addend *= TVec.Load(second + i);
            TVec.Store(TVec.Fma(TVec.Fma(s, e, s), factors, addend), destination + i);
        }
    }
}
