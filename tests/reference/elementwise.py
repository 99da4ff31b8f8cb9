# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The element-wise losses: definitions, operations, cases of the vectors."""

import math
from itertools import product
from types import SimpleNamespace

import numpy as np
from case_builder import Build, uniform
from gmpy2 import const_pi, exp, is_nan, log, log1p, mpfr, sinh, tanh
from outputs import ULPS, Output, floats
from vectors import HALVES

INF, NAN = math.inf, math.nan

EMPTY_MEAN_ZERO, ZERO_ONE_LABELS, CLIP_PROBS, INPUT_PROBS, LOG_TARGET, INPUT_RATE, FULL = (1 << bit for bit in range(7))

# The smallest normal number: what is below has fewer digits, and a factor multiplies that, too.
SMALLEST_NORMAL = {"f16": 2.0**-126, "bf16": 2.0**-126, "f32": 2.0**-126, "f64": 2.0**-1022}


def times(factor, value):
    """A factor of 0 takes nothing, also of infinity."""
    return mpfr(0) if factor == 0 and not is_nan(value) else factor * value


def sign(d):
    return d if is_nan(d) else mpfr((d > 0) - (d < 0))


def softplus(x):
    return max(x, mpfr(0)) + log1p(exp(-abs(x))) if not is_nan(x) else x


def sigmoid(x):
    return exp(min(x, mpfr(0))) / (1 + exp(-abs(x))) if not is_nan(x) else x


def smoothed(y, o):
    return y * (1 - mpfr(o.label_smoothing)) + mpfr(o.label_smoothing) / 2


# Each loss of an input x, a target y and the options o: its terms and the terms of its derivative with respect to x. The
# value is the sum of the terms, and the bound of the error is relative to the sum of their magnitudes.


def mse(x, y, o):
    return [(x - y) ** 2], [2 * (x - y)]


def l1(x, y, o):
    return [abs(x - y)], [sign(x - y)]


def huber(x, y, o):
    d, delta = x - y, mpfr(o.delta)
    if abs(d) <= delta or is_nan(d):
        return [d**2 / 2], [d]
    return [delta * (abs(d) - delta / 2)], [delta * sign(d)]


def smooth_l1(x, y, o):
    d, beta = x - y, mpfr(o.beta)
    return ([d**2 / (2 * beta)], [d / beta]) if abs(d) < beta else ([abs(d) - beta / 2], [sign(d)])


def log_cosh(x, y, o):
    d = x - y
    far = lambda: abs(d) + log((1 + exp(-2 * abs(d))) / 2)
    return [far() if abs(d) > 1 else log1p(2 * sinh(d / 2) ** 2)], [tanh(d)]


def poisson_nll(x, y, o):
    value, slope = [mpfr(0)], [mpfr(0)]
    if o.flags & FULL and y > 1:
        value = [y * log(y), -y, log(2 * const_pi() * y) / 2]
    if not o.flags & INPUT_RATE:
        rate = exp(x)
        return [rate, -times(y, x if rate != INF else mpfr(0)), *value], [rate, -y]
    above = x + mpfr(o.epsilon)
    return [x, -times(y, log(above) if x != INF else mpfr(0)), *value], [mpfr(1), -times(y, 1 / above)]


def binary_cross_entropy_with_logits(x, y, o):
    y = smoothed(y, o)
    value = [times(1 - y, softplus(x)), times(o.pos_weight * y, softplus(-x))]
    return value, [times(1 - y, sigmoid(x)), -times(o.pos_weight * y, sigmoid(-x))]


def binary_cross_entropy(p, y, o):
    y, slope = smoothed(y, o), mpfr(1)
    if o.flags & CLIP_PROBS:
        low, high = mpfr(1e-7), mpfr(1 - 1e-7)
        slope = mpfr(0 if p < low or p > high else 1)
        p = p if is_nan(p) else min(max(p, low), high)
    bounded = lambda v: v if is_nan(v) else max(log(v), mpfr(-100))
    spread = p * (1 - p)
    spread = spread if is_nan(spread) else max(spread, mpfr(1e-12))
    return [-y * bounded(p), -(1 - y) * bounded(1 - p)], [slope * (p - y) / spread]


