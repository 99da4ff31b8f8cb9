# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""How cases of the vectors are written."""

from random import Random

import numpy as np
from vectors import DTYPES, Case


class Build:
    """Makes cases of one op and dtype, named <dtype>_<op>_<what>, with random numbers that depend on the name alone."""

    def __init__(self, op, dtype):
        self.op, self.dtype = op, dtype

    def __call__(self, what, arrays, labels=None, wanted=None, printed=None, **scalars):
        ints = {name: value for name, value in scalars.items() if isinstance(value, int)}
        reals = {name: value for name, value in scalars.items() if isinstance(value, float)}
        inputs = {name: np.array(v, DTYPES[self.dtype]).ravel() for name, v in arrays.items() if v is not None}
        name = what if what.startswith("seed") else f"{self.dtype}_{self.op}_{what}"
        assert len(name) <= 63 and all(array.size <= 64 for array in inputs.values()), name
        return Case(name, self.op, self.dtype, ints, reals, inputs, labels), wanted, printed


def uniform(seed, shape, low, high, steps=256):
    """Multiples of (high - low) / steps: most digits are zero, which keeps the file small. 2**53 gives all digits."""
    random = Random(seed)
    return low + (high - low) * np.array([random.randrange(steps) / steps for _ in range(np.prod(shape))]).reshape(
        shape
    )
