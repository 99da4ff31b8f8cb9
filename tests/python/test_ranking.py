# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Ranks and soft ranks: numbers that others published, gradients against differences, axes, layouts, threads, errors."""

import numpy as np
from scipy import stats

import nativeloss as nl
from support import DTYPES, TestCase, layouts, logits

REGULARIZATIONS = ("l2", "kl")


def centered(x):
    x = x - x.mean()
    return x / np.sqrt((x * x).sum())


class Published(TestCase):
    def test_scipy_rankdata(self):
        """scipy.stats.rankdata's documentation."""
        self.assertEqual(nl.rankdata(np.array([0.0, 2, 3, 2])).tolist(), [1.0, 2.5, 4.0, 2.5])
        table = np.array([[0.0, 2, 2], [3, 2, 5]])
        self.assertEqual(nl.rankdata(table, axis=1).tolist(), [[1.0, 2.5, 2.5], [2.0, 1.0, 3.0]])

    def test_scipy_spearmanr(self):
        """scipy.stats.spearmanr's documentation: [1, 2, 3, 4, 5], [5, 6, 7, 8, 7]."""
        rho = nl.spearman_correlation(np.array([1.0, 2, 3, 4, 5]), np.array([5.0, 6, 7, 8, 7]))
        self.assertAlmostEqual(rho, 0.8207826816681233, delta=1e-15)

    def test_scipy_itself(self):
        rng = np.random.default_rng(3)
        for n in (5, 10, 100, 1000):
            x, y = rng.integers(0, n, (2, n)).astype(float)
            self.assert_same_bits(nl.rankdata(x), stats.rankdata(x))
            np.testing.assert_allclose(nl.spearman_correlation(x, y), stats.spearmanr(x, y)[0], rtol=1e-13, atol=1e-13)

    def test_fast_soft_sort(self):
        """The README of google-research/fast-soft-sort."""
        values = np.array([5.0, 1.0, 2.0])
        self.assertEqual(nl.soft_rank(values, regularization_strength=1.0).tolist(), [3.0, 1.0, 2.0])
        self.assertEqual(nl.soft_rank(values, regularization_strength=2.0).tolist(), [3.0, 1.25, 1.75])

    def test_torchsort(self):
        """torchsort's README: Pearson's correlation of the soft ranks of both, 0.8321, and its gradient."""
        pred, target = np.array([1.0, 2, 3, 4, 5]), np.array([5.0, 6, 7, 8, 7])
        ranks = nl.soft_rank(pred)
        a, b = centered(ranks), centered(nl.soft_rank(target))
        rho = a @ b
        self.assertAlmostEqual(rho, 0.8321, delta=5e-5)
        size = np.linalg.norm(ranks - ranks.mean())
        grad = nl.soft_rank_backward(pred, (b - rho * a) / size)
        published = [-5.5470e-02, 2.9802e-09, 5.5470e-02, 1.1094e-01, -1.1094e-01]
        np.testing.assert_allclose(grad, published, rtol=0, atol=5e-6)


class SoftRanks(TestCase):
    def test_small_strengths_give_ranks(self):
        for dtype in DTYPES:
            x = logits(5, 40, dtype=dtype)
            for regularization in REGULARIZATIONS:
                soft = nl.soft_rank(x, regularization=regularization, regularization_strength=1e-8)
                self.assert_same_bits(soft, nl.rankdata(x))

    def test_ranks_add_up(self):
        x = logits(20, 33, dtype=np.float64)
        for regularization in REGULARIZATIONS:
            for strength in (0.1, 1.0, 30.0):
                soft = nl.soft_rank(x, regularization=regularization, regularization_strength=strength)
                np.testing.assert_allclose(soft.sum(-1), 33 * 34 / 2, rtol=1e-14)
                self.assertTrue((soft >= 1).all() and (soft <= 33).all())

    def test_gradients_are_differences(self):
        x, g = logits(4, 12, dtype=np.float64), logits(4, 12, dtype=np.float64, seed=2)
        target = logits(4, 12, dtype=np.float64, seed=3)
        step = 1e-6
        for regularization in REGULARIZATIONS:
            options = {"regularization": regularization, "regularization_strength": 1.7}
            grad = nl.soft_rank_backward(x, g, **options)
            loss, slopes = nl.spearman_loss(x, target, reduction="none", return_grad=True, **options)
            for c in range(x.shape[1]):
                near = step * np.eye(12)[c]
                rise = nl.soft_rank(x + near, **options) - nl.soft_rank(x - near, **options)
                np.testing.assert_allclose(grad[:, c], (g * rise).sum(-1) / (2 * step), rtol=1e-5, atol=1e-6)
                rise = [nl.spearman_loss(x + s * near, target, reduction="none", **options) for s in (1, -1)]
                np.testing.assert_allclose(slopes[:, c], (rise[0] - rise[1]) / (2 * step), rtol=1e-5, atol=1e-7)

    def test_loss_is_one_less_the_correlation(self):
        pred, target = logits(6, 20, dtype=np.float64), logits(6, 20, dtype=np.float64, seed=2)
        loss = nl.spearman_loss(pred, target, reduction="none", regularization_strength=1e-9)
        np.testing.assert_allclose(loss, 1 - nl.spearman_correlation(pred, target), rtol=1e-15)
        self.assertEqual(nl.spearman_loss(pred, 3 * pred, regularization_strength=1e-9), 0.0)
        losses = nl.spearman_loss(pred, target, reduction="none")
        np.testing.assert_allclose(nl.spearman_loss(pred, target), losses.mean(), rtol=1e-15)

    def test_special_rows(self):
        x = np.array([[1.0, np.nan, 2.0], [np.inf, 0.0, -np.inf], [4.0, 4.0, 4.0]])
        with np.errstate(invalid="ignore"):
            for function in (nl.rankdata, nl.soft_rank):
                np.testing.assert_array_equal(function(x), [[np.nan] * 3, [3, 2, 1], [2, 2, 2]])
        y = np.array([[1.0, 2.0, 3.0]] * 3)
        np.testing.assert_array_equal(nl.spearman_correlation(x, y), [np.nan, -1, np.nan])


