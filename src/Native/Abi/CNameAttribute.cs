// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>
/// The C name of a type: a struct's typedef, an enum's typedef with the prefix of its members
/// (<c>Null</c> of an enum with prefix <c>NLOSS_E_</c> becomes <c>NLOSS_E_NULL</c>), or the type that a member stands for.
/// </summary>
[AttributeUsage(AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Field)]
internal sealed class CNameAttribute(string name, string memberPrefix = "") : Attribute
{
    public string Name { get; } = name;

    public string MemberPrefix { get; } = memberPrefix;
}
