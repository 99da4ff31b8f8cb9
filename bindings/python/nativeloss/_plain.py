# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The short way to the native library, for what most calls are: float32 or float64 in C order, the class axis last, no
options, and too few elements for threads.

Converting the arguments of a small call takes longer than computing it. Here nothing is converted: what follows from
shapes and types is looked up, extents among it as ctypes passes them on, addresses are references, and the functions
declare no types that ctypes would check again. The decorators try this way first. Where it does not apply, or the
library reports an error, the decorated function does everything the general way, which has the messages.
"""

from __future__ import annotations

import ctypes
import functools
from ctypes import byref, c_int64
from math import prod
from typing import Any, Callable, TypeVar, cast

import numpy as np

from . import _executor
from ._dtypes import F32, F64, Dtype
from ._inputs import first_char
from ._loader import path

Function = TypeVar("Function", bound=Callable[..., Any])

# What a call takes beside the arrays: the native function, rows, classes.
Plan = tuple[Callable[..., int], Any, Any]

# Loaded once more: the functions of this object are not the declared ones.
_library = ctypes.CDLL(str(path))
_ndarray = np.ndarray
empty: Callable[..., Any] = np.empty


def planner(name: str) -> Callable[[tuple[int, ...], Dtype], Plan | None]:
    """Return a function of the shape and type of logits: the plan for them, None where there is none."""
    functions = {F32: _library[f"nloss_{name}_f32"], F64: _library[f"nloss_{name}_f64"]}

    @functools.lru_cache(maxsize=1024)
    def plan(shape: tuple[int, ...], dtype: Dtype) -> Plan | None:
        if dtype not in functions or not shape or 0 in shape:
            return None
        return functions[dtype], c_int64.from_param(prod(shape[:-1])), c_int64.from_param(shape[-1])

    return plan


def is_plain(array: Any) -> bool:
    """Whether an array lies in memory as above, and threads would not help; whether its type fits, the plan says."""
    return (
        type(array) is _ndarray
        and array.flags.carray
        and (_executor.active is None or array.size < _executor.SMALLEST)
    )


def is_output(array: Any, like: Any) -> bool:
    """Whether an array can receive a result of the shape and type of another."""
    return (
        type(array) is _ndarray and array.dtype is like.dtype and array.shape == like.shape and array.flags.carray
    )


def maps_rows(name: str) -> Callable[[Function], Function]:
    """Decorate a function of logits whose result has their shape."""
    plan = planner(name)

    def decorate(general: Function) -> Function:
        @functools.wraps(general)
        def function(logits: Any, *args: Any, out: Any = None, **options: Any) -> Any:
            if not args and not options and is_plain(logits) and (out is None or is_output(out, logits)):
                shape, dtype = logits.shape, logits.dtype
                if planned := plan(shape, dtype):
                    native, rows, classes = planned
                    result = empty(shape, dtype) if out is None else out
                    z, to = byref(first_char(logits)), byref(first_char(result))
                    if not native(z, classes, rows, classes, None, to, classes, None):
                        return result
            return general(logits, *args, out=out, **options)

        return cast(Function, function)

    return decorate


def reduces_rows(name: str) -> Callable[[Function], Function]:
    """Decorate a function of logits whose result is a number for each row."""
    plan = planner(name)

    def decorate(general: Function) -> Function:
        @functools.wraps(general)
        def function(logits: Any, *args: Any, **options: Any) -> Any:
            if not args and not options and is_plain(logits):
                shape, dtype = logits.shape, logits.dtype
                if planned := plan(shape, dtype):
                    native, rows, classes = planned
                    result = empty(shape[:-1], dtype)
                    z, to = byref(first_char(logits)), byref(first_char(result))
                    if not native(z, classes, rows, classes, None, to, None):
                        return result if result.ndim else result[()]
            return general(logits, *args, **options)

        return cast(Function, function)

    return decorate
