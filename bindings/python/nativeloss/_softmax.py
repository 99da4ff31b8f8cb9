# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, softmin and log-softmax, and their gradients."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from . import _executor, _kernels, _plain
from ._arrays import (
    Array,
    as_floats,
    as_same_floats,
    normalize_axis,
    read_strided,
    shape_text,
    store,
    write_strided,
)
from ._softmax_options import Mask, softmax_options
from ._status import finish


@_plain.maps_rows("softmax")
def softmax(
    logits: npt.ArrayLike,
    axis: int = -1,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    out: Array | None = None,
) -> Any:
    """Compute the softmax, ``exp(z) / sum(exp(z))`` with ``z = logits / temperature``, along an axis.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16.
    axis : int, optional
        The class axis. Default: the last.
    temperature : float, optional
        The logits are divided by it; finite and not 0. Default: 1.
    mask : array_like, optional
        Broadcastable to `logits`. Of bool: classes where it is False are left out and get exactly 0, whatever
        their logit. Of the type of `logits`: added to `z`; -inf leaves a class out. Default: every class takes part.
    empty_row : {"nan", "zero"}, optional
        What a row becomes whose logits are all -inf or left out. Default: NaN.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `logits` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        Probabilities in [0, 1], of the type of `logits`, at most 1.5 ulp (float64: 2) from the exact ones.

    Raises
    ------
    TypeError
        For other types than the above, and for types that differ.
    IndexError
        If there is no such axis.
    ValueError
        For an illegal option, or if `out` has another shape, is read-only, or overlaps `logits` without being it.

    Notes
    -----
    NaN makes its row NaN. The entries that are +inf share the mass evenly. -inf has probability 0.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.softmax(np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])).round(6))
    [[0.227863 0.619396 0.152741]
     [0.496746 0.201962 0.301292]]
    >>> print(nl.softmax(np.array([1.0, 1.0, 5.0]), mask=[True, True, False]))
    [0.5 0.5 0. ]
    """
    return _forward(_kernels.SOFTMAX, logits, axis, temperature, mask, empty_row, out)


@_plain.maps_rows("softmin")
def softmin(
    logits: npt.ArrayLike,
    axis: int = -1,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    out: Array | None = None,
) -> Any:
    """Compute the softmax of the negated logits along an axis: the smallest is the most probable.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16.
    axis : int, optional
        The class axis. Default: the last.
    temperature, mask, empty_row : optional
        As for `softmax`, with ``z = -logits / temperature``.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `logits` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        As `softmax`.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.softmin(np.array([0.0, 0.0, 1000.0])))
    [0.5 0.5 0. ]
    """
    return _forward(_kernels.SOFTMIN, logits, axis, temperature, mask, empty_row, out)


@_plain.maps_rows("log_softmax")
def log_softmax(
    logits: npt.ArrayLike,
    axis: int = -1,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    out: Array | None = None,
) -> Any:
    """Compute the logarithm of the softmax along an axis, never as the logarithm of a probability.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16.
    axis : int, optional
        The class axis. Default: the last.
    temperature, mask : optional
        As for `softmax`. What the mask leaves out gets -inf.
    empty_row : {"nan", "zero"}, optional
        What a row becomes whose logits are all -inf or left out: NaN, the default, or with "zero" the logarithm of
        0, -inf.
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
    return _forward(_kernels.LOG_SOFTMAX, logits, axis, temperature, mask, empty_row, out)


def softmax_backward(
    probs: npt.ArrayLike,
    grad_probs: npt.ArrayLike,
    axis: int = -1,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    out: Array | None = None,
) -> Any:
    """Compute the gradient of a softmax with respect to its logits.

    ``probs * (grad_probs - sum(probs * grad_probs)) / temperature`` along the axis.

    Parameters
    ----------
    probs : array_like, shape (...)
        What `softmax` returned.
    grad_probs : array_like, shape of `probs`
        Gradient with respect to `probs`, of the same type.
    axis, temperature, mask : optional
        As `softmax` was given.
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
    names = "probs", "grad_probs"
    return _backward(_kernels.SOFTMAX_BACKWARD, probs, grad_probs, names, axis, temperature, mask, "nan", out)


