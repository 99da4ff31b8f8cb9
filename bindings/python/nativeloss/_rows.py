# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The rows of arrays as the native library wants them: address, strides, rows, classes."""

from __future__ import annotations

from ctypes import addressof
from math import prod
from typing import Callable

import numpy as np

from ._inputs import Array, address, check_output, first_char

# Rows of an array: the array with its classes on the last axis, its address, row stride in elements, rows, classes.
# The array is part of it because it keeps the memory alive.
Rows = tuple[Array, int, int, int, int]

# The same for classes that lie `inner` elements apart: address, stride, inner, rows, classes. Row r starts at element
# (r // inner) * stride + r % inner; with inner 1 that is what Rows are.
Strided = tuple[Array, int, int, int, int, int]

_ndarray = np.ndarray
_empty: Callable[..., Array] = np.empty


def read_rows(array: Array, axis: int) -> Rows:
    """Return the rows of an input. Rows at a constant distance are used where they are, others are copied once."""
    if axis == -1 and array.flags.carray and (size := array.size) and (shape := array.shape):
        classes = shape[-1]
        return array, addressof(first_char(array)), classes, size // classes, classes
    moved = _classes_last(array, axis)
    stride = _row_stride(moved)
    if stride < 0:
        moved = np.ascontiguousarray(moved)
        stride = moved.shape[-1]
    classes = moved.shape[-1]
    return moved, address(moved), stride, moved.size // classes if classes else 0, classes


def write_rows(
    out: Array | None, name: str, like: Array, shape: tuple[int, ...], axis: int
) -> tuple[Array, Array, int, int]:
    """Return (result, buffer, address, row stride) for an output of the given shape with its classes on `axis`.

    The result is what the caller of the function receives; the native library writes into the buffer. They share
    memory, except where the rows of `out` cannot be written in place: `store` then copies.
    """
    if out is None:
        if axis == -1:
            buffer = _empty(shape, like.dtype)
            return (
                buffer,
                buffer,
                addressof(first_char(buffer)) if buffer.size else buffer.ctypes.data,
                shape[-1] if shape else 1,
            )
        buffer = np.empty(shape[:axis] + shape[axis + 1 :] + shape[axis : axis + 1], like.dtype)
        return np.moveaxis(buffer, -1, axis), buffer, address(buffer), shape[axis]
    if axis == -1 and type(out) is _ndarray and out.dtype is like.dtype and out.shape == shape and out.flags.carray:
        return out, out, address(out), shape[-1] if shape else 1
    check_output(out, name, like, shape)
    moved = _classes_last(out, axis)
    stride = _row_stride(moved)
    if stride < 0 or not out.flags.aligned or not out.dtype.isnative:
        buffer = np.empty(moved.shape, like.dtype)
        return out, buffer, address(buffer), buffer.shape[-1]
    return out, moved, address(moved), stride


def read_strided(array: Array, axis: int, inner: int = 0) -> Strided:
    """Return the rows of an input whose class axis may be any, used where they are if there is a way.

    There are two: classes `inner` elements apart, the product of the extents after the axis, or `inner` 1 as in
    `read_rows`. A caller with several arrays passes the first one's choice for the others; 0 leaves it open. Where
    neither fits, one copy is made, in C order.
    """
    if axis == -1:
        kept, at, stride, rows, classes = read_rows(array, -1)
        return kept, at, stride, 1, rows, classes
    classes, after = array.shape[axis], prod(array.shape[axis + 1 :])
    if after > 1 and inner != 1:
        stride = _block_stride(array, axis)
        if stride < 0 and not inner and _row_stride(np.moveaxis(array, axis, -1)) >= 0:
            inner = 1
        else:
            if stride < 0:
                array = np.ascontiguousarray(array)
                stride = classes * after
            return array, address(array), stride, after, array.size // classes if classes else 0, classes
    kept, at, stride, rows, classes = read_rows(array, axis)
    return kept, at, stride, 1, rows, classes


def write_strided(
    out: Array | None, name: str, like: Array, shape: tuple[int, ...], axis: int, inner: int
) -> tuple[Array, Array, int, int]:
    """Return what `write_rows` does, for an output that is to be written with the given `inner`."""
    if inner == 1:
        return write_rows(out, name, like, shape, axis)
    if out is not None:
        check_output(out, name, like, shape)
        stride = _block_stride(out, axis)
        if stride >= 0 and out.flags.aligned and out.dtype.isnative:
            return out, out, address(out), stride
    buffer = _empty(shape, like.dtype)
    return buffer if out is None else out, buffer, address(buffer), shape[axis] * inner


def store(out: Array, buffer: Array, axis: int) -> None:
    """Copy the buffer that `write_rows` returned into `out`, unless it is a view of it.

    A buffer of `write_strided` with another `inner` than 1 has its axes as `out` has them: `axis` is then -1.
    """
    if buffer is not out and not np.may_share_memory(out, buffer):
        _classes_last(out, axis)[...] = buffer


def _classes_last(array: Array, axis: int) -> Array:
    if array.ndim == 0:
        return array.reshape(1)
    return array if axis == -1 else np.moveaxis(array, axis, -1)


def _row_stride(array: Array) -> int:
    """Return the distance of the rows in elements, or -1 if the native library cannot walk them."""
    return _block_stride(array, array.ndim - 1)


def _block_stride(array: Array, axis: int) -> int:
    """Return the distance in elements of the blocks that `axis` and those after it make, -1 if there is none.

    A block must be contiguous, and all blocks at one distance, not overlapping.
    """
    item = block = array.itemsize
    for extent, step in zip(array.shape[: axis - array.ndim - 1 : -1], array.strides[: axis - array.ndim - 1 : -1]):
        if extent > 1 and step != block:
            return -1
        block *= extent
    stride = following = None
    for extent, step in zip(array.shape[:axis][::-1], array.strides[:axis][::-1]):
        if extent == 1:
            continue
        if stride is None:
            stride = step
        elif step != following:
            return -1
        following = step * extent
    if stride is None:
        return block // item
    return stride // item if stride % item == 0 and stride >= block else -1
