// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Globalization;
using System.Linq;

namespace NativeLoss.Samples.Score;

/// <summary>Sums over rows.</summary>
internal sealed class Tally
{
    private static readonly int[] s_top = [1, 5, 10];

    private readonly long[] _hits = new long[s_top.Length];
    private long _rows;
    private long _infinite;
    private double _mean;
    private double _squares;

    internal void Add(double loss, long rank)
    {
        _rows++;
        for (var i = 0; i < s_top.Length; i++)
            _hits[i] += rank < s_top[i] ? 1 : 0;
        if (double.IsInfinity(loss))
        {
            _infinite++;
            return;
        }

        // Welford's running mean and variance.
        var apart = loss - _mean;
        _mean += apart / (_rows - _infinite);
        _squares += apart * (loss - _mean);
    }

    internal void Print(NpyFile logits, TimeSpan time)
    {
        var finite = _rows - _infinite;
        var mean = _infinite > 0 ? double.PositiveInfinity : finite > 0 ? _mean : double.NaN;
        var reach = finite > 1 && _infinite == 0 ? 1.959964 * Math.Sqrt(_squares / (finite - 1) / finite) : double.NaN;
        Line("logits", logits.ToString());
        Line("rows", Text($"{_rows:N0}"));
        Line("loss", Text($"{mean:F6} nats") + (double.IsNaN(reach) ? "" : Text($", 95%: {mean - reach:F6} to {mean + reach:F6}")));
        if (_infinite > 0)
            Line("infinite", Text($"{_infinite:N0} rows; the mean of the others is {_mean:F6}"));
        Line("perplexity", Text($"{Math.Exp(mean):F4}"));
        foreach (var (k, hits) in s_top.Zip(_hits))
            Line(Text($"top-{k}"), Text($"{100.0 * hits / _rows:F3} %"));
        Line("time", Text($"{time.TotalSeconds:F3} s"));
    }

    private static void Line(string name, string value) => Console.WriteLine($"{name,-10}  {value}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
