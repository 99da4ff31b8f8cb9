// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NativeLoss.Native.Tests.Images;
using Xunit;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>
/// The standard NativeAOT build of the same source, which Microsoft supports, gives the bits of the freestanding file.
/// It brings a runtime with its own signal handlers and cannot be unloaded, so it lives in a child process.
/// </summary>
public sealed class RuntimeFlavourTests
{
    /// <summary>Some of the cases, other lengths of every operation: v2, which multiplies and adds in software, takes the fewest.</summary>
    [Theory]
    [InlineData("v2", 4)]
    [InlineData("v3", 3)]
    [InlineData("v4", 3)]
    public void RuntimeFlavour_AtEveryLevel_GivesTheBitsOfTheNativeFile(string level, int step)
    {
        var numbers = Path.GetTempFileName();
        try
        {
            using var child = Process.Start(new ProcessStartInfo(
                Environment.ProcessPath!, [.. Program.FingerprintArguments(Repository.RuntimeFlavour(level), step, numbers)])
            {
                RedirectStandardError = true,
            })!;
            var errors = child.StandardError.ReadToEnd();
            child.WaitForExit();
            Assert.True(child.ExitCode == 0, errors);
            var actual = Fingerprint.Read(numbers);
            var cases = Fingerprint.Cases.Zip(Fingerprint.NativeFile).Where((_, place) => place % step == 0).ToArray();
            Assert.Equal(cases.Length, actual.Length);
            foreach (var (((operation, dtype, item), expected), number) in cases.Zip(actual))
            {
                if (number != expected)
                    Assert.Fail($"{operation} {dtype}: {item} differs.");
            }
        }
        finally
        {
            File.Delete(numbers);
        }
    }
}
