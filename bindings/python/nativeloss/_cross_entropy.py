# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Cross-entropy and its gradient."""

from __future__ import annotations

import functools
import operator
from ctypes import addressof, c_double, c_float, sizeof
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
from ._kernels import CROSS_ENTROPY, CROSS_ENTROPY_SOFT
from ._status import finish

_REDUCTIONS = {"mean": _abi.Reduction.MEAN, "sum": _abi.Reduction.SUM, "none": _abi.Reduction.NONE}
_EMPTY_MEAN = {"nan": _abi.CrossEntropyFlags.DEFAULT, "zero": _abi.CrossEntropyFlags.EMPTY_MEAN_ZERO}
_NO_IGNORE = -100

# Cheaper to make, to address and to read than an array without axes.
_SCALARS: dict[str, Any] = {"f": c_float, "d": c_double}

# NumPy has two characters for one of the C types, and which one depends on the platform.
_LABEL_TYPES = {
    char: int(_abi.LabelType[f"{'U' if char.isupper() else 'I'}{8 * np.dtype(char).itemsize}"])
    for char in "bBhHiIlLqQ"
    if not (char.isupper() and np.dtype(char).itemsize == 8)
}


def cross_entropy(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
) -> Any:
    """Compute the softmax cross-entropy of logits with class indices or probabilities, and its gradient.

    Names, shapes, defaults and reductions are those of ``torch.nn.functional.cross_entropy``.

    Parameters
    ----------
    input : array_like, shape (C), (N, C) or (N, C, d1, ...)
        Logits, any values, float32 or float64. With d1, ... the class axis costs one copy.
    target : array_like
        Integers of any type but uint64, shape (), (N) or (N, d1, ...): class indices from 0. Or floats of the type
        and shape of `input`: probabilities, not checked for sign or sum.
    weight : array_like, shape (C), optional
        Weight of each class, of the type of `input`. Default: all ones.
    ignore_index : int, optional
        Index of rows to leave out: loss 0, gradient 0, not counted in the mean. Any value, a class included.
        Default: -100. Probabilities allow the default only.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean". Its denominator is, for indices, the sum of the weights of the rows' classes over the rows
        that are not ignored, for probabilities the number of rows.
    label_smoothing : float, optional
        Probability mass spread evenly over all classes, in [0, 1]. Default: 0.
    empty_mean : {"nan", "zero"}, optional
        The mean over nothing (no rows, or every row ignored). Default: NaN.
    return_grad : bool, optional
        Also return the gradient of the returned value (of each row's loss with "none") with respect to `input`.
        Default: False.
    grad_out : ndarray, shape of `input`, optional
        Receives the gradient, whether it is returned too or not. It may be `input` itself.

    Returns
    -------
    loss : NumPy scalar, or ndarray of shape (N) or (N, d1, ...) with "none"
        In nats, of the type of `input`, at most 1.5 ulp (float64: 2) from the exact value, relative, also near 0.
    grad : ndarray, shape of `input`
        Only with `return_grad`.

    Raises
    ------
    TypeError
        For other types than the above, and for types that differ.
    IndexError
        If a target is outside [0, C) and is not `ignore_index`.
    ValueError
        If shapes do not fit, for an illegal option, or if `grad_out` is read-only, or overlaps `input` without
        being it.

    After an exception `grad_out` is as it was.

    Notes
    -----
    NaN makes its row's loss and gradient NaN. A target whose logit is -inf has loss +inf and a finite gradient; a
    probability of 0 there adds 0. The logits that are +inf share the mass evenly.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> logits = np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])
    >>> loss, grad = nl.cross_entropy(logits, [1, 2], return_grad=True)
    >>> print(f"{loss:.14f}")
    0.83934333897878
    >>> print(grad.round(4))
    [[ 0.1139 -0.1903  0.0764]
     [ 0.2484  0.101  -0.3494]]
    """
    x = as_floats(input, "input")
    if x.ndim == 0 or x.shape[1 if x.ndim > 1 else 0] == 0:
        raise ValueError(f"Expected input with at least one class, got shape {shape_text(x.shape)}")
    t = target if type(target) is np.ndarray else as_array(target, "target")
    label_type = _LABEL_TYPES.get(t.dtype.char)
    options, options_at = _options(reduction, ignore_index, label_smoothing, empty_mean, label_type is None)
    if label_type is None:
        t = as_same_floats(t, "target", x, "input") if t.dtype.kind == "f" else _bad_target(t)
        _check_probabilities(x, t)
    else:
        if not t.flags.carray or not t.dtype.isnative:
            t = vector(as_array(t, "target"))
        if t.shape != x.shape[:-1] or x.ndim > 2:
            _check_indices(x, t)
    if weight is not None:
        w = vector(as_same_floats(weight, "weight", x, "input"))
        _check_weight(x, w)
        options = _abi.CrossEntropyOptions.from_buffer_copy(options)
        options.class_weights = address(w)
        options_at = addressof(options)

    axis = -1 if x.ndim <= 2 else 1
    kept, x_at, x_stride, rows, classes = read_rows(x, axis)
    dtype = x.dtype.char
    per_row = reduction == "none" and x.ndim > 1
    loss: Any = np.empty(x.shape[:1] + x.shape[2:], x.dtype) if per_row else _SCALARS[dtype]()
    loss_at = address(loss) if per_row else addressof(loss)
    grad: Array | None = None
    grad_at, grad_stride = None, 0
    if return_grad or grad_out is not None:
        grad, buffer, grad_at, grad_stride = write_rows(grad_out, "grad_out", x, x.shape, axis)

    executor = _executor.active
    if label_type:
        status = CROSS_ENTROPY[dtype](
            x_at, x_stride, address(t), label_type, rows, classes, options_at, loss_at, grad_at, grad_stride, executor
        )
    else:
        t_kept, t_at, t_stride, _, _ = read_rows(t, axis)
        status = CROSS_ENTROPY_SOFT[dtype](
            x_at, x_stride, t_at, t_stride, rows, classes, options_at, loss_at, grad_at, grad_stride, executor
        )
    if status or executor:
        if status == _abi.Status.E_LABEL:
            _raise_bad_label(t, classes, ignore_index)
        finish(status)

    if grad_out is not None:
        store(grad_out, buffer, axis)
    value = loss if per_row else x.dtype.type(loss.value)
    return (value, grad) if return_grad else value


