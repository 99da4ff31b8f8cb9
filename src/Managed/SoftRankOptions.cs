// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss;

/// <summary>Options of soft ranks. <c>default</c> is the documented default of each.</summary>
public readonly record struct SoftRankOptions
{
    /// <summary>How the ranks are regularized. Default: L2.</summary>
    public Regularization Regularization { get; init; }

    /// <summary>
    /// Distance of neighboring values from which on soft ranks are the ranks; from 1e-100 to 1e100, and 0, the default,
    /// means 1. A smaller one means sharper ranks and a gradient that is 0 in more places.
    /// </summary>
    public double RegularizationStrength { get; init; }

    /// <summary>
    /// How the rows' losses become the returned one; losses only. Default: the mean. None is for the methods whose name
    /// ends in Rows.
    /// </summary>
    public Reduction Reduction { get; init; }

    internal unsafe Interop.SoftRankOptions ToNative(Reduction reduction) => new()
    {
        StructSize = (uint)sizeof(Interop.SoftRankOptions),
        Regularization = Regularization,
        RegularizationStrength = RegularizationStrength,
        Reduction = reduction,
    };
}
