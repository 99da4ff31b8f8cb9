// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>
/// Softmax, cross-entropy and relatives, row by row. Rows are counted from the spans' lengths; a stride is in elements,
/// and 0 means that rows follow each other. Losses are in nats. A result depends on its row and the options only: not
/// on the other rows, the executor or the machine.
/// </summary>
/// <remarks>
/// Every method throws, before it writes anything: <see cref="ArgumentException"/> for lengths that do not fit together
/// and for spans that overlap other than documented; <see cref="ArgumentOutOfRangeException"/> for an illegal extent,
/// stride, option or label; <see cref="PlatformNotSupportedException"/> on a processor below the smallest
/// instruction-set level; <see cref="DllNotFoundException"/> and <see cref="BadImageFormatException"/> when the native
/// file is missing or of another version. NaN and infinity in the data are never errors. Nothing is allocated without
/// an executor. All methods are thread-safe.
/// </remarks>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax of each row: exp(logits[r,c] - lse(r)), with lse(r) = log sum_c exp(logits[r,c]).
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="probs">
    /// Receives [rows, classes] probabilities in [0, 1]. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">What a row without any mass gives.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="probsStride">Elements from one row of <paramref name="probs"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf: probability +0.
    /// All -inf: NaN, or 0 with <see cref="SoftmaxOptions.EmptyRowZero"/>. Error at most 1.5 ulp (double: 2), whatever
    /// the row's offset and spread.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or a stride is illegal.</exception>
    public static void Softmax<T>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<T> probs,
        SoftmaxOptions options = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int probsStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(probs.Length, classes, probsStride, nameof(probs));
        var o = options.ToNative();
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pp = probs)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_softmax<T>(pz, z.Stride, z.Rows, classes, &o, pp, step, e),
                nameof(probs));
        }
    }

    /// <summary>
    /// Computes the log-softmax of each row, logits[r,c] - lse(r), without a detour over the softmax.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="logProbs">
    /// Receives [rows, classes] log-probabilities, at most 0. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">What a row without any mass gives.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="logProbsStride">
    /// Elements from one row of <paramref name="logProbs"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf: -inf. All -inf:
    /// NaN, or -inf with <see cref="SoftmaxOptions.EmptyRowZero"/>. Error at most 1.5 ulp (double: 2), also for the
    /// class with nearly all the mass.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or a stride is illegal.</exception>
    public static void LogSoftmax<T>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<T> logProbs,
        SoftmaxOptions options = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int logProbsStride = 0)
        where T : unmanaged
    {
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(logProbs.Length, classes, logProbsStride, nameof(logProbs));
        var o = options.ToNative();
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits, pp = logProbs)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_log_softmax<T>(pz, z.Stride, z.Rows, classes, &o, pp, step, e),
                nameof(logProbs));
        }
    }

    /// <summary>Computes lse[r] = log sum_c exp(logits[r,c]) of each row.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="lse">Receives [rows] results, in nats.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// A row with NaN: NaN. +inf: +inf. All -inf: -inf. Error at most 1.5 ulp (double: 2), also where the result is
    /// near 0.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// <paramref name="lse"/> does not have one element per row, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or the stride is illegal.</exception>
    public static void LogSumExp<T, TReal>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<TReal> lse,
        ParallelExecutor? executor = null,
        int logitsStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Extent.Require(lse.Length, z.Rows, nameof(lse));
        var host = ParallelExecutor.ToNative(ref executor);
        var e = executor is null ? null : &host;
        fixed (T* pz = logits)
        fixed (TReal* pl = lse)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_logsumexp<T>(pz, z.Stride, z.Rows, classes, null, pl, e),
                nameof(lse));
        }
    }
}
