# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The largest error of results, in units of the last place, against extended precision on the same data.

With some 19 digits that is exact for f32 and, to a thousandth of a unit, for f64. The bounds that the library keeps are
tested elsewhere, against arbitrary precision; here is what a contender of a race computes.
"""

import numpy as np

PRECISION = {"f32": (24, -149), "f64": (53, -1074), "f16": (11, -24), "bf16": (8, -133)}


def largest_error(exact, got, dtype):
    """NaN if a result is; numbers that are exactly 0 are left out."""
    bits, least = PRECISION[dtype]
    _, exponent = np.frexp(exact)
    unit = np.ldexp(np.longdouble(1), np.maximum(exponent - bits, least))
    errors = np.abs(np.asarray(got, np.longdouble) - exact) / unit
    return float(errors[exact != 0].max())


def softmax(z):
    e, total = _exponentials(z)
    return e / total


def log_softmax(z):
    e, total = _exponentials(z)
    return -np.log1p(_others(e, total) / e)


def logsumexp(z):
    _, total = _exponentials(z)
    return np.max(np.asarray(z, np.longdouble), axis=1) + np.log(total[:, 0])


def entropy(z):
    """For finite logits."""
    z = np.asarray(z, np.longdouble)
    e, total = _exponentials(z)
    return np.log(total[:, 0]) + (e * (z.max(axis=1, keepdims=True) - z)).sum(axis=1) / total[:, 0]


def losses(z, labels):
    e, total = _exponentials(z)
    places = labels[: len(e), None]
    return np.log1p(np.take_along_axis(_others(e, total) / e, places, 1))[:, 0]


def gradient(z, labels, rows):
    """Of the mean of the losses of that many rows."""
    e, total = _exponentials(z)
    places = labels[: len(e), None]
    np.put_along_axis(e, places, -np.take_along_axis(_others(e, total), places, 1), 1)
    return e / total / rows


def _others(e, total):
    """The sum without each exponential; beside the largest a difference would have few digits."""
    others, top = total - e, e.argmax(axis=1)[:, None]
    without = e.copy()
    np.put_along_axis(without, top, 0, 1)
    np.put_along_axis(others, top, without.sum(axis=1, keepdims=True), 1)
    return others


def _exponentials(z):
    z = np.asarray(z, np.longdouble)
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e, e.sum(axis=1, keepdims=True)
