// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Abi;

/// <summary>How the rows' losses become the result.</summary>
[CName("nloss_reduction", "NLOSS_REDUCTION_")]
public enum Reduction
{
    /// <summary>Weighted mean, see the operation for its denominator: infinite where the sum is too large for f64. loss has one element.</summary>
    Mean = 0,

    /// <summary>Sum. loss has one element.</summary>
    Sum = 1,

    /// <summary>No reduction. loss has one element per row, of an element-wise loss one per element.</summary>
    None = 2,

    /// <summary>Sum divided by the number of rows; element-wise losses only. loss has one element.</summary>
    Batch_Mean = 3,
}
