// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.Native.Abi;

/// <summary>The callee only reads through this pointer: <c>const</c> in the header.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Field)]
internal sealed class ConstAttribute : Attribute;
