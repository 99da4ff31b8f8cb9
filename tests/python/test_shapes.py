# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Shapes, axes, scalars and nothing at all. A row alone is the definition of a row in any shape."""

import itertools

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase, levels, logits

SHAPES = ((5,), (1, 1), (3, 4), (2, 1, 5), (2, 3, 4), (3, 2, 2, 5))


def along(function, axis, *arrays):
    """Apply function to the 1-D slices along axis, one at a time."""
    moved = [np.moveaxis(a, axis, -1) for a in arrays]
    rows = [function(*(a[i] for a in moved)) for i in np.ndindex(moved[0].shape[:-1])]
    result = np.array(rows).reshape(moved[0].shape[:-1] + np.shape(rows[0]))
    return np.moveaxis(result, -1, axis) if np.ndim(rows[0]) else result


class Axes(TestCase):
    CASES = [
        (logits(*shape, dtype=dtype), axis)
        for dtype in DTYPES
        for shape in SHAPES
        for axis in range(-len(shape), len(shape))
    ]

    def test_softmax_and_log_softmax(self):
        for function in (nl.softmax, nl.log_softmax):
            for x, axis in self.CASES:
                self.assert_same_bits(function(x, axis), along(function, axis, x))
                out = np.empty_like(x)
                self.assertIs(function(x, axis, out=out), out)
                self.assert_same_bits(out, along(function, axis, x))

    def test_logsumexp(self):
        for x, axis in self.CASES:
            expected = along(nl.logsumexp, axis, x)
            self.assert_same_bits(nl.logsumexp(x, axis), expected)
            kept = nl.logsumexp(x, axis, True)
            self.assert_same_bits(kept, np.expand_dims(expected, axis))
            self.assert_same_bits(nl.logsumexp(x, axis, keepdims=True, out=np.empty_like(kept)), kept)

    def test_backward(self):
        for x, axis in self.CASES:
            g = logits(*x.shape, dtype=x.dtype, seed=2)
            for function in (nl.softmax_backward, nl.log_softmax_backward):
                self.assert_same_bits(function(x, g, axis), along(function, axis, x, g))
            lse = g.take(0, axis)
            got = nl.logsumexp_backward(x, np.ones_like(lse), axis)
            # f64 goes another way than softmax: both to 2 ulp.
            np.testing.assert_array_max_ulp(got, nl.softmax(x, axis), 4)
            scaled = nl.logsumexp_backward(x, np.expand_dims(np.full_like(lse, 2), axis), axis, True)
            self.assert_same_bits(scaled, 2 * got)


