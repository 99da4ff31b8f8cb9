# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, log-softmax and logsumexp, and their gradients."""

from __future__ import annotations

from ctypes import addressof, sizeof
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _abi, _executor, _kernels
from ._arrays import (
    Array,
    address,
    as_floats,
    as_same_floats,
    check_output,
    normalize_axis,
    read_rows,
    shape_text,
    store,
    vector,
    write_rows,
)
from ._status import finish

Axes = int | tuple[int, ...] | None

_ZERO = _abi.SoftmaxOptions(sizeof(_abi.SoftmaxOptions), _abi.SoftmaxFlags.EMPTY_ROW_ZERO)
_EMPTY_ROW = {"nan": None, "zero": addressof(_ZERO)}


def softmax(logits: npt.ArrayLike, axis: int = -1, *, empty_row: str = "nan", out: Array | None = None) -> Any:
    """Compute the softmax, ``exp(logits) / sum(exp(logits))`` along an axis.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, optional
        The class axis. Default: the last. Any other costs one copy of `logits`, and the result is then a
        transposed view.
    empty_row : {"nan", "zero"}, optional
        What a row whose logits are all -inf becomes. Default: NaN.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `logits` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        Probabilities in [0, 1], of the type of `logits`, at most 1.5 ulp (float64: 2) from the exact ones.

    Raises
    ------
    TypeError
        For other types than float32 and float64.
    IndexError
        If there is no such axis.
    ValueError
        If `out` has another shape, is read-only, or overlaps `logits` without being it.

    Notes
    -----
    NaN makes its row NaN. The entries that are +inf share the mass evenly. -inf has probability 0.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.softmax(np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])).round(6))
    [[0.227863 0.619396 0.152741]
     [0.496746 0.201962 0.301292]]
    """
    return _forward(_kernels.SOFTMAX, logits, axis, empty_row, out)


def log_softmax(logits: npt.ArrayLike, axis: int = -1, *, empty_row: str = "nan", out: Array | None = None) -> Any:
    """Compute the logarithm of the softmax along an axis, never as the logarithm of a probability.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, optional
        The class axis. Default: the last. Any other costs one copy of `logits`, and the result is then a
        transposed view.
    empty_row : {"nan", "zero"}, optional
        What a row whose logits are all -inf becomes: NaN, the default, or with "zero" the logarithm of 0, -inf.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `logits` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        Log-probabilities in nats, of the type of `logits`, at most 1.5 ulp (float64: 2) from the exact ones.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`.

    Notes
    -----
    NaN makes its row NaN. The entries that are +inf share the mass evenly. -inf stays -inf.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.log_softmax(np.array([-1000.0, 0.0])))
    [-1000.     0.]
    """
    return _forward(_kernels.LOG_SOFTMAX, logits, axis, empty_row, out)


def logsumexp(logits: npt.ArrayLike, axis: Axes = -1, keepdims: bool = False, *, out: Array | None = None) -> Any:
    """Compute the logarithm of the sum of the exponentials along an axis, or over several.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, tuple of int or None, optional
        The class axis, or those whose elements are the classes together; None means all. Default: the last. Any
        other may cost one copy of `logits`.
    keepdims : bool, optional
        Keep the axes, with extent 1. Default: drop them.
    out : ndarray, optional
        Receives the result; of the result's shape and type.

    Returns
    -------
    ndarray, or NumPy scalar where nothing but the class axis was there
        In nats, of the type of `logits`; the error is at most 1.5 ulp (float64: 2) of the larger of 1 and the
        result's magnitude.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`; `out` must not overlap `logits` at all.

    Notes
    -----
    A row with NaN gives NaN, with +inf gives +inf, all of -inf or of no classes gives -inf.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(f"{nl.logsumexp(np.array([1000.0, 1000.0])):.12f}")
    1000.693147180560
    """
    x = as_floats(logits, "logits")
    if axis is None or isinstance(axis, tuple):
        order, shape = _several_axes(x, axis, keepdims)
        x, axis = _join(x, order, axis), -1
    else:
        if axis != -1:
            axis = normalize_axis(axis, x.ndim)
        shape = _reduced_shape(x, axis, keepdims)
    kept, where, stride, rows, classes = read_rows(x, axis)
    if out is not None:
        check_output(out, "out", x, shape)
    direct = out is not None and out.flags.carray and out.dtype.isnative
    result = out if out is not None and direct else np.empty(shape, x.dtype)
    if rows and classes:
        executor = _executor.active
        status = _kernels.LOGSUMEXP[x.dtype.char](where, stride, rows, classes, None, address(result), executor)
        if status or executor:
            finish(status)
    else:
        result.fill(-np.inf)
    if out is not None:
        if not direct:
            out[...] = result
        return out
    return result if result.ndim else result[()]


