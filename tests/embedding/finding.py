# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the arbitrary-precision definition says to a finding of the fuzzer. Usage: finding.py FILE, what it printed."""

import re
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "reference"), str(TESTS / "vectors")]

import numpy as np  # noqa: E402
from operations import evaluate  # noqa: E402
from ulp import Errors, rounded  # noqa: E402
from vectors import HALVES, read, type_of  # noqa: E402
from write_vectors import tolerances  # noqa: E402


def cases(log):
    """The findings are printed as vectors, between lines of the fuzzer's own."""
    with tempfile.NamedTemporaryFile("w") as vectors:
        vectors.writelines(re.findall(r"^case finding .*?^end\n", log, re.MULTILINE | re.DOTALL))
        vectors.flush()
        return read(Path(vectors.name))


def judge(case, name, output):
    got, dtype = case.outputs[name][0], type_of(name, case)
    want = rounded(output.exact, dtype)
    errors = Errors(output, dtype).of(got)
    with np.errstate(invalid="ignore"):
        # A half is an f32 that has been rounded.
        near = np.abs(got - want) <= tolerances(output, want, dtype) if dtype in HALVES else errors <= output.budget
    wrong = np.flatnonzero(~(near | (got == want) | (np.isnan(got) & np.isnan(want))))
    if not len(wrong):
        return "right"
    at = wrong[0]
    beside = {name: v[at].item() for name, v in case.inputs.items() if len(v) == len(got)}
    return f"[{at}] is {got[at]!r}, not {want[at]!r}: {errors[at]:.3g} ulps of {output.budget}, at {beside}"


for case in cases(Path(sys.argv[1]).read_text(errors="replace")):
    print(f"{case.op}_{case.dtype} {case.ints} {({k: v for k, v in case.reals.items() if v})}")
    for name, output in evaluate(case, list(case.outputs)).items():
        print(f"  {name}: {judge(case, name, output)}")
