# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What is computed: logits, labels, and where the results go."""

import copy
import math
from pathlib import Path

import numpy as np
from nativeloss._dtypes import bfloat16

STORAGE = {"f32": np.float32, "f64": np.float64, "f16": np.float16, "bf16": bfloat16()}
CACHE_BYTES = 1024 * int(Path("/sys/devices/system/cpu/cpu0/cache/index3/size").read_text().rstrip("K\n"))
SAMPLE_ELEMENTS = 1 << 17


class Problem:
    """[outer, classes, inner] normal logits with a standard deviation of 3, and uniform labels.

    cold: as many copies of the arrays as it takes that none is in a cache when its turn comes again.
    """

    def __init__(self, outer, classes, inner=1, dtype="f32", cold=False, data="normal"):
        self.outer, self.classes, self.inner, self.dtype = outer, classes, inner, dtype
        self.cold, self.data = cold, data
        random = np.random.default_rng(outer + classes)
        shape = (outer, classes) if inner == 1 else (outer, classes, inner)
        logits = _to_storage(DATA[data](random, shape), dtype)
        count = math.ceil(4 * CACHE_BYTES / (2 * logits.nbytes)) if cold else 1
        self.logits = [logits] + [logits.copy() for _ in range(count - 1)]
        self.out = [np.zeros_like(logits) for _ in self.logits]
        self.labels = random.integers(0, classes, shape[:1] + shape[2:])
        # One number per row.
        self.results = np.zeros(self.labels.shape, self.real)
        self.row_gradients = random.uniform(0.5, 1.5, self.labels.shape).astype(self.real)

    @property
    def rows(self):
        return self.outer * self.inner

    @property
    def elements(self):
        return self.rows * self.classes

    @property
    def stride(self):
        return self.classes * self.inner

    @property
    def real(self):
        """The type of losses."""
        return np.float64 if self.dtype == "f64" else np.float32

    def first(self, elements):
        """The same problem with fewer rows, for contenders that would take too long."""
        part = copy.copy(self)
        part.outer = max(1, min(self.outer, elements // self.stride))
        part.logits, part.out = ([array[: part.outer] for array in arrays] for arrays in (self.logits, self.out))
        part.labels, part.results = self.labels[: part.outer], self.results[: part.outer]
        part.row_gradients = self.row_gradients[: part.outer]
        return part

    def sample(self, array):
        """The first rows of an array that is laid out as the logits, as floats; enough to see the errors."""
        enough = max(1, SAMPLE_ELEMENTS // self.classes)
        part = np.asarray(array).reshape(-1, self.classes, self.inner)[: math.ceil(enough / self.inner)]
        return _to_floats(np.moveaxis(part, 1, 2).reshape(-1, self.classes)[:enough], self.dtype)


def _to_storage(values, dtype):
    if dtype != "bf16":
        return values.astype(STORAGE[dtype])
    bits = values.astype(np.float32).view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype(np.uint16).view(bfloat16())


def _to_floats(array, dtype):
    return (array.view(np.uint16).astype(np.uint32) << 16).view(np.float32) if dtype == "bf16" else array


def _normal(random, shape):
    return 3 * random.standard_normal(shape, np.float32)


def _masked(random, shape):
    return np.where(random.random(shape, np.float32) < 0.3, np.float32(-np.inf), _normal(random, shape))


def _spike(random, shape):
    logits = np.full(shape, -20, np.float32)
    logits[:, 0] = 20
    return logits


def _special(random, shape):
    logits = _normal(random, shape)
    logits[::3, 0] = np.nan
    logits[1::3, 0] = np.inf
    return logits


# What the logits may be; speed should not depend on it.
DATA = {
    "normal": _normal,
    "all equal": lambda random, shape: np.ones(shape, np.float32),
    "30 % -inf": _masked,
    "one spike": _spike,
    "offset 1e4": lambda random, shape: _normal(random, shape) + np.float32(1e4),
    "uniform ±1000": lambda random, shape: random.uniform(-1000, 1000, shape).astype(np.float32),
    "subnormal": lambda random, shape: np.float32(1e-40) * _normal(random, shape),
    "NaN, inf": _special,
}
