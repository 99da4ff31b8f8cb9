// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics;
using System.Runtime.CompilerServices;
using NativeLoss.Interop;

namespace NativeLoss;

public static unsafe partial class Loss
{
    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>; other methods of this name take the types of 16 bits.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="options">Reduction, smoothing, ignored label, z-loss, soft cap.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of the result; empty = not wanted. May be <paramref name="logits"/>, with
    /// equal strides.
    /// </param>
    /// <param name="rowWeights">
    /// [rows] weight of each row; empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="secondLabels">
    /// [rows] second class of each row (mix-up, CutMix), with the share 1 - <see cref="CrossEntropyOptions.MixLambda"/>
    /// of its loss; empty = none.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <returns>The mean or the sum of the losses, in nats.</returns>
    /// <remarks>
    /// <para>With y = labels[r], e = label smoothing, w = class weights, v = row weights, a = z-loss, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = v[r] (w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c]) + a lse(r)^2)
    /// dl/dz = v[r] (w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c]) + 2 a lse(r) p[c])
    /// mean  = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Nothing to average: NaN, or
    /// 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>; the gradient is 0. Loss at most 1.5 ulp (double: 2),
    /// relative, also where it is near 0; gradient of the true class at most 2 ulp.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or
    /// an extent, a stride or an option is illegal. Nothing was written.
    /// </exception>
    public static T CrossEntropy<T, TLabel>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<T> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<T> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<T> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        T loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Index(
            z, logits, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step, rowWeights, secondLabels,
            statistics, executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropy{T, TLabel}(ReadOnlySpan{T}, ReadOnlySpan{TLabel}, int, CrossEntropyOptions, ReadOnlySpan{T}, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{TLabel}, CrossEntropyStatistics{T}, ParallelExecutor, int, int)"/>
    /// <remarks>The loss is a float.</remarks>
    public static float CrossEntropy<TLabel>(
        ReadOnlySpan<Half> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<Half> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        float loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Index(
            z, logits, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step, rowWeights, secondLabels,
            statistics, executor);
        return loss;
    }

    /// <inheritdoc cref="CrossEntropy{T, TLabel}(ReadOnlySpan{T}, ReadOnlySpan{TLabel}, int, CrossEntropyOptions, ReadOnlySpan{T}, Span{T}, ReadOnlySpan{T}, ReadOnlySpan{TLabel}, CrossEntropyStatistics{T}, ParallelExecutor, int, int)"/>
    /// <remarks>Logits and gradient are bit patterns of bfloat16; the loss is a float.</remarks>
    public static float CrossEntropy<TLabel>(
        ReadOnlySpan<ushort> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        CrossEntropyOptions options = default,
        ReadOnlySpan<float> classWeights = default,
        Span<ushort> grad = default,
        ReadOnlySpan<float> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<float> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        float loss;
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Index(
            z, logits, labels, &loss, Reduced(options.Reduction), options, classWeights, grad, step, rowWeights, secondLabels,
            statistics, executor);
        return loss;
    }

    /// <summary>
    /// Computes the softmax cross-entropy of each row with its class label, and its gradient with respect to the
    /// logits, in one call.
    /// </summary>
    /// <typeparam name="T"><c>float</c>, <c>double</c>, <c>Half</c>, or <c>ushort</c>: the bit patterns of bfloat16.</typeparam>
    /// <typeparam name="TLabel">
    /// Any integer type up to 64 bits, except UInt64, Char and native integers.
    /// </typeparam>
    /// <typeparam name="TReal"><c>double</c> beside <c>double</c>, else <c>float</c>.</typeparam>
    /// <param name="logits">[rows, classes] any values.</param>
    /// <param name="labels">[rows] classes, from 0.</param>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="losses">Receives [rows] losses, in nats.</param>
    /// <param name="options">Smoothing, ignored label, z-loss, soft cap.</param>
    /// <param name="classWeights">
    /// [classes] weight of each class; empty = all ones. Read as data: not checked for sign or NaN.
    /// </param>
    /// <param name="grad">
    /// Receives the [rows, classes] gradient of each row's loss; empty = not wanted. May be <paramref name="logits"/>,
    /// with equal strides.
    /// </param>
    /// <param name="rowWeights">
    /// [rows] weight of each row; empty = all ones. Multiplies loss and gradient and counts in the mean's denominator.
    /// </param>
    /// <param name="secondLabels">
    /// [rows] second class of each row (mix-up, CutMix), with the share 1 - <see cref="CrossEntropyOptions.MixLambda"/>
    /// of its loss; empty = none.
    /// </param>
    /// <param name="statistics">What else is wanted about each row.</param>
    /// <param name="executor">Runs the rows in parallel; null: on the calling thread.</param>
    /// <param name="logitsStride">Elements from one row of <paramref name="logits"/> to the next; 0 = classes.</param>
    /// <param name="gradStride">Elements from one row of <paramref name="grad"/> to the next; 0 = classes.</param>
    /// <remarks>
    /// <para>With y = labels[r], e = label smoothing, w = class weights, v = row weights, a = z-loss, p =
    /// softmax(logits[r,:]):</para>
    /// <code>
    /// l[r]  = v[r] (w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c]) + a lse(r)^2)
    /// dl/dz = v[r] (w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c]) + 2 a lse(r) p[c])
    /// mean  = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
    /// </code>
    /// <para>
    /// NaN in a row: its loss and gradient are NaN, other rows are untouched by it. logits[r,y] = -inf: loss +inf,
    /// gradient finite. +inf: the mass is shared evenly by the +inf entries. All -inf: NaN. Nothing to average: NaN, or
    /// 0 with <see cref="CrossEntropyOptions.EmptyMeanZero"/>; the gradient is 0. Loss at most 1.5 ulp (double: 2),
    /// relative, also where it is near 0; gradient of the true class at most 2 ulp.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths do not fit together, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A label is outside [0, classes) and is not the ignored one (the message tells the first such row), or
    /// an extent, a stride or an option is illegal. Nothing was written.
    /// </exception>
    public static void CrossEntropyRows<T, TLabel, TReal>(
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        int classes,
        Span<TReal> losses,
        CrossEntropyOptions options = default,
        ReadOnlySpan<TReal> classWeights = default,
        Span<T> grad = default,
        ReadOnlySpan<TReal> rowWeights = default,
        ReadOnlySpan<TLabel> secondLabels = default,
        CrossEntropyStatistics<TReal> statistics = default,
        ParallelExecutor? executor = null,
        int logitsStride = 0,
        int gradStride = 0)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TReal : unmanaged
    {
        var z = Extent.Of(logits.Length, classes, logitsStride, nameof(logits));
        var step = z.MatchOptional(grad.Length, classes, gradStride, nameof(grad));
        Extent.Require(losses.Length, z.Rows, nameof(losses));
        fixed (TReal* loss = losses)
        {
            Index(
                z, logits, labels, loss, Reduction.None, options, classWeights, grad, step, rowWeights, secondLabels,
                statistics, executor);
        }
    }

    internal static Reduction Reduced(Reduction reduction, string name = "options") =>
        reduction == Reduction.None
            ? throw new ArgumentException(
                "Reduction.None has a loss per row: call the method whose name ends in Rows.", name)
            : reduction;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Index<T, TLabel, TReal>(
        Extent z,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<TLabel> labels,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        Span<T> grad,
        long gradStride,
        ReadOnlySpan<TReal> rowWeights,
        ReadOnlySpan<TLabel> secondLabels,
        in CrossEntropyStatistics<TReal> statistics,
        ParallelExecutor? executor)
        where T : unmanaged
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where TReal : unmanaged
    {
        Extent.Require(labels.Length, z.Rows, nameof(labels));
        Extent.RequireOptional(secondLabels.Length, z.Rows, nameof(secondLabels));
        Status status;
        fixed (TLabel* py = labels, ps = secondLabels)
        {
            status = Run(
                z, logits, py, (long)LabelCode.Of<TLabel>(), isSoft: false, loss, reduction, options, classWeights, grad,
                gradStride, rowWeights, ps, statistics, executor);
        }

        if (status == Status.Label)
        {
            Failure.ThrowLabel(nameof(labels), labels, z.Columns, options.IgnoreIndex);
            Failure.ThrowLabel(nameof(secondLabels), secondLabels, z.Columns, options.IgnoreIndex);
        }

        Failure.ThrowIf(status, nameof(grad), options);
    }

    /// <summary>
    /// The call with labels, of a type, or target distributions, at a stride: one of the two is what target and
    /// targetStride mean.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Status Run<T, TReal>(
        Extent z,
        ReadOnlySpan<T> logits,
        void* target,
        long targetStride,
        bool isSoft,
        TReal* loss,
        Reduction reduction,
        CrossEntropyOptions options,
        ReadOnlySpan<TReal> classWeights,
        Span<T> grad,
        long gradStride,
        ReadOnlySpan<TReal> rowWeights,
        void* secondLabels,
        in CrossEntropyStatistics<TReal> statistics,
        ParallelExecutor? executor)
        where T : unmanaged
        where TReal : unmanaged
    {
        Elements.RequireReal<T, TReal>();
        NativeFile.Require();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        Interop.CrossEntropyOptions native;
        fixed (T* pz = logits, pg = grad)
        {
            if ((classWeights.Length | rowWeights.Length) != 0 || secondLabels != null || !statistics.IsEmpty)
            {
                options.ToNative(&native, z.Inner, reduction, hasMore: true);
                native.SecondLabels = secondLabels;
                return RunWithMore<T, TReal>(
                    z, pz, target, targetStride, isSoft, loss, &native, classWeights, pg, gradStride, rowWeights, statistics, e);
            }

            var o = options.ToNative(&native, z.Inner, reduction, hasMore: false);
            return Call<T>(z, pz, target, targetStride, isSoft, o, loss, pg, gradStride, e);
        }
    }

