// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>A validated call of the softmax family, as its row tasks see it.</summary>
internal unsafe struct SoftmaxTask
{
    internal RowSource Source;
    internal long Rows;

    /// <summary>Gradient of the result, laid out like the logits or one element a row; null but in backward operations.</summary>
    internal void* Upstream;

    internal long UpstreamStride;

    /// <summary>Laid out like the logits, or one element a row.</summary>
    internal void* Output;

    internal long OutputStride;

    /// <summary>The logits, where they are not where the source says yet, see <see cref="MovedRows"/>; otherwise null.</summary>
    internal void* Logits;

    internal long LogitsStride;

    /// <summary>Their mask, which the source then has no more.</summary>
    internal MaskKind MovedMask;

    /// <summary>They change their sign on the way.</summary>
    internal bool MovesNegated;

    internal bool EmptyRowZero;
    internal bool Bits;

    internal static Row Row(SoftmaxTask* task, long row) => RowSource.At(&task->Source, row);

    internal readonly Series UpstreamRow(long row) => Vector(Upstream, UpstreamStride, row);

    internal readonly Series OutputRow(long row) => Vector(Output, OutputStride, row);

    /// <summary>One number for each row.</summary>
    internal readonly Series Results => new(Elements.Real(Source.Type), Output, 1);

    internal readonly Series Upstreams => new(Elements.Real(Source.Type), Upstream, 1);

    /// <summary>Scales of probabilities, times the upstream gradients of one element a row. Returns of some rows those that can be done so.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static uint TimesUpstream(SoftmaxTask* task, long first, int rows, uint usable, double* scales)
    {
        for (var i = 0; i < rows; i++)
        {
            var factor = task->Upstreams[first + i] * task->Source.Gain.High;
            scales[i] *= factor;
            if (!LabelBatch.IsFactor(factor))
                usable &= ~(1u << i);
        }
        return usable;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly Series Vector(void* data, long stride, long row) =>
        new(Source.Type, Elements.At(Source.Type, data, RowSource.Offset(Source.Inner, row, stride)), Source.Inner);
}
