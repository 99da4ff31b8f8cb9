// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>
/// The rows of a call: where they are and what happens to their logits on the way into the arithmetic,
///   z = softcap * tanh(logit / softcap) / temperature + mask,
/// each step only where it is wanted. Steps that round are done in double-double, of logits of f64 everything after them, too: a rounding of a
/// logit would be a relative error of its exponential, many ulps where logits are large. Of others it is done in f64, mostly the soft cap, too. Where a
/// temperature is the only such step of logits that are no longer than f32, the exponential takes it over (<see cref="Temper"/>); and a mask of
/// numbers is added in f32 to rows that lose nothing by that (<see cref="AddedMask"/>), in a softmax to others, too (<see cref="BiasedSoftmax"/>).
/// </summary>
internal unsafe struct RowSource
{
    internal ElementType Type;

    /// <summary>F32 or F64: what the row is summed and written in.</summary>
    internal ElementType Arithmetic;

    internal void* Data;

    /// <summary>Elements from one group of Inner rows to the next, which lie element by element beside each other.</summary>
    internal long Stride;

    internal long Inner;
    internal long Classes;
    internal bool Negated;

    /// <summary>A step that rounds happens to the logits.</summary>
    internal bool Rounds;

    /// <summary>Logits in two parts, hence f64.</summary>
    internal bool Wide;

    /// <summary>The last level of most caches has no room for what is written for all rows.</summary>
    internal bool Large;

    // Beside the flags, where it takes no room of its own.
    internal MaskKind MaskKind;

    /// <summary>1 where there is none.</summary>
    internal double Temperature;

    /// <summary>Of rows that are computed in f32: constants of the exponential of what is read of them, which know the temperature.</summary>
    internal float* Exponential;

    /// <summary>d z / d logit, but for the soft cap: 1 / temperature.</summary>
    internal Dd Gain;

    /// <summary>0 where there is none.</summary>
    internal double SoftCap;

    internal void* Mask;

    /// <summary>As <see cref="Stride"/>; 0 for one mask of Classes elements for all rows.</summary>
    internal long MaskStride;

    /// <summary>Nothing happens to a row's elements.</summary>
    internal bool Plainly;

    /// <summary>What z is of what is read of rows that are computed in f32: 1 / temperature, see <see cref="Temper"/>.</summary>
    internal readonly double ReadGain => Negated ? -Gain.High : Gain.High;

    /// <summary>No class is left out or negated: a gradient has no exceptions.</summary>
    internal readonly bool Wholly => !Negated && MaskKind == MaskKind.None;

    /// <summary>Nothing happens to a row's elements, and they lie side by side.</summary>
    internal bool Packed;

    /// <summary>They lie side by side and are of the arithmetic's type, and nothing happens to them before it: a row may be read in place.</summary>
    internal bool Direct;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Plain(RowSource* source, ElementType type, void* data, long stride, long inner, long classes)
    {
        Start(source, type, data, stride, inner, classes);
        Settle(source, wide: false);
    }

    /// <summary>Nothing happens to the rows yet; to be settled.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Start(RowSource* source, ElementType type, void* data, long stride, long inner, long classes)
    {
        source->Type = type;
        source->Data = data;
        source->Stride = stride;
        source->Inner = inner;
        source->Classes = classes;
        source->Negated = false;
        source->Large = false;
        source->Temperature = 1.0;
        source->Exponential = ExpF32.Constants;
        source->SoftCap = 0.0;
        source->MaskKind = MaskKind.None;
        source->Mask = null;
        source->MaskStride = 0;
    }

    /// <summary>The soft caps of logits of f32 whose quotients have all digits of f64, and which it rounds by less than 1e-9.</summary>
    private const double Finest = 1.0 / (1 << 20);
    private const double Coarsest = 1 << 20;

    /// <summary>Whether so many elements are <see cref="Large"/>: 24 MiB of f32, beside as many that are read.</summary>
    internal static bool AreLarge(long elements) => elements >= 6 << 20;

