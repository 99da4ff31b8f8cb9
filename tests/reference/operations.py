# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The exact result of a case, and how far from it a result may be."""

import elementwise
import numpy as np
import cross_entropy_family
import ranking
import reference as ref
import row_operations
import selection
import softmax_family
import training
from outputs import Output, flat, floats, list_of, rows_of

def evaluate(case, wanted=None):
    """The results by name: all but the by-products, or those that are wanted."""
    ref.set_dtype(case.dtype)
    with np.errstate(invalid="ignore", over="ignore"):
        results = OPERATIONS[case.op](case)
        if wanted and not results.keys() >= set(wanted):
            results |= cross_entropy_family.by_products(case)
    return {name: output for name, output in results.items() if wanted is None or name in wanted}


def _linear(case):
    """A chain of n fused multiply-adds rounds n times, each by at most half an ulp of the sum of the magnitudes."""
    x, w, b = rows_of(case, "input", "inputs"), rows_of(case, "weight", "inputs"), list_of(case, "bias")
    scale = np.abs(x) @ np.abs(w).T + np.abs(b or 0.0)
    return {"output": Output(flat(training.linear(x, w, b)), scale.ravel(), case.ints["inputs"] / 2)}


def _linear_backward(case):
    x, w = rows_of(case, "input", "inputs"), rows_of(case, "weight", "inputs")
    dy = rows_of(case, "grad_output", "outputs")
    rows, outputs = case.ints["rows"], case.ints["outputs"]
    exact = training.linear_backward(x, w, dy)
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
    new_p, new_v = zip(*(training.sgd_step(*pgv, *arguments) for pgv in zip(p, g, v or p))) if p else ((), ())
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
            training.adam_step(*pgmv, case.ints["step"], lr, beta1, beta2, epsilon, decay, decoupled)
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
    "linear": _linear,
    "linear_backward": _linear_backward,
    "sgd_step": _sgd_step,
    "adam_step": _adam_step,
    **softmax_family.OPERATIONS,
    **cross_entropy_family.OPERATIONS,
    **row_operations.OPERATIONS,
    **selection.OPERATIONS,
    **ranking.OPERATIONS,
    **elementwise.OPERATIONS,
}
