// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

// Structs for the native file are written before they are read; zeroing them first would cost as much as the call.
[module: SkipLocalsInit]
