# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What callers pass, as arrays that the native library can read."""

from __future__ import annotations

from ctypes import addressof, c_char
from typing import Any, Callable, Container, NoReturn, Sequence

import numpy as np
import numpy.typing as npt

from ._dlpack import from_dlpack
from ._dtypes import F32, F64, FLOATS, Dtype, choice_text, dtype_text, key, real

Array = npt.NDArray[Any]

# Looked up once: each call of this package makes these, and little else.
_ndarray = np.ndarray
first_char: Callable[[Any], c_char] = c_char.from_buffer


def shape_text(shape: Sequence[int]) -> str:
    """Return a shape as PyTorch's messages write it."""
    return f"[{', '.join(map(str, shape))}]"


def as_array(x: object, name: str) -> Array:
    """Return x, an array, a buffer, a DLPack tensor or nested lists, as an aligned array of native byte order."""
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array, and its mask would be ignored; fill it first")
    if hasattr(x, "__dlpack__") and not isinstance(x, np.ndarray):
        array = from_dlpack(x, name)
    else:
        array = np.asarray(x)
    return np.require(array, array.dtype.newbyteorder("="), "A")


def as_floats(x: object, name: str, kernels: Container[str] = FLOATS) -> Array:
    """Return x as an aligned array of native float32 or float64, or of any type that the given table has."""
    if type(x) is _ndarray and (x.dtype is F32 or x.dtype is F64) and x.flags.aligned:
        return x
    array = as_array(x, name)
    if key(array.dtype) not in kernels:
        raise TypeError(
            f"{name} must be {choice_text(kernels)}, got {dtype_text(array.dtype)}; "
            f"convert it with numpy.asarray({name}, numpy.float32)"
        )
    return array


def as_same_floats(x: object, name: str, like: Array, like_name: str) -> Array:
    """Return x as as_floats does; it must have the type of `like`. Python numbers take that type."""
    if type(x) is _ndarray and x.dtype is like.dtype and x.flags.aligned:
        return x
    if (type(x) is float or type(x) is int) and like.dtype.kind == "f":
        return np.asarray(x, like.dtype)
    array = as_array(x, name)
    if key(array.dtype) != key(like.dtype):
        raise TypeError(f"{name} must be {dtype_text(like.dtype)} like {like_name}, got {dtype_text(array.dtype)}")
    return array


def as_reals(x: object, name: str, like: Array, like_name: str) -> Array:
    """Return x as an array of what goes with the type of `like`: that type, or float32 for the half types."""
    dtype = real(like.dtype)
    if dtype is like.dtype:
        return as_same_floats(x, name, like, like_name)
    if type(x) is float or type(x) is int:
        return np.asarray(x, dtype)
    array = as_array(x, name)
    if array.dtype != dtype:
        raise TypeError(
            f"{name} must be {dtype} with {like_name} of {dtype_text(like.dtype)}, got {dtype_text(array.dtype)}"
        )
    return array


def address(array: Array) -> int:
    """Return the address of an array's first element."""
    # Four times as fast as array.ctypes.data, but only for what is writable, contiguous and not empty.
    try:
        return addressof(first_char(array))
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


def check_output(out: object, name: str, like: Array, shape: Sequence[int]) -> None:
    """Raise unless `out` is a writable array of the given shape and of the type of `like`."""
    _check_output(out, name, like.dtype, shape)


def check_real_output(out: object, name: str, like: Array, shape: Sequence[int]) -> None:
    """Raise unless `out` is a writable array of the given shape and of what goes with the type of `like`."""
    _check_output(out, name, real(like.dtype), shape)


def _check_output(out: object, name: str, dtype: Dtype, shape: Sequence[int]) -> None:
    if not isinstance(out, np.ndarray):
        _bad_type(f"{name} must be a numpy.ndarray, got {type(out).__name__}")
    if out.dtype.newbyteorder("=") != dtype:
        _bad_type(f"{name} must be {dtype_text(dtype)}, got {dtype_text(out.dtype)}")
    if out.shape != tuple(shape):
        raise ValueError(f"{name} must have shape {shape_text(shape)}, got {shape_text(out.shape)}")
    if not out.flags.writeable:
        raise ValueError(f"{name} is read-only")


def _bad_type(message: str) -> NoReturn:
    raise TypeError(message)