class ManyClasses(TestCase):
    """Rows that lie side by side are computed together, at every level; each has the bits of one that lies in one piece."""

    CLASSES = (97, 128, 150, 1000, 1057, 4096, 4097)
    OPTIONS = ({}, {"label_smoothing": 0.1}, {"z_loss": 0.01}, {"reduction": "none"}, {"weight": True})

    def test_every_level(self):
        self.addCleanup(nl.limit_isa, nl.isa())
        of_machine = levels()
        for seed, (classes, inner) in enumerate(itertools.product(self.CLASSES, (16, 21, 40))):
            x = logits(2, classes, inner, seed=seed)
            # Rows with classes left out, whole ones left out, far from 0 and of numbers that need bounds, among ordinary ones.
            x[0, :: seed + 2, 3] = -np.inf
            x[1, :, 5] = -np.inf
            x[0, :, 7:9] += np.float32([5000, 20000])
            x[1, :, 11] *= 100
            x[0, 1, 13] = np.nan
            x[1, 3, 9] = -363409
            labels = np.random.default_rng(seed).integers(0, classes, (2, inner))
            labels[1, ::7] = -100
            for level in of_machine:
                nl.limit_isa(level)
                self.check(x, labels, (classes, inner, level))

    def check(self, x, labels, message):
        pieces = np.ascontiguousarray(np.moveaxis(x, 1, 2))
        upstream = logits(*labels.shape, seed=3)
        for function in (nl.softmax, nl.log_softmax):
            expected = np.moveaxis(function(pieces), 2, 1)
            self.assert_same_bits(function(x, 1), expected, message)
            y = x.copy()
            self.assert_same_bits(function(y, 1, out=y), expected, message)
        self.assert_same_bits(nl.logsumexp(x, 1), nl.logsumexp(pieces), message)
        self.assert_same_bits(nl.entropy(x, 1), nl.entropy(pieces), message)
        grad = nl.logsumexp_backward(pieces, upstream)
        self.assert_same_bits(nl.logsumexp_backward(x, upstream, 1), np.moveaxis(grad, 2, 1), message)
        weight = logits(x.shape[1], seed=4) ** 2
        for options in self.OPTIONS:
            options = {**options, "weight": weight} if "weight" in options else options
            loss, grad = nl.cross_entropy(pieces.reshape(-1, x.shape[1]), labels.ravel(), return_grad=True, **options)
            grad = np.moveaxis(grad.reshape(pieces.shape), 2, 1)
            got, y = nl.cross_entropy(x, labels, return_grad=True, **options), x.copy()
            self.assert_same_bits(np.ravel(got[0]), np.ravel(loss), message)
            self.assert_same_bits(got[1], grad, message)
            nl.cross_entropy(y, labels, grad_out=y, **options)
            self.assert_same_bits(y, grad, message)


class LargeOutputs(TestCase):
    """What is more than caches hold is stored past them: the same bits, wherever it lies, and nothing beside it."""

    def test_every_level(self):
        self.addCleanup(nl.limit_isa, nl.isa())
        x = logits(193, 32771)
        labels = np.random.default_rng(2).integers(0, x.shape[1], len(x))
        for level in levels():
            nl.limit_isa(level)
            probs = np.array([nl.softmax(row) for row in x])
            alone = [nl.cross_entropy(x[i : i + 1], labels[i : i + 1], return_grad=True) for i in (0, 1, 192)]
            for offset in (0, 1, 5, 15):
                buffer = np.full(x.size + 32, 7, np.float32)
                out = buffer[offset : offset + x.size].reshape(x.shape)
                nl.softmax(x, out=out)
                self.assert_same_bits(out, probs, (level, offset))
                self.assertTrue((np.delete(buffer, np.s_[offset : offset + x.size]) == 7).all(), (level, offset))
            losses = nl.cross_entropy(x, labels, reduction="none", grad_out=out)
            wide = np.full((len(x), x.shape[1] + 3), 7, np.float32)
            nl.cross_entropy(x, labels, reduction="none", grad_out=wide[:, 1:-2])
            self.assert_same_bits(wide[:, 1:-2], out, level)
            self.assertTrue((wide[:, [0, -2, -1]] == 7).all(), level)
            for i, (loss, grad) in zip((0, 1, 192), alone):
                self.assert_same_bits(losses[i], loss, level)
                self.assert_same_bits(out[i], grad[0], level)
            in_place = x.copy()
            nl.cross_entropy(in_place, labels, reduction="none", grad_out=in_place)
            self.assert_same_bits(out, in_place, level)


