# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of rows with class indices, other than cross-entropy."""

from __future__ import annotations

import operator
from ctypes import addressof, sizeof
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _abi, _executor
from ._arrays import (
    Array,
    address,
    as_array,
    as_floats,
    as_same_floats,
    read_rows,
    shape_text,
    store,
    vector,
    write_rows,
)
from ._cross_entropy import _LABEL_TYPES, _REDUCTIONS, _SCALARS, _check_indices, _check_weight, _raise_bad_label
from ._kernels import MULTI_MARGIN, MULTICLASS_HINGE, NLL_LOSS, SOFTMAX_FOCAL, Pair
from ._status import finish

_EMPTY_MEAN = {"nan": _abi.IndexLossFlags.DEFAULT, "zero": _abi.IndexLossFlags.EMPTY_MEAN_ZERO}


def nll_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    *,
    ignore_index: int | None = -100,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the negative log-likelihood of class indices from log-probabilities, and its gradient.

    Names, shapes, defaults and reductions are those of ``torch.nn.functional.nll_loss``. From logits, use
    `cross_entropy`: it is more accurate.

    Parameters
    ----------
    input : array_like, shape (C), (N, C) or (N, C, d1, ...)
        Log-probabilities, any values, float32 or float64.
    target : array_like of integers, shape (), (N) or (N, d1, ...)
        Class indices from 0, of any integer type but uint64.
    weight : array_like, shape (C), optional
        Weight of each class, of the type of `input`. Default: all ones.
    ignore_index : int or None, optional
        Index of rows to leave out: loss 0, gradient 0, not counted in the mean. Default: -100.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean", whose denominator is the sum of the weights of the rows' classes, times `sample_weight`.
    sample_weight : array_like, shape of `target`, optional
        Weight of each row, of the type of `input`. Default: all ones.
    empty_mean : {"nan", "zero"}, optional
        The mean over nothing (no rows, or every row ignored). Default: NaN.
    return_grad : bool, optional
        Also return the gradient of the returned value (of each row's loss with "none") with respect to `input`.
        Default: False.
    grad_out : ndarray, shape of `input`, optional
        Receives the gradient, whether it is returned too or not. It may be `input` itself.

    Returns
    -------
    loss : NumPy scalar, or ndarray of the shape of `target` with "none"
    grad : ndarray, shape of `input`
        Only with `return_grad`.

    Raises
    ------
    TypeError
        For other types than the above, and for types that differ.
    IndexError
        If a target is outside [0, C) and is not `ignore_index`.
    ValueError
        If shapes do not fit, for an illegal option, or for a `grad_out` that cannot be written.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> log_probs = np.log([[0.5, 0.25, 0.25], [0.125, 0.5, 0.375]])
    >>> print(nl.nll_loss(log_probs, [0, 2], reduction="none").round(6))
    [0.693147 0.980829]
    """
    return _run(
        NLL_LOSS, input, target, (), weight, ignore_index, reduction, sample_weight, empty_mean, return_grad, grad_out
    )


def softmax_focal_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    alpha: npt.ArrayLike | None = None,
    gamma: float = 2.0,
    *,
    ignore_index: int | None = -100,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the focal loss -alpha (1 - p)^gamma log p of each row's class, p = softmax, and its gradient.

    Lin et al. 2017, with the softmax. With `gamma` 0 it is cross-entropy.

    Parameters
    ----------
    input : array_like, shape (C), (N, C) or (N, C, d1, ...)
        Logits, any values, float32 or float64.
    target, ignore_index, sample_weight, empty_mean, return_grad, grad_out : optional but for target
        As for `nll_loss`.
    alpha : array_like, shape (C), optional
        Weight of each class, of the type of `input`. Default: all ones.
    gamma : float, optional
        Focusing exponent, in [0, 1024]. Default: 2.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean", whose denominator is the number of rows that are not ignored, or the sum of their
        `sample_weight`; `alpha` is not in it.

    Returns
    -------
    loss : NumPy scalar, or ndarray of the shape of `target` with "none"
        In nats, at most 1.5 ulp (float64: 2 + gamma) from the exact value, relative, also where it is near 0.
    grad : ndarray, shape of `input`
        Only with `return_grad`. Finite for every finite input.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `nll_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.softmax_focal_loss(np.array([[0.0, 100.0], [0.0, 0.0]]), [1, 1], reduction="none"))
    [5.14820022e-131 1.73286795e-001]
    """
    gamma = float(gamma)
    if not 0.0 <= gamma <= 1024.0:
        raise ValueError(f"gamma must be between 0 and 1024. Got: {gamma}")
    return _run(
        SOFTMAX_FOCAL,
        input,
        target,
        (gamma,),
        alpha,
        ignore_index,
        reduction,
        sample_weight,
        empty_mean,
        return_grad,
        grad_out,
    )


def multi_margin_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    p: int = 1,
    margin: float = 1.0,
    weight: npt.ArrayLike | None = None,
    *,
    ignore_index: int | None = None,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the mean over the classes of max(0, margin - x[y] + x[c])^p, c other than y, and its gradient.

    Names, defaults and reductions are those of ``torch.nn.functional.multi_margin_loss``. `multiclass_hinge_loss` is
    another function.

    Parameters
    ----------
    input : array_like, shape (C), (N, C) or (N, C, d1, ...)
        Scores, any values, float32 or float64.
    p : {1, 2}, optional
        Default: 1.
    margin : float, optional
        Finite. Default: 1.
    target, weight, ignore_index, sample_weight, empty_mean, return_grad, grad_out : optional but for target
        As for `nll_loss`; nothing is ignored by default.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean", over the rows, weighted by `sample_weight` only.

    Returns
    -------
    loss : NumPy scalar, or ndarray of the shape of `target` with "none"
    grad : ndarray, shape of `input`
        Only with `return_grad`. 0 where a class is exactly at the margin.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `nll_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.multi_margin_loss(np.array([[0.1, 0.2, 0.4, 0.8]]), [3]).round(4))
    0.325
    """
    if p not in (1, 2):
        raise ValueError("only p == 1 and p == 2 supported")
    margin = float(margin)
    if not np.isfinite(margin):
        raise ValueError(f"margin must be finite. Got: {margin}")
    return _run(
        MULTI_MARGIN,
        input,
        target,
        (int(p), margin),
        weight,
        ignore_index,
        reduction,
        sample_weight,
        empty_mean,
        return_grad,
        grad_out,
    )


def multiclass_hinge_loss(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    *,
    ignore_index: int | None = None,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the hinge loss max_c (x[c] + 1 - [c = y]) - x[y] of Crammer and Singer, and its gradient.

    As ``optax.multiclass_hinge_loss``.

    Parameters
    ----------
    input, target, weight, ignore_index, reduction, sample_weight, empty_mean, return_grad, grad_out : see there
        As for `multi_margin_loss`.

    Returns
    -------
    loss : NumPy scalar, or ndarray of the shape of `target` with "none"
    grad : ndarray, shape of `input`
        Only with `return_grad`. Of classes that are equally far ahead the first has the gradient.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `nll_loss`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.multiclass_hinge_loss(np.array([[0.1, 0.2, 0.4, 0.8]]), [3]).round(4))
    0.6
    """
    return _run(
        MULTICLASS_HINGE,
        input,
        target,
        (),
        weight,
        ignore_index,
        reduction,
        sample_weight,
        empty_mean,
        return_grad,
        grad_out,
    )


def _run(
    kernel: Pair,
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    numbers: tuple[float, ...],
    weight: npt.ArrayLike | None,
    ignore_index: int | None,
    reduction: str,
    sample_weight: npt.ArrayLike | None,
    empty_mean: str,
    return_grad: bool,
    grad_out: Array | None,
) -> Any:
    x = as_floats(input, "input")
    if x.ndim == 0 or x.shape[1 if x.ndim > 1 else 0] == 0:
        raise ValueError(f"Expected input with at least one class, got shape {shape_text(x.shape)}")
    t = vector(as_array(target, "target"))
    label_type = _LABEL_TYPES.get(t.dtype.char)
    if label_type is None:
        raise TypeError(f"target must hold class indices (integers, but not uint64), got {t.dtype}")
    if t.shape != x.shape[:-1] or x.ndim > 2:
        _check_indices(x, t)
    options = _options(reduction, ignore_index, empty_mean)
    kept = []
    if weight is not None:
        w = vector(as_same_floats(weight, "weight", x, "input"))
        _check_weight(x, w)
        kept.append(w)
        options.class_weights = address(w)
    if sample_weight is not None:
        v = vector(as_same_floats(sample_weight, "sample_weight", x, "input"))
        if v.shape != t.shape:
            raise ValueError(
                f"sample_weight must have the shape of target, {shape_text(t.shape)}, got {shape_text(v.shape)}"
            )
        kept.append(v)
        options.row_weights = address(v)

    axis = -1 if x.ndim <= 2 else 1
    rows_kept, x_at, x_stride, rows, classes = read_rows(x, axis)
    per_row = reduction == "none" and x.ndim > 1
    loss: Any = np.empty(t.shape, x.dtype) if per_row else _SCALARS[x.dtype.char]()
    loss_at = address(loss) if per_row else addressof(loss)
    grad: Array | None = None
    grad_at, grad_stride = None, 0
    if return_grad or grad_out is not None:
        grad, buffer, grad_at, grad_stride = write_rows(grad_out, "grad_out", x, x.shape, axis)

    arguments = x_at, x_stride, address(t), label_type, rows, classes, *numbers, addressof(options)
    executor = _executor.for_size(x.size)
    status = kernel[x.dtype.char](*arguments, loss_at, grad_at, grad_stride, executor)
    if status or executor:
        if status == _abi.Status.E_LABEL:
            _raise_bad_label(t, classes, -1 if ignore_index is None else ignore_index)
        finish(status)
    if grad_out is not None:
        store(grad_out, buffer, axis)
    value = loss if per_row else x.dtype.type(loss.value)
    return (value, grad) if return_grad else value


def _options(reduction: str, ignore_index: int | None, empty_mean: str) -> _abi.IndexLossOptions:
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if empty_mean not in _EMPTY_MEAN:
        raise ValueError(f'{empty_mean} is not a valid value for empty_mean; use "nan" or "zero"')
    flags = int(_EMPTY_MEAN[empty_mean])
    if ignore_index is not None:
        ignore_index = operator.index(ignore_index)
        if not -(2**63) <= ignore_index < 2**63:
            raise ValueError(f"ignore_index must fit in 64 bits. Got: {ignore_index}")
        flags |= _abi.IndexLossFlags.IGNORE_INDEX
    return _abi.IndexLossOptions(
        struct_size=sizeof(_abi.IndexLossOptions),
        flags=flags,
        reduction=_REDUCTIONS[reduction],
        ignore_index=ignore_index or 0,
    )
