// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;

namespace NativeLoss.Native.Ops;

/// <summary>Gradients of the softmax family.</summary>
internal static unsafe class SoftmaxBackwardOp
{
    private struct Context
    {
        internal ElementType Type;
        internal void* Input;
        internal long InputStride;
        internal void* Upstream;
        internal long UpstreamStride;
        internal long Classes;
        internal void* Grad;
        internal long GradStride;
        internal bool EmptyRowZero;
    }

    internal static Status Softmax(
        ElementType type, void* probs, long probsStride, void* gradProbs, long gradProbsStride, long rows, long classes, void* gradLogits, long gradLogitsStride,
        Executor* executor) =>
        Run(type, &SoftmaxRows, probs, probsStride, gradProbs, gradProbsStride, classes, inPlace: true, rows, classes, null, gradLogits, gradLogitsStride, executor);

    internal static Status LogSoftmax(
        ElementType type, void* logits, long logitsStride, void* gradLogProbs, long gradLogProbsStride, long rows, long classes, SoftmaxOptions* options,
        void* gradLogits, long gradLogitsStride, Executor* executor) =>
        Run(
            type, &LogSoftmaxRows, logits, logitsStride, gradLogProbs, gradLogProbsStride, classes, inPlace: true, rows, classes, options,
            gradLogits, gradLogitsStride, executor);

    internal static Status LogSumExp(
        ElementType type, void* logits, long logitsStride, void* gradLse, long rows, long classes, void* gradLogits, long gradLogitsStride, Executor* executor) =>
        Run(type, &LogSumExpRows, logits, logitsStride, gradLse, 1, 1, inPlace: false, rows, classes, null, gradLogits, gradLogitsStride, executor);

    private static Status Run(
        ElementType type, delegate*<void*, long, long, int, void> body, void* input, long inputStride, void* upstream,
        long upstreamStride, long upstreamColumns, bool inPlace, long rows, long classes, SoftmaxOptions* options, void* grad, long gradStride, Executor* executor)
    {
        var result = new Matrix(grad, rows, classes, gradStride, Elements.Size(type));
        var status = SoftmaxOptionsCheck.Read(options, out var emptyRowZero);
        status = Check.Map(new Matrix(input, rows, classes, inputStride, Elements.Size(type)), result, inPlace: true, executor, status);
        status = Check.Map(new Matrix(upstream, rows, upstreamColumns, upstreamStride, Elements.Size(type)), result, inPlace, executor, status);
        if (status != Status.Ok)
            return status;
        Context context;
        context.Type = type;
        context.Input = input;
        context.InputStride = inputStride;
        context.Upstream = upstream;
        context.UpstreamStride = upstreamStride;
        context.Classes = classes;
        context.Grad = grad;
        context.GradStride = gradStride;
        context.EmptyRowZero = emptyRowZero;
        Partition.Run(rows, body, &context, executor);
        return Status.Ok;
    }

    private static void SoftmaxRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var type = context->Type;
        Workspace space;
        for (var row = first; row < end; row++)
        {
            var probs = Elements.At(type, context->Input, row * context->InputStride);
            var upstream = Elements.At(type, context->Upstream, row * context->UpstreamStride);
            var grad = Elements.At(type, context->Grad, row * context->GradStride);
            var dot = DotKernel.Run(type, probs, upstream, context->Classes, &space.Sums);
            SoftmaxBackwardKernel.Run(type, probs, upstream, context->Classes, grad, dot);
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
            var x = Elements.At(type, context->Input, row * context->InputStride);
            var upstream = Elements.At(type, context->Upstream, row * context->UpstreamStride);
            var grad = Elements.At(type, context->Grad, row * context->GradStride);
            var sum = RowSummer.Run(type, x, classes, -1, &space);
            if (sum.Sum.High == 0 && context->EmptyRowZero)
            {
                Elements.Fill(type, grad, classes, 0.0);
                continue;
            }
            var total = DotKernel.Run(type, upstream, null, classes, &space.Sums);
            RowWriter.Run(type, x, classes, grad, sum, -total, upstream, null, 1.0, 0.0, &space);
        }
    }

    private static void LogSumExpRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        var type = context->Type;
        var classes = context->Classes;
        Workspace space;
        space.Guess = -1;
        for (var row = first; row < end; row++)
        {
            var x = Elements.At(type, context->Input, row * context->InputStride);
            var grad = Elements.At(type, context->Grad, row * context->GradStride);
            var sum = RowSummer.Run(type, x, classes, -1, &space);
            RowWriter.Run(type, x, classes, grad, sum, Elements.Get(type, context->Upstream, row), null, null, 0.0, 0.0, &space);
        }
    }
}
