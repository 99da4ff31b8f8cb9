// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The loops of each element type behind one set of functions: what works on rows is written and compiled once, and a new element type
/// is a new case here.
/// </summary>
internal static unsafe class Elements
{
    internal static bool IsHalf(ElementType type) => type >= ElementType.F16;

    /// <summary>The type of losses, weights and results per row beside elements of the type; half types are computed in it.</summary>
    internal static ElementType Real(ElementType type) => type == ElementType.F64 ? ElementType.F64 : ElementType.F32;

    internal static int Size(ElementType type) =>
        type == ElementType.F64 ? sizeof(double) : type == ElementType.F32 ? sizeof(float) : sizeof(ushort);

    // A part of so many functions that it would be 4 KB of the file.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void* At(ElementType type, void* data, long index) => (byte*)data + (index * Size(type));

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static double Get(ElementType type, void* data, long index)
    {
        if (type == ElementType.F64)
            return ((double*)data)[index];
        if (type == ElementType.F32)
            return ((float*)data)[index];
        float value;
        HalfBlock.Widen(type, (ushort*)data + index, 1, &value);
        return value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Set(ElementType type, void* data, long index, double value)
    {
        if (double.IsNaN(value))
            value = Canonical.NaN;
        if (type == ElementType.F64)
            ((double*)data)[index] = value;
        else if (type == ElementType.F32)
            ((float*)data)[index] = (float)value;
        else
            SetHalf(type, data, index, value);
    }

    private static void SetHalf(ElementType type, void* data, long index, double value)
    {
        var block = stackalloc double[WideBlock.Size];
        for (var i = 0; i < WideBlock.Size; i++)
            block[i] = value;
        WideBlock.Store(type, block, data, index, index + 1);
    }

    internal static void Fill(ElementType type, void* data, long count, double value) => Copy(type, null, 0, count, value, data);

    /// <summary>A padded copy: the last, partial block of a row goes through the same vector code, without a second arithmetic.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void* Copy(ElementType type, void* source, long count, long size, double padding, void* buffer)
    {
        ulong bits = 0;
        if (padding != 0)
            Set(type, &bits, 0, padding);
        var bytes = Size(type);
        if (bytes == sizeof(ushort))
            bits |= bits << 16;
        if (bytes < sizeof(ulong))
            bits |= bits << 32;
        Copy((byte*)source, count * bytes, size * bytes, bits, (byte*)buffer);
        return buffer;
    }

    /// <summary>Even numbers of bytes, whatever they are of; bits: eight bytes of padding.</summary>
    private static void Copy(byte* source, long count, long size, ulong bits, byte* buffer)
    {
        // Vectors as wide as those that will be loaded from a block: a load from several stores would wait for them.
        long i = 0;
        for (; i + sizeof(F32) <= count; i += sizeof(F32))
            F32.Store(F32.Load((float*)(source + i)), (float*)(buffer + i));
        if (Effort.IsWorthIt && i < count && i + sizeof(F32) <= size && count % sizeof(float) == 0)
        {
            var rest = Unsafe.BitCast<F64, F32>(Bits.Double<F64>(bits));
            F32.Store(F32.LoadPart((float*)(source + i), (int)(count - i) / sizeof(float), rest), (float*)(buffer + i));
            i += sizeof(F32);
        }
        for (; i + sizeof(Vector128<byte>) <= count; i += sizeof(Vector128<byte>))
            Vector128.Load(source + i).Store(buffer + i);
        for (; i + sizeof(uint) <= count; i += sizeof(uint))
            *(uint*)(buffer + i) = *(uint*)(source + i);
        for (; i < count; i += sizeof(ushort))
            *(ushort*)(buffer + i) = *(ushort*)(source + i);
        for (; i < size && (i & (sizeof(Vector128<byte>) - 1)) != 0; i += sizeof(ushort))
            *(ushort*)(buffer + i) = (ushort)(bits >> ((int)i & (sizeof(ulong) - 1)) * 8);
        for (; i + sizeof(Vector128<byte>) <= size; i += sizeof(Vector128<byte>))
            Vector128.Create(bits).Store((ulong*)(buffer + i));
        for (; i < size; i += sizeof(ushort))
            *(ushort*)(buffer + i) = (ushort)(bits >> ((int)i & (sizeof(ulong) - 1)) * 8);
    }

    /// <summary>Of f32 or f64; a zero becomes +0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Negate(ElementType type, void* source, long count, void* destination)
    {
        long i = 0;
        if (type == ElementType.F32)
        {
            for (; i + F32.Count <= count; i += F32.Count)
                F32.Store(F32.Broadcast(0f) - F32.Load((float*)source + i), (float*)destination + i);
            for (; i < count; i++)
                ((float*)destination)[i] = 0f - ((float*)source)[i];
            return;
        }
        for (; i + F64.Count <= count; i += F64.Count)
            F64.Store(F64.Broadcast(0.0) - F64.Load((double*)source + i), (double*)destination + i);
        for (; i < count; i++)
            ((double*)destination)[i] = 0.0 - ((double*)source)[i];
    }

    /// <summary>The first elements of a block, which are few: no call, and nothing is asked of their type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreSingles(float* block, int count, float* destination)
    {
        var i = 0;
        for (; i + 4 <= count; i += 4)
            Vector128.Load(block + i).Store(destination + i);
        for (; i < count; i++)
            destination[i] = block[i];
    }

    /// <summary>Elements of a block; 128 bytes of either type, and a whole number of vectors at every level.</summary>
    internal static int Lanes(ElementType type) => type == ElementType.F32 ? ExpF32.Lanes : ExpF64.Lanes;

    internal static int Lift(ElementType type) => type == ElementType.F32 ? ExpF32.Lift : ExpF64.Lift;

    internal static int Room(ElementType type) => type == ElementType.F32 ? ExpF32.Room : ExpF64.Room;

    /// <summary>Whether <see cref="SingleSumKernel{TStored}"/> takes rows as they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AreSummedInPlace(RowSource* source) =>
        Effort.IsWorthIt && source->Packed && (source->Type == ElementType.F32 || source->Type == ElementType.BF16);

    /// <summary>Rows of such a type; see <see cref="SingleSumKernel{TStored}"/>. maxima: whether they are wanted.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int ExpSums(ElementType stored, ChunkBatch* batch, int from, int rows, bool maxima)
    {
        // Beside what widens 16 bits the maxima cost next to nothing.
        if (stored != ElementType.F32)
            return SingleSumKernel<StoredHalf<BFloat16, F32>>.Rows<On>(batch, from, rows);
        return maxima || batch->Careful
            ? SingleSumKernel<Stored<float, F32>>.Rows<On>(batch, from, rows)
            : SingleSumKernel<Stored<float, F32>>.Rows<Off>(batch, from, rows);
    }

    /// <summary>The largest element, of a vector's number at least, without the excluded one, or -1; NaN is passed over.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static float SingleMax(ElementType stored, void* x, long count, long exclude) => stored == ElementType.F32
        ? SingleSumKernel<Stored<float, F32>>.Max(x, (nint)count, (nint)exclude)
        : SingleSumKernel<StoredHalf<BFloat16, F32>>.Max(x, (nint)count, (nint)exclude);

    /// <summary>The first of the largest elements, of as many as <see cref="TopKernel"/> takes; 0 where everything is -inf or NaN.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static long SingleTop(ElementType stored, void* x, long count, out float max)
    {
        if (stored == ElementType.F32)
        {
            var top = TopKernel.Run((float*)x, count, out max, out _);
            return float.IsNegativeInfinity(max) ? 0 : top;
        }
        max = SingleMax(stored, x, count, -1);
        return float.IsNegativeInfinity(max) ? 0 : SingleSumKernel<StoredHalf<BFloat16, F32>>.IndexOf(x, (nint)count, max);
    }

    internal static void ScaleConstants(ElementType type, Dd scale, void* constants)
    {
        if (type == ElementType.F32)
            ExpF32.ScaleConstants(scale, (float*)constants);
        else
            ExpF64.ScaleConstants(scale, (double*)constants);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ExpWrite(ExpWriteTask* task)
    {
        if (task->Type == ElementType.F32)
            ExpWriteKernel<float, F32, ExpF32>.Run(task);
        else
            ExpWriteKernel<double, F64, ExpF64>.Run(task);
    }

    /// <summary>See <see cref="UnboundedWriteKernel{TStored}"/>.</summary>
    internal static void ExpWriteUnbounded(ElementType stored, WriteBatch* batch)
    {
        if (stored == ElementType.F32)
            UnboundedWriteKernel<Stored<float, F32>>.Run(batch);
        else
            UnboundedWriteKernel<StoredHalf<BFloat16, F32>>.Run(batch);
    }

    /// <summary>Of f32 a vector's number at least.</summary>
    internal static double Max(ElementType type, void* x, long count) => type == ElementType.F32
        ? SingleSumKernel<Stored<float, F32>>.Max(x, (nint)count, -1)
        : MaxKernel.Value((double*)x, (nint)count);
}
