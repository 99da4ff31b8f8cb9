# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the operations of every family are made of: exact results with their bounds, and the inputs of a case."""

from dataclasses import dataclass

import numpy as np

# Of f16 and bf16: the bounds of the f32 result that is then rounded to the nearest.
ULPS = {"f16": 1.5, "bf16": 1.5, "f32": 1.5, "f64": 2.0}


@dataclass
class Output:
    """An error of at most `budget` ulps of `scale`, element by element."""

    exact: list
    scale: np.ndarray
    budget: float


def floats(values):
    return np.array([float(v) for v in values])


def flat(rows):
    return [value for row in rows for value in row]


def rows_of(case, name, width="classes"):
    """The rows of a matrix, whose columns are `inner` elements apart."""
    array = case.inputs.get(name)
    if array is None:
        return None
    columns, inner = case.ints[width], case.ints.get("inner", 0) or 1
    return array.astype(np.float64).reshape(-1, columns, inner).transpose(0, 2, 1).reshape(-1, columns).tolist()


def in_memory(output, columns, inner):
    """A matrix of results, which are row after row, as `rows_of` would read it."""
    order = np.arange(len(output.exact)).reshape(-1, inner, columns).transpose(0, 2, 1).ravel()
    return Output([output.exact[i] for i in order], output.scale[order], output.budget)


def list_of(case, name):
    array = case.inputs.get(name)
    return None if array is None else array.tolist()


def relative(exact, budget):
    """The scale is the result itself: the bound is relative."""
    return Output(exact, np.abs(floats(exact)), budget)



def whole(values):
    """Integers, or elements of the input: right or wrong."""
    return Output(values, np.zeros(len(values)), 0.0)
