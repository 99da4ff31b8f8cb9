// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Collections.Generic;

namespace NativeLoss.BindGen;

/// <summary>A unified diff of two texts.</summary>
internal static class Diff
{
    private const int Context = 3;

    public static IEnumerable<string> Unified(string path, string before, string after)
    {
        List<string> lines = Lines(before.Split('\n'), after.Split('\n'));
        int shown = -1;
        yield return $"--- {path} (as it is)";
        yield return $"+++ {path} (as the sources say)";
        for (int i = 0; i < lines.Count; i++)
        {
            if (!NearChange(lines, i))
                continue;
            if (i != shown + 1)
                yield return "@@";
            yield return lines[i];
            shown = i;
        }
    }

    private static bool NearChange(List<string> lines, int index)
    {
        for (int i = Math.Max(0, index - Context); i <= Math.Min(lines.Count - 1, index + Context); i++)
        {
            if (lines[i][0] != ' ')
                return true;
        }

        return false;
    }

    /// <summary>Both texts merged along their longest common subsequence, each line marked ' ', '-' or '+'.</summary>
    private static List<string> Lines(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (int i = a.Length - 1; i >= 0; i--)
        {
            for (int j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        }

        var merged = new List<string>();
        int x = 0, y = 0;
        while (x < a.Length || y < b.Length)
        {
            if (x < a.Length && y < b.Length && a[x] == b[y])
            {
                merged.Add(" " + a[x]);
                x++;
                y++;
            }
            else if (y == b.Length || (x < a.Length && common[x + 1, y] >= common[x, y + 1]))
            {
                merged.Add("-" + a[x++]);
            }
            else
            {
                merged.Add("+" + b[y++]);
            }
        }

        return merged;
    }
}
