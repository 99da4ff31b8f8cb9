// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;

namespace NativeLoss.Benchmarks;

/// <summary>
/// What a call from C# costs on small rows, and what it allocates: nothing, but with an executor. "Bare" is the C function through a
/// pointer, with what it takes at hand: what our face costs is the difference.
/// </summary>
[MemoryDiagnoser]
public unsafe class Face
{
    private static readonly delegate* unmanaged[Cdecl]<float*, long, long, long, void*, float*, long, void*, int> SoftmaxFunction =
        (delegate* unmanaged[Cdecl]<float*, long, long, long, void*, float*, long, void*, int>)Export("nloss_softmax_f32");

    private static readonly delegate* unmanaged[Cdecl]<float*, long, long, long, void*, float*, void*, int> LogSumExpFunction =
        (delegate* unmanaged[Cdecl]<float*, long, long, long, void*, float*, void*, int>)Export("nloss_logsumexp_f32");

    private static readonly delegate* unmanaged[Cdecl]<float*, long, void*, int, long, long, void*, float*, float*, long, void*, int>
        CrossEntropyFunction =
            (delegate* unmanaged[Cdecl]<float*, long, void*, int, long, long, void*, float*, float*, long, void*, int>)
            Export("nloss_cross_entropy_f32");

    private readonly ParallelExecutor _executor = new(2);
    private float[] _logits = [];
    private float[] _output = [];
    private int[] _labels = [];

    [Params(1, 64)]
    public int Rows { get; set; } = 1;

    [Params(16, 128)]
    public int Classes { get; set; } = 16;

    [GlobalSetup]
    public void Fill()
    {
        // Pinned, so that the bare calls have nothing to do for it.
        _logits = GC.AllocateArray<float>(Rows * Classes, pinned: true);
        _output = GC.AllocateArray<float>(Rows * Classes, pinned: true);
        _labels = GC.AllocateArray<int>(Rows, pinned: true);
        for (var i = 0; i < _logits.Length; i++)
            _logits[i] = i * 7 % 13 / 4f;
        for (var i = 0; i < Rows; i++)
            _labels[i] = i % Classes;
    }

    [Benchmark]
    public int BareSoftmax() => SoftmaxFunction(At(_logits), Classes, Rows, Classes, null, At(_output), Classes, null);

    [Benchmark]
    public void Softmax() => Loss.Softmax(_logits, Classes, _output);

    [Benchmark]
    public int BareLogSumExp() => LogSumExpFunction(At(_logits), Classes, Rows, Classes, null, At(_output), null);

    [Benchmark]
    public void LogSumExp() => Loss.LogSumExp(_logits, Classes, _output.AsSpan(0, Rows));

    [Benchmark]
    public float BareCrossEntropy() => Bare(null);

    [Benchmark]
    public float CrossEntropy() => Loss.CrossEntropy(_logits, _labels, Classes);

    [Benchmark]
    public float BareCrossEntropyAndGradient() => Bare(At(_output));

    [Benchmark]
    public float CrossEntropyAndGradient() => Loss.CrossEntropy(_logits, _labels, Classes, grad: _output);

    [Benchmark]
    public float CrossEntropyInParallel() => Loss.CrossEntropy(_logits, _labels, Classes, executor: _executor);

    [Benchmark]
    public void TensorPrimitivesSoftMax() => Hosted.SoftMax(At(_logits), Rows, Classes, At(_output));

    private static float* At(float[] pinned) => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0);

    private static nint Export(string name) => NativeLibrary.GetExport(NativeLibrary.Load("nativeloss", typeof(Loss).Assembly, null), name);

    private float Bare(float* grad)
    {
        const int Int32Labels = 5;
        float loss;
        fixed (int* labels = _labels)
            CrossEntropyFunction(At(_logits), Classes, labels, Int32Labels, Rows, Classes, null, &loss, grad, Classes, null);
        return loss;
    }
}
