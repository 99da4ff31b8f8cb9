// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;
using NativeLoss.Native.Tests.Images;
using NativeLoss.Native.Tests.Inputs;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>The memory of one call: operands at their places, options, arguments.</summary>
internal sealed unsafe class Frame : IDisposable
{
    private const int OptionsSize = 256;

    private readonly Operation operation;
    private readonly Dtype dtype;
    private readonly Shape shape;
    private readonly Signature signature;
    private readonly List<Block> blocks = [];
    private readonly long* arguments;
    private readonly byte* options;
    private readonly int resultSize;
    private readonly void* scratch;

    internal Frame(Operation operation, Dtype dtype, Shape shape, Layout layout, Family family)
    {
        this.operation = operation;
        this.dtype = dtype;
        this.shape = shape;
        signature = Signature.Of(operation.LevelEntryPoint);
        arguments = (long*)NativeMemory.AllocZeroed((nuint)signature.Count, sizeof(long));
        options = (byte*)NativeMemory.AllocZeroed(OptionsSize);

        foreach (var operand in operation.Operands)
            blocks.Add(Place(operand, layout));
        resultSize = blocks.Where(block => block.Operand.IsOutput).Sum(block => block.ResultSize);
        foreach (var block in blocks.Where(block => block.Owner is null))
            block.Prepare(shape, dtype, family);

        foreach (var block in blocks.Where(block => signature.Has(block.Operand.Name)))
        {
            Set(block.Operand.Name, (long)block.Data);
            Set(block.Operand.Name + "Stride", block.Stride);
        }

        foreach (var (name, axis) in operation.Extents)
            Set(name, shape[axis]);
        Set("type", (long)dtype);
        Set("count", (long)shape.Rows * shape.Columns);
        Set("labelType", (long)operation.LabelType);
        Set("step", operation.Step);
        Set("learningRate", BitConverter.DoubleToInt64Bits(operation.LearningRate));
        foreach (var (name, bits) in operation.Numbers)
            Set(name, bits);
        scratch = Scratch();
        operation.Options?.Invoke(this);
    }

    /// <summary>Copies the options, and writes the size that each struct begins with.</summary>
    internal void SetOptions<T>(T value)
        where T : unmanaged
    {
        *(T*)options = value;
        *(uint*)options = (uint)sizeof(T);
        Set("options", (long)options);
    }

    /// <summary>Elements between the classes of a row.</summary>
    internal long Inner => operation.Interleaved ? shape.Rows : 1;

    /// <summary>Of an operand whose stride is not a parameter: 0 where it has one row.</summary>
    internal long StrideOfMatrix(string operand)
    {
        var block = blocks.Single(block => block.Operand.Name == operand);
        return block.Operand.Outer == Axis.One ? 0 : block.Stride;
    }

    internal void* Data(string operand) => blocks.Single(block => block.Operand.Name == operand).Data;

    internal void* DataOrNull(string operand) => blocks.SingleOrDefault(block => block.Operand.Name == operand) is { } block ? block.Data : null;

    internal int Columns => shape.Columns;

    /// <summary>
    /// Puts all memory back to its state before a call, and calls. Returns the outputs, rows joined, without the gaps.
    /// </summary>
    internal byte[] Run(Image image, TestExecutor? executor = null)
    {
        foreach (var block in blocks)
            block.Reset();
        Set("executor", executor is null ? 0 : (long)executor.Pointer);
        var status = (Status)image.Call(operation, dtype, signature, arguments);
        if (status != Status.Ok)
        {
            throw new InvalidDataException(
                $"{image}: {operation.EntryPoint(dtype)} ({operation.Variant}) returned {status}.");
        }

        var results = GC.AllocateUninitializedArray<byte>(resultSize);
        var position = 0;
        foreach (var block in blocks.Where(block => block.Operand.IsOutput))
        {
            block.CheckUntouched(image);
            block.CopyRows(results.AsSpan(position, block.ResultSize));
            position += block.ResultSize;
        }

        return results;
    }

