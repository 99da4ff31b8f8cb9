// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Calls;

/// <summary>An extent of an operand, as a dimension of the <see cref="Shape"/>.</summary>
internal enum Axis
{
    One,
    Rows,
    Columns,
    Depth,

    /// <summary>How many elements of a row are selected: at most 5.</summary>
    Selected,
}
