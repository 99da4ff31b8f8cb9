# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Writes tests/vectors/vectors.txt."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "vectors"))

import vector_cases
import vectors
from operations import evaluate
from outputs import floats
from ulp import rounded, unit

HEADER = """# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Written by tests/reference/write_vectors.py. The format is described in README.md.
"""


def hexadecimal(value):
    mantissa, p, exponent = float(value).hex().partition("p")
    return (mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa) + p + exponent


def tolerances(output, want, dtype):
    """
    The bound, and the half ulp by which the written value is off; none for what is 0 by definition or not finite. What is
    rounded to f16 or bf16 is within the bound of its f32 result before: where all of that rounds alike, nothing is left.
    """
    if output.budget == 0:
        return np.zeros(want.size)
    if dtype in vectors.HALVES:
        exact = floats(output.exact)
        with np.errstate(invalid="ignore", over="ignore"):
            bound = output.budget * unit(output.scale, "f32")
            ends = [np.abs(rounded(exact + b, dtype) - want) for b in (-bound, bound)]
            return np.where(np.isfinite(want), np.fmax(*ends), 0)
    half = np.where(want == 0, 0, unit(want, dtype) / 2)
    exact = (np.array([v == 0 for v in output.exact], bool) & ~(output.scale > 0)) | ~np.isfinite(want)
    with np.errstate(invalid="ignore"):
        return np.where(exact, 0, output.budget * unit(output.scale, dtype) + half)


def text(case, wanted, printed):
    words = lambda values: "".join(" " + hexadecimal(v) for v in values)
    lines = [f"case {case.name} {case.op} {case.dtype}"]
    lines += [f"int {name} {value}" for name, value in case.ints.items()]
    lines += [f"real {name} {hexadecimal(value)}" for name, value in case.reals.items()]
    if case.labels is not None:
        lines.append(f"labels {len(case.labels)}" + "".join(f" {label}" for label in case.labels))
    lines += [f"in {name} {array.size}" + words(array) for name, array in case.inputs.items()]
    for name, output in evaluate(case, wanted).items():
        dtype = vectors.type_of(name, case)
        want = rounded(output.exact, dtype)
        tolerance = tolerances(output, want, dtype)
        if printed:
            want = np.array([float(v) for v in printed], vectors.DTYPES[dtype])
            half_digit = np.array([10.0 ** -len(v.partition(".")[2]) / 2 for v in printed])
            tolerance = half_digit + output.budget * unit(want, dtype)
        pairs = [number for pair in zip(want, tolerance) for number in pair]
        lines.append(f"out {name} {want.size}" + words(pairs))
    return "\n".join(lines) + "\nend\n"


def content():
    return "\n".join([HEADER] + [text(*case) for case in vector_cases.all_cases()])


if __name__ == "__main__":
    vectors.PATH.write_text(content())
