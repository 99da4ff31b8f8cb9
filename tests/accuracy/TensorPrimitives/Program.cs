// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// TensorPrimitives FUNCTION TYPE COLUMNS < numbers > results: a function of System.Numerics.Tensors over rows of f32 or
// f64, for tests/accuracy/peers.py.
using System;
using System.IO;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

var (function, type, columns) = (args[0], args[1], int.Parse(args[2]));
using var input = new MemoryStream();
using (var numbers = Console.OpenStandardInput())
    numbers.CopyTo(input);
using var output = Console.OpenStandardOutput();
output.Write(type == "f32" ? Rows<float>() : Rows<double>());

byte[] Rows<T>()
    where T : unmanaged, IExponentialFunctions<T>
{
    var result = new byte[input.Length];
    var x = MemoryMarshal.Cast<byte, T>(input.GetBuffer().AsSpan(0, result.Length));
    var y = MemoryMarshal.Cast<byte, T>(result.AsSpan());
    for (var i = 0; i < x.Length; i += columns)
    {
        ReadOnlySpan<T> row = x.Slice(i, columns);
        Span<T> destination = y.Slice(i, columns);
        switch (function)
        {
            case "SoftMax":
                TensorPrimitives.SoftMax<T>(row, destination);
                break;
            case "Sigmoid":
                TensorPrimitives.Sigmoid<T>(row, destination);
                break;
            default:
                throw new ArgumentException(function);
        }
    }
    return result;
}