def sigmoid_focal(x, y, o):
    gamma, alpha = mpfr(o.gamma), mpfr(o.alpha)
    error = (1 - y) * sigmoid(x) + y * sigmoid(-x)
    weight = mpfr(1) if alpha < 0 else alpha * y + (1 - alpha) * (1 - y)
    loss = [times(1 - y, softplus(x)), times(y, softplus(-x))]
    factor = weight * error**gamma
    slopes = [(1 - y) * sigmoid(x), -y * sigmoid(-x)]
    # gamma q' / q ce; where the loss is infinite q' is 0
    ratio = (1 - 2 * y) * sigmoid(x) * sigmoid(-x) / error if error != 0 else mpfr(0)
    slopes += [times(gamma * ratio, v) for v in loss]
    return [times(factor, v) for v in loss], [times(factor, v) for v in slopes]


def kl_div(x, t, o):
    log_t, log_q = (t if o.flags & LOG_TARGET else None), x
    t = exp(t) if o.flags & LOG_TARGET else t
    if o.flags & INPUT_PROBS:
        log_q = log(x)
    slope = -times(t, 1 / x) if o.flags & INPUT_PROBS else -t
    if t == 0:
        return [log_q if is_nan(log_q) else mpfr(0)], [slope]
    log_t = log(t) if log_t is None else log_t
    if bool(o.flags & INPUT_PROBS) == bool(o.flags & LOG_TARGET):
        # Both in one form or mixed: only then do the logarithms' digits count.
        return [t * log_t, -t * log_q], [slope]
    return [t * (log_t - log_q)], [slope]


def margin_of(x, y, o):
    y = 2 * y - 1 if o.flags & ZERO_ONE_LABELS else y
    return y, mpfr(o.margin) - y * x


def hinge(x, y, o):
    y, m = margin_of(x, y, o)
    return ([mpfr(0)], [mpfr(0)]) if m < 0 else ([m], [-y])


def squared_hinge(x, y, o):
    y, m = margin_of(x, y, o)
    return ([mpfr(0)], [mpfr(0)]) if m < 0 else ([m**2], [-2 * y * m])


def soft_hinge(x, y, o):
    y, m = margin_of(x, y, o)
    return [softplus(m)], [-y * sigmoid(m)]


def hinge_embedding(x, y, o):
    value, slope = [mpfr(0)], [mpfr(0)]
    if y != -1:
        value, slope = value + [x], slope + [mpfr(1)]
    if y != 1 and not mpfr(o.margin) - x < 0:
        value, slope = value + [mpfr(o.margin) - x], slope + [mpfr(-1)]
    return value, slope


def margin_ranking(x, y, o):
    """x is the difference of the inputs, exact."""
    m = mpfr(o.margin) - y * x
    return ([mpfr(0)], [mpfr(0)]) if m < 0 else ([m], [-y])


LOSSES = {
    loss.__name__: loss
    for loss in (
        mse, l1, huber, smooth_l1, log_cosh, poisson_nll, binary_cross_entropy_with_logits, binary_cross_entropy,
        sigmoid_focal, kl_div, hinge, squared_hinge, soft_hinge, hinge_embedding, margin_ranking,
    )
}  # fmt: skip


def element(op, x, y, options):
    """(value, magnitude), (slope, magnitude)"""
    results = []
    value, slope = LOSSES[op](mpfr(x), mpfr(y), options)
    for terms in value, slope:
        results.append((sum(terms, mpfr(0)), sum(map(abs, terms), mpfr(0))))
    # A pair whose loss is NaN has no gradient either.
    if is_nan(results[0][0]):
        results[1] = results[0]
    return results


def options_of(case):
    names = "label_smoothing", "delta", "beta", "epsilon", "alpha", "gamma", "margin"
    reals = {name: case.reals.get(name, 0.0) for name in names}
    return SimpleNamespace(flags=case.ints.get("flags", 0), pos_weight=mpfr(1), **reals)


