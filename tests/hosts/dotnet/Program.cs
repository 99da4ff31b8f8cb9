// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using NativeLoss;

const int Rows = 5, Classes = 37;
var seconds = double.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture);
var nothing = args.ElementAtOrDefault(1);
long calls = 0, wrong = 0, faults = 0;
var clock = Stopwatch.StartNew();
var threads = Enumerable.Range(0, 6).Select(number => new Thread(() =>
{
    var logits = Enumerable.Range(0, Rows * Classes).Select(i => Math.Sin(i * (number + 1.0)) * 20).ToArray();
    var want = logits.Chunk(Classes).SelectMany(Softmax).ToArray();
    while (clock.Elapsed.TotalSeconds < seconds)
    {
        if (number < 4)
        {
            // New arrays, which the collector moves between calls and must not move in one.
            var got = new double[logits.Length];
            Loss.Softmax(logits.ToArray(), Classes, got);
            if (got.Zip(want).Any(pair => !(Math.Abs(pair.First - pair.Second) <= 1e-14)))
            {
                Interlocked.Increment(ref wrong);
            }
            Interlocked.Increment(ref calls);
        }
        else if (number == 4)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
            Thread.Sleep(1);
        }
        else
        {
            try
            {
                faults += nothing!.Length;
            }
            catch (NullReferenceException)
            {
                faults++;
            }
        }
    }
})).ToArray();
foreach (var thread in threads)
{
    thread.Start();
}
foreach (var thread in threads)
{
    thread.Join();
}
Console.WriteLine($"{calls} calls, {wrong} wrong, {GC.CollectionCount(0)} collections, {faults} null references");

static double[] Softmax(double[] logits)
{
    var terms = logits.Select(z => Math.Exp(z - logits.Max())).ToArray();
    return terms.Select(t => t / terms.Sum()).ToArray();
}
