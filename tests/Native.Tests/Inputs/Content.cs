// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Tests.Calls;

namespace NativeLoss.Native.Tests.Inputs;

/// <summary>What the operands hold.</summary>
internal static class Content
{
    /// <summary>A label that stands for a row to leave out; it fits every label type.</summary>
    internal const int Ignored = 99;

    // One stream per operand, so that no two of them are correlated.
    private const int LogitStream = 1, LabelStream = 2, TargetStream = 3;
    private const int GradientStream = 4, WeightStream = 5, MomentStream = 6, MaskStream = 7;

    internal static void Logits(Span<double> row, RowContext context)
    {
        var family = FamilyOf(context);
        var label = LabelPosition(context);
        for (var i = 0; i < row.Length; i++)
            row[i] = Logit(family, context, i, i == label);
    }

    /// <summary>First, middle, last and any position, by the row's id.</summary>
    internal static void Labels(Span<double> row, RowContext context) => row[0] = LabelPosition(context);

    internal static void LabelsSomeIgnored(Span<double> row, RowContext context) =>
        row[0] = context.Id % 3 == 1 ? Ignored : LabelPosition(context);

    internal static void LabelsAllIgnored(Span<double> row, RowContext context) => row[0] = Ignored;

    /// <summary>Probabilities, some of them 0.</summary>
    internal static void Probabilities(Span<double> row, RowContext context)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = Noise.Uniform(TargetStream, context.Id, i);
            row[i] = row[i] < 0.2 ? 0 : row[i];
            sum += row[i];
        }

        for (var i = 0; i < row.Length; i++)
            row[i] = sum > 0 ? row[i] / sum : 1.0 / row.Length;
    }

    /// <summary>A gradient from above; infinite or NaN here and there in the families that are so.</summary>
    internal static void Gradient(Span<double> row, RowContext context)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = Noise.Normal(GradientStream, context.Id, i);
        if (FamilyOf(context) is Family.NotANumber && context.Id % 2 == 0)
            row[^1] = NotANumber(context);
        if (FamilyOf(context) is Family.PlusInfinity && context.Id % 2 == 0)
            row[^1] = double.NegativeInfinity;
    }

    internal static void Weights(Span<double> row, RowContext context)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = 0.25 + Noise.Uniform(WeightStream, context.Id, i);
    }

    /// <summary>1 and 0, and numbers between.</summary>
    internal static void Same(Span<double> row, RowContext context) => row[0] = (context.Id % 3) switch
    {
        0 => 1,
        1 => 0,
        _ => 0.25,
    };

    /// <summary>1 and -1.</summary>
    internal static void Signs(Span<double> row, RowContext context) => row[0] = context.Id % 2 == 0 ? 1 : -1;

    internal static void SignedWeights(Span<double> row, RowContext context)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = Noise.Normal(WeightStream, context.Id, i);
    }

    internal static void SecondMoment(Span<double> row, RowContext context)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = Noise.Uniform(MomentStream, context.Id, i) * 1e-3;
    }

    /// <summary>Bytes: 0 leaves a class out.</summary>
    internal static void BooleanMask(Span<double> row, RowContext context)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = Noise.Bits(MaskStream, context.Id, i) % 4 == 0 ? 0 : 1 << (context.Id % 8);
    }

    internal static void AddedMask(Span<double> row, RowContext context)
    {
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = Noise.Bits(MaskStream, context.Id, i) % 4 == 0
                ? double.NegativeInfinity
                : Noise.Normal(MaskStream, context.Id, i);
        }
    }

    /// <summary>What leaves classes out, or nearly so, and 0.</summary>
    internal static void MaskOfZeros(Span<double> row, RowContext context)
    {
        var nothing = context.Id % 2 == 0 ? double.NegativeInfinity : -6e4;
        for (var i = 0; i < row.Length; i++)
            row[i] = Noise.Bits(MaskStream, context.Id, i) % 4 == 0 ? nothing : 0;
    }

    internal static void SecondLabels(Span<double> row, RowContext context) =>
        row[0] = LabelPosition(context with { Id = context.Id + 1 });

    private static double Logit(Family family, RowContext context, int column, bool isLabel)
    {
        var normal = 3 * Noise.Normal(LogitStream, context.Id, column);
        var dice = Noise.Bits(LogitStream, context.Id + 1_000_000, column);
        var f32 = context.Dtype != Dtype.F64;
        var huge = f32 ? 1e30 : 1e300;
        return family switch
        {
            Family.Wide => normal * (f32 ? 20 : 150),
            Family.PlusTenThousand => normal + 1e4,
            Family.MinusTenThousand => normal - 1e4,
            Family.PlusTenMillion => normal + 1e7,
            Family.MinusTenMillion => normal - 1e7,
            Family.PlusHuge => normal * huge / 1000 + huge,
            Family.MinusHuge => normal * huge / 1000 - huge,
            Family.HugeOfBothSigns => dice % 4 == 0 ? -huge : dice % 4 == 1 ? huge : normal,
            Family.MaskedClasses => dice % 10 < 3 ? double.NegativeInfinity : normal,
            Family.AllMasked => double.NegativeInfinity,

            Family.PlusInfinity => dice % 8 == 0 ? double.PositiveInfinity
     : dice % 8 == 1 ? double.NegativeInfinity : normal,
            Family.NotANumber => dice % 8 == 0 ? NotANumber(context) : normal,
            Family.Subnormal => normal * (context.Dtype == Dtype.F16 ? 1e-7 : f32 ? 1e-39 : 1e-309),
            Family.Confident => isLabel ? normal + 5 + (5 * (context.Id % 16)) : normal,
            _ => normal,
        };
    }

    /// <summary>
    /// Of either sign, and with a payload: a kernel that lets one through shows in which operand it met it.
    /// </summary>
    private static double NotANumber(RowContext context) =>
        BitConverter.UInt64BitsToDouble(context.Id % 2 == 0 ? 0x7FF8_0000_2000_0000 : 0xFFF8_0000_4000_0000);

    private static Family FamilyOf(RowContext context) =>
        context.Family == Family.Mixed ? (Family)(context.Id % (int)Family.Mixed) : context.Family;

    private static int LabelPosition(RowContext context)
    {
        var last = (int)Math.Min(context.Columns - 1, LabelArray.Greatest(context.LabelType));
        return (context.Id % 4) switch
        {
            0 => 0,
            1 => last / 2,
            2 => last,
            _ => (int)(Noise.Bits(LabelStream, context.Id, 0) % (ulong)(last + 1)),
        };
    }
}
