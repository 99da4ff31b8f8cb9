// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>The header has the export for the 16-bit element types too.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class HalfTypesAttribute : Attribute;
