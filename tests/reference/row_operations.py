# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The losses of rows as operations: exact results with their bounds, and the cases of the vectors."""

from itertools import product

import numpy as np
import rows as ref
from case_builder import Build, uniform
from gmpy2 import log, mpfr, sqrt
from vectors import DTYPES
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


def _pairs(case, results, grads, scales):
    """Losses of rows of several inputs. scales: of the loss and of each gradient, [row] and [input][row][column]."""
    reduction = REDUCTIONS[case.ints.get("reduction", 0)]
    weights = list_of(case, "row_weights") or _ones(case.ints["rows"])
    mp_weights = [mpfr(v) for v in weights]
    empty = mpfr(0) if case.ints.get("flags", 0) & 1 else ref.NAN
    losses, gradients = ref.reduce(results, mp_weights, mp_weights, reduction, empty)
    count = sum(weights) if reduction == "mean" else 1.0
    by_row = np.array([s[0] for s in scales]) * np.abs(weights)
    loss_scale = by_row if reduction == "none" else np.array([by_row.sum() / (count or 1)])
    outputs = {"loss": Output(losses, loss_scale, ULPS[case.dtype])}
    for i, name in enumerate(grads):
        scale = [np.array(s[1][i]) * abs(w) / (count or 1) for s, w in zip(scales, weights)]
        flat_scale = np.concatenate(scale) if scale else np.array([])
        exact = flat(g[i] for g in gradients)
        # Beside a class of probability 0 a term is infinite: the others are compared with themselves.
        with np.errstate(over="ignore"):
            fits = np.isfinite(flat_scale.astype(DTYPES[case.dtype]))
        flat_scale = np.where(fits, flat_scale, np.abs(floats(exact)))
        outputs[name] = Output(exact, flat_scale, GRADIENT_ULPS)
    return outputs


GRADIENT_ULPS = 2.0
FIRST_LOGITS, SECOND_LOGITS, SYMMETRIC, BITS, SOFT, NORMALIZED = 2, 4, 8, 16, 32, 64


def _unit(case):
    flags = case.ints.get("flags", 0)
    if flags & NORMALIZED:
        return log(mpfr(case.ints["classes"])) if case.ints["classes"] > 1 else mpfr(1)
    return log(mpfr(2)) if flags & BITS else mpfr(1)


def _entropy_of_probs(case):
    rows = rows_of(case, "probs")
    results = [ref.entropy(p, _unit(case)) for p in rows]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        slopes = [[(np.abs(np.log(p)) + 1) / float(_unit(case))] for p in np.array(rows)]
    return _pairs(case, results, ["grad"], [(abs(float(r[0])), s) for r, s in zip(results, slopes)])


def _logit_flags(case):
    flags = case.ints.get("flags", 0)
    return bool(flags & FIRST_LOGITS), bool(flags & SECOND_LOGITS)


def _distributions(case):
    """Rows of both as floats, for scales."""
    return [
        [floats(ref.softmax(x)) if logits else np.array(x) for x in rows_of(case, name)]
        for name, logits in zip(("first", "second"), _logit_flags(case))
    ]


def _divergence_scales(case, results):
    """The magnitudes of what is added: of the loss itself, and the excess of one sum over the other; of each gradient."""
    scales, unit = [], float(_unit(case))
    of_logits = _logit_flags(case)
    for p, q, result in zip(*_distributions(case), results):
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            distance = np.where((p == 0) & (q == 0), 0, np.abs(np.log(p) - np.log(q)))
            slopes = []
            for a, b, logits in ((p, q, of_logits[0]), (q, p, of_logits[1])):
                direct = 1 + distance + np.where(b == 0, 0, b / a)
                slopes.append(
                    (a * np.where(a == 0, 0, distance + abs(float(result[0]))) + a * b.sum() + b if logits else direct)
                    / unit
                )
        scales.append((abs(float(result[0])) + abs(p.sum() - q.sum()) / unit, slopes))
    return scales


def _kl_of_rows(case):
    weights = (1, 1 if case.ints.get("flags", 0) & SYMMETRIC else 0)
    pairs = zip(rows_of(case, "first"), rows_of(case, "second"))
    results = [ref.kl(x, y, *_logit_flags(case), weights, _unit(case))[:2] for x, y in pairs]
    return _pairs(case, results, ["grad_first", "grad_second"], _divergence_scales(case, results))


