// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// Scores logits in a file against labels in another, both NumPy's .npy, mapped into memory: they may be larger than it,
// and than 2 GB, which is all that one span can show. usage: score LOGITS LABELS [TASKS]

using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using NativeLoss;
using NativeLoss.Samples.Score;

if (args.Length is not (2 or 3) || (args.Length == 3 && !int.TryParse(args[2], out _)))
{
    Console.Error.WriteLine("usage: score LOGITS.npy LABELS.npy [TASKS]");
    return 2;
}

try
{
    using var logits = new NpyFile(args[0]);
    using var labels = new NpyFile(args[1]);
    if (logits.Shape.Count != 2 || labels.Shape.Count != 1 || labels.Shape[0] != logits.Shape[0])
        throw new InvalidDataException($"{logits} and {labels}: the shapes must be [rows, classes] and [rows]");
    var tasks = args.Length == 3 ? int.Parse(args[2], CultureInfo.InvariantCulture) : Environment.ProcessorCount;
    var executor = tasks > 1 ? new ParallelExecutor(tasks) : null;
    var time = Stopwatch.StartNew();
    var tally = logits.Type switch
    {
        "f4" => new Scorer<float, float>(logits, labels, executor).Run(),
        "f8" => new Scorer<double, double>(logits, labels, executor).Run(),
        "f2" => new Scorer<Half, float>(logits, labels, executor).Run(),
        _ => throw new InvalidDataException($"{logits}: logits must be float16, float32 or float64"),
    };
    tally.Print(logits, time.Elapsed);
    return 0;
}
catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"score: {error.Message}");
    return 1;
}
