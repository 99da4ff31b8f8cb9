# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The element types: float32 and float64 everywhere, float16 and bfloat16 where the native library has them.

NumPy has no bfloat16. It is that of `ml_dtypes` where this is installed, else uint16 that carries a tag: the bit
patterns, which no function mistakes for a plain array of uint16.
"""

from __future__ import annotations

import functools
from typing import Any, Container

import numpy as np

Dtype = np.dtype[Any]

F32 = np.dtype(np.float32)
F64 = np.dtype(np.float64)

# By the key that tables of native functions have for a type: NumPy's character for it.
_NAMES = {"f": "float32", "d": "float64", "e": "float16", "E": "bfloat16", "H": "bfloat16"}
FLOATS: Container[str] = frozenset("fd")

# The type of losses, weights and whatever else there is one of for a row: half types are storage only.
_REALS: dict[str, Dtype] = {"f": F32, "d": F64, "e": F32, "E": F32, "H": F32}


@functools.lru_cache(maxsize=None)
def bfloat16() -> Dtype:
    """Return the type of bfloat16 arrays that this package makes."""
    try:
        import ml_dtypes  # type: ignore[import]
    except ImportError:
        return np.dtype(np.uint16, metadata={"nativeloss": "bfloat16"})  # type: ignore[call-overload, no-any-return]
    return np.dtype(ml_dtypes.bfloat16)


def key(dtype: Dtype) -> str:
    """Return the key of a type in a table of native functions, or nothing if there is none."""
    char = dtype.char
    if char == "H":
        return char if dtype.metadata and dtype.metadata.get("nativeloss") == "bfloat16" else ""
    # Other packages may give the character to other types.
    return char if char in _NAMES and (char != "E" or dtype.name == "bfloat16") else ""


def real(dtype: Dtype) -> Dtype:
    """Return the type of the numbers for each row or class that go with elements of a type."""
    return _REALS[dtype.char]


def dtype_text(dtype: Dtype) -> str:
    """Return the name of a type for messages."""
    return _NAMES.get(key(dtype)) or str(dtype)


def choice_text(keys: Container[str]) -> str:
    """Return the names of some types for messages."""
    names = list(dict.fromkeys(name for char, name in _NAMES.items() if char in keys))
    return f"{', '.join(names[:-1])} or {names[-1]}"