    /// <summary>A vector of its own as a row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Row Alone(RowSource* source, ElementType type, void* data, long count)
    {
        Plain(source, type, data, count, 1, count);
        return new Row(source, data, null);
    }

    /// <summary>Once all else is set. A temperature of -1 becomes a sign, which rounds nothing.</summary>
    internal static void Settle(RowSource* source, bool wide)
    {
        source->Gain = source->Temperature == 1 ? 1.0 : (Dd)1.0 / source->Temperature;
        if (source->Temperature == -1)
        {
            source->Temperature = 1.0;
            source->Negated = true;
        }
        source->Rounds = source->Temperature != 1 || source->SoftCap != 0 || source->MaskKind == MaskKind.Add;
        // What rounds in f64 is exact enough for logits that are no longer than f32, unless a cap may take them to where it is not.
        source->Wide = wide || (source->Rounds && source->Type == ElementType.F64) || (source->SoftCap != 0 && source->SoftCap is not (>= Finest and <= Coarsest));
        source->Arithmetic = source->Wide || source->Rounds ? ElementType.F64 : Elements.Real(source->Type);
        source->Plainly = !source->Rounds && !source->Wide && !source->Negated && source->MaskKind == MaskKind.None;
        source->Packed = source->Plainly && source->Inner == 1;
        source->Direct = source->Packed && source->Arithmetic == source->Type;
    }

    /// <summary>
    /// Whether <see cref="Temper"/> takes settled rows: with a temperature, or a mask of numbers, and no other step that rounds. Of those with
    /// such a mask only some, see <see cref="AddedMask"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsTemperable(RowSource* source) =>
        source->Rounds && !source->Wide && (source->MaskKind != MaskKind.Add || (source->Temperature > 0 && !source->Negated))
        && Math.Abs(source->Temperature) >= ExpF32.Coldest && Math.Abs(source->Temperature) <= 1 / ExpF32.Coldest;

    /// <summary>
    /// Their temperature goes from the logits into the exponential: nothing rounds them, and they are computed in f32. What is read of them is
    /// then not divided yet, but for <see cref="Row.Get"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Temper(RowSource* source, float* exponential)
    {
        source->Negated = source->Temperature < 0;
        source->Temperature = Math.Abs(source->Temperature);
        if (source->Temperature != 1)
        {
            source->Exponential = exponential;
            ExpF32.Temper(source->Temperature, exponential);
        }
        source->Rounds = false;
        source->Arithmetic = ElementType.F32;
        source->Direct = source->Inner == 1 && source->MaskKind == MaskKind.None && !source->Negated && source->Type == ElementType.F32;
    }

    /// <summary>A row of logits with a soft cap or nothing, computed in f64 whatever the source says.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Row Widened(RowSource* source, RowSource* wide, long row)
    {
        Start(wide, source->Type, source->Data, source->Stride, source->Inner, source->Classes);
        wide->SoftCap = source->SoftCap;
        Settle(wide, wide: true);
        return At(wide, row);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Row At(RowSource* source, long row)
    {
        var data = Elements.At(source->Type, source->Data, Offset(source->Inner, row, source->Stride));
        return new Row(source, data, source->MaskKind == MaskKind.None ? null : MaskAt(source, row));
    }

    /// <summary>First element of a row of a matrix laid out like the logits.</summary>
    internal static long Offset(long inner, long row, long stride) => inner == 1 ? row * stride : InnerOffset(inner, row, stride);

    /// <summary>Sets an element of a row of such a matrix.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Set(RowSource* source, void* matrix, long stride, long row, long index, double value) =>
        Elements.Set(source->Type, matrix, Offset(source->Inner, row, stride) + (index * source->Inner), value);

    // A call, as two divisions are long.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long InnerOffset(long inner, long row, long stride) => (row / inner * stride) + (row % inner);

    private static void* MaskAt(RowSource* source, long row)
    {
        var offset = source->MaskStride == 0 ? 0 : Offset(source->Inner, row, source->MaskStride);
        return source->MaskKind == MaskKind.Keep ? (byte*)source->Mask + offset : Elements.At(source->Type, source->Mask, offset);
    }
}
