# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Rows at a temperature: of f32 it is in the exponential; where it cannot be, the logits are divided, in f64."""

import numpy as np

import nativeloss as nl
from support import TestCase, layouts, levels, logits

CLASSES = (1, 2, 10, 33, 96, 97, 130, 4096, 4100, 9000)
TEMPERATURES = (0.7, -0.7, 2.0**-20, 2.0**20, 0.99 * 2.0**-20, 1.01 * 2.0**20, 1e-300)


def everything(x, upstream, t):
    return [
        nl.softmax(x, temperature=t),
        nl.log_softmax(x, temperature=t),
        nl.logsumexp(x, temperature=t),
        nl.logsumexp_backward(x, upstream[..., 0], temperature=t),
        nl.log_softmax_backward(x, upstream, temperature=t),
    ]


def rows(classes, temperature):
    """Of all kinds: the sixth is on both sides of what f32 takes, the seventh beyond it, and others are no row at all.

    Of the lowest temperature, by which no f32 is near 1, all quotients are too large for f32, or f64.
    """
    x = logits(21, classes, seed=classes) * max(abs(temperature), 2.0**-20 / 4)
    x[2, 0] = np.nan
    x[3, -1] = np.inf
    x[4] = -np.inf
    x[5] += 9998 * abs(temperature)
    x[6] += 20000 * abs(temperature)
    x[7, classes // 2] = -np.inf
    x[8, ::2] -= 80 * abs(temperature)
    return x.astype(np.float32)


class Temperatures(TestCase):
    def setUp(self):
        self.addCleanup(nl.limit_isa, nl.isa())

    def test_every_level_and_layout(self):
        for classes in CLASSES:
            for t in TEMPERATURES:
                x = rows(classes, t)
                upstream = logits(len(x), classes, seed=3)
                first = nl.isa()
                expected = everything(x, upstream, t)
                for level in levels():
                    nl.limit_isa(level)
                    for one, other in zip(everything(x, upstream, t), expected):
                        self.assert_same_bits(one, other, (classes, t, level))
                nl.limit_isa(first)
                for i in range(len(x)):
                    for one, other in zip(everything(x[i], upstream[i], t), expected):
                        self.assert_same_bits(one, other[i], (classes, t, i))
                for name, other_memory in layouts(x):
                    for one, other in zip(everything(other_memory, upstream, t), expected):
                        self.assert_same_bits(one, other, (classes, t, name))
                across = np.ascontiguousarray(x.T)
                for function, other in zip((nl.softmax, nl.log_softmax), expected):
                    self.assert_same_bits(function(across, axis=0, temperature=t).T, other, (classes, t, "across"))
                    in_place = x.copy()
                    function(in_place, temperature=t, out=in_place)
                    self.assert_same_bits(in_place, other, (classes, t, "in place"))
                in_place = x.copy()
                nl.log_softmax_backward(in_place, upstream, temperature=t, out=in_place)
                self.assert_same_bits(in_place, expected[4], (classes, t, "in place"))
                self.assert_same_bits(nl.logsumexp(across, axis=0, temperature=t), expected[2], (classes, t, "across"))

    def test_a_mask_is_minus_infinity(self):
        for classes in CLASSES[1:]:
            for t in TEMPERATURES:
                x = rows(classes, t)
                keep = np.random.default_rng(1).random(x.shape) < 0.7
                left = np.where(keep, x, np.float32(-np.inf if t > 0 else np.inf))
                for function in (nl.softmax, nl.log_softmax, nl.logsumexp):
                    self.assert_same_bits(function(x, temperature=t, mask=keep), function(left, temperature=t), (classes, t))

    def test_softmin_is_of_the_negated(self):
        for classes in CLASSES:
            for t in TEMPERATURES:
                x = rows(classes, t)
                self.assert_same_bits(nl.softmin(x, temperature=t), nl.softmax(-x, temperature=t), (classes, t))
                self.assert_same_bits(nl.softmax(x, temperature=-t), nl.softmin(x, temperature=t), (classes, t))

    def test_powers_of_two_change_nothing(self):
        """Nothing rounds where logits and temperature are multiplied by one, whatever way the rows go."""
        for classes in CLASSES:
            x = logits(9, classes)
            for t in (0.5, 2.0, 2.0**-10):
                warm = (x * t).astype(np.float32)
                for dtype in (np.float32, np.float64):
                    a, b = nl.softmax(warm.astype(dtype), temperature=t), nl.softmax((warm / t).astype(dtype))
                    ulps = np.abs(a - b) / np.spacing(np.maximum(a, np.finfo(dtype).tiny))
                    self.assertLessEqual(ulps.max(), 1.0 if dtype == np.float32 else 2.0, (classes, t, dtype))

    def test_of_16_bits(self):
        for classes in (10, 40, 130, 4100):
            x = logits(7, classes).astype(np.float16)
            expected = nl.softmax(x.astype(np.float64), temperature=0.7).astype(np.float16)
            for level in levels():
                nl.limit_isa(level)
                self.assert_same_bits(nl.softmax(x, temperature=0.7), expected, (classes, level))