def softmin_backward(
    probs: npt.ArrayLike,
    grad_probs: npt.ArrayLike,
    axis: int = -1,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    out: Array | None = None,
) -> Any:
    """Compute the gradient of a softmin with respect to its logits, the negative of `softmax_backward`.

    Parameters
    ----------
    probs : array_like, shape (...)
        What `softmin` returned.
    grad_probs : array_like, shape of `probs`
        Gradient with respect to `probs`, of the same type.
    axis, temperature, mask : optional
        As `softmin` was given.
    out : ndarray, optional
        Receives the result; same shape and type. It may be `probs` or `grad_probs` itself.

    Returns
    -------
    ndarray, shape of `probs`, or NumPy scalar
        Gradient with respect to the logits. The sum is accumulated in float64.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax_backward`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.softmin_backward(np.array([0.5, 0.25, 0.25]), np.array([1.0, 0.0, 0.0])))
    [-0.25   0.125  0.125]
    """
    names = "probs", "grad_probs"
    return _backward(_kernels.SOFTMIN_BACKWARD, probs, grad_probs, names, axis, temperature, mask, "nan", out)


def log_softmax_backward(
    logits: npt.ArrayLike,
    grad_log_probs: npt.ArrayLike,
    axis: int = -1,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    out: Array | None = None,
) -> Any:
    """Compute the gradient of a log-softmax with respect to its logits.

    ``(grad_log_probs - softmax(logits) * sum(grad_log_probs)) / temperature`` along the axis. It takes the logits,
    not the result: a log-probability has lost the digits that its exponential needs.

    Parameters
    ----------
    logits : array_like, shape (...)
        What `log_softmax` was given.
    grad_log_probs : array_like, shape of `logits`
        Gradient with respect to the log-probabilities, of the same type.
    axis, temperature, mask : optional
        As `log_softmax` was given.
    empty_row : {"nan", "zero"}, optional
        The gradient of a row whose logits are all -inf. Default: NaN. What the mask leaves out has gradient 0.
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
    kernels, names = _kernels.LOG_SOFTMAX_BACKWARD, ("logits", "grad_log_probs")
    return _backward(kernels, logits, grad_log_probs, names, axis, temperature, mask, empty_row, out)


def _forward(
    kernels: _kernels.Pair,
    logits: object,
    axis: int,
    temperature: float,
    mask: Mask,
    empty_row: str,
    out: Array | None,
) -> Any:
    x = as_floats(logits, "logits", kernels)
    if axis != -1:
        axis = normalize_axis(axis, x.ndim)
    kept, where, stride, inner, rows, classes = read_strided(x, axis)
    result, buffer, to, to_stride = write_strided(out, "out", x, x.shape, axis, inner)
    made, options = softmax_options(x, axis, inner, temperature, mask, empty_row)
    if rows and classes:
        executor = _executor.for_size(x.size)
        status = kernels[x.dtype.char](where, stride, rows, classes, options, to, to_stride, executor)
        if status or executor:
            finish(status)
    return finished(result, buffer, axis, inner, out)


def _backward(
    kernels: _kernels.Pair,
    first: object,
    grad: object,
    names: tuple[str, str],
    axis: int,
    temperature: float,
    mask: Mask,
    empty_row: str,
    out: Array | None,
) -> Any:
    x = as_floats(first, names[0], kernels)
    g = as_same_floats(grad, names[1], x, names[0])
    if g.shape != x.shape:
        raise ValueError(f"{names[1]} must have shape {shape_text(x.shape)}, got {shape_text(g.shape)}")
    if axis != -1:
        axis = normalize_axis(axis, x.ndim)
    x_kept, x_at, x_stride, inner, rows, classes = read_strided(x, axis)
    g_kept, g_at, g_stride, _, _, _ = read_strided(g, axis, inner)
    made, options = softmax_options(x, axis, inner, temperature, mask, empty_row)
    result, buffer, to, to_stride = write_strided(out, "out", x, x.shape, axis, inner)
    if rows and classes:
        executor = _executor.for_size(x.size)
        status = kernels[x.dtype.char](x_at, x_stride, g_at, g_stride, rows, classes, options, to, to_stride, executor)
        if status or executor:
            finish(status)
    return finished(result, buffer, axis, inner, out)


def finished(result: Array, buffer: Array, axis: int, inner: int, out: Array | None) -> Any:
    """Return what the caller receives of an output that `write_strided` prepared."""
    if out is not None:
        store(result, buffer, axis if inner == 1 else -1)
        return out
    return result if result.ndim else result[()]
