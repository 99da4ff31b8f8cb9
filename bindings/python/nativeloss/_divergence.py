# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Entropies and divergences of rows."""

from __future__ import annotations

from ctypes import sizeof
from typing import Any

import numpy.typing as npt

from . import _abi
from ._arrays import Array
from ._kernels import ENTROPY_OF_PROBS, JS_DIV, KL_OF_ROWS
from ._row_loss import call, empty_mean_is_zero, reduction_code

_Flags = _abi.DivergenceFlags


def options(reduction: str, empty_mean: str, *flags: tuple[bool, _abi.DivergenceFlags]) -> _abi.DivergenceOptions:
    """Return an options struct with the flags that are on."""
    both = (*flags, (empty_mean_is_zero(empty_mean), _Flags.EMPTY_MEAN_ZERO))
    return _abi.DivergenceOptions(
        struct_size=sizeof(_abi.DivergenceOptions),
        flags=sum(int(flag) for on, flag in both if on),
        reduction=reduction_code(reduction),
    )


def distribution_entropy(
    probs: npt.ArrayLike,
    axis: int = -1,
    *,
    bits: bool = False,
    normalized: bool = False,
    reduction: str = "none",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the entropy -sum p log p of distributions that are given as probabilities, and its gradient.

    Parameters
    ----------
    probs : array_like
        Probabilities, float32, float64, float16 or bfloat16; not checked for sign or sum.
    axis : int, optional
        The axis of the classes. Default: the last.
    bits : bool, optional
        In bits instead of nats. Default: False.
    normalized : bool, optional
        Divide by the entropy of the even distribution, so that the result lies in [0, 1]. Default: False.
    reduction : {"none", "mean", "sum"}, optional
        Over the rows, weighted by `sample_weight`. Default: "none".
    sample_weight : array_like, optional
        Weight of each row, of the type of `probs`, float32 for the half types. Default: all ones.
    empty_mean : {"nan", "zero"}, optional
        The mean over no rows. Default: NaN.
    return_grad : bool, optional
        Also return the gradient of the returned value (of each row's with "none"). Default: False.
    grad_out : ndarray, shape of `probs`, optional
        Receives the gradient. It may be `probs` itself.

    Returns
    -------
    entropy : NumPy scalar or ndarray
        Of the type of `probs`, float32 for the half types, at most 1.5 ulp (float64: 2) from the exact value, relative.
    grad : ndarray, shape of `probs`
        Only with `return_grad`. +inf where a probability is 0.

    Raises
    ------
    TypeError, ValueError
        For types and shapes that do not fit, for an illegal option, or for a `grad_out` that cannot be written.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.distribution_entropy(np.array([[0.5, 0.5], [0.0, 1.0]]), bits=True))
    [1. 0.]
    """
    o = options(reduction, empty_mean, (bits, _Flags.BITS), (normalized, _Flags.NORMALIZED))
    return call(ENTROPY_OF_PROBS, {"probs": probs}, axis, (), o, return_grad, grad_out, sample_weight)


def kl_div_logits(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    axis: int = -1,
    *,
    from_logits: tuple[bool, bool] = (True, True),
    symmetric: bool = False,
    bits: bool = False,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array | None, Array | None] | None = None,
) -> Any:
    """Compute the divergence KL(softmax(target) || softmax(input)) of each row, and both gradients.

    Parameters
    ----------
    input, target : array_like
        Logits, of one shape and type: float32, float64, float16 or bfloat16.
    axis : int, optional
        The axis of the classes. Default: the last.
    from_logits : pair of bool, optional
        Whether `input`, and whether `target`, is logits; else it is probabilities. Default: both are logits.
    symmetric : bool, optional
        Add KL(softmax(input) || softmax(target)). Default: False.
    bits : bool, optional
        In bits instead of nats. Default: False.
    reduction : {"mean", "sum", "none"}, optional
        Over the rows, weighted by `sample_weight`: "mean" is what PyTorch calls "batchmean". Default: "mean".
    sample_weight, empty_mean, return_grad : optional
        As for `distribution_entropy`.
    grad_out : pair of ndarray, optional
        Receives the gradients with respect to `input` and `target`, each of which may be None. They may be `input` and
        `target` themselves.

    Returns
    -------
    loss : NumPy scalar or ndarray
        At most 1.5 ulp (float64: 2) from the exact value, relative, also where the two are nearly equal.
    grads : pair of ndarray
        With respect to `input` and `target`. Only with `return_grad`.

    Raises
    ------
    TypeError, ValueError
        As `distribution_entropy`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.kl_div_logits(np.array([[0.0, 1.0], [2.0, 2.0]]), np.array([[0.0, 1.0], [0.0, 2e-8]]), reduction="none"))
    [0.e+00 5.e-17]
    """
    flags = (from_logits[1], _Flags.FIRST_LOGITS), (from_logits[0], _Flags.SECOND_LOGITS)
    o = options(reduction, empty_mean, *flags, (symmetric, _Flags.SYMMETRIC), (bits, _Flags.BITS))
    if grad_out is not None:
        grad_out = grad_out[1], grad_out[0]
    inputs = {"target": target, "input": input}
    result = call(KL_OF_ROWS, inputs, axis, (), o, return_grad, grad_out, sample_weight)
    return (result[0], result[1][::-1]) if return_grad else result


def js_div(
    p: npt.ArrayLike,
    q: npt.ArrayLike,
    axis: int = -1,
    *,
    from_logits: tuple[bool, bool] = (False, False),
    bits: bool = False,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array | None, Array | None] | None = None,
) -> Any:
    """Compute the Jensen-Shannon divergence KL(p || m) / 2 + KL(q || m) / 2, m = (p + q) / 2, and both gradients.

    Parameters
    ----------
    p, q : array_like
        Probabilities, of one shape and type: float32, float64, float16 or bfloat16; not checked for sign or sum.
    axis : int, optional
        The axis of the classes. Default: the last.
    from_logits : pair of bool, optional
        Whether `p`, and whether `q`, is logits instead. Default: neither.
    bits, reduction, sample_weight, empty_mean, return_grad, grad_out : optional
        As for `kl_div_logits`.

    Returns
    -------
    loss : NumPy scalar or ndarray
        At most 1.5 ulp (float64: 2) from the exact value, relative, also where the two are nearly equal.
    grads : pair of ndarray
        With respect to `p` and `q`. Only with `return_grad`.

    Raises
    ------
    TypeError, ValueError
        As `distribution_entropy`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.js_div(np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), bits=True))
    1.0
    """
    flags = (from_logits[0], _Flags.FIRST_LOGITS), (from_logits[1], _Flags.SECOND_LOGITS)
    o = options(reduction, empty_mean, *flags, (bits, _Flags.BITS))
    return call(JS_DIV, {"p": p, "q": q}, axis, (), o, return_grad, grad_out, sample_weight)
