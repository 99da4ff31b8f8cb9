// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>Where an element is, of rows that may be one: see <see cref="ElementTask.RunLength"/>.</summary>
internal unsafe struct ElementPlace
{
    internal long Row;
    internal long Column;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ElementPlace Of(ElementTask* task, long index)
    {
        ElementPlace place;
        place.Row = index / task->RunLength;
        place.Column = index - (place.Row * task->RunLength);
        return place;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal void Advance(ElementTask* task, int count)
    {
        for (Column += count; Column >= task->RunLength; Column -= task->RunLength)
            Row++;
    }
}
