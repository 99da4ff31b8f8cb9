# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the operations of every family are made of: exact results with their bounds, and the inputs of a case."""

from dataclasses import dataclass

import numpy as np

ULPS = {"f32": 1.5, "f64": 2.0}


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
    array = case.inputs.get(name)
    return None if array is None else array.astype(np.float64).reshape(-1, case.ints[width]).tolist()


def list_of(case, name):
    array = case.inputs.get(name)
    return None if array is None else array.tolist()


def relative(exact, budget):
    """The scale is the result itself: the bound is relative."""
    return Output(exact, np.abs(floats(exact)), budget)
