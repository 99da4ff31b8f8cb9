# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""A case of the vectors, and the reader of vectors.txt. The format is described in README.md."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

PATH = Path(__file__).with_name("vectors.txt")
DTYPES = {"f32": np.float32, "f64": np.float64}


@dataclass
class Case:
    """One call, by the names of the C function's parameters and its options' fields; what is missing is 0 or NULL."""

    name: str
    op: str
    dtype: str
    ints: dict = field(default_factory=dict)
    reals: dict = field(default_factory=dict)
    inputs: dict = field(default_factory=dict)
    labels: list = None
    outputs: dict = field(default_factory=dict)


def read(path=PATH):
    """Every case. inputs are arrays of the dtype; an output is (expected, tolerance), the tolerance in f64."""
    lines = (line.partition("#")[0] for line in path.read_text().splitlines())
    words = iter(" ".join(lines).split())
    floats = lambda count: [float.fromhex(next(words)) for _ in range(count)]
    cases = []
    for word in words:
        if word == "case":
            case = Case(next(words), next(words), next(words))
            dtype = DTYPES[case.dtype]
        elif word == "int":
            case.ints |= {next(words): int(next(words))}
        elif word == "real":
            case.reals |= {next(words): float.fromhex(next(words))}
        elif word == "labels":
            case.labels = [int(next(words)) for _ in range(int(next(words)))]
        elif word == "in":
            case.inputs |= {next(words): np.array(floats(int(next(words))), dtype)}
        elif word == "out":
            name, pairs = next(words), np.array(floats(2 * int(next(words)))).reshape(-1, 2)
            case.outputs[name] = pairs[:, 0].astype(np.int64 if name == "indices" else dtype), pairs[:, 1]
        elif word == "end":
            cases.append(case)
        else:
            raise ValueError(f"{path}: unknown word {word!r}")
    return cases


def matches(got, expected, tolerance):
    """Per element: both NaN, or equal (that includes infinities), or no further apart than the tolerance."""
    got, expected = np.asarray(got, np.float64), np.asarray(expected, np.float64)
    with np.errstate(invalid="ignore"):
        return (np.isnan(got) & np.isnan(expected)) | (got == expected) | (np.abs(got - expected) <= tolerance)
