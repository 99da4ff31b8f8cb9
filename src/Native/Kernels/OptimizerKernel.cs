// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>Optimizer updates of 16 parameters at a time in f64, each array rounded once when it is stored.</summary>
internal static unsafe class OptimizerKernel<T, TVec>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
{
    private const int Size = 16;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Sgd(T* param, T* grad, T* velocity, nint count, in SgdUpdate update)
    {
        var p = stackalloc double[Size];
        var g = stackalloc double[Size];
        var v = stackalloc double[Size];
        var rate = F64.Broadcast(-update.LearningRate);
        var decay = F64.Broadcast(update.WeightDecay);
        var momentum = F64.Broadcast(update.Momentum);
        var take = F64.Broadcast(1.0 - update.Dampening);
        for (nint i = 0; i < count; i += Size)
        {
            var length = count - i;
            Read(param + i, length, p);
            Read(grad + i, length, g);
            if (velocity != null && !update.FirstStep)
                Read(velocity + i, length, v);
            for (var lane = 0; lane < Size; lane += F64.Count)
            {
                var value = F64.Load(p + lane);
                var step = F64.Fma(decay, value, F64.Load(g + lane));
                if (velocity != null)
                {
                    var speed = update.FirstStep ? step : F64.Fma(momentum, F64.Load(v + lane), take * step);
                    F64.Store(speed, v + lane);
                    step = update.Nesterov ? F64.Fma(momentum, speed, step) : speed;
                }
                F64.Store(F64.Fma(rate, step, value), p + lane);
            }
            Write(p, param + i, length);
            if (velocity != null)
                Write(v, velocity + i, length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Adam(T* param, T* grad, T* moment1, T* moment2, nint count, in AdamUpdate update)
    {
        var p = stackalloc double[Size];
        var g = stackalloc double[Size];
        var m = stackalloc double[Size];
        var v = stackalloc double[Size];
        var rate = F64.Broadcast(-update.LearningRate);
        var decay = F64.Broadcast(update.Decoupled ? 0.0 : update.WeightDecay);
        var keep = F64.Broadcast(update.Decoupled ? 1.0 - (update.LearningRate * update.WeightDecay) : 1.0);
        var beta1 = F64.Broadcast(update.Beta1);
        var beta2 = F64.Broadcast(update.Beta2);
        var rest1 = F64.Broadcast(1.0 - update.Beta1);
        var rest2 = F64.Broadcast(1.0 - update.Beta2);
        var correction1 = F64.Broadcast(update.Correction1);
        var correction2 = F64.Broadcast(update.Correction2);
        var epsilon = F64.Broadcast(update.Epsilon);
        for (nint i = 0; i < count; i += Size)
        {
            var length = count - i;
            Read(param + i, length, p);
            Read(grad + i, length, g);
            Read(moment1 + i, length, m);
            Read(moment2 + i, length, v);
            for (var lane = 0; lane < Size; lane += F64.Count)
            {
                var value = F64.Load(p + lane);
                var slope = F64.Fma(decay, value, F64.Load(g + lane));
                var first = F64.Fma(beta1, F64.Load(m + lane), rest1 * slope);
                var second = F64.Fma(beta2, F64.Load(v + lane), rest2 * (slope * slope));
                F64.Store(first, m + lane);
                F64.Store(second, v + lane);
                var root = F64.Sqrt(second / correction2) + epsilon;
                F64.Store(F64.Fma(rate, first / correction1 / root, value * keep), p + lane);
            }
            Write(p, param + i, length);
            Write(m, moment1 + i, length);
            Write(v, moment2 + i, length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Read(T* source, nint length, double* wide)
    {
        if (length >= Size)
            WideBlock<T, TVec>.Load(source, wide);
        else
            WideBlock<T, TVec>.LoadPart(source, length, 0, wide);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(double* wide, T* destination, nint length)
    {
        if (length >= Size)
            WideBlock<T, TVec>.Store(wide, destination);
        else
            WideBlock<T, TVec>.StorePart(wide, destination, length);
    }
}