def _js_div(case):
    pairs = zip(rows_of(case, "first"), rows_of(case, "second"))
    results = [ref.js(x, y, *_logit_flags(case), _unit(case)) for x, y in pairs]
    scales = [(abs(float(r[0])), s[1]) for r, s in zip(results, _divergence_scales(case, results))]
    return _pairs(case, results, ["grad_first", "grad_second"], scales)


def _kl_hinge(case):
    flags, margin = case.ints.get("flags", 0), mpfr(case.reals["margin"])
    options = {"symmetric": bool(flags & SYMMETRIC), "soft": bool(flags & SOFT)}
    pairs = list(zip(rows_of(case, "first"), rows_of(case, "second"), list_of(case, "same")))
    results = [ref.kl_hinge(x, y, s, margin, *_logit_flags(case), **options) for x, y, s in pairs]
    scales = [(s[0] + float(margin), s[1]) for s in _divergence_scales(case, results)]
    agree = [(d < case.reals["threshold"]) == (s > 0.5) and d == d for (_, _, d), (_, _, s) in zip(results, pairs)]
    outputs = _pairs(case, [r[:2] for r in results], ["grad_first", "grad_second"], scales)
    share = mpfr(sum(agree)) / len(agree) if agree else mpfr(0) if flags & 1 else ref.NAN
    return outputs | {"accuracy": relative([share], ULPS[case.dtype])}


def _triplet_margin(case):
    r = case.reals
    swap = bool(case.ints.get("flags", 0) & 2)
    triples = list(zip(*(rows_of(case, name, "columns") for name in ("anchor", "positive", "negative"))))
    results = [ref.triplet_margin(a, p, n, mpfr(r["margin"]), r["power"], r["epsilon"], swap) for a, p, n in triples]
    scales = []
    for (a, p, n), result in zip(triples, results):
        exact = r["power"] in (1, 2, INF)
        parts = [abs(float(ref.distance(x, y, r["power"], r["epsilon"])[0])) for x, y in ((a, p), (a, n))]
        scales.append((abs(float(result[0])) if exact else sum(parts) + abs(r["margin"]), [np.full(len(a), 2.0)] * 3))
    return _pairs(case, results, ["grad_anchor", "grad_positive", "grad_negative"], scales)


def _cosine_embedding(case):
    pairs = list(zip(rows_of(case, "first", "columns"), rows_of(case, "second", "columns"), list_of(case, "target")))
    results = [ref.cosine_embedding(x, y, t, mpfr(case.reals["margin"])) for x, y, t in pairs]
    scales = []
    for (x, y, t), result in zip(pairs, results):
        x, y = (np.array([mpfr(v) for v in z]) for z in (x, y))
        xx, yy = x @ x + mpfr(1e-12), y @ y + mpfr(1e-12)
        root = sqrt(xx * yy)
        cosine = abs(x @ y) / root
        slopes = [floats(abs(b) / root + abs(a) * cosine / aa) for a, b, aa in ((x, y, xx), (y, x, yy))]
        scales.append((abs(float(result[0])), slopes))
    return _pairs(case, results, ["grad_first", "grad_second"], scales)


def _contrastive(case):
    pairs = zip(rows_of(case, "first", "columns"), rows_of(case, "second", "columns"), list_of(case, "same"))
    results = [ref.contrastive(x, y, s, mpfr(case.reals["margin"])) for x, y, s in pairs]
    scales = [(abs(float(loss)), [np.abs(floats(g)) for g in gradients]) for loss, gradients in results]
    return _pairs(case, results, ["grad_first", "grad_second"], scales)


