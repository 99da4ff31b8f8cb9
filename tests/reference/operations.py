# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The exact result of a case, and how far from it a result may be."""

import elementwise
import numpy as np
import ranking
import reference as ref
import row_operations
import selection
from gmpy2 import mpfr
from outputs import ULPS, Output, flat, floats, list_of, relative, rows_of

GRADIENT_ULPS = 2.0
# Of |p K| + |a|: the addend is rounded when it is scaled, smoothed, weighted and added.
SPREAD_GRADIENT_ULPS = 3.0
# Of gradients that sum over the row: in f64 the sum rounds as the rest does, in f32 it does not, being of type f64.
BACKWARD_ULPS = {"f32": 2.0, "f64": 4.0}


def evaluate(case):
    ref.set_dtype(case.dtype)
    with np.errstate(invalid="ignore"):
        return OPERATIONS[case.op](case)


def _empty_row(case, zero):
    return mpfr(zero) if case.ints.get("flags", 0) & 1 else ref.NAN


def _softmax(case):
    return {
        "probs": relative(flat(ref.softmax(z, _empty_row(case, 0)) for z in rows_of(case, "logits")), ULPS[case.dtype])
    }


def _log_softmax(case):
    exact = flat(ref.log_softmax(z, _empty_row(case, "-inf")) for z in rows_of(case, "logits"))
    return {"log_probs": relative(exact, ULPS[case.dtype])}


def _logsumexp(case):
    exact, scale = [], []
    for z in rows_of(case, "logits"):
        exact.append(ref.logsumexp(z))
        # max + log s: the two may cancel, so the bound is relative to their magnitudes.
        top = np.max(z)
        scale.append(abs(top) + abs(float(exact[-1]) - top) if np.isfinite(top) else abs(top))
    return {"lse": Output(exact, np.array(scale), ULPS[case.dtype])}


def _softmax_backward(case):
    exact, scale = [], []
    for p, dp in zip(rows_of(case, "probs"), rows_of(case, "grad_probs")):
        exact += ref.softmax_backward(p, dp)
        scale += list(np.multiply(p, np.abs(dp) + np.dot(p, np.abs(dp))))
    return {"grad_logits": Output(exact, np.array(scale), BACKWARD_ULPS[case.dtype])}


def _log_softmax_backward(case):
    exact, scale = [], []
    for z, dy in zip(rows_of(case, "logits"), rows_of(case, "grad_log_probs")):
        exact += ref.log_softmax_backward(z, dy, _empty_row(case, 0))
        scale += list(np.abs(dy) + floats(ref.softmax(z)) * np.sum(np.abs(dy)))
    return {"grad_logits": Output(exact, np.array(scale), BACKWARD_ULPS[case.dtype])}


def _logsumexp_backward(case):
    exact = flat(ref.logsumexp_backward(z, dlse) for z, dlse in zip(rows_of(case, "logits"), list_of(case, "grad_lse")))
    return {"grad_logits": relative(exact, ULPS[case.dtype])}


def _cross_entropy(case):
    flags, eps = case.ints.get("flags", 0), case.reals.get("label_smoothing", 0.0)
    weights = list_of(case, "class_weights")
    reduction = ("mean", "sum", "none")[case.ints.get("reduction", 0)]
    ignored = case.ints.get("ignore_index", 0) if flags & 1 else None
    logits = rows_of(case, "logits")
    targets = case.labels if case.op == "cross_entropy" else rows_of(case, "targets")
    loss, grad = ref.cross_entropy(logits, targets, weights, eps, ignored, reduction, mpfr(0) if flags & 2 else ref.NAN)
    grad = relative(flat(grad), GRADIENT_ULPS)
    if case.op == "cross_entropy_soft" or eps > 0:
        grad.scale = _gradient_scale(logits, targets, weights, eps, ignored, reduction)
        grad.budget = SPREAD_GRADIENT_ULPS
    return {"loss": relative(loss, ULPS[case.dtype]), "grad": grad}


def _gradient_scale(logits, targets, weights, eps, ignored, reduction):
    """|p K| + |a|: with a mass on every class the two terms of the gradient p K - a may cancel."""
    scales, counted = [], 0.0
    for z, target in zip(logits, targets):
        w = np.ones(len(z)) if weights is None else np.array(weights)
        index = isinstance(target, int)
        if index and target == ignored:
            scales.append(np.zeros(len(z)))
            continue
        a = w * ((np.eye(1, len(z), target)[0] if index else np.array(target)) * (1 - eps) + eps / len(z))
        scales.append(floats(ref.softmax(z)) * np.sum(a) + a)
        counted += w[target] if index else 1
    return np.array(flat(scales)) / (counted if reduction == "mean" and counted else 1)


