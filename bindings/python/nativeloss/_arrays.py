# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""NumPy arrays as the native library wants them: address, row stride, rows, classes."""

from __future__ import annotations

from ctypes import addressof, c_char
from typing import Any, Callable, NoReturn, Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

# Rows of an array: the array with its classes on the last axis, its address, row stride in elements, rows, classes.
# The array is part of it because it keeps the memory alive.
Rows = tuple[Array, int, int, int, int]

_F32 = np.dtype(np.float32)
_F64 = np.dtype(np.float64)

# Looked up once: each call of this package makes these, and little else.
_ndarray = np.ndarray
_empty: Callable[..., Array] = np.empty
_first_char: Callable[[Any], c_char] = c_char.from_buffer


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as PyTorch's messages write it."""
    return f"[{', '.join(map(str, shape))}]"


def as_array(x: object, name: str) -> Array:
    """Return x, an array, a buffer, a DLPack tensor or nested lists, as an aligned array of native byte order."""
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and its mask would be ignored; fill it first")
    if hasattr(x, "__dlpack__") and not isinstance(x, np.ndarray):
        array: Array = np.from_dlpack(x)
    else:
        array = np.asarray(x)
    return np.require(array, array.dtype.newbyteorder("="), "A")


def as_floats(x: object, name: str) -> Array:
    """Return x as an aligned array of native float32 or float64."""
    if type(x) is _ndarray and (x.dtype is _F32 or x.dtype is _F64) and x.flags.aligned:
        return x
    array = as_array(x, name)
    if array.dtype != _F32 and array.dtype != _F64:
        raise TypeError(
            f"{name} must be float32 or float64, got {array.dtype}; "
            f"convert it with numpy.asarray({name}, numpy.float32)"
        )
    return array


def as_same_floats(x: object, name: str, like: Array, like_name: str) -> Array:
    """Return x as as_floats does; it must have the type of `like`. Python numbers take that type."""
    if type(x) is float or type(x) is int:
        return np.asarray(x, like.dtype)
    array = as_floats(x, name)
    if array.dtype != like.dtype:
        raise TypeError(f"{name} must be {like.dtype} like {like_name}, got {array.dtype}")
    return array


def address(array: Array) -> int:
    """Return the address of an array's first element."""
    # Four times as fast as array.ctypes.data, but only for what is writable, contiguous and not empty.
    try:
        return addressof(_first_char(array))
    except (TypeError, ValueError):
        return array.ctypes.data


def vector(array: Array) -> Array:
    """Return the array itself if it is contiguous, else one copy that is."""
    return array if array.flags.c_contiguous else np.ascontiguousarray(array)


def normalize_axis(axis: int, ndim: int) -> int:
    """Return axis counted from 0, but -1 for the last; a scalar counts as one class."""
    extent = max(ndim, 1)
    if not -extent <= axis < extent:
        raise IndexError(
            f"Dimension out of range (expected to be in range of [{-extent}, {extent - 1}], but got {axis})"
        )
    axis %= extent
    return -1 if axis == extent - 1 else axis


def read_rows(array: Array, axis: int) -> Rows:
    """Return the rows of an input. Rows at a constant distance are used where they are, others are copied once."""
    if axis == -1 and array.flags.carray and (size := array.size) and (shape := array.shape):
        classes = shape[-1]
        return array, addressof(_first_char(array)), classes, size // classes, classes
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
                addressof(_first_char(buffer)) if buffer.size else buffer.ctypes.data,
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


def store(out: Array, buffer: Array, axis: int) -> None:
    """Copy the buffer that `write_rows` returned into `out`, unless it is a view of it."""
    if buffer is not out and not np.may_share_memory(out, buffer):
        _classes_last(out, axis)[...] = buffer


def check_output(out: object, name: str, like: Array, shape: Sequence[int]) -> None:
    """Raise unless `out` is a writable array of the given shape and of the type of `like`."""
    if not isinstance(out, np.ndarray):
        _bad_type(f"{name} must be a numpy.ndarray, got {type(out).__name__}")
    if out.dtype.newbyteorder("=") != like.dtype:
        _bad_type(f"{name} must be {like.dtype}, got {out.dtype}")
    if out.shape != tuple(shape):
        raise ValueError(f"{name} must have shape {shape_text(shape)}, got {shape_text(out.shape)}")
    if not out.flags.writeable:
        raise ValueError(f"{name} is read-only")


def _bad_type(message: str) -> NoReturn:
    raise TypeError(message)


def _classes_last(array: Array, axis: int) -> Array:
    if array.ndim == 0:
        return array.reshape(1)
    return array if axis == -1 else np.moveaxis(array, axis, -1)


def _row_stride(array: Array) -> int:
    """Return the distance of the rows in elements, or -1 if the native library cannot walk them."""
    item = array.itemsize
    classes = array.shape[-1]
    if classes > 1 and array.strides[-1] != item:
        return -1
    stride = following = None
    for extent, step in zip(array.shape[-2::-1], array.strides[-2::-1]):
        if extent == 1:
            continue
        if stride is None:
            stride = step
        elif step != following:
            return -1
        following = step * extent
    if stride is None:
        return classes
    return stride // item if stride % item == 0 and stride >= classes * item else -1
