// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Optimizer steps.</summary>
[ShortVectors]
public static unsafe class OptimizerExports
{
    /// <summary>Updates parameters by one step of stochastic gradient descent, as torch.optim.SGD does.</summary>
    /// <remarks>
    /// <code>
    /// g = grad + weight_decay * param
    /// v = momentum * velocity + (1 - dampening) * g        velocity = v; without momentum v = g
    /// param = param - learning_rate * (nesterov ? g + momentum * v : v)
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="param">[in,out] [count] parameters</param>
    /// <param name="grad">[in] [count] gradient of the loss with respect to param</param>
    /// <param name="velocity">[in,out, optional] [count] state; not read or written, and may be NULL, when momentum is 0</param>
    /// <param name="count">[in] number of parameters, at least 0</param>
    /// <param name="learningRate">[in] finite, at least 0</param>
    /// <param name="options">[in, optional] NULL = defaults: no momentum, no weight decay</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL also when momentum is set and velocity is NULL; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
    /// NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>NaN and infinity follow IEEE arithmetic.</special>
    /// <accuracy>f32 is computed in f64 and rounded once.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>The three arrays must not overlap.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_sgd_step", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SgdStep(
        ElementType type,
        [Element] void* param,
        [Const, Element] void* grad,
        [Element] void* velocity,
        long count,
        double learningRate,
        [Const] SgdOptions* options,
        [Const] Executor* executor) =>
        (int)OptimizerOp.Sgd(type, param, grad, velocity, count, learningRate, options, executor);

    /// <summary>Updates parameters by one step of Adam, as torch.optim.Adam does, or of AdamW with NLOSS_ADAM_DECOUPLED.</summary>
    /// <remarks>
    /// <code>
    /// Adam:  g = grad + weight_decay * param
    /// AdamW: g = grad, param = param * (1 - learning_rate * weight_decay)
    /// m = beta1 * moment1 + (1 - beta1) * g          moment1 = m
    /// v = beta2 * moment2 + (1 - beta2) * g * g      moment2 = v
    /// param = param - learning_rate * m' / (sqrt(v') + epsilon)
    /// with m' = m / (1 - beta1^step), v' = v / (1 - beta2^step)
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="param">[in,out] [count] parameters</param>
    /// <param name="grad">[in] [count] gradient of the loss with respect to param</param>
    /// <param name="moment1">[in,out] [count] state, 0 before the first step</param>
    /// <param name="moment2">[in,out] [count] state, 0 before the first step</param>
    /// <param name="count">[in] number of parameters, at least 0</param>
    /// <param name="step">[in] number of this step, from 1</param>
    /// <param name="learningRate">[in] finite, at least 0. Typical: 0.001</param>
    /// <param name="options">[in, optional] NULL = defaults: 0.9, 0.999, 1e-8, no weight decay</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_OPTION also when step is below 1; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
    /// NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>NaN and infinity follow IEEE arithmetic.</special>
    /// <accuracy>f32 is computed in f64 and rounded once.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>The four arrays must not overlap.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_adam_step", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int AdamStep(
        ElementType type,
        [Element] void* param,
        [Const, Element] void* grad,
        [Element] void* moment1,
        [Element] void* moment2,
        long count,
        long step,
        double learningRate,
        [Const] AdamOptions* options,
        [Const] Executor* executor) =>
        (int)OptimizerOp.Adam(type, param, grad, moment1, moment2, count, step, learningRate, options, executor);
}
