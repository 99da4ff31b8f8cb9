# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The definition of the losses of rows: the formulas as they stand, as in reference.py.

Each function of a row returns (loss, gradients), with one gradient per input; `reduce` makes of them what a call
returns.
"""

from gmpy2 import exp, is_nan, log, mpfr, sqrt
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


# --- Distributions


def softmax(z):
    m, d, e, s = shifted(tuple(z))
    return [NAN] * len(z) if m == -INF else [v / s for v in e]


def _log_softmax(z):
    m, d, _, s = shifted(tuple(z))
    log_s = log(s)
    return [NAN] * len(z) if m == -INF else [v - log_s for v in d]


def _distribution(x, logits):
    """Probabilities and their logarithms."""
    if logits:
        return softmax(x), _log_softmax(x)
    p = [mpfr(v) for v in x]
    return p, [log(v) for v in p]


def entropy(p, unit=1):
    p = [mpfr(v) for v in p]
    return -total(v * log(v) for v in p if v != 0) / unit, [[(-1 - log(v)) / unit for v in p]]


def _kl(p, q):
    """sum p log(p/q) of two distributions, and the derivatives with respect to both. Not 0 - 0: 0, of a class that neither has."""
    (p, log_p), (q, log_q) = p, q
    value = total(a * (log_a - log_b) for a, log_a, b, log_b in zip(p, log_p, q, log_q) if a != 0)
    both = list(zip(p, log_p, q, log_q))
    by_p = [mpfr(0) if a == 0 and b == 0 else log_a - log_b + 1 for a, log_a, b, log_b in both]
    by_q = [mpfr(0) if a == 0 else -a / b for a, _, b, _ in both]
    return value, by_p, by_q


def _of_logits(gradient, p):
    """From the derivative with respect to a softmax to that with respect to its logits: p (g - p . g)."""
    mean = total(a * g for a, g in zip(p, gradient) if a != 0)
    return [mpfr(0) if a == 0 else a * (g - mean) for a, g in zip(p, gradient)]


def kl(x, y, x_logits=False, y_logits=False, weights=(1, 0), unit=1):
    """weights[0] KL(p || q) + weights[1] KL(q || p); also the two divergences alone."""
    p, q = _distribution(x, x_logits), _distribution(y, y_logits)
    value, by_p, by_q, alone = mpfr(0), [mpfr(0)] * len(x), [mpfr(0)] * len(x), []
    for weight, first, second in ((weights[0], p, q), (weights[1], q, p)):
        v, one, two = _kl(first, second)
        alone.append(v)
        if weight == 0:
            continue
        value += weight * v / unit
        of_logits, other_of_logits = (x_logits, y_logits) if first is p else (y_logits, x_logits)
        if of_logits:
            # Without the 1, which drops out.
            one = _of_logits([g - 1 for g in one], first[0])
        if other_of_logits:
            # The same, and also right where a probability is 0.
            mass = 1 if of_logits else total(first[0])
            two = [b * mass - a for a, b in zip(first[0], second[0])]
        one, two = (one, two) if first is p else (two, one)
        by_p = [s + weight * g / unit for s, g in zip(by_p, one)]
        by_q = [s + weight * g / unit for s, g in zip(by_q, two)]
    return value, [by_p, by_q], alone


def js(x, y, x_logits=False, y_logits=False, unit=1):
    # All logarithms are of the probabilities: of equal rows they are equal.
    p, q = (_distribution(_distribution(v, logits)[0], False) for v, logits in ((x, x_logits), (y, y_logits)))
    m = [(a + b) / 2 for a, b in zip(p[0], q[0])]
    mean = m, [log(v) for v in m]
    value = (_kl(p, mean)[0] + _kl(q, mean)[0]) / 2 / unit
    by = lambda d: [mpfr(0) if v == 0 else (log_a - log_m) / 2 / unit for log_a, v, log_m in zip(d[1], *mean)]
    by_p, by_q = by(p), by(q)
    return value, [_of_logits(by_p, p[0]) if x_logits else by_p, _of_logits(by_q, q[0]) if y_logits else by_q]


def kl_hinge(x, y, same, margin, x_logits=False, y_logits=False, symmetric=False, soft=False):
    """Also the divergence that a threshold is compared with."""
    _, _, distances = kl(x, y, x_logits, y_logits)
    same, loss, weights = mpfr(same), mpfr(0), []
    for d in distances if symmetric else distances[:1]:
        gap = margin - d
        hinge = log(1 + exp(gap)) if soft else max(gap, mpfr(0)) if gap == gap else gap
        slope = 1 / (1 + exp(-gap)) if soft else mpfr(gap > 0)
        loss += (same * d if same else 0) + ((1 - same) * hinge if same != 1 else 0)
        weights.append(same - (1 - same) * slope)
    _, gradients, _ = kl(x, y, x_logits, y_logits, (weights + [mpfr(0)])[:2])
    return loss, gradients, sum(distances) if symmetric else distances[0]


# --- Distances


def distance(x, y, power=2, epsilon=0):
    """The norm of x - y + epsilon, and its derivative with respect to x: at a norm of 0, and of the ties of the infinite one, PyTorch's."""
    d = [mpfr(a) - b + mpfr(epsilon) for a, b in zip(x, y)]
    sign = lambda v: mpfr((v > 0) - (v < 0))
    size = [abs(v) for v in d]
    if any(map(is_nan, d)):
        return NAN, [NAN] * len(d)
    if power == float("inf"):
        norm = max(size)
        ties = sum(v == norm for v in size)
        return norm, [sign(v) / ties if abs(v) == norm else mpfr(0) for v in d]
    power = mpfr(power)
    norm = total(v**power for v in size) ** (1 / power)
    if norm == 0:
        return norm, [mpfr(0)] * len(d)
    if power == 1:
        return norm, [sign(v) for v in d]
    return norm, [sign(v) * (abs(v) / norm) ** (power - 1) for v in d]


