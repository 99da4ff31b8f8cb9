# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Compares what bindings/c/example.c printed with the arbitrary-precision definition. Usage: example_check.py FILE"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
import reference  # noqa: E402

reference.set_dtype("f64")
BATCH, LABELS = [[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]], [1, 2]
(loss,), grad = reference.cross_entropy(BATCH, LABELS)

# Expected values in the order of the output, and the relative error that type, bound and printed digits leave.
expected = [(value, 2**-23) for value in reference.softmax([1000.0, 1001.0, 1002.0])]
expected += [(value, 2**-51) for value in [loss, *grad[0], *grad[1]]]

text = Path(sys.argv[1]).read_text()
printed = [float(word) for word in re.findall(r"(?<=\s)-?\d\S*", text)]
print(text)
assert len(printed) == len(expected), f"{len(printed)} numbers instead of {len(expected)}"
for got, (want, error) in zip(printed, expected):
    assert abs(got - want) <= error * abs(want), f"{got!r} is not {float(want)!r}"
assert text.count("NLOSS_OK") == 2, "a call failed"
