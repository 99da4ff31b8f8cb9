# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Ranks, soft ranks and rank correlation along an axis."""

from __future__ import annotations

from ctypes import addressof, byref, c_int64, sizeof
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _abi, _executor, _kernels
from ._arrays import Array, address, as_floats, as_same_floats, normalize_axis, read_rows, shape_text, store, write_rows
from ._status import finish

_REGULARIZATIONS = {"l2": _abi.Regularization.L2, "kl": _abi.Regularization.KL}
_REDUCTIONS = {"mean": _abi.Reduction.MEAN, "sum": _abi.Reduction.SUM, "none": _abi.Reduction.NONE}


def rankdata(values: npt.ArrayLike, axis: int = -1, *, out: Array | None = None) -> Any:
    """Compute the rank of each element along an axis, from 1 for the smallest, as `scipy.stats.rankdata` does.

    Parameters
    ----------
    values : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, optional
        The axis along which to rank. Default: the last, where SciPy's default is all elements. Any other costs one
        copy of `values`, and the result is then a transposed view.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `values` itself.

    Returns
    -------
    ndarray, shape of `values`, or NumPy scalar
        Ranks, of the type of `values`. Equal elements get the average of their ranks.

    Raises
    ------
    TypeError
        For other types than float32 and float64.
    IndexError
        If there is no such axis.
    ValueError
        If `out` has another shape, is read-only, or overlaps `values` without being it.

    Notes
    -----
    NaN makes all ranks along its axis NaN.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.rankdata(np.array([0.0, 2.0, 3.0, 2.0])))
    [1.  2.5 4.  2.5]
    """
    return _map(_kernels.RANK, (), values, "values", None, "", axis, out)


def spearman_correlation(first: npt.ArrayLike, second: npt.ArrayLike, axis: int = -1) -> Any:
    """Compute Spearman's rank correlation along an axis: Pearson's, of the ranks.

    Parameters
    ----------
    first : array_like, shape (...)
        Any values, float32 or float64.
    second : array_like, shape of `first`
        Any values, of the same type.
    axis : int, optional
        The axis along which to rank and correlate. Default: the last. Any other costs one copy of each input.

    Returns
    -------
    ndarray, or NumPy scalar where nothing but the axis was there
        From -1 to 1, of the type of `first`. NaN where there is a NaN, or where all elements of one are equal.

    Raises
    ------
    TypeError, IndexError
        As `rankdata`; TypeError also if the two differ in type.
    ValueError
        If the two differ in shape.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(f"{nl.spearman_correlation(np.array([1.0, 2, 3, 4, 5]), np.array([5.0, 6, 7, 8, 7])):.6f}")
    0.820783
    """
    x, y, axis = _pair(first, "first", second, "second", axis)
    x_kept, x_at, x_stride, rows, classes = read_rows(x, axis)
    y_kept, y_at, y_stride, _, _ = read_rows(y, axis)
    result = np.full(x_kept.shape[:-1], np.nan, x.dtype)
    if rows and classes:
        scratch = _scratch(x, rows, classes)
        finish(
            _kernels.SPEARMAN[x.dtype.char](
                x_at, x_stride, y_at, y_stride, rows, classes, address(result), address(scratch), scratch.size,
                _executor_for(x),
            )  # fmt: skip
        )
    return result if result.ndim else result[()]


