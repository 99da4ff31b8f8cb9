# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The calls that become vectors: (case, outputs wanted or None for all, printed decimals or None for the exact)."""

from itertools import product

import edge_cases
import elementwise
import numpy as np
import option_cases
import ranking
import row_operations
import selection
import softmax_cases
from case_builder import Build, logits_by_name, uniform
from vectors import FLOATS, HALVES

INF, NAN = float("inf"), float("nan")

SEED_LOGITS = [[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]]
SEED_PROBS = "0.22786300 0.61939586 0.15274114 0.49674623 0.20196195 0.30129182".split()
SEED_ROW_PROBS = "0.16838508 0.20566600 0.25120102 0.37474789".split()


def all_cases():
    yield from _seeds()
    for dtype in FLOATS + HALVES:
        yield from softmax_cases.cases(dtype)
        yield from _cross_entropy(dtype)
        yield from _cross_entropy_soft(dtype)
        yield from option_cases.cases(dtype)
        yield from edge_cases.cases(dtype)
    for dtype in FLOATS:
        yield from _linear(dtype)
        yield from _optimizers(dtype)
        yield from selection.cases(dtype)
        yield from row_operations.cases(dtype)
        yield from ranking.cases(dtype)
        yield from elementwise.cases(dtype)
    for dtype in HALVES:
        yield from selection.cases(dtype)
        yield from row_operations.divergences(dtype)
        yield from elementwise.cases(dtype)


def _seeds():
    for dtype, kind in product(FLOATS, ("printed", "exact")):
        softmax, entropy = Build("softmax", dtype), Build("cross_entropy", dtype)
        printed = kind == "printed"
        yield softmax(
            f"seed_{dtype}_softmax_{kind}",
            {"logits": SEED_LOGITS},
            rows=2,
            classes=3,
            printed=SEED_PROBS if printed else None,
        )
        yield softmax(
            f"seed_{dtype}_row_{kind}",
            {"logits": [0.1, 0.3, 0.5, 0.9]},
            rows=1,
            classes=4,
            printed=SEED_ROW_PROBS if printed else None,
        )
        arguments = {"arrays": {"logits": SEED_LOGITS}, "labels": [1, 2], "rows": 2, "classes": 3, "label_type": 5}
        yield entropy(
            f"seed_{dtype}_losses_{kind}",
            **arguments,
            reduction=2,
            wanted=["loss"],
            printed=["0.47901070", "1.19967598"] if printed else None,
        )
        if dtype == "f64" or not printed:
            yield entropy(
                f"seed_{dtype}_mean_{kind}",
                **arguments,
                wanted=["loss"],
                printed=["0.83934333897877922"] if printed else None,
            )
    for dtype in FLOATS:
        soft = Build("cross_entropy_soft", dtype)
        for target in (1.0, 0.0, 0.3, 7.0):
            yield soft(f"seed_{dtype}_one_class_{target:g}", {"logits": [2.5], "targets": [target]}, rows=1, classes=1)


