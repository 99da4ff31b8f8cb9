// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Linq;
using System.Runtime.InteropServices;

namespace NativeLoss.Tests.Vectors;

/// <summary>Numbers of the vectors in the types of the methods' spans, and back.</summary>
internal static class VectorTypes
{
    internal static Type Element(string type) => type switch
    {
        "f32" => typeof(float),
        "f64" => typeof(double),
        "f16" => typeof(Half),
        "bf16" => typeof(ushort),
        _ => throw new NotSupportedException($"No C# type for {type}."),
    };

    internal static Type Label(LabelType type) => type switch
    {
        LabelType.I8 => typeof(sbyte),
        LabelType.U8 => typeof(byte),
        LabelType.I16 => typeof(short),
        LabelType.U16 => typeof(ushort),
        LabelType.I32 => typeof(int),
        LabelType.U32 => typeof(uint),
        _ => typeof(long),
    };

    internal static Array Labels(long[] labels, Type item)
    {
        var array = System.Array.CreateInstance(item, labels.Length);
        for (var i = 0; i < labels.Length; i++)
            array.SetValue(Convert.ChangeType(labels[i], item, null), i);
        return array;
    }

    /// <summary>Every value is one of the type: nothing is rounded.</summary>
    internal static Array Array(double[] values, Type item) =>
        item == typeof(double) ? values.ToArray()
        : item == typeof(float) ? values.Select(value => (float)value).ToArray()
        : item == typeof(Half) ? values.Select(value => (Half)value).ToArray()
        : item == typeof(ushort) ? values.Select(ToBFloat16).ToArray()
        : item == typeof(long) ? values.Select(value => (long)value).ToArray()
        : item == typeof(int) ? values.Select(value => (int)value).ToArray()
        : item == typeof(byte) ? values.Select(value => (byte)value).ToArray()
        : item == typeof(bool) ? values.Select(value => value != 0).ToArray()
        : throw new NotSupportedException($"No vectors hold {item}.");

    internal static Array Single(object value)
    {
        var array = System.Array.CreateInstance(value.GetType(), 1);
        array.SetValue(value, 0);
        return array;
    }

    internal static VectorResult Result(Array array) => array switch
    {
        double[] a => new(a, Bytes(a)),
        float[] a => new([.. a.Select(x => (double)x)], Bytes(a)),
        Half[] a => new([.. a.Select(x => (double)x)], Bytes(a)),
        ushort[] a => new([.. a.Select(x => (double)BitConverter.UInt32BitsToSingle((uint)x << 16))], Bytes(a)),
        long[] a => new([.. a.Select(x => (double)x)], Bytes(a)),
        int[] a => new([.. a.Select(x => (double)x)], Bytes(a)),
        byte[] a => new([.. a.Select(x => (double)x)], Bytes(a)),
        bool[] a => new([.. a.Select(x => x ? 1.0 : 0)], Bytes(a)),
        _ => throw new NotSupportedException($"No vectors hold {array.GetType()}."),
    };

    private static ushort ToBFloat16(double value) => (ushort)(BitConverter.SingleToUInt32Bits((float)value) >> 16);

    private static byte[] Bytes<T>(T[] array)
        where T : unmanaged => MemoryMarshal.AsBytes(array.AsSpan()).ToArray();
}
