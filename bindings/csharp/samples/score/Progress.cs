// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;

namespace NativeLoss.Samples.Score;

/// <summary>A line on the terminal; nothing where there is none.</summary>
internal sealed class Progress(long rows)
{
    private const int Width = 30;

    private readonly Stopwatch _time = Stopwatch.StartNew();
    private double _shown;

    internal void Show(long done)
    {
        var now = _time.Elapsed.TotalSeconds;
        if (Console.IsErrorRedirected || (done < rows && now - _shown < 0.1))
            return;
        _shown = now;
        var full = (int)(Width * done / rows);
        var bar = new string('#', full) + new string('.', Width - full);
        Console.Error.Write($"\r[{bar}] {100 * done / rows,3}%  {done / Math.Max(now, 1e-9):N0} rows/s{(done == rows ? "\n" : "")}");
    }
}
