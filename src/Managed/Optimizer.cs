// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System;
using System.Numerics.Tensors;
using NativeLoss.Interop;

namespace NativeLoss;

/// <summary>
/// Optimizer steps, with the meaning of <c>torch.optim</c>. Float is computed in double and rounded once.
/// </summary>
/// <remarks><inheritdoc cref="Loss" path="/remarks/node()"/></remarks>
public static unsafe class Optimizer
{
    /// <summary>Updates parameters by one step of stochastic gradient descent.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="param">[count] parameters, updated in place.</param>
    /// <param name="grad">[count] gradient of the loss with respect to <paramref name="param"/>.</param>
    /// <param name="learningRate">Finite, at least 0.</param>
    /// <param name="velocity">[count] state, updated in place; may be empty without momentum.</param>
    /// <param name="options">Momentum, dampening, weight decay.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// <code>
    /// g = grad + weightDecay * param
    /// v = momentum * velocity + (1 - dampening) * g        velocity = v
    /// param = param - learningRate * (nesterov ? g + momentum * v : v)
    /// </code>
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// The lengths differ, the spans overlap, or <paramref name="velocity"/> is empty with momentum.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="learningRate"/> or an option is illegal.
    /// </exception>
    public static void Sgd<T>(
        Span<T> param,
        ReadOnlySpan<T> grad,
        double learningRate,
        Span<T> velocity = default,
        SgdOptions options = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        NativeFile.Require();
        Extent.Require(grad.Length, param.Length, nameof(grad));
        if (!velocity.IsEmpty || options.Momentum != 0)
            Extent.Require(velocity.Length, param.Length, nameof(velocity));
        var o = options.ToNative();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pp = param, pg = grad, pv = velocity)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_sgd_step<T>(pp, pg, pv, param.Length, learningRate, &o, e),
                nameof(param),
                (learningRate, options));
        }
    }

    /// <inheritdoc cref="Sgd{T}(Span{T}, ReadOnlySpan{T}, double, Span{T}, SgdOptions, ParallelExecutor)"/>
    /// <param name="param">Parameters, updated in place. Dense, as all tensors here.</param>
    /// <param name="grad">Gradient of the loss with respect to <paramref name="param"/>, in their shape.</param>
    /// <param name="learningRate">Finite, at least 0.</param>
    /// <param name="velocity">State, updated in place, in their shape; may be <c>default</c> without momentum.</param>
    /// <param name="options">Momentum, dampening, weight decay.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void Sgd<T>(
        in TensorSpan<T> param,
        in ReadOnlyTensorSpan<T> grad,
        double learningRate,
        in TensorSpan<T> velocity = default,
        SgdOptions options = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        Sgd(
            Extent.ElementsOf(param, param.Lengths, nameof(param)), Extent.ElementsOf(grad, param.Lengths, nameof(grad)),
            learningRate, velocity.IsEmpty ? default : Extent.ElementsOf(velocity, param.Lengths, nameof(velocity)), options,
            executor);
    }

    /// <summary>Updates parameters by one step of Adam, or of AdamW with <see cref="AdamOptions.Decoupled"/>.</summary>
    /// <typeparam name="T"><c>float</c> or <c>double</c>.</typeparam>
    /// <param name="param">[count] parameters, updated in place.</param>
    /// <param name="grad">[count] gradient of the loss with respect to <paramref name="param"/>.</param>
    /// <param name="moment1">[count] state, 0 before the first step, updated in place.</param>
    /// <param name="moment2">[count] state, 0 before the first step, updated in place.</param>
    /// <param name="step">Number of this step, from 1.</param>
    /// <param name="learningRate">Finite, at least 0. Typical: 0.001.</param>
    /// <param name="options">Betas, epsilon, weight decay.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    /// <remarks>
    /// <code>
    /// Adam:  g = grad + weightDecay * param        AdamW: param = param * (1 - learningRate * weightDecay), g = grad
    /// m = beta1 * moment1 + (1 - beta1) * g        moment1 = m
    /// v = beta2 * moment2 + (1 - beta2) * g * g    moment2 = v
    /// param = param - learningRate * (m / (1 - beta1^step)) / (sqrt(v / (1 - beta2^step)) + epsilon)
    /// </code>
    /// </remarks>
    /// <exception cref="ArgumentException">The lengths differ, or the spans overlap.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="step"/>, <paramref name="learningRate"/> or an option is illegal.
    /// </exception>
    public static void Adam<T>(
        Span<T> param,
        ReadOnlySpan<T> grad,
        Span<T> moment1,
        Span<T> moment2,
        long step,
        double learningRate,
        AdamOptions options = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        NativeFile.Require();
        Extent.Require(grad.Length, param.Length, nameof(grad));
        Extent.Require(moment1.Length, param.Length, nameof(moment1));
        Extent.Require(moment2.Length, param.Length, nameof(moment2));
        var o = options.ToNative();
        Executor host;
        var e = ParallelExecutor.ToNative(ref executor, &host);
        fixed (T* pp = param, pg = grad, pm = moment1, pv = moment2)
        {
            Failure.ThrowIf(
                NativeMethods.nloss_adam_step<T>(pp, pg, pm, pv, param.Length, step, learningRate, &o, e),
                nameof(param),
                (step, learningRate, options));
        }
    }

    /// <inheritdoc cref="Adam{T}(Span{T}, ReadOnlySpan{T}, Span{T}, Span{T}, long, double, AdamOptions, ParallelExecutor)"/>
    /// <param name="param">Parameters, updated in place. Dense, as all tensors here.</param>
    /// <param name="grad">Gradient of the loss with respect to <paramref name="param"/>, in their shape.</param>
    /// <param name="moment1">State, 0 before the first step, updated in place, in their shape.</param>
    /// <param name="moment2">State, 0 before the first step, updated in place, in their shape.</param>
    /// <param name="step">Number of this step, from 1.</param>
    /// <param name="learningRate">Finite, at least 0. Typical: 0.001.</param>
    /// <param name="options">Betas, epsilon, weight decay.</param>
    /// <param name="executor">Runs the work in parallel; null: on the calling thread.</param>
    public static void Adam<T>(
        in TensorSpan<T> param,
        in ReadOnlyTensorSpan<T> grad,
        in TensorSpan<T> moment1,
        in TensorSpan<T> moment2,
        long step,
        double learningRate,
        AdamOptions options = default,
        ParallelExecutor? executor = null)
        where T : unmanaged
    {
        Adam(
            Extent.ElementsOf(param, param.Lengths, nameof(param)), Extent.ElementsOf(grad, param.Lengths, nameof(grad)),
            Extent.ElementsOf(moment1, param.Lengths, nameof(moment1)),
            Extent.ElementsOf(moment2, param.Lengths, nameof(moment2)), step, learningRate, options, executor);
    }
}
