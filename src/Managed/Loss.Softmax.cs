// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Runtime.CompilerServices;
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
/// stride, option or label; <see cref="NotSupportedException"/> for an element type that the operation does not have;
/// <see cref="PlatformNotSupportedException"/> on a processor below the smallest instruction-set level;
/// <see cref="DllNotFoundException"/> and <see cref="BadImageFormatException"/> when the native file is missing or of
/// another version. NaN and infinity in the data are never errors. Nothing is allocated without an executor. All methods
/// are thread-safe.
/// </remarks>
public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax of each row: exp(z[r,c] - lse(r)), with z = logits / temperature and lse(r) = log sum_c
    /// exp(z[r,c]).
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="probs">
    /// Receives [rows, classes] probabilities in [0, 1]. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="probsStride">Elements from one row of <paramref name="probs"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf, and a class
    /// left out by the mask whatever its logit: probability +0. All of them: NaN, or 0 with <see
    /// cref="SoftmaxOptions.EmptyRowZero"/>. Error at most 1.5 ulp (double: 2), whatever the row's offset and spread;
    /// Half and bfloat16 are rounded once from that.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void Softmax<T>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<T> probs,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int probsStride = 0)
        where T : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(probs.Length, classes, probsStride, nameof(probs));
        Map(Function.Softmax, z, logits, probs, step, options, mask, executor, nameof(probs));
    }

    /// <summary>Computes the softmin of each row: the softmax of -logits.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="probs">
    /// Receives [rows, classes] probabilities in [0, 1]. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="probsStride">Elements from one row of <paramref name="probs"/> to the next; 0 = classes.</param>
    /// <remarks>As <c>Softmax</c>, with the signs of infinities exchanged.</remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void Softmin<T>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<T> probs,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int probsStride = 0)
        where T : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(probs.Length, classes, probsStride, nameof(probs));
        Map(Function.Softmin, z, logits, probs, step, options, mask, executor, nameof(probs));
    }

    /// <summary>
    /// Computes the log-softmax of each row, z[r,c] - lse(r) with z = logits / temperature, without a detour over the
    /// softmax.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="logProbs">
    /// Receives [rows, classes] log-probabilities, at most 0. May be <paramref name="logits"/>, with equal strides.
    /// </param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="logProbsStride">
    /// Elements from one row of <paramref name="logProbs"/> to the next; 0 = classes.
    /// </param>
    /// <remarks>
    /// A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf entries. -inf, and a class
    /// left out by the mask: -inf. All of them: NaN, or -inf with <see cref="SoftmaxOptions.EmptyRowZero"/>. Error at
    /// most 1.5 ulp (double: 2), also for the class with nearly all the mass.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSoftmax<T>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<T> logProbs,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int logProbsStride = 0)
        where T : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.Match(logProbs.Length, classes, logProbsStride, nameof(logProbs));
        Map(Function.LogSoftmax, z, logits, logProbs, step, options, mask, executor, nameof(logProbs));
    }

    /// <summary>Computes lse[r] = log sum_c exp(logits[r,c] / temperature) of each row.</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="lse">Receives [rows] results, in nats.</param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// A row with NaN: NaN. +inf: +inf. All -inf or left out: -inf. Error at most 1.5 ulp (double: 2), relative to the
    /// two parts max and log sum exp(z - max) where they cancel.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void LogSumExp<T, TReal>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<TReal> lse,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Reduce(Function.LogSumExp, z, logits, lse, options, mask, executor, nameof(lse));
    }

    /// <summary>Computes the entropy of the softmax of each row: -sum_c p[c] log p[c].</summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="entropy">
    /// Receives [rows] entropies, in nats, or in bits with <see cref="SoftmaxOptions.Bits"/>.
    /// </param>
    /// <param name="options">Temperature, and what a row without any mass gives.</param>
    /// <param name="mask">Classes that take part, or numbers to add; none: all do.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// A row with NaN, or without any mass: NaN, or 0 for the latter with <see cref="SoftmaxOptions.EmptyRowZero"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths do not give the same number of rows, or the spans overlap.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="classes"/>, a stride or an option is illegal.
    /// </exception>
    /// <exception cref="NotSupportedException">There is no such operation for the element type.</exception>
    public static void Entropy<T, TReal>(
        ReadOnlySpan<T> logits,
        int classes,
        Span<TReal> entropy,
        SoftmaxOptions options = default,
        ClassMask<T> mask = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0)
        where T : unmanaged
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        Reduce(Function.Entropy, z, logits, entropy, options, mask, executor, nameof(entropy));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Map<T>(
        Function function,
        Extent z,
        ReadOnlySpan<T> logits,
        Span<T> output,
        long outputStride,
        SoftmaxOptions options,
        in ClassMask<T> mask,
        ParallelExecutor? executor,
        string outputName)
        where T : unmanaged
    {
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pz = logits, po = output)
        fixed (byte* pm = mask.Bytes)
        {
            Interop.SoftmaxOptions o;
            var given = options.ToNative(&o, z, mask, pm);
            var status = function switch
            {
                Function.Softmax => NativeMethods.nloss_softmax<T>(pz, z.Stride, z.Rows, z.Columns, given, po, outputStride, e),
                Function.Softmin => NativeMethods.nloss_softmin<T>(pz, z.Stride, z.Rows, z.Columns, given, po, outputStride, e),
                _ => NativeMethods.nloss_log_softmax<T>(pz, z.Stride, z.Rows, z.Columns, given, po, outputStride, e),
            };
            Failure.ThrowIf(status, outputName, options);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Reduce<T, TReal>(
        Function function,
        Extent z,
        ReadOnlySpan<T> logits,
        Span<TReal> output,
        SoftmaxOptions options,
        in ClassMask<T> mask,
        ParallelExecutor? executor,
        string outputName)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        Extent.Require(output.Length, z.Rows, outputName);
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pz = logits)
        fixed (TReal* po = output)
        fixed (byte* pm = mask.Bytes)
        {
            Interop.SoftmaxOptions o;
            var given = options.ToNative(&o, z, mask, pm);
            var status = function == Function.Entropy
                ? NativeMethods.nloss_entropy<T>(pz, z.Stride, z.Rows, z.Columns, given, po, e)
                : NativeMethods.nloss_logsumexp<T>(pz, z.Stride, z.Rows, z.Columns, given, po, e);
            Failure.ThrowIf(status, outputName, options);
        }
    }

    /// <summary>
    /// What the methods that make the calls of several functions are told. They are inlined, so that nothing is left of it: a pointer to
    /// the function would cost one more call.
    /// </summary>
    private enum Function
    {
        Softmax,
        Softmin,
        LogSoftmax,
        LogSumExp,
        Entropy,
        Sigmoid,
        LogSigmoid,
        SoftmaxBackward,
        SoftminBackward,
        LogSoftmaxBackward,
        LogSumExpBackward,
        EntropyBackward,
        SigmoidBackward,
        LogSigmoidBackward,
    }
}
