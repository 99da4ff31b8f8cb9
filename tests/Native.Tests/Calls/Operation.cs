// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>One export with one family of options.</summary>
internal sealed record Operation(string Export, string Variant, Operand[] Operands)
{
    /// <summary>Sets the options; null: NULL is passed.</summary>
    internal Action<Frame>? Options { get; init; }

    /// <summary>Extents that are parameters.</summary>
    internal Dictionary<string, Axis> Extents { get; init; } =
        new() { ["rows"] = Axis.Rows, ["classes"] = Axis.Columns };

    /// <summary>Every output row depends on its own input row only: not so for a reduction over the rows.</summary>
    internal bool RowsAreIndependent { get; init; } = true;

    /// <summary>How many matrices it computes: each may be handed to the executor once.</summary>
    internal int Matrices { get; init; } = 1;

    /// <summary>The inputs whose memory the first output may take.</summary>
    internal string[] InPlaceOf { get; init; } = [];

    /// <summary>The classes of its rows lie side by side: all rows of a matrix are one group of <c>inner</c>.</summary>
    internal bool Interleaved { get; init; }

    internal MaskType MaskType { get; init; }

    /// <summary>Also for f16 and bf16.</summary>
    internal bool HasHalfTypes { get; init; }

    internal Dtype[] Dtypes => HasHalfTypes ? Enum.GetValues<Dtype>() : [Dtype.F32, Dtype.F64];

    internal LabelType LabelType { get; init; } = LabelType.I64;

    internal double LearningRate { get; init; } = 0.0625;

    /// <summary>Numbers that are parameters, as the bits of their eight bytes.</summary>
    internal Dictionary<string, long> Numbers { get; init; } = [];

    internal long Step { get; init; } = 1;

    internal string Name => Variant.Length == 0 ? Export : $"{Export}: {Variant}";

    /// <summary>The C name of the function that a level exports, for all element types.</summary>
    internal string LevelEntryPoint => "nloss_" + Export;

    internal string EntryPoint(Dtype dtype) => $"{LevelEntryPoint}_{dtype.ToString().ToLowerInvariant()}";

    public override string ToString() => Name;
}
