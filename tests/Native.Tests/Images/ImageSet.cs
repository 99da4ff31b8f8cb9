// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Linq;
using NativeLoss.Native.Abi;

namespace NativeLoss.Native.Tests.Images;

/// <summary>The images of this process, each loaded once.</summary>
internal static class ImageSet
{
    private static readonly Lazy<NativeImage[]> LoadedNative =
        new(() => [.. new[] { IsaLevel.V4, IsaLevel.V3, IsaLevel.V2 }.Select(level => new NativeImage(level))]);

    private static readonly Lazy<IlImage[]> LoadedJit =
        new(() => [.. new[] { "v4", "v3", "v2" }.Select(level => new IlImage(level))]);

    /// <summary>
    /// The native file at each level, the highest first; where the machine lacks a level, at its best one.
    /// </summary>
    internal static IReadOnlyList<NativeImage> Native => LoadedNative.Value;

    internal static IReadOnlyList<IlImage> Jit => LoadedJit.Value;

    internal static IEnumerable<Image> All => [.. Native, .. Jit];

    internal static IEnumerable<Image> At(int place) => All.Where(image => IsAt(image, place));

    /// <summary>
    /// Whether the image computes the case in this place. v2 multiplies and adds in software, and cuts its rows where the others do, so every
    /// third case will do; and under the JIT it is what native v2 is.
    /// </summary>
    internal static bool IsAt(Image image, int place) => (image != Native[^1] && image != Jit[^1]) || place % 3 == 0;

    /// <summary>What the others are compared with.</summary>
    internal static Image Reference => Native[0];
}
