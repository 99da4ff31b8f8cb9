# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The calls of the softmax family that become vectors."""

import numpy as np
from case_builder import Build, logits_by_name, uniform
from softmax_family import BITS, EMPTY_ROW_ZERO, MASK_BOOL
from vectors import DTYPES

INF, NAN = float("inf"), float("nan")
MASK_ADD = 2

# The arrays that each operation takes: as large as the logits, or one number for each row.
OPERATIONS = {
    "softmax": (("logits",), ()),
    "softmin": (("logits",), ()),
    "log_softmax": (("logits",), ()),
    "logsumexp": (("logits",), ()),
    "entropy": (("logits",), ()),
    "softmax_backward": (("probs", "grad_probs"), ()),
    "softmin_backward": (("probs", "grad_probs"), ()),
    "log_softmax_backward": (("logits", "grad_log_probs"), ()),
    "logsumexp_backward": (("logits",), ("grad_lse",)),
    "entropy_backward": (("logits",), ("grad_entropy",)),
}
OF_LOGITS = [op for op, (matrices, _) in OPERATIONS.items() if matrices[0] == "logits"]


def arrays_of(op, name, z):
    """z, or probabilities in its place, and gradients."""
    shape = len(z), len(z[0])
    matrices, vectors = OPERATIONS[op]
    dy = uniform(name, shape, -1, 1)
    first = uniform(name + "p", shape, 0, 2 / shape[1]) if matrices[0] == "probs" else z
    return dict(zip(matrices, (first, dy))) | {vector: dy[:, 0] for vector in vectors}


def cases(dtype):
    yield from _plain(dtype)
    yield from _temperatures(dtype)
    yield from _masks(dtype)
    yield from _inner(dtype)
    for op in ("entropy", "entropy_backward"):
        z = uniform("bits", (2, 5), -4, 4).tolist()
        options = {"rows": 2, "classes": 5, "flags": BITS}
        yield Build(op, dtype)("bits", arrays_of(op, "bits", z), **options)
        yield Build(op, dtype)("bits_temperature", arrays_of(op, "bits", z), **options, temperature=0.3)


def _plain(dtype):
    for name, z in logits_by_name(dtype).items():
        shape = {"rows": len(z), "classes": len(z[0])}
        for op in OF_LOGITS:
            has_flag = name == "all_minus_inf" and not op.startswith("logsumexp")
            for flags in (0, EMPTY_ROW_ZERO) if has_flag else (0,):
                what = name + ("_zero" if flags else "")
                options = {"flags": flags} if flags else {}
                yield Build(op, dtype)(what, arrays_of(op, name, z), **shape, **options)
    # The upstream gradient at both ends of the exponent range.
    real = "f64" if dtype == "f64" else "f32"
    tiny, huge = (1e-42, 1e30) if real == "f32" else (1e-315, 1e290)
    extremes = {"logits": [[0.0, 1.0, 2.0], [0.0, 1e30, 2.0]] * 3}
    extremes["grad_lse"] = [tiny, -tiny, huge, -huge, float(np.finfo(DTYPES[real]).max), 1.0]
    yield Build("logsumexp_backward", dtype)("extreme_factors", extremes, rows=6, classes=3)
    for op in ("softmax_backward", "softmin_backward"):
        for classes in (1, 2, 7, 33):
            p = uniform(classes, (1, classes), 0, 2 / classes)
            p[0, -1] = 0
            dp = uniform(classes + 1, (1, classes), -1, 1)
            yield Build(op, dtype)(f"length_{classes}", {"probs": p, "grad_probs": dp}, rows=1, classes=classes)


