# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Largest error in units of the last place of a float32, against double precision on the same data."""

import numpy as np


def softmax_ulp(logits, probs):
    """Differences of float32 are exact in double, so the reference is good to about 1e-15."""
    z = logits.astype(np.float64)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return _largest(e / e.sum(axis=1, keepdims=True), probs)


def cross_entropy_ulp(logits, labels, losses):
    """log(1 + sum over the others of exp(z - z_label)): nothing cancels, so small losses are right too."""
    z = logits.astype(np.float64)
    rows = np.arange(len(z))
    e = np.exp(z - z[rows, labels][:, None])
    e[rows, labels] = 0
    return _largest(np.log1p(e.sum(axis=1)), losses)


def _largest(exact, got):
    return float((np.abs(got - exact) / np.spacing(exact.astype(np.float32))).max())
