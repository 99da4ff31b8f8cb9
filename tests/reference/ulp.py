# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Errors in units in the last place, subnormal results included."""

import numpy as np

from case_builder import rounded_to
from vectors import DTYPES


def unit(scale, dtype):
    """The distance from the value, rounded to the dtype, to the next larger one."""
    with np.errstate(over="ignore", invalid="ignore"):
        return np.spacing(np.abs(scale).astype(DTYPES[dtype])).astype(np.float64)


def rounded(exact, dtype):
    return rounded_to(dtype, np.array([float(v) for v in exact]))


class Errors:
    """Measures results against one Output, which is converted once."""

    def __init__(self, output, dtype):
        self.want = rounded(output.exact, dtype)
        self.budget = output.budget
        self._high = np.array([float(v) for v in output.exact])
        self._unit = unit(output.scale, dtype)
        pairs = zip(output.exact, self._high.tolist(), self._unit.tolist())
        # What the conversion to f64 dropped: part of an ulp of an f64, nothing to an f32.
        self._low = np.array([float((v - h) / u) for v, h, u in pairs]) if dtype == "f64" else 0.0

    def of(self, got):
        """Errors in ulps; infinite where NaN meets number, or one infinity anything else."""
        with np.errstate(invalid="ignore", over="ignore"):
            errors = np.abs((got.astype(np.float64) - self._high) / self._unit - self._low)
        same = (got == self.want) | (np.isnan(got) & np.isnan(self.want))
        special = ~(np.isfinite(got) & np.isfinite(self.want))
        return np.where(special, np.where(same, 0.0, np.inf), errors)
