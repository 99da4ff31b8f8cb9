# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""`nativeloss.metrics` beside scikit-learn, and beside sums in plain Python where that has no such metric."""

import math
import warnings
import xml.etree.ElementTree

import numpy as np
import sklearn.calibration
import sklearn.metrics

from nativeloss import metrics
from support import TestCase

ROWS, CLASSES = 500, 7


def draw(seed=1, classes=CLASSES, dtype=np.float64):
    random = np.random.default_rng(seed)
    y = random.integers(0, classes, ROWS)
    scores = random.normal(size=(ROWS, classes))
    scores[np.arange(ROWS), y] += 1.5
    return y, scores.astype(dtype), random.uniform(0.1, 3, ROWS)


def softmax(scores):
    e = np.exp(scores.astype(np.float64) - scores.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


class LogLoss(TestCase):
    def test_is_scikit_learns(self):
        y, scores, weight = draw()
        p = softmax(scores)
        names = np.array(["b", "a", "g", "c", "f", "d", "e"])
        for options in ({}, {"normalize": False}, {"sample_weight": weight}, {"labels": np.arange(CLASSES)}):
            with self.subTest(options=list(options)):
                expected = sklearn.metrics.log_loss(y, p, **options)
                self.assertAlmostEqual(metrics.log_loss(y, p, **options) / expected, 1, 13)
                self.assertAlmostEqual(metrics.log_loss(y, scores, from_logits=True, **options) / expected, 1, 13)
        # Labels that are no numbers are sorted, and so are the columns.
        self.assertAlmostEqual(metrics.log_loss(names[y], p), sklearn.metrics.log_loss(names[y], p), 13)

    def test_two_classes(self):
        y, scores, weight = draw(classes=2)
        logits = scores[:, 1] - scores[:, 0]
        p = 1 / (1 + np.exp(-logits))
        expected = sklearn.metrics.log_loss(y, p, sample_weight=weight)
        for given, options in (
            (p, {}),
            (p[:, None], {}),
            (np.stack([1 - p, p], 1), {}),
            (logits, {"from_logits": True}),
            (scores, {"from_logits": True}),
        ):
            self.assertAlmostEqual(metrics.log_loss(y, given, sample_weight=weight, **options) / expected, 1, 13)
        words = np.array(["ham", "spam"])[y]
        self.assertAlmostEqual(metrics.log_loss(words, p, sample_weight=weight) / expected, 1, 13)

    def test_extremes_are_not_clipped(self):
        self.assertEqual(metrics.log_loss([0, 1], [[1.0, 0.0], [1.0, 0.0]]), math.inf)
        # log(1 + exp(-50)), where a probability would be 1.
        loss = metrics.log_loss([0, 1], [[50.0, 0.0], [0.0, 50.0]], from_logits=True)
        self.assertAlmostEqual(loss / math.exp(-50), 1, 13)

    def test_half_and_single_precision(self):
        for dtype, digits in ((np.float32, 6), (np.float16, 3)):
            y, scores, _ = draw(dtype=dtype)
            expected = sklearn.metrics.log_loss(y, softmax(scores))
            self.assertAlmostEqual(metrics.log_loss(y, scores, from_logits=True) / expected, 1, 6)
            self.assertAlmostEqual(metrics.log_loss(y, softmax(scores).astype(dtype)) / expected, 1, digits)


class TopK(TestCase):
    def test_is_scikit_learns(self):
        y, scores, weight = draw()
        for k in (1, 2, 3, 6):
            for options in ({}, {"normalize": False}, {"sample_weight": weight}, {"labels": np.arange(CLASSES)}):
                expected = sklearn.metrics.top_k_accuracy_score(y, scores, k=k, **options)
                self.assertAlmostEqual(metrics.top_k_accuracy(y, scores, k=k, **options), expected, 12)

    def test_one_score_for_two_classes(self):
        y, scores, weight = draw(classes=2)
        for s in (scores[:, 1] - scores[:, 0], softmax(scores)[:, 1]):
            expected = sklearn.metrics.top_k_accuracy_score(y, s, k=1, sample_weight=weight)
            self.assertAlmostEqual(metrics.top_k_accuracy(y, s, k=1, sample_weight=weight), expected, 12)
            self.assertEqual(metrics.top_k_accuracy(y, s), 1.0)

    def test_not_every_class_is_met(self):
        y, scores, _ = draw()
        few = y < 3
        expected = sklearn.metrics.top_k_accuracy_score(y[few], scores[few], k=2, labels=np.arange(CLASSES))
        self.assertAlmostEqual(metrics.top_k_accuracy(y[few], scores[few], k=2), expected, 12)

    def test_ties(self):
        self.assertEqual(metrics.top_k_accuracy([0, 1, 2], np.zeros((3, 3)), k=1, normalize=False), 1)
        self.assertEqual(metrics.top_k_accuracy([0, 1, 2], np.zeros((3, 3)), k=2, normalize=False), 2)


class Brier(TestCase):
    def test_is_scikit_learns(self):
        y, scores, weight = draw(classes=2)
        p = softmax(scores)
        expected = sklearn.metrics.brier_score_loss(y, p[:, 1], sample_weight=weight)
        for given, options in ((p[:, 1], {}), (p, {}), (scores, {"from_logits": True})):
            self.assertAlmostEqual(metrics.brier(y, given, sample_weight=weight, **options) / expected, 1, 13)
        words = np.array(["ham", "spam"])[y]
        for label in ("ham", "spam"):
            expected = sklearn.metrics.brier_score_loss(words, p[:, 1], pos_label=label)
            self.assertAlmostEqual(metrics.brier(words, p[:, 1], pos_label=label) / expected, 1, 13)

    def test_several_classes(self):
        y, scores, weight = draw()
        p = softmax(scores)
        sums = [sum((q - (c == label)) ** 2 for c, q in enumerate(row)) for row, label in zip(p.tolist(), y.tolist())]
        expected = sum(w * s for w, s in zip(weight, sums)) / weight.sum()
        self.assertAlmostEqual(metrics.brier(y, p, sample_weight=weight) / expected, 1, 12)
        self.assertAlmostEqual(metrics.brier(y, p, sample_weight=weight, scale_by_half=True) / expected, 0.5, 12)


class Calibration(TestCase):
    def test_bins_are_scikit_learns(self):
        y, scores, _ = draw(classes=2)
        p = softmax(scores)[:, 1]
        for strategy in ("uniform", "quantile"):
            for n_bins in (1, 5, 15):
                right, confidence = sklearn.calibration.calibration_curve(y, p, n_bins=n_bins, strategy=strategy)
                edges = np.linspace(0, 1, n_bins + 1)
                edges = np.percentile(p, 100 * edges) if strategy == "quantile" else edges
                counts = np.bincount(np.searchsorted(edges[1:-1], p))
                expected = (np.abs(right - confidence) * counts[counts > 0]).sum() / ROWS
                got = metrics.expected_calibration_error(y, p, n_bins=n_bins, strategy=strategy)
                self.assertAlmostEqual(got, expected, 12)

    def test_several_classes_in_plain_python(self):
        y, scores, weight = draw()
        p = softmax(scores).tolist()
        bins = [[0.0, 0.0, 0.0] for _ in range(10)]
        for row, label, w in zip(p, y.tolist(), weight.tolist()):
            best = max(row)
            sums = bins[min(math.ceil(best * 10) - 1, 9)]
            sums[0] += w
            sums[1] += w * best
            sums[2] += w * (row.index(best) == label)
        expected = sum(abs(c - r) for _, c, r in bins) / weight.sum()
        got = metrics.expected_calibration_error(y, p, n_bins=10, sample_weight=weight)
        self.assertAlmostEqual(got, expected, 12)
        from_logits = metrics.expected_calibration_error(
            y, scores, n_bins=10, sample_weight=weight, from_logits=True
        )
        self.assertAlmostEqual(from_logits, expected, 12)

    def test_well_calibrated_is_near_zero(self):
        random = np.random.default_rng(5)
        p = random.uniform(size=200_000)
        y = random.uniform(size=p.shape) < p
        self.assertLess(metrics.expected_calibration_error(y, p), 0.01)
        self.assertGreater(metrics.expected_calibration_error(y, p**2), 0.1)

    def test_diagram(self):
        y, scores, _ = draw()
        picture = metrics.reliability_diagram(y, scores, n_bins=10, from_logits=True)
        self.assertIsInstance(picture, str)
        self.assertEqual(picture._repr_svg_(), picture)
        root = xml.etree.ElementTree.fromstring(picture)
        self.assertEqual(root.get("role"), "img")
        error = metrics.expected_calibration_error(y, scores, n_bins=10, from_logits=True)
        self.assertIn(f"{error:.2%}", root.get("aria-label"))
        confidence = softmax(scores).max(1)
        used = np.unique(np.searchsorted(np.linspace(0, 1, 11)[1:-1], confidence)).size
        self.assertEqual(len(root.findall("{*}circle")), used)
        # As far up as right, in the system of the picture: 0 at y = 254, 1 at y = 30.
        top = np.searchsorted(np.linspace(0, 1, 11)[1:-1], confidence) == 9
        right = (scores.argmax(1) == y)[top].mean()
        self.assertAlmostEqual(float(root.findall("{*}circle")[-1].get("cy")), 254 - 224 * right, delta=0.06)
        self.assertNotIn("script", picture)
        self.assertNotIn("href", picture)


class Errors(TestCase):
    def test_messages(self):
        y, scores, _ = draw()
        p = softmax(scores)
        nan = scores.copy()
        nan[3, 2] = np.nan
        for message, call in {
            r"^Found input .* inconsistent numbers of samples: \[499, 500\]$": lambda: metrics.brier(y[1:], p),
            "^y_score contains NaN$": lambda: metrics.top_k_accuracy(y, nan),
            r"^y_pred contains values greater than 1\.$": lambda: metrics.log_loss(y, 2 * p),
            r"^y_prob contains values less than 0\.$": lambda: metrics.brier(y, -p),
            "^k must be at least 1. Got: 0$": lambda: metrics.top_k_accuracy(y, p, k=0),
            "^n_bins must be at least 1": lambda: metrics.expected_calibration_error(y, p, n_bins=0),
            "^equal is not a valid value for strategy": lambda: metrics.reliability_diagram(y, p, strategy="equal"),
            "^y_true contains 9, which is not in labels$": lambda: metrics.log_loss([0, 9], p[:2], labels=range(7)),
            "^labels must be ordered": lambda: metrics.log_loss(y, p, labels=range(CLASSES)[::-1]),
            "^labels must be the 7 classes": lambda: metrics.log_loss(y, p, labels=[0, 1]),
            "^y_true has 2 different labels, and there are 7 classes": lambda: metrics.log_loss(["a", "b"], p[:2]),
            r"^y_true must have one dimension, got shape \[1, 500\]$": lambda: metrics.log_loss([y], p),
            "^sample_weight must have shape": lambda: metrics.log_loss(y, p, sample_weight=[1.0]),
            "^there are no samples$": lambda: metrics.log_loss([], np.zeros((0, 3))),
            "^pos_label needs one score": lambda: metrics.brier(y, p, pos_label=1),
        }.items():
            with self.subTest(message), self.assertRaisesRegex(ValueError, message), warnings.catch_warnings():
                warnings.simplefilter("error")
                call()
        with self.assertRaisesRegex(TypeError, "^y_pred must be "):
            metrics.log_loss(y, p.astype(str))
