// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Tests.Vectors;

/// <summary>An output array, as numbers and as the bytes of its own type.</summary>
internal sealed record VectorResult(double[] Values, byte[] Bytes);
