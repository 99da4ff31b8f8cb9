# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Ranks, soft ranks and rank correlation: definition, operations, cases of the vectors."""

import math
from itertools import accumulate

import numpy as np
from case_builder import Build, uniform
from gmpy2 import exp, is_nan, log, mpfr, sqrt
from outputs import ULPS, Output, flat, floats, relative, rows_of

INF, NAN = math.inf, math.nan
NOT_A_NUMBER = mpfr("nan")
REGULARIZATIONS = ("l2", "kl")


def total(values):
    return sum(values, mpfr(0))


def difference(a, b):
    """a - b; 0 where nothing but the last of the many bits is left."""
    left = a - b
    return mpfr(0) if abs(left) < (abs(a) + abs(b)) * mpfr(2) ** -250 else left


def rank(x):
    """From 1; equal elements share the average of their ranks."""
    if any(map(is_nan, x)):
        return [NOT_A_NUMBER] * len(x)
    return [1 + sum(b < a for b in x) + mpfr(sum(b == a for b in x) - 1) / 2 for a in x]


def correlation(a, b):
    """Pearson's."""
    mean = mpfr(len(a) + 1) / 2
    da, db = [v - mean for v in a], [v - mean for v in b]
    norm = sqrt(total(v * v for v in da) * total(v * v for v in db))
    return total(v * w for v, w in zip(da, db)) / norm if norm != 0 else NOT_A_NUMBER


def isotonic(s, w, regularization):
    """The non-decreasing sequence v of the definition, by the min-max formula: no pooling, no order of merges."""
    sums_s = [mpfr(0), *accumulate(s if regularization == "l2" else map(exp, s))]
    sums_w = [mpfr(0), *accumulate(w)]

    def level(first, end):
        of_s, of_w = sums_s[end] - sums_s[first], sums_w[end] - sums_w[first]
        return (of_s - of_w) / (end - first) if regularization == "l2" else log(of_s) - log(of_w)

    count = len(s)
    # least[j][i]: the least level of the blocks from j that end at or after i.
    least = [list(accumulate((level(j, k + 1) for k in range(count - 1, j - 1, -1)), min))[::-1] for j in range(count)]
    return [max(least[j][i - j] for j in range(i + 1)) for i in range(count)]


def runs(order, z, strength):
    """Where neighbors are so far apart that no block can hold both; exp could not hold both, either."""
    far = 1000 + len(z)
    starts = [k for k, i in enumerate(order) if k == 0 or (mpfr(z[i]) - z[order[k - 1]]) / mpfr(strength) > far]
    return [(first, order[first:end]) for first, end in zip(starts, [*starts[1:], len(order)])]


def blocks(z, strength, regularization):
    """(indices, soft ranks) of each block of a row without NaN. Equal infinite values are one, as in the limit."""
    order = sorted(range(len(z)), key=lambda i: z[i])
    low, high = sum(v == -INF for v in z), sum(v == INF for v in z)
    finite = order[low : len(z) - high]
    found = [(order[:low], [mpfr(low + 1) / 2] * low)] if low else []
    for first, part in runs(finite, z, strength):
        # Levels relative to the largest element: a shift of s is one of v.
        s = [(mpfr(z[i]) - z[part[-1]]) / mpfr(strength) for i in part]
        v = isotonic(s, [mpfr(low + first + 1 + k) for k in range(len(part))], regularization)
        for level in sorted(set(v)):
            inside = [(i, s_i - v_i) for i, s_i, v_i in zip(part, s, v) if v_i == level]
            found.append(([i for i, _ in inside], [d if regularization == "l2" else exp(d) for _, d in inside]))
    if high:
        found.append((order[len(z) - high :], [len(z) - mpfr(high - 1) / 2] * high))
    return found


def soft_rank(z, strength=1.0, regularization="l2"):
    if any(map(is_nan, z)):
        return [NOT_A_NUMBER] * len(z)
    ranks = {i: r for part in blocks(z, strength, regularization) for i, r in zip(*part)}
    return [ranks[i] for i in range(len(z))]


def soft_rank_backward(z, g, strength=1.0, regularization="l2", magnitudes=False):
    """The gradient with respect to z; or the sum of the magnitudes of its terms, where they are subtracted."""
    if any(map(is_nan, z)):
        return [NOT_A_NUMBER] * len(z)
    grad = {}
    for indices, ranks in blocks(z, strength, regularization):
        weights = ranks if regularization == "kl" else [mpfr(1)] * len(ranks)
        mean = total(w * g[i] for i, w in zip(indices, weights)) / total(weights)
        for i, w in zip(indices, weights):
            grad[i] = w * (g[i] + mean if magnitudes else difference(g[i], mean)) / mpfr(strength)
            if len(indices) == 1 and not magnitudes:
                grad[i] = abs(0 * mpfr(g[i]))
    return [grad[i] for i in range(len(z))]