@functools.lru_cache(maxsize=256, typed=True)
def _options(
    reduction: str, ignore_index: int, label_smoothing: float, empty_mean: str, soft: bool
) -> tuple[_abi.CrossEntropyOptions, int]:
    """Return an options struct, which nobody may change, and its address."""
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if empty_mean not in _EMPTY_MEAN:
        raise ValueError(f'{empty_mean} is not a valid value for empty_mean; use "nan" or "zero"')
    if not 0.0 <= label_smoothing <= 1.0:
        raise ValueError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    ignore_index = operator.index(ignore_index)
    if not -(2**63) <= ignore_index < 2**63:
        raise ValueError(f"ignore_index must fit in 64 bits. Got: {ignore_index}")
    if soft and ignore_index != _NO_IGNORE:
        raise ValueError("ignore_index is not supported for floating point target")
    options = _abi.CrossEntropyOptions(
        struct_size=sizeof(_abi.CrossEntropyOptions),
        flags=_EMPTY_MEAN[empty_mean] | (0 if soft else _abi.CrossEntropyFlags.IGNORE_INDEX),
        reduction=_REDUCTIONS[reduction],
        label_smoothing=label_smoothing,
        ignore_index=0 if soft else ignore_index,
    )
    return options, addressof(options)


def _bad_target(t: Array) -> Array:
    raise TypeError(
        f"target must hold class indices (integers, but not uint64) or probabilities (floats), got {t.dtype}"
    )


def _check_probabilities(x: Array, t: Array) -> None:
    if t.shape != x.shape:
        raise ValueError(
            f"Expected floating point target (class probabilities) of the input's shape {shape_text(x.shape)}, "
            f"got {shape_text(t.shape)}; class indices must be integers"
        )


def _check_indices(x: Array, t: Array) -> None:
    if t.shape == x.shape:
        raise TypeError(f"Expected floating point type for target with class probabilities, got {t.dtype}")
    expected = x.shape[:1] + x.shape[2:] if x.ndim > 1 else ()
    if t.shape == expected:
        return
    if x.ndim == 1:
        raise ValueError(f"size mismatch (got input: {shape_text(x.shape)}, target: {shape_text(t.shape)})")
    if t.ndim and t.shape[0] != x.shape[0]:
        raise ValueError(f"Expected input batch_size ({x.shape[0]}) to match target batch_size ({t.shape[0]}).")
    if x.ndim == 2:
        raise ValueError("0D or 1D target tensor expected, multi-target not supported")
    raise ValueError(f"Expected target size {shape_text(expected)}, got {shape_text(t.shape)}")


def _check_weight(x: Array, w: Array) -> None:
    classes = x.shape[1 if x.ndim > 1 else 0]
    if w.shape != (classes,):
        raise ValueError(
            f"weight tensor should be defined either for all {classes} classes or no classes "
            f"but got weight tensor of shape: {shape_text(w.shape)}"
        )


def _raise_bad_label(t: Array, classes: int, ignore_index: int) -> None:
    for label in t.flat:
        if not 0 <= label < classes and label != ignore_index:
            raise IndexError(f"Target {label} is out of bounds.")