def soft_rank(
    values: npt.ArrayLike,
    axis: int = -1,
    *,
    regularization: str = "l2",
    regularization_strength: float = 1.0,
    out: Array | None = None,
) -> Any:
    """Compute soft ranks along an axis: ranks where values are far apart, and everywhere with a useful gradient.

    Parameters
    ----------
    values : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, optional
        The axis along which to rank. Default: the last. Any other costs one copy of `values`, and the result is then
        a transposed view.
    regularization : {"l2", "kl"}, optional
        What pulls the ranks towards each other. With "l2", the default, soft ranks are the projection of
        ``values / regularization_strength`` on the convex hull of all orders of 1, ..., n, a piecewise linear
        function; with "kl" they are smoother.
    regularization_strength : float, optional
        From which distance of neighboring values on soft ranks are the ranks; from 1e-100 to 1e100. Default: 1.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `values` itself.

    Returns
    -------
    ndarray, shape of `values`, or NumPy scalar
        Soft ranks from 1 to n, of the type of `values`, at most 1.5 ulp (float64: 2) from the exact ones.

    Raises
    ------
    TypeError, IndexError
        As `rankdata`.
    ValueError
        As `rankdata`, and for an illegal option.

    Notes
    -----
    NaN makes all soft ranks along its axis NaN. Infinite values have their rank. The method is that of Blondel, Teboul,
    Berthet, Djolonga: Fast Differentiable Sorting and Ranking, ICML 2020; it takes n log n steps.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.soft_rank(np.array([5.0, 1.0, 2.0]), regularization_strength=2.0))
    [3.   1.25 1.75]
    """
    options = _options(regularization, regularization_strength, "mean")
    return _map(_kernels.SOFT_RANK, (addressof(options),), values, "values", None, "", axis, out)


def soft_rank_backward(
    values: npt.ArrayLike,
    grad_ranks: npt.ArrayLike,
    axis: int = -1,
    *,
    regularization: str = "l2",
    regularization_strength: float = 1.0,
    out: Array | None = None,
) -> Any:
    """Compute the gradient of soft ranks with respect to the values.

    Parameters
    ----------
    values : array_like, shape (...)
        What `soft_rank` was given, float32 or float64.
    grad_ranks : array_like, shape of `values`
        Gradient with respect to the soft ranks, of the same type.
    axis : int, optional
        As `soft_rank` was given. Default: the last. Any other costs one copy of each input.
    regularization : {"l2", "kl"}, optional
        As `soft_rank` was given. Default: "l2".
    regularization_strength : float, optional
        As `soft_rank` was given. Default: 1.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `values` or `grad_ranks` itself.

    Returns
    -------
    ndarray, shape of `values`, or NumPy scalar
        Gradient with respect to the values.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `soft_rank`; also if the two inputs differ in type or shape.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> values, grad = np.array([5.0, 1.0, 2.0]), np.array([1.0, 1.0, 0.0])
    >>> print(nl.soft_rank_backward(values, grad, regularization_strength=2.0))
    [ 0.    0.25 -0.25]
    """
    options = _options(regularization, regularization_strength, "mean")
    at = (addressof(options),)
    return _map(_kernels.SOFT_RANK_BACKWARD, at, values, "values", grad_ranks, "grad_ranks", axis, out)