def spearman_loss_row(pred, target, strength=1.0, regularization="l2"):
    """The loss, the gradient with respect to the soft ranks, and the magnitudes of its terms."""
    n = len(pred)
    mean = mpfr(n + 1) / 2
    a = [r - mean for r in soft_rank(pred, strength, regularization)]
    b = [r - mean for r in rank(target)]
    of_a, norm = total(v * v for v in a), sqrt(total(v * v for v in a) * total(v * v for v in b))
    # A constant has no correlation, and soft ranks closer than 1e-130 are one.
    if norm == 0 or is_nan(norm) or max(pred) == min(pred) or of_a < 1e-260:
        return NOT_A_NUMBER, [NOT_A_NUMBER] * n, [NOT_A_NUMBER] * n
    rho = total(v * w for v, w in zip(a, b)) / norm
    terms = [(rho * v / of_a, w / norm) for v, w in zip(a, b)]
    return 1 - rho, [difference(v, w) for v, w in terms], [abs(v) + abs(w) for v, w in terms]


def spearman_loss(preds, targets, strength=1.0, regularization="l2", reduction="mean"):
    """Losses, [rows] or [1], and gradient, [rows][classes], with the magnitudes of its terms."""
    losses, grads, sizes = [], [], []
    share = mpfr(1) / len(preds) if reduction == "mean" and preds else mpfr(1)
    for pred, target in zip(preds, targets):
        loss, slopes, magnitudes = spearman_loss_row(pred, target, strength, regularization)
        finite = not is_nan(loss)
        backward = lambda g, m: soft_rank_backward(pred, g, strength, regularization, m)
        nothing = [NOT_A_NUMBER] * len(pred)
        losses.append(loss)
        grads.append([share * v for v in backward(slopes, False)] if finite else nothing)
        sizes.append([share * v for v in backward(magnitudes, True)] if finite else nothing)
    if reduction == "none":
        return losses, grads, sizes
    return [total(losses) * share if preds or reduction == "sum" else NOT_A_NUMBER], grads, sizes


def _options(case):
    return case.reals.get("regularization_strength", 0.0) or 1.0, REGULARIZATIONS[case.ints.get("regularization", 0)]


def _rank(case):
    return {"ranks": relative(flat(map(rank, rows_of(case, "values"))), ULPS[case.dtype])}


def _spearman(case):
    pairs = zip(rows_of(case, "first"), rows_of(case, "second"))
    return {"correlation": relative([correlation(rank(a), rank(b)) for a, b in pairs], ULPS[case.dtype])}


def _soft_rank(case):
    return {"ranks": relative(flat(soft_rank(z, *_options(case)) for z in rows_of(case, "values")), ULPS[case.dtype])}


def _soft_rank_backward(case):
    exact, scale = [], []
    for z, g in zip(rows_of(case, "values"), rows_of(case, "grad_ranks")):
        exact += soft_rank_backward(z, g, *_options(case))
        scale += soft_rank_backward(z, [abs(v) for v in g], *_options(case), magnitudes=True)
    return {"grad_values": Output(exact, floats(scale), ULPS[case.dtype])}


def _spearman_loss(case):
    reduction = ("mean", "sum", "none")[case.ints.get("reduction", 0)]
    strength, regularization = _options(case)
    rows = rows_of(case, "pred"), rows_of(case, "target")
    loss, grad, sizes = spearman_loss(*rows, strength, regularization, reduction)
    # The correlation is subtracted from 1, in double-double; a softmax is no more than an f64.
    smallest = 1e-9 if regularization == "l2" else 1.0
    scale = np.maximum(np.abs(floats(loss)), smallest * (len(rows[0]) if reduction == "sum" else 1))
    return {
        "loss": Output(loss, scale, ULPS[case.dtype]),
        "grad": Output(flat(grad), floats(flat(sizes)), ULPS[case.dtype]),
    }


OPERATIONS = {
    "rank": _rank,
    "spearman": _spearman,
    "soft_rank": _soft_rank,
    "soft_rank_backward": _soft_rank_backward,
    "spearman_loss": _spearman_loss,
}


