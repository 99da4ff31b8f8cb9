# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Infinities, nothing at all, and more than fits in 32 bits: one test for each case that libraries disagree about."""

import math
import mmap

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase

INF = math.inf
MAP_NORESERVE = 0x4000


class CrossEntropy(TestCase):
    def loss(self, logits, target, dtype, **options):
        """Return the losses and their gradients, as lists."""
        target = np.array(target)
        target = target.astype(dtype) if target.dtype.kind == "f" else target
        options = {"reduction": "none"} | options
        loss, grad = nl.cross_entropy(np.array(logits, dtype), target, return_grad=True, **options)
        return loss.tolist(), grad.tolist()

    def close(self, got, expected, dtype):
        np.testing.assert_allclose(got, expected, rtol=2 * np.finfo(dtype).eps, atol=0)

    def test_another_class_at_minus_infinity_has_no_gradient(self):
        for dtype in DTYPES:
            loss, grad = self.loss([[0, -INF, 0]], [0], dtype)
            self.close(loss, [math.log(2)], dtype)
            self.assertEqual(grad, [[-0.5, 0, 0.5]])

    def test_the_target_at_minus_infinity_costs_infinity_with_a_finite_gradient(self):
        for dtype in DTYPES:
            loss, grad = self.loss([[0, -INF, 0]], [1], dtype)
            self.assertEqual((loss, grad), ([INF], [[0.5, -1, 0.5]]))

    def test_no_probability_at_minus_infinity_costs_nothing(self):
        for dtype in DTYPES:
            loss, grad = self.loss([[-INF, 0, 0], [-INF, 0, -INF]], [[0.0, 0.5, 0.5], [0.0, 1.0, 0.0]], dtype)
            self.close(loss, [math.log(2), 0], dtype)
            self.assertEqual((grad[0][0], grad[1]), (0, [0, 0, 0]))
            # Of 1/2 - 1/2, to 3 ulp of both together.
            self.assertLessEqual(max(map(abs, grad[0])), 3 * 2.0**-24)

    def test_some_probability_at_minus_infinity_costs_infinity(self):
        for dtype in DTYPES:
            loss, grad = self.loss([[-INF, 0, 0]], [[0.5, 0.25, 0.25]], dtype)
            self.assertEqual((loss, grad), ([INF], [[-0.5, 0.25, 0.25]]))

    def test_smoothing_over_a_class_at_minus_infinity_costs_infinity_with_a_finite_gradient(self):
        for dtype in DTYPES:
            for target in ([0], [[1.0, 0.0]]):
                loss, grad = self.loss([[0, -INF]], target, dtype, label_smoothing=0.5)
                self.assertEqual((loss, grad), ([INF], [[0.25, -0.25]]))

    def test_a_row_at_minus_infinity_is_nan_and_leaves_the_others_alone(self):
        for dtype in DTYPES:
            for target in ([0, 1], [[1.0, 0.0], [0.0, 1.0]]):
                loss, grad = self.loss([[-INF, -INF], [0, 0]], target, dtype)
                self.assertTrue(math.isnan(loss[0]) and np.isnan(grad[0]).all())
                self.close(loss[1], math.log(2), dtype)
                self.assertEqual(grad[1], [0.5, -0.5])

    def test_plus_infinity_has_the_mass(self):
        for dtype in DTYPES:
            loss, grad = self.loss([[0, INF, 0], [INF, 1, INF], [INF, 1, INF]], [1, 0, 1], dtype)
            self.close(loss, [0, math.log(2), INF], dtype)
            self.assertEqual(grad, [[0, 0, 0], [-0.5, 0, 0.5], [0.5, -1, 0.5]])

    def test_nan_stays_in_its_row(self):
        for dtype in DTYPES:
            loss, grad = self.loss([[0, math.nan], [0, 0]], [0, 1], dtype)
            self.assertTrue(math.isnan(loss[0]) and np.isnan(grad[0]).all())
            self.assertEqual(grad[1], [0.5, -0.5])

    def test_one_class_costs_nothing(self):
        for dtype in DTYPES:
            for target in ([0, 0, 0], [[-1.0], [0.0], [1.0]]):
                self.assertEqual(self.loss([[1], [-1], [0]], target, dtype), ([0, 0, 0], [[0], [0], [0]]))

    def test_no_rows(self):
        for dtype in DTYPES:
            for target in (np.zeros(0, int), np.zeros((0, 3))):
                none = np.zeros((0, 3))
                self.assertEqual(self.loss(none, target, dtype), ([], []))
                self.assertEqual(self.loss(none, target, dtype, reduction="sum"), (0, []))
                self.assertTrue(math.isnan(self.loss(none, target, dtype, reduction="mean")[0]))
                self.assertEqual(self.loss(none, target, dtype, reduction="mean", empty_mean="zero"), (0, []))

    def test_every_row_ignored(self):
        nothing = [[0, 0], [0, 0]]
        for dtype in DTYPES:
            for ignored in (-100, 1):
                arguments = ([[0, 1], [INF, math.nan]], [ignored, ignored], dtype)
                self.assertEqual(self.loss(*arguments, ignore_index=ignored), ([0, 0], nothing))
                self.assertEqual(self.loss(*arguments, ignore_index=ignored, reduction="sum"), (0, nothing))
                loss, grad = self.loss(*arguments, ignore_index=ignored, reduction="mean")
                self.assertTrue(math.isnan(loss))
                self.assertEqual(grad, nothing)
                zero = self.loss(*arguments, ignore_index=ignored, reduction="mean", empty_mean="zero")
                self.assertEqual(zero, (0, nothing))


