# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What saved logits are worth, found in one pass over files that need not fit in memory."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Callable, NamedTuple

import numpy as np

from .._calibration import Bin, Calibration
from .._cross_entropy import Stats, cross_entropy
from .._inputs import Array
from .files import CHUNK_BYTES, Path, Samples
from .sums import Interval, Moments, share

_PROB_PARTS, _TOP = 20, 20


class Example(NamedTuple):
    """A row: its place in the files, and what the logits make of it."""

    place: tuple[int, ...]
    label: int
    predicted: int
    loss: float
    label_prob: float
    predicted_prob: float
    rank: int


class Confusion(NamedTuple):
    """How often each class was taken for each: counts by label, then by prediction.

    They are of the given classes; where these are not all, the last row and the last column are of all others.
    """

    classes: list[int]
    complete: bool
    counts: Array


@dataclass(frozen=True)
class Evaluation:
    """Everything that a report says. Losses and entropies are in nats."""

    shape: tuple[int, ...]
    dtype: str
    rows: int
    ignored: int
    confidence: float
    loss: Interval
    possible: float
    """Mean loss of the rows whose label has a probability above 0."""
    impossible: int
    """Number of the other rows."""
    perplexity: Interval
    entropy: float
    """Mean entropy of the predictions: what the loss would be if they were right about themselves."""
    top_k: list[Interval]
    bins: list[Bin]
    calibration_error: float
    label_probs: list[int]
    """Number of rows by the probability of their label, in 20 even parts."""
    confusion: Confusion
    worst: list[Example]
    """The rows with the highest loss, the highest first."""


def evaluate(
    logits: Path,
    labels: Path,
    *,
    ignore_index: int | None = -100,
    bins: int = 15,
    worst: int = 20,
    shown: int = 12,
    confidence: float = 0.95,
    progress: Callable[[int, int], None] = lambda done, rows: None,
) -> Evaluation:
    """Evaluate the logits, [..., classes], and labels, [...], of two .npy files; raise EvaluationError about them."""
    samples = Samples(logits, labels)
    totals = _Totals(samples, samples.count_labels(ignore_index), bins, worst, shown)
    step = max(CHUNK_BYTES // (samples.classes * samples.logits.itemsize), 1)
    for first in range(0, samples.rows, step):
        piece, true = samples.logits[first : first + step], samples.labels[first : first + step]
        losses, stats = cross_entropy(piece, true, ignore_index=ignore_index, reduction="none", return_stats=True)
        bad = np.flatnonzero(np.isnan(losses))
        if len(bad):
            samples.refuse(first + int(bad[0]))
        totals.add(first, piece, true, losses, stats)
        progress(min(first + step, samples.rows), samples.rows)
    return totals.finish(confidence)


class _Totals:
    """What is known after some pieces."""

    def __init__(self, samples: Samples, label_counts: Array, bins: int, worst: int, shown: int) -> None:
        self._samples = samples
        self._losses = Moments()
        self._entropy = 0.0
        self._calibration = Calibration(np.linspace(0, 1, bins + 1))
        self._label_probs = np.zeros(_PROB_PARTS, np.int64)
        self._ranks = np.zeros(min(samples.classes, _TOP) + 1, np.int64)
        self._worst_count = worst
        self._worst: list[Example] = []
        # All classes while there is room, else the most frequent labels.
        complete = samples.classes <= shown
        order = np.argsort(-label_counts, kind="stable")[:shown]
        classes = [int(i) for i in np.sort(order)]
        self._position = np.full(samples.classes, len(classes))
        self._position[classes] = np.arange(len(classes))
        side = len(classes) + (not complete)
        self._confusion = Confusion(classes, complete, np.zeros((side, side), np.int64))

    def add(self, first: int, logits: Array, labels: Array, losses: Array, stats: Stats) -> None:
        """Take the rows from `first` on."""
        taken = np.flatnonzero(stats.rank >= 0)
        true, predicted = np.asarray(labels[taken], np.int64), stats.argmax[taken]
        loss, right = losses[taken].astype(np.float64), stats.correct[taken]
        label_prob = stats.target_prob[taken].astype(np.float64)
        confidence = label_prob.copy()
        wrong = np.flatnonzero(~right)
        if len(wrong):
            best, own = (logits[taken[wrong], of[wrong]].astype(np.float64) for of in (predicted, true))
            lse = stats.lse[taken[wrong]].astype(np.float64)
            confidence[wrong] = _larger_prob(label_prob[wrong], best, own, loss[wrong], lse)

        self._losses.add(loss)
        self._entropy += float(stats.entropy[taken].sum(dtype=np.float64))
        self._calibration.add(confidence, right)
        part = np.minimum((label_prob * _PROB_PARTS).astype(np.int64), _PROB_PARTS - 1)
        self._label_probs += np.bincount(part, minlength=_PROB_PARTS)
        ranks = np.minimum(stats.rank[taken], len(self._ranks) - 1)
        self._ranks += np.bincount(ranks, minlength=len(self._ranks))
        np.add.at(self._confusion.counts, (self._position[true], self._position[predicted]), 1)

        for i in np.argsort(-loss, kind="stable")[: self._worst_count]:
            self._worst.append(
                Example(
                    self._samples.place(first + int(taken[i])),
                    int(true[i]),
                    int(predicted[i]),
                    float(loss[i]),
                    float(label_prob[i]),
                    float(confidence[i]),
                    int(stats.rank[taken[i]]),
                )
            )
        self._worst = sorted(self._worst, key=lambda e: (-e.loss, e.place))[: self._worst_count]

    def finish(self, confidence: float) -> Evaluation:
        """Return the whole."""
        samples, losses = self._samples, self._losses
        rows = losses.count + losses.infinite
        loss = losses.interval(confidence)
        hits = np.cumsum(self._ranks[:-1])
        return Evaluation(
            shape=samples.shape,
            dtype=str(samples.logits.dtype.newbyteorder("=")),
            rows=rows,
            ignored=samples.rows - rows,
            confidence=confidence,
            loss=loss,
            possible=losses.mean if losses.count else math.nan,
            impossible=losses.infinite,
            perplexity=Interval(*(_exp(number) for number in loss)),
            entropy=self._entropy / rows,
            top_k=[share(int(count), rows, confidence) for count in hits],
            bins=self._calibration.bins(),
            calibration_error=self._calibration.error(),
            label_probs=[int(count) for count in self._label_probs],
            confusion=self._confusion,
            worst=self._worst,
        )


def _larger_prob(own_prob: Array, best: Array, own: Array, loss: Array, lse: Array) -> Array:
    """Return the probabilities of the largest logits, given those of other logits.

    From a probability and a difference of logits: exact, where the logsumexp has lost digits to the logits' size.
    """
    with np.errstate(all="ignore"):
        prob = own_prob * np.exp(best - own)
        # Too small to be known well: from the loss, or where that is infinite, the logsumexp.
        prob = np.where(own_prob < 1e-30, np.exp(best - own - loss), prob)
        prob = np.where(np.isfinite(loss), prob, np.exp(best - lse))
    # Several that are +inf share everything.
    return np.minimum(np.where(best == own, own_prob, prob), 1.0)


def _exp(number: float) -> float:
    try:
        return math.exp(number)
    except OverflowError:
        return math.inf
