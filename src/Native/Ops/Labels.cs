// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>An array of labels of any integer type.</summary>
internal readonly unsafe struct Labels(void* data, int type)
{
    internal readonly void* Data = data;
    private readonly int type = type;

    /// <summary>Bytes of one label; 0 for a code that is no label type.</summary>
    internal int ElementSize => (LabelType)type switch
    {
        LabelType.I8 or LabelType.U8 => 1,
        LabelType.I16 or LabelType.U16 => 2,
        LabelType.I32 or LabelType.U32 => 4,
        LabelType.I64 => 8,
        _ => 0,
    };

    internal long this[long row] => (LabelType)type switch
    {
        LabelType.I8 => ((sbyte*)Data)[row],
        LabelType.U8 => ((byte*)Data)[row],
        LabelType.I16 => ((short*)Data)[row],
        LabelType.U16 => ((ushort*)Data)[row],
        LabelType.I32 => ((int*)Data)[row],
        LabelType.U32 => ((uint*)Data)[row],
        _ => ((long*)Data)[row],
    };

    /// <summary>
    /// How many of the labels count, that is are not the ignored one; or ~row of the first that is neither that nor a class.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal long Count(long rows, long classes, bool ignores, long ignored)
    {
        const int Some = 64;
        var memory = stackalloc long[Some];
        long uncounted = 0;
        for (long first = 0; first < rows; first += Some)
        {
            var length = rows - first < Some ? (int)(rows - first) : Some;
            var labels = (long*)Data + first;
            if ((LabelType)type != LabelType.I64)
            {
                Load(first, length, memory);
                labels = memory;
            }
            if (!ignores && length > 1 && AreClasses(labels, length, classes))
                continue;
            for (nint i = 0; i < length; i++)
            {
                if (ignores && labels[i] == ignored)
                    uncounted++;
                else if ((ulong)labels[i] >= (ulong)classes)
                    return ~(first + i);
            }
        }
        return rows - uncounted;
    }

    /// <summary>Whether two or more labels are neither negative nor past the last class; a difference that overflows is of one that is negative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreClasses(long* labels, nint count, long classes)
    {
        var last = Vector128.Create(classes - 1);
        var ends = labels + count - Vector128<long>.Count;
        var signs = Vector128.Load(ends);
        var past = last - signs;
        for (; labels < ends; labels += Vector128<long>.Count)
        {
            var some = Vector128.Load(labels);
            signs |= some;
            past |= last - some;
        }
        return Vector128.ExtractMostSignificantBits(signs | past) == 0;
    }

    /// <summary>The labels of some rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Load(long first, int rows, long* labels)
    {
        switch ((LabelType)type)
        {
            case LabelType.I8:
                Load<sbyte>(Data, first, rows, labels);
                break;
            case LabelType.U8:
                Load<byte>(Data, first, rows, labels);
                break;
            case LabelType.I16:
                Load<short>(Data, first, rows, labels);
                break;
            case LabelType.U16:
                Load<ushort>(Data, first, rows, labels);
                break;
            case LabelType.I32:
                Load<int>(Data, first, rows, labels);
                break;
            case LabelType.U32:
                Load<uint>(Data, first, rows, labels);
                break;
            default:
                Bytes.Copy((long*)Data + first, labels, rows * sizeof(long));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load<T>(void* data, long first, int rows, long* labels)
        where T : unmanaged, IBinaryInteger<T>
    {
        var from = (T*)data + first;
        for (nint i = 0; i < rows; i++)
            labels[i] = long.CreateTruncating(from[i]);
    }
}
