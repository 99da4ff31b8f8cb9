// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using System.Runtime.InteropServices;
using NativeLoss.Native.Ops;
using Xunit;

namespace NativeLoss.Native.Tests.Core;

/// <summary>How rows are cut into blocks: results of sums depend on it.</summary>
public sealed unsafe class PartitionTests
{
    [Fact]
    public void Run_AnyNumberOfRows_IsCutIntoEvenBlocksOfWholeGrains()
    {
        foreach (var grain in new[] { 1, 3, 16, int.MaxValue })
        {
            for (long rows = 0; rows <= 1100; rows++)
            {
                var blocks = new List<(long First, long End, int Block)>();
                var handle = GCHandle.Alloc(blocks);
                var count = Partition.Run(rows, &Record, (void*)GCHandle.ToIntPtr(handle), null, grain);
                handle.Free();
                var grains = (rows + grain - 1) / grain;
                Assert.Equal(grains < Partition.MaxBlocks ? grains : Partition.MaxBlocks, count);
                Assert.Equal(count, blocks.Count);
                long next = 0;
                for (var i = 0; i < count; i++)
                {
                    // The first blocks have one grain more, if the grains cannot be dealt out evenly; the last row's may be less.
                    var share = (grains / count) + (i < grains % count ? 1 : 0);
                    var end = next + (share * grain);
                    Assert.Equal((next, end < rows ? end : rows, i), blocks[i]);
                    next = end;
                }
                Assert.True(next >= rows);
            }
        }
    }

    private static void Record(void* data, long first, long end, int block) =>
        ((List<(long First, long End, int Block)>)GCHandle.FromIntPtr((nint)data).Target!).Add((first, end, block));
}
