// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>The softmax family and its gradients: validation, then <see cref="SoftmaxRows"/> and <see cref="SoftmaxBackwardRows"/>.</summary>
internal static unsafe class SoftmaxOp
{
    internal static Status Softmax(
        ElementType type, void* logits, long stride, long rows, long classes, SoftmaxOptions* options, void* probs, long probsStride,
        Executor* executor) =>
        Map(type, &SoftmaxRows.Softmax, &SoftmaxBatches.Softmax, logits, stride, rows, classes, options, probs, probsStride, false, 1.0, executor);

    /// <summary>Softmax of the negated logits.</summary>
    internal static Status Softmin(
        ElementType type, void* logits, long stride, long rows, long classes, SoftmaxOptions* options, void* probs, long probsStride,
        Executor* executor) =>
        Map(type, &SoftmaxRows.Softmax, &SoftmaxBatches.Softmax, logits, stride, rows, classes, options, probs, probsStride, false, -1.0, executor);

    internal static Status LogSoftmax(
        ElementType type, void* logits, long stride, long rows, long classes, SoftmaxOptions* options, void* logProbs,
        long logProbsStride, Executor* executor) =>
        Map(type, &SoftmaxRows.LogSoftmax, &SoftmaxBatches.LogSoftmax, logits, stride, rows, classes, options, logProbs, logProbsStride, false, 1.0, executor);

    internal static Status LogSumExp(
        ElementType type, void* logits, long stride, long rows, long classes, SoftmaxOptions* options, void* lse, Executor* executor) =>
        Map(type, &SoftmaxRows.LogSumExp, &SoftmaxBatches.LogSumExp, logits, stride, rows, classes, options, lse, 1, true, 1.0, executor);

    internal static Status Entropy(
        ElementType type, void* logits, long stride, long rows, long classes, SoftmaxOptions* options, void* entropy,
        Executor* executor) =>
        Map(type, &SoftmaxRows.Entropy, &SoftmaxBatches.Entropy, logits, stride, rows, classes, options, entropy, 1, true, 1.0, executor, entropy: true);

    internal static Status SoftmaxBackward(
        ElementType type, void* probs, long stride, void* gradProbs, long gradProbsStride, long rows, long classes,
        SoftmaxOptions* options, void* gradLogits, long gradLogitsStride, Executor* executor) =>
        Backward(
            type, &SoftmaxBackwardRows.Softmax, probs, stride, gradProbs, gradProbsStride, false, rows, classes, options, gradLogits,
            gradLogitsStride, 1.0, executor);

    internal static Status SoftminBackward(
        ElementType type, void* probs, long stride, void* gradProbs, long gradProbsStride, long rows, long classes,
        SoftmaxOptions* options, void* gradLogits, long gradLogitsStride, Executor* executor) =>
        Backward(
            type, &SoftmaxBackwardRows.Softmax, probs, stride, gradProbs, gradProbsStride, false, rows, classes, options, gradLogits,
            gradLogitsStride, -1.0, executor);

    internal static Status LogSoftmaxBackward(
        ElementType type, void* logits, long stride, void* gradLogProbs, long gradLogProbsStride, long rows, long classes,
        SoftmaxOptions* options, void* gradLogits, long gradLogitsStride, Executor* executor) =>
        Backward(
            type, &SoftmaxBackwardRows.LogSoftmax, logits, stride, gradLogProbs, gradLogProbsStride, false, rows, classes, options,
            gradLogits, gradLogitsStride, 1.0, executor, batched: &SoftmaxBatches.LogSoftmaxBackward);

    internal static Status LogSumExpBackward(
        ElementType type, void* logits, long stride, void* gradLse, long rows, long classes, SoftmaxOptions* options, void* gradLogits,
        long gradLogitsStride, Executor* executor) =>
        Backward(
            type, &SoftmaxBackwardRows.LogSumExp, logits, stride, gradLse, 1, true, rows, classes, options, gradLogits,
            gradLogitsStride, 1.0, executor, batched: &SoftmaxBatches.LogSumExpBackward);

    internal static Status EntropyBackward(
        ElementType type, void* logits, long stride, void* gradEntropy, long rows, long classes, SoftmaxOptions* options,
        void* gradLogits, long gradLogitsStride, Executor* executor) =>
        Backward(
            type, &SoftmaxBackwardRows.Entropy, logits, stride, gradEntropy, 1, true, rows, classes, options, gradLogits,
            gradLogitsStride, 1.0, executor, entropy: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Map(
        ElementType type, delegate*<void*, long, long, int, void> body, delegate*<void*, long, long, int, void> batched, void* logits, long stride,
        long rows, long classes, SoftmaxOptions* options, void* output, long outputStride, bool perRow, double sign, Executor* executor, bool entropy = false)
    {
        SoftmaxTask task;
        task.Upstream = null;
        task.Logits = perRow ? null : logits;
        var status = SoftmaxCheck.Prepare(&task, type, logits, stride, rows, classes, options, sign, entropy);
        if (status == Status.Ok)
            status = SoftmaxCheck.Output(&task, rows, output, outputStride, perRow);
        return Run(&task, body, batched, rows, executor, status);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Backward(
        ElementType type, delegate*<void*, long, long, int, void> body, void* input, long stride, void* upstream, long upstreamStride,
        bool perRow, long rows, long classes, SoftmaxOptions* options, void* grad, long gradStride, double sign, Executor* executor,
        bool entropy = false, delegate*<void*, long, long, int, void> batched = null)
    {
        SoftmaxTask task;
        task.Logits = null;
        var status = SoftmaxCheck.Prepare(&task, type, input, stride, rows, classes, options, sign, entropy);
        if (status == Status.Ok)
            status = SoftmaxCheck.Output(&task, rows, grad, gradStride, perRow: false);
        if (status == Status.Ok)
            status = SoftmaxCheck.Upstream(&task, rows, upstream, upstreamStride, perRow);
        return Run(&task, body, batched, rows, executor, status);
    }

    /// <summary>Masks of numbers only where there is a result for each logit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsMapTemperable(SoftmaxTask* task) => task->Logits != null || task->Source.MaskKind != MaskKind.Add;

    /// <summary>Of no class that is left out or negated; and where it has an element for each logit, of more classes than a tile has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsGradientTemperable(SoftmaxTask* task) =>
        task->Source.MaskKind == MaskKind.None && task->Source.Temperature > 0
        && (task->UpstreamStride == 1 || task->Source.Classes > RowTile.MaxClasses);

    /// <summary>batched: the same for rows that are computed in f32, or null.</summary>
    private static Status Run(
        SoftmaxTask* task, delegate*<void*, long, long, int, void> body, delegate*<void*, long, long, int, void> batched, long rows,
        Executor* executor, Status status)
    {
        status = Check.First(status, Check.Executor(executor));
        task->Rows = rows;
        if (status != Status.Ok)
            return status;
        var tempered = RowSource.IsTemperable(&task->Source) && (task->Upstream == null ? IsMapTemperable(task) : IsGradientTemperable(task));
        var several = batched != null && (tempered || task->Source.Arithmetic == ElementType.F32);
        if (!MovedRows.TryStart(task, several))
            task->Logits = null;
        var exponential = stackalloc float[ExpF32.TemperedConstants];
        if (several && tempered)
            RowSource.Temper(&task->Source, exponential);
        // Rows that lie side by side are done together, however many classes they have; no result depends on the others'.
        var together = task->Source.Inner > 1 ? LabelBatch.Size : LabelBatch.Most(task->Source.Classes);
        Partition.Run(rows, several ? batched : body, task, executor, together);
        return status;
    }
}
