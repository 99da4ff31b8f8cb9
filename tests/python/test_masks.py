# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Masks of booleans, and of numbers, which are added in f32 where nothing is lost by that: no result depends on which way a row takes."""

import itertools

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
        for dtype, classes in itertools.product((np.float32, np.float64), CLASSES):
            x = special(classes).astype(dtype)
            for mask in self.masks(x):
                for function in FUNCTIONS:
                    left = np.where(mask, x, dtype(np.inf if function is nl.softmin else -np.inf))
                    for level in levels():
                        nl.limit_isa(level)
                        expected = function(left)
                        message = (dtype, classes, mask.ndim, function.__name__, level)
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
        for dtype, classes in itertools.product((np.float32, np.float64), CLASSES):
            x = special(classes).astype(dtype)
            keep = np.ones(x.shape, bool)
            keep[::2] = False
            got = nl.softmax(x, mask=keep, empty_row="zero")
            self.assert_same_bits(got[::2], np.zeros_like(x[::2]), classes)
            self.assert_same_bits(got[1::2], nl.softmax(x[1::2], empty_row="zero"), classes)

    def test_threads_change_nothing(self):
        self.allow_threads()
        for dtype, classes in itertools.product((np.float32, np.float64), CLASSES):
            x = special(classes).astype(dtype)
            keep = np.random.default_rng(7).random(x.shape) < 0.6
            nl.set_num_threads(1)
            expected = nl.softmax(x, mask=keep)
            nl.set_num_threads(3)
            self.assert_same_bits(nl.softmax(x, mask=keep), expected, classes)
            in_place = x.copy()
            nl.softmax(in_place, mask=keep, out=in_place)
            self.assert_same_bits(in_place, expected, classes)

    def test_along_another_axis(self):
        for dtype, classes in itertools.product((np.float32, np.float64), CLASSES):
            x = special(classes).astype(dtype)
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

    def additions(self, classes, dtype=np.float32):
        """Logits and masks: what can be added in f32, what cannot, and what can hardly."""
        random = np.random.default_rng(classes)
        # Several rows go together, but for long ones.
        rows = 37 if classes < 1000 else 13
        x = logits(rows, classes, seed=classes).astype(dtype)
        eighths = (np.round(x.astype(np.float64) * 8) / 8).astype(dtype)
        some = random.random(x.shape) < 0.4
        right = np.arange(classes) >= np.linspace(1, classes, rows).astype(int)[:, None]
        least = np.finfo(dtype).min
        for out, nothing in (some, -np.inf), (right, -1e4), (right, least), (right[:, ::-1], -np.inf), (right[:, ::-1], -1e4):
            yield x, np.where(out, dtype(nothing), dtype(0))
        yield eighths, np.where(some, dtype(-np.inf), random.integers(-99, 99, x.shape).astype(dtype))
        yield x, (-0.1 * np.arange(classes)[::-1] * np.ones((rows, 1))).astype(dtype)
        # Rounded sums on both sides of where they are too far below the largest to count, beginning after any number of others.
        distance = random.uniform(200, 310, x.shape)
        late = random.random(x.shape) * np.arange(classes) > np.linspace(0, classes, rows)[:, None]
        yield x, np.where(late, -distance, 0).astype(dtype)
        # The end of a long row so low that it is no part of a sum in f32.
        yield (x - np.where(np.arange(classes) < 4096, 6000, 10500)).astype(dtype), np.where(some, dtype(-np.inf), dtype(0))
        # Maxima on both sides of the largest that f32 takes.
        yield x + dtype(9990), np.where(some, dtype(-np.inf), dtype(0))
        yield (x * dtype(3e36 if dtype == np.float32 else 1e3)).astype(dtype), np.where(some, least, dtype(0))
        # A temperature's product overflows beside infinite logits, and is rounded by just what it was multiplied.
        with np.errstate(over="ignore"):
            infinite = special(classes).astype(dtype)
            yield infinite, np.where(random.random(infinite.shape) < 0.4, least, dtype(0))
        yield x + dtype(16384), (np.spacing(np.float32(16384)) / 4 * random.integers(0, 2, x.shape)).astype(dtype)

    def test_sums_are_exact(self):
        """Against the same in f64, whichever way each row has taken."""
        for classes in CLASSES:
            for x, mask in self.additions(classes):
                for function in nl.softmax, nl.log_softmax:
                    for temperature in (1.0, 2.0, 3.0):
                        expected = function(x.astype(np.float64) / temperature + mask)
                        got = function(x, mask=mask, temperature=temperature)
                        with np.errstate(over="ignore", invalid="ignore"):
                            rounded = expected.astype(np.float32)
                            error = np.abs(got - expected) / np.spacing(np.maximum(np.abs(rounded), np.float32(1e-38)))
                        error[(got == rounded) | np.isnan(expected)] = 0
                        self.assertTrue((np.isnan(got) == np.isnan(expected)).all())
                        self.assertLessEqual(error.max(), 1.5, (classes, function.__name__, temperature))

    def test_layouts_and_levels_of_sums(self):
        for dtype in np.float32, np.float16:
            for classes in CLASSES:
                for x, mask in self.additions(classes, dtype):
                    for function in nl.softmax, nl.log_softmax:
                        for temperature in (1.0, 3.0):
                            expected = function(x, mask=mask, temperature=temperature)
                            for level in levels():
                                nl.limit_isa(level)
                                message = (dtype, classes, function.__name__, temperature, level)
                                options = {"mask": mask, "temperature": temperature}
                                self.assert_same_bits(function(x, **options), expected, message)
                                self.assert_same_bits(function(spaced(x), mask=spaced(mask), temperature=temperature), expected, message)
                                in_place = x.copy()
                                function(in_place, **options, out=in_place)
                                self.assert_same_bits(in_place, expected, message)
                                one = function(x[5], mask=mask[5], temperature=temperature)
                                self.assert_same_bits(one, expected[5], message)
                                across = function(
                                    np.ascontiguousarray(x.T), axis=0, mask=np.ascontiguousarray(mask.T), temperature=temperature)
                                self.assert_same_bits(across.T, expected, message)

    def test_one_mask_for_all_rows(self):
        self.allow_threads()
        for classes in CLASSES:
            for x, mask in self.additions(classes):
                for function in nl.softmax, nl.log_softmax:
                    nl.set_num_threads(1)
                    expected = function(x, mask=np.ascontiguousarray(np.broadcast_to(mask[5], x.shape)))
                    self.assert_same_bits(function(x, mask=mask[5]), expected, (classes, function.__name__))
                    nl.set_num_threads(3)
                    in_place = x.copy()
                    function(in_place, mask=mask[5], out=in_place)
                    self.assert_same_bits(in_place, expected, (classes, function.__name__))
                    out = spaced(np.zeros_like(x))
                    function(x, mask=mask[5], out=out)
                    self.assert_same_bits(out, expected, (classes, function.__name__))

    def test_rows_without_a_class(self):
        for classes in CLASSES:
            x = logits(37, classes)
            mask = np.zeros_like(x)
            mask[::2] = -np.inf
            got = nl.softmax(x, mask=mask, empty_row="zero")
            self.assert_same_bits(got[::2], np.zeros_like(x[::2]), classes)
            self.assert_same_bits(got[1::2], nl.softmax(x[1::2]), classes)

    def test_of_zeros_and_infinities_is_one_of_booleans(self):
        for classes in CLASSES:
            x = special(classes)
            keep = np.random.default_rng(7).random(x.shape) < 0.6
            keep[9] = False
            added = np.where(keep, np.float32(0), np.float32(-np.inf))
            for function in nl.softmax, nl.log_softmax:
                for temperature in (1.0, 2.0):
                    got = function(x, mask=added, temperature=temperature)
                    self.assert_same_bits(got, function(x, mask=keep, temperature=temperature), (classes, function.__name__, temperature))
