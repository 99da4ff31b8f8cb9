// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>The integer is one of this enum's values; the header names the enum in the parameter's comment.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field | AttributeTargets.ReturnValue)]
internal sealed class CodeAttribute(Type type) : Attribute
{
    public Type Type { get; } = type;
}
