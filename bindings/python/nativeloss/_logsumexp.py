# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What a softmax reduces its rows to, the logarithm of the sum and the entropy, and their gradients."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _executor, _kernels, _plain
from ._arrays import (
    Array,
    address,
    as_floats,
    as_reals,
    check_output,
    check_real_output,
    normalize_axis,
    read_strided,
    shape_text,
    vector,
    write_strided,
)
from ._dtypes import real
from ._softmax import finished
from ._softmax_options import Mask, broadcastable_mask, softmax_options
from ._status import finish

Axes = int | tuple[int, ...] | None


@_plain.reduces_rows("logsumexp")
def logsumexp(
    logits: npt.ArrayLike,
    axis: Axes = -1,
    keepdims: bool = False,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    out: Array | None = None,
) -> Any:
    """Compute the logarithm of the sum of the exponentials along an axis, or over several.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16.
    axis : int, tuple of int or None, optional
        The class axis, or those whose elements are the classes together; None means all. Default: the last.
    keepdims : bool, optional
        Keep the axes, with extent 1. Default: drop them.
    temperature, mask : optional
        As for `softmax`.
    out : ndarray, optional
        Receives the result; of the result's shape and type.

    Returns
    -------
    ndarray, or NumPy scalar where nothing but the class axis was there
        In nats, of the type of `logits`, float32 for the half types; the error is at most 1.5 ulp (float64: 2) of
        the sum of the magnitudes of the largest logit and of the rest of the result.

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
    return _reduce(_kernels.LOGSUMEXP, logits, axis, keepdims, -np.inf, out, (temperature, mask))


def entropy(
    logits: npt.ArrayLike,
    axis: Axes = -1,
    keepdims: bool = False,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    unit: str = "nats",
    out: Array | None = None,
) -> Any:
    """Compute the entropy of the softmax, ``-sum(p * log(p))``, along an axis, or over several.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16. Of probabilities, pass the logarithms.
    axis : int, tuple of int or None, optional
        The class axis, or those whose elements are the classes together; None means all. Default: the last.
    keepdims : bool, optional
        Keep the axes, with extent 1. Default: drop them.
    temperature, mask : optional
        As for `softmax`.
    empty_row : {"nan", "zero"}, optional
        The entropy of a row whose logits are all -inf or left out. Default: NaN.
    unit : {"nats", "bits"}, optional
        Default: nats.
    out : ndarray, optional
        Receives the result; of the result's shape and type.

    Returns
    -------
    ndarray, or NumPy scalar where nothing but the class axis was there
        At least 0, of the type of `logits`, float32 for the half types; at most 1.5 ulp (float64: 2) from the exact
        value, relative, also near 0.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`; `out` must not overlap `logits` at all.

    Notes
    -----
    A class without probability adds 0. A row with NaN gives NaN. Of no classes there is no entropy: NaN, or 0.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.entropy(np.zeros((2, 8)), unit="bits"))
    [3. 3.]
    """
    nothing = 0.0 if empty_row == "zero" else np.nan
    return _reduce(_kernels.ENTROPY, logits, axis, keepdims, nothing, out, (temperature, mask, empty_row, unit))


def logsumexp_backward(
    logits: npt.ArrayLike,
    grad_lse: npt.ArrayLike,
    axis: Axes = -1,
    keepdims: bool = False,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    out: Array | None = None,
) -> Any:
    """Compute the gradient of a logsumexp with respect to its logits, ``grad_lse * softmax(logits) / temperature``.

    Parameters
    ----------
    logits : array_like, shape (...)
        What `logsumexp` was given.
    grad_lse : array_like or float
        Gradient with respect to the result of `logsumexp`, of its shape and type.
    axis, keepdims, temperature, mask : optional
        As `logsumexp` was given.
    empty_row : {"nan", "zero"}, optional
        The gradient of a row whose logits are all -inf. Default: NaN. What the mask leaves out has gradient 0.
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
    options = temperature, mask, empty_row
    return _expand(_kernels.LOGSUMEXP_BACKWARD, logits, grad_lse, "grad_lse", axis, keepdims, out, options)


def entropy_backward(
    logits: npt.ArrayLike,
    grad_entropy: npt.ArrayLike,
    axis: Axes = -1,
    keepdims: bool = False,
    *,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    unit: str = "nats",
    out: Array | None = None,
) -> Any:
    """Compute the gradient of an entropy with respect to its logits.

    ``-grad_entropy * p * (log(p) + entropy) / temperature``, and for bits divided by ``log(2)``.

    Parameters
    ----------
    logits : array_like, shape (...)
        What `entropy` was given.
    grad_entropy : array_like or float
        Gradient with respect to the result of `entropy`, of its shape and type.
    axis, keepdims, temperature, mask, unit : optional
        As `entropy` was given.
    empty_row : {"nan", "zero"}, optional
        The gradient of a row whose logits are all -inf. Default: NaN. What the mask leaves out has gradient 0.
    out : ndarray, optional
        Receives the result; the shape and type of `logits`. It may be `logits` itself.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        Gradient with respect to the logits.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `softmax`; also if `grad_entropy` has another type or shape than the result of `entropy`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.entropy_backward(np.log([0.25, 0.75]), 1.0).round(6))
    [ 0.20599 -0.20599]
    """
    options = temperature, mask, empty_row, unit
    return _expand(_kernels.ENTROPY_BACKWARD, logits, grad_entropy, "grad_entropy", axis, keepdims, out, options)


def _reduce(
    kernels: _kernels.Pair,
    logits: npt.ArrayLike,
    axis: Axes,
    keepdims: bool,
    nothing: float,
    out: Array | None,
    options: tuple[Any, ...],
) -> Any:
    """Compute one number for each row; `nothing` for rows without classes."""
    x = as_floats(logits, "logits", kernels)
    if axis is None or isinstance(axis, tuple):
        order, shape = _several_axes(x, axis, keepdims)
        x, options, axis = _join(x, order, axis), _join_mask(x, order, axis, options), -1
    else:
        if axis != -1:
            axis = normalize_axis(axis, x.ndim)
        shape = _reduced_shape(x, axis, keepdims)
    kept, where, stride, inner, rows, classes = read_strided(x, axis)
    made, options_at = softmax_options(x, axis, inner, *options)
    dtype = real(x.dtype)
    if out is not None:
        check_real_output(out, "out", x, shape)
    direct = out is not None and out.flags.carray and out.dtype.isnative
    result = out if out is not None and direct else np.empty(shape, dtype)
    if rows and classes:
        executor = _executor.for_size(x.size)
        status = kernels[x.dtype.char](where, stride, rows, classes, options_at, address(result), executor)
        if status or executor:
            finish(status)
    else:
        result.fill(nothing)
    if out is not None:
        if not direct:
            out[...] = result
        return out
    return result if result.ndim else result[()]


def _expand(
    kernels: _kernels.Pair,
    logits: npt.ArrayLike,
    grad: npt.ArrayLike,
    name: str,
    axis: Axes,
    keepdims: bool,
    out: Array | None,
    options: tuple[Any, ...],
) -> Any:
    """Compute the gradient of `_reduce` with respect to the logits."""
    x = as_floats(logits, "logits", kernels)
    g = as_reals(grad, name, x, "logits")
    if axis is None or isinstance(axis, tuple):
        order, shape = _several_axes(x, axis, keepdims)
        _check_grad(g, name, shape)
        joined = _join(x, order, axis)
        flat = g.reshape(joined.shape[:-1])
        result = _expand(kernels, joined, flat, name, -1, False, None, _join_mask(x, order, axis, options))
        split = result.reshape([x.shape[a] for a in order]).transpose(np.argsort(order))
        if out is None:
            return split if split.ndim else split[()]
        check_output(out, "out", x, x.shape)
        out[...] = split
        return out
    if axis != -1:
        axis = normalize_axis(axis, x.ndim)
    _check_grad(g, name, _reduced_shape(x, axis, keepdims))
    g = vector(g)
    kept, where, stride, inner, rows, classes = read_strided(x, axis)
    made, options_at = softmax_options(x, axis, inner, *options)
    result, buffer, to, to_stride = write_strided(out, "out", x, x.shape, axis, inner)
    if rows and classes:
        executor = _executor.for_size(x.size)
        status = kernels[x.dtype.char](where, stride, address(g), rows, classes, options_at, to, to_stride, executor)
        if status or executor:
            finish(status)
    return finished(result, buffer, axis, inner, out)


def _check_grad(grad: Array, name: str, shape: tuple[int, ...]) -> None:
    if grad.shape != shape:
        raise ValueError(f"{name} must have shape {shape_text(shape)}, got {shape_text(grad.shape)}")


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


def _join_mask(x: Array, order: list[int], axes: tuple[int, ...] | None, options: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the options of `_reduce` with their mask, the second, joined as x is."""
    temperature, mask, *others = options
    if mask is not None:
        mask = _join(np.broadcast_to(broadcastable_mask(mask, x), x.shape), order, axes)
    return temperature, mask, *others


def _reduced_shape(x: Array, axis: int, keepdims: bool) -> tuple[int, ...]:
    if x.ndim == 0:
        return ()
    shape = x.shape
    if axis == -1:
        return shape[:-1] + (1,) if keepdims else shape[:-1]
    return shape[:axis] + ((1,) if keepdims else ()) + shape[axis + 1 :]
