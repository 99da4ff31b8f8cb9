# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The options that the functions of the softmax family share: temperature, mask, rows without classes, class axis."""

from __future__ import annotations

import functools
import math
from ctypes import addressof, sizeof

import numpy as np
import numpy.typing as npt

from . import _abi
from ._arrays import Array, address, as_array, as_same_floats, read_strided, shape_text, vector

_EMPTY_ROW = {"nan": _abi.SoftmaxFlags.DEFAULT, "zero": _abi.SoftmaxFlags.EMPTY_ROW_ZERO}
_UNITS = {"nats": _abi.SoftmaxFlags.DEFAULT, "bits": _abi.SoftmaxFlags.BITS}

Mask = npt.ArrayLike | None


def softmax_options(
    x: Array,
    axis: int,
    inner: int,
    temperature: float = 1.0,
    mask: Mask = None,
    empty_row: str = "nan",
    unit: str = "nats",
) -> tuple[object, int | None]:
    """Return the options of a call whose rows are read with the given axis and inner, and their address.

    The first keeps the memory alive.
    """
    if mask is None and temperature == 1.0 and empty_row == "nan" and unit == "nats" and inner == 1:
        return None, None
    options = _options(temperature, empty_row, unit, inner)
    if mask is None:
        return options, addressof(options)
    own = _abi.SoftmaxOptions.from_buffer_copy(options)
    own.mask_type, kept, own.mask, own.mask_stride = _mask(mask, x, axis, inner)
    return (own, kept), addressof(own)


@functools.lru_cache(maxsize=256)
def _options(temperature: float, empty_row: str, unit: str, inner: int) -> _abi.SoftmaxOptions:
    """Return an options struct, which nobody may change."""
    for name, given, choices in (("empty_row", empty_row, _EMPTY_ROW), ("unit", unit, _UNITS)):
        if given not in choices:
            legal = " or ".join(f'"{choice}"' for choice in choices)
            raise ValueError(f"{given} is not a valid value for {name}; use {legal}")
    if not math.isfinite(temperature) or temperature == 0:
        raise ValueError(f"temperature must be finite and not 0. Got: {temperature}")
    return _abi.SoftmaxOptions(
        struct_size=sizeof(_abi.SoftmaxOptions),
        flags=_EMPTY_ROW[empty_row] | _UNITS[unit],
        inner=inner,
        temperature=temperature,
    )


def _mask(mask: npt.ArrayLike, x: Array, axis: int, inner: int) -> tuple[int, Array, int, int]:
    """Return the type of a mask, what keeps it alive, its address, and its row stride, 0 for one row for all."""
    m = broadcastable_mask(mask, x)
    kind = _abi.MaskType.BOOL if m.dtype == np.bool_ else _abi.MaskType.ADD
    shape = x.shape or (1,)
    padded = m.reshape((1,) * (len(shape) - m.ndim) + m.shape)
    classes = shape[axis]
    if padded.size == padded.shape[axis]:
        row = vector(np.broadcast_to(padded.reshape(-1), (classes,)))
        return kind, row, address(row), 0
    kept, at, stride, _, _, _ = read_strided(np.broadcast_to(padded, shape), axis, inner)
    return kind, kept, at, stride


def broadcastable_mask(mask: npt.ArrayLike, x: Array) -> Array:
    """Return a mask as an array of booleans, or of numbers of the type of x, whose shape can become that of x."""
    m = as_array(mask, "mask")
    if m.dtype != np.bool_:
        m = as_same_floats(m, "mask", x, "logits, or bool")
    try:
        fits = np.broadcast_shapes(m.shape, x.shape) == x.shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            f"mask must be broadcastable to the shape of logits, {shape_text(x.shape)}, got {shape_text(m.shape)}"
        )
    return m
