# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The definition of every result: the formulas as they stand, with so many bits that nothing needs to be clever.

Rows are sequences of floats (or mpfr); scalars are Python floats, taken exactly; results are mpfr. No result of type
f32 (nor f16 or bf16, which are rounded from it) is smaller than 2^-149, of f64 than 2^-1074, so an absolute error of 2^-BITS, even a trillion times over, is far
below what the rounding to the type does: no cancellation can be seen. Logits meet exp only as differences, so their
size costs no bits either.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import isinf

import gmpy2
from gmpy2 import exp, is_infinite, is_nan, log, mpfr, sech, tanh

BITS = {"f16": 320, "bf16": 320, "f32": 320, "f64": 1280}
INF, NAN, ZERO, ONE = mpfr("inf"), mpfr("nan"), mpfr(0), mpfr(1)


def set_dtype(dtype):
    if gmpy2.get_context().precision != BITS[dtype]:
        gmpy2.get_context().precision = BITS[dtype]
        shifted.cache_clear()


def exact(v):
    """v as mpfr. Its constructor takes several times as long as a product."""
    return ONE * v


def total(values):
    return sum(values, ZERO)


@lru_cache(maxsize=12)
def shifted(z):
    """m = max z, d = z - m, e = exp(d), s = sum e. Equal infinities differ by 0, so that +inf entries share evenly."""
    m = NAN if any(map(is_nan, z)) else exact(max(z))
    d = [ZERO if v == m else v - m for v in z]
    e = [exp(v) for v in d]
    return m, d, e, total(e)


def scaled(logits, temperature=1.0, mask=None):
    """z = logits / temperature + mask. A mask of booleans, or of numbers with -inf, leaves classes out whatever they are.

    A quotient that is too large for f64 is infinite.
    """
    quotients = [exact(v) / temperature for v in logits]
    z = [v if not isinf(float(v)) else INF if v > 0 else -INF for v in quotients]
    if mask is None:
        return z
    return [-INF if k is False or k == -INF else v if k is True else v + k for v, k in zip(z, mask)]


def capped(logits, cap):
    """cap tanh(logits / cap), and its slope; a cap of 0 is none."""
    if not cap:
        return [exact(v) for v in logits], [ONE] * len(logits)
    u = [exact(v) / cap for v in logits]
    return [cap * tanh(v) for v in u], [sech(v) ** 2 for v in u]


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


def entropy(z, empty_row=NAN):
    """- sum p log p in nats, where 0 log 0 = 0. empty_row is NaN, or 0 by option."""
    m, d, e, s = shifted(tuple(z))
    if m == -INF or is_nan(m):
        return empty_row if m == -INF else NAN
    log_s = log(s)
    return total(e_c / s * (log_s - d_c) for d_c, e_c in zip(d, e) if e_c)


# Gradients with respect to z. That of the logits is divided by the temperature; a class left out by a mask has +0.


def softmax_backward(p, dp):
    mean = total(exact(a) * b for a, b in zip(p, dp))
    return [a * (b - mean) for a, b in zip(p, dp)]


def log_softmax_backward(z, dy, empty_row=NAN):
    """empty_row is NaN, or 0 by option. Of a class that is left out, dy is 0."""
    m, _, e, s = shifted(tuple(z))
    mass = total(dy)
    return [empty_row] * len(z) if m == -INF else [b - e_c * mass / s for e_c, b in zip(e, dy)]


def logsumexp_backward(z, dlse, empty_row=NAN):
    return [dlse * p for p in softmax(z, empty_row)]


def entropy_backward(z, dh, empty_row=NAN):
    m, d, e, s = shifted(tuple(z))
    if m == -INF or is_nan(m):
        return [empty_row if m == -INF else NAN] * len(z)
    h = entropy(z) - log(s)
    return [-dh * e_c / s * (d_c + h) if e_c else ZERO for d_c, e_c in zip(d, e)]


def weighted_loss(z, a, alpha=0.0):
    """sum a (lse - z) + alpha lse^2, and its gradient. A class with a = 0 adds 0 whatever its logit."""
    m, d, e, s = shifted(tuple(z))
    if m == -INF or is_nan(m):
        return NAN, [NAN] * len(z)
    log_s = log(s)
    lse = m + log_s
    loss = total(a_c * (log_s - d_c) for a_c, d_c in zip(a, d) if a_c != 0)
    pull = total(a) + 2 * alpha * lse if alpha else total(a)
    return loss + alpha * lse**2 if alpha else loss, [pull * e_c / s - a_c for a_c, e_c in zip(a, e)]


@dataclass
class CrossEntropy:
    """
    Options of cross-entropy. second is (labels, lambda): the loss is lambda times that of the targets and 1 - lambda times
    that of the labels. An ignored label has loss 0.
    """

    weights: list = None
    smoothing: float = 0.0
    ignore_index: int = None
    reduction: str = "mean"
    empty_mean: object = NAN
    row_weights: list = None
    z_loss: float = 0.0
    softcap: float = 0.0
    second: tuple = None

    def shares(self, targets, row):
        """The classes of a row's labels, each with its share of the loss."""
        pairs = [(targets[row], mpfr(1))]
        if self.second:
            labels, share = self.second
            pairs = [(targets[row], mpfr(share)), (labels[row], 1 - mpfr(share))]
        return [(label, share) for label, share in pairs if label != self.ignore_index]

    def row(self, logits, targets, row):
        """Loss and gradient of a row, what it counts in the mean, and its masses a."""
        classes = len(logits)
        keep, spread = 1 - mpfr(self.smoothing), mpfr(self.smoothing) / classes
        w = self.weights if self.weights is not None else [1] * classes
        v = mpfr(self.row_weights[row] if self.row_weights is not None else 1)
        t, share, count = targets[row], mpfr(1), v
        if isinstance(t, int):
            shares = self.shares(targets, row)
            t = [ZERO] * classes
            for label, s in shares:
                t[label] += s
            share, count = total(t), v * total(s * w[label] for label, s in shares)
            if share == 0:
                return ZERO, [ZERO] * classes, count, t
        a = [w_c * (t_c * keep + spread * share) for w_c, t_c in zip(w, t)]
        z, slope = capped(logits, self.softcap)
        loss, grad = weighted_loss(z, a, share * self.z_loss)
        # A weight of 0 takes nothing of an infinite loss.
        loss = ZERO if v == 0 and is_infinite(loss) else v * loss
        return loss, [v * s * g for s, g in zip(slope, grad)], count, [v * a_c for a_c in a]

    def __call__(self, logits, targets):
        """Losses, [rows] or [1], and gradient, [rows][classes]. A target is a class index or a distribution."""
        rows = [self.row(z, targets, r) for r, z in enumerate(logits)]
        losses, grads = [row[0] for row in rows], [row[1] for row in rows]
        if self.reduction == "none":
            return losses, grads
        if self.reduction == "sum":
            return [total(losses)], grads
        count = total(row[2] for row in rows)
        if count == 0:
            return [self.empty_mean], [[0 * g for g in grad] for grad in grads]
        return [total(losses) / count], [[g / count for g in grad] for grad in grads]


def cross_entropy(logits, targets, weights=None, smoothing=0.0, ignore_index=None, reduction="mean", **options):
    return CrossEntropy(weights, smoothing, ignore_index, reduction, **options)(logits, targets)
