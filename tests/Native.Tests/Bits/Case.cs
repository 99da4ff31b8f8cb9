// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Linq;
using NativeLoss.Native.Tests.Calls;
using NativeLoss.Native.Tests.Inputs;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>One call whose result every image must give.</summary>
internal readonly record struct Case(Family Family, Shape Shape, Layout Layout)
{
    private static readonly int[] Lengths = [.. Enumerable.Range(1, 257), 1000, 1001, 4095, 4096, 4097, 32000, 50257];

    /// <summary>Every length with every family; longer rows in fewer of them, since they differ in nothing but time.</summary>
    internal static IEnumerable<Case> All { get; } =
        [
            .. from family in System.Enum.GetValues<Family>()
               from length in Lengths
               from rows in family == Family.Mixed ? [(16, 5)] : length > 5000 ? [(1, 0)] : new[] { (1, 0), (3, 0), (3, 5) }
               where length <= 5000 || family is Family.Normal or Family.Wide or Family.NotANumber or Family.Confident
               // The id of the first row decides where its label is.
               select new Case(family, Shape.Of(rows.Item1, length, firstId: length), new Layout(rows.Item2)),
        ];

    public override string ToString() => $"{Family}, {Shape}, gap {Layout.Gap}";
}
