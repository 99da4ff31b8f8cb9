# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The call that all losses of several matrices of rows share."""

from __future__ import annotations

from ctypes import addressof
from typing import Any, Mapping, Sequence

import numpy as np

from . import _abi, _executor
from ._arrays import (
    Array,
    address,
    as_array,
    as_floats,
    as_reals,
    as_same_floats,
    normalize_axis,
    read_rows,
    shape_text,
    store,
    vector,
    write_rows,
)
from ._cross_entropy import _REAL_TYPES, _REDUCTIONS, _SCALARS
from ._dtypes import key, real
from ._kernels import Pair
from ._status import finish

Options = Any


def reduction_code(reduction: str) -> int:
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return int(_REDUCTIONS[reduction])


def empty_mean_is_zero(empty_mean: str) -> bool:
    if empty_mean not in ("nan", "zero"):
        raise ValueError(f'{empty_mean} is not a valid value for empty_mean; use "nan" or "zero"')
    return empty_mean == "zero"


def finite(value: float, name: str) -> float:
    value = float(value)
    if not np.isfinite(value):
        raise ValueError(f"{name} must be finite. Got: {value}")
    return value


def call(
    kernel: Pair,
    inputs: Mapping[str, object],
    axis: int,
    numbers: Sequence[float],
    options: Options,
    return_grad: bool,
    grad_out: Any,
    sample_weight: object = None,
    target: tuple[str, object] | None = None,
    accuracy: bool | None = None,
) -> Any:
    """Make a call whose parameters are in the usual order; accuracy is None where the operation has none.

    Return the loss, then the accuracy, then the gradients, each that is wanted; one gradient alone is no tuple.
    """
    names = list(inputs)
    first = as_floats(inputs[names[0]], names[0], kernel)
    char = key(first.dtype)
    arrays = [first] + [as_same_floats(inputs[name], name, first, names[0]) for name in names[1:]]
    for name, array in zip(names, arrays):
        if array.shape != first.shape:
            raise ValueError(
                f"{name} must have the shape of {names[0]}, {shape_text(first.shape)}, got {shape_text(array.shape)}"
            )
    axis = normalize_axis(axis, first.ndim)
    if first.ndim == 0 or first.shape[axis] == 0:
        raise ValueError(f"Expected {names[0]} with at least one column, got shape {shape_text(first.shape)}")
    shape = first.shape[:-1] if axis == -1 else first.shape[:axis] + first.shape[axis + 1 :]
    kept: list[Array] = []
    per_row: list[int] = []
    if target is not None:
        values = as_array(target[1], target[0])
        if values.dtype.kind in "biu":
            values = values.astype(real(first.dtype))
        kept.append(_of_rows(values, target[0], first, names[0], shape))
        per_row.append(address(kept[-1]))
    if sample_weight is not None:
        kept.append(_of_rows(sample_weight, "sample_weight", first, names[0], shape))
        options.row_weights = address(kept[-1])

    arguments: list[Any] = []
    rows = columns = 0
    for array in arrays:
        moved, at, stride, rows, columns = read_rows(array, axis)
        kept.append(moved)
        arguments += [at, stride]
    none = options.reduction == _abi.Reduction.NONE and shape != ()
    loss: Any = np.empty(shape, real(first.dtype)) if none else _SCALARS[char]()
    share = _SCALARS[char]()
    outs = _outs(grad_out, len(arrays))
    grads: list[Array] = []
    written: list[tuple[Array, Array]] = []
    grad_arguments: list[Any] = []
    for array, out in zip(arrays, outs):
        if not return_grad and out is None:
            grad_arguments += [None, 0]
            continue
        grad, buffer, at, stride = write_rows(out, "grad_out", first, array.shape, axis)
        grads.append(grad)
        grad_arguments += [at, stride]
        if out is not None:
            written.append((out, buffer))
    by_products = [] if accuracy is None else [addressof(share) if accuracy else None]
    executor = _executor.for_size(first.size)
    status = kernel[char](
        *arguments,
        *per_row,
        rows,
        columns,
        *numbers,
        addressof(options),
        address(loss) if none else addressof(loss),
        *by_products,
        *grad_arguments,
        executor,
    )
    if status or executor:
        finish(status)
    for out, buffer in written:
        store(out, buffer, axis)
    results: list[Any] = [loss if none else _REAL_TYPES[char](loss.value)]
    if accuracy:
        results.append(_REAL_TYPES[char](share.value))
    if return_grad:
        results.append(grads[0] if len(arrays) == 1 else tuple(grads))
    return results[0] if len(results) == 1 else tuple(results)


def _outs(grad_out: Any, count: int) -> Sequence[Array | None]:
    if count == 1:
        return [grad_out]
    if grad_out is None:
        return [None] * count
    if not isinstance(grad_out, (tuple, list)) or len(grad_out) != count:
        raise ValueError(f"grad_out must be a tuple of {count} arrays; None for one that is not wanted")
    return grad_out


def _of_rows(x: object, name: str, like: Array, like_name: str, shape: tuple[int, ...]) -> Array:
    array = vector(as_reals(x, name, like, like_name))
    if array.shape != shape:
        raise ValueError(f"{name} must have the shape {shape_text(shape)}, got {shape_text(array.shape)}")
    return array
