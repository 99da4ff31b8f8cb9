# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Options of the softmax family and of cross-entropy against their own derivatives, and against what they stand for."""

import reference as ref
from derivative import agrees
from gmpy2 import log, mpfr
from training import dot

ORDINARY = [0.5, 1.5, 0.125, -2.0]
# A confident row, one of no confidence, one far from 0, and one that a cap flattens.
ROWS = [ORDINARY, [700.0, 0.0, -3.0, 699.0], [0.0] * 4, [-1e7, 8.0 - 1e7, -1e7, 0.5 - 1e7], [40.0, -300.0, 2.0, 0.0]]
DY = [1.0, -2.0, 0.5, 0.25]
MASKS = [None, [True, False, True, True], [0.5, -ref.INF, 0.0, -3.0]]
OPTIONS = {
    "plain": {},
    "weights": {"weights": [0.5, 1.5, 2.0, 0.25]},
    "smoothing": {"smoothing": 0.1},
    "row_weights": {"row_weights": [2.5]},
    "z_loss": {"z_loss": 0.01},
    "negative_z_loss": {"z_loss": -3.0},
    "softcap": {"softcap": 3.0},
    "second": {"second": ([3], 0.7)},
    "same_second": {"second": ([1], 0.25)},
}
OPTIONS["everything"] = {key: value for options in OPTIONS.values() for key, value in options.items()}


def _chain(grad, temperature, mask):
    """The gradient of z as one of the logits; a class that is left out has none."""
    out = [k is False or k == -ref.INF for k in mask or [True] * len(grad)]
    return [mpfr(0) if left else g / temperature for g, left in zip(grad, out)]


def test_temperature_and_mask_are_derivatives():
    good = []
    for x in ROWS:
        for temperature in (1.0, 0.7, -30.0):
            for mask in MASKS:
                z = lambda v: ref.scaled(v, temperature, mask)
                of = lambda function: lambda v: function(z(v))
                kept = [b if k is not False and k != -ref.INF else 0 for b, k in zip(DY, mask or [True] * 4)]
                log_probs = lambda v: ref.total(b * l for b, l in zip(kept, ref.log_softmax(z(v))) if b)
                at, p = z(x), ref.softmax(z(x))
                for grad, value in (
                    (ref.softmax_backward(p, DY), of(lambda v: dot(ref.softmax(v), DY))),
                    (ref.log_softmax_backward(at, kept), log_probs),
                    (ref.logsumexp_backward(at, 1), of(ref.logsumexp)),
                    (ref.entropy_backward(at, 1), of(ref.entropy)),
                ):
                    good.append(agrees(_chain(grad, temperature, mask), value, x))
    return all(good) and len(good) == 180


def test_every_option_of_cross_entropy_is_a_derivative():
    good = []
    for x in ROWS:
        for options in OPTIONS.values():
            targets = [1, 2, [0.5, 0.25, 3.0, 0.0], [0.0, 0.0, 0.0, 1.0]]
            for target in targets[:2] if "second" in options else targets:
                loss = lambda v: ref.cross_entropy([v], [target], **options)[0][0]
                grad = ref.cross_entropy([[mpfr(v) for v in x]], [target], **options)[1][0]
                good.append(agrees(grad, loss, x))
                good.append(not agrees([grad[0] + mpfr(2) ** -100 * (1 + abs(grad[0])), *grad[1:]], loss, x))
    return all(good)


def test_the_mean_divides_by_what_rows_count():
    """Weights of labels times weights of rows; of two labels each its share, and an ignored one nothing."""
    rows, w, v, second = ROWS[:3], [0.5, 1.5, 2.0, 0.25], [2.0, 0.75, 3.0], [1, -1, -1]
    options = {"weights": w, "row_weights": v, "second": (second, 0.75), "ignore_index": -1}
    none, _ = ref.cross_entropy(rows, [2, 0, -1], reduction="none", **options)
    mean, _ = ref.cross_entropy(rows, [2, 0, -1], **options)
    count = 2.0 * (0.75 * 2.0 + 0.25 * 1.5) + 0.75 * 0.75 * 0.5
    return none[2] == 0 and abs(mean[0] - ref.total(none) / count) < 1e-300


def test_a_mixture_is_the_sum_of_its_parts():
    z, options = ROWS[:2], {"smoothing": 0.1, "z_loss": 0.01, "weights": [0.5, 1.5, 2.0, 0.25], "reduction": "none"}
    first, second = (ref.cross_entropy(z, labels, **options) for labels in ([0, 1], [3, 1]))
    mixed = ref.cross_entropy(z, [0, 1], second=([3, 1], 0.3), **options)
    parts = [mpfr(0.3) * a + (1 - mpfr(0.3)) * b for a, b in zip(first[0], second[0])]
    slopes = [mpfr(0.3) * a + (1 - mpfr(0.3)) * b for x, y in zip(first[1], second[1]) for a, b in zip(x, y)]
    near = lambda a, b: all(abs(x - y) < 1e-300 * (1 + abs(y)) for x, y in zip(a, b, strict=True))
    return near(mixed[0], parts) and near([g for row in mixed[1] for g in row], slopes)


def test_entropy_of_even_rows():
    """log of the number of classes that take part, and 0 for one."""
    even = [ref.entropy([mpfr(7.0)] * n) - log(mpfr(n)) for n in (1, 2, 5)]
    masked = ref.entropy(ref.scaled([3.0, ref.NAN, 3.0], 2.0, [True, False, True])) - log(mpfr(2))
    return all(abs(d) < 1e-300 for d in [*even, masked])
