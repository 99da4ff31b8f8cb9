# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Cross-entropy as an operation: exact results with their bounds."""

import numpy as np
import reference as ref
from gmpy2 import mpfr
from outputs import ULPS, Output, flat, floats, in_memory, list_of, relative, rows_of, whole
from selection import top_k
from softmax_family import lse_scale

IGNORE_INDEX, EMPTY_MEAN_ZERO = 1, 2
GRADIENT_ULPS = 2.0
# Of |p K| + |a|: the addend is rounded when it is scaled, smoothed, weighted and added; with a soft cap the slope and a product
# round once more, which counts in f64 only.
SPREAD_GRADIENT_ULPS, CAPPED_GRADIENT_ULPS = 3.0, 3.5


def _options(case):
    flags = case.ints.get("flags", 0)
    second = list_of(case, "second_labels")
    return ref.CrossEntropy(
        weights=list_of(case, "class_weights"),
        smoothing=case.reals.get("label_smoothing", 0.0),
        ignore_index=case.ints.get("ignore_index", 0) if flags & IGNORE_INDEX else None,
        reduction=("mean", "sum", "none")[case.ints.get("reduction", 0)],
        empty_mean=mpfr(0) if flags & EMPTY_MEAN_ZERO else ref.NAN,
        row_weights=list_of(case, "row_weights"),
        z_loss=case.reals.get("z_loss", 0.0),
        softcap=case.reals.get("softcap", 0.0),
        second=([int(label) for label in second], case.reals.get("mix_lambda", 0.0)) if second else None,
    )


def _inputs(case):
    targets = case.labels if case.op == "cross_entropy" else rows_of(case, "targets")
    return _options(case), rows_of(case, "logits"), targets


def _cross_entropy(case):
    options, logits, targets = _inputs(case)
    loss, grad = options(logits, targets)
    spread = case.op == "cross_entropy_soft" or options.smoothing or options.softcap or options.z_loss or options.second
    grad = relative(flat(grad), GRADIENT_ULPS)
    if spread:
        budget = CAPPED_GRADIENT_ULPS if options.softcap and case.dtype == "f64" else SPREAD_GRADIENT_ULPS
        grad = Output(grad.exact, _gradient_scale(options, logits, targets), budget)
    return {
        "loss": relative(loss, ULPS[case.dtype]),
        "grad": in_memory(grad, case.ints["classes"], case.ints.get("inner", 0) or 1),
    }


def _gradient_scale(options, logits, targets):
    """|p K| + |a|, times the cap's slope: with a mass on every class the two terms of the gradient may cancel."""
    scales, count = [], 0.0
    for r, x in enumerate(logits):
        _, _, counts, a = options.row(x, targets, r)
        z, slope = ref.capped(x, options.softcap)
        pull = np.sum(np.abs(floats(a)))
        if options.z_loss:
            row_weight = options.row_weights[r] if options.row_weights else 1.0
            pull += 2 * abs(options.z_loss * float(ref.logsumexp(z))) * abs(row_weight)
        scales.append((floats(ref.softmax(z)) * pull + np.abs(floats(a))) * floats(slope))
        count += float(counts)
    scale = np.array(flat(scales))
    return scale / abs(count) if options.reduction == "mean" and count else scale


def by_products(case):
    """What each row's logits and label give beside the loss."""
    options, logits, targets = _inputs(case)
    ulps, soft = ULPS[case.dtype], case.op == "cross_entropy_soft"
    z = [ref.capped(x, options.softcap)[0] for x in logits]
    lse = [ref.logsumexp(row) for row in z]
    order = [top_k(x, len(x)) for x in logits]
    weights = options.row_weights or [1.0] * len(z)
    shares = [[] if soft else [p for p in options.shares(targets, r) if p[1]] for r in range(len(z))]
    counts = [mpfr(1) if soft else sum((share for _, share in pairs), mpfr(0)) for pairs in shares]
    # Of two labels the first that counts.
    label = [pairs[0][0] if pairs else None for pairs in shares]
    best = [top_k(t, 1)[0] for t in targets] if soft else label
    part = [w * count * options.z_loss * v**2 if count and options.z_loss else mpfr(0) for w, count, v in zip(weights, counts, lse)]
    outputs = {
        "lse": Output(lse, np.array([lse_scale(row, v) for row, v in zip(z, lse)]), ulps),
        "argmax": whole([o[0] for o in order]),
        "correct": whole([int(o[0] == y) for o, y in zip(order, best)]),
        "entropy": relative([ref.entropy(row) for row in z], ulps),
        "z_loss_part": Output(part, _z_loss_scale(case, z, lse, part), ulps),
    }
    if not soft:
        outputs["rank"] = whole([-1 if y is None else o.index(y) for o, y in zip(order, label)])
        probs = [mpfr(0) if y is None else ref.softmax(row)[y] for row, y in zip(z, label)]
        outputs["label_prob"] = relative(probs, ulps)
    return outputs


def _z_loss_scale(case, z, lse, part):
    """In f64 max and log s may cancel in the factor lse; in f32 they are summed in f64 where they do."""
    scale = np.abs(floats(part))
    if case.dtype != "f64":
        return scale
    return scale * [lse_scale(row, v) / abs(float(v)) if v and np.isfinite(float(v)) else 1.0 for row, v in zip(z, lse)]


OPERATIONS = {"cross_entropy": _cross_entropy, "cross_entropy_soft": _cross_entropy}