def _cross_entropy(dtype):
    build = Build("cross_entropy", dtype)
    z = uniform("f", (3, 4), -4, 4)
    for reduction, weighted, eps, ignore in product((0, 1, 2), (False, True), (0.0, 0.125), (False, True)):
        options = {"reduction": reduction}
        if ignore:
            options |= {"flags": 1, "ignore_index": -100}
        if eps:
            options["label_smoothing"] = eps
        what = f"{('mean', 'sum', 'none')[reduction]}{'_weights' * weighted}{'_smooth' * bool(eps)}{'_ignore' * ignore}"
        arrays = {"logits": z, "class_weights": [0.5, 1.5, 2.0, 0.0] if weighted else None}
        yield build(what, arrays, [2, -100, 0] if ignore else [2, 1, 0], rows=3, classes=4, label_type=5, **options)

    for name, rows in logits_by_name(dtype).items():
        labels = [r % len(rows[0]) for r in range(len(rows))]
        shape = {"rows": len(rows), "classes": len(rows[0]), "label_type": 7}
        yield build(name, {"logits": rows}, labels, **shape, reduction=2)
    yield build("smooth_0.1", {"logits": z}, [3, 3, 3], rows=3, classes=4, label_type=5, label_smoothing=0.1)
    yield build("smooth_1", {"logits": z}, [3, 3, 3], rows=3, classes=4, label_type=5, label_smoothing=1.0)
    yield build(
        "smooth_masked",
        {"logits": [[0.0, -INF, 1.0]], "class_weights": [1.0, 0.0, 2.0]},
        [0],
        rows=1,
        classes=3,
        label_type=5,
        label_smoothing=0.25,
    )
    gaps = [0.0, 1.0, 10.0, 40.0, 80.0, 87.0, 100.0, 110.0, 200.0, 600.0, 709.0, 740.0]
    for side, label in (("right", 0), ("wrong", 1)):
        yield build(
            f"gap_{side}",
            {"logits": [[gap, 0.0] for gap in gaps]},
            [label] * len(gaps),
            rows=len(gaps),
            classes=2,
            label_type=5,
            reduction=2,
        )
    for label_type in range(1, 8):
        yield build(
            f"label_type_{label_type}",
            {"logits": z},
            [0, 3, 1],
            rows=3,
            classes=4,
            label_type=label_type,
            wanted=["loss"],
        )
    for ignore in (-100, 0, 3, -(2**63), 2**63 - 1):
        yield build(
            f"ignore_{ignore}",
            {"logits": z},
            [1, ignore, 2],
            rows=3,
            classes=4,
            label_type=7,
            flags=1,
            ignore_index=ignore,
        )
    yield build(
        "ignored_nan",
        {"logits": [[NAN, 0.0], [1.0, 2.0]]},
        [9, 0],
        rows=2,
        classes=2,
        label_type=5,
        flags=1,
        ignore_index=9,
    )
    for flags, policy in ((1, "nan"), (3, "zero")):
        yield build(
            f"all_ignored_{policy}",
            {"logits": z},
            [7, 7, 7],
            rows=3,
            classes=4,
            label_type=5,
            flags=flags,
            ignore_index=7,
        )
        yield build(f"no_rows_{policy}", {"logits": []}, [], rows=0, classes=4, label_type=5, flags=flags & 2)
    yield build("no_rows_sum", {"logits": []}, [], rows=0, classes=4, label_type=5, reduction=1)
    yield build("gradient_only", {"logits": z}, [0, 1, 2], rows=3, classes=4, label_type=5, wanted=["grad"])
    yield build("loss_only", {"logits": z}, [0, 1, 2], rows=3, classes=4, label_type=5, wanted=["loss"])


def _cross_entropy_soft(dtype):
    build = Build("cross_entropy_soft", dtype)
    z = uniform("g", (3, 4), -4, 4)
    t = [[0.0, 0.5, 0.5, 0.0], [0.25, 0.25, 0.125, 0.375], [1.0, 0.0, 0.0, 0.0]]
    for reduction, weighted, eps in product((0, 1, 2), (False, True), (0.0, 0.125)):
        what = f"{('mean', 'sum', 'none')[reduction]}{'_weights' * weighted}{'_smooth' * bool(eps)}"
        arrays = {"logits": z, "targets": t, "class_weights": [0.5, 1.5, 2.0, 0.0] if weighted else None}
        options = {"label_smoothing": eps} if eps else {}
        yield build(what, arrays, rows=3, classes=4, reduction=reduction, **options)

    for name, rows in logits_by_name(dtype).items():
        shape = len(rows), len(rows[0])
        t = uniform(name, shape, 0, 1, 64)
        t[:, 0] = 0
        yield build(name, {"logits": rows, "targets": t}, rows=shape[0], classes=shape[1], reduction=2)
    yield build("sum_is_not_1", {"logits": z, "targets": uniform("h", (3, 4), 0, 4)}, rows=3, classes=4, reduction=2)
    yield build(
        "masked_0",
        {"logits": [[-INF, 0.0, 0.0], [-INF, 0.0, -INF]], "targets": [[0.0, 0.5, 0.5], [0.0, 1.0, 0.0]]},
        rows=2,
        classes=3,
        reduction=2,
    )
    yield build(
        "masked_0.4", {"logits": [[-INF, 0.0, 0.0]], "targets": [[0.5, 0.25, 0.25]]}, rows=1, classes=3, reduction=2
    )
    gaps = [0.0, 1.0, 10.0, 40.0, 80.0, 100.0, 200.0, 600.0, 740.0]
    yield build(
        "one_hot_gap",
        {"logits": [[0.0, g] for g in gaps], "targets": [[0.0, 1.0]] * len(gaps)},
        rows=len(gaps),
        classes=2,
        reduction=2,
    )
    for flags, policy in ((0, "nan"), (2, "zero")):
        yield build(f"no_rows_{policy}", {"logits": [], "targets": []}, rows=0, classes=4, flags=flags)
    yield build("gradient_only", {"logits": z, "targets": np.full((3, 4), 0.25)}, rows=3, classes=4, wanted=["grad"])