OPERATIONS = {
    "nll_loss": _nll_loss,
    "softmax_focal": _softmax_focal,
    "multi_margin": _multi_margin,
    "multiclass_hinge": _multiclass_hinge,
    "entropy_of_probs": _entropy_of_probs,
    "kl_of_rows": _kl_of_rows,
    "js_div": _js_div,
    "kl_hinge": _kl_hinge,
    "triplet_margin": _triplet_margin,
    "cosine_embedding": _cosine_embedding,
    "contrastive": _contrastive,
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


def _simplex(seed, shape):
    p = uniform(seed, shape, 0.0625, 1)
    return p / p.sum(1, keepdims=True)


def _distribution_rows(dtype):
    """Pairs of rows of probabilities by name."""
    one, two = _simplex("p", (3, 4)), _simplex("q", (3, 4))
    tiny = {"f16": 2.0**-20, "bf16": 2.0**-130, "f32": 2.0**-140, "f64": 2.0**-1060}[dtype]
    near = {"f16": 2.0**-9, "bf16": 2.0**-6}.get(dtype, 2.0**-12)
    return {
        "plain": (one, two),
        "equal": (one, one),
        "near": (one[:2], one[:2] * (1 + np.array([[1, -2, 1, 0], [0, 1, -1, 1]]) * near)),
        "zeros": (
            [[0.0, 0.5, 0.5], [0.25, 0.75, 0.0], [0.0, 1.0, 0.0]],
            [[0.25, 0.25, 0.5], [0.5, 0.5, 0.0], [0.5, 0.0, 0.5]],
        ),
        "tiny": ([[1.0, tiny, tiny], [tiny, 0.5, 0.5]], [[0.5, 0.5, tiny], [1.0, tiny, tiny]]),
        "sums": (uniform("s", (2, 5), 0.0625, 2), uniform("t", (2, 5), 0.0625, 2)),
        "nan": ([[NAN, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.25, 0.75]]),
        "one_class": ([[1.0]], [[1.0]]),
        "length_17": (_simplex("a", (1, 17)), _simplex("b", (1, 17))),
        "length_33": (_simplex("c", (1, 33)), _simplex("d", (1, 33))),
        "length_65": (_simplex("g", (1, 65)), _simplex("h", (1, 65))),
    }


def _logit_rows():
    x, y = uniform("x", (3, 4), -4, 4), uniform("y", (3, 4), -4, 4)
    return {
        "plain": (x, y),
        "equal": (x, x),
        "near": (x[:2], x[:2] + np.array([[1, -2, 1, 0], [0, 1, -1, 1]]) * 2.0**-12),
        "offset": (x[:2] + 1024.0, y[:2] - 4096.0),
        "gaps": ([[0.0, -40.0, -80.0], [0.0, 100.0, 30.0]], [[-40.0, 0.0, 3.0], [100.0, 0.0, 30.0]]),
        "masked": ([[0.0, -INF, 1.0], [-INF, 0.0, 1.0]], [[0.5, -INF, -1.0], [0.5, 0.25, -1.0]]),
        "infinite": ([[0.0, 1.0, 2.0]], [[0.0, -INF, 2.0]]),
        "all_masked": ([[-INF, -INF, -INF], [0.0, 1.0, 2.0]], [[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]]),
        "nan": ([[NAN, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.25, 0.75]]),
        "length_17": (uniform("e", (1, 17), -8, 8), uniform("f", (1, 17), -8, 8)),
    }


def divergences(dtype):
    entropy, kl, js, hinge = (Build(op, dtype) for op in ("entropy_of_probs", "kl_of_rows", "js_div", "kl_hinge"))
    probabilities, logits = _distribution_rows(dtype), _logit_rows()
    both = FIRST_LOGITS | SECOND_LOGITS

    def call(build, what, rows, flags=0, reduction=2, wanted=None, more=None, **numbers):
        x, y = (np.array(r) for r in rows)
        arrays = {"first": x, "second": y} | (more or {})
        shape = {"rows": x.shape[0], "classes": x.shape[1]}
        return build(what, arrays, wanted=wanted, **shape, flags=flags, reduction=reduction, **numbers)

    for name, (p, q) in probabilities.items():
        p = np.array(p)
        for flags, suffix in ((0, ""), (BITS, "_bits"), (NORMALIZED, "_normalized")):
            if not flags or name in ("plain", "one_class"):
                yield entropy(name + suffix, {"probs": p}, rows=len(p), classes=p.shape[1], flags=flags, reduction=2)
        yield call(js, name, (p, q))
        yield call(kl, name, (p, q))
        yield call(kl, name + "_symmetric", (p, q), SYMMETRIC)
    for name, rows in logits.items():
        # Where the divergence is infinite, the gradient with respect to the first is not a number.
        wanted = ["loss", "grad_second"] if name == "infinite" else None
        yield call(kl, name + "_logits", rows, both, wanted=wanted)
        yield call(kl, name + "_logits_symmetric", rows, both | SYMMETRIC, wanted=["loss"] if wanted else None)
        yield call(js, name + "_logits", rows, both)
    p, x, w = probabilities["plain"][0], logits["plain"][0], {"row_weights": [0.5, 2.0, 0.1]}
    for flags, rows in ((FIRST_LOGITS, (x, p)), (SECOND_LOGITS, (p, x))):
        for build, what in ((kl, "mixed"), (js, "mixed")):
            yield call(build, f"{what}_{flags}", rows, flags)
            one_class = ([[2.0]], [[0.75]]) if flags == FIRST_LOGITS else ([[0.75]], [[2.0]])
            yield call(build, f"{what}_one_class_{flags}", one_class, flags)
    for reduction, more in product((0, 1, 2), (None, w)):
        what = REDUCTIONS[reduction] + ("_weights" if more else "")
        yield call(kl, what, (x, x[::-1]), both | BITS, reduction, more=more)
        yield call(js, what, (x, x[::-1]), both | BITS, reduction, more=more)
        yield entropy(what, {"probs": p} | (more or {}), rows=3, classes=4, flags=BITS, reduction=reduction)
    for flags, policy in ((0, "nan"), (1, "zero")):
        empty = np.zeros((0, 4))
        yield call(kl, f"no_rows_{policy}", (empty, empty), flags, 0)
        yield call(hinge, f"no_rows_{policy}", (empty, empty), flags, 0, more={"same": []}, margin=2.0, threshold=1.0)
    same = {"same": [1.0, 0.0, 0.25]}
    for flags, suffix in ((0, ""), (SYMMETRIC, "_symmetric"), (SOFT, "_soft"), (SOFT | SYMMETRIC, "_soft_symmetric")):
        for name, rows, kind in (("probs", probabilities["plain"], 0), ("logits", logits["plain"], both)):
            for reduction, margin in ((2, 2.0), (0, 0.5), (1, 20.0)):
                what = f"{name}_{REDUCTIONS[reduction]}_{margin:g}{suffix}"
                yield call(hinge, what, rows, flags | kind, reduction, more=same, margin=margin, threshold=0.5)
    # Next to the margin most digits of what is left of it cancel.
    p, q = probabilities["plain"]
    margin = round(float((p[0] * np.log(p[0] / q[0])).sum()) * 2**20) / 2**20
    yield call(hinge, "at_margin", (p, q), more={"same": [0.0, 0.0, 0.25]}, margin=margin, threshold=0.5)
    yield call(hinge, "infinite", ([[0.5, 0.5]], [[1.0, 0.0]]), more={"same": [0.0]}, margin=2.0, threshold=0.5)
    # The seeds' inputs: two classes, pairs that are the same and pairs that are not.
    pairs = [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.5, 0.5]], [[0.8, 0.2], [0.7, 0.3], [0.55, 0.45], [0.1, 0.9]]
    for reduction in (0, 2):
        what = f"two_classes_{REDUCTIONS[reduction]}"
        yield call(hinge, what, pairs, 0, reduction, more={"same": [1.0, 0.0, 1.0, 0.0]}, margin=2.0, threshold=0.5)
    yield entropy("two_classes_mean", {"probs": pairs[0]}, rows=4, classes=2, flags=BITS)


