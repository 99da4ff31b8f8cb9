# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""A mask of booleans is applied where the results will be; one of numbers is added on the way into the arithmetic."""

import numpy as np

import nativeloss as nl
from support import TestCase, layouts, levels, logits

FUNCTIONS = nl.softmax, nl.log_softmax, nl.softmin
CLASSES = (1, 10, 16, 33, 96, 97, 130, 4096, 4100)


def spaced(array):
    """The same elements, of rows that do not follow each other."""
    return next(other for name, other in layouts(array) if name == "strided rows")


def special(classes):
    x = logits(37, classes, seed=classes)
    x[1, 0] = np.nan
    x[2, -1] = np.inf
    x[3] = -np.inf
    x[4] *= 1e4
    x[5, ::3] -= 90
    return x


class Booleans(TestCase):
    def setUp(self):
        self.addCleanup(nl.limit_isa, nl.isa())

    def masks(self, x):
        keep = np.random.default_rng(7).random(x.shape) < 0.6
        keep[6] = False
        keep[7] = True
        yield keep
        yield keep[8]

    def test_is_minus_infinity(self):
        for classes in CLASSES:
            x = special(classes)
            for mask in self.masks(x):
                for function in FUNCTIONS:
                    nothing = np.float32(np.inf if function is nl.softmin else -np.inf)
                    left = np.where(mask, x, nothing)
                    for level in levels():
                        nl.limit_isa(level)
                        expected = function(left)
                        message = (classes, mask.ndim, function.__name__, level)
                        self.assert_same_bits(function(x, mask=mask), expected, message)
                        self.assert_same_bits(function(spaced(x), mask=mask), expected, message)
                        if mask.ndim == 2:
                            self.assert_same_bits(function(x, mask=spaced(mask)), expected, message)
                        out = spaced(np.zeros_like(x))
                        function(x, mask=mask, out=out)
                        self.assert_same_bits(out, expected, message)
                        in_place = x.copy()
                        function(in_place, mask=mask, out=in_place)
                        self.assert_same_bits(in_place, expected, message)
                        self.assert_same_bits(function(x, mask=mask, temperature=2.0), function(left, temperature=2.0), message)
                        # Some rows are too large for f32 then.
                        in_place = x.copy()
                        function(in_place, mask=mask, temperature=1e-3, out=in_place)
                        self.assert_same_bits(in_place, function(left, temperature=1e-3), message)

    def test_rows_without_a_class(self):
        for classes in CLASSES:
            x = special(classes)
            keep = np.ones(x.shape, bool)
            keep[::2] = False
            got = nl.softmax(x, mask=keep, empty_row="zero")
            self.assert_same_bits(got[::2], np.zeros_like(x[::2]), classes)
            self.assert_same_bits(got[1::2], nl.softmax(x[1::2], empty_row="zero"), classes)

    def test_threads_change_nothing(self):
        self.allow_threads()
        for classes in CLASSES:
            x = special(classes)
            keep = np.random.default_rng(7).random(x.shape) < 0.6
            nl.set_num_threads(1)
            expected = nl.softmax(x, mask=keep)
            nl.set_num_threads(3)
            self.assert_same_bits(nl.softmax(x, mask=keep), expected, classes)
            in_place = x.copy()
            nl.softmax(in_place, mask=keep, out=in_place)
            self.assert_same_bits(in_place, expected, classes)

    def test_along_another_axis(self):
        for classes in CLASSES:
            x = special(classes)
            across = np.ascontiguousarray(x.T)
            for mask in self.masks(x):
                for function in FUNCTIONS:
                    got = function(across, axis=0, mask=np.ascontiguousarray(np.broadcast_to(mask, x.shape).T))
                    self.assert_same_bits(got.T, function(x, mask=mask), (classes, mask.ndim, function.__name__))

    def test_of_16_bits(self):
        for classes in CLASSES:
            with np.errstate(over="ignore"):
                x = special(classes).astype(np.float16)
            for mask in self.masks(x):
                left = np.where(mask, x, np.float16(-np.inf))
                self.assert_same_bits(nl.softmax(x, mask=mask), nl.softmax(left), (classes, mask.ndim))

    def test_nothing_is_written_where_an_argument_is_wrong(self):
        x = special(10)
        memory = np.zeros(x.nbytes + x.size, bool)
        out = memory[: x.nbytes].view(np.float32).reshape(x.shape)
        mask = memory[x.nbytes - 1 : -1].reshape(x.shape)
        with self.assertRaisesRegex(ValueError, "overlap"):
            nl.softmax(x, mask=mask, out=out)
        self.assertFalse(memory.any())


class Numbers(TestCase):
    def setUp(self):
        self.addCleanup(nl.limit_isa, nl.isa())

    def test_layouts_and_levels(self):
        for classes in CLASSES:
            x = special(classes)
            mask = logits(37, classes, seed=9)
            mask[np.random.default_rng(2).random(mask.shape) < 0.3] = -np.inf
            mask[9] = np.finfo(np.float32).min
            mask[10, 0] = np.nan
            for added in (mask, mask[11]):
                for function in nl.softmax, nl.log_softmax, nl.logsumexp:
                    expected = function(x, mask=added)
                    for level in levels():
                        nl.limit_isa(level)
                        message = (classes, added.ndim, function.__name__, level)
                        self.assert_same_bits(function(x, mask=added), expected, message)
                        self.assert_same_bits(function(spaced(x), mask=added), expected, message)
                        across = function(np.ascontiguousarray(x.T), axis=0, mask=np.ascontiguousarray(np.broadcast_to(added, x.shape).T))
                        self.assert_same_bits(across.T, expected, message)

    def test_of_zeros_and_infinities_is_one_of_booleans(self):
        """But for the last bits: the one is computed in f64, the other in f32."""
        for classes in CLASSES:
            x = logits(37, classes)
            keep = np.random.default_rng(7).random(x.shape) < 0.6
            keep[:, 0] = True
            a = nl.softmax(x, mask=keep)
            b = nl.softmax(x, mask=np.where(keep, np.float32(0), np.float32(-np.inf)))
            self.assertLessEqual((np.abs(a - b) / np.spacing(np.maximum(a, np.float32(1e-37)))).max(), 2, classes)