class SeveralAxes(TestCase):
    """The elements of several axes are the classes together, in the order that the axes have in memory's C order."""

    def test_logsumexp(self):
        for dtype in DTYPES:
            x = logits(2, 3, 4, 5, dtype=dtype)
            for count in range(5):
                for axes in itertools.permutations(range(4), count):
                    self.check(x, axes, axes)
                    self.check(x, tuple(axis - 4 for axis in axes), axes)
            self.check(x, None, (0, 1, 2, 3))
            self.check(x.T, None, (0, 1, 2, 3))
            self.check(x[:1, :, 0], None, (0, 1, 2))

    def check(self, x, given, axes):
        kept = [axis for axis in range(x.ndim) if axis not in axes]
        joined = x.transpose(kept + sorted(axes)).reshape(*(x.shape[axis] for axis in kept), -1)
        expected = nl.logsumexp(joined)
        self.assert_same_bits(nl.logsumexp(x, given), expected)
        shape = [1 if axis in axes else extent for axis, extent in enumerate(x.shape)]
        out = np.empty(shape, x.dtype)
        self.assertIs(nl.logsumexp(x, given, True, out=out), out)
        self.assert_same_bits(out, expected.reshape(shape))
        upstream = logits(*expected.shape, dtype=x.dtype, seed=2)
        grad = nl.logsumexp_backward(joined, upstream)
        got = nl.logsumexp_backward(x, upstream.reshape(shape), given, True)
        self.assert_same_bits(got.transpose(kept + sorted(axes)).reshape(joined.shape), grad)
        y = x.copy()
        self.assertIs(nl.logsumexp_backward(y, upstream, given, out=y), y)
        self.assert_same_bits(y, got)

    def test_scalars_and_nothing(self):
        for axes in (None, (), (0,), (-1,)):
            self.assertEqual(nl.logsumexp(np.float32(7), axes), 7)
            self.assertEqual(nl.logsumexp_backward(np.float32(7), 3.0, axes), 3)
        self.assertEqual(nl.logsumexp(np.zeros((3, 0)), None), -np.inf)
        self.assertEqual(nl.logsumexp(np.zeros((3, 0, 2)), (0, 2)).shape, (0,))
        self.assertEqual(nl.logsumexp(np.zeros((3, 0, 2)), (1, 2)).tolist(), [-np.inf] * 3)

    def test_errors(self):
        with self.assertRaisesRegex(IndexError, r"^Dimension out of range \(expected to be in range of \[-2, 1\], "):
            nl.logsumexp(np.zeros((3, 4)), (0, 2))
        with self.assertRaisesRegex(ValueError, r"^an axis appears twice in \(0, -2\)$"):
            nl.logsumexp(np.zeros((3, 4)), (0, -2))
        with self.assertRaisesRegex(ValueError, r"^grad_lse must have shape \[3\], got \[4\]$"):
            nl.logsumexp_backward(np.zeros((3, 4, 2)), np.zeros(4), (1, 2))