class Shapes(TestCase):
    def test_axes_and_layouts(self):
        x, y = logits(3, 4, 5), logits(3, 4, 5, seed=2)
        for axis in (0, 1, 2, -1, -2):
            moved = [np.ascontiguousarray(np.moveaxis(a, axis, -1)) for a in (x, y)]
            for function in (nl.rankdata, nl.soft_rank):
                self.assert_same_bits(function(x, axis), np.moveaxis(function(moved[0]), -1, axis))
            self.assert_same_bits(nl.spearman_correlation(x, y, axis), nl.spearman_correlation(*moved))
            got = nl.spearman_loss(x, y, axis, return_grad=True)
            want = nl.spearman_loss(*moved, return_grad=True)
            self.assert_same_bits(got[0], want[0])
            self.assert_same_bits(got[1], np.moveaxis(want[1], -1, axis))
        for name, z in layouts(x):
            with self.subTest(layout=name):
                self.assert_same_bits(nl.soft_rank(z), nl.soft_rank(x))

    def test_in_place(self):
        x, y = logits(3, 7), logits(3, 7, seed=2)
        loss, grad = nl.spearman_loss(x, y, return_grad=True)
        out = x.copy()
        self.assert_same_bits(nl.spearman_loss(out, y, grad_out=out), loss)
        self.assert_same_bits(out, grad)
        out = x.copy()
        self.assertIs(nl.rankdata(out, out=out), out)
        self.assert_same_bits(out, nl.rankdata(x))

    def test_threads_give_the_same_bits(self):
        x, y = logits(50, 30), logits(50, 30, seed=2)
        want = nl.soft_rank(x), *nl.spearman_loss(x, y, return_grad=True), nl.spearman_correlation(x, y)
        self.allow_threads()
        for threads in (2, 5):
            nl.set_num_threads(threads)
            got = nl.soft_rank(x), *nl.spearman_loss(x, y, return_grad=True), nl.spearman_correlation(x, y)
            for g, w in zip(got, want):
                self.assert_same_bits(g, w)

    def test_empty_and_scalars(self):
        self.assertEqual(nl.rankdata(np.zeros((0, 3))).shape, (0, 3))
        self.assertEqual(nl.soft_rank(np.zeros((2, 0))).shape, (2, 0))
        self.assertEqual(nl.rankdata(np.float64(7)), 1.0)
        self.assertTrue(np.isnan(nl.spearman_loss(np.zeros((0, 3)), np.zeros((0, 3)))))
        self.assertEqual(nl.spearman_loss(np.zeros((0, 3)), np.zeros((0, 3)), reduction="sum"), 0)

    def test_errors(self):
        x = np.zeros((2, 3))
        for message, call in (
            ("^l1 is not a valid value for regularization; ", lambda: nl.soft_rank(x, regularization="l1")),
            (
                r"^regularization_strength must be between 1e-100 and 1e100\. Got: 0",
                lambda: nl.soft_rank(x, regularization_strength=0),
            ),
            ("^max is not a valid value for reduction$", lambda: nl.spearman_loss(x, x, reduction="max")),
            (r"^target must have shape \[2, 3\], got \[2, 2\]$", lambda: nl.spearman_loss(x, x[:, :2])),
            (r"^grad_ranks must have shape \[2, 3\], got \[3\]$", lambda: nl.soft_rank_backward(x, x[0])),
        ):
            with self.assertRaisesRegex(ValueError, message):
                call()
        with self.assertRaisesRegex(TypeError, "^second must be float64 like first, got float32$"):
            nl.spearman_correlation(x, x.astype(np.float32))
