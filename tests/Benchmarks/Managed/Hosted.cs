// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NativeLoss.Benchmarks;

/// <summary>What takes part in the races of bench.py, in a .NET runtime that lives in its process.</summary>
public static unsafe class Hosted
{
    private static readonly ParallelExecutor TwoTasks = new(2);

    private static readonly Face OneRow = Filled(new Face());

    /// <summary>Without and with our face.</summary>
    private static readonly Action[] Calls =
    [
        () => OneRow.BareSoftmax(), OneRow.Softmax,
        () => OneRow.BareLogSumExp(), OneRow.LogSumExp,
        () => OneRow.BareCrossEntropy(), () => OneRow.CrossEntropy(),
        () => OneRow.BareCrossEntropyAndGradient(), () => OneRow.CrossEntropyAndGradient(),
    ];

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void SoftMaxSingle(float* logits, nint rows, nint classes, float* probs) => SoftMax(logits, rows, classes, probs);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void SoftMaxDouble(double* logits, nint rows, nint classes, double* probs) => SoftMax(logits, rows, classes, probs);

    /// <summary>Ours through the C# face, on one thread or two.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OursOnThreads(float* logits, nint rows, nint classes, float* probs, nint threads) => Loss.Softmax(
        new ReadOnlySpan<float>(logits, (int)(rows * classes)),
        (int)classes,
        new Span<float>(probs, (int)(rows * classes)),
        executor: threads == 1 ? null : TwoTasks);

    /// <summary>Seconds of so many calls.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static double TimeCalls(nint which, nint times)
    {
        var call = Calls[which];
        var start = Stopwatch.GetTimestamp();
        for (; times > 0; times--)
            call();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Row by row, because it knows no rows.</summary>
    internal static void SoftMax<T>(T* logits, nint rows, nint classes, T* probs)
        where T : unmanaged, IExponentialFunctions<T>
    {
        for (; rows > 0; rows--, logits += classes, probs += classes)
            TensorPrimitives.SoftMax(new ReadOnlySpan<T>(logits, (int)classes), new Span<T>(probs, (int)classes));
    }

    private static Face Filled(Face face)
    {
        face.Fill();
        return face;
    }
}
