# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Compare values and gradients with PyTorch's, operation by operation.

PyTorch computes in float64 from the same numbers, and its automatic differentiation gives the gradients. Where the two
differ by more than the tolerance, the case must be one that `disagreements` lists, and the arbitrary-precision
reference must confirm this library's result.
"""

import collections
import sys
import time

import numpy as np
import reference
import torch

import tables
from disagreements import DISAGREEMENTS
from draw import Draw

LEAST = 20_000


def tensor(x, needs_grad):
    kind = {"f": np.float64, "b": np.bool_}.get(x.dtype.kind, np.int64)
    return torch.tensor(np.ascontiguousarray(x).astype(kind).reshape(x.shape), requires_grad=needs_grad)


def theirs(operation, case):
    """PyTorch's results by name, in float64."""
    tensors = {name: tensor(x, name in case.wrt) for name, x in case.inputs.items()}
    value = operation.theirs(tensors, **case.options)
    results = dict(value) if isinstance(value, dict) else {"value": value}
    if case.wrt:
        upstream = torch.ones_like(value) if case.upstream is None else tensor(case.upstream, False)
        grads = torch.autograd.grad(value, [tensors[name] for name in case.wrt], upstream, allow_unused=True)
        for name, grad in zip(case.wrt, grads):
            results[name] = torch.zeros_like(tensors[name]) if grad is None else grad
    return {name: result.detach().numpy() for name, result in results.items()}


def difference(got, expected, case, tolerance):
    """Return what is wrong with results, or nothing."""
    if set(got) != set(expected):
        return f"results {sorted(got)} instead of {sorted(expected)}"
    for name, want in expected.items():
        have = np.asarray(got[name])
        if have.shape != want.shape:
            return f"{name}: shape {have.shape} instead of {want.shape}"
        kind = case.dtype if want.dtype.kind == "f" else want.dtype
        if have.dtype != kind:
            return f"{name}: type {have.dtype} instead of {kind}"
        relative, absolute = tolerance(case, name)
        with np.errstate(all="ignore"):
            near = np.abs(have.astype(np.float64) - want) <= absolute + relative * np.abs(want)
        right = near | (have == want.astype(have.dtype)) | (np.isnan(have) & np.isnan(want))
        if not right.all():
            place = tuple(int(i) for i in np.argwhere(~right)[0])
            return f"{name}{list(place)} is {have[place]!r} instead of {want[place]!r}"
    return ""


def describe(case):
    shapes = {name: f"{x.dtype}{list(x.shape)}" for name, x in case.inputs.items()}
    return f"{shapes} {case.options}"


def run(operation, met):
    """Run an operation's cases and return how many failed; count the listed disagreements in `met`."""
    draw, failed = Draw(operation.name), 0
    for number in range(operation.cases):
        case = operation.draw(draw)
        expected = theirs(operation, case)
        try:
            got = operation.ours(case)
        except Exception as error:
            failed += 1
            print(f"FAILED: {operation.name} {number}: {type(error).__name__}: {error}; {describe(case)}")
            continue
        wrong = difference(got, expected, case, operation.tolerance)
        if not wrong:
            continue
        listed = [entry for entry in DISAGREEMENTS if operation.name in entry.operations and entry.applies(case)]
        if listed:
            wrong = difference(got, operation.reference(case), case, operation.tolerance)
            met.update(listed)
            if wrong:
                wrong = f"not the reference's: {wrong}"
        if wrong:
            failed += 1
            print(f"FAILED: {operation.name} {number}: {wrong}; {describe(case)}")
    return failed


def main():
    reference.set_dtype("f32")
    torch.set_num_threads(1)
    chosen = [op for op in tables.OPERATIONS if not sys.argv[1:] or op.name in sys.argv[1:]]
    cases = failed = disagreed = 0
    met = collections.Counter()
    for operation in chosen:
        start, before = time.monotonic(), sum(met.values())
        bad = run(operation, met)
        print(f"{operation.name}: {operation.cases} cases, {bad} wrong ({time.monotonic() - start:.1f} s)", flush=True)
        cases, failed, disagreed = cases + operation.cases, failed + bad, disagreed + sum(met.values()) - before
    print("where PyTorch differs, and the reference confirms this library:")
    for entry in DISAGREEMENTS:
        print(f"  {met[entry]:5} {', '.join(entry.operations)}: {entry.reason}")
        if not met[entry] and not sys.argv[1:]:
            print(f"FAILED: no case met this: {entry.reason}")
            failed += 1
    if cases < LEAST and not sys.argv[1:]:
        print(f"FAILED: {cases} cases are fewer than {LEAST}")
        failed += 1
    print(f"{cases} cases")
    print(f"{cases - failed} passed, {failed} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
