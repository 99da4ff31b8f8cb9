// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Softmax, log-softmax and logsumexp over rows.</summary>
internal static unsafe class SoftmaxOp
{
    private struct Context
    {
        internal ElementType Type;
        internal void* Logits;
        internal long LogitsStride;
        internal long Classes;
        internal void* Output;
        internal long OutputStride;
        internal bool EmptyRowZero;
    }

    internal static Status Softmax(
        ElementType type, void* logits, long logitsStride, long rows, long classes, SoftmaxOptions* options, void* probs, long probsStride, Executor* executor) =>
        Run(type, &SoftmaxRows, logits, logitsStride, rows, classes, options, probs, probsStride, classes, inPlace: true, executor);

    internal static Status LogSoftmax(
        ElementType type, void* logits, long logitsStride, long rows, long classes, SoftmaxOptions* options, void* logProbs, long logProbsStride, Executor* executor) =>
        Run(type, &LogSoftmaxRows, logits, logitsStride, rows, classes, options, logProbs, logProbsStride, classes, inPlace: true, executor);

    internal static Status LogSumExp(
        ElementType type, void* logits, long logitsStride, long rows, long classes, void* lse, Executor* executor) =>
        Run(type, &LogSumExpRows, logits, logitsStride, rows, classes, null, lse, 1, 1, inPlace: false, executor);

    private static Status Run(
        ElementType type, delegate*<void*, long, long, int, void> body, void* logits, long logitsStride, long rows, long classes,
        SoftmaxOptions* options, void* output, long outputStride, long outputColumns, bool inPlace, Executor* executor)
    {
        var input = new Matrix(logits, rows, classes, logitsStride, Elements.Size(type));
        var result = new Matrix(output, rows, outputColumns, outputStride, Elements.Size(type));
        var status = SoftmaxOptionsCheck.Read(options, out var emptyRowZero);
        status = Check.Map(input, result, inPlace, executor, status);
        if (status != Status.Ok)
            return status;
        Context context;
        context.Type = type;
        context.Logits = logits;
        context.LogitsStride = logitsStride;
        context.Classes = classes;
        context.Output = output;
        context.OutputStride = outputStride;
        context.EmptyRowZero = emptyRowZero;
        Partition.Run(rows, body, &context, executor);
        return Status.Ok;
    }

    private static void SoftmaxRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var type = context->Type;
        var classes = context->Classes;
        Workspace space;
        space.Guess = -1;
        for (var row = first; row < end; row++)
        {
            var x = Elements.At(type, context->Logits, row * context->LogitsStride);
            var y = Elements.At(type, context->Output, row * context->OutputStride);
            var sum = RowSummer.Run(type, x, classes, -1, &space);
            if (sum.Sum.High == 0 && context->EmptyRowZero)
                Elements.Fill(type, y, classes, 0.0);
            else
                RowWriter.Run(type, x, classes, y, sum, 1.0, null, null, 0.0, 0.0, &space);
        }
    }

    private static void LogSoftmaxRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var type = context->Type;
        var classes = context->Classes;
        Workspace space;
        space.Guess = -1;
        for (var row = first; row < end; row++)
        {
            var x = Elements.At(type, context->Logits, row * context->LogitsStride);
            var y = Elements.At(type, context->Output, row * context->OutputStride);
            // The most probable class is taken out of the sum: its log-probability may be much smaller than an ulp of the sum.
            var top = ArgMax.Run(type, x, classes, out _);
            var sum = RowSummer.Run(type, x, classes, top, &space);
            Shares.Of(sum, Elements.Get(type, x, top), out var shares);
            if (shares.Total.Sum.High == 0 && context->EmptyRowZero)
            {
                Elements.Fill(type, y, classes, double.NegativeInfinity);
                continue;
            }
            LogProbKernel.Run(type, x, classes, y, shares.Total.Shift, RowMath.Log(shares.Total));
            Elements.Set(type, y, top, 0.0 - shares.NegativeLog.Value);
        }
    }

    private static void LogSumExpRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var type = context->Type;
        Workspace space;
        space.Guess = -1;
        for (var row = first; row < end; row++)
        {
            var x = Elements.At(type, context->Logits, row * context->LogitsStride);
            var sum = RowSummer.Run(type, x, context->Classes, -1, &space);
            var lse = RowMath.Log(sum) + sum.Shift;
            // Near 0 the logarithm of the sum has few digits left: there it is put together from the largest logit.
            if (lse.High > -1 && lse.High < 1)
                lse = FromLargest(type, x, context->Classes, &space);
            Elements.Set(type, context->Output, row, lse.Value);
        }
    }

    private static Dd FromLargest(ElementType type, void* x, long classes, Workspace* space)
    {
        var top = ArgMax.Run(type, x, classes, out var max);
        var others = RowSummer.Run(type, x, classes, top, space);
        Shares.Of(others, max, out var shares);
        return shares.NegativeLog + max;
    }
}
