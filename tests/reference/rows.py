# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The definition of the losses of rows: the formulas as they stand, as in reference.py.

Each function of a row returns (loss, gradients), with one gradient per input; `reduce` makes of them what a call
returns.
"""

from gmpy2 import exp, is_nan, log, mpfr
from reference import INF, NAN, shifted, total


def reduce(rows, weights, counts, reduction, empty_mean=NAN):
    """Losses, and gradients [input][row][column], of rows of (loss, gradients), where None is a row left out.

    A row's loss is multiplied by its weight, and the mean divides by the sum of the counts of the rows that count. A
    weight of 0 takes nothing of an infinite loss.
    """
    losses, gradients = [], []
    for row, weight in zip(rows, weights):
        if row is None:
            losses.append(mpfr(0))
            gradients.append(None)
        else:
            losses.append(mpfr(0) if weight == 0 and abs(row[0]) == INF else weight * row[0])
            gradients.append([[weight * g for g in gradient] for gradient in row[1]])
    if reduction == "none":
        return losses, gradients
    if reduction == "sum":
        return [total(losses)], gradients
    count = total(c for row, c in zip(rows, counts) if row is not None)
    if count == 0:
        zero = [g and [[mpfr(0)] * len(gradient) for gradient in g] for g in gradients]
        return [empty_mean], zero
    scaled = [g and [[v / count for v in gradient] for gradient in g] for g in gradients]
    return [total(losses) / count], scaled


def nll(x, label):
    return -mpfr(x[label]), [[mpfr(-1) if c == label else mpfr(0) for c in range(len(x))]]


def softmax_focal(z, label, gamma):
    """-(1 - p)^gamma log p for the label's probability p, and its derivative by the chain rule of p."""
    m, d, e, s = shifted(tuple(z))
    if m == -INF or is_nan(m):
        return NAN, [[NAN] * len(z)]
    others = total(e_c for c, e_c in enumerate(e) if c != label)
    p, rest = e[label] / s, others / s
    if rest == 0:
        return mpfr(0), [[mpfr(0)] * len(z)]
    n = log(s) - d[label]
    power = exp(gamma * log(rest))
    slope = power * ((gamma * p * n if p else 0) + rest)
    return power * n, [[-slope if c == label else slope * e_c / others for c, e_c in enumerate(e)]]


def multi_margin(x, label, p, margin):
    """As torch.nn.functional.multi_margin_loss, but NaN stays, and a class of -inf adds nothing."""
    z = [mpfr(margin) - x[label] + v if v != -INF else -INF for v in x]
    v = [mpfr(0) if c == label or z_c <= 0 else z_c for c, z_c in enumerate(z)]
    loss = total(v_c**p for v_c in v) / len(x)
    if is_nan(loss):
        return NAN, [[NAN] * len(x)]
    g = [(p * v_c ** (p - 1) if v_c else mpfr(0)) / len(x) for v_c in v]
    g[label] = -total(g)
    return loss, [g]


def multiclass_hinge(x, label):
    """As optax.multiclass_hinge_loss; of classes that are equally far ahead the first has the gradient."""
    g = [mpfr(0)] * len(x)
    top, c = max(((mpfr(v), -c) for c, v in enumerate(x) if c != label), default=(-INF, 0))
    z = top + 1 - x[label]
    if any(map(is_nan, x)) or is_nan(z):
        return NAN, [[NAN] * len(x)]
    if z <= 0:
        return mpfr(0), [g]
    g[-c], g[label] = mpfr(1), mpfr(-1)
    return z, [g]
