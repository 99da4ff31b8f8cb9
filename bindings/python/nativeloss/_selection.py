# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The largest elements along an axis."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from . import _executor, _kernels
from ._arrays import Array, address, as_floats, normalize_axis, read_rows
from ._dtypes import key
from ._status import finish


class TopK(NamedTuple):
    """What `topk` returns."""

    values: Any
    indices: Any


def argmax(logits: npt.ArrayLike, axis: int = -1, keepdims: bool = False) -> Any:
    """Find the largest element along an axis: the class that logits or probabilities predict.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16.
    axis : int, optional
        The class axis. Default: the last. Any other costs one copy of `logits`.
    keepdims : bool, optional
        Keep the axis, with extent 1. Default: drop it.

    Returns
    -------
    ndarray of int64, or NumPy scalar where nothing but the class axis was there
        Of equal elements the first one's index, counted from 0.

    Raises
    ------
    TypeError
        For other types.
    IndexError
        If there is no such axis.
    ValueError
        If the axis has no elements.

    Notes
    -----
    NaN is larger than every number: where there are any, the result is the first one's index. +0 equals -0.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.argmax(np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])))
    [1 0]
    """
    x = as_floats(logits, "logits", _kernels.ARGMAX)
    axis = normalize_axis(axis, x.ndim)
    kept, where, stride, rows, classes = read_rows(x, axis)
    if classes == 0:
        raise ValueError(f"argmax(): Expected reduction dim {axis % x.ndim} to have non-zero size.")
    indices = np.empty(kept.shape[:-1], np.int64)
    if rows:
        executor = _executor.for_size(x.size)
        finish(_kernels.ARGMAX[key(x.dtype)](where, stride, rows, classes, address(indices), executor))
    if keepdims and x.ndim:
        indices = np.expand_dims(indices, axis)
    return indices if indices.ndim else indices[()]


def topk(input: npt.ArrayLike, k: int, axis: int = -1) -> TopK:
    """Find the `k` largest elements along an axis, the largest first.

    Parameters
    ----------
    input : array_like, shape (...)
        Any values, float32, float64, float16 or bfloat16.
    k : int
        How many, from 1 to the extent of the axis.
    axis : int, optional
        The class axis. Default: the last. Any other costs one copy of `input`, and the results are then transposed
        views.

    Returns
    -------
    named tuple (values, indices)
        Both of the shape of `input`, with the axis of extent `k`: the elements, and their int64 indices along the
        axis. Equal elements come by rising index, and of those at the end the first ones are taken.

    Raises
    ------
    TypeError, IndexError
        As `argmax`.
    ValueError
        If `k` is below 1 or larger than the axis.

    Notes
    -----
    NaN is larger than every number. +0 equals -0. Time grows as the extent times log(`k`) at most.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> values, indices = nl.topk(np.array([0.5, 1.5, 0.1, 1.5]), 3)
    >>> print(values, indices)
    [1.5 1.5 0.5] [1 3 0]
    """
    x = as_floats(input, "input", _kernels.TOP_K)
    axis = normalize_axis(axis, x.ndim)
    kept, where, stride, rows, classes = read_rows(x, axis)
    if not 1 <= k <= classes:
        raise ValueError(f"selected index k out of range: {k} of {classes}")
    values = np.empty((*kept.shape[:-1], k), x.dtype)
    indices = np.empty(values.shape, np.int64)
    if rows:
        executor = _executor.for_size(x.size)
        finish(
            _kernels.TOP_K[key(x.dtype)](
                where, stride, rows, classes, k, address(values), k, address(indices), k, executor
            )
        )
    return TopK(_back(values, axis, x), _back(indices, axis, x))


def _back(result: Array, axis: int, like: Array) -> Any:
    if like.ndim == 0:
        return result[0]
    return result if axis == -1 else np.moveaxis(result, -1, axis)
