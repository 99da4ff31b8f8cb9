# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Tensors of other packages, without a copy, by the DLPack protocol."""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import numpy.typing as npt

from ._dtypes import bfloat16

# DLDeviceType: those whose memory the processor reads as its own.
_READABLE = (1, 3, 11)
_DEVICES = {2: "cuda", 4: "opencl", 7: "vulkan", 8: "metal", 9: "vpi", 10: "rocm", 13: "cuda (managed)", 14: "oneapi"}

# DLDataTypeCode.
_UINT, _BFLOAT = 1, 4


class _Tensor(ctypes.Structure):
    """The start of DLTensor, which is the start of DLManagedTensor."""

    _fields_ = [
        ("data", ctypes.c_void_p),
        ("device_type", ctypes.c_int32),
        ("device_id", ctypes.c_int32),
        ("ndim", ctypes.c_int32),
        ("code", ctypes.c_uint8),
        ("bits", ctypes.c_uint8),
        ("lanes", ctypes.c_uint16),
    ]


_pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_of.restype = ctypes.c_void_p
_pointer_of.argtypes = (ctypes.py_object, ctypes.c_char_p)


class _Exported:
    """A capsule for NumPy to take."""

    def __init__(self, capsule: object, device: tuple[int, int]) -> None:
        self._capsule = capsule
        self._device = device

    def __dlpack__(self, **_: object) -> object:
        return self._capsule

    def __dlpack_device__(self) -> tuple[int, int]:
        return self._device


def from_dlpack(x: Any, name: str) -> npt.NDArray[Any]:
    """Return an array on the memory of x, an object with `__dlpack__`."""
    device = x.__dlpack_device__()
    if device[0] not in _READABLE:
        where = _DEVICES.get(device[0], f"of DLPack type {device[0]}")
        raise TypeError(f"{name} is on the device {where}:{device[1]}; copy it to the CPU first")
    capsule = x.__dlpack__()
    tensor = _Tensor.from_address(_pointer_of(capsule, b"dltensor"))
    half = (tensor.code, tensor.bits, tensor.lanes) == (_BFLOAT, 16, 1)
    if half:
        # NumPy does not know the type. The header belongs to whom the capsule is given, so it may say otherwise.
        tensor.code = _UINT
    array: npt.NDArray[Any] = np.from_dlpack(_Exported(capsule, device))
    return array.view(bfloat16()) if half else array
