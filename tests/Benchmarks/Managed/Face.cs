// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;

namespace NativeLoss.Benchmarks;

/// <summary>What a call from C# costs on small rows, and what it allocates.</summary>
[MemoryDiagnoser]
public class Face
{
    private readonly ParallelExecutor _executor = new(2);
    private float[] _logits = [];
    private float[] _probs = [];
    private int[] _labels = [];

    [Params(1, 64)]
    public int Rows { get; set; }

    [Params(10, 128)]
    public int Classes { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _logits = [.. Enumerable.Range(0, Rows * Classes).Select(i => i * 7 % 13 / 4f)];
        _probs = new float[Rows * Classes];
        _labels = [.. Enumerable.Range(0, Rows).Select(i => i % Classes)];
    }

    [Benchmark]
    public void Softmax() => Loss.Softmax(_logits, Classes, _probs);

    /// <summary>Without protection from overflow, and row by row, because it knows no rows.</summary>
    [Benchmark]
    public void TensorPrimitivesSoftMax()
    {
        for (var first = 0; first < _logits.Length; first += Classes)
            TensorPrimitives.SoftMax<float>(_logits.AsSpan(first, Classes), _probs.AsSpan(first, Classes));
    }

    [Benchmark]
    public float CrossEntropyAndGradient() => Loss.CrossEntropy(_logits, _labels, Classes, grad: _probs);

    [Benchmark]
    public float CrossEntropyInParallel() => Loss.CrossEntropy(_logits, _labels, Classes, executor: _executor);
}