def _matrix(case, name, default=1.0):
    """[rows, columns] of mpfr; what has one row serves all."""
    rows, columns = case.ints["rows"], case.ints["columns"]
    array = case.inputs.get(name)
    if array is None or array.size == 0:
        return [[mpfr(default)] * columns for _ in range(rows)]
    values = [mpfr(float(v)) for v in array]
    lines = [values[at : at + columns] for at in range(0, len(values), columns)]
    return lines if len(lines) == rows else lines * rows


def _loss(case):
    rows, columns, options = case.ints["rows"], case.ints["columns"], options_of(case)
    x, y = _matrix(case, "input"), _matrix(case, "target")
    if case.op == "margin_ranking":
        x = [[a - b for a, b in zip(*pair)] for pair in zip(_matrix(case, "input1"), _matrix(case, "input2"))]
    weights, pos_weights = _matrix(case, "weights"), _matrix(case, "pos_weights")
    row_weights = case.inputs.get("row_weights", np.ones(rows))
    reduction = ("mean", "sum", "none", "batch_mean")[case.ints.get("reduction", 0)]
    divisor = {"mean": rows * columns, "batch_mean": rows}.get(reduction, 1)
    values, slopes = [], []
    for r, c in product(range(rows), range(columns)):
        options.pos_weight = pos_weights[r][c]
        weight = weights[r][c] * mpfr(float(row_weights[r]))
        floor = abs(weight) * SMALLEST_NORMAL[case.dtype]
        value, slope = element(case.op, x[r][c], y[r][c], options)
        values.append((times(weight, value[0]), max(abs(weight) * value[1], floor)))
        slopes.append((times(weight, slope[0]) / divisor, max(abs(weight) * slope[1], floor) / divisor))
    if reduction != "none":
        if divisor == 0:
            values = [(mpfr(0 if options.flags & EMPTY_MEAN_ZERO else NAN), mpfr(0))]
        else:
            values = [tuple(sum(part, mpfr(0)) / divisor for part in zip(*values))] if values else [(mpfr(0),) * 2]
    output = lambda pairs: Output([v for v, _ in pairs], floats(s for _, s in pairs), ULPS[case.dtype])
    if case.op != "margin_ranking":
        return {"loss": output(values), "grad": output(slopes)}
    return {"loss": output(values), "grad1": output(slopes), "grad2": output([(-v, s) for v, s in slopes])}


MAPS = {
    "sigmoid": sigmoid,
    "log_sigmoid": lambda x: -softplus(-x),
    "sigmoid_backward": lambda x: sigmoid(x) * sigmoid(-x),
    "log_sigmoid_backward": lambda x: sigmoid(-x),
}
RESULTS = {"sigmoid": "probs", "log_sigmoid": "log_probs"}


def _map(case):
    upstream = case.inputs.get("grad_probs", case.inputs.get("grad_log_probs", np.ones_like(case.inputs["logits"])))
    factors = [mpfr(float(v)) for v in upstream]
    exact = [f * MAPS[case.op](mpfr(float(x))) for x, f in zip(case.inputs["logits"], factors)]
    floor = [abs(float(f)) * SMALLEST_NORMAL[case.dtype] for f in factors]
    scale = np.maximum(np.abs(floats(exact)), floor)
    return {RESULTS.get(case.op, "grad_logits"): Output(exact, scale, ULPS[case.dtype])}


OPERATIONS = {**dict.fromkeys(LOSSES, _loss), **dict.fromkeys(MAPS, _map)}


# Pairs of an input and a target for the vectors and for the accuracy test, by the name of the loss; the number parameters
# and the flags that make a difference.
PARAMETERS = {
    "huber": {"delta": 1.5},
    "smooth_l1": {"beta": 0.75},
    "poisson_nll": {"epsilon": 1e-8},
    "sigmoid_focal": {"alpha": 0.25, "gamma": 2.0},
    "hinge": {"margin": 1.0},
    "squared_hinge": {"margin": 1.0},
    "soft_hinge": {"margin": 1.0},
    "hinge_embedding": {"margin": 1.0},
    "margin_ranking": {"margin": 0.5},
}
FLAGS = {
    "poisson_nll": (0, INPUT_RATE, FULL, INPUT_RATE | FULL),
    "binary_cross_entropy": (0, CLIP_PROBS),
    "kl_div": (0, INPUT_PROBS, LOG_TARGET, INPUT_PROBS | LOG_TARGET),
    "hinge": (0, ZERO_ONE_LABELS),
    "squared_hinge": (0, ZERO_ONE_LABELS),
    "soft_hinge": (0, ZERO_ONE_LABELS),
}
MORE_PARAMETERS = {
    "smooth_l1": [{"beta": 0.0}],
    "poisson_nll": [{"epsilon": 0.0}],
    "sigmoid_focal": [{"alpha": -1.0, "gamma": 0.0}, {"alpha": 0.5, "gamma": 0.5}, {"alpha": 1.0, "gamma": 5.0}],
    "soft_hinge": [{"margin": 0.0}],
    "margin_ranking": [{"margin": 0.0}],
}


