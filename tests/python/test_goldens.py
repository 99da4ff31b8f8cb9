# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The numbers in other projects' documentation and tests. Those of TensorFlow are in test_tf.py."""

import math

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase

INF = math.inf


class Golden(TestCase):
    def near(self, got, printed, digits):
        """The last printed digit may be cut off instead of rounded."""
        np.testing.assert_allclose(got, printed, rtol=0, atol=10.0**-digits)

    def both(self, *arrays):
        for dtype in DTYPES:
            yield [np.array(x, dtype) for x in arrays]


class Optax(Golden):
    def test_softmax_cross_entropy_with_integer_labels(self):
        for (logits,) in self.both([[10.0, 1.0, -2.0], [1.0, 4.0, 0.2]]):
            self.near(nl.cross_entropy(logits, [1, 0], reduction="none"), [9.00013, 3.0696733], 5)

    def test_softmax_cross_entropy(self):
        for logits, targets in self.both([[10.0, 1.0, -2.0], [1.0, 4.0, 0.2]], [[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]]):
            self.near(nl.cross_entropy(logits, targets, reduction="none"), [9.00013, 3.0696733], 5)

    def test_safe_softmax_cross_entropy(self):
        rows = [[-INF, 0.0, 0.0], [-INF, 0.0, 0.0], [-INF, 0.0, -INF]]
        for logits, targets in self.both(rows, [[0.0, 0.5, 0.5], [0.4, 0.3, 0.3], [0.0, 1.0, 0.0]]):
            loss = nl.cross_entropy(logits, targets, reduction="none")
            self.near(loss[0], 0.693147, 6)
            self.assertEqual(loss[1:].tolist(), [INF, 0])

    def test_sigmoid_binary_cross_entropy(self):
        for logits, targets in self.both([-1e9, 0.0], [1.0, 0.0]):
            loss = nl.binary_cross_entropy_with_logits(logits, targets, reduction="none")
            self.near(loss / 2, [5e8, 0.3465736], 7)


class Keras(Golden):
    """Probabilities in, so logarithms are passed; it divides weighted sums by the number of rows."""

    PROBABILITIES = [[0.05, 0.95, 0.0], [0.1, 0.8, 0.1]]

    def test_sparse_categorical_crossentropy(self):
        with np.errstate(divide="ignore"):
            logs = np.log(self.PROBABILITIES)
        self.near(nl.cross_entropy(logs, [1, 2]), 1.177, 3)
        rows = nl.cross_entropy(logs, [1, 2], reduction="none")
        self.near(rows, [0.0513, 2.303], 3)
        self.near(np.mean(rows * [0.3, 0.7]), 0.814, 3)

    def test_binary_crossentropy_from_logits(self):
        for logits, targets in self.both([[-18.6, 0.51, 2.94, -12.8]], [[0.0, 1.0, 0.0, 0.0]]):
            self.near(nl.binary_cross_entropy_with_logits(logits, targets), 0.8654, 4)

    def test_categorical_crossentropy(self):
        with np.errstate(divide="ignore"):
            logs = np.log(self.PROBABILITIES)
        self.near(nl.cross_entropy(logs, np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])), 1.177, 3)


class Onnx(Golden):
    def test_negative_log_likelihood_loss(self):
        x = [[[1.0, 2.0], [2.0, 2.0], [3.0, 2.0]], [[0.0, 1.0], [2.0, 2.0], [1.0, 2.0]]]
        target = [[2, 1], [0, 2]]
        for scores, weight in self.both(x, [0.2, 0.3, 0.1]):
            self.assertEqual(nl.nll_loss(scores, target, reduction="none").tolist(), [[-3, -2], [0, -2]])
            self.near(nl.nll_loss(scores, target, weight, reduction="sum"), -1.1, 6)
            self.near(nl.nll_loss(scores, target, weight), -1.57, 2)

    def test_softmax(self):
        for (x,) in self.both([-1.0, 0.0, 1.0]):
            self.near(nl.softmax(x), [0.09003058, 0.24472848, 0.66524094], 7)
            self.near(nl.log_softmax(x), [-2.4076061, -1.407606, -0.407606], 6)
        for (x,) in self.both([[0.0, 1.0, 2.0, 3.0], [10000.0, 10001.0, 10002.0, 10003.0]]):
            self.near(nl.softmax(x), [[0.032058604, 0.08714432, 0.23688284, 0.6439143]] * 2, 7)
