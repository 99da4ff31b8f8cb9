// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Calls;

/// <summary>How an executor runs its tasks.</summary>
internal enum TaskOrder
{
    Forward,
    Reversed,
    Shuffled,

    /// <summary>On the thread pool, as it likes.</summary>
    Threads,
}
