// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>
/// Rows of the softmax family that are computed in f32, several at a time: in a tile, or row beside row where they are longer. A row whose
/// logits are too large for that, infinite or NaN, or whose mask does not fit, goes the way of <see cref="SoftmaxRows"/>.
/// </summary>
internal static unsafe class SoftmaxBatches
{
    internal static void Softmax(void* data, long first, long end, int block) =>
        Run(data, first, end, block, &SoftmaxTile.Softmax, &SoftmaxBatch.Softmax, &SoftmaxRows.Softmax);

    internal static void LogSoftmax(void* data, long first, long end, int block) =>
        Run(data, first, end, block, &SoftmaxTile.LogSoftmax, &SoftmaxBatch.LogSoftmax, &SoftmaxRows.LogSoftmax, float.PositiveInfinity);

    internal static void LogSumExp(void* data, long first, long end, int block) =>
        Run(data, first, end, block, &SoftmaxTile.LogSumExp, &SoftmaxBatch.LogSumExp, &SoftmaxRows.LogSumExp);

    internal static void Entropy(void* data, long first, long end, int block) =>
        Run(data, first, end, block, &SoftmaxTile.Entropy, &SoftmaxBatch.Entropy, &SoftmaxRows.Entropy);

    internal static void LogSoftmaxBackward(void* data, long first, long end, int block) =>
        Run(data, first, end, block, &SoftmaxTile.LogSoftmaxBackward, &SoftmaxBatch.LogSoftmaxBackward, &SoftmaxBackwardRows.LogSoftmax);

    /// <summary>Probabilities, times the rows' upstream gradients.</summary>
    internal static void LogSumExpBackward(void* data, long first, long end, int block) =>
        Run(data, first, end, block, &SoftmaxTile.Softmax, &SoftmaxBatch.Softmax, &SoftmaxBackwardRows.LogSumExp);

    /// <summary>tiled, batched: return which of so many rows they have done; others: for the rest. far: see <see cref="AddedMask"/>.</summary>
    private static void Run(
        void* data, long first, long end, int block, delegate*<SoftmaxTask*, in RowTile, uint> tiled,
        delegate*<SoftmaxTask*, long, int, uint> batched, delegate*<void*, long, long, int, void> others, float far = AddedMask.Far)
    {
        var task = (SoftmaxTask*)data;
        var most = LabelBatch.Most(task->Source.Classes);
        var few = task->Source.Classes <= RowTile.MaxClasses;
        for (var r = first; r < end;)
        {
            var rows = few || task->Source.Inner > 1 ? RowTile.Fit(&task->Source, r, end) : (int)(end - r < most ? end - r : most);
            var ready = true;
            if (task->Logits != null || (task->Source.MaskKind == MaskKind.Add && !few))
                rows = MovedRows.Alike(task, r, rows, far, out ready);
            var done = !ready ? 0 : few ? tiled(task, new RowTile(&task->Source, r, rows, task->Rows)) : batched(task, r, rows);
            // A tile has looked at the masks itself, and leaves its rows as they were.
            var asTheyAre = ready && !(few && task->Source.MaskKind == MaskKind.Add);
            for (var i = 0; done != (1u << rows) - 1 && i < rows; i++)
            {
                var start = i;
                while (i < rows && (done & (1u << i)) == 0)
                    i++;
                if (i > start)
                    Others(task, r + start, r + i, block, asTheyAre, others);
            }
            r += rows;
        }
    }

    /// <summary>Rows whose temperature is in the exponential, or whose mask was to be added in f32, go their way as if it were not.</summary>
    // What it needs is not on the stack beside what a tile needs.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Others(SoftmaxTask* task, long first, long end, int block, bool asTheyAre, delegate*<void*, long, long, int, void> others)
    {
        if (asTheyAre && task->Source.Temperature == 1)
        {
            others(task, first, end, block);
            return;
        }
        SoftmaxTask cold;
        Bytes.Copy(task, &cold, sizeof(SoftmaxTask));
        if (!asTheyAre)
            MovedRows.Original(task, &cold.Source);
        if (cold.Source.Negated)
            cold.Source.Temperature = -cold.Source.Temperature;
        cold.Source.Negated = false;
        RowSource.Settle(&cold.Source, wide: false);
        others(&cold, first, end, block);
    }
}
