# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Rows with elements so small beside others that their exponentials must be bounded, among rows without such."""

import numpy as np

import nativeloss as nl
from support import TestCase, levels, logits

CHUNK = 4096


class Batches(TestCase):
    """Which rows of a batch are masked decides how the next ones are summed."""

    SMALL = (-np.inf, -1e9, -9999.0, -120.0, -88.0, -74.0)

    def setUp(self):
        self.addCleanup(nl.limit_isa, nl.isa())

    def rows(self, classes):
        x = logits(21, classes, seed=classes)
        rng = np.random.default_rng(classes)
        for i, row in enumerate((0, 5, 6, 11, 13, 14, 15, 17)):
            x[row, rng.random(classes) < 0.3] = self.SMALL[i % len(self.SMALL)]
        x[3, classes // 2] = np.nan
        x[9, classes - 1] = np.inf
        x[16] = -np.inf
        x[18] += 9950 - x[18].max()
        labels = rng.integers(0, classes, len(x))
        # The first and the last block, the tail, and what the tail shares with the block before it.
        labels[[0, 1, 5, 6, 11]] = 0, classes - 1, classes // 32 * 32 - 1, classes - 1, max(0, classes - 32)
        return x, labels

    def test_every_level(self):
        for classes in (97, 100, 128, 1030, 2048, CHUNK + 4, 3 * CHUNK + 12):
            x, labels = self.rows(classes)
            expected = None
            for level in levels():
                nl.limit_isa(level)
                message = (classes, level)
                loss, grad = nl.cross_entropy(x, labels, reduction="none", return_grad=True)
                got = [nl.softmax(x), nl.log_softmax(x), nl.logsumexp(x), loss, grad]
                expected = expected or got
                for one, other in zip(got, expected):
                    self.assert_same_bits(one, other, message)
                for i, row in enumerate(x):
                    loss, grad = nl.cross_entropy(row[None], labels[i : i + 1], reduction="none", return_grad=True)
                    alone = [nl.softmax(row), nl.log_softmax(row), nl.logsumexp(row), loss[0], grad[0]]
                    for one, other in zip(alone, got):
                        self.assert_same_bits(one, other[i], (message, i))
                for function, out in ((nl.softmax, got[0]), (nl.log_softmax, got[1])):
                    in_place = x.copy()
                    function(in_place, out=in_place)
                    self.assert_same_bits(in_place, out, message)
                in_place = x.copy()
                nl.cross_entropy(in_place, labels, reduction="none", grad_out=in_place)
                self.assert_same_bits(in_place, got[4], message)


class Chunks(TestCase):
    """A long row's chunks are summed one by one; logits of thousands have few bits after the point."""

    def setUp(self):
        self.addCleanup(nl.limit_isa, nl.isa())

    def test_far_below_a_chunk_that_is_far_below_the_next(self):
        # The lower chunk's maximum is 16 octaves below that of the others, which weigh as much as so many can; what is
        # next to nothing beside it is next to the smallest number beside them, times the least factor of a row that is
        # written without a bound.
        classes = 32 * CHUNK
        for top in (9900.0, 4200.0, -9900.0):
            for depth in np.linspace(73, 77, 17):
                row = np.full((1, classes), top, np.float32)
                row[0, :CHUNK] = top - 11
                row[0, : CHUNK // 2] = top - 11 - depth
                weight = np.array([1.01 * classes / 2**34], np.float32)
                label = np.array([CHUNK])
                expected = None
                for level in levels():
                    nl.limit_isa(level)
                    _, grad = nl.cross_entropy(
                        row, label, sample_weight=weight, reduction="none", return_grad=True
                    )
                    expected = grad if expected is None else expected
                    self.assert_same_bits(grad, expected, (top, depth, level))
                    self.assertTrue(np.isfinite(grad).all(), (top, depth, level))

    def test_what_a_later_chunk_has(self):
        for classes in (3 * CHUNK, 3 * CHUNK + 20):
            x = logits(8, classes)
            x[:, 5:CHUNK:7] = -np.inf
            x[1, 2 * CHUNK + 3] = np.nan
            x[2, 2 * CHUNK + 3] = np.inf
            x[3, 2 * CHUNK :] -= 60
            x[4, CHUNK : 2 * CHUNK] = -np.inf
            x[5, 2 * CHUNK :] += 40
            x[6, :CHUNK] = -np.inf
            labels = np.array([0, CHUNK, 5, 2 * CHUNK, CHUNK + 1, classes - 1, 2 * CHUNK - 1, 12])
            expected = None
            for level in levels():
                nl.limit_isa(level)
                loss, grad = nl.cross_entropy(x, labels, reduction="none", return_grad=True)
                got = [nl.softmax(x), nl.log_softmax(x), nl.logsumexp(x), loss, grad]
                expected = expected or got
                for one, other in zip(got, expected):
                    self.assert_same_bits(one, other, (classes, level))
