// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

namespace NativeLoss.Native.Tests.Inputs;

/// <summary>
/// Random numbers by position, the same on every machine: counters mixed as in SplitMix64, no library functions.
/// </summary>
internal static class Noise
{
    internal static ulong Bits(int stream, int row, int column)
    {
        var z = ((ulong)(uint)stream << 48) + ((ulong)(uint)row << 24) + (uint)column;
        z = (z + 1) * 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>In [0, 1).</summary>
    internal static double Uniform(int stream, int row, int column) =>
        (Bits(stream, row, column) >> 11) * (1.0 / (1L << 53));

    /// <summary>
    /// Nearly normal, of variance 1, within ±6: a sum of twelve would be the textbook's, four 16-bit parts are cheaper.
    /// </summary>
    internal static double Normal(int stream, int row, int column)
    {
        var bits = Bits(stream, row, column);
        var sum = (bits & 0xFFFF) + ((bits >> 16) & 0xFFFF) + ((bits >> 32) & 0xFFFF) + (bits >> 48);
        return ((sum / 65536.0) - 2) * 1.7320508075688772;
    }
}
