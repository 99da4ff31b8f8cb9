// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Where an index target puts its mass: on one class or two, and evenly on all.</summary>
internal struct LabelMasses
{
    internal long Label;
    internal Dd Own;
    internal double Weight;

    /// <summary>-1 where there is none.</summary>
    internal long SecondLabel;

    internal Dd SecondOwn;
    internal double SecondWeight;

    /// <summary>Of every class, before its weight.</summary>
    internal Dd Spread;

    /// <summary>How much the row counts: 0 where it is ignored, less than 1 where one of its two labels is.</summary>
    internal Dd Share;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static unsafe void Of(CrossEntropyTask* task, long row, out LabelMasses masses)
    {
        var label = task->Labels[row];
        if (task->SecondLabels.Data == null && task->Smoothing == 0)
        {
            Plain(task, label, out masses);
            return;
        }
        var share = task->IsIgnored(label) ? 0.0 : (Dd)task->Lambda;
        long second = -1;
        Dd secondShare = 0.0;
        if (task->SecondLabels.Data != null && !task->IsIgnored(task->SecondLabels[row]))
        {
            second = task->SecondLabels[row];
            secondShare = Dd.Sum(1.0, -task->Lambda);
        }
        // One label is enough where the other counts nothing or is the same.
        if (share.High == 0 && secondShare.High != 0)
        {
            label = second;
            share = secondShare;
            secondShare = 0.0;
        }
        else if (label == second)
        {
            share += secondShare;
            secondShare = 0.0;
        }
        if (secondShare.High == 0)
            second = -1;
        var keep = Dd.Sum(1.0, -task->Smoothing);
        masses.Share = share + secondShare;
        masses.Label = label;
        masses.Weight = share.High == 0 ? 0.0 : task->Weight(label);
        masses.Own = share * keep * masses.Weight;
        masses.SecondLabel = second;
        masses.SecondWeight = second < 0 ? 0.0 : task->Weight(second);
        masses.SecondOwn = secondShare * keep * masses.SecondWeight;
        masses.Spread = task->Smoothing == 0 ? 0.0 : (Dd)task->Smoothing / (double)task->Source.Classes * masses.Share;
    }

    private static unsafe void Plain(CrossEntropyTask* task, long label, out LabelMasses masses)
    {
        var ignored = task->IsIgnored(label);
        masses.Label = label;
        masses.Weight = ignored ? 0.0 : task->Weight(label);
        masses.Own = masses.Weight;
        masses.SecondLabel = -1;
        masses.SecondWeight = 0.0;
        masses.SecondOwn = 0.0;
        masses.Spread = 0.0;
        masses.Share = ignored ? 0.0 : 1.0;
    }
}
