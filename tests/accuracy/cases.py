# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The calls of the accuracy test, made from a family, a dtype and a length."""

from itertools import product

import numpy as np
import reference as ref
from families import DEPTH, FAMILIES, LONG
from softmax_cases import MASK_ADD
from vectors import DTYPES, FLOATS, Case

LENGTHS = [*range(1, 258), 1000, 1001, 4095, 4096, 4097, 32000, 50257]
SHORT = 70
TEMPERATURES = (0.7, 3.0, 0.1, -0.5, 30.0, 1.1 * 2.0**-20, 0.9 * 2.0**20)
LINEAR_FAMILIES = ["normal", "scales", "cancelling"]
OPTIMIZER_FAMILIES = ["normal", "update_only", "large_gradient"]
IGNORED = -100
OPTIONS = list(product((0, 1, 2), (False, True), (0.0, 0.1), (False, True)))
SOFT_OPTIONS = list(product((0, 1, 2), (False, True), (0.0, 0.1)))
SGD_OPTIONS = [
    {},
    {"momentum": 0.9},
    {"momentum": 0.9, "weight_decay": 0.01},
    {"momentum": 0.9, "weight_decay": 0.01, "flags": 1},
    {"momentum": 0.5, "dampening": 0.25},
    {"momentum": 0.9, "flags": 2},
    {"weight_decay": 0.1},
]
ADAM_OPTIONS = [
    {"step": 1},
    {"step": 2},
    {"step": 1000},
    {"step": 5, "weight_decay": 0.01},
    {"step": 5, "weight_decay": 0.01, "flags": 1},
    {"step": 3, "beta1": 0.5, "beta2": 0.75, "epsilon": 0.125},
]


def make_case(op, dtype, arrays, labels=None, **scalars):
    ints = {name: int(value) for name, value in scalars.items() if not isinstance(value, float)}
    reals = {name: value for name, value in scalars.items() if isinstance(value, float)}
    inputs = {name: np.asarray(array, DTYPES[dtype]).ravel() for name, array in arrays.items() if array is not None}
    size = max(ints[name] for name in ("classes", "inputs", "outputs", "rows", "count") if name in ints)
    return Case(f"{op}_{dtype} of length {size}", op, dtype, ints, reals, inputs, labels)


def _generator(*key):
    return np.random.default_rng(
        [part if isinstance(part, int) else int.from_bytes(part.encode(), "big") for part in key]
    )


def softmax_cases(family, dtype, length):
    """The softmax family and cross-entropy, with a few of the options' combinations: the lengths take turns."""
    rng = _generator(family, dtype, length)
    rows = 3 if length <= 257 else 2 if length <= 4097 and family != "subnormal" else 1
    turn = LENGTHS.index(length) + 7 * list(FAMILIES).index(family)
    with np.errstate(under="ignore"):
        z = FAMILIES[family](rng, dtype, (rows, length)).astype(DTYPES[dtype])
        targets = rng.dirichlet([0.5] * length, rows).astype(DTYPES[dtype])
    shape = {"rows": rows, "classes": length}
    policy = {"flags": turn % 2}
    dy = rng.normal(0, 1, (rows, length))

    yield make_case("softmax", dtype, {"logits": z}, **shape, **policy)
    yield make_case("log_softmax", dtype, {"logits": z}, **shape, **policy)
    yield make_case("logsumexp", dtype, {"logits": z}, **shape)
    yield make_case("entropy", dtype, {"logits": z}, **shape, **policy)
    yield make_case("logsumexp_backward", dtype, {"logits": z, "grad_lse": dy[:, 0]}, **shape)
    yield make_case("log_softmax_backward", dtype, {"logits": z, "grad_log_probs": dy}, **shape, **policy)
    warm = {"temperature": TEMPERATURES[turn % len(TEMPERATURES)]}
    yield make_case("softmax", dtype, {"logits": z}, **shape, **warm)
    yield make_case("log_softmax", dtype, {"logits": z}, **shape, **warm)
    yield make_case("logsumexp", dtype, {"logits": z}, **shape, **warm)
    yield make_case("logsumexp_backward", dtype, {"logits": z, "grad_lse": dy[:, 0]}, **shape, **warm)
    yield make_case("log_softmax_backward", dtype, {"logits": z, "grad_log_probs": dy}, **shape, **warm)
    ref.set_dtype(dtype)
    probs = [[float(p) for p in ref.softmax(row)] for row in z.tolist()]
    yield make_case("softmax_backward", dtype, {"probs": probs, "grad_probs": dy}, **shape)

    weights = rng.uniform(0.1, 3, length).astype(DTYPES[dtype])
    best = np.argmax(z, 1).tolist()
    for k in range(4):
        reduction, weighted, eps, ignore = OPTIONS[(4 * turn + k) % len(OPTIONS)]
        labels = best[:1] + rng.integers(0, length, rows - 1).tolist()
        if ignore and rows > 1:
            labels[k % rows] = IGNORED
        options = {"reduction": reduction, "flags": ignore, "ignore_index": IGNORED, "label_smoothing": eps}
        arrays = {"logits": z, "class_weights": weights if weighted else None}
        yield make_case("cross_entropy", dtype, arrays, labels, label_type=5 + 2 * (k % 2), **shape, **options)

    targets[0] = np.eye(1, length, best[0])[0]
    targets[:, :: 1 + turn % 3] *= np.isfinite(z[:, :: 1 + turn % 3])
    for k in range(2):
        reduction, weighted, eps = SOFT_OPTIONS[(2 * turn + k) % len(SOFT_OPTIONS)]
        arrays = {"logits": z, "targets": targets, "class_weights": weights if weighted else None}
        yield make_case("cross_entropy_soft", dtype, arrays, **shape, reduction=reduction, label_smoothing=eps)

    bias = rng.normal(0, 2, (rows, length))
    bias[:, 3 :: 2 + turn % 5] = -np.inf
    op = ("softmax", "log_softmax")[turn % 2]
    yield make_case(op, dtype, {"logits": z, "mask": bias}, **shape, mask_type=MASK_ADD)


