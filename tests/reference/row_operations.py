# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The losses of rows as operations: exact results with their bounds, and the cases of the vectors."""

from itertools import product

import numpy as np
import rows as ref
from case_builder import Build, uniform
from gmpy2 import mpfr
from outputs import ULPS, Output, flat, floats, list_of, relative, rows_of

INF, NAN = float("inf"), float("nan")
REDUCTIONS = ("mean", "sum", "none")
IGNORE_INDEX, EMPTY_MEAN_ZERO = 1, 2


def _ones(count):
    return [1.0] * count


def _index_loss(case, name, loss, by_class_weights, budget):
    """Losses of a row and its label; the mean divides by the row weights, or by these times the class weights."""
    flags, reduction = case.ints.get("flags", 0), REDUCTIONS[case.ints.get("reduction", 0)]
    ignored = case.ints.get("ignore_index", 0) if flags & IGNORE_INDEX else None
    x = rows_of(case, name)
    class_weights = list_of(case, "class_weights") or _ones(case.ints["classes"])
    row_weights = list_of(case, "row_weights") or _ones(len(x))
    results, weights, counts = [], [], []
    for row, label, v in zip(x, case.labels, row_weights):
        results.append(None if label == ignored else loss(row, label))
        w = mpfr(class_weights[label]) if label != ignored else mpfr(0)
        weights.append(w * v)
        counts.append(w * v if by_class_weights else mpfr(v))
    losses, grads = ref.reduce(results, weights, counts, reduction, mpfr(0) if flags & EMPTY_MEAN_ZERO else ref.NAN)
    zeros = [mpfr(0)] * case.ints["classes"]
    return {
        "loss": relative(losses, budget),
        "grad": relative(flat(g[0] if g else zeros for g in grads), budget),
    }


def _nll_loss(case):
    return _index_loss(case, "log_probs", ref.nll, True, ULPS[case.dtype])


def _softmax_focal(case):
    gamma = case.reals.get("gamma", 0.0)
    # In f64 the sum of the other classes has the rounding of the exponentials, and its power that many times as much.
    budget = ULPS[case.dtype] + (gamma if case.dtype == "f64" else 0)
    return _index_loss(case, "logits", lambda z, y: ref.softmax_focal(z, y, mpfr(gamma)), False, budget)


def _multi_margin(case):
    p, margin = case.ints["power"], case.reals["margin"]
    return _index_loss(case, "input", lambda x, y: ref.multi_margin(x, y, p, margin), False, ULPS[case.dtype])


def _multiclass_hinge(case):
    return _index_loss(case, "input", ref.multiclass_hinge, False, ULPS[case.dtype])


OPERATIONS = {
    "nll_loss": _nll_loss,
    "softmax_focal": _softmax_focal,
    "multi_margin": _multi_margin,
    "multiclass_hinge": _multiclass_hinge,
}


# --- Cases


def _scores(dtype):
    tiny = 2.0**-149 if dtype == "f32" else 2.0**-1074
    huge = 3e38 if dtype == "f32" else 1.7e308
    return {
        "plain": [[1.0, 2.0, 3.0], [-1.0, 0.0, 1.0]],
        "one_class": [[0.0], [5.0], [-1e30], [INF]],
        "two_classes": [[0.0, 0.0], [3.0, -4.0], [-0.25, 88.0]],
        "equal": [[7.0] * 5, [-1e7] * 5],
        "corners": [[1.0, 0.0, 0.5], [0.0, 1.0, 2.0], [3.0, 0.0, 4.0]],
        "confident": [[0.0, 17.0], [40.0, 0.0], [0.0, 90.0], [700.0, 0.0], [0.0, 1e4]],
        "near": [[1.0, 2.0**-20, 3 * 2.0**-22], [0.0, 1.0 + 2.0**-23, 2.0**-23]],
        "large": [[huge, 0.0, huge / 2], [0.0, -huge / 2, 1.0], [huge / 4, huge / 4, 1e30]],
        "subnormal": [[tiny, 2 * tiny, -tiny], [0.0, tiny, -0.0]],
        "masked": [[-INF, 0.5, -INF, 1.5], [0.0, -INF, -INF, -INF], [2.0, 1.0, 0.0, -INF]],
        "plus_inf": [[INF, 0.0, 1.0], [INF, -INF, INF], [1.0, 2.0, 3.0]],
        "nan": [[0.0, NAN, 1.0], [1.0, 2.0, 3.0], [NAN, INF, -INF], [-INF, -INF, NAN]],
        "all_minus_inf": [[-INF, -INF, -INF], [0.0, 1.0, 2.0]],
        "full_digits": uniform("c", (2, 5), -2, 2, 2**53).tolist(),
        "length_17": uniform("d", (1, 17), -8, 8).tolist(),
        "length_33": uniform("e", (1, 33), -20, 20).tolist(),
    }