def _vectors(dtype):
    """Triples of rows by name."""
    huge, tiny = (1e38, 1e-40) if dtype == "f32" else (1e300, 1e-300)
    a, p, n = (uniform(s, (3, 5), -2, 2) for s in "apn")
    return {
        "plain": (a, p, n),
        "equal": (a, a, a),
        "near": (a, a + 2.0**-18, a - 2.0**-16),
        "zero": (np.zeros((1, 3)), np.zeros((1, 3)), np.ones((1, 3))),
        "ties": ([[0.0, 0.0, 0.0]], [[1.0, -1.0, 0.5]], [[2.0, 2.0, -2.0]]),
        "huge": (huge * a[:1], huge * p[:1], huge * n[:1]),
        "tiny": (tiny * a[:1], tiny * p[:1], tiny * n[:1]),
        "full_digits": tuple(uniform(s, (2, 5), -2, 2, 2**53) for s in "xyz"),
        "nan": ([[NAN, 0.0], [1.0, 2.0]], [[0.0, 0.0], [2.0, 0.0]], [[1.0, 1.0], [0.0, 0.0]]),
        "one_column": ([[1.0], [2.0]], [[0.5], [4.0]], [[-1.0], [2.5]]),
        "length_17": tuple(uniform(s, (1, 17), -2, 2) for s in "bcd"),
        "length_65": tuple(uniform(s, (1, 65), -2, 2) for s in "efg"),
        "parallel": (a, a + p, a + 2 * p),
    }


