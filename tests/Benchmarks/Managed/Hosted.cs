// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Benchmarks;

/// <summary>What takes part in the races of bench.py, in a .NET runtime that lives in its process.</summary>
public static unsafe class Hosted
{
    private static readonly ParallelExecutor TwoTasks = new(2);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void SoftMaxSingle(float* logits, nint rows, nint classes, float* probs) => SoftMax(logits, rows, classes, probs);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void SoftMaxDouble(double* logits, nint rows, nint classes, double* probs) => SoftMax(logits, rows, classes, probs);

    /// <summary>Ours through the C# face.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Softmax(float* logits, nint rows, nint classes, float* probs, nint tasks) => Loss.Softmax(
        new ReadOnlySpan<float>(logits, (int)(rows * classes)),
        (int)classes,
        new Span<float>(probs, (int)(rows * classes)),
        executor: tasks == 1 ? null : TwoTasks);

    /// <summary>Row by row, because it knows no rows.</summary>
    private static void SoftMax<T>(T* logits, nint rows, nint classes, T* probs)
        where T : unmanaged, IExponentialFunctions<T>
    {
        for (; rows > 0; rows--, logits += classes, probs += classes)
            TensorPrimitives.SoftMax(new ReadOnlySpan<T>(logits, (int)classes), new Span<T>(probs, (int)classes));
    }
}
