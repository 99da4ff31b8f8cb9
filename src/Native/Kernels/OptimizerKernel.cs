// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Optimizer updates of 16 parameters at a time in f64, each array rounded once when it is stored.</summary>
internal static unsafe class OptimizerKernel
{
    private const int Size = WideBlock.Size;

    internal static void Sgd(
        ElementType type, void* param, void* grad, void* velocity, long first, long end, in SgdUpdate update)
    {
        var p = stackalloc double[3 * Size];
        var g = p + Size;
        var v = g + Size;
        for (var i = first; i < end; i += Size)
        {
            var length = WideBlock.Load(type, param, i, end, 0.0, p);
            WideBlock.Load(type, grad, i, end, 0.0, g);
            if (velocity != null)
            {
                // In the first step any number.
                WideBlock.Load(type, update.FirstStep ? grad : velocity, i, end, 0.0, v);
                Momentum(p, g, v, length, update);
                WideBlock.Store(type, v, velocity, i, end);
            }
            else
            {
                Plain(p, g, length, update);
            }
            WideBlock.Store(type, p, param, i, end);
        }
    }

    internal static void Adam(
        ElementType type, void* param, void* grad, void* moment1, void* moment2, long first, long end, in AdamUpdate update)
    {
        var p = stackalloc double[4 * Size];
        var g = p + Size;
        var m = g + Size;
        var v = m + Size;
        for (var i = first; i < end; i += Size)
        {
            var length = WideBlock.Load(type, param, i, end, 0.0, p);
            WideBlock.Load(type, grad, i, end, 0.0, g);
            WideBlock.Load(type, moment1, i, end, 0.0, m);
            WideBlock.Load(type, moment2, i, end, 0.0, v);
            Moments(p, g, m, v, length, update);
            WideBlock.Store(type, p, param, i, end);
            WideBlock.Store(type, m, moment1, i, end);
            WideBlock.Store(type, v, moment2, i, end);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Plain(double* p, double* g, int length, in SgdUpdate update)
    {
        var rate = F64.Broadcast(-update.LearningRate);
        var decay = F64.Broadcast(update.WeightDecay);
        for (var lane = 0; lane < length; lane += F64.Count)
        {
            var value = F64.Load(p + lane);
            F64.Store(F64.Fma(rate, F64.Fma(decay, value, F64.Load(g + lane)), value), p + lane);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Momentum(double* p, double* g, double* v, int length, in SgdUpdate update)
    {
        var rate = F64.Broadcast(-update.LearningRate);
        var decay = F64.Broadcast(update.WeightDecay);
        // The first step takes the gradient as it is, whatever the velocity holds.
        var first = F64.Broadcast(update.FirstStep ? 1.0 : 0.0);
        var one = F64.Broadcast(1.0);
        var momentum = F64.Broadcast(update.Momentum);
        var take = F64.Broadcast(1.0 - update.Dampening);
        var ahead = F64.Broadcast(update.Nesterov ? 1.0 : 0.0);
        for (var lane = 0; lane < length; lane += F64.Count)
        {
            var value = F64.Load(p + lane);
            var step = F64.Fma(decay, value, F64.Load(g + lane));
            var speed = F64.Fma(momentum, F64.Load(v + lane), take * step);
            speed = F64.SelectWhereEqual(first, one, step, speed);
            F64.Store(speed, v + lane);
            step = F64.SelectWhereEqual(ahead, one, F64.Fma(momentum, speed, step), speed);
            F64.Store(F64.Fma(rate, step, value), p + lane);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Moments(double* p, double* g, double* m, double* v, int length, in AdamUpdate update)
    {
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
        for (var lane = 0; lane < length; lane += F64.Count)
        {
            var value = F64.Load(p + lane);
            var slope = F64.Fma(decay, value, F64.Load(g + lane));
            var moment = F64.Fma(beta1, F64.Load(m + lane), rest1 * slope);
            var second = F64.Fma(beta2, F64.Load(v + lane), rest2 * (slope * slope));
            F64.Store(moment, m + lane);
            F64.Store(second, v + lane);
            var root = F64.Sqrt(second / correction2) + epsilon;
            F64.Store(F64.Fma(rate, moment / correction1 / root, value * keep), p + lane);
        }
    }
}
