// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Ops;

/// <summary>Options of the softmax family.</summary>
internal static unsafe class SoftmaxOptionsCheck
{
    internal static Status Read(SoftmaxOptions* options, out bool emptyRowZero)
    {
        var status = Check.Options(options, out var copy);
        emptyRowZero = (copy.Flags & (uint)SoftmaxFlags.Empty_Row_Zero) != 0;
        return status == Status.Ok && (copy.Flags & ~(uint)SoftmaxFlags.Empty_Row_Zero) != 0 ? Status.E_Option : status;
    }
}
