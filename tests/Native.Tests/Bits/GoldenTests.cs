// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.IO;
using System.Linq;
using NativeLoss.Native.Tests.Images;
using Xunit;

namespace NativeLoss.Native.Tests.Bits;

/// <summary>
/// One hash per operation over all cases: a change detector and nothing else. That the values are right is measured
/// elsewhere, against the arbitrary-precision reference.
/// </summary>
public sealed class GoldenTests
{
    private static string Golden => Path.Combine(Repository.Root, "tests/Native.Tests/golden.txt");

    [Fact]
    public void Results_OfEveryOperation_AreUnchanged()
    {
        var changed = Fingerprint.Lines(Fingerprint.NativeFile).Except(File.ReadAllLines(Golden)).ToArray();
        Assert.True(
            changed.Length == 0,
            "Changes of this value are changes of results: say so in NEWS.md. Then record them:\n"
            + "dotnet run --project tests/Native.Tests -- --golden > tests/Native.Tests/golden.txt\n"
            + string.Join('\n', changed));
    }

    [Fact]
    public void Golden_EveryOperation_IsRecorded() =>
        Assert.Equal(
            Fingerprint.Lines(Fingerprint.NativeFile).Select(Key), File.ReadAllLines(Golden).Select(Key));

    private static string Key(string line) => line[Fingerprint.HashLength..];
}