def _index_losses(dtype):
    for op, name, variants in (
        ("nll_loss", "log_probs", {"": {}}),
        ("softmax_focal", "logits", {f"_{g:g}": {"gamma": g} for g in (2.0, 0.0, 0.5, 5.0)}),
        ("multi_margin", "input", {"_1": {"power": 1, "margin": 1.0}, "_2": {"power": 2, "margin": 0.75}}),
        ("multiclass_hinge", "input", {"": {}}),
    ):
        build = Build(op, dtype)
        x = uniform(op, (3, 4), -4, 2)
        first = next(iter(variants.values()))
        for reduction, weighted, ignore in product((0, 1, 2), (False, True), (False, True)):
            what = f"{REDUCTIONS[reduction]}{'_weights' * weighted}{'_ignore' * ignore}"
            arrays = {name: x} | (
                {"class_weights": [0.5, 1.5, 2.0, 0.0], "row_weights": [2.0, 0.75, 0.1]} if weighted else {}
            )
            options = {"flags": IGNORE_INDEX, "ignore_index": -100} if ignore else {}
            labels = [2, -100, 0] if ignore else [2, 1, 0]
            shape = {"rows": 3, "classes": 4, "label_type": 5}
            yield build(what, arrays, labels, **shape, reduction=reduction, **options, **first)
        for suffix, numbers in variants.items():
            scores = _scores(dtype)
            if numbers is not first:
                scores = {what: scores[what] for what in ("corners", "confident", "masked", "full_digits", "length_17")}
            for what, z in scores.items():
                labels = [r % len(z[0]) for r in range(len(z))]
                shape = {"rows": len(z), "classes": len(z[0]), "label_type": 7}
                yield build(what + suffix, {name: z}, labels, **shape, reduction=2, **numbers)
        shape = {"rows": 3, "classes": 4}
        for label_type in range(1, 8) if op == "nll_loss" else (2, 7):
            what = f"label_type_{label_type}"
            yield build(what, {name: x}, [0, 3, 1], **shape, label_type=label_type, **first, wanted=["loss"])
        for flags, policy in ((1, "nan"), (3, "zero")):
            options = {"flags": flags, "ignore_index": 7, "label_type": 5}
            yield build(f"all_ignored_{policy}", {name: x}, [7, 7, 7], **shape, **options, **first)
            options = {"flags": flags & 2, "label_type": 5}
            yield build(f"no_rows_{policy}", {name: []}, [], rows=0, classes=4, **options, **first)
        yield build("no_rows_sum", {name: []}, [], rows=0, classes=4, label_type=5, reduction=1, **first)
        yield build("gradient_only", {name: x}, [0, 1, 2], **shape, label_type=5, **first, wanted=["grad"])
    gaps = [1.0, 10.0, 40.0, 80.0, 100.0, 200.0, 340.0, 709.0]
    for gamma, (side, label) in product((1.0, 2.0), (("right", 0), ("wrong", 1))):
        yield Build("softmax_focal", dtype)(
            f"gap_{side}_{gamma:g}",
            {"logits": [[gap, 0.0] for gap in gaps]},
            [label] * len(gaps),
            rows=len(gaps),
            classes=2,
            label_type=5,
            reduction=2,
            gamma=gamma,
        )
    # documentation of ONNX's NegativeLogLikelihoodLoss, operator version 13, example 3, without its last axis
    yield Build("nll_loss", dtype)(
        "onnx_weighted_mean",
        {
            "log_probs": [[1.0, 2.0], [2.0, 2.0], [3.0, 2.0], [0.0, 1.0], [2.0, 2.0], [1.0, 2.0]],
            "class_weights": [0.2, 0.3],
        },
        [1, 0, 1, 0, 0, 1],
        rows=6,
        classes=2,
        label_type=5,
    )


def cases(dtype):
    yield from _index_losses(dtype)
