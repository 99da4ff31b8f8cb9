// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Tests.Vectors;

/// <summary>A dense tensor that a span can be made of.</summary>
internal sealed record VectorTensor(Array Array, nint[] Lengths);
