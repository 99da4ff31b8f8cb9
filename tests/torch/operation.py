# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What an operation is to this suite, and a case of it."""

from dataclasses import dataclass, field
from typing import Callable

import numpy as np

# Of results: 1.5 units in the last place of a float32, and far more than that of a float64, because PyTorch errs too.
RELATIVE = {np.dtype(np.float32): 1.5 * 2.0**-23, np.dtype(np.float64): 1e-13}

# What PyTorch loses by cancellation in float64, relative to what is subtracted.
CANCELLED = 2e-14


@dataclass
class Case:
    """Arrays by name, and keyword arguments. PyTorch gets the arrays as float64 and int64 tensors."""

    inputs: dict
    options: dict = field(default_factory=dict)
    # What the gradient is taken with respect to, and the gradient with respect to the value; None stands for ones.
    wrt: tuple = ()
    upstream: np.ndarray = None

    @property
    def dtype(self):
        return next(x.dtype for x in self.inputs.values() if x.dtype.kind == "f")


def largest(*arrays):
    """The largest finite magnitude in the arrays, or 1."""
    return max([1.0] + [float(np.max(np.abs(x[np.isfinite(x)]), initial=0.0)) for x in arrays if x.dtype.kind == "f"])


def magnitude(case):
    """How much larger than 1 what is added and subtracted may be."""
    return largest(*case.inputs.values()) * (1.0 if case.upstream is None else largest(case.upstream))


def relative(case, result):
    """The error allowed in a result, relative and absolute."""
    return RELATIVE[case.dtype], CANCELLED * magnitude(case)


def loose(ulps):
    """The tolerance of results that may lose some units in the last place of what goes in."""

    def allowed(case, result):
        return RELATIVE[case.dtype], (CANCELLED + ulps * np.finfo(case.dtype).eps) * magnitude(case)

    return allowed


@dataclass(frozen=True)
class Operation:
    """One row of the suite's table.

    `ours` and `theirs` return the value, by name where there are several; `ours` adds the gradients, by the names of
    the inputs. `reference`, needed where `disagreements` lists the operation, returns what `ours` does, exactly.
    """

    name: str
    cases: int
    draw: Callable
    ours: Callable
    theirs: Callable
    tolerance: Callable = relative
    reference: Callable = None