class Pairs(TestCase):
    def test_a_loss_that_is_not_active_has_gradients_of_plus_zero(self):
        rng = np.random.default_rng(1)
        for dtype in DTYPES:
            near, far = rng.normal(0, 0.01, (4, 33)).astype(dtype), rng.normal(0, 9, (4, 33)).astype(dtype)
            other, target = np.zeros(4, dtype), np.full(4, -1, dtype)
            results = {
                "triplet": nl.triplet_margin_loss(near, -near, far, return_grad=True),
                "contrastive": nl.contrastive_loss(near, far, other, return_grad=True),
                "cosine": nl.cosine_embedding_loss(far, near - far, target, return_grad=True),
            }
            for name, (loss, grads) in results.items():
                self.assertEqual(loss, 0, name)
                for grad in grads:
                    self.assert_same_bits(grad, np.zeros((4, 33), dtype), f"{name}, {dtype.__name__}")


class Softmax(TestCase):
    def test_a_row_at_minus_infinity_follows_the_policy(self):
        for dtype in DTYPES:
            x = np.array([[-INF, -INF], [0, 0]], dtype)
            self.assertTrue(np.isnan(nl.softmax(x)[0]).all())
            self.assertTrue(np.isnan(nl.log_softmax(x)[0]).all())
            self.assertEqual(nl.softmax(x)[1].tolist(), [0.5, 0.5])
            self.assertEqual(nl.softmax(x, empty_row="zero").tolist(), [[0, 0], [0.5, 0.5]])
            self.assertEqual(nl.log_softmax(x, empty_row="zero")[0].tolist(), [-INF, -INF])
            self.assertEqual(nl.logsumexp(x)[0], -INF)

    def test_plus_infinity_has_the_mass(self):
        for dtype in DTYPES:
            x = np.array([[INF, 1, INF, -INF], [0, INF, 0, 0]], dtype)
            self.assertEqual(nl.softmax(x).tolist(), [[0.5, 0, 0.5, 0], [0, 1, 0, 0]])
            self.assertEqual(nl.log_softmax(x)[1].tolist(), [-INF, 0, -INF, -INF])
            self.assertEqual(nl.logsumexp(x).tolist(), [INF, INF])

    def test_minus_infinity_has_none(self):
        for dtype in DTYPES:
            probs = nl.softmax(np.array([-INF, 3, 3], dtype))
            self.assertEqual(probs.tolist(), [0, 0.5, 0.5])
            self.assertFalse(np.signbit(probs[0]))
            self.assertEqual(nl.log_softmax(np.array([-INF, 3], dtype)).tolist(), [-INF, 0])

    def test_nan_stays_in_its_row(self):
        for dtype in DTYPES:
            probs = nl.softmax(np.array([[0, math.nan, -INF], [1, 1, -INF]], dtype))
            self.assertTrue(np.isnan(probs[0]).all())
            self.assertEqual(probs[1].tolist(), [0.5, 0.5, 0])


class Large(TestCase):
    """More elements than 2**31, of pages that are never written and so take no memory."""

    def zeros(self, *shape):
        size = 4 * math.prod(shape)
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_NORESERVE
        return np.frombuffer(mmap.mmap(-1, size, flags), np.float32).reshape(shape)

    def test_more_classes_than_31_bits_count(self):
        classes = 2**31 + 24
        x = self.zeros(1, classes)
        x[0, -2] = 50
        label = np.array([classes - 1])
        expected = 50 + math.log1p((classes - 1) * math.exp(-50))
        loss = nl.cross_entropy(x, label)
        np.testing.assert_allclose(loss, expected, rtol=1.5 * 2**-23, atol=0)
        self.assert_same_bits(nl.cross_entropy(x, label.astype(np.uint32)), loss)
        self.assertEqual(nl.argmax(x).tolist(), [classes - 2])

    def test_more_elements_than_31_bits_count(self):
        x = self.zeros(3, 2**30)
        x[2, -2:] = 50, 49
        loss = nl.cross_entropy(x, [0, 2**30 - 1, 2**30 - 1], reduction="none")
        rest = (2**30 - 2) * math.exp(-50) + math.exp(-1)
        expected = [30 * math.log(2), 30 * math.log(2), 1 + math.log1p(rest)]
        np.testing.assert_allclose(loss, expected, rtol=1.5 * 2**-23, atol=0)
