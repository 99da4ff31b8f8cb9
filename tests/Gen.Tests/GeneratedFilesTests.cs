// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Linq;
using NativeLoss.BindGen;
using NativeLoss.BindGen.Reading;
using NativeLoss.BindGen.Writing;
using Xunit;

namespace NativeLoss.Gen.Tests;

public class GeneratedFilesTests
{
    [Fact]
    public void Generated_Files_AreCurrent()
    {
        string[] diffs =
        [
            .. Outputs.Of(ApiReader.Read(ApiReader.DocsPath))
                .Where(file => Repository.Read(file.Key) != file.Value)
                .SelectMany(file => Diff.Unified(file.Key, Repository.Read(file.Key), file.Value)),
        ];

        Assert.True(diffs.Length == 0, "./build.sh gen was not run:\n" + string.Join('\n', diffs));
    }
}