def softmax_backward(
    probs: npt.ArrayLike, grad_probs: npt.ArrayLike, axis: int = -1, *, out: Array | None = None
) -> Any:
    """Compute the gradient of a softmax with respect to its logits.

    ``probs * (grad_probs - sum(probs * grad_probs))`` along the axis.

    Parameters
    ----------
    probs : array_like, shape (...)
        What `softmax` returned, float32 or float64.
    grad_probs : array_like, shape of `probs`
        Gradient with respect to `probs`, of the same type.
    axis : int, optional
        The class axis. Default: the last. Any other costs one copy of each input.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `probs` or `grad_probs` itself.

    Returns
    -------
    ndarray, shape of `probs`, or NumPy scalar
        Gradient with respect to the logits. The sum is accumulated in float64.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`; also if the two inputs differ in type or shape.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.softmax_backward(np.array([0.5, 0.25, 0.25]), np.array([1.0, 0.0, 0.0])))
    [ 0.25  -0.125 -0.125]
    """
    return _backward(_kernels.SOFTMAX_BACKWARD, (None,), probs, "probs", grad_probs, "grad_probs", axis, out)


def log_softmax_backward(
    logits: npt.ArrayLike,
    grad_log_probs: npt.ArrayLike,
    axis: int = -1,
    *,
    empty_row: str = "nan",
    out: Array | None = None,
) -> Any:
    """Compute the gradient of a log-softmax with respect to its logits.

    ``grad_log_probs - softmax(logits) * sum(grad_log_probs)`` along the axis. It takes the logits, not the result:
    a log-probability has lost the digits that its exponential needs.

    Parameters
    ----------
    logits : array_like, shape (...)
        What `log_softmax` was given, float32 or float64.
    grad_log_probs : array_like, shape of `logits`
        Gradient with respect to the log-probabilities, of the same type.
    axis : int, optional
        The class axis. Default: the last. Any other costs one copy of each input.
    empty_row : {"nan", "zero"}, optional
        The gradient of a row whose logits are all -inf. Default: NaN.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `logits` or `grad_log_probs` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        Gradient with respect to the logits. The sum is accumulated in float64.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`; also if the two inputs differ in type or shape.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.log_softmax_backward(np.array([0.0, 0.0]), np.array([1.0, 0.0])))
    [ 0.5 -0.5]
    """
    options = (_empty_row(empty_row),)
    return _backward(
        _kernels.LOG_SOFTMAX_BACKWARD, options, logits, "logits", grad_log_probs, "grad_log_probs", axis, out
    )


def logsumexp_backward(
    logits: npt.ArrayLike,
    grad_lse: npt.ArrayLike,
    axis: Axes = -1,
    keepdims: bool = False,
    *,
    out: Array | None = None,
) -> Any:
    """Compute the gradient of a logsumexp with respect to its logits, ``grad_lse * softmax(logits)``.

    Parameters
    ----------
    logits : array_like, shape (...)
        What `logsumexp` was given, float32 or float64.
    grad_lse : array_like or float
        Gradient with respect to the result of `logsumexp`, of its shape and type.
    axis, keepdims : optional
        As `logsumexp` was given.
    out : ndarray, optional
        Receives the result; the shape and type of `logits`. It may be `logits` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        Gradient with respect to the logits, at most 1.5 ulp (float64: 2) from the exact one.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`; also if `grad_lse` has another type or shape than the result of `logsumexp`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.logsumexp_backward(np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([1.0, 4.0])))
    [[0.5 0.5]
     [2.  2. ]]
    """
    x = as_floats(logits, "logits")
    grad = as_same_floats(grad_lse, "grad_lse", x, "logits")
    if axis is None or isinstance(axis, tuple):
        order, expected = _several_axes(x, axis, keepdims)
        _check_grad(grad, expected)
        joined = _join(x, order, axis)
        flat = logsumexp_backward(joined, grad.reshape(joined.shape[:-1]))
        split = flat.reshape([x.shape[a] for a in order]).transpose(np.argsort(order))
        if out is None:
            return split if split.ndim else split[()]
        check_output(out, "out", x, x.shape)
        out[...] = split
        return out
    if axis != -1:
        axis = normalize_axis(axis, x.ndim)
    _check_grad(grad, _reduced_shape(x, axis, keepdims))
    grad = vector(grad)
    kept, where, stride, rows, classes = read_rows(x, axis)
    result, buffer, to, to_stride = write_rows(out, "out", x, x.shape, axis)
    if rows and classes:
        executor = _executor.active
        status = _kernels.LOGSUMEXP_BACKWARD[x.dtype.char](
            where, stride, address(grad), rows, classes, None, to, to_stride, executor
        )
        if status or executor:
            finish(status)
    return _finished(result, buffer, axis, out)