def _linear(case):
    """A chain of n fused multiply-adds rounds n times, each by at most half an ulp of the sum of the magnitudes."""
    x, w, b = rows_of(case, "input", "inputs"), rows_of(case, "weight", "inputs"), list_of(case, "bias")
    scale = np.abs(x) @ np.abs(w).T + np.abs(b or 0.0)
    return {"output": Output(flat(ref.linear(x, w, b)), scale.ravel(), case.ints["inputs"] / 2)}


def _linear_backward(case):
    x, w = rows_of(case, "input", "inputs"), rows_of(case, "weight", "inputs")
    dy = rows_of(case, "grad_output", "outputs")
    rows, outputs = case.ints["rows"], case.ints["outputs"]
    exact = ref.linear_backward(x, w, dy)
    ax, aw, ady = (np.abs(m).reshape(-1, n) for m, n in ((x, len(w[0])), (w, len(w[0])), (dy, outputs)))
    return {
        "grad_input": Output(flat(exact[0]), (ady @ aw).ravel(), outputs / 2),
        "grad_weight": Output(flat(exact[1]), (ady.T @ ax).ravel(), rows / 2),
        "grad_bias": Output(exact[2], ady.sum(0), rows / 2),
    }


# Computed in f64 and rounded once, an f32 result is off by half an ulp; in f64 every operation of the update rounds.
OPTIMIZER_ULPS = {"f32": 0.51, "f64": 4.0}


def _sgd_step(case):
    r = {name: case.reals.get(name, 0.0) for name in ("learning_rate", "momentum", "dampening", "weight_decay")}
    flags, budget = case.ints.get("flags", 0), OPTIMIZER_ULPS[case.dtype]
    p, g, v = list_of(case, "param"), list_of(case, "grad"), list_of(case, "velocity")
    arguments = r["learning_rate"], r["momentum"], r["dampening"], r["weight_decay"], bool(flags & 1), bool(flags & 2)
    new_p, new_v = zip(*(ref.sgd_step(*pgv, *arguments) for pgv in zip(p, g, v or p))) if p else ((), ())
    slope = np.abs(g) + r["weight_decay"] * np.abs(p)
    speed = slope + r["momentum"] * np.abs(v if v and not flags & 2 else 0.0) if r["momentum"] else slope
    outputs = {"param": Output(list(new_p), np.abs(p) + r["learning_rate"] * (speed + slope * (flags & 1)), budget)}
    if r["momentum"]:
        outputs["velocity"] = Output(list(new_v), speed, budget)
    return outputs


def _adam_step(case):
    beta1, beta2 = case.reals.get("beta1", 0.0) or 0.9, case.reals.get("beta2", 0.0) or 0.999
    lr, epsilon = case.reals["learning_rate"], case.reals.get("epsilon", 0.0) or 1e-8
    decay, decoupled = case.reals.get("weight_decay", 0.0), bool(case.ints.get("flags", 0) & 1)
    p, g, m, v = (list_of(case, name) for name in ("param", "grad", "moment1", "moment2"))
    new_p, new_m, new_v = zip(
        *(
            ref.adam_step(*pgmv, case.ints["step"], lr, beta1, beta2, epsilon, decay, decoupled)
            for pgmv in zip(p, g, m, v)
        )
    )
    slope = np.abs(g) + (0.0 if decoupled else decay * np.abs(p))
    moment = beta1 * np.abs(m) + (1 - beta1) * slope
    root = np.sqrt(floats(new_v) / (1 - beta2 ** case.ints["step"])) + epsilon
    update = lr * moment / (1 - beta1 ** case.ints["step"]) / root
    budget = OPTIMIZER_ULPS[case.dtype]
    return {
        "param": Output(list(new_p), np.abs(p) + update, budget),
        "moment1": Output(list(new_m), moment, budget),
        "moment2": Output(list(new_v), beta2 * np.abs(v) + (1 - beta2) * slope**2, budget),
    }


OPERATIONS = {
    "softmax": _softmax,
    "log_softmax": _log_softmax,
    "logsumexp": _logsumexp,
    "softmax_backward": _softmax_backward,
    "log_softmax_backward": _log_softmax_backward,
    "logsumexp_backward": _logsumexp_backward,
    "cross_entropy": _cross_entropy,
    "cross_entropy_soft": _cross_entropy,
    "linear": _linear,
    "linear_backward": _linear_backward,
    "sgd_step": _sgd_step,
    "adam_step": _adam_step,
    **row_operations.OPERATIONS,
    **selection.OPERATIONS,
    **ranking.OPERATIONS,
    **elementwise.OPERATIONS,
}
