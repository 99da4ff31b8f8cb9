// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>
/// The pointer is to real numbers as precise as the arithmetic is: losses, weights, results per row. <c>double *</c> where the elements
/// are double, <c>float *</c> for all other types of elements.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class RealAttribute : Attribute;