def _rows(dtype):
    """Rows by name, as a list of rows each."""
    tiny = 2.0**-149 if dtype == "f32" else 2.0**-1074
    huge = 3e38 if dtype == "f32" else 1.7e308
    return {
        "documented": [[5.0, 1.0, 2.0]],
        "one_class": [[2.5], [INF]],
        "two_classes": [[1.0, 2.0], [2.0, 1.0], [1.0, 1.0], [0.25, 0.0]],
        "apart": [[10.0, -20.0, 5.0, 40.0, 0.0]],
        "near": [[0.1, 0.0, 0.2, -0.1, 0.15]],
        "ties": [[1.0, 3.0, 3.0, 2.0, 3.0], [7.0] * 5, [0.0, -0.0, 1.0, -1.0, 1.0]],
        "whole": [[1.0, 2.0, 3.0, 4.0, 5.0], [5.0, 6.0, 7.0, 8.0, 7.0]],
        "offset": [[1e7, 1e7 + 1, 1e7 + 3, 1e7 + 2], [-1e7, -1e7, -1e7 - 1, -1e7 + 1]],
        "infinite": [[INF, 0.0, -INF, 1.0, 1.25], [INF, INF, -INF, -INF, 0.0], [-INF] * 5],
        "nan": [[1.0, NAN, 3.0], [1.0, 2.0, 3.0]],
        "huge": [[huge, -huge, huge, 0.5 * huge], [huge, huge, 1.0, 2.0]],
        "subnormal": [[tiny, 2 * tiny, -tiny, 0.0]],
        "random": uniform("rank", (2, 17), -4, 4).tolist(),
        "full_digits": uniform("digits", (2, 7), -3, 3, 2**53).tolist(),
    }


def cases(dtype):
    build = {op: Build(op, dtype) for op in OPERATIONS}
    for name, x in _rows(dtype).items():
        shape = {"rows": len(x), "classes": len(x[0])}
        size = (shape["rows"], shape["classes"])
        other, slopes = uniform(name, size, -2, 2, 8), uniform(name, size, -1, 1)
        yield build["rank"](name, {"values": x}, **shape)
        yield build["spearman"](name, {"first": x, "second": other}, **shape)
        for regularization, kind in enumerate(REGULARIZATIONS):
            options = {"regularization": regularization} if regularization else {}
            yield build["soft_rank"](f"{name}_{kind}", {"values": x}, **shape, **options)
            yield build["soft_rank_backward"](f"{name}_{kind}", {"values": x, "grad_ranks": slopes}, **shape, **options)
            arrays = {"pred": x, "target": other}
            yield build["spearman_loss"](f"{name}_{kind}", arrays, **shape, **options, reduction=2)
    yield build["soft_rank"](
        "documented_2", {"values": [5.0, 1.0, 2.0]}, rows=1, classes=3, regularization_strength=2.0
    )
    x, other, slopes = (uniform(name, (3, 9), -3, 3) for name in ("x", "y", "g"))
    shape = {"rows": 3, "classes": 9}
    for regularization, kind in enumerate(REGULARIZATIONS):
        for strength in (1e-9, 0.1, 0.7, 10.0, 1e9):
            options = {"regularization": regularization, "regularization_strength": strength}
            what = f"{kind}_{strength:g}"
            yield build["soft_rank"](what, {"values": x}, **shape, **options)
            yield build["soft_rank_backward"](what, {"values": x, "grad_ranks": slopes}, **shape, **options)
        for reduction, kept in enumerate(("mean", "sum")):
            options = {"regularization": regularization, "reduction": reduction, "regularization_strength": 0.5}
            yield build["spearman_loss"](f"{kind}_{kept}", {"pred": x, "target": other}, **shape, **options)
    ordered = {"pred": np.sort(x), "target": np.sort(x) * 2}
    yield build["spearman_loss"]("ordered", ordered, **shape, reduction=2, regularization_strength=1e-3)
    yield build["spearman_loss"]("nearly_ordered", ordered, **shape, reduction=2, regularization_strength=0.75)
    yield build["spearman_loss"]("loss_only", {"pred": x, "target": other}, **shape, wanted=["loss"])
    yield build["spearman_loss"]("grad_only", {"pred": x, "target": other}, **shape, wanted=["grad"])
    yield build["spearman_loss"]("no_rows", {"pred": [], "target": []}, rows=0, classes=4)
    yield build["spearman_loss"]("no_rows_sum", {"pred": [], "target": []}, rows=0, classes=4, reduction=1)
