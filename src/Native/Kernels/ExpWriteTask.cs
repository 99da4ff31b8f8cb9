// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;

namespace NativeLoss.Native.Kernels;

/// <summary>What <see cref="ExpWriteKernel{T, TVec, TExp}"/> writes: exponentials times a factor, and what is added to them.</summary>
internal unsafe struct ExpWriteTask
{
    internal ElementType Type;

    /// <summary>Of the exponential, with the scale and the row's temperature.</summary>
    internal void* Constants;

    internal int Reference;

    /// <summary>What of the scale is not in the constants; see <see cref="RowScale"/>.</summary>
    internal double Factor;

    /// <summary>The addend is B; First A + B where First is given; Second (First A + B) where both are.</summary>
    internal double A;
    internal double B;

    internal void* Source;

    /// <summary>Second parts of the source's elements, in f64, or null.</summary>
    internal double* Lows;

    internal nint Elements;
    internal void* Destination;

    /// <summary>Or null.</summary>
    internal void* First;

    /// <summary>Or null.</summary>
    internal void* Second;

    /// <summary>The scaled constants are in the workspace already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Start(ExpWriteTask* task, in Row row, RowScale scale, double a, double b, Workspace* space)
    {
        task->Type = row.Arithmetic;
        task->Constants = Workspace.Constants(space);
        if (task->Type == ElementType.F32)
            ExpF32.CopyOthers(row.Source->Exponential, (float*)task->Constants);
        task->Reference = scale.Reference;
        task->Factor = scale.Multiplier;
        task->A = a;
        task->B = b;
        task->Lows = null;
        task->First = null;
        task->Second = null;
    }
}
