// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Collections.Generic;
using NativeLoss.Native.Tests.Inputs;
using static NativeLoss.Native.Tests.Calls.Axis;
using static NativeLoss.Native.Tests.Calls.Operand;

namespace NativeLoss.Native.Tests.Calls;

/// <summary>The largest elements of rows.</summary>
internal static unsafe partial class Operations
{
    private static IEnumerable<Operation> Selection()
    {
        var input = In("input", Rows, Columns, Content.Logits);
        yield return new("argmax", "", [input, Out("indices", Rows, One)]) { HasHalfTypes = true };
        foreach (var (what, k) in new[] { ("a few", Selected), ("all", Columns) })
        {
            yield return new("top_k", what, [input, Out("values", Rows, k), Out("indices", Rows, k)])
            {
                Extents = new() { ["rows"] = Rows, ["classes"] = Columns, ["k"] = k },
                HasHalfTypes = true,
            };
        }
    }
}
