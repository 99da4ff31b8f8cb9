// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using NativeLoss.Tests.Support;

namespace NativeLoss.Tests.Vectors;

/// <summary>
/// One call of tests/vectors/vectors.txt with its results; tests/vectors/README.md describes the format.
/// </summary>
internal sealed class VectorCase(string name, string operation, string type)
{
    internal string Name { get; } = name;

    internal string Operation { get; } = operation;

    /// <summary>f32, f64, f16 or bf16.</summary>
    internal string Type { get; } = type;

    internal Dictionary<string, long> Integers { get; } = [];

    internal Dictionary<string, double> Reals { get; } = [];

    internal Dictionary<string, double[]> Inputs { get; } = [];

    internal long[] Labels { get; private set; } = [];

    internal Dictionary<string, (double Value, double Tolerance)[]> Outputs { get; } = [];

    internal int Integer(string key) => (int)Integers.GetValueOrDefault(key);

    internal double Real(string key) => Reals.GetValueOrDefault(key);

    internal static Dictionary<string, VectorCase> ReadAll()
    {
        var words = new Queue<string>(
            Repository.Lines("tests/vectors/vectors.txt")
                .SelectMany(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        var cases = new Dictionary<string, VectorCase>();
        while (words.TryDequeue(out var word))
        {
            if (word != "case")
                throw new FormatException($"'{word}' where a case should start.");
            var one = new VectorCase(words.Dequeue(), words.Dequeue(), words.Dequeue());
            one.Read(words);
            cases.Add(one.Name, one);
        }

        return cases;
    }

    private void Read(Queue<string> words)
    {
        for (string word; (word = words.Dequeue()) != "end";)
        {
            switch (word)
            {
                case "int":
                    Integers.Add(words.Dequeue(), Integer(words));
                    break;
                case "real":
                    Reals.Add(words.Dequeue(), HexFloat.Parse(words.Dequeue()));
                    break;
                case "labels":
                    Labels = Array(words, Integer);
                    break;
                case "in":
                    Inputs.Add(words.Dequeue(), Array(words, Float));
                    break;
                case "out":
                    Outputs.Add(words.Dequeue(), Array(words, queue => (Float(queue), Float(queue))));
                    break;
                default:
                    throw new FormatException($"{Name}: unknown word '{word}'.");
            }
        }
    }

    private static T[] Array<T>(Queue<string> words, Func<Queue<string>, T> read) =>
        [.. Enumerable.Range(0, (int)Integer(words)).Select(_ => read(words))];

    private static long Integer(Queue<string> words) => long.Parse(words.Dequeue(), CultureInfo.InvariantCulture);

    private static double Float(Queue<string> words) => HexFloat.Parse(words.Dequeue());
}