def pairs(op, flags, dtype):
    """{name: [(input, target), ...]}: ordinary ones, extreme ones, and those with a result by definition."""
    tiny = {"f16": 2.0**-24, "bf16": 2.0**-133, "f32": 2.0**-149, "f64": 2.0**-1074}[dtype]
    deep = 744.5 if dtype == "f64" else 103.5
    labels = (0.0, 1.0) if flags & ZERO_ONE_LABELS else (-1.0, 1.0)
    scores = [0.0, 0.5, -0.75, 3.0, -8.0, 20.0, -deep, deep, 1e9, -1e9, tiny, -tiny]
    probs = [0.0, 1.0, 0.5, 0.25, 1e-7, 1e-3, 1 - 2.0**-20, tiny, 0.75]
    if op in ("binary_cross_entropy_with_logits", "sigmoid_focal"):
        return {
            "plain": list(product(scores[:6], (0.0, 1.0, 0.5, 0.125))),
            "extreme": list(product((*scores[6:], INF, -INF, NAN), (0.0, 1.0, 0.5))),
        }
    if op == "binary_cross_entropy":
        plain = list(product(probs, (0.0, 1.0, 0.5, 0.125)))
        return {"plain": plain, "nan": [(NAN, 1.0), (0.5, NAN)], "minus_zero": [(-0.0, 0.0), (-0.0, 1.0), (-0.0, 0.5)]}
    if op == "kl_div":
        # A quotient of subnormal numbers is as exact as they are, but not where one is an exponential first.
        small = 1e-30 if flags & LOG_TARGET else tiny
        both = list(product([0.0, small, 1e-3, 0.25, 0.5, 0.75, 1.0], repeat=2)) + [(0.3, 0.3), (0.3, 0.3 + 2.0**-24)]
        x = [p if flags & INPUT_PROBS else math.log(p) if p else -INF for p, _ in both]
        t = [p if not flags & LOG_TARGET else math.log(p) if p else -INF for _, p in both]
        nan = [(NAN, 0.5), (0.5, NAN), (NAN, NAN), (-1.0, -1.0), (-0.5, -0.75), (-0.25, 0.5), (0.25, -0.5), (-1.0, 0.0)]
        minus_zero = [(1.5, -0.0), (-0.0, 1.0), (-0.0, -0.0)]
        return {"plain": list(zip(x, t)), "nan": nan, "minus_zero": minus_zero}
    if op == "poisson_nll":
        counts = [0.0, 1.0, 2.0, 7.0, 0.5]
        inputs = [0.0, 0.5, 3.0, 20.0, tiny] if flags & INPUT_RATE else [0.0, 0.5, -3.0, 80.0, -deep]
        return {
            "plain": list(product(inputs, counts)),
            "extreme": list(product((INF, NAN) if flags & INPUT_RATE else (INF, -INF, NAN), counts)) + [(1.0, NAN)],
        }
    if op in ("hinge", "squared_hinge", "soft_hinge", "hinge_embedding"):
        inputs = [0.0, 0.5, 1.0, -0.75, 3.0, -8.0, 2.0, 1.0 - 2.0**-20]
        return {
            "plain": list(product(inputs, labels)) + ([(0.5, 0.0), (3.0, 2.0)] if op == "hinge_embedding" else []),
            "extreme": list(product((1e9, -1e9, tiny, INF, -INF, NAN), labels)),
        }
    numbers = [0.0, 0.25, -0.5, 0.75, 1.5, -2.0, 100.0, 2.0**-30]
    return {
        "plain": list(product(numbers, numbers)),
        "extreme": [(INF, 0.0), (0.0, -INF), (INF, INF), (NAN, 0.0), (0.0, NAN), (tiny, 0.0), (1e9, -1e9), (1e18, 1.0)],
        "close": [(1.0 + 2.0**-20, 1.0), (3.0, 3.0 - 2.0**-22), (1e-6, 0.0), (0.35, 0.0), (1.0, 0.0), (0.999, 0.0)],
    }


