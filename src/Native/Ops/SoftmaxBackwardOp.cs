// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Gradients of the softmax family.</summary>
internal static unsafe class SoftmaxBackwardOp<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    private struct Context
    {
        internal T* Input;
        internal long InputStride;
        internal T* Upstream;
        internal long UpstreamStride;
        internal long Classes;
        internal T* Grad;
        internal long GradStride;
        internal bool EmptyRowZero;
    }

    internal static Status Softmax(
        T* probs, long probsStride, T* gradProbs, long gradProbsStride, long rows, long classes, T* gradLogits, long gradLogitsStride,
        Executor* executor) =>
        Run(&SoftmaxRows, probs, probsStride, gradProbs, gradProbsStride, classes, inPlace: true, rows, classes, null, gradLogits, gradLogitsStride, executor);

    internal static Status LogSoftmax(
        T* logits, long logitsStride, T* gradLogProbs, long gradLogProbsStride, long rows, long classes, SoftmaxOptions* options,
        T* gradLogits, long gradLogitsStride, Executor* executor) =>
        Run(
            &LogSoftmaxRows, logits, logitsStride, gradLogProbs, gradLogProbsStride, classes, inPlace: true, rows, classes, options,
            gradLogits, gradLogitsStride, executor);

    internal static Status LogSumExp(
        T* logits, long logitsStride, T* gradLse, long rows, long classes, T* gradLogits, long gradLogitsStride, Executor* executor) =>
        Run(&LogSumExpRows, logits, logitsStride, gradLse, 1, 1, inPlace: false, rows, classes, null, gradLogits, gradLogitsStride, executor);

    private static Status Run(
        delegate*<void*, long, long, int, void> body, T* input, long inputStride, T* upstream, long upstreamStride, long upstreamColumns,
        bool inPlace, long rows, long classes, SoftmaxOptions* options, T* grad, long gradStride, Executor* executor)
    {
        var status = SoftmaxOptionsCheck.Read(options, out var emptyRowZero);
        status = Check.First(status, Check.Extents(rows, classes));
        status = Check.First(status, Check.Rows(input, rows, classes, inputStride, sizeof(T)));
        status = Check.First(status, Check.Rows(upstream, rows, upstreamColumns, upstreamStride, sizeof(T)));
        status = Check.First(status, Check.Rows(grad, rows, classes, gradStride, sizeof(T)));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        var result = new Matrix(grad, rows, classes, gradStride, sizeof(T));
        var second = new Matrix(upstream, rows, upstreamColumns, upstreamStride, sizeof(T));
        status = Check.SameOrDisjoint(new Matrix(input, rows, classes, inputStride, sizeof(T)), result);
        status = Check.First(status, inPlace ? Check.SameOrDisjoint(second, result) : Check.Disjoint(second, result));
        if (status != Status.Ok)
            return status;
        Context context;
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
        Workspace space;
        var classes = (nint)context->Classes;
        for (var row = first; row < end; row++)
        {
            var probs = context->Input + (row * context->InputStride);
            var upstream = context->Upstream + (row * context->UpstreamStride);
            var dot = DotKernel<T, TVec>.Run(probs, upstream, classes, &space.Sums);
            SoftmaxBackwardKernel<T, TVec>.Run(probs, upstream, classes, context->Grad + (row * context->GradStride), dot);
        }
    }

    private static void LogSoftmaxRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        Workspace space;
        space.Guess = -TExp.Grid;
        var classes = (nint)context->Classes;
        for (var row = first; row < end; row++)
        {
            var x = context->Input + (row * context->InputStride);
            var upstream = context->Upstream + (row * context->UpstreamStride);
            var grad = context->Grad + (row * context->GradStride);
            var sum = RowSumKernel<T, TVec, TExp>.Run(x, classes, -1, &space);
            if (sum.Sum.High == 0 && context->EmptyRowZero)
            {
                Rows<T>.Fill(grad, classes, default);
                continue;
            }
            var total = DotKernel<T, TVec>.Run(upstream, null, classes, &space.Sums);
            RowWriteKernel<T, TVec, TExp>.Run<AddRow<TVec, T>>(
                x, classes, grad, sum, -total, upstream, null, default, default, &space);
        }
    }

    private static void LogSumExpRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        Workspace space;
        space.Guess = -TExp.Grid;
        var classes = (nint)context->Classes;
        for (var row = first; row < end; row++)
        {
            var x = context->Input + (row * context->InputStride);
            var sum = RowSumKernel<T, TVec, TExp>.Run(x, classes, -1, &space);
            RowWriteKernel<T, TVec, TExp>.Run<AddConstant<TVec, T>>(
                x, classes, context->Grad + (row * context->GradStride), sum, Scalar<T>.ToDouble(context->Upstream[row]),
                null, null, default, default, &space);
        }
    }
}
