# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""How far the confidence of predictions is from how often they are right."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from ._inputs import Array


class Bin(NamedTuple):
    """The predictions whose confidence lies in (low, high]: the first bin has `low` too."""

    low: float
    high: float
    weight: float
    confidence: float
    accuracy: float


class Calibration:
    """Sums of predictions in bins of confidence, which may come in pieces."""

    def __init__(self, edges: Array) -> None:
        self._edges = edges
        self._weight, self._confidence, self._right = np.zeros((3, len(edges) - 1))

    def add(self, confidence: Array, right: Array, weight: Array | None = None) -> None:
        """Count predictions with their confidence, whether they were right, and their weight."""
        # As scikit-learn's calibration_curve puts them.
        index = np.searchsorted(self._edges[1:-1], confidence)
        w = np.ones(len(confidence)) if weight is None else weight
        for sums, values in ((self._weight, w), (self._confidence, w * confidence), (self._right, w * right)):
            sums += np.bincount(index, values, len(sums))

    def bins(self) -> list[Bin]:
        """Return the bins in order, also empty ones, whose confidence and accuracy are NaN."""
        with np.errstate(invalid="ignore"):
            confidence, accuracy = self._confidence / self._weight, self._right / self._weight
        columns = self._edges[:-1], self._edges[1:], self._weight, confidence, accuracy
        return [Bin(*(float(value) for value in row)) for row in zip(*columns)]

    def error(self) -> float:
        """Return the expected calibration error: the mean over the predictions of their bin's gap."""
        total = self._weight.sum()
        return float(np.abs(self._right - self._confidence).sum() / total) if total else float("nan")