def _temperatures(dtype):
    rows = logits_by_name(dtype)
    for op in OPERATIONS:
        build = Build(op, dtype)
        for temperature in (0.7, 30.0, -1.0, -0.1):
            z = uniform("t", (3, 7), -8, 8).tolist()
            what = f"temperature_{temperature:g}"
            yield build(what, arrays_of(op, "t", z), rows=3, classes=7, temperature=temperature)
        for name in ("gaps", "offset_-1e7", "large", "masked", "plus_inf", "nan", "near_zero_lse", "subnormal"):
            z = rows[name]
            if op in OF_LOGITS:
                shape = {"rows": len(z), "classes": len(z[0])}
                yield build(name + "_warm", arrays_of(op, name, z), **shape, temperature=1.7)
    z = [[1.0, 2.0, 3.0], [-0.5, 0.25, 0.0]]
    for op in ("softmax", "log_softmax", "entropy"):
        for temperature in (1e-300, 1e-3, 1e4, 1e300):
            what = f"temperature_{temperature:g}"
            yield Build(op, dtype)(what, arrays_of(op, "t", z), rows=2, classes=3, temperature=temperature)


def _masks(dtype):
    z = uniform("m", (3, 5), -6, 6).tolist()
    wild = [[NAN, 1.0, INF, 0.5, 2.0], [INF, -1.0, NAN, 0.25, 1.0], [-INF, 3.0, 2.5, NAN, -2.0]]
    some = [[0, 1, 0, 1, 1], [0, 1, 0, 1, 0], [1, 1, 1, 0, 1]]
    empty = [[0, 0, 0, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0, 0, 1]]
    addends = uniform("a", (3, 5), -2, 2)
    minus = [[-INF, 0.5, -INF, 0.0, 0.25], [0.0, -1.0, -INF, 2.0, -INF], [3.0, 1.0, 0.5, -INF, -INF]]
    masks = {
        "bool": (MASK_BOOL, z, some),
        "bool_row": (MASK_BOOL, z, some[0]),
        "bool_all": (MASK_BOOL, z, empty),
        "bool_wild": (MASK_BOOL, wild, [[0, 1, 0, 1, 1]] * 2 + [[1, 1, 1, 0, 1]]),
        "add": (MASK_ADD, z, addends),
        "add_row": (MASK_ADD, z, addends[0]),
        "add_minus": (MASK_ADD, z, minus),
        "add_all": (MASK_ADD, z, [[-INF] * 5, [0.0] * 5, [-INF] * 4 + [1.0]]),
        "add_wild": (MASK_ADD, wild, [[-INF, 1.0, -INF, 0.0, 0.5]] * 2 + [[0.0, 1.0, 0.5, -INF, 0.25]]),
    }
    for op in OPERATIONS:
        build = Build(op, dtype)
        for name, (kind, logits, mask) in masks.items():
            if op not in OF_LOGITS and name.endswith("_wild"):
                continue
            arrays = arrays_of(op, name, logits) | {"mask": mask}
            shape = {"rows": 3, "classes": 5, "mask_type": kind}
            yield build("mask_" + name, arrays, **shape)
            if name.endswith("_all") and op in OF_LOGITS and not op.startswith("logsumexp"):
                yield build(f"mask_{name}_zero", arrays, **shape, flags=EMPTY_ROW_ZERO)
            if name in ("bool", "add_minus"):
                yield build(f"mask_{name}_cold", arrays, **shape, temperature=0.4)


def _inner(dtype):
    """Rows whose classes are two or three elements apart."""
    some = [[0, 1, 0, 1, 1], [1, 1, 0, 1, 0], [1, 1, 1, 0, 1], [1, 0, 1, 0, 1], [1, 0, 0, 0, 1], [1, 1, 0, 0, 1]]
    z = uniform("i", (6, 5), -6, 6).tolist()
    for op in OPERATIONS:
        build, arrays = Build(op, dtype), arrays_of(op, "i", z)
        for inner in (2, 3, 6):
            yield build(f"inner_{inner}", arrays, rows=6, classes=5, inner=inner)
        if op in OF_LOGITS:
            shape = {"rows": 6, "classes": 5, "inner": 3, "mask_type": MASK_BOOL, "temperature": 2.0}
            yield build("inner_mask", arrays | {"mask": some}, **shape)
            yield build("inner_mask_row", arrays | {"mask": some[0]}, **shape)
            shape |= {"mask_type": MASK_ADD}
            yield build("inner_mask_add", arrays | {"mask": uniform("ia", (6, 5), -1, 1)}, **shape)
