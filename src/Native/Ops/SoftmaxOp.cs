// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Simd;

namespace NativeLoss.Native.Ops;

/// <summary>Softmax, log-softmax and logsumexp over rows.</summary>
internal static unsafe class SoftmaxOp<T, TVec, TExp>
    where T : unmanaged
    where TVec : struct, IVector<TVec, T>
    where TExp : struct, IExp<TExp, TVec, T>
{
    private struct Context
    {
        internal T* Logits;
        internal long LogitsStride;
        internal long Classes;
        internal T* Output;
        internal long OutputStride;
        internal bool EmptyRowZero;
    }

    internal static Status Softmax(
        T* logits, long logitsStride, long rows, long classes, SoftmaxOptions* options, T* probs, long probsStride, Executor* executor) =>
        Run(&SoftmaxRows, logits, logitsStride, rows, classes, options, probs, probsStride, classes, inPlace: true, executor);

    internal static Status LogSoftmax(
        T* logits, long logitsStride, long rows, long classes, SoftmaxOptions* options, T* logProbs, long logProbsStride, Executor* executor) =>
        Run(&LogSoftmaxRows, logits, logitsStride, rows, classes, options, logProbs, logProbsStride, classes, inPlace: true, executor);

    internal static Status LogSumExp(T* logits, long logitsStride, long rows, long classes, T* lse, Executor* executor) =>
        Run(&LogSumExpRows, logits, logitsStride, rows, classes, null, lse, 1, 1, inPlace: false, executor);

    private static Status Run(
        delegate*<void*, long, long, int, void> body, T* logits, long logitsStride, long rows, long classes, SoftmaxOptions* options,
        T* output, long outputStride, long outputColumns, bool inPlace, Executor* executor)
    {
        var status = SoftmaxOptionsCheck.Read(options, out var emptyRowZero);
        status = Check.First(status, Check.Extents(rows, classes));
        status = Check.First(status, Check.Rows(logits, rows, classes, logitsStride, sizeof(T)));
        status = Check.First(status, Check.Rows(output, rows, outputColumns, outputStride, sizeof(T)));
        status = Check.First(status, Check.Executor(executor));
        if (status != Status.Ok)
            return status;
        var input = new Matrix(logits, rows, classes, logitsStride, sizeof(T));
        var result = new Matrix(output, rows, outputColumns, outputStride, sizeof(T));
        status = inPlace ? Check.SameOrDisjoint(input, result) : Check.Disjoint(input, result);
        if (status != Status.Ok)
            return status;
        Context context;
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
        Workspace space;
        space.Guess = -TExp.Grid;
        var classes = (nint)context->Classes;
        for (var row = first; row < end; row++)
        {
            var x = context->Logits + (row * context->LogitsStride);
            var y = context->Output + (row * context->OutputStride);
            var stored = classes <= RowSumKernel<T, TVec, TExp>.Chunk;
            var sum = stored
                ? RowSumKernel<T, TVec, TExp>.RunStored(x, classes, y, &space)
                : RowSumKernel<T, TVec, TExp>.Run(x, classes, -1, &space);
            if (sum.Sum.High == 0 && context->EmptyRowZero)
                Rows<T>.Fill(y, classes, default);
            else if (stored)
                RowWriteKernel<T, TVec, TExp>.Scale(y, classes, sum, &space);
            else
                RowWriteKernel<T, TVec, TExp>.Run<AddConstant<TVec, T>>(x, classes, y, sum, 1.0, null, null, default, default, &space);
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
            var x = context->Logits + (row * context->LogitsStride);
            var y = context->Output + (row * context->OutputStride);
            // The most probable class is taken out of the sum: its log-probability may be much smaller than an ulp of the sum.
            var top = MaxKernel<T, TVec>.Index(x, classes, out _);
            var shares = Shares.Of(RowSumKernel<T, TVec, TExp>.Run(x, classes, top, &space), Scalar<T>.ToDouble(x[top]));
            if (shares.Total.Sum.High == 0 && context->EmptyRowZero)
            {
                Rows<T>.Fill(y, classes, Scalar<T>.Round(double.NegativeInfinity));
                continue;
            }
            LogProbKernel<T, TVec>.Run(x, classes, y, shares.Total.Shift, RowMath.Log(shares.Total));
            y[top] = Scalar<T>.Round(0.0 - shares.NegativeLog.Value);
        }
    }

    private static void LogSumExpRows(void* data, long first, long end, int block)
    {
        var context = (Context*)data;
        Workspace space;
        space.Guess = -TExp.Grid;
        for (var row = first; row < end; row++)
        {
            var sum = RowSumKernel<T, TVec, TExp>.Run(context->Logits + (row * context->LogitsStride), (nint)context->Classes, -1, &space);
            context->Output[row] = Scalar<T>.Round((RowMath.Log(sum) + sum.Shift).Value);
        }
    }
}