    /// <summary>The results by rows: of each row, its part of every output.</summary>
    internal byte[][] SplitRows(byte[] results)
    {
        var rows = Enumerable.Range(0, shape.Rows).Select(_ => new List<byte>()).ToArray();
        var position = 0;
        foreach (var block in blocks.Where(block => block.Operand.IsOutput))
        {
            var size = block.ResultSize / shape.Rows;
            foreach (var row in rows)
            {
                row.AddRange(results.AsSpan(position, size));
                position += size;
            }
        }

        return [.. rows.Select(row => row.ToArray())];
    }

    /// <summary>The place and the values of the first difference between two results.</summary>
    internal string Difference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual)
    {
        foreach (var block in blocks.Where(block => block.Operand.IsOutput))
        {
            var same = expected[..block.ResultSize].CommonPrefixLength(actual[..block.ResultSize]);
            if (same < block.ResultSize)
                return block.Describe(same / block.ElementSize, expected, actual);
            expected = expected[block.ResultSize..];
            actual = actual[block.ResultSize..];
        }

        return "none";
    }

    public void Dispose()
    {
        foreach (var block in blocks)
            block.Dispose();
        NativeMemory.Free(arguments);
        NativeMemory.Free(options);
        NativeMemory.Free(scratch);
    }

    /// <summary>As much as the most tasks need; what a call leaves in it is nobody's business.</summary>
    private void* Scratch()
    {
        if (!signature.Has("scratch"))
            return null;
        var size = (long)RankScratch.Bytes * shape.Columns * Partition.MaxBlocks;
        var memory = NativeMemory.Alloc((nuint)size);
        Set("scratch", (long)memory);
        Set("scratchSize", size);
        return memory;
    }

    private void Set(string parameter, long value)
    {
        if (signature.Has(parameter))
            arguments[signature.Position(parameter)] = value;
    }

    /// <summary>Null for integers.</summary>
    private Dtype? TypeOf(string operand) => operand switch
    {
        "labels" or "secondLabels" or "indices" or "size" or "argmax" or "rank" or "correct" => null,
        "mask" => operation.MaskType == MaskType.Bool ? null : dtype,
        "classWeights" or "rowWeights" or "weights" or "posWeights" or "gradLse" or "gradEntropy" => Real,
        "loss" or "lse" or "entropy" or "labelProb" or "zLossPart" => Real,
        "same" or "accuracy" => Real,
        _ => dtype,
    };

    private Dtype Real => dtype == Dtype.F64 ? Dtype.F64 : Dtype.F32;

    private int ElementSize(string operand) => TypeOf(operand) switch
    {
        Dtype.F64 => sizeof(double),
        Dtype.F32 => sizeof(float),
        Dtype.F16 or Dtype.BF16 => sizeof(ushort),
        _ => operand is "labels" or "secondLabels" ? LabelArray.ElementSize(operation.LabelType)
            : operand is "correct" or "mask" ? sizeof(byte)
            : sizeof(long),
    };

    private Block Place(Operand operand, Layout layout)
    {
        var strided = signature.Has(operand.Name + "Stride");
        var matrix = strided || (operand.Name == "mask" && operand.Outer == Axis.Rows);
        var first = operand.IsOutput && !blocks.Any(block => block.Operand.IsOutput);
        var owner = first && layout.InPlaceOf is not null
            ? blocks.Single(block => block.Operand.Name == layout.InPlaceOf)
            : null;
        return new Block(
            operand,
            shape[operand.Outer],
            shape[operand.Inner],
            strided ? layout.Gap : 0,
            operand.IsOutput ? layout.OutputOffset : layout.InputOffset,
            ElementSize(operand.Name),
            TypeOf(operand.Name),
            operation.Interleaved && matrix,
            operation.LabelType,
            owner);
    }
}
