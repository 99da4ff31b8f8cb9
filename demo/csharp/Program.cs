// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NativeLoss;
using NativeLoss.Demo;

const int epochs = 30;
const int batch = 32;
const int trainRows = 1437;

var bytes = args is ["--bytes", var file, ..] ? file : null;
var rest = bytes is null ? args : args[2..];
if (rest.Length > 1)
{
    Console.Error.WriteLine("usage: Demo [--bytes FILE] [digits.csv.gz]");
    return 2;
}

var data = rest is [var path] ? path : "tests/data/digits.csv.gz";
var digits = Digits.Read(data);
var classifier = new Classifier(Digits.Pixels, Digits.Classes);
var losses = new double[epochs];
Console.WriteLine($"C#, libnativeloss {NativeLossInfo.Version}, level {NativeLossInfo.Isa}");

var time = Stopwatch.StartNew();
for (var epoch = 0; epoch < epochs; epoch++)
{
    double sum = 0;
    for (var first = 0; first < trainRows; first += batch)
    {
        var rows = first..Math.Min(first + batch, trainRows);
        sum += (double)classifier.Train(digits.PixelsOf(rows), digits.LabelsOf(rows)) * (rows.End.Value - first);
    }

    losses[epoch] = sum / trainRows;
    Console.WriteLine($"epoch {epoch + 1,2}  loss {losses[epoch]:F6}");
}

var predicted = classifier.Predict(digits.PixelsOf(trainRows..));
time.Stop();
var correct = predicted.Zip(digits.LabelsOf(trainRows..).ToArray()).Count(pair => pair.First == pair.Second);
Console.WriteLine($"final loss {losses[^1]}");
Console.WriteLine($"test accuracy {correct}/{predicted.Length} = {100.0 * correct / predicted.Length:F2}%");
Console.WriteLine($"time {time.Elapsed.TotalSeconds:F3} s");

if (bytes is not null)
{
    // BinaryWriter is little-endian on every machine.
    using var writer = new BinaryWriter(File.Create(bytes));
    foreach (var loss in losses)
        writer.Write(loss);
    foreach (var value in classifier.Weight)
        writer.Write(value);
    foreach (var value in classifier.Bias)
        writer.Write(value);
}

return 0;
