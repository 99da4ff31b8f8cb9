# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The worst errors of ours and of the peers on the same inputs: prints the table of docs/accuracy.md, and holds our
results to it. With --write it writes it."""

import math
import multiprocessing
import re
import sys
import time
from pathlib import Path

import numpy as np

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "reference"), str(TESTS / "vectors")]

import native
import operations
import peers
from comparison import OPERATIONS
from ulp import Errors

PATH = native.ROOT / "docs/accuracy.md"
LEVELS = {2: "v2", 3: "v3", 4: "v4"}
COLUMNS = [*LEVELS.values(), *peers.VERSIONS]
TEXT = """# Accuracy

The worst error found, in units in the last place of the result, against the arbitrary-precision definition in
`tests/reference`. Written by `tests/accuracy/run.sh --write`; `tests/accuracy/run.sh` fails where ours is worse.

Everybody has the same inputs. Rows of logits: 1 to 262,144 classes, gaps of 0 to 80 from the largest, offsets of 0, ±1e4
and ±1e7; labels: the best class, the worst, and any. Element by element: logits of -80 to 80, differences from small to
large, probabilities down to 1e-10. The error is relative to the result; where its terms cancel (`logsumexp`, gradients
with a mass on every class, sums over classes with signs, `kl_div`), to their magnitudes, as `tests/reference` says. A
blank: there is no such function, or this machine has no such level. "NaN", "inf": where a number is right. The
functions are those of `torch.nn.functional` and its autograd, of `scipy.special` and `scipy.stats`, and of `TensorPrimitives`.

PyTorch {PyTorch}, SciPy {SciPy}, System.Numerics.Tensors {TensorPrimitives}.

"""


def level_results(library, case, sizes):
    for level in library.levels:
        library.limit(level)
        yield LEVELS[level], library.call(case, sizes)


def shown(got, errors):
    """The worst error; NaN or infinite only if a result is so and should not be."""
    bad = ~np.isfinite(got) & np.isfinite(errors.want)
    if bad.any():
        return math.nan if np.isnan(got[bad]).any() else math.inf
    return float(errors.of(got).max())


def worse(a, b):
    order = lambda v: (2 if math.isnan(v) else 1 if math.isinf(v) else 0, v)
    return max(a, b, key=order)


def run(task):
    """{(operation, output, dtype): {column: worst}}"""
    op, dtype = task
    entry, library, worst = OPERATIONS[op], native.Native(), {}
    for case, shapes in entry.cases(op, dtype):
        outputs = operations.evaluate(case)
        errors = {name: Errors(output, dtype) for name, output in outputs.items()}
        results = dict(level_results(library, case, {name: len(output.exact) for name, output in outputs.items()}))
        value = next((name for name in outputs if name not in entry.gradients), next(iter(outputs)))
        results |= peers.results(entry, case, shapes, value)
        for column, arrays in results.items():
            for name, got in arrays.items():
                cell = worst.setdefault((op, name, dtype), {})
                if name in errors:
                    cell[column] = worse(cell.get(column, 0.0), shown(got, errors[name]))
    return worst


def number(value):
    """Rounded up, so that the table is a bound."""
    if value is None:
        return ""
    if math.isnan(value) or math.isinf(value):
        return str(value).replace("nan", "NaN")
    return f"{math.ceil(value * 100) / 100:.2f}" if value < 1e4 else f"{value:.0e}"


def table(worst):
    yield "| operation | output | type | " + " | ".join(COLUMNS) + " |"
    yield "|---|---|---|" + "---:|" * len(COLUMNS)
    order = [(op, dtype) for op in OPERATIONS for dtype in ("f32", "f64")]
    for (op, name, dtype), cells in sorted(worst.items(), key=lambda item: (order.index((item[0][0], item[0][2])))):
        yield f"| `{op}` | {name} | {dtype} | " + " | ".join(number(cells.get(c)) for c in COLUMNS) + " |"


def bounds(text):
    """{(operation, output, dtype, level): number} of the table in docs/accuracy.md."""
    found = {}
    for op, name, dtype, cells in re.findall(r"^\| `(\w+)` \| (\w+) \| (f\d+) \| (.*) \|$", text, re.M):
        for column, cell in zip(COLUMNS, cells.split(" | ")):
            if column in LEVELS.values() and cell.strip():
                found[op, name, dtype, column] = float(cell)
    return found


def check(worst):
    limits = bounds(PATH.read_text()) if PATH.exists() else {}
    counts = {"ok": 0, "FAIL": 0, "skip": 0}
    for key, cells in sorted(worst.items()):
        for level in LEVELS.values():
            where, limit = " ".join(key) + f" {level}", limits.get((*key, level))
            if level not in cells:
                kind, text = "skip", f"{where}: this machine has no such level"
            elif limit is None:
                kind, text = "skip", f"{where}: not in docs/accuracy.md; tests/accuracy/run.sh --write"
            else:
                kind = "ok" if cells[level] <= limit else "FAIL"
                text = f"{where}: {cells[level]:.3f} ulp, should be at most {limit}"
            counts[kind] += 1
            if kind != "ok":
                print(kind, text)
    for op in set(operations.OPERATIONS) - set(OPERATIONS):
        print(f"      {op}: has no entry in tests/accuracy/comparison.py")
    print("{ok} passed, {FAIL} failed, {skip} skipped".format_map(counts))
    return counts["FAIL"] != 0


def main():
    start, worst = time.monotonic(), {}
    tasks = [(op, dtype) for op in OPERATIONS for dtype in ("f64", "f32") if op in operations.OPERATIONS]
    with multiprocessing.Pool(2) as pool:
        for part in pool.imap_unordered(run, tasks):
            worst |= part
    lines = "\n".join(table(worst)) + "\n"
    print(lines)
    print(f"{time.monotonic() - start:.0f} s")
    if "--write" in sys.argv:
        PATH.write_text(TEXT.format_map(peers.VERSIONS) + lines)
        return 0
    return check(worst)


if __name__ == "__main__":
    sys.exit(main())