def _linear(dtype):
    forward, backward = Build("linear", dtype), Build("linear_backward", dtype)
    for rows, inputs, outputs, biased in ((1, 1, 1, True), (2, 3, 4, True), (3, 5, 2, False), (1, 33, 1, True)):
        x, w = uniform("x", (rows, inputs), -2, 2), uniform("w", (outputs, inputs), -1, 1)
        dy, b = uniform("dy", (rows, outputs), -1, 1), uniform("b", outputs, -1, 1) if biased else None
        shape = {"rows": rows, "inputs": inputs, "outputs": outputs}
        what = f"{rows}x{inputs}x{outputs}"
        yield forward(what, {"input": x, "weight": w, "bias": b}, **shape)
        yield backward(what, {"input": x, "weight": w, "grad_output": dy}, **shape)
    for wanted in ("grad_input", "grad_weight", "grad_bias"):
        yield backward(wanted + "_only", {"input": x, "weight": w, "grad_output": dy}, **shape, wanted=[wanted])
    yield backward("no_rows", {"input": [], "weight": np.ones((2, 3)), "grad_output": []}, rows=0, inputs=3, outputs=2)
    yield forward(
        "infinite", {"input": [[INF, 1.0], [0.0, NAN]], "weight": [[1.0, 2.0], [0.0, 3.0]]}, rows=2, inputs=2, outputs=2
    )


def _optimizers(dtype):
    sgd, adam = Build("sgd_step", dtype), Build("adam_step", dtype)
    n = 5
    arrays = {name: uniform(name, n, -1, 1) for name in ("param", "grad", "velocity")}
    variants = {
        "plain": {},
        "decay": {"weight_decay": 0.01},
        "dampening_only": {"dampening": 0.5},
        "momentum": {"momentum": 0.9},
        "momentum_decay": {"momentum": 0.9, "weight_decay": 0.01},
        "dampening": {"momentum": 0.9, "dampening": 0.5},
        "first": {"momentum": 0.9, "dampening": 0.5, "flags": 2},
        "nesterov": {"momentum": 0.9, "weight_decay": 0.01, "flags": 1},
        "nesterov_first": {"momentum": 0.9, "flags": 3},
    }
    for what, options in variants.items():
        inputs = arrays if "momentum" in options else {name: arrays[name] for name in ("param", "grad")}
        yield sgd(what, inputs, count=n, learning_rate=0.1, **options)

    first = arrays | {"moment1": np.zeros(n), "moment2": np.zeros(n)}
    later = arrays | {"moment1": uniform("m", n, -1, 1), "moment2": uniform("v", n, 0, 1)}
    del first["velocity"], later["velocity"]
    zero = first | {"grad": np.zeros(n)}
    yield adam("first", first, count=n, step=1, learning_rate=0.001)
    yield adam("zero_gradient", zero, count=n, step=1, learning_rate=0.001)
    yield adam("second", later, count=n, step=2, learning_rate=0.001)
    yield adam("late", later, count=n, step=100000, learning_rate=0.001)
    yield adam("betas", later, count=n, step=3, learning_rate=0.5, beta1=0.5, beta2=0.75, epsilon=0.125)
    yield adam("decay", later, count=n, step=4, learning_rate=0.01, weight_decay=0.1)
    yield adam("decoupled", later, count=n, step=4, learning_rate=0.01, weight_decay=0.1, flags=1)