class CrossEntropyShapes(TestCase):
    def test_every_shape_is_its_rows(self):
        for dtype in DTYPES:
            for shape in ((4,), (3, 4), (2, 4, 3), (2, 4, 3, 2), (0, 4), (2, 4, 0)):
                with self.subTest(dtype=dtype.__name__, shape=shape):
                    self.check(logits(*shape, dtype=dtype))

    def test_groups_of_rows_of_any_size(self):
        """Rows that lie side by side are done together, in pieces that begin anywhere among sixteen rows."""
        self.addCleanup(nl.limit_isa, nl.isa())
        for groups, beside in ((9, 2), (7, 3), (4, 5), (3, 7), (3, 12), (2, 17), (1, 37)):
            for dtype, classes in itertools.product((*DTYPES, np.float16), (2, 5, 40, 100)):
                x = logits(groups, classes, beside, dtype=dtype)
                rows = np.ascontiguousarray(np.moveaxis(x, 1, -1)).reshape(-1, classes)
                labels = np.arange(len(rows)) % classes
                probabilities = nl.softmax(logits(*rows.shape, dtype=dtype, seed=3))
                for target, smoothing in (labels, 0.0), (labels, 0.1), (probabilities, 0.0):
                    shape = (groups, beside, *target.shape[1:])
                    to = np.moveaxis(target.reshape(shape), -1, 1) if target is probabilities else target.reshape(shape)
                    options = {"reduction": "none", "label_smoothing": smoothing}
                    for level in levels():
                        nl.limit_isa(level)
                        message = (dtype, x.shape, smoothing, level)
                        loss, grad, stats = nl.cross_entropy(rows, target, **options, return_grad=True, return_stats=True)
                        place = x.copy()
                        got = nl.cross_entropy(place, to, **options, return_grad=True, grad_out=place, return_stats=True)
                        self.assert_same_bits(got[0].ravel(), loss, message)
                        self.assert_same_bits(np.moveaxis(place, 1, -1).reshape(-1, classes), grad, message)
                        for one, other in zip(got[2], stats):
                            if other is not None:
                                self.assert_same_bits(one.ravel(), other, message)
                        loss = nl.cross_entropy(rows, target, **options)
                        self.assert_same_bits(nl.cross_entropy(x, to, **options).ravel(), loss, message)

    def check(self, x):
        axis = 1 if x.ndim > 1 else 0
        rows = np.moveaxis(x, axis, -1)
        labels = np.arange(rows[..., 0].size).reshape(rows.shape[:-1]) % x.shape[axis]
        probabilities = nl.softmax(logits(*x.shape, dtype=x.dtype, seed=3), axis)
        for target, row_targets in ((labels, labels), (probabilities, np.moveaxis(probabilities, axis, -1))):
            loss, grad = nl.cross_entropy(x, target, reduction="none", return_grad=True)
            self.assertEqual((np.shape(loss), grad.shape), (rows.shape[:-1], x.shape))
            for i in np.ndindex(rows.shape[:-1]):
                row_loss, row_grad = nl.cross_entropy(rows[i], row_targets[i], return_grad=True)
                self.assert_same_bits(np.asarray(loss)[i], row_loss)
                self.assert_same_bits(np.moveaxis(grad, axis, -1)[i], row_grad)
            for reduction in ("mean", "sum"):
                total = nl.cross_entropy(x, target, reduction=reduction)
                self.assertIsInstance(total, x.dtype.type)
                flat = nl.cross_entropy(
                    rows.reshape(-1, x.shape[axis]),
                    row_targets.reshape(-1) if target is labels else row_targets.reshape(-1, x.shape[axis]),
                    reduction=reduction,
                )
                self.assert_same_bits(total, flat)

    def test_every_label_type(self):
        x = logits(5, 7)
        expected = nl.cross_entropy(x, np.array([0, 6, 3, 2, 2], np.int64), reduction="none")
        for kind in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "longlong", ">i4", ">u2"):
            self.assert_same_bits(
                nl.cross_entropy(x, np.array([0, 6, 3, 2, 2], kind), reduction="none"), expected, kind
            )
        self.assert_same_bits(nl.cross_entropy(x, [0, 6, 3, 2, 2], reduction="none"), expected)
        self.assert_same_bits(
            nl.cross_entropy(x, np.array([0, 9, 6, 9, 3, 9, 2, 9, 2, 9])[::2], reduction="none"), expected
        )

    def test_ignore_index(self):
        x = logits(4, 3)
        loss, grad = nl.cross_entropy(x, [0, -100, 2, -100], return_grad=True, reduction="none")
        self.assertEqual((loss[1], loss[3]), (0, 0))
        self.assertFalse(grad[1].any() or grad[3].any())
        self.assert_same_bits(nl.cross_entropy(x, [0, -100, 2, -100]), nl.cross_entropy(x[::2], [0, 2]))
        self.assert_same_bits(nl.cross_entropy(x, [0, 1, 2, 1], ignore_index=1), nl.cross_entropy(x[::2], [0, 2]))
        self.assertTrue(np.isnan(nl.cross_entropy(x, [1, 1, 1, 1], ignore_index=1)))
        self.assertEqual(nl.cross_entropy(x, [1, 1, 1, 1], ignore_index=1, empty_mean="zero"), 0)