def _check_grad(grad: Array, shape: tuple[int, ...]) -> None:
    if grad.shape != shape:
        raise ValueError(f"grad_lse must have shape {shape_text(shape)}, got {shape_text(grad.shape)}")


def _several_axes(x: Array, axes: tuple[int, ...] | None, keepdims: bool) -> tuple[list[int], tuple[int, ...]]:
    """Return the order of the axes with the given ones last, and the shape that a reduction over them has."""
    last = list(range(x.ndim)) if axes is None else [normalize_axis(axis, x.ndim) % max(x.ndim, 1) for axis in axes]
    if len(set(last)) < len(last):
        raise ValueError(f"an axis appears twice in {axes}")
    kept = [axis for axis in range(x.ndim) if axis not in last]
    shape = tuple(1 if axis in last else extent for axis, extent in enumerate(x.shape) if keepdims or axis in kept)
    return kept + sorted(set(last) & set(range(x.ndim))), shape


def _join(x: Array, order: list[int], axes: tuple[int, ...] | None) -> Array:
    """Return x with its axes in the given order and the given ones, the last of it, as one."""
    moved = x.transpose(order)
    kept = moved.shape[: 0 if axes is None else x.ndim - len(axes)]
    return moved.reshape(*kept, prod(moved.shape[len(kept) :]))


def _forward(kernels: _kernels.Pair, logits: object, axis: int, empty_row: str, out: Array | None) -> Any:
    x = as_floats(logits, "logits")
    if axis != -1:
        axis = normalize_axis(axis, x.ndim)
    options = None if empty_row == "nan" else _empty_row(empty_row)
    kept, where, stride, rows, classes = read_rows(x, axis)
    result, buffer, to, to_stride = write_rows(out, "out", x, x.shape, axis)
    if rows and classes:
        executor = _executor.active
        status = kernels[x.dtype.char](where, stride, rows, classes, options, to, to_stride, executor)
        if status or executor:
            finish(status)
    return _finished(result, buffer, axis, out)


def _backward(
    kernels: _kernels.Pair,
    options: tuple[int | None, ...],
    first: object,
    first_name: str,
    grad: object,
    grad_name: str,
    axis: int,
    out: Array | None,
) -> Any:
    x = as_floats(first, first_name)
    g = as_same_floats(grad, grad_name, x, first_name)
    if g.shape != x.shape:
        raise ValueError(f"{grad_name} must have shape {shape_text(x.shape)}, got {shape_text(g.shape)}")
    if axis != -1:
        axis = normalize_axis(axis, x.ndim)
    x_kept, x_at, x_stride, rows, classes = read_rows(x, axis)
    g_kept, g_at, g_stride, _, _ = read_rows(g, axis)
    result, buffer, to, to_stride = write_rows(out, "out", x, x.shape, axis)
    if rows and classes:
        executor = _executor.active
        status = kernels[x.dtype.char](x_at, x_stride, g_at, g_stride, rows, classes, *options, to, to_stride, executor)
        if status or executor:
            finish(status)
    return _finished(result, buffer, axis, out)


def _finished(result: Array, buffer: Array, axis: int, out: Array | None) -> Any:
    if out is not None:
        store(result, buffer, axis)
        return out
    return result if result.ndim else result[()]


def _empty_row(policy: str) -> int | None:
    try:
        return _EMPTY_ROW[policy]
    except KeyError:
        raise ValueError(f'{policy} is not a valid value for empty_row; use "nan" or "zero"') from None


def _reduced_shape(x: Array, axis: int, keepdims: bool) -> tuple[int, ...]:
    if x.ndim == 0:
        return ()
    shape = x.shape
    if axis == -1:
        return shape[:-1] + (1,) if keepdims else shape[:-1]
    return shape[:axis] + ((1,) if keepdims else ()) + shape[axis + 1 :]