def exp_cases(_, dtype, length):
    """
    Beside one class at 0 the others are so small that the sum rounds to 1: what is seen is exp itself, down to the
    smallest subnormal.
    """
    rng = _generator("exp", dtype, length)
    z = -rng.uniform(np.log(length) + (17 if dtype == "f32" else 38), DEPTH[dtype], (20, length))
    z[:, rng.integers(0, length)] = 0
    yield make_case("softmax", dtype, {"logits": z}, rows=20, classes=length)


def linear_cases(family, dtype, length):
    """The length is that of the summed index, in turn of the forward pass and of both gradients."""
    rng = _generator("linear" + family, dtype, length)

    def numbers(*shape):
        values = rng.normal(0, 1, shape)
        return values * 2.0 ** rng.integers(-20, 20, shape) if family == "scales" else values

    x, w, b = numbers(2, length), numbers(3, length), numbers(3)
    if family == "cancelling":
        x[:, 1::2], w[:, 1::2] = x[:, : length - 1 : 2], -w[:, : length - 1 : 2]
    yield make_case(
        "linear", dtype, {"input": x, "weight": w, "bias": b if length % 2 else None}, rows=2, inputs=length, outputs=3
    )
    for rows, inputs, outputs in ((2, 3, length), (length, 3, 2)):
        arrays = {"input": numbers(rows, inputs), "weight": numbers(outputs, inputs)}
        arrays["grad_output"] = numbers(rows, outputs)
        yield make_case("linear_backward", dtype, arrays, rows=rows, inputs=inputs, outputs=outputs)


def optimizer_cases(family, dtype, length):
    rng = _generator("optimizer" + family, dtype, length)
    p, g, m = (rng.normal(0, 1, length) for _ in range(3))
    v = rng.uniform(0, 1, length)
    if family == "update_only":
        p[:] = 0
    if family == "large_gradient":
        g, m, v = g * 1e6, m * 1e6, v * 1e12
    turn = LENGTHS.index(length)
    sgd, adam = SGD_OPTIONS[turn % len(SGD_OPTIONS)], ADAM_OPTIONS[turn % len(ADAM_OPTIONS)]
    velocity = m if "momentum" in sgd else None
    yield make_case(
        "sgd_step", dtype, {"param": p, "grad": g, "velocity": velocity}, count=length, learning_rate=0.1, **sgd
    )
    arrays = {"param": p, "grad": g, "moment1": m, "moment2": v}
    yield make_case("adam_step", dtype, arrays, count=length, learning_rate=0.01, **adam)


def _lengths(family, families, full):
    """All, or: all of the first family; of the others those up to SHORT, and every fifth of the longer ones, in turn. Of LONG ones those."""
    if family in LONG:
        return [n for n in LENGTHS if n > LONG[family]]
    place = families.index(family)
    return [n for i, n in enumerate(LENGTHS) if full or place == 0 or n <= SHORT or i % 5 == place % 5]


def all_tasks(full):
    """(group, family, dtype, lengths), the long ones first."""
    groups = [("softmax", list(FAMILIES)), ("linear", LINEAR_FAMILIES), ("optimizer", OPTIMIZER_FAMILIES)]
    tasks = [("exp", "tail", dtype, [n]) for dtype in FLOATS for n in (2, 255, 4096)]
    for group, families in groups:
        for family in families:
            lengths = _lengths(family, families, full)
            long, short = [n for n in lengths if n > 257], [n for n in lengths if n <= 257]
            parts = [[n] for n in long] + [short[i::4] for i in range(4)]
            tasks += [(group, family, dtype, part) for dtype in FLOATS for part in parts]
    return sorted(tasks, key=lambda task: -sum(task[3]))


GROUPS = {"softmax": softmax_cases, "exp": exp_cases, "linear": linear_cases, "optimizer": optimizer_cases}
