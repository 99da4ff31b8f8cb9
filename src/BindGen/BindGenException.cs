// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;

namespace NativeLoss.BindGen;

/// <summary>Something in the exports that cannot be published as it is; the message names it.</summary>
internal sealed class BindGenException(string message) : Exception(message);
