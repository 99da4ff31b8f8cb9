// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using unsafe LossOfElements = delegate* unmanaged[Cdecl, SuppressGCTransition]<
    void*, long, void*, long, long, long, void*, void*, void*, long, void*, int>;
using unsafe LossOfLabels = delegate* unmanaged[Cdecl, SuppressGCTransition]<
    void*, long, void*, int, long, long, void*, void*, void*, long, void*, int>;
using unsafe Map = delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, long, long, long, void*, void*, long, void*, int>;
using unsafe RowReduction = delegate* unmanaged[Cdecl, SuppressGCTransition]<void*, long, long, long, void*, void*, void*, int>;

namespace NativeLoss.Benchmarks;

/// <summary>
/// What the methods cost beyond the C functions that they call, for one short row. The C functions are called as C would, without telling
/// the garbage collector.
/// </summary>
internal static unsafe class Overhead
{
    private const int Calls = 500;
    private const int Samples = 20;
    private const int Places = 64;

    private static readonly nint Library = NativeLibrary.Load(Path.Combine(AppContext.BaseDirectory, "libnativeloss.so"));

    private static readonly RowReduction LogSumExp = (RowReduction)Export("logsumexp");
    private static readonly Map Softmax = (Map)Export("softmax");
    private static readonly LossOfLabels CrossEntropy = (LossOfLabels)Export("cross_entropy");
    private static readonly LossOfElements Mse = (LossOfElements)Export("mse");

    private static readonly float[] Input = new float[16];
    private static readonly float[] Output = new float[16];
    private static readonly float[] Target = new float[16];
    private static readonly int[] Labels = [3];

    private static int s_status;

    internal static void Print()
    {
        Print("LogSumExp 1 x 1", LogSumExpOfC, LogSumExpOfLoss);
        Print("Softmax 1 x 16", SoftmaxOfC, SoftmaxOfLoss);
        Print("CrossEntropy with gradient 1 x 16", CrossEntropyOfC, CrossEntropyOfLoss);
        Print("Mse with gradient 1 x 16", MseOfC, MseOfLoss);
    }

    private static nint Export(string operation) => NativeLibrary.GetExport(Library, $"nloss_{operation}_f32");

    private static void Print(string name, Action native, Action managed)
    {
        double c = 0, cs = 0;
        for (var place = -Places; place < Places; place++)
        {
            var samples = Enumerable.Range(0, Samples)
                .Select(_ => (C: Nanoseconds(native, place), Cs: Nanoseconds(managed, place))).ToArray();

            // The first round warms the compiler up. The fast end: a call costs what it costs undisturbed.
            if (place < 0)
                continue;
            c += samples.Select(sample => sample.C).Order().ElementAt(Samples / 10) / Places;
            cs += samples.Select(sample => sample.Cs).Order().ElementAt(Samples / 10) / Places;
        }

        Console.WriteLine($"call: Loss.{name}, C#: {cs:F1} ns, {cs - c:F1} ns more than C");
    }

    private static double Nanoseconds(Action calls, int place)
    {
        // Where on a page the stack is makes a difference of some tens of nanoseconds to the kernels: the mean of many places.
        var shift = stackalloc byte[80 * (Math.Abs(place) + 1)];
        *shift = 0;
        var start = Stopwatch.GetTimestamp();
        calls();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSumExpOfC()
    {
        fixed (float* input = Input, output = Output)
        {
            for (var i = 0; i < Calls; i++)
                s_status += LogSumExp(input, 1, 1, 1, null, output, null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void LogSumExpOfLoss()
    {
        for (var i = 0; i < Calls; i++)
            Loss.LogSumExp(Input.AsSpan(0, 1), 1, Output.AsSpan(0, 1));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SoftmaxOfC()
    {
        fixed (float* input = Input, output = Output)
        {
            for (var i = 0; i < Calls; i++)
                s_status += Softmax(input, 16, 1, 16, null, output, 16, null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void SoftmaxOfLoss()
    {
        for (var i = 0; i < Calls; i++)
            Loss.Softmax(Input, 16, Output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CrossEntropyOfC()
    {
        float loss;
        fixed (float* input = Input, output = Output)
        fixed (int* labels = Labels)
        {
            for (var i = 0; i < Calls; i++)
                s_status += CrossEntropy(input, 16, labels, (int)LabelType.I32, 1, 16, null, &loss, output, 16, null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CrossEntropyOfLoss()
    {
        for (var i = 0; i < Calls; i++)
            Loss.CrossEntropy(Input, Labels, 16, grad: Output);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MseOfC()
    {
        float loss;
        fixed (float* input = Input, output = Output, target = Target)
        {
            for (var i = 0; i < Calls; i++)
                s_status += Mse(input, 16, target, 16, 1, 16, null, &loss, output, 16, null);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void MseOfLoss()
    {
        for (var i = 0; i < Calls; i++)
            Loss.Mse(Input, Target, grad: Output);
    }
}