def triplet_margin(a, p, n, margin, power, epsilon, swap):
    """As torch.nn.functional.triplet_margin_loss: the gradient at the corner passes, that of equal distances is shared."""
    (near, g_near), (far, g_far) = distance(a, p, power, epsilon), distance(a, n, power, epsilon)
    (swapped, g_swapped), share = distance(p, n, power, epsilon), mpfr(1)
    if swap:
        share = mpfr(1) if far < swapped else mpfr(0) if far > swapped else mpfr(0.5)
        far = NAN if is_nan(far) or is_nan(swapped) else min(far, swapped)
    loss = margin + near - far
    if is_nan(loss):
        return NAN, [[NAN] * len(a)] * 3
    active = mpfr(loss >= 0)
    return max(loss, mpfr(0)), [
        [active * (i - share * j) for i, j in zip(g_near, g_far)],
        [active * (-i - (1 - share) * k) for i, k in zip(g_near, g_swapped)],
        [active * (share * j + (1 - share) * k) for j, k in zip(g_far, g_swapped)],
    ]


def cosine_embedding(x, y, target, margin):
    """As torch.nn.functional.cosine_embedding_loss."""
    dot = total(mpfr(a) * b for a, b in zip(x, y))
    xx, yy = (total(mpfr(a) * a for a in v) + mpfr(1e-12) for v in (x, y))
    root = sqrt(xx * yy)
    cosine = dot / root
    if is_nan(cosine) and abs(target) == 1:
        return NAN, [[NAN] * len(x)] * 2
    slope, loss = mpfr(0), mpfr(0)
    if target == 1:
        slope, loss = mpfr(-1), 1 - cosine
    elif target == -1:
        slope, loss = mpfr(cosine >= margin), max(cosine - margin, mpfr(0))
    return loss, [
        [slope * (b / root - cosine * a / xx) if slope else mpfr(0) for a, b in zip(map(mpfr, x), map(mpfr, y))],
        [slope * (a / root - cosine * b / yy) if slope else mpfr(0) for a, b in zip(map(mpfr, x), map(mpfr, y))],
    ]


def contrastive(x, y, same, margin):
    d, g = distance(x, y)
    gap = max(margin - d, mpfr(0)) if not is_nan(d) else NAN
    slope = 2 * (same * d - (1 - mpfr(same)) * gap)
    return same * d**2 + (1 - mpfr(same)) * gap**2, [[slope * v for v in g], [-slope * v for v in g]]
