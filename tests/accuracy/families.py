# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Families of logits: each is a function of a random generator, a dtype and a shape."""

import numpy as np

INF = np.inf
# exp(-depth) is about the smallest subnormal of the dtype.
DEPTH = {"f32": 104.0, "f64": 745.0}
SMALLEST = {"f32": 2.0**-149, "f64": 2.0**-1074}


def normal(rng, dtype, shape):
    return rng.normal(0, 3, shape)


def uniform(rng, dtype, shape):
    return rng.uniform(-10, 10, shape)


def wide(rng, dtype, shape):
    """Gaps from 0 to where the probability has long become 0, every second row only to 80."""
    span = np.where(np.arange(shape[0]) % 2, 80.0, 1.2 * DEPTH[dtype])
    return -rng.uniform(0, 1, shape) * span[:, None]


def offset(rng, dtype, shape):
    """The offsets take turns over the lengths, too."""
    offsets = np.array([1e4, -1e4, 1e7, -1e7])[(np.arange(shape[0]) + shape[1]) % 4]
    return rng.normal(0, 3, shape) + offsets[:, None]


def equal(rng, dtype, shape):
    return np.repeat(rng.choice([0.0, 1.0, -3.7, 88.8, -1e4, 1e7], (shape[0], 1)), shape[1], 1)


def confident(rng, dtype, shape):
    """One class is a gap above the others, which are equal or nearly so."""
    z = rng.uniform(0, 1, shape) * rng.integers(0, 2, (shape[0], 1))
    z[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] = 1 + rng.uniform(0, 1.2 * DEPTH[dtype], shape[0])
    return z


def large(rng, dtype, shape):
    return rng.uniform(-1, 1, shape) * np.array([1e5, 1e30, 1e3])[(np.arange(shape[0]) + shape[1]) % 3, None]


def masked(rng, dtype, shape):
    """About half of the classes are -inf, or a single one, but not all."""
    z = rng.normal(0, 5, shape)
    z[::2] = np.where(rng.integers(0, 2, z[::2].shape), z[::2], -INF)
    z[np.arange(shape[0]), rng.integers(0, shape[1], shape[0])] = -INF
    z[:, rng.integers(0, shape[1])] = 0.5
    return z


def subnormal(rng, dtype, shape):
    return rng.integers(-(2**20), 2**20, shape) * SMALLEST[dtype]


def special(rng, dtype, shape):
    """NaN, +inf, several +inf, or nothing but -inf, anywhere. NaN beside +inf and without: what sees the one may miss the other."""
    z = rng.normal(0, 3, shape)
    for row, kind in enumerate(rng.integers(0, 5, shape[0])):
        at = rng.integers(0, shape[1], 3)
        if kind == 4:
            z[row] = -INF
        else:
            z[row, at] = ([np.nan, INF, -INF], [np.nan, -INF, -INF], [INF, -INF, -INF], [INF, INF, -INF])[kind]
    return z


def stairs(rng, dtype, shape):
    """Long rows whose level changes now and then, by so little or so much that a sum is gone on with or begun anew."""
    steps = rng.choice([0.0, 3.0, -3.0, 7.0, -9.0, 20.0, -30.0, 0.9 * DEPTH[dtype], -INF], (shape[0], 1 + shape[1] // 2048))
    steps[:, rng.integers(0, steps.shape[1])] = 0
    return rng.normal(0, 1, shape) + np.repeat(steps, 2048, 1)[:, : shape[1]]


def sunk(rng, dtype, shape):
    """Long rows of which all but one run of classes lies far below that, below what is summed without a shift."""
    first, last = np.sort(rng.integers(0, shape[1], (2, shape[0], 1)), 0)
    inside = (np.arange(shape[1]) >= first) & (np.arange(shape[1]) <= last)
    return rng.normal(0, 3, shape) - np.where(inside, 0, rng.choice([1e6, 1e9, 1e30], (shape[0], 1)))


FAMILIES = {
    family.__name__: family
    for family in (normal, uniform, wide, offset, equal, confident, large, masked, subnormal, special, stairs, sunk)
}
# Of more elements than are summed together.
LONG = {"stairs": 4096, "sunk": 4096}
