# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Logits and labels in .npy files, mapped into memory and checked."""

from __future__ import annotations

import os
import pathlib

import numpy as np

from .._dtypes import choice_text, key
from .._inputs import Array, shape_text
from .._kernels import CROSS_ENTROPY

# Of what is read at once.
CHUNK_BYTES = 32 << 20

Path = str | os.PathLike[str]


class EvaluationError(ValueError):
    """Files that cannot be evaluated; the message says which, where and why."""


class Samples:
    """Logits, rows x classes, with the class index of each row."""

    def __init__(self, logits_path: Path, labels_path: Path) -> None:
        self._names = pathlib.Path(logits_path).name, pathlib.Path(labels_path).name
        logits, labels = open_array(logits_path), open_array(labels_path)
        _check(logits, labels, *self._names)
        self.shape = logits.shape
        self.rows, self.classes = labels.size, logits.shape[-1]
        self.logits, self.labels = logits.reshape(self.rows, self.classes), labels.reshape(self.rows)

    def place(self, row: int) -> tuple[int, ...]:
        """Return the place of a row in the files."""
        return tuple(int(i) for i in np.unravel_index(row, self.shape[:-1]))

    def count_labels(self, ignore_index: int | None) -> Array:
        """Return how often each class is a label. All labels are checked, before the long way through the logits."""
        counts = np.zeros(self.classes, np.int64)
        step = CHUNK_BYTES // self.labels.itemsize
        for first in range(0, self.rows, step):
            piece = np.asarray(self.labels[first : first + step], np.int64)
            taken = np.ones(len(piece), np.bool_) if ignore_index is None else piece != ignore_index
            bad = np.flatnonzero(taken & ((piece < 0) | (piece >= self.classes)))
            if len(bad):
                ignored = "" if ignore_index is None else f", or {ignore_index} to be ignored"
                raise EvaluationError(
                    f"{self._names[1]}: label {piece[bad[0]]} in row {self._place(first + int(bad[0]))} "
                    f"must be 0 to {self.classes - 1}{ignored}"
                )
            counts += np.bincount(piece[taken], minlength=self.classes)
        if not counts.any():
            raise EvaluationError(f"{self._names[1]}: there is no row to evaluate")
        return counts

    def refuse(self, row: int) -> None:
        """Raise about a row that has no loss."""
        nan = np.flatnonzero(np.isnan(self.logits[row]))
        what = f"a NaN, of class {nan[0]}" if len(nan) else "no class that is possible: all logits are -inf"
        raise EvaluationError(f"{self._names[0]}: row {self._place(row)} has {what}")

    def _place(self, row: int) -> str:
        return ", ".join(map(str, self.place(row)))


def open_array(path: Path) -> Array:
    """Return the array of a file, mapped into memory."""
    name = pathlib.Path(path).name
    try:
        array: Array = np.lib.format.open_memmap(path, mode="r")  # type: ignore[no-untyped-call]
    except OSError as error:
        raise EvaluationError(f"{name}: {error.strerror or error}") from error
    except ValueError as error:
        raise EvaluationError(f"{name}: not an array in NumPy's .npy format ({error})") from error
    return array


def _check(logits: Array, labels: Array, logits_name: str, labels_name: str) -> None:
    if key(logits.dtype.newbyteorder("=")) not in CROSS_ENTROPY:
        raise EvaluationError(f"{logits_name}: logits must be {choice_text(CROSS_ENTROPY)}, got {logits.dtype}")
    if labels.dtype.kind not in "iu" or labels.dtype == np.uint64:
        raise EvaluationError(f"{labels_name}: labels must be integers, but not uint64, got {labels.dtype}")
    if logits.ndim < 2 or logits.shape[-1] == 0:
        raise EvaluationError(f"{logits_name}: the shape must be [rows, classes], got {shape_text(logits.shape)}")
    if labels.shape != logits.shape[:-1]:
        raise EvaluationError(
            f"{labels_name}: the shape is {shape_text(labels.shape)}, but {logits_name} with its "
            f"{shape_text(logits.shape)} needs labels of {shape_text(logits.shape[:-1])}"
        )
