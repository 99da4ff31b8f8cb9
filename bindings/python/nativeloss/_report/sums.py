# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Sums over rows that come in pieces."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from .._inputs import Array


class Interval(NamedTuple):
    """A number, and where it lies with some confidence; NaN where that is unknown."""

    value: float
    low: float
    high: float


class Moments:
    """Number, mean and variance, merged as Chan, Golub and LeVeque do; infinite values are only counted."""

    def __init__(self) -> None:
        self.count = self.infinite = 0
        self.mean = self._squares = 0.0

    def add(self, values: Array) -> None:
        """Take some more values, none of them NaN."""
        finite = values[np.isfinite(values)].astype(np.float64)
        self.infinite += len(values) - len(finite)
        if not len(finite):
            return
        mean, count = float(finite.mean()), self.count + len(finite)
        apart = mean - self.mean
        self._squares += float(((finite - mean) ** 2).sum()) + apart**2 * self.count * len(finite) / count
        self.mean += apart * len(finite) / count
        self.count = count

    def interval(self, confidence: float) -> Interval:
        """Return the mean, with the interval of the central limit theorem for values that are at least 0."""
        if self.infinite:
            return Interval(math.inf, math.nan, math.nan)
        if self.count < 2:
            return Interval(self.mean, math.nan, math.nan)
        reach = _deviations(confidence) * math.sqrt(self._squares / (self.count - 1) / self.count)
        return Interval(self.mean, max(self.mean - reach, 0.0), self.mean + reach)


def share(hits: int, count: int, confidence: float) -> Interval:
    """Return a share of some rows with its interval by Wilson, which holds also near 0 and 1."""
    z2 = _deviations(confidence) ** 2
    middle = (hits + z2 / 2) / (count + z2)
    reach = math.sqrt(z2 * (hits * (count - hits) / count + z2 / 4)) / (count + z2)
    return Interval(hits / count, max(middle - reach, 0.0), min(middle + reach, 1.0))


def _deviations(confidence: float) -> float:
    return NormalDist().inv_cdf((1 + confidence) / 2)
