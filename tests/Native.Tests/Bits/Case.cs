// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Inputs;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>One call whose result every image must give.</summary>
internal readonly record struct Case(Family Family, Shape Shape, Layout Layout)
{
    /// <summary>Longer rows repeat what shorter ones do: whole blocks of lanes, and each remainder of them.</summary>
    private const int Short = 70;

    private static readonly int[] Lengths = [.. Enumerable.Range(1, 257), 1000, 1001, 4095, 4096, 4097];
    private static readonly Family[] Families = [.. Enum.GetValues<Family>().Where(family => family != Family.Mixed)];

    /// <summary>
    /// Every length alone of ordinary numbers; of every other family the short ones, and in turn the longer ones; three
    /// rows of every length, together or apart, whose families change with the length; and rows of a vocabulary's length.
    /// </summary>
    internal static IReadOnlyList<Case> All { get; } =
        [
            .. from family in Families
               from place in Enumerable.Range(0, Lengths.Length)
               where family == Family.Normal || Lengths[place] <= Short || place % Families.Length == (int)family
               select Of(family, 1, Lengths[place], 0),
            .. from length in Lengths select Of(Family.Mixed, 3, length, length % 2 * 5),
            Of(Family.Normal, 1, 32000, 0),
            Of(Family.Confident, 1, 50257, 0),
        ];

    /// <summary>The half types are computed as f32 is, from other lines of memory: fewer lengths do.</summary>
    internal static IEnumerable<Case> Of(Dtype dtype) =>
        All.Where(item => dtype is Dtype.F32 or Dtype.F64 || item.Shape.Columns is < Short or > 250);

    // The first row's id decides where its label is.
    private static Case Of(Family family, int rows, int columns, int gap) =>
        new(family, Shape.Of(rows, columns, firstId: columns), new Layout(gap));

    public override string ToString() => $"{Family}, {Shape}, gap {Layout.Gap}";
}
