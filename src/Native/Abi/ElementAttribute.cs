// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>
/// The pointer is to elements of the type that the export's first argument says: <c>float *</c>, <c>double *</c> in the header, which has
/// a function for each.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ElementAttribute : Attribute;