def _arrays(op, values):
    x, y = zip(*values)
    if op != "margin_ranking":
        return {"input": x, "target": y}
    return {"input1": x, "input2": y, "target": [(-1.0, 1.0)[i % 3 > 0] for i in range(len(x))]}


def cases(dtype):
    halves = "binary_cross_entropy_with_logits", "binary_cross_entropy", "kl_div"
    for op in halves if dtype in HALVES else LOSSES:
        build = Build(op, dtype)
        variants = [(flags, PARAMETERS.get(op, {})) for flags in FLAGS.get(op, (0,))]
        variants += [(0, parameters) for parameters in MORE_PARAMETERS.get(op, [])]
        for number, (flags, parameters) in enumerate(variants):
            options = {**parameters, **({"flags": flags} if flags else {})}
            for name, values in pairs(op, flags, dtype).items():
                shape = {"rows": 1, "columns": len(values)}
                yield build(f"{name}_{number}", _arrays(op, values), **shape, reduction=2, **options)
        yield from _options(build, op, PARAMETERS.get(op, {}))
    for op in MAPS:
        build = Build(op, dtype)
        deep = {"f16": 17.0, "bf16": 92.0, "f32": 104.0, "f64": 745.0}[dtype]
        x = [0.0, 0.5, -0.75, 20.0, -20.0, deep - 1, 1 - deep, deep, -deep, 1e9, -1e9, INF, -INF, NAN]
        upstream = {"grad_probs" if op == "sigmoid_backward" else "grad_log_probs": uniform(op, len(x), -2, 2)}
        arrays = {"logits": x, **(upstream if op.endswith("backward") else {})}
        yield build("plain", arrays, rows=2, columns=len(x) // 2)
        yield build("no_rows", {name: [] for name in arrays}, rows=0, columns=3)


def _options(build, op, parameters):
    """Reductions, weights and what else all losses have, on the first pairs of the loss."""
    plain = pairs(op, 0, build.dtype)["plain"]
    arrays = _arrays(op, [plain[i * len(plain) // 6] for i in range(6)])
    shape = {"rows": 2, "columns": 3, **parameters}
    weights = {"weights": [0.5, 2.0, 0.0, 1.5, 1.0, 0.25]}
    for reduction, what in enumerate(("mean", "sum", "none", "batch_mean")):
        yield build(what, arrays, **shape, reduction=reduction)
    yield build("weights", {**arrays, **weights}, **shape, reduction=2)
    yield build("one_row_of_weights", {**arrays, "weights": [0.5, 2.0, 0.0]}, **shape)
    yield build("all_weights", {**arrays, **weights, "row_weights": [3.0, 0.125]}, **shape)
    loss, grad = ("loss",), ("grad1", "grad2") if op == "margin_ranking" else ("grad",)
    yield build("loss_only", arrays, **shape, wanted=loss)
    yield build("gradient_only", arrays, **shape, wanted=grad)
    for flags in (0, EMPTY_MEAN_ZERO):
        yield build(
            f"no_rows_{flags}", {name: [] for name in arrays}, **{**shape, "rows": 0}, wanted=loss, flags=flags
        )
    if op == "binary_cross_entropy_with_logits":
        positive = {"pos_weights": [0.5, 2.0, 0.0]}
        yield build("pos_weights", {**arrays, **positive}, **shape, reduction=2)
        yield build("pos_weights_smooth", {**arrays, **weights, **positive}, **shape, label_smoothing=0.1)
    if op.startswith("binary_cross_entropy"):
        yield build("smooth", arrays, **shape, label_smoothing=0.25, reduction=2)
