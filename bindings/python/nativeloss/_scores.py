# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What metrics are given: true labels, and a number for each class or for the positive one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ._cross_entropy import cross_entropy
from ._dtypes import choice_text, dtype_text, key
from ._elementwise import sigmoid
from ._inputs import Array, as_array, shape_text
from ._kernels import CROSS_ENTROPY
from ._softmax import softmax


class Rows(NamedTuple):
    """Scores of [rows, classes], or of the positive class of two, and the index of each row's true class."""

    scores: Array
    classes: Array
    weight: Array | None

    @property
    def binary(self) -> bool:
        """Whether there is one score for each row."""
        return self.scores.ndim == 1


def read_rows(
    y_true: npt.ArrayLike,
    scores: npt.ArrayLike,
    name: str,
    sample_weight: npt.ArrayLike | None,
    labels: npt.ArrayLike | None,
    pos_label: object = None,
) -> Rows:
    """Check what a metric was given and translate labels into indices."""
    y, s = np.asarray(y_true), as_array(scores, name)
    if s.dtype.kind in "biu":
        s = s.astype(np.float64)
    if key(s.dtype) not in CROSS_ENTROPY:
        raise TypeError(f"{name} must be {choice_text(CROSS_ENTROPY)}, got {dtype_text(s.dtype)}")
    if y.ndim != 1:
        raise ValueError(f"y_true must have one dimension, got shape {shape_text(y.shape)}")
    if s.ndim == 2 and s.shape[1] == 1:
        s = s[:, 0]
    if s.ndim not in (1, 2):
        raise ValueError(f"{name} must have shape [rows] or [rows, classes], got {shape_text(s.shape)}")
    if len(s) != len(y):
        raise ValueError(f"Found input variables with inconsistent numbers of samples: {[len(y), len(s)]}")
    if not len(y):
        raise ValueError("there are no samples")
    if np.isnan(s).any():
        raise ValueError(f"{name} contains NaN")
    weight = None
    if sample_weight is not None:
        weight = np.asarray(sample_weight, np.float64)
        if weight.shape != y.shape:
            raise ValueError(f"sample_weight must have shape {shape_text(y.shape)}, got {shape_text(weight.shape)}")
    if pos_label is None:
        return Rows(s, _indices(y, s.shape[1] if s.ndim == 2 else 2, labels), weight)
    if s.ndim == 2:
        raise ValueError(f"pos_label needs one score for each row; {name} has shape {shape_text(s.shape)}")
    return Rows(s, np.asarray(y == pos_label).astype(np.int64), weight)


def probabilities(rows: Rows, name: str, from_logits: bool) -> Array:
    """Return the scores as probabilities in float64."""
    if from_logits:
        scores = rows.scores.astype(np.float64)
        result: Array = sigmoid(scores) if rows.binary else softmax(scores)
        return result
    p = rows.scores.astype(np.float64)
    if p.min() < 0:
        raise ValueError(f"{name} contains values less than 0.")
    if p.max() > 1:
        raise ValueError(f"{name} contains values greater than 1.")
    return p


def ranks(rows: Rows) -> Array:
    """Return how many classes each row's true class has before it, of equal ones those with a lower index."""
    stats = cross_entropy(rows.scores, rows.classes, reduction="none", ignore_index=None, return_stats=True)[1]
    result: Array = stats.rank
    return result


def mean(values: Array, weight: Array | None, normalize: bool = True) -> float:
    """Return the weighted mean or sum."""
    if normalize:
        return float(np.average(values, weights=weight))
    return float(values.sum() if weight is None else np.dot(values, weight))


def _indices(y: Array, classes: int, labels: npt.ArrayLike | None) -> Array:
    if labels is None:
        known = np.unique(y)
        if len(known) != classes:
            # Not every class was met; then only numbers tell which.
            if y.dtype.kind not in "iu" or y.min() < 0 or y.max() >= classes:
                raise ValueError(
                    f"y_true has {len(known)} different labels, and there are {classes} classes; give all in labels"
                )
            return y.astype(np.int64)
    else:
        known = np.asarray(labels)
        if known.ndim != 1 or len(known) != classes:
            raise ValueError(f"labels must be the {classes} classes, got shape {shape_text(known.shape)}")
        if not np.array_equal(np.unique(known), known):
            raise ValueError("labels must be ordered and different from each other")
    index = np.searchsorted(known, y)
    found = known[np.minimum(index, classes - 1)] == y
    if not np.all(found):
        raise ValueError(f"y_true contains {y[~found][0]!r}, which is not in labels")
    return index.astype(np.int64)
