# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Element-wise losses: the definition against its own derivative, and against numbers that others published."""

import math

import elementwise as ew
from derivative import agrees
from gmpy2 import is_finite, mpfr

INF, NAN = math.inf, math.nan


def variants():
    for op in ew.LOSSES:
        for flags in ew.FLAGS.get(op, (0,)):
            for parameters in (ew.PARAMETERS.get(op, {}), *ew.MORE_PARAMETERS.get(op, [])):
                yield op, flags, parameters


def options(flags=0, pos_weight=1.0, label_smoothing=0.0, **parameters):
    return ew.SimpleNamespace(flags=flags, pos_weight=mpfr(pos_weight), label_smoothing=label_smoothing, **parameters)


def value(op, x, y, **parameters):
    return float(ew.element(op, x, y, options(**parameters))[0][0])


def slope(op, x, y, **parameters):
    return float(ew.element(op, x, y, options(**parameters))[1][0])


def at_kink(op, flags, x, y, o):
    """Where the derivative jumps, or the definition holds it: a difference sees neither side."""
    d = x - y
    if op in ("l1", "smooth_l1", "huber"):
        return d == 0 or abs(d) in (getattr(o, "beta", 0), getattr(o, "delta", 0))
    if op in ("hinge", "squared_hinge", "hinge_embedding", "margin_ranking"):
        return o.margin in (y * x, (2 * y - 1) * x, x)
    if op == "binary_cross_entropy":
        return not 1e-6 < x < 1 - 1e-6
    return op in ("kl_div", "poisson_nll") and flags & (ew.INPUT_PROBS | ew.INPUT_RATE) and x < 1e-20


def test_elementwise_gradients_are_derivatives():
    checked, good = 0, True
    for op, flags, parameters in variants():
        for smoothing, pos_weight in ((0.0, 1.0), (0.1, 2.5)):
            o = options(flags, pos_weight, smoothing, **parameters)
            for x, y in sum(ew.pairs(op, flags, "f64").values(), []):
                (loss, _), (grad, _) = ew.element(op, x, y, o)
                if not (math.isfinite(x) and is_finite(loss)) or at_kink(op, flags, x, y, o):
                    continue
                checked += 1
                good = good and agrees([grad], lambda v: ew.element(op, v[0], y, o)[0][0], [x])
    return good and checked > 1000


def test_keras_binary_cross_entropy_of_logits():
    """keras/src/losses/losses_test.py; the exact mean is 0.8654580."""
    logits, labels = (-18.6, 0.51, 2.94, -12.8), (0.0, 1.0, 0.0, 0.0)
    mean = sum(value("binary_cross_entropy_with_logits", x, y) for x, y in zip(logits, labels)) / 4
    return abs(mean - 0.8654) < 1e-4


def test_keras_clips_probabilities():
    """The largest loss is -log(1e-7), and beyond it there is no gradient."""
    clipped = {"flags": ew.CLIP_PROBS}
    return (
        abs(value("binary_cross_entropy", 0.0, 1.0, **clipped) - 16.118) < 5e-4
        and slope("binary_cross_entropy", 0.0, 1.0, **clipped) == 0
    )


def test_optax_sigmoid_binary_cross_entropy():
    """optax/losses/_classification_test.py: logits of 1e9 on the wrong side, averaged with the right one."""
    of = lambda x, y: value("binary_cross_entropy_with_logits", x, y)
    return (of(-1e9, 1.0) + of(1e9, 1.0)) / 2 == 5e8 and abs((of(0.0, 1.0) + of(1e9, 1.0)) / 2 - 0.3465736) < 5e-8


def test_torch_binary_cross_entropy():
    """PyTorch's documentation: logarithms are held at -100, its gradient's denominator at 1e-12."""
    return (
        value("binary_cross_entropy", 0.0, 1.0) == 100
        and value("binary_cross_entropy", 1.0, 1.0) == 0
        and slope("binary_cross_entropy", 0.0, 1.0) == -1e12
    )


def test_focal_with_gamma_0_is_the_weighted_cross_entropy():
    good = True
    for x, y in ((2.0, 1.0), (-1.5, 0.0), (0.25, 1.0)):
        plain = value("binary_cross_entropy_with_logits", x, y)
        good = good and value("sigmoid_focal", x, y, alpha=0.25, gamma=0.0) == plain * (0.25 if y else 0.75)
    return good


def test_elementwise_special_values():
    """What has a result by definition, and is NaN in the usual formula."""
    logits, focal = "binary_cross_entropy_with_logits", {"alpha": 0.25, "gamma": 2.0}
    finite = [slope("sigmoid_focal", x, y, **focal) for x in (1e9, -1e9, INF, -INF) for y in (0.0, 1.0)]
    return (
        [value(logits, x, y) for x, y in ((INF, 1.0), (-INF, 0.0), (INF, 0.0), (-INF, 1.0))] == [0, 0, INF, INF]
        and [slope(logits, x, y) for x, y in ((INF, 1.0), (-INF, 0.0), (INF, 0.0), (-INF, 1.0))] == [0, 0, 1, -1]
        and all(map(math.isfinite, finite))
        and value("kl_div", -INF, 0.0) == 0
        and value("kl_div", -INF, 0.5) == INF
        and value("kl_div", 0.0, 0.0, flags=ew.INPUT_PROBS) == 0
        and value("kl_div", -INF, -INF, flags=ew.LOG_TARGET) == 0
        and math.isnan(value("kl_div", -1.0, -0.5))
        and value("poisson_nll", -INF, 0.0, epsilon=0.0) == 0
    )