class Linear(TestCase):
    def test_leading_axes(self):
        for dtype in DTYPES:
            weight, bias = logits(3, 5, dtype=dtype), logits(3, dtype=dtype, seed=4)
            for shape in ((5,), (4, 5), (2, 3, 5), (0, 5)):
                x, g = logits(*shape, dtype=dtype, seed=5), logits(*shape[:-1], 3, dtype=dtype, seed=6)
                flat = nl.linear(x.reshape(-1, 5), weight, bias)
                self.assert_same_bits(nl.linear(x, weight, bias), flat.reshape(*shape[:-1], 3))
                expected = nl.linear_backward(x.reshape(-1, 5), weight, g.reshape(-1, 3))
                for got, want in zip(nl.linear_backward(x, weight, g), (expected[0].reshape(shape), *expected[1:])):
                    self.assert_same_bits(got, want)

    def test_small_integers_are_exact(self):
        x, w, g = np.arange(6.0).reshape(2, 3), np.arange(12.0).reshape(4, 3) - 5, np.arange(8.0).reshape(2, 4) - 3
        self.assertEqual(nl.linear(x, w, np.ones(4)).tolist(), (x @ w.T + 1).tolist())
        for got, want in zip(nl.linear_backward(x, w, g), (g @ w, g.T @ x, g.sum(0))):
            self.assertEqual(got.tolist(), want.tolist())

    def test_only_what_is_wanted(self):
        x, w, g = logits(4, 5), logits(3, 5, seed=2), logits(4, 3, seed=3)
        all_three = nl.linear_backward(x, w, g)
        names = ("grad_input", "grad_weight", "grad_bias")
        for name, want in zip(names, all_three):
            out = np.empty_like(want)
            only = {other: False for other in names} | {name: out}
            got = dict(zip(names, nl.linear_backward(x, w, g, **only)))
            self.assertIs(got.pop(name), out)
            self.assert_same_bits(out, want)
            self.assertEqual(set(got.values()), {None})


class Nothing(TestCase):
    """What PyTorch 1.13 returns for empty tensors and scalars."""

    def test_empty(self):
        for dtype in DTYPES:
            for shape in ((0,), (0, 3), (3, 0), (2, 0, 4)):
                empty = np.empty(shape, dtype)
                for axis in range(len(shape)):
                    self.assert_same_bits(nl.softmax(empty, axis), empty)
                    self.assert_same_bits(nl.log_softmax(empty, axis, out=empty), empty)
                    self.assert_same_bits(nl.softmax_backward(empty, empty, axis), empty)
            self.assert_same_bits(nl.logsumexp(np.empty((3, 0), dtype)), np.full(3, -np.inf, dtype))
            self.assert_same_bits(nl.logsumexp(np.empty((0, 3), dtype)), np.empty(0, dtype))

    def test_cross_entropy_of_no_rows(self):
        x = np.empty((0, 3), np.float32)
        for target in (np.empty(0, int), x):
            loss, grad = nl.cross_entropy(x, target, return_grad=True)
            self.assertTrue(np.isnan(loss))
            self.assertEqual(grad.shape, (0, 3))
            self.assertEqual(nl.cross_entropy(x, target, empty_mean="zero"), 0)
            self.assertEqual(nl.cross_entropy(x, target, reduction="sum"), 0)
            self.assertEqual(nl.cross_entropy(x, target, reduction="none").shape, (0,))

    def test_linear_of_no_rows(self):
        grads = nl.linear_backward(np.empty((0, 2)), np.ones((3, 2)), np.empty((0, 3)))
        self.assertEqual([g.tolist() for g in grads], [[], [[0, 0], [0, 0], [0, 0]], [0, 0, 0]])

    def test_scalars(self):
        for dtype in DTYPES:
            for axis in (0, -1):
                for function, value in ((nl.softmax, 1), (nl.log_softmax, 0), (nl.logsumexp, 7)):
                    got = function(dtype(7), axis)
                    self.assertIsInstance(got, dtype)
                    self.assertEqual(got, value)
            self.assertEqual(nl.logsumexp_backward(dtype(7), 3.0), 3)
            self.assertIsInstance(nl.logsumexp(np.zeros(3, dtype)), dtype)
            self.assertIsInstance(nl.cross_entropy(np.zeros(3, dtype), 1, reduction="none"), dtype)