def _pair_losses(dtype):
    triplet, cosine, contrastive = (Build(op, dtype) for op in ("triplet_margin", "cosine_embedding", "contrastive"))
    weights = {"row_weights": [0.5, 2.0, 0.1]}

    def call(build, what, arrays, more=None, reduction=2, **numbers):
        arrays = {name: np.array(v) for name, v in arrays.items()}
        first = next(iter(arrays.values()))
        shape = {"rows": first.shape[0], "columns": first.shape[1]}
        return build(what, arrays | (more or {}), **shape, reduction=reduction, **numbers)

    three, two = ("anchor", "positive", "negative"), ("first", "second")
    for name, rows in _vectors(dtype).items():
        arrays = dict(zip(three, rows))
        for power in (1.0, 2.0, INF, 3.0, 1.5):
            if power == 2 or name in ("plain", "ties", "near", "huge", "zero"):
                epsilon = 0.0 if name == "ties" else 1e-6
                yield call(triplet, f"{name}_{power:g}", arrays, margin=1.0, power=power, epsilon=epsilon)
        # Beside an epsilon, distances that are tiny are equal.
        epsilon = 0.0 if name == "tiny" else 1e-6
        yield call(triplet, f"{name}_swap", arrays, margin=1.0, power=2.0, epsilon=epsilon, flags=2)
        count = len(rows[0])
        pair = dict(zip(two, rows))
        for kind, targets in (("same", [1.0] * count), ("other", [-1.0] * count)):
            # The cosine of a row of a size where its square vanishes is that of the epsilon.
            yield call(cosine, f"{name}_{kind}", pair, {"target": targets}, margin=0.0)
            yield call(contrastive, f"{name}_{kind}", pair, {"same": [(t + 1) / 2 for t in targets]}, margin=4.0)
    a, p, n = _vectors(dtype)["plain"]
    # Next to the margin most digits of what is left of it cancel.
    near, far = (np.sqrt(((a[0] - other[0]) ** 2).sum()) for other in (p, n))
    margin = round(float(far - near) * 2**20) / 2**20
    yield call(triplet, "at_margin", dict(zip(three, (a, p, n))), margin=margin, power=2.0, epsilon=0.0)
    margin = round(float(near) * 2**20) / 2**20
    yield call(contrastive, "at_margin", dict(zip(two, (a, p))), {"same": [0.0, 0.0, 0.0]}, margin=margin)
    for reduction, more in product((0, 1, 2), ({}, weights)):
        what = REDUCTIONS[reduction] + ("_weights" if more else "")
        numbers = {"margin": 0.5, "power": 2.0, "epsilon": 1e-6}
        yield call(triplet, what, dict(zip(three, (a, p, n))), more, reduction, **numbers)
        yield call(cosine, what, dict(zip(two, (a, p))), more | {"target": [1.0, -1.0, 0.0]}, reduction, margin=-0.5)
        yield call(contrastive, what, dict(zip(two, (a, p))), more | {"same": [1.0, 0.0, 0.25]}, reduction, margin=3.0)
    empty = np.zeros((0, 2))
    for flags, policy in ((0, "nan"), (1, "zero")):
        yield call(
            contrastive, f"no_rows_{policy}", dict(zip(two, (empty, empty))), {"same": []}, 0, flags=flags, margin=1.0
        )


def cases(dtype):
    yield from _index_losses(dtype)
    yield from divergences(dtype)
    yield from _pair_losses(dtype)
