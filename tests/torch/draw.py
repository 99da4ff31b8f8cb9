# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Random shapes, numbers and memory layouts, the same ones at every run."""

import zlib

import numpy as np

EXTENTS = (1, 1, 2, 2, 3, 4, 5, 7, 8, 9, 16, 17, 31, 64, 130)
LARGEST = 2000


class Draw:
    def __init__(self, name):
        self.random = np.random.default_rng(zlib.crc32(name.encode()))

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, *choices):
        return choices[self.random.integers(len(choices))]

    def integer(self, low, high):
        """From low to high, both included."""
        return int(self.random.integers(low, high + 1))

    def dtype(self):
        return self.pick(np.float32, np.float64)

    def shape(self, low=0, high=5, empty=0.03):
        """low to high axes; with the given probability one of them has no extent."""
        axes, extents = self.integer(low, high), []
        for _ in range(axes):
            room = LARGEST // max(int(np.prod(extents)), 1)
            extents.append(self.pick(*(extent for extent in EXTENTS if extent <= max(room, 1))))
        self.random.shuffle(extents)
        if axes and self.chance(empty):
            extents[self.integer(0, axes - 1)] = 0
        return tuple(extents)

    def values(self, shape, dtype, special=0.1):
        """Numbers of one of several kinds; with the given probability some are infinite or not numbers."""
        kind = self.pick("normal", "normal", "small", "offset", "wide", "ties")
        x = self.random.standard_normal(shape)
        if kind == "ties":
            x = np.round(x)
        x = np.asarray({"small": 0.01, "normal": 2.0, "wide": 60.0}.get(kind, 1.0) * x)
        if kind == "offset":
            x += self.pick(-300.0, 300.0, 1e4)
        if self.chance(special):
            some = self.random.random(shape) < self.pick(0.02, 0.3, 1.0)
            x[some] = self.pick(-np.inf, -np.inf, np.inf, np.nan)
        return self.laid_out(x.astype(dtype))

    def uniform(self, shape, low, high, dtype):
        return self.laid_out(np.asarray(self.random.uniform(low, high, shape)).astype(dtype))

    def integers(self, shape, low, high, dtype=np.int64):
        """From low to high, high excluded."""
        return self.laid_out(np.asarray(self.random.integers(low, max(high, low + 1), shape)).astype(dtype))

    def laid_out(self, x):
        """Return an array of the same elements in other memory, or the same."""
        kind = self.pick("C", "C", "C", "F", "gaps", "order") if x.ndim else "C"
        if kind == "F":
            return np.asfortranarray(x)
        if kind == "gaps":
            wide = np.zeros((*x.shape[:-1], 2 * x.shape[-1] + 1), x.dtype)
            part = wide[..., : x.shape[-1]] if self.chance(0.5) else wide[..., : 2 * x.shape[-1] : 2]
            part[...] = x
            return part
        if kind == "order":
            order = self.random.permutation(x.ndim)
            return np.ascontiguousarray(x.transpose(order)).transpose(np.argsort(order))
        return x
