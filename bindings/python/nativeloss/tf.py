# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The names, argument order and meaning of ``tf.nn``, on NumPy arrays: losses come per row, nothing is reduced.

Code that says ``tf.nn.`` runs with ``tf.`` of this module: ``import nativeloss.tf as tf``. `name` is accepted and
ignored, `dim` is the old name of `axis`. Lists become float64 arrays, where TensorFlow makes float32.

>>> import numpy as np, nativeloss.tf as tf
>>> logits = np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])
>>> print(tf.sparse_softmax_cross_entropy_with_logits(labels=[1, 2], logits=logits))
[0.4790107  1.19967598]
"""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _softmax
from ._arrays import Array, as_array, as_floats, normalize_axis, shape_text
from ._cross_entropy import cross_entropy
from ._elementwise import binary_cross_entropy_with_logits

__all__ = [
    "log_softmax",
    "sigmoid_cross_entropy_with_logits",
    "softmax",
    "softmax_cross_entropy_with_logits",
    "sparse_softmax_cross_entropy_with_logits",
    "weighted_cross_entropy_with_logits",
]


def softmax(logits: npt.ArrayLike, axis: int | None = None, name: str | None = None, dim: int | None = None) -> Any:
    """Compute the softmax along an axis, as ``tf.nn.softmax``.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, optional
        The class axis. Default: the last.
    name, dim : optional
        See the module.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        As `nativeloss.softmax`.

    Raises
    ------
    TypeError, IndexError
        As `nativeloss.softmax`.
    ValueError
        If both `axis` and `dim` are given.

    Examples
    --------
    >>> import nativeloss.tf as tf
    >>> print(tf.softmax([0.1, 0.3, 0.5, 0.9]))
    [0.16838508 0.205666   0.25120102 0.37474789]
    """
    return _softmax.softmax(logits, _axis(axis, dim))


def log_softmax(logits: npt.ArrayLike, axis: int | None = None, name: str | None = None, dim: int | None = None) -> Any:
    """Compute the logarithm of the softmax along an axis, as ``tf.nn.log_softmax``.

    Parameters
    ----------
    logits : array_like, shape (...)
        Any values, float32 or float64.
    axis : int, optional
        The class axis. Default: the last.
    name, dim : optional
        See the module.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        As `nativeloss.log_softmax`.

    Raises
    ------
    TypeError, IndexError
        As `nativeloss.log_softmax`.
    ValueError
        If both `axis` and `dim` are given.

    Examples
    --------
    >>> import nativeloss.tf as tf
    >>> print(tf.log_softmax([-1000.0, 0.0]))
    [-1000.     0.]
    """
    return _softmax.log_softmax(logits, _axis(axis, dim))


def softmax_cross_entropy_with_logits(
    labels: npt.ArrayLike,
    logits: npt.ArrayLike,
    axis: int | None = None,
    name: str | None = None,
    dim: int | None = None,
) -> Any:
    """Compute each row's cross-entropy with target probabilities, as ``tf.nn.softmax_cross_entropy_with_logits``.

    Parameters
    ----------
    labels : array_like
        Probabilities of the classes, not checked for sign or sum; converted to the type of `logits`.
    logits : array_like, shape (...)
        Any values, float32 or float64. The two are broadcast against each other.
    axis : int, optional
        The class axis. Default: the last.
    name, dim : optional
        See the module.

    Returns
    -------
    ndarray, shape of `logits` without the class axis, or NumPy scalar
        In nats. A label of 0 adds 0, also where the logit is -inf.

    Raises
    ------
    TypeError
        If the logits are neither float32 nor float64.
    IndexError
        If there is no such axis.
    ValueError
        If the shapes do not broadcast, or if there are no classes.

    Examples
    --------
    >>> import numpy as np, nativeloss.tf as tf
    >>> labels, logits = [[0, 0, 0, 1], [0, 0.5, 0.5, 0]], [[1.0, 1.0, 1.0, 1.0], [1.0, 2.0, 3.0, 4.0]]
    >>> print(tf.softmax_cross_entropy_with_logits(labels=labels, logits=logits).round(4))
    [1.3863 1.9402]
    """
    z = as_floats(logits, "logits")
    t = _numbers(labels)
    try:
        shape = np.broadcast_shapes(t.shape, z.shape)
    except ValueError:
        raise ValueError(
            f"logits and labels must be broadcastable: logits_size={shape_text(z.shape)} "
            f"labels_size={shape_text(t.shape)}"
        ) from None
    place = normalize_axis(_axis(axis, dim), len(shape))
    z, t = (np.moveaxis(np.broadcast_to(x, shape or (1,)), place, -1) for x in (z, t.astype(z.dtype, copy=False)))
    return _per_row(z, t)


def sparse_softmax_cross_entropy_with_logits(
    labels: npt.ArrayLike, logits: npt.ArrayLike, name: str | None = None
) -> Any:
    """Compute each row's cross-entropy with a class index, as ``tf.nn.sparse_softmax_cross_entropy_with_logits``.

    Parameters
    ----------
    labels : array_like of integers, shape (...)
        Class indices from 0, of any integer type but uint64. No index is ignored.
    logits : array_like, shape (..., C)
        Any values, float32 or float64.
    name : optional
        See the module.

    Returns
    -------
    ndarray, shape of `labels`, or NumPy scalar
        In nats, at most 1.5 ulp (float64: 2) from the exact value, relative, also near 0.

    Raises
    ------
    TypeError
        If the logits are neither float32 nor float64, or the labels no integers.
    IndexError
        If a label is outside [0, C).
    ValueError
        If the shapes do not fit, or if there are no classes.

    Examples
    --------
    >>> import nativeloss.tf as tf
    >>> print(tf.sparse_softmax_cross_entropy_with_logits([1, 0], [[10.0, 1.0, -2.0], [1.0, 4.0, 0.2]]).round(5))
    [9.00013 3.06967]
    """
    z = as_floats(logits, "logits")
    t = as_array(labels, "labels")
    if t.dtype.kind not in "iu":
        raise TypeError(f"labels must be integers, got {t.dtype}")
    if t.ndim != z.ndim - 1:
        raise ValueError(
            f"Rank mismatch: Rank of labels (received {t.ndim}) should equal rank of logits minus 1 (received {z.ndim})."
        )
    if t.shape != z.shape[:-1]:
        raise ValueError(
            f"Shape mismatch: The shape of labels (received {t.shape}) should equal the shape of logits except for the "
            f"last dimension (received {z.shape})."
        )
    classes = z.shape[-1]
    outside = t[(t < 0) | (t >= classes)]
    if outside.size and classes:
        raise IndexError(f"Received a label value of {outside[0]} which is outside the valid range of [0, {classes}).")
    return _per_row(z, t)


def sigmoid_cross_entropy_with_logits(labels: npt.ArrayLike, logits: npt.ArrayLike, name: str | None = None) -> Any:
    """Compute each element's binary cross-entropy, as ``tf.nn.sigmoid_cross_entropy_with_logits``.

    Parameters
    ----------
    labels : array_like, shape of `logits`
        Probabilities; converted to the type of `logits`.
    logits : array_like, shape (...)
        Any values, float32 or float64.
    name : optional
        See the module.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        In nats. A logit of +inf with label 1, or -inf with label 0, costs 0.

    Raises
    ------
    TypeError
        If the logits are neither float32 nor float64.
    ValueError
        If the shapes differ.

    Examples
    --------
    >>> import nativeloss.tf as tf
    >>> print(tf.sigmoid_cross_entropy_with_logits(labels=[0.0, 0.0, 0.5], logits=[1.0, -1.0, 0.0]).round(7))
    [1.3132617 0.3132617 0.6931472]
    """
    z, t = _pair(labels, logits)
    return binary_cross_entropy_with_logits(z, t, reduction="none")


def weighted_cross_entropy_with_logits(
    labels: npt.ArrayLike, logits: npt.ArrayLike, pos_weight: npt.ArrayLike, name: str | None = None
) -> Any:
    """Compute each element's binary cross-entropy, positives weighted, as ``tf.nn.weighted_cross_entropy_with_logits``.

    Parameters
    ----------
    labels : array_like, shape of `logits`
        Probabilities; converted to the type of `logits`.
    logits : array_like, shape (...)
        Any values, float32 or float64.
    pos_weight : array_like or float
        Factor of the loss of positives, broadcastable to `logits`; converted to its type.
    name : optional
        See the module.

    Returns
    -------
    ndarray, shape of `logits`, or NumPy scalar
        In nats.

    Raises
    ------
    TypeError
        If the logits are neither float32 nor float64.
    ValueError
        If the shapes differ, or if `pos_weight` does not broadcast.

    Examples
    --------
    >>> import nativeloss.tf as tf
    >>> print(tf.weighted_cross_entropy_with_logits([1.0, 0.5, 0.0], [1.5, -0.1, -10.0], 1.5).round(5))
    [3.0212e-01 8.8050e-01 5.0000e-05]
    """
    z, t = _pair(labels, logits)
    positive = np.asarray(pos_weight, z.dtype)
    return binary_cross_entropy_with_logits(z, t, reduction="none", pos_weight=positive)


def _pair(labels: npt.ArrayLike, logits: npt.ArrayLike) -> tuple[Array, Array]:
    z = as_floats(logits, "logits")
    t = _numbers(labels)
    if t.shape != z.shape:
        raise ValueError(f"`logits` and `labels` must have the same shape, received ({z.shape} vs {t.shape}).")
    return z, t.astype(z.dtype, copy=False)


def _numbers(labels: npt.ArrayLike) -> Array:
    t = as_array(labels, "labels")
    if t.dtype.kind not in "biuf":
        raise TypeError(f"labels must be numbers, got {t.dtype}")
    return t


def _axis(axis: int | None, dim: int | None) -> int:
    if axis is not None and dim is not None:
        raise ValueError("Cannot specify both 'axis' and 'dim'.")
    return next((given for given in (axis, dim) if given is not None), -1)


def _per_row(z: Array, t: Array) -> Any:
    """Return the losses of logits with any axes before the classes, which are last in the labels too or absent."""
    shape = z.shape[:-1]
    logits, target = z.reshape(prod(shape), z.shape[-1]), t.reshape(prod(shape), *t.shape[len(shape) :])
    losses: Array = cross_entropy(logits, target, reduction="none").reshape(shape)
    return losses if losses.ndim else losses[()]
