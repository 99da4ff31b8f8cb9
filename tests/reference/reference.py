# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The definition of every result: the formulas as they stand, with so many bits that nothing needs to be clever.

Rows are sequences of floats (or mpfr); scalars are Python floats, taken exactly; results are mpfr. No result of type
f32 is smaller than 2^-149, of f64 than 2^-1074, so an absolute error of 2^-BITS, even a trillion times over, is far
below what the rounding to the type does: no cancellation can be seen. Logits meet exp only as differences, so their
size costs no bits either.
"""

from functools import lru_cache

import gmpy2
from gmpy2 import exp, is_nan, log, mpfr, sqrt

BITS = {"f32": 320, "f64": 1280}
INF, NAN = mpfr("inf"), mpfr("nan")


def set_dtype(dtype):
    if gmpy2.get_context().precision != BITS[dtype]:
        gmpy2.get_context().precision = BITS[dtype]
        shifted.cache_clear()


def total(values):
    return sum(values, mpfr(0))


@lru_cache(maxsize=4)
def shifted(z):
    """m = max z, d = z - m, e = exp(d), s = sum e. Equal infinities differ by 0, so that +inf entries share evenly."""
    m = NAN if any(map(is_nan, z)) else max(map(mpfr, z))
    d = [mpfr(0) if v == m else v - m for v in z]
    e = [exp(v) for v in d]
    return m, d, e, total(e)


def softmax(z, empty_row=NAN):
    """empty_row is each probability of a row of -inf: NaN, or 0 by option."""
    m, _, e, s = shifted(tuple(z))
    return [empty_row] * len(z) if m == -INF else [e_c / s for e_c in e]


def log_softmax(z, empty_row=NAN):
    """empty_row is NaN, or -inf by option."""
    m, d, _, s = shifted(tuple(z))
    log_s = log(s)
    return [empty_row] * len(z) if m == -INF else [d_c - log_s for d_c in d]


def logsumexp(z):
    m, _, _, s = shifted(tuple(z))
    return m + log(s)


def softmax_backward(p, dp):
    mean = total(mpfr(a) * b for a, b in zip(p, dp))
    return [a * (b - mean) for a, b in zip(p, dp)]


def log_softmax_backward(z, dy, empty_row=NAN):
    """empty_row is NaN, or 0 by option."""
    m, _, e, s = shifted(tuple(z))
    mass = total(dy)
    return [empty_row] * len(z) if m == -INF else [b - e_c * mass / s for e_c, b in zip(e, dy)]


def logsumexp_backward(z, dlse):
    return [dlse * p for p in softmax(z)]


def weighted_loss(z, a):
    """sum a (lse - z), where a class with a = 0 adds 0 whatever its logit, and the gradient (sum a) p - a."""
    m, d, e, s = shifted(tuple(z))
    if m == -INF or is_nan(m):
        return NAN, [NAN] * len(z)
    log_s, mass = log(s), total(a)
    loss = total(a_c * (log_s - d_c) for a_c, d_c in zip(a, d) if a_c != 0)
    return loss, [mass * e_c / s - a_c for a_c, e_c in zip(a, e)]


def cross_entropy(logits, targets, weights=None, smoothing=0.0, ignore_index=None, reduction="mean", empty_mean=NAN):
    """Losses, [rows] or [1], and gradient, [rows][classes]. A target is a class index or a distribution."""
    losses, grads, counted = [], [], []
    keep = 1 - mpfr(smoothing)
    for z, target in zip(logits, targets):
        classes = len(z)
        spread = mpfr(smoothing) / classes
        w = weights if weights is not None else [1] * classes
        index = isinstance(target, int)
        if index and target == ignore_index:
            losses.append(mpfr(0))
            grads.append([mpfr(0)] * classes)
            continue
        t = [mpfr(c == target) for c in range(classes)] if index else target
        loss, grad = weighted_loss(z, [w_c * (t_c * keep + spread) for w_c, t_c in zip(w, t)])
        losses.append(loss)
        grads.append(grad)
        counted.append(mpfr(w[target]) if index else mpfr(1))
    if reduction == "none":
        return losses, grads
    if reduction == "sum":
        return [total(losses)], grads
    if total(counted) == 0:
        return [empty_mean], [[0 * g for g in grad] for grad in grads]
    return [total(losses) / total(counted)], [[g / total(counted) for g in grad] for grad in grads]


def dot(x, y):
    return total(mpfr(a) * b for a, b in zip(x, y))


def linear(x, weight, bias=None):
    return [[dot(row, w) + b for w, b in zip(weight, bias or [0] * len(weight))] for row in x]


def linear_backward(x, weight, dy):
    """The gradients of input, weight and bias. All three are lists of rows; weight is [outputs][inputs]."""
    columns = list(zip(*dy)) or [()] * len(weight)
    features = list(zip(*x)) or [()] * len(weight[0])
    return (
        [[dot(row, w) for w in zip(*weight)] for row in dy],
        [[dot(column, feature) for feature in features] for column in columns],
        [total(column) for column in columns],
    )


def sgd_step(param, grad, velocity, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, first=False):
    """New param and velocity, as torch.optim.SGD: without momentum there is no velocity, and nothing to dampen."""
    g = grad + weight_decay * mpfr(param)
    if momentum == 0:
        return param - lr * g, velocity
    v = g if first else momentum * mpfr(velocity) + (1 - mpfr(dampening)) * g
    return param - lr * (g + momentum * v if nesterov else v), v


def adam_step(param, grad, m, v, step, lr, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0, decoupled=False):
    """New param and moments, as torch.optim.Adam, or AdamW if decoupled."""
    p, g, beta1, beta2 = mpfr(param), mpfr(grad), mpfr(beta1), mpfr(beta2)
    if decoupled:
        p *= 1 - mpfr(lr) * weight_decay
    else:
        g += weight_decay * p
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    return p - lr * (m / (1 - beta1**step)) / (sqrt(v / (1 - beta2**step)) + epsilon), m, v
