// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Kernels;

/// <summary>What <see cref="ExpWriteKernel{T, TVec, TExp}"/> writes: exponentials times a factor, and what is added to them.</summary>
internal unsafe struct ExpWriteTask
{
    internal ElementType Type;

    /// <summary>Of the exponential, with the scale.</summary>
    internal void* Constants;

    internal int Reference;

    /// <summary>What of the scale is not in the constants; see <see cref="RowScale"/>.</summary>
    internal double Factor;

    /// <summary>The addend is B; First A + B where First is given; Second (First A + B) where both are.</summary>
    internal double A;
    internal double B;

    internal void* Source;
    internal nint Elements;
    internal void* Destination;

    /// <summary>Or null.</summary>
    internal void* First;

    /// <summary>Or null.</summary>
    internal void* Second;

    internal static void Start(ExpWriteTask* task, ElementType type, RowScale scale, double a, double b, Workspace* space)
    {
        task->Type = type;
        task->Constants = Workspace.Constants(space);
        task->Reference = scale.Reference;
        task->Factor = scale.Multiplier;
        task->A = a;
        task->B = b;
    }
}
