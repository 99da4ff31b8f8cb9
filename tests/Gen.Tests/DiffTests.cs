// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.BindGen;
using Xunit;

namespace NativeLoss.Gen.Tests;

public class DiffTests
{
    [Fact]
    public void Unified_OneLineOfMany_ShowsItWithItsSurroundings() => Assert.Equal(
        ["--- f (as it is)", "+++ f (as the sources say)", "@@", " 3", " 4", " 5", "-6", "+six", " 7", " 8", " 9"],
        Diff.Unified("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10", "1\n2\n3\n4\n5\nsix\n7\n8\n9\n10"));

    [Fact]
    public void Unified_AddedAtTheEnd_ShowsIt() => Assert.Equal(
        ["--- f (as it is)", "+++ f (as the sources say)", " 1", "+2"],
        Diff.Unified("f", "1", "1\n2"));
}