    /// <summary>The call with weights or by-products; apart, because without them a call is a little faster.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status RunWithMore<T, TReal>(
        Extent z,
        T* logits,
        void* target,
        long targetStride,
        bool isSoft,
        TReal* loss,
        Interop.CrossEntropyOptions* o,
        ReadOnlySpan<TReal> classWeights,
        T* grad,
        long gradStride,
        ReadOnlySpan<TReal> rowWeights,
        in CrossEntropyStatistics<TReal> statistics,
        Executor* executor)
        where T : unmanaged
        where TReal : unmanaged
    {
        Extent.RequireOptional(classWeights.Length, z.Columns, nameof(classWeights));
        Extent.RequireOptional(rowWeights.Length, z.Rows, nameof(rowWeights));
        statistics.Require(z.Rows);
        fixed (TReal* pc = classWeights, pr = rowWeights, lse = statistics.Lse, entropy = statistics.Entropy)
        fixed (TReal* labelProb = statistics.LabelProb, zLossPart = statistics.ZLossPart)
        fixed (long* argMax = statistics.ArgMax, rank = statistics.Rank)
        fixed (bool* correct = statistics.Correct)
        {
            o->ClassWeights = pc;
            o->RowWeights = pr;
            o->Lse = lse;
            o->Argmax = argMax;
            o->Correct = (byte*)correct;
            o->Rank = rank;
            o->Entropy = entropy;
            o->LabelProb = labelProb;
            o->ZLossPart = zLossPart;
            return Call<T>(z, logits, target, targetStride, isSoft, o, loss, grad, gradStride, executor);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Status Call<T>(
        Extent z,
        void* logits,
        void* target,
        long targetStride,
        bool isSoft,
        Interop.CrossEntropyOptions* o,
        void* loss,
        void* grad,
        long gradStride,
        Executor* executor)
        where T : unmanaged => isSoft
        ? NativeMethods.nloss_cross_entropy_soft<T>(
            logits, z.Stride, target, targetStride, z.Rows, z.Columns, o, loss, grad, gradStride, executor)
        : NativeMethods.nloss_cross_entropy<T>(
            logits, z.Stride, target, (LabelType)targetStride, z.Rows, z.Columns, o, loss, grad, gradStride, executor);
}
