# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""NumPy arrays on their way to the native library and back: what every operation of this package uses."""

from ._inputs import (
    Array,
    address,
    as_array,
    as_floats,
    as_reals,
    as_same_floats,
    check_output,
    check_real_output,
    normalize_axis,
    shape_text,
    vector,
)
from ._rows import Rows, Strided, read_rows, read_strided, store, write_rows, write_strided

__all__ = [
    "Array",
    "Rows",
    "Strided",
    "address",
    "as_array",
    "as_floats",
    "as_reals",
    "as_same_floats",
    "check_output",
    "check_real_output",
    "normalize_axis",
    "read_rows",
    "read_strided",
    "shape_text",
    "store",
    "vector",
    "write_rows",
    "write_strided",
]
