# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Measures every operation of the native file against the definition, at every instruction-set level. With --full every
family of numbers has every length, which takes some minutes."""

import multiprocessing
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TESTS = Path(__file__).parents[1]
sys.path += [str(TESTS / "reference"), str(TESTS / "vectors")]

import cases
import native
import vectors
from operations import evaluate
from ulp import Errors

LEVELS = (2, 3, 4)
REPORT = native.ROOT / "artifacts/accuracy.txt"


@dataclass
class Worst:
    """The error that uses the largest share of its budget, and how many results were measured."""

    count: int = 0
    share: float = -1.0
    error: float = 0.0
    budget: float = 0.0
    where: str = ""

    def add(self, other):
        if other.share > self.share:
            self.share, self.error, self.budget, self.where = other.share, other.error, other.budget, other.where
        self.count += other.count


def measure(case, name, got, errors):
    found = errors.of(got)
    # A probability is never -0: masked classes are out exactly.
    if name == "probs":
        found = np.where(np.signbit(got) & ~np.isnan(got), np.inf, found)
    at = int(np.argmax(found))
    where = f"{case.name}, {case.ints} {case.reals}, element {at}: {got[at]!r}, should be {errors.want[at]!r}"
    return Worst(found.size, found[at] / errors.budget, found[at], errors.budget, where)


def run_task(task):
    """{(operation, dtype, level, family): Worst}"""
    group, family, dtype, lengths = task
    library, results = native.Native(), {}
    for length in lengths:
        for case in cases.GROUPS[group](family, dtype, length):
            outputs = evaluate(case)
            if group == "exp":
                outputs["probs"].budget = 1.0
            errors = {name: Errors(output, dtype) for name, output in outputs.items()}
            sizes = {name: len(output.exact) for name, output in outputs.items()}
            seen = {}
            for level in library.levels:
                library.limit(level)
                for name, got in library.call(case, sizes).items():
                    # Levels give the same bits, so most are measured once; that they do is another test's matter.
                    key = name, got.tobytes()
                    if key not in seen:
                        seen[key] = measure(case, name, got, errors[name])
                    operation = "exp" if group == "exp" else f"{case.op}.{name}"
                    results.setdefault((operation, dtype, level, family), Worst()).add(seen[key])
    return results


def run_vectors():
    """{(level, dtype): names of the cases that fail}"""
    library, failures = native.Native(), {}
    for level in library.levels:
        library.limit(level)
        for case in vectors.read():
            failed = failures.setdefault((level, case.dtype), [])
            got = library.call(case, {name: len(value) for name, (value, _) in case.outputs.items()})
            for name, (value, tolerance) in case.outputs.items():
                if not vectors.matches(got[name], value, tolerance).all():
                    failed.append(f"{case.name}.{name}: {got[name]!r}, should be {value!r}")
    return failures


def table(results):
    rows = {}
    for (operation, dtype, level, _), worst in results.items():
        rows.setdefault((operation, dtype, level), Worst()).add(worst)
    yield f"{'operation':<34} {'type':<5} {'level':<6} {'results':>9} {'worst ulp':>10} {'budget':>10}"
    for (operation, dtype, level), worst in sorted(rows.items()):
        yield f"{operation:<34} {dtype:<5} v{level:<5} {worst.count:>9} {worst.error:>10.3f} {worst.budget:>10.3f}"


def main():
    start = time.monotonic()
    results, failures, passed = {}, [], 0
    with multiprocessing.Pool(2) as pool:
        for part in pool.imap_unordered(run_task, cases.all_tasks("--full" in sys.argv)):
            for key, worst in part.items():
                results.setdefault(key, Worst()).add(worst)
    for (operation, dtype, level, family), worst in sorted(results.items()):
        if worst.share > 1:
            bound = f"{worst.error:.3f} > {worst.budget:.3f} ulp"
            failures.append(f"{operation} {dtype} v{level} {family}: {bound} in {worst.where}")
    passed += len(results) - len(failures)
    for (level, dtype), failed in run_vectors().items():
        passed += not failed
        if failed:
            failures.append(
                f"vectors {dtype} v{level}: {len(failed)} results differ\n    " + "\n    ".join(failed[:10])
            )

    report = "\n".join(table(results)) + "\n"
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report)
    print(report)
    print("".join(f"FAIL {failure}\n" for failure in failures), end="")
    missing = [level for level in LEVELS if level not in {key[2] for key in results}]
    print("".join(f"skip all at v{level}: this machine has no such level\n" for level in missing), end="")
    print(f"{time.monotonic() - start:.0f} s; the table is in {REPORT.relative_to(native.ROOT)}")
    print(f"{passed} passed, {len(failures)} failed, {len(missing)} skipped")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
