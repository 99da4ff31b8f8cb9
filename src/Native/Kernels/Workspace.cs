// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.InteropServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Kernels;

/// <summary>What the row kernels need beside their arguments, on the stack of the task that runs them (about 1 KiB).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Workspace
{
    /// <summary>Bytes of one block of lanes, f32 or f64.</summary>
    private const int BlockBytes = 128;

    /// <summary>The widest vector.</summary>
    internal const int PeakBytes = 64;

    internal LaneSums Sums;

    /// <summary>Reference of the last chunk, in steps of the exponential's grid: a first guess for the next, no result depends on it. -1 fits
    /// maxima around 0.</summary>
    internal int Guess;

    private fixed double peaks[PeakBytes / 8];
    private fixed double constants[24];
    private fixed double first[BlockBytes / 8];
    private fixed double second[BlockBytes / 8];
    private fixed double third[BlockBytes / 8];

    internal static void Start(Workspace* space)
    {
        space->Guess = -1;
    }

    internal static double* Peaks(Workspace* space) => space->peaks;

    /// <summary>No exponent: below every biased one, of either type.</summary>
    internal static void ClearPeaks(Workspace* space)
    {
        for (var i = 0; i < PeakBytes / sizeof(double); i += F64.Count)
            F64.Store(F64.Broadcast(0.0), space->peaks + i);
    }

    internal static void* Constants(Workspace* space) => space->constants;

    /// <summary>In the place of the first two blocks.</summary>
    internal static LaneSums* MoreSums(Workspace* space) => (LaneSums*)space->first;

    internal static void* First(Workspace* space) => space->first;

    internal static void* Second(Workspace* space) => space->second;

    internal static void* Third(Workspace* space) => space->third;
}
