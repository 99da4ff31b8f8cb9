// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NativeLoss.Native.Abi;
using NativeLoss.Native.Kernels;
using NativeLoss.Native.Ops;

namespace NativeLoss.Native.Exports;

/// <summary>Element-wise losses.</summary>
[ShortVectors]
public static unsafe class ElementwiseExports
{
    /// <summary>Computes the squared error of each element, and its gradient with respect to the input, in one call.</summary>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w (x - y)^2        dl/dx = 2 w (x - y)
    /// mean   = sum l / (rows columns)        batch_mean = sum l / rows
    /// </code>
    /// </remarks>
    /// <param name="type">of the elements; C has it in the function's name</param>
    /// <param name="input">[in] [rows, columns] any values</param>
    /// <param name="inputStride">[in] elements from one row of input to the next, at least columns</param>
    /// <param name="target">[in] [rows, columns] any values</param>
    /// <param name="targetStride">[in] elements from one row of target to the next, at least columns</param>
    /// <param name="rows">[in] number of rows, at least 0; with 0 only a reduced loss is written</param>
    /// <param name="columns">[in] number of columns, at least 1</param>
    /// <param name="options">[in, optional] NULL = defaults: mean over all elements, no weights</param>
    /// <param name="loss">
    /// [out, optional] [rows, columns] without gaps with NLOSS_REDUCTION_NONE, else one element; NULL = not wanted
    /// </param>
    /// <param name="grad">
    /// [out, optional] [rows, columns] gradient of the reduced loss (of each element's loss with NLOSS_REDUCTION_NONE); NULL = not wanted
    /// </param>
    /// <param name="gradStride">[in] elements from one row of grad to the next, at least columns; not read when grad is NULL</param>
    /// <param name="executor">[in, optional] NULL = run on the calling thread</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
    /// NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    /// <special>NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.</special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative.</accuracy>
    /// <memory>None.</memory>
    /// <aliasing>grad may be input or target, with equal strides.</aliasing>
    /// <threads>Re-entrant; keeps no state.</threads>
    [UnmanagedCallersOnly(EntryPoint = "nloss_mse", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int Mse(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<MeanSquaredError>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>
    /// Computes the binary cross-entropy of each logit with its label, and its gradient with respect to the logits, in one call.
    /// </summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c] (1-e) + e/2, e = label_smoothing, pw = pos_weights[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w ((1-y) log(1 + exp(x)) + pw y log(1 + exp(-x)))
    /// dl/dx  = w ((1-y) sigmoid(x) - pw y sigmoid(-x))
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels, 0 to 1; not checked</param>
    /// <special>
    /// NaN in a pair: its loss and gradient are NaN. An infinite logit on the label's side: 0, on the other side: +inf with a finite
    /// gradient. A weight of 0 takes nothing of an infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
    /// </special>
    /// <accuracy>
    /// Loss at most 1.5 ulp (f64: 2), relative, also where it is near 0, for labels between 0 and 1. Gradient so for labels 0 and 1;
    /// otherwise of the sum of the magnitudes of its two terms.
    /// </accuracy>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_binary_cross_entropy_with_logits", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int BinaryCrossEntropyWithLogits(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<BinaryCrossEntropyWithLogits>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the absolute error of each element, and its gradient with respect to the input, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w |x - y|        dl/dx = w sign(x - y), 0 where they are equal
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    [UnmanagedCallersOnly(EntryPoint = "nloss_l1", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int L1Loss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<L1>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the Huber loss of each element, and its gradient with respect to the input, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with d = input[r,c] - target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w d^2 / 2 where |d| &lt;= delta, else w delta (|d| - delta / 2)
    /// dl/dx  = w d       where |d| &lt;= delta, else w delta sign(d)
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="delta">[in] where the parabola ends; above 0 and finite. Typical: 1</param>
    [UnmanagedCallersOnly(EntryPoint = "nloss_huber", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int HuberLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double delta, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<Huber>(
            type, input, inputStride, target, targetStride, rows, columns, delta, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the smooth absolute error of each element, and its gradient with respect to the input, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with d = input[r,c] - target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w d^2 / (2 beta) where |d| &lt; beta, else w (|d| - beta / 2)
    /// dl/dx  = w d / beta       where |d| &lt; beta, else w sign(d)
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="beta">[in] where the parabola ends, at least 0 and finite; 0 is the absolute error. Typical: 1</param>
    [UnmanagedCallersOnly(EntryPoint = "nloss_smooth_l1", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SmoothL1Loss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double beta, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<SmoothL1>(
            type, input, inputStride, target, targetStride, rows, columns, beta, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the logarithm of the hyperbolic cosine of each error, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with d = input[r,c] - target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w log(cosh(d))        dl/dx = w tanh(d)
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    [UnmanagedCallersOnly(EntryPoint = "nloss_log_cosh", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int LogCoshLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<LogCosh>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the negative log-likelihood of each target under a Poisson distribution, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w (exp(x) - y x)                  dl/dx = w (exp(x) - y)
    /// with NLOSS_EW_INPUT_RATE:
    /// l[r,c] = w (x - y log(x + epsilon))        dl/dx = w (1 - y / (x + epsilon))
    /// with NLOSS_EW_FULL, where y &gt; 1, plus w (y log y - y + log(2 pi y) / 2)
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="epsilon">[in] keeps the logarithm of a rate finite, at least 0 and finite; read only with NLOSS_EW_INPUT_RATE. Typical: 1e-8</param>
    /// <special>
    /// NaN in a pair: its loss and gradient are NaN. A target of 0 takes nothing of an infinite logarithm. A rate of +inf:
    /// loss +inf. A weight of 0 takes nothing of an infinite loss. No rows: NaN, or 0 with
    /// NLOSS_EW_EMPTY_MEAN_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2) of the sum of the magnitudes of the terms, which may cancel.</accuracy>
    [UnmanagedCallersOnly(EntryPoint = "nloss_poisson_nll", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int PoissonNllLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double epsilon, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<PoissonNll>(
            type, input, inputStride, target, targetStride, rows, columns, epsilon, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the binary cross-entropy of each probability with its label, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with p = input[r,c], y = target[r,c] (1-e) + e/2, e = label_smoothing, w = weights[r,c] row_weights[r]:
    /// l[r,c] = -w (y max(log p, -100) + (1-y) max(log(1-p), -100))
    /// dl/dp  = w (p - y) / max(p (1-p), 1e-12)
    /// with NLOSS_EW_CLIP_PROBS p is held in [1e-7, 1 - 1e-7] instead, and the gradient is 0 where it is not there by itself
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="input">[in] [rows, columns] probabilities, 0 to 1</param>
    /// <param name="target">[in] [rows, columns] labels, 0 to 1; not checked</param>
    /// <returns>
    /// NLOSS_OK; NLOSS_E_VALUE for an input outside [0, 1], unless they are clipped; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE,
    /// NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
    /// </returns>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_binary_cross_entropy", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int BinaryCrossEntropy(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<BinaryCrossEntropy>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the focal loss of each logit with its label, and its gradient, in one call; Lin et al. 2017.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// q = (1-y) sigmoid(x) + y sigmoid(-x)        a = alpha y + (1-alpha) (1-y)
    /// l[r,c] = w a q^gamma ((1-y) log(1 + exp(x)) + y log(1 + exp(-x)))
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels, 0 to 1; not checked</param>
    /// <param name="alpha">[in] weight of the positive labels, at most 1; below 0 = no weights. Typical: 0.25</param>
    /// <param name="gamma">[in] how little is made of what is right already, at least 0 and finite. Typical: 2</param>
    /// <special>
    /// NaN in a pair: its loss and gradient are NaN. An infinite logit on the label's side: 0, on the other side: +inf with a finite
    /// gradient. A weight of 0 takes nothing of an infinite loss. No rows: NaN, or 0 with
    /// NLOSS_EW_EMPTY_MEAN_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative, also where it is near 0; the gradient for labels 0 and 1, otherwise of the sum of the magnitudes
    /// of its terms.</accuracy>
    [UnmanagedCallersOnly(EntryPoint = "nloss_sigmoid_focal", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SigmoidFocalLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double alpha, double gamma, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<SigmoidFocal>(
            type, input, inputStride, target, targetStride, rows, columns, alpha, gamma, options, loss, grad, gradStride, executor);

    /// <summary>Computes the Kullback-Leibler divergence of each element, and its gradient with respect to the input, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], t = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w t (log t - x)            dl/dx = -w t
    /// with NLOSS_EW_INPUT_PROBS:
    /// l[r,c] = w t (log t - log x)        dl/dx = -w t / x
    /// with NLOSS_EW_LOG_TARGET: exp(t) for t, and t for log t
    /// mean, batch_mean: as nloss_mse; the divergence of the rows' distributions is the batch_mean
    /// </code>
    /// </remarks>
    /// <param name="input">[in] [rows, columns] logarithms of probabilities, or probabilities</param>
    /// <param name="target">[in] [rows, columns] probabilities, or their logarithms; not checked</param>
    /// <special>
    /// NaN in a pair: its loss and gradient are NaN. A target of 0 adds 0, whatever the input. A target above 0 with an
    /// input of 0, or of log 0: +inf. Below 0: NaN. A weight of 0 takes nothing of an infinite loss. A t / x beyond f64 is
    /// infinite under any other weight. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
    /// </special>
    /// <accuracy>At most 1.5 ulp (f64: 2), relative where both are probabilities or both logarithms, otherwise of |t log t| + |t log q|, which may cancel.</accuracy>
    [HalfTypes]
    [UnmanagedCallersOnly(EntryPoint = "nloss_kl_div", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int KlDiv(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<KlDivergence>(
            type, input, inputStride, target, targetStride, rows, columns, 0, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the hinge loss of each score with its label, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w max(0, margin - y x)        dl/dx = -w y where margin - y x &gt;= 0, else 0
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels -1 and +1, or 0 and 1 with NLOSS_EW_ZERO_ONE_LABELS; not checked</param>
    /// <param name="margin">[in] score that is right enough, finite. Typical: 1</param>
    [UnmanagedCallersOnly(EntryPoint = "nloss_hinge", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int HingeLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double margin, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<Hinge>(
            type, input, inputStride, target, targetStride, rows, columns, margin, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the squared hinge loss of each score with its label, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w max(0, margin - y x)^2        dl/dx = -2 w y max(0, margin - y x)
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels -1 and +1, or 0 and 1 with NLOSS_EW_ZERO_ONE_LABELS; not checked</param>
    /// <param name="margin">[in] score that is right enough, finite. Typical: 1</param>
    [UnmanagedCallersOnly(EntryPoint = "nloss_squared_hinge", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SquaredHingeLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double margin, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<SquaredHinge>(
            type, input, inputStride, target, targetStride, rows, columns, margin, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the soft hinge loss of each score with its label, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w log(1 + exp(margin - y x))        dl/dx = -w y sigmoid(margin - y x)
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels -1 and +1, or 0 and 1 with NLOSS_EW_ZERO_ONE_LABELS; not checked</param>
    /// <param name="margin">[in] score that is right enough, finite. Typical: 1; 0 is PyTorch's soft_margin_loss</param>
    [UnmanagedCallersOnly(EntryPoint = "nloss_soft_hinge", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int SoftHingeLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double margin, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<SoftHinge>(
            type, input, inputStride, target, targetStride, rows, columns, margin, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the hinge embedding loss of each distance with its label, and its gradient, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w x                     where y = 1         dl/dx = w
    /// l[r,c] = w max(0, margin - x)    where y = -1        dl/dx = -w where margin &gt;= x, else 0
    /// the sum of both, as in PyTorch, for any other y
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="target">[in] [rows, columns] labels -1 and +1; not checked</param>
    /// <param name="margin">[in] distance that is large enough, finite. Typical: 1</param>
    [UnmanagedCallersOnly(EntryPoint = "nloss_hinge_embedding", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int HingeEmbeddingLoss(
        ElementType type, [Const, Element] void* input, long inputStride, [Const, Element] void* target, long targetStride, long rows,
        long columns, double margin, [Const] ElementwiseOptions* options, [Real] void* loss, [Element] void* grad, long gradStride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<HingeEmbedding>(
            type, input, inputStride, target, targetStride, rows, columns, margin, 0, options, loss, grad, gradStride, executor);

    /// <summary>Computes the margin ranking loss of each pair of scores, and its gradients with respect to both, in one call.</summary>
    /// <inheritdoc cref="Mse"/>
    /// <remarks>
    /// <code>
    /// with x1 = input1[r,c], x2 = input2[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
    /// l[r,c] = w max(0, margin - y (x1 - x2))        dl/dx1 = -dl/dx2 = -w y where margin - y (x1 - x2) &gt;= 0, else 0
    /// mean, batch_mean: as nloss_mse
    /// </code>
    /// </remarks>
    /// <param name="input1">[in] [rows, columns] any values</param>
    /// <param name="input1Stride">[in] elements from one row of input1 to the next, at least columns</param>
    /// <param name="input2">[in] [rows, columns] any values</param>
    /// <param name="input2Stride">[in] elements from one row of input2 to the next, at least columns</param>
    /// <param name="target">[in] [rows, columns] 1 where input1 should be the larger, -1 where input2 should; not checked</param>
    /// <param name="margin">[in] by how much, finite. Typical: 0</param>
    /// <param name="grad1">[out, optional] [rows, columns] gradient with respect to input1, as grad of nloss_mse; NULL = not wanted</param>
    /// <param name="grad1Stride">[in] elements from one row of grad1 to the next, at least columns; not read when grad1 is NULL</param>
    /// <param name="grad2">[out, optional] [rows, columns] gradient with respect to input2; NULL = not wanted</param>
    /// <param name="grad2Stride">[in] elements from one row of grad2 to the next, at least columns; not read when grad2 is NULL</param>
    /// <aliasing>grad1 and grad2 may be input1, input2 or target, with equal strides, but not the same.</aliasing>
    [UnmanagedCallersOnly(EntryPoint = "nloss_margin_ranking", CallConvs = [typeof(CallConvCdecl)])]
    [return: Code(typeof(Status))]
    public static int MarginRankingLoss(
        ElementType type, [Const, Element] void* input1, long input1Stride, [Const, Element] void* input2, long input2Stride,
        [Const, Element] void* target, long targetStride, long rows, long columns, double margin, [Const] ElementwiseOptions* options,
        [Real] void* loss, [Element] void* grad1, long grad1Stride, [Element] void* grad2, long grad2Stride,
        [Const] Executor* executor) =>
        (int)ElementOp.Loss<MarginRanking>(
            type, input1, input1Stride, input2, input2Stride, target, targetStride, rows, columns, margin, options, loss, grad1,
            grad1Stride, grad2, grad2Stride, executor);
}
