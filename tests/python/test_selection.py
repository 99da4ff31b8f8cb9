# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The largest elements, against NumPy's sort: axes, layouts, ties, NaN, errors."""

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase, layouts, levels, logits


def order(x):
    """Indices along the last axis: NaN first, then falling values, of equals the lower index first."""
    return np.lexsort((np.broadcast_to(np.arange(x.shape[-1]), x.shape), -np.nan_to_num(x, nan=np.inf), ~np.isnan(x)))


def samples(dtype):
    rng = np.random.default_rng(5)
    for classes in (1, 2, 3, 10, 16, 17, 31, 64, 65, 255, 256, 257, 511, 512, 513, 1025, 3000):
        yield logits(3, classes, dtype=dtype, seed=classes)
        yield np.sort(logits(1, classes, dtype=dtype))
        # Of few classes several rows are done at a time, and not those beside NaN.
        ties = rng.integers(0, 5, (37 if classes <= 17 else 4, classes)).astype(dtype)
        yield ties * rng.choice([-1, 1], ties.shape).astype(dtype)  # -0 is +0
        infinite = ties.copy()
        infinite[rng.random(ties.shape) < 0.3] = -np.inf
        infinite[rng.random(ties.shape) < 0.1] = np.inf
        infinite[1] = -np.inf
        yield infinite
        special = ties.copy()
        special[rng.random(ties.shape) < 0.05] = np.nan
        special[rng.random(ties.shape) < 0.1] = -np.inf
        special[rng.random(ties.shape) < 0.1] = np.inf
        yield special


class Selection(TestCase):
    def test_numpy_orders_alike(self):
        for dtype in DTYPES:
            for x in samples(dtype):
                expected = np.stack([order(row) for row in x])
                self.assert_same_bits(nl.argmax(x), expected[:, 0])
                for k in sorted({1, 2, 5, 63, 64, x.shape[-1] // 2, x.shape[-1]} & set(range(1, x.shape[-1] + 1))):
                    values, indices = nl.topk(x, k)
                    self.assert_same_bits(indices, expected[:, :k])
                    self.assert_same_bits(values, np.take_along_axis(x, indices, -1))

    def test_cross_entropy_orders_alike(self):
        """Its argmax, and its label's rank, which is 0 where the label is right."""
        self.addCleanup(nl.limit_isa, nl.isa())
        for dtype in (*DTYPES, np.float16):
            for x in samples(dtype):
                rows, classes = x.shape
                labels = np.random.default_rng(6).integers(0, classes, rows)
                labels[0] = (classes - 1) // 128 * 128  # Behind whole vectors.
                expected = np.stack([order(row) for row in x])
                rank = (expected == labels[:, None]).argmax(1)
                for level in levels():
                    nl.limit_isa(level)
                    for inputs, targets in (x, labels), (np.ascontiguousarray(x.T)[None], labels[None]):
                        stats = nl.cross_entropy(inputs, targets, reduction="none", return_stats=True)[1]
                        message = (dtype, classes, level)
                        self.assert_same_bits(stats.argmax.ravel(), expected[:, 0], message)
                        self.assert_same_bits(stats.rank.ravel(), rank, message)
                        self.assert_same_bits(stats.correct.ravel(), rank == 0, message)

    def test_places_that_no_f32_has(self):
        for count in (1 << 24, (1 << 24) + 2):
            x = np.zeros(count, np.float32)
            x[-1] = 1
            self.assertEqual(nl.argmax(x), count - 1)

    def test_axes(self):
        x = logits(3, 4, 5)
        for axis in (-3, -2, -1, 0, 1, 2):
            with self.subTest(axis=axis):
                self.assert_same_bits(nl.argmax(x, axis), np.argmax(x, axis))
                self.assert_same_bits(nl.argmax(x, axis, keepdims=True), np.argmax(x, axis, keepdims=True))
                values, indices = nl.topk(x, 2, axis)
                self.assert_same_bits(indices, np.take(np.argsort(-x, axis), range(2), axis))
                self.assert_same_bits(values, np.take_along_axis(x, indices, axis))

    def test_layouts(self):
        x = logits(4, 6)
        expected = nl.topk(x, 3)
        for name, y in layouts(x):
            with self.subTest(layout=name):
                self.assert_same_bits(nl.argmax(y), np.argmax(x, -1))
                for got, want in zip(nl.topk(y, 3), expected):
                    self.assert_same_bits(got, want)

    def test_scalars_and_no_rows(self):
        self.assertEqual(nl.argmax(np.float32(3)), 0)
        self.assertEqual(nl.topk(np.float64(3), 1), (3.0, 0))
        self.assertEqual(nl.argmax(np.zeros((0, 3))).shape, (0,))
        self.assertEqual(nl.topk(np.zeros((0, 3)), 2).values.shape, (0, 2))

    def test_errors(self):
        x = np.zeros((2, 3))
        with self.assertRaisesRegex(ValueError, r"^argmax\(\): Expected reduction dim 1 to have non-zero size\.$"):
            nl.argmax(np.zeros((2, 0)))
        for k in (0, -1, 4):
            with self.assertRaisesRegex(ValueError, f"^selected index k out of range: {k} of 3$"):
                nl.topk(x, k)
        with self.assertRaisesRegex(IndexError, r"^Dimension out of range \(expected to be in range of \[-2, 1\], but got 2"):
            nl.topk(x, 1, 2)
