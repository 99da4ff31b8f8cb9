# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The numbers that other programs printed for these inputs."""

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase

LOGITS = [[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]]
LABELS = [1, 2]


class Seeds(TestCase):
    def test_softmax_of_two_rows(self):
        printed = [[0.227863, 0.61939586, 0.15274114], [0.49674623, 0.20196195, 0.30129182]]
        for dtype in DTYPES:
            got = nl.softmax(np.array(LOGITS, dtype))
            # The first is printed to six digits, the others to eight; float32 adds its own rounding.
            np.testing.assert_allclose(got, printed, rtol=0, atol=6e-9 if dtype is np.float64 else 5e-8)

    def test_softmax_of_one_row(self):
        printed = [0.16838508, 0.205666, 0.25120102, 0.37474789]
        np.testing.assert_allclose(nl.softmax(np.array([0.1, 0.3, 0.5, 0.9])), printed, rtol=0, atol=6e-9)

    def test_losses_of_two_rows(self):
        got = nl.cross_entropy(np.array(LOGITS), LABELS, reduction="none")
        self.assertAlmostEqual(got[0], 0.4790107, delta=6e-8)
        self.assertAlmostEqual(got[1], 1.19967598, delta=6e-9)

    def test_mean_in_float64(self):
        printed = 0.83934333897877922
        got = nl.cross_entropy(np.array(LOGITS), LABELS)
        self.assertLessEqual(abs(got - printed), 2 * np.spacing(printed))

    def test_one_class_costs_nothing(self):
        for target in ([0, 0], [[-1.0], [7.0]]):
            loss, grad = nl.cross_entropy(np.array([[3.0], [-8.0]]), target, return_grad=True, reduction="none")
            self.assertEqual(loss.tolist(), [0.0, 0.0])
            self.assertEqual(grad.tolist(), [[0.0], [0.0]])

    def test_large_logits_stay_finite(self):
        self.assertEqual(nl.softmax(np.array([1000.0, 1000.0])).tolist(), [0.5, 0.5])
        # log(1 + exp(-20)), the sum of the series x - x^2/2 + x^3/3 of log1p to full precision.
        x = np.exp(np.longdouble(-20))
        exact = float(x - x * x / 2 + x * x * x / 3)
        got = nl.cross_entropy(np.array([20.0, 0.0]), 0)
        self.assertLessEqual(abs(got - exact), 3 * np.spacing(exact))
