# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""How cases of the vectors are written."""

from random import Random

import numpy as np
from vectors import DTYPES, Case, to_bfloat16, type_of


INF, NAN = float("inf"), float("nan")


class Build:
    """Makes cases of one op and dtype, named <dtype>_<op>_<what>, with random numbers that depend on the name alone."""

    def __init__(self, op, dtype):
        self.op, self.dtype = op, dtype

    def __call__(self, what, arrays, labels=None, wanted=None, printed=None, **scalars):
        ints = {name: value for name, value in scalars.items() if isinstance(value, int)}
        reals = {name: value for name, value in scalars.items() if isinstance(value, float)}
        inputs = {name: self._array(name, v) for name, v in arrays.items() if v is not None}
        name = what if what.startswith("seed") else f"{self.dtype}_{self.op}_{what}"
        assert len(name) <= 63 and all(array.size <= 128 for array in inputs.values()), name
        return Case(name, self.op, self.dtype, ints, reals, inputs, labels), wanted, printed

    def _array(self, name, values):
        return rounded_to(type_of(name, self), np.array(values, np.float64).ravel())


def rounded_to(dtype, values):
    """The nearest numbers of a type, which may be infinite."""
    with np.errstate(over="ignore"):
        return to_bfloat16(np.array(values)) if dtype == "bf16" else np.array(values).astype(DTYPES[dtype])


def uniform(seed, shape, low, high, steps=256):
    """Multiples of (high - low) / steps: most digits are zero, which keeps the file small. 2**53 gives all digits."""
    random = Random(seed)
    return low + (high - low) * np.array([random.randrange(steps) / steps for _ in range(np.prod(shape))]).reshape(
        shape
    )


def logits_by_name(dtype):
    """Rows by name, as a list of rows each."""
    tiny = {"f16": 2.0**-24, "bf16": 2.0**-133, "f32": 2.0**-149, "f64": 2.0**-1074}[dtype]
    deep = {"f16": 16.5, "bf16": 91.5, "f32": 103.0, "f64": 744.0}[dtype]
    return {
        "plain": [[1.0, 2.0, 3.0], [-1.0, 0.0, 1.0]],
        "one_class": [[0.0], [5.0], [-1e30], [INF]],
        "two_classes": [[0.0, 0.0], [3.0, -4.0], [-0.25, 88.0]],
        "equal": [[7.0] * 5, [-1e7] * 5],
        "offset_1e4": (1e4 + uniform("a", (3, 4), -2, 2)).tolist(),
        "offset_-1e7": (-1e7 + uniform("b", (2, 5), -8, 8)).tolist(),
        "gaps": [[0.0, -1.0, -10.0, -20.0, -40.0, -80.0], [0.0, -87.5, -88.0, -95.0, -100.0, -110.0]],
        "deep": [[0.0, -deep, -deep - 1, 1 - deep], [deep, 0.0, 0.5, 1.0]],
        "confident": [[0.0, 17.0], [40.0, 0.0], [0.0, 90.0]],
        "near_zero_lse": [[-0.6931472, -0.6931472], [-1.0986123, -1.0986123], [0.0, -60.0], [-1e-3, -6.9]],
        "large": [[1e5, 1e5 - 1, 0.0], [1e30, -1e30, 1e30], [-3e38, 3e38, 1.0]],
        "subnormal": [[tiny, 2 * tiny, -tiny], [0.0, tiny, -0.0]],
        "masked": [[-INF, 0.5, -INF, 1.5], [0.0, -INF, -INF, -INF], [2.0, 1.0, 0.0, -INF]],
        "plus_inf": [[INF, 0.0, 1.0], [INF, -INF, INF], [1.0, 2.0, 3.0]],
        "nan": [[0.0, NAN, 1.0], [1.0, 2.0, 3.0], [NAN, INF, -INF], [-INF, -INF, NAN]],
        "all_minus_inf": [[-INF, -INF, -INF], [0.0, 1.0, 2.0]],
        "full_digits": uniform("c", (2, 5), -6, 6, 2**53).tolist(),
        "length_17": uniform("d", (1, 17), -8, 8).tolist(),
        "length_33": uniform("e", (1, 33), -20, 20).tolist(),
    }
