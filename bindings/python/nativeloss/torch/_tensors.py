# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Tensors as arrays on the same memory, and back."""

from __future__ import annotations

from typing import Any, Container

import numpy as np
import torch

from .._dtypes import FLOATS, bfloat16, choice_text
from .._inputs import Array

_HALVES = (torch.float16, torch.bfloat16)


def _key(dtype: torch.dtype) -> str:
    """Return the key of a type in a table of native functions, or nothing if there is none."""
    if dtype is torch.bfloat16:
        return bfloat16().char
    return {torch.float32: "f", torch.float64: "d", torch.float16: "e"}.get(dtype, "")


def checked(x: object, name: str) -> torch.Tensor:
    """Return x if it is a dense tensor in the processor's memory."""
    if not isinstance(x, torch.Tensor):
        raise TypeError(f"{name} must be a torch.Tensor, got {type(x).__name__}")
    if x.device.type != "cpu":
        raise TypeError(f"{name} is on {x.device}, and nativeloss.torch works on CPU tensors; move it with .cpu()")
    if x.layout is not torch.strided:
        raise TypeError(f"{name} must be dense, got {x.layout}; convert it with .to_dense()")
    return x


def floats(x: object, name: str, kernels: Container[str] = FLOATS) -> torch.Tensor:
    """Return x if it is such a tensor of float32 or float64, or of any type that the given table has."""
    tensor = checked(x, name)
    if _key(tensor.dtype) not in kernels:
        got = str(tensor.dtype).removeprefix("torch.")
        raise TypeError(f"{name} must be {choice_text(kernels)}, got {got}; convert it with .float()")
    return tensor


def constant(x: object, name: str) -> torch.Tensor:
    """Return x if it is a tensor that nobody wants the gradient of."""
    tensor = checked(x, name)
    if tensor.requires_grad and torch.is_grad_enabled():
        raise RuntimeError(f"the gradient with respect to {name} is not computed; pass {name}.detach()")
    return tensor


def factors(x: object | None, name: str, like: torch.Tensor) -> Array | None:
    """Return weights as an array of the type that goes with `like`, which for the half types is float32."""
    if x is None:
        return None
    weights = constant(x, name)
    return array(weights.float() if like.dtype in _HALVES and weights.dtype in _HALVES else weights)


def labels_like(labels: Array, x: Array) -> Array:
    """Return float16 labels in float32 where the inputs are (see `_autograd`), else as they are."""
    return labels.astype(x.dtype) if labels.dtype == np.float16 and x.dtype == np.float32 else labels


def array(tensor: torch.Tensor) -> Array:
    """Return an array on the tensor's memory."""
    plain = tensor.detach().resolve_neg()
    half = plain.dtype is torch.bfloat16
    values: Array = (plain.view(torch.int16) if half else plain).numpy()
    return values.view(bfloat16()) if half else values


def broadcast(*tensors: torch.Tensor) -> tuple[torch.Tensor, ...]:
    """Return the tensors in the shape that they have together."""
    together: tuple[torch.Tensor, ...] = torch.broadcast_tensors(*tensors)  # type: ignore[no-untyped-call]
    return together


def tensor(result: Any) -> torch.Tensor:
    """Return a tensor on the memory of an array, or with the value of a NumPy scalar."""
    values = np.asarray(result)
    if values.dtype.kind == "f":
        return torch.from_numpy(values)
    return torch.from_numpy(values.view(np.int16)).view(torch.bfloat16)
