# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""A case of the vectors, and the reader of vectors.txt. The format is described in README.md."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

PATH = Path(__file__).with_name("vectors.txt")

# NumPy has no bfloat16: its values are held as f32.
DTYPES = {"f32": np.float32, "f64": np.float64, "f16": np.float16, "bf16": np.float32, "i64": np.int64, "u8": np.uint8}
HALVES = "f16", "bf16"
FLOATS = "f32", "f64"

# Arrays of the type of losses, f64 for f64 and else f32; all others are of the case's dtype or of an integer type.
REALS = {"class_weights", "row_weights", "weights", "pos_weights", "grad_lse", "grad_entropy", "same"}
REALS |= {"loss", "lse", "entropy", "label_prob", "z_loss_part", "accuracy"}
INTEGERS = {"indices": "i64", "argmax": "i64", "rank": "i64", "second_labels": "i64", "correct": "u8"}


def type_of(name, case):
    """The name of an array's type. `second_labels` is of the type of `labels`: here as integers."""
    if name in REALS and case.dtype in HALVES:
        return "f32"
    return INTEGERS.get(name, case.dtype)


def to_bfloat16(values):
    """The nearest, ties to even, as f32."""
    _, exponent = np.frexp(values)
    unit = np.ldexp(1.0, np.maximum(exponent, -125) - 8)
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(np.isfinite(values), np.rint(values / unit) * unit, values).astype(np.float32)


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
        elif word == "int":
            case.ints |= {next(words): int(next(words))}
        elif word == "real":
            case.reals |= {next(words): float.fromhex(next(words))}
        elif word == "labels":
            case.labels = [int(next(words)) for _ in range(int(next(words)))]
        elif word == "in":
            name = next(words)
            case.inputs[name] = np.array(floats(int(next(words))), DTYPES[type_of(name, case)])
        elif word == "out":
            name, pairs = next(words), np.array(floats(2 * int(next(words)))).reshape(-1, 2)
            case.outputs[name] = pairs[:, 0].astype(DTYPES[type_of(name, case)]), pairs[:, 1]
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
