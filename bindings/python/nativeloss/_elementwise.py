# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Element-wise losses and their gradients, the sigmoid and its logarithm.

What all losses have in common is documented once, at `mse_loss`.
"""

from __future__ import annotations

import functools
import warnings
from ctypes import addressof, sizeof
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _abi, _executor, _kernels
from ._dtypes import key, real
from ._inputs import Array, address, as_floats, as_reals, as_same_floats, check_output, shape_text
from ._status import finish

_REDUCTIONS = {
    "mean": _abi.Reduction.MEAN,
    "sum": _abi.Reduction.SUM,
    "none": _abi.Reduction.NONE,
    "batchmean": _abi.Reduction.BATCH_MEAN,
}
_EMPTY_MEAN = {"nan": _abi.ElementwiseFlags.DEFAULT, "zero": _abi.ElementwiseFlags.EMPTY_MEAN_ZERO}
_Flags = _abi.ElementwiseFlags


def mse_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    reduction: str = "mean",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the squared error of each element, (input - target)^2, and its gradient.

    Parameters
    ----------
    input, target : array_like
        Any values, float32 or float64, of one type. They broadcast, with a warning as in PyTorch.
    reduction : {"mean", "sum", "none", "batchmean"}, optional
        Default: "mean", over all elements, whatever their weights; "batchmean" is the sum divided by the first extent.
    weight : array_like, optional
        Factors of the losses, of the type of `input`, float32 for the half types; they broadcast to the shape of the
        result. A weight of 0 takes nothing of an infinite loss. Default: all ones.
    empty_mean : {"nan", "zero"}, optional
        The mean over no elements. Default: NaN.
    return_grad : bool, optional
        Also return the gradient of the returned value (of each element's loss with "none") with respect to `input`,
        which then must have the shape of the result. Default: False.
    grad_out : ndarray, shape of `input`, optional
        Receives the gradient, whether it is returned too or not. It may be `input` or `target` itself.

    Returns
    -------
    loss : NumPy scalar, or ndarray with "none"
        Of the type of `input`, float32 for the half types, at most 1.5 ulp (float64: 2) from the exact value.
    grad : ndarray, shape of `input`
        Only with `return_grad`.

    Raises
    ------
    TypeError
        For other types than the above, and for types that differ.
    ValueError
        If shapes do not fit, for an illegal option, or if `grad_out` is read-only or overlaps an input without being
        it.

    After an exception `grad_out` is as it was. NaN in a pair makes its loss and gradient NaN.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> loss, grad = nl.mse_loss(np.array([1.0, 2.0]), np.array([0.0, 4.0]), return_grad=True)
    >>> print(loss, grad)
    2.5 [ 1. -2.]
    """
    x, y = _pair(input, target, "mse", warns=True)
    return _loss(
        "mse",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def l1_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    reduction: str = "mean",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the absolute error of each element, |input - target|, and its gradient, 0 where they are equal.

    Parameters
    ----------
    input, target : array_like
        Any values, float32 or float64, of one type. They broadcast, with a warning as in PyTorch.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.l1_loss(np.array([1.0, 2.0]), np.array([0.0, 4.0])))
    1.5
    """
    x, y = _pair(input, target, "l1", warns=True)
    return _loss(
        "l1",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def huber_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    reduction: str = "mean",
    delta: float = 1.0,
    weight: npt.ArrayLike | None = None,
    *,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the Huber loss: d^2 / 2 up to |d| = delta, delta (|d| - delta / 2) beyond, with d = input - target.

    Parameters
    ----------
    input, target : array_like
        Any values, float32 or float64, of one type. They broadcast, with a warning as in PyTorch.
    delta : float, optional
        Where the parabola ends, above 0. Default: 1.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.huber_loss(np.array([0.5, 3.0]), np.array([0.0, 0.0]), reduction="none"))
    [0.125 2.5  ]
    """
    _check(0 < delta < np.inf, "huber_loss does not support non-positive values for delta.")
    x, y = _pair(input, target, "huber", warns=True)
    return _loss(
        "huber",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(delta,),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def smooth_l1_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    reduction: str = "mean",
    beta: float = 1.0,
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute d^2 / (2 beta) below |d| = beta and |d| - beta / 2 from there on, with d = input - target.

    Parameters
    ----------
    input, target : array_like
        Any values, float32 or float64, of one type. They broadcast, with a warning as in PyTorch.
    beta : float, optional
        Where the parabola ends, at least 0; 0 is the absolute error. Default: 1.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.smooth_l1_loss(np.array([0.5, 3.0]), np.array([0.0, 0.0]), reduction="none"))
    [0.125 2.5  ]
    """
    _check(0 <= beta < np.inf, "smooth_l1_loss does not support negative values for beta.")
    x, y = _pair(input, target, "smooth_l1", warns=True)
    return _loss(
        "smooth_l1",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(beta,),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def log_cosh_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    reduction: str = "mean",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute log(cosh(input - target)) of each element, and its gradient.

    Parameters
    ----------
    input, target : array_like
        Any values, float32 or float64, of one type. They broadcast.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.log_cosh_loss(np.array([1e-9, 1000.0]), np.array([0.0, 0.0]), reduction="none"))
    [5.00000000e-19 9.99306853e+02]
    """
    x, y = _pair(input, target, "log_cosh")
    return _loss(
        "log_cosh",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def poisson_nll_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    log_input: bool = True,
    full: bool = False,
    eps: float = 1e-8,
    reduction: str = "mean",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the negative log-likelihood of each target under a Poisson distribution, and its gradient.

    Parameters
    ----------
    input, target : array_like
        Any values, float32 or float64, of one type. They broadcast.
    log_input : bool, optional
        `input` is the logarithm of the rate: exp(input) - target input. Otherwise it is the rate:
        input - target log(input + eps). Default: True.
    full : bool, optional
        Add Stirling's approximation of log(target!) where the target is above 1. Default: False.
    eps : float, optional
        Keeps the logarithm of a rate finite, at least 0. Default: 1e-8.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.poisson_nll_loss(np.array([0.0, 1.0]), np.array([1.0, 2.0])))
    0.8591409142295225
    """
    _check(0 <= eps < np.inf, f"eps must be at least 0. Got: {eps}")
    x, y = _pair(input, target, "poisson_nll")
    return _loss(
        "poisson_nll",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(eps,),
        flags=(0 if log_input else _Flags.INPUT_RATE) | (_Flags.FULL if full else 0),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def binary_cross_entropy_with_logits(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    reduction: str = "mean",
    pos_weight: npt.ArrayLike | None = None,
    *,
    label_smoothing: float = 0.0,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the binary cross-entropy of logits with labels, and its gradient.

    (1 - y) log(1 + exp(x)) + pos_weight y log(1 + exp(-x))

    Parameters
    ----------
    input : array_like
        Logits, any values, float32, float64, float16 or bfloat16.
    target : array_like, shape and type of `input`
        Labels from 0 to 1.
    pos_weight : array_like, optional
        Factors of the positive labels' part, of the type of `input`, float32 for the half types; they broadcast to its
        shape. Default: all ones.
    label_smoothing : float, optional
        Moves a label y to y (1 - e) + e / 2, in [0, 1]. Default: 0.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Notes
    -----
    The loss keeps its digits however close to 0 it is. An infinite logit on the label's side has loss 0, on the other
    side +inf with a finite gradient.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> logits = np.array([-18.6, 0.51, 2.94, -12.8])
    >>> print(nl.binary_cross_entropy_with_logits(logits, np.array([0.0, 1.0, 0.0, 0.0])).round(4))
    0.8655
    """
    x, y = _pair(input, target, "binary_cross_entropy_with_logits")
    _check(
        x.shape == y.shape,
        f"Target size ({shape_text(y.shape)}) must be the same as input size ({shape_text(x.shape)})",
    )
    return _loss(
        "binary_cross_entropy_with_logits",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        pos_weight=pos_weight,
        label_smoothing=label_smoothing,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def binary_cross_entropy(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    reduction: str = "mean",
    *,
    clip: bool = False,
    label_smoothing: float = 0.0,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the binary cross-entropy of probabilities with labels, and its gradient.

    Parameters
    ----------
    input : array_like
        Probabilities from 0 to 1, float32, float64, float16 or bfloat16. Logits give better losses:
        `binary_cross_entropy_with_logits`.
    target : array_like, shape and type of `input`
        Labels from 0 to 1.
    clip : bool, optional
        Hold the probabilities in [1e-7, 1 - 1e-7], with gradient 0 outside, as Keras does, instead of the logarithms
        at -100, as PyTorch does. Default: False.
    label_smoothing : float, optional
        Moves a label y to y (1 - e) + e / 2, in [0, 1]. Default: 0.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Notes
    -----
    Without `clip`, an input outside [0, 1] raises a ValueError; NaN is data.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.binary_cross_entropy(np.array([0.0, 0.5, 1.0]), np.array([1.0, 1.0, 1.0]), reduction="none"))
    [100.           0.69314718   0.        ]
    """
    x, y = _pair(input, target, "binary_cross_entropy")
    _check(
        x.shape == y.shape,
        f"Using a target size ({shape_text(y.shape)}) that is different to the input size ({shape_text(x.shape)}) is "
        "deprecated. Please ensure they have the same size.",
    )
    return _loss(
        "binary_cross_entropy",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        flags=_Flags.CLIP_PROBS if clip else 0,
        label_smoothing=label_smoothing,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def sigmoid_focal_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    alpha: float = 0.25,
    gamma: float = 2.0,
    reduction: str = "none",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the focal loss of logits with labels (Lin et al. 2017), and its gradient.

    Parameters
    ----------
    input : array_like
        Logits, any values, float32 or float64.
    target : array_like, type of `input`
        Labels from 0 to 1. They broadcast.
    alpha : float, optional
        Weight of the positive labels, at most 1, that of the negative ones being 1 - alpha; below 0: no weights.
        Default: 0.25.
    gamma : float, optional
        How little is made of what is right already, at least 0. Default: 2.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Notes
    -----
    Names and defaults are those of ``torchvision.ops.sigmoid_focal_loss``.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.sigmoid_focal_loss(np.array([2.0, -2.0]), np.array([1.0, 1.0])))
    [0.00045089 0.41251954]
    """
    _check(alpha <= 1, f"alpha must be at most 1. Got: {alpha}")
    _check(0 <= gamma < np.inf, f"gamma must be at least 0. Got: {gamma}")
    x, y = _pair(input, target, "sigmoid_focal")
    return _loss(
        "sigmoid_focal",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(alpha, gamma),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def kl_div(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    reduction: str = "mean",
    log_target: bool = False,
    *,
    log_input: bool = True,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the Kullback-Leibler divergence of each element, target (log target - log input), and its gradient.

    Parameters
    ----------
    input : array_like
        Logarithms of probabilities, float32, float64, float16 or bfloat16; probabilities without `log_input`.
    target : array_like, type of `input`
        Probabilities; their logarithms with `log_target`. They broadcast.
    log_target, log_input : bool, optional
        Default: False, True.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Notes
    -----
    The divergence of distributions is the reduction "batchmean". A target of 0 adds 0, whatever the input. A target
    above 0 with an input of probability 0 has loss +inf.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> q, t = np.log(np.array([[0.25, 0.75]])), np.array([[0.5, 0.5]])
    >>> print(f'{nl.kl_div(q, t, reduction="batchmean"):.14f}')
    0.14384103622589
    """
    x, y = _pair(input, target, "kl_div")
    return _loss(
        "kl_div",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        flags=(_Flags.LOG_TARGET if log_target else 0) | (0 if log_input else _Flags.INPUT_PROBS),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def hinge_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    zero_one: bool = False,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute max(0, margin - target input) of each score, and its gradient.

    Parameters
    ----------
    input : array_like
        Scores, any values, float32 or float64.
    target : array_like, type of `input`
        Labels -1 and +1. They broadcast.
    margin : float, optional
        Score that is right enough. Default: 1.
    zero_one : bool, optional
        Labels are 0 and 1. Default: False.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.hinge_loss(np.array([2.0, 0.5]), np.array([1.0, -1.0]), reduction="none"))
    [0.  1.5]
    """
    _check(np.isfinite(margin), f"margin must be finite. Got: {margin}")
    x, y = _pair(input, target, "hinge")
    return _loss(
        "hinge",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(margin,),
        flags=_Flags.ZERO_ONE_LABELS if zero_one else 0,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def squared_hinge_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    zero_one: bool = False,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute max(0, margin - target input)^2 of each score, and its gradient.

    Parameters
    ----------
    input : array_like
        Scores, any values, float32 or float64.
    target : array_like, type of `input`
        Labels -1 and +1. They broadcast.
    margin : float, optional
        Score that is right enough. Default: 1.
    zero_one : bool, optional
        Labels are 0 and 1. Default: False.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.squared_hinge_loss(np.array([2.0, 0.5]), np.array([1.0, -1.0]), reduction="none"))
    [0.   2.25]
    """
    _check(np.isfinite(margin), f"margin must be finite. Got: {margin}")
    x, y = _pair(input, target, "squared_hinge")
    return _loss(
        "squared_hinge",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(margin,),
        flags=_Flags.ZERO_ONE_LABELS if zero_one else 0,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def soft_hinge_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    zero_one: bool = False,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute log(1 + exp(margin - target input)) of each score, and its gradient.

    Parameters
    ----------
    input : array_like
        Scores, any values, float32 or float64.
    target : array_like, type of `input`
        Labels -1 and +1. They broadcast.
    margin : float, optional
        Score that is right enough. Default: 1. 0 is PyTorch's soft_margin_loss.
    zero_one : bool, optional
        Labels are 0 and 1. Default: False.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.soft_hinge_loss(np.array([2.0, 0.5]), np.array([1.0, -1.0]), reduction="none"))
    [0.31326169 1.70141328]
    """
    _check(np.isfinite(margin), f"margin must be finite. Got: {margin}")
    x, y = _pair(input, target, "soft_hinge")
    return _loss(
        "soft_hinge",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(margin,),
        flags=_Flags.ZERO_ONE_LABELS if zero_one else 0,
        return_grad=return_grad,
        grad_out=grad_out,
    )


def hinge_embedding_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute input where the target is 1, max(0, margin - input) where it is -1, and the gradient.

    Parameters
    ----------
    input : array_like
        Distances, any values, float32 or float64.
    target : array_like, type of `input`
        Labels -1 and +1; any other gives the sum of both, as in PyTorch. They broadcast.
    margin : float, optional
        Distance that is large enough. Default: 1.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`.

    Returns
    -------
    loss, or (loss, grad)
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.hinge_embedding_loss(np.array([0.5, 0.25]), np.array([1.0, -1.0]), reduction="none"))
    [0.5  0.75]
    """
    _check(np.isfinite(margin), f"margin must be finite. Got: {margin}")
    x, y = _pair(input, target, "hinge_embedding")
    return _loss(
        "hinge_embedding",
        x,
        y,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(margin,),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def margin_ranking_loss(
    input1: npt.ArrayLike,
    input2: npt.ArrayLike,
    target: npt.ArrayLike,
    margin: float = 0.0,
    reduction: str = "mean",
    *,
    weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array, Array] | None = None,
) -> Any:
    """Compute max(0, margin - target (input1 - input2)) of each pair of scores, and its gradients.

    Parameters
    ----------
    input1, input2 : array_like
        Scores, any values, float32 or float64, of one type. They broadcast with `target`.
    target : array_like, type of `input1`
        1 where `input1` should be the larger, -1 where `input2` should.
    margin : float, optional
        By how much. Default: 0.
    weight, reduction, empty_mean, return_grad, grad_out : optional
        As in `mse_loss`; the gradients are pairs, with respect to `input1` and `input2`.

    Returns
    -------
    loss, or (loss, (grad1, grad2))
        As in `mse_loss`.

    Raises
    ------
    TypeError, ValueError
        As in `mse_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> a, b, target = np.array([1.0, 2.0]), np.array([3.0, 0.5]), np.array([1.0, 1.0])
    >>> print(nl.margin_ranking_loss(a, b, target, reduction="none"))
    [2. 0.]
    """
    _check(np.isfinite(margin), f"margin must be finite. Got: {margin}")
    x1 = as_floats(input1, "input1", _kernels.MARGIN_RANKING)
    x2 = as_same_floats(input2, "input2", x1, "input1")
    y = as_same_floats(target, "target", x1, "input1")
    if not x1.ndim == x2.ndim == y.ndim:
        raise RuntimeError(
            "margin_ranking_loss : All input tensors should have same dimension but got sizes: "
            f"input1: {shape_text(x1.shape)}, input2: {shape_text(x2.shape)}, target: {shape_text(y.shape)}"
        )
    return _loss(
        "margin_ranking",
        x1,
        y,
        second=x2,
        weight=weight,
        reduction=reduction,
        empty_mean=empty_mean,
        parameters=(margin,),
        return_grad=return_grad,
        grad_out=grad_out,
    )


def sigmoid(logits: npt.ArrayLike, *, out: Array | None = None) -> Any:
    """Compute the sigmoid of each element, 1 / (1 + exp(-x)).

    Parameters
    ----------
    logits : array_like
        Any values, float32, float64, float16 or bfloat16.
    out : ndarray, shape of `logits`, optional
        Receives the result. It may be `logits` itself.

    Returns
    -------
    ndarray, or NumPy scalar for a scalar
        Probabilities, at most 1.5 ulp (float64: 2) from the exact values, relative, also next to 0.

    Raises
    ------
    TypeError
        For other types, and for types that differ.
    ValueError
        If `out` has another shape or is read-only, or if shapes differ.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.sigmoid(np.array([-2.0, 0.0, 2.0])))
    [0.11920292 0.5        0.88079708]
    """
    return _map("sigmoid", logits, "logits", None, "", out)


def sigmoid_backward(logits: npt.ArrayLike, grad_probs: npt.ArrayLike, *, out: Array | None = None) -> Any:
    """Compute the gradient of `sigmoid`, grad_probs sigmoid(x) sigmoid(-x).

    It takes the logits, not the probabilities: near 1 these no longer tell how far from it they are.

    Parameters
    ----------
    logits : array_like
        Any values, float32, float64, float16 or bfloat16.
    grad_probs : array_like, shape and type of `logits`
        Gradient with respect to the probabilities.
    out : ndarray, shape of `logits`, optional
        Receives the result. It may be one of the inputs.

    Returns
    -------
    ndarray, or NumPy scalar for a scalar
        Gradient with respect to the logits.

    Raises
    ------
    TypeError
        For other types, and for types that differ.
    ValueError
        If `out` has another shape or is read-only, or if shapes differ.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.sigmoid_backward(np.array([0.0, 40.0]), np.array([1.0, 1.0])))
    [2.50000000e-01 4.24835426e-18]
    """
    return _map("sigmoid_backward", logits, "logits", grad_probs, "grad_probs", out)


def logsigmoid(input: npt.ArrayLike, *, out: Array | None = None) -> Any:
    """Compute the logarithm of the sigmoid of each element, -log(1 + exp(-x)).

    Parameters
    ----------
    input : array_like
        Any values, float32, float64, float16 or bfloat16.
    out : ndarray, shape of `input`, optional
        Receives the result. It may be `input` itself.

    Returns
    -------
    ndarray, or NumPy scalar for a scalar
        Log-probabilities in nats, at most 1.5 ulp (float64: 2) from the exact values, relative, also next to 0.

    Raises
    ------
    TypeError
        For other types, and for types that differ.
    ValueError
        If `out` has another shape or is read-only, or if shapes differ.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.logsigmoid(np.array([-1000.0, 0.0, 40.0])))
    [-1.00000000e+03 -6.93147181e-01 -4.24835426e-18]
    """
    return _map("log_sigmoid", input, "input", None, "", out)


log_sigmoid = logsigmoid


def logsigmoid_backward(logits: npt.ArrayLike, grad_log_probs: npt.ArrayLike, *, out: Array | None = None) -> Any:
    """Compute the gradient of `logsigmoid`, grad_log_probs sigmoid(-x).

    Parameters
    ----------
    logits : array_like
        Any values, float32, float64, float16 or bfloat16.
    grad_log_probs : array_like, shape and type of `logits`
        Gradient with respect to the log-probabilities.
    out : ndarray, shape of `logits`, optional
        Receives the result. It may be one of the inputs.

    Returns
    -------
    ndarray, or NumPy scalar for a scalar
        Gradient with respect to the logits.

    Raises
    ------
    TypeError
        For other types, and for types that differ.
    ValueError
        If `out` has another shape or is read-only, or if shapes differ.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.logsigmoid_backward(np.array([0.0, 40.0]), np.array([1.0, 1.0])))
    [5.00000000e-01 4.24835426e-18]
    """
    return _map("log_sigmoid_backward", logits, "logits", grad_log_probs, "grad_log_probs", out)


log_sigmoid_backward = logsigmoid_backward


def _map(name: str, first: object, first_name: str, second: object, second_name: str, out: Array | None) -> Any:
    kernels = getattr(_kernels, name.upper())
    x = np.ascontiguousarray(given := as_floats(first, first_name, kernels))
    arguments: list[Any] = [address(x), x.size]
    if second is not None:
        upstream = np.ascontiguousarray(as_same_floats(second, second_name, given, first_name))
        if upstream.shape != x.shape:
            raise ValueError(
                f"{second_name} must have shape {shape_text(given.shape)}, got {shape_text(upstream.shape)}"
            )
        arguments += [address(upstream), x.size]
    result, buffer = _output(out, "out", given)
    rows, columns = (1, x.size) if x.size else (0, 1)
    finish(kernels[_char(x)](*arguments, rows, columns, address(buffer), x.size, _executor.for_size(x.size)))
    _store(out, buffer)
    return result if result.ndim else result[()]


def _loss(
    name: str,
    given: Array,
    target: Array,
    *,
    weight: object = None,
    pos_weight: object = None,
    reduction: str,
    empty_mean: str,
    parameters: tuple[float, ...] = (),
    flags: int = 0,
    label_smoothing: float = 0.0,
    return_grad: bool,
    grad_out: Any,
    second: Array | None = None,
) -> Any:
    """Call a loss on arrays that broadcast; `second` is the other input of the one that has two."""
    kernels = getattr(_kernels, name.upper())
    shape = np.broadcast_shapes(given.shape, target.shape, *([] if second is None else [second.shape]))
    wants_grad = return_grad or grad_out is not None
    inputs = [given] if second is None else [given, second]
    for array in inputs:
        if wants_grad and array.shape != shape:
            raise ValueError(f"the gradient needs an input of the result's shape {shape_text(shape)}")
    per_batch = reduction == "batchmean" and len(shape) > 0
    kept = [_full(array, shape) for array in (*inputs, target)]
    size = kept[0].size
    if per_batch and not size and shape[0]:
        # Elements without number, but a number to divide their sum by: 0, as in PyTorch.
        reduction = "sum"
    rows, columns = (shape[0] if per_batch else 1, size // shape[0] if per_batch else size) if size else (0, 1)
    options, options_at = _options(reduction, empty_mean, int(flags), float(label_smoothing))
    weights = [
        None if w is None else _weight(w, name, given, shape)
        for w, name in ((weight, "weight"), (pos_weight, "pos_weight"))
    ]
    if weight is not None or pos_weight is not None:
        options = _abi.ElementwiseOptions.from_buffer_copy(options)
        options.weights, options.pos_weights = (None if w is None else address(w) for w in weights)
        options.weights_stride = options.pos_weights_stride = columns
        options_at = addressof(options)
    none = reduction == "none"
    loss: Array = np.empty(shape if none else (), real(given.dtype))
    outs = [None] * len(inputs)
    if grad_out is not None:
        outs = [grad_out] if second is None else list(grad_out)
    grads = [_output(out, "grad_out", given) for out in outs] if wants_grad else []
    arguments = [value for array in kept for value in (address(array), columns)]
    written: list[Any] = [value for _, buffer in grads for value in (address(buffer), columns)]
    written = written or [None, 0] * len(inputs)
    status = kernels[_char(given)](
        *arguments, rows, columns, *parameters, options_at, address(loss), *written, _executor.for_size(size)
    )
    if status == _abi.Status.E_VALUE:
        _executor.raise_pending()
        raise ValueError("all elements of input should be between 0 and 1")
    finish(status)
    for out, (_, buffer) in zip(outs, grads):
        _store(out, buffer)
    value = loss if none and loss.ndim else loss[()]
    if not return_grad:
        return value
    return value, grads[0][0] if second is None else tuple(result for result, _ in grads)


def _char(array: Array) -> str:
    return key(array.dtype)


def _full(array: Array, shape: tuple[int, ...]) -> Array:
    return np.ascontiguousarray(array if array.shape == shape else np.broadcast_to(array, shape))


def _weight(weight: object, name: str, like: Array, shape: tuple[int, ...]) -> Array:
    return _full(as_reals(weight, name, like, "input"), shape)


def _output(out: Array | None, name: str, like: Array) -> tuple[Array, Array]:
    """Return what the caller receives, and a contiguous buffer that is the same memory if it can be."""
    if out is None:
        buffer = np.empty(like.shape, like.dtype)
        return buffer, buffer
    check_output(out, name, like, like.shape)
    if out.flags.carray and out.dtype.isnative:
        return out, out
    return out, np.empty(like.shape, like.dtype)


def _store(out: Array | None, buffer: Array) -> None:
    if out is not None and out is not buffer:
        out[...] = buffer


@functools.lru_cache(maxsize=256)
def _options(
    reduction: str, empty_mean: str, flags: int, label_smoothing: float
) -> tuple[_abi.ElementwiseOptions, int]:
    """Return an options struct, which nobody may change, and its address."""
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if empty_mean not in _EMPTY_MEAN:
        raise ValueError(f'{empty_mean} is not a valid value for empty_mean; use "nan" or "zero"')
    if not 0.0 <= label_smoothing <= 1.0:
        raise ValueError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    options = _abi.ElementwiseOptions(
        struct_size=sizeof(_abi.ElementwiseOptions),
        flags=flags | _EMPTY_MEAN[empty_mean],
        reduction=_REDUCTIONS[reduction],
        label_smoothing=label_smoothing,
    )
    return options, addressof(options)


def _pair(input: object, target: object, name: str, *, warns: bool = False) -> tuple[Array, Array]:
    x = as_floats(input, "input", getattr(_kernels, name.upper()))
    y = as_same_floats(target, "target", x, "input")
    if warns and x.shape != y.shape:
        warnings.warn(
            f"Using a target size ({shape_text(y.shape)}) that is different to the input size ({shape_text(x.shape)}). "
            "This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=4,
        )
    return x, y


def _check(legal: bool, message: str) -> None:
    if not legal:
        raise ValueError(message)