def spearman_loss(
    pred: npt.ArrayLike,
    target: npt.ArrayLike,
    axis: int = -1,
    *,
    regularization: str = "l2",
    regularization_strength: float = 1.0,
    reduction: str = "mean",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute 1 less the correlation of soft ranks with ranks.

    A loss that wants predictions in the order of the targets, whatever their scale.

    Parameters
    ----------
    pred : array_like, shape (...)
        Predictions of any scale, float32 or float64. Their ranks are soft, see `soft_rank`.
    target : array_like, shape of `pred`
        Any values, of the same type. Equal ones share the average of their ranks.
    axis : int, optional
        The axis along which to rank. Default: the last. Any other costs one copy of each input.
    regularization : {"l2", "kl"}, optional
        As `soft_rank`. Default: "l2".
    regularization_strength : float, optional
        As `soft_rank`. Default: 1.
    reduction : {"mean", "sum", "none"}, optional
        Default: the mean over all rows. "none": a loss for each row.
    return_grad : bool, optional
        Return the gradient too. Default: only the loss.
    grad_out : ndarray, shape of `pred`, optional
        Receives the gradient; it may be `pred` or `target` itself.

    Returns
    -------
    loss : NumPy scalar or ndarray
        From 0 to 2, of the type of `pred`; with "none", of the shape of `pred` without the axis.
    grad : ndarray, shape of `pred`
        Only with `return_grad`. Gradient of the loss with respect to `pred`; with "none", of each row's loss.

    Raises
    ------
    TypeError, IndexError
        As `soft_rank`; TypeError also if the two inputs differ in type.
    ValueError
        As `soft_rank`; also if the two inputs differ in shape.

    Notes
    -----
    A row is NaN, loss and gradient, where it has NaN, or where all of `pred` or all of `target` are equal.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> pred, target = np.array([0.5, 0.0, 0.25]), np.array([30.0, 10.0, 20.0])
    >>> loss, grad = nl.spearman_loss(pred, target, regularization_strength=0.1, return_grad=True)
    >>> print(loss, grad)
    0.0 [0. 0. 0.]
    """
    x, t, axis = _pair(pred, "pred", target, "target", axis)
    options = _options(regularization, regularization_strength, reduction)
    x_kept, x_at, x_stride, rows, classes = read_rows(x, axis)
    t_kept, t_at, t_stride, _, _ = read_rows(t, axis)
    if classes == 0:
        raise ValueError(f"pred must have at least one element along the axis, got shape {shape_text(x.shape)}")
    loss = np.empty(x_kept.shape[:-1] if reduction == "none" else (), x.dtype)
    grad: Any = None
    grad_at, grad_stride = None, 0
    if return_grad or grad_out is not None:
        grad, buffer, grad_at, grad_stride = write_rows(grad_out, "grad_out", x, x.shape, axis)
    scratch = _scratch(x, rows, classes)
    finish(
        _kernels.SPEARMAN_LOSS[x.dtype.char](
            x_at, x_stride, t_at, t_stride, rows, classes, addressof(options), address(loss), grad_at, grad_stride,
            address(scratch), scratch.size, _executor_for(x),
        )  # fmt: skip
    )
    if grad_out is not None:
        store(grad_out, buffer, axis)
    value = loss if loss.ndim else loss[()]
    if not return_grad:
        return value
    return value, grad_out if grad_out is not None else grad if grad.ndim else grad[()]


def _map(
    kernels: _kernels.Pair,
    options: tuple[int, ...],
    values: object,
    name: str,
    grad: object,
    grad_name: str,
    axis: int,
    out: Array | None,
) -> Any:
    """Call a function from rows, and those of a gradient where it has a name, to rows."""
    if grad_name:
        x, g, axis = _pair(values, name, grad, grad_name, axis)
        g_kept, *gradient, _, _ = read_rows(g, axis)
    else:
        x, gradient = as_floats(values, name), []
        axis = normalize_axis(axis, x.ndim)
    kept, where, stride, rows, classes = read_rows(x, axis)
    result, buffer, to, to_stride = write_rows(out, "out", x, x.shape, axis)
    if rows and classes:
        scratch = _scratch(x, rows, classes)
        finish(
            kernels[x.dtype.char](
                where, stride, *gradient, rows, classes, *options, to, to_stride, address(scratch), scratch.size,
                _executor_for(x),
            )  # fmt: skip
        )
    if out is not None:
        store(out, buffer, axis)
        return out
    return result if result.ndim else result[()]


def _pair(first: object, first_name: str, second: object, second_name: str, axis: int) -> tuple[Array, Array, int]:
    x = as_floats(first, first_name)
    y = as_same_floats(second, second_name, x, first_name)
    if y.shape != x.shape:
        raise ValueError(f"{second_name} must have shape {shape_text(x.shape)}, got {shape_text(y.shape)}")
    return x, y, normalize_axis(axis, x.ndim)


def _executor_for(x: Array) -> int | None:
    # An element is sorted in the time in which some 64 are exponentiated.
    return _executor.for_size(64 * x.size)


def _scratch(x: Array, rows: int, classes: int) -> Array:
    size = c_int64()
    finish(_kernels.RANKING_SCRATCH_SIZE[x.dtype.char](rows, classes, _executor_for(x), byref(size)))
    return np.empty(size.value, np.uint8)


def _options(regularization: str, strength: float, reduction: str) -> _abi.SoftRankOptions:
    if regularization not in _REGULARIZATIONS:
        raise ValueError(f'{regularization} is not a valid value for regularization; use "l2" or "kl"')
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if not 1e-100 <= strength <= 1e100:
        raise ValueError(f"regularization_strength must be between 1e-100 and 1e100. Got: {strength}")
    return _abi.SoftRankOptions(
        sizeof(_abi.SoftRankOptions), 0, _REGULARIZATIONS[regularization], _REDUCTIONS[reduction], strength
    )
