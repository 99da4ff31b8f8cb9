// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Tests.Calls;

namespace NativeLoss.Native.Tests.Inputs;

/// <summary>All that the content of a row may depend on: not its position, the number of rows or the layout.</summary>
internal readonly record struct RowContext(int Id, int Columns, Dtype Dtype, Family Family, LabelType LabelType);

/// <summary>Fills one row of an operand.</summary>
internal delegate void Fill(Span<double> row, RowContext context);
