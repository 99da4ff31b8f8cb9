# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Options of the softmax family and of cross-entropy, by what they mean in terms of calls without them."""

import itertools
import math
import unittest

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase, logits

try:
    import torch
except ImportError:
    torch = None

SHAPES = (((6,), 0), ((4, 6), 1), ((4, 6), 0), ((2, 5, 3), 1), ((2, 5, 3), 0))


class Close(TestCase):
    def close(self, got, expected, ulps=8):
        """Compare up to some units in the last place of the largest number there is."""
        got, expected = np.asarray(got), np.asarray(expected)
        self.assertEqual(got.shape, expected.shape)
        largest = np.max(np.abs(expected[np.isfinite(expected)]), initial=0)
        np.testing.assert_allclose(got, expected, rtol=0, atol=ulps * np.finfo(got.dtype).eps * largest)


class Softmax(Close):
    def test_temperature_divides(self):
        for dtype in DTYPES:
            for shape, axis in SHAPES:
                x, g = logits(*shape, dtype=dtype), logits(*shape, dtype=dtype, seed=2)
                for t in (0.5, 4.0, -2.0):
                    # Powers of two divide exactly.
                    y, options = x / dtype(t), {"axis": axis, "temperature": t}
                    probs = nl.softmax(x, **options)
                    self.close(probs, nl.softmax(y, axis))
                    self.close(nl.log_softmax(x, **options), nl.log_softmax(y, axis))
                    self.close(nl.logsumexp(x, **options), nl.logsumexp(y, axis))
                    self.close(nl.entropy(x, **options), nl.entropy(y, axis))
                    self.close(nl.softmin(x, **options), nl.softmin(y, axis))
                    self.close(nl.softmax_backward(probs, g, **options), nl.softmax_backward(probs, g, axis) / t)
                    self.close(nl.log_softmax_backward(x, g, **options), nl.log_softmax_backward(y, g, axis) / t)
                    for backward in (nl.logsumexp_backward, nl.entropy_backward):
                        upstream = g.take(0, axis)
                        self.close(backward(x, upstream, **options), backward(y, upstream, axis) / t)

    def test_softmin_is_softmax_of_the_negative(self):
        for dtype in DTYPES:
            for shape, axis in SHAPES:
                x, g = logits(*shape, dtype=dtype), logits(*shape, dtype=dtype, seed=2)
                probs = nl.softmin(x, axis)
                self.assert_same_bits(probs, nl.softmax(-x, axis))
                self.assert_same_bits(nl.softmin_backward(probs, g, axis), -nl.softmax_backward(probs, g, axis))

    def masks(self, x, axis):
        """Yield masks of every broadcast form: (as it is passed, as booleans of the shape of x)."""
        random = np.random.default_rng(5)
        for keep in range(2**x.ndim):
            shape = tuple(extent if keep >> place & 1 else 1 for place, extent in enumerate(x.shape))
            mask = random.random(shape) < 0.6
            full = np.broadcast_to(mask, x.shape)
            yield mask, full
            yield np.asfortranarray(full), full
            yield mask.tolist(), full
            yield np.where(mask, 0, -np.inf).astype(x.dtype), full
        yield np.ones((), bool), np.ones(x.shape, bool)

    def test_a_mask_is_minus_infinity(self):
        for dtype in DTYPES:
            for shape, axis in SHAPES:
                x, g = logits(*shape, dtype=dtype), logits(*shape, dtype=dtype, seed=2)
                for mask, full in self.masks(x, axis):
                    y, options = np.where(full, x, dtype(-np.inf)), {"axis": axis, "mask": mask}
                    for zero in ({}, {"empty_row": "zero"}):
                        self.close(nl.softmax(x, **options, **zero), nl.softmax(y, axis, **zero))
                        self.close(nl.log_softmax(x, **options, **zero), nl.log_softmax(y, axis, **zero))
                        self.close(nl.entropy(x, **options, **zero), nl.entropy(y, axis, **zero))
                    self.close(nl.logsumexp(x, **options), nl.logsumexp(y, axis))
                    probs = nl.softmax(x, **options, empty_row="zero")
                    self.close(nl.softmax_backward(probs, g, **options), nl.softmax_backward(probs, g, axis))
                    upstream, zero = g.take(0, axis), {"empty_row": "zero"}
                    for backward in (nl.logsumexp_backward, nl.entropy_backward):
                        got = backward(x, upstream, **options)
                        self.close(got, backward(y, upstream, axis, **zero))
                        self.assertFalse(got[~full].any())
                    every = tuple(range(x.ndim))
                    self.close(nl.logsumexp(x, every, mask=mask), nl.logsumexp(y, every))

    def test_an_additive_mask_is_added(self):
        for dtype in DTYPES:
            # Multiples of 1/64 add exactly.
            x, bias = (np.round(64 * logits(3, 4, 5, dtype=dtype, seed=seed)) / dtype(64) for seed in (1, 2))
            for axis in range(3):
                for b in (bias, bias[0], bias[:, :1], bias[:, :, :1], bias[0, 0], bias[:1, :, :1]):
                    self.close(nl.softmax(x, axis, mask=b), nl.softmax(x + b, axis))
                    self.close(nl.logsumexp(x, axis, mask=b), nl.logsumexp(x + b, axis))

    def test_what_is_left_out_may_be_anything(self):
        for value in (np.nan, np.inf, -np.inf, 1e30):
            x = np.array([[1.0, value, 2.0], [value, 0.0, 0.0]])
            mask = [[True, False, True], [False, True, True]]
            self.close(nl.softmax(x, mask=mask)[0], [1 / (1 + math.e), 0, 1 / (1 + 1 / math.e)])
            self.assertEqual(nl.softmax(x, mask=mask)[1].tolist(), [0, 0.5, 0.5])

    def test_entropy(self):
        for dtype in DTYPES:
            for shape, axis in SHAPES:
                x = logits(*shape, dtype=dtype)
                p = nl.softmax(x.astype(np.float64), axis)
                expected = -(p * np.log(p)).sum(axis)
                self.close(nl.entropy(x, axis), expected)
                self.close(nl.entropy(x, axis, unit="bits"), expected / math.log(2))
                self.close(nl.entropy(x, axis, True), np.expand_dims(expected, axis))
                grad = nl.entropy_backward(x, np.ones_like(expected, dtype), axis)
                self.close(grad, -p * (np.log(p) + np.expand_dims(expected, axis)))
        self.assertEqual(nl.entropy(np.zeros(16), unit="bits"), 4)
        self.assertEqual(nl.entropy(np.zeros(16)[:0], empty_row="zero"), 0)
        self.assertTrue(np.isnan(nl.entropy(np.zeros((2, 0)))).all())


class NoCopy(TestCase):
    def test_the_result_lies_as_the_input_does(self):
        for shape, axis in (((4, 6), 0), ((2, 5, 3), 1), ((2, 5, 3), 0), ((2, 3, 5, 4), 2)):
            for x in (logits(*shape), logits(*shape[::-1]).T if len(shape) == 2 else logits(*shape)):
                for result in (nl.softmax(x, axis), nl.log_softmax_backward(x, x, axis)):
                    self.assertEqual(result.strides, x.strides)


class Halves(TestCase):
    """Results of half types are the rounded results of the same numbers in float32."""

    def test_softmax_family(self):
        x, g = logits(3, 4, 5).astype(np.float16), logits(3, 4, 5, seed=2).astype(np.float16)
        wide, upstream = x.astype(np.float32), g.astype(np.float32)
        for axis in range(3):
            for function in (nl.softmax, nl.softmin, nl.log_softmax):
                self.assert_same_bits(function(x, axis), function(wide, axis).astype(np.float16))
            for function in (nl.logsumexp, nl.entropy):
                self.assert_same_bits(function(x, axis), function(wide, axis))
            self.assert_same_bits(
                nl.log_softmax_backward(x, g, axis), nl.log_softmax_backward(wide, upstream, axis).astype(np.float16)
            )
            row = upstream.take(0, axis)
            self.assert_same_bits(
                nl.logsumexp_backward(x, row, axis), nl.logsumexp_backward(wide, row, axis).astype(np.float16)
            )

    def test_cross_entropy(self):
        x = logits(4, 5, 3).astype(np.float16)
        probs = nl.softmax(logits(4, 5, 3, seed=2).astype(np.float16), 1)
        weight, rows = np.arange(1, 6, dtype=np.float32), np.arange(12, dtype=np.float32).reshape(4, 3)
        for target, wide in ((np.arange(12).reshape(4, 3) % 5,) * 2, (probs, probs.astype(np.float32))):
            for reduction in ("mean", "none"):
                options = {"sample_weight": rows, "reduction": reduction, "return_grad": True, "return_stats": True}
                got = nl.cross_entropy(x, target, weight, **options)
                want = nl.cross_entropy(x.astype(np.float32), wide, weight, **options)
                self.assert_same_bits(got[0], want[0])
                self.assert_same_bits(got[1], want[1].astype(np.float16))
                for one, other in zip(got[2], want[2]):
                    self.assertIs(one, other) if other is None else self.assert_same_bits(one, other)

    def test_binary_cross_entropy_and_kl(self):
        """Element-wise losses are computed in float64: their results are the float64 ones, rounded once."""
        x = logits(3, 4, 5).astype(np.float16)
        probs = nl.softmax(logits(3, 4, 5, seed=2)).astype(np.float16)
        weight = logits(5, seed=3)
        cases = [
            (nl.binary_cross_entropy_with_logits, x, {"weight": weight, "pos_weight": np.abs(weight)}),
            (nl.binary_cross_entropy, probs[::-1], {}),
            (nl.kl_div, np.log(probs[::-1]), {"reduction": "batchmean"}),
        ]
        for function, given, options in cases:
            wide = {name: w.astype(np.float64) if isinstance(w, np.ndarray) else w for name, w in options.items()}
            for reduction in ("none", "mean"):
                options, wide = {"reduction": reduction} | options, {"reduction": reduction} | wide
                loss, grad = function(given, probs, return_grad=True, **options)
                want = function(given.astype(np.float64), probs.astype(np.float64), return_grad=True, **wide)
                self.assert_same_bits(loss, want[0].astype(np.float32))
                self.assert_same_bits(grad, want[1].astype(np.float16))


    def test_divergences(self):
        """Computed in float64 too: rows with the same distributions have the same losses, and gradients rounded once."""
        x, y = (logits(3, 4, 5, seed=seed).astype(np.float16) for seed in (1, 2))
        rows, same = np.arange(12, dtype=np.float32).reshape(3, 4), np.arange(12).reshape(3, 4) % 2
        both = {"from_logits": (True, True), "sample_weight": rows}
        for function, given, options in (
            (nl.kl_div_logits, (x, y), both | {"symmetric": True}),
            (nl.js_div, (x, y), both | {"bits": True}),
            (nl.kl_hinge, (x, y, same), both | {"threshold": 0.5}),
            (nl.distribution_entropy, (nl.softmax(x),), {"sample_weight": rows}),
        ):
            wide = [a.astype(np.float64) if a.dtype == np.float16 else a for a in given]
            wide_options = {name: v.astype(np.float64) if v is rows else v for name, v in options.items()}
            for reduction in ("none", "mean"):
                *got, grads = function(*given, **options, reduction=reduction, return_grad=True)
                *want, wide_grads = function(*wide, **wide_options, reduction=reduction, return_grad=True)
                for one, other in zip(got, want):
                    self.assert_same_bits(one, other.astype(np.float32))
                for one, other in zip(np.atleast_1d(grads), np.atleast_1d(wide_grads)):
                    self.assert_same_bits(one, other.astype(np.float16))

    def test_kl_hinge_takes_float32_beside_halves(self):
        p = nl.softmax(logits(3, 4)).astype(np.float16)
        for same in ([1, 0, 1], np.array([True, False, True]), np.array([1.0, 0.0, 1.0], np.float32)):
            self.assert_same_bits(nl.kl_hinge(p, p, same), nl.kl_hinge(p, p, [1, 0, 1]))
        with self.assertRaisesRegex(TypeError, "^same must be float32 with p of float16, got float16$"):
            nl.kl_hinge(p, p, np.ones(3, np.float16))
        with self.assertRaisesRegex(TypeError, "^input1 must be float32 or float64, got float16; convert"):
            nl.contrastive_loss(p, p, [1, 0, 1])

    def test_sigmoids_and_selection(self):
        x, g = (logits(3, 4, 5, seed=seed).astype(np.float16) for seed in (1, 2))
        wide, upstream = x.astype(np.float64), g.astype(np.float64)
        self.assert_same_bits(nl.sigmoid(x), nl.sigmoid(wide).astype(np.float16))
        self.assert_same_bits(nl.log_sigmoid(x), nl.log_sigmoid(wide).astype(np.float16))
        for function in (nl.sigmoid_backward, nl.log_sigmoid_backward):
            self.assert_same_bits(function(x, g), function(wide, upstream).astype(np.float16))
        for axis in range(3):
            self.assert_same_bits(nl.argmax(x, axis), nl.argmax(wide, axis))
            for got, want in zip(nl.topk(x, 3, axis), nl.topk(wide, 3, axis)):
                self.assert_same_bits(got, want.astype(got.dtype))


class Bfloat16(TestCase):
    """As `Halves`, with tensors of PyTorch, whose rounding to bfloat16 is the expected one."""

    def bits(self, x):
        return np.asarray(x).view(np.uint16)

    @unittest.skipUnless(torch, "PyTorch is not installed")
    def test_softmax_family_or_skip_without_torch(self):
        x = torch.from_numpy(logits(3, 4, 5)).bfloat16()
        wide = x.float().numpy()
        for axis in range(3):
            for function in (nl.softmax, nl.log_softmax):
                want = torch.from_numpy(np.ascontiguousarray(function(wide, axis))).bfloat16().view(torch.int16)
                got = function(x, axis)
                self.assertEqual(self.bits(got).tolist(), want.numpy().view(np.uint16).tolist())
                # The result goes on as an input, and an array of its type may receive it.
                self.assert_same_bits(nl.logsumexp(got, axis), nl.logsumexp(self.widened(got), axis))
                self.assertIs(function(x, axis, out=np.empty_like(got)).dtype, got.dtype)
            self.assert_same_bits(nl.entropy(x, axis), nl.entropy(wide, axis))

    @unittest.skipUnless(torch, "PyTorch is not installed")
    def test_other_operations_or_skip_without_torch(self):
        x, y = (torch.from_numpy(logits(4, 5, seed=seed)).bfloat16() for seed in (1, 2))
        wide, other = x.double().numpy(), y.double().numpy()
        loss, grads = nl.kl_div_logits(x, y, return_grad=True)
        want, wide_grads = nl.kl_div_logits(wide, other, return_grad=True)
        self.assert_same_bits(loss, want.astype(np.float32))
        for got, gradient in zip((*grads, nl.sigmoid(x)), (*wide_grads, nl.sigmoid(wide))):
            rounded = torch.from_numpy(gradient).bfloat16().view(torch.int16).numpy().view(np.uint16)
            self.assertEqual(self.bits(got).tolist(), rounded.tolist())
        values, indices = nl.topk(x, 2)
        self.assert_same_bits(self.widened(values), nl.topk(wide, 2).values.astype(np.float32))
        self.assert_same_bits(indices, nl.topk(wide, 2).indices)
        self.assert_same_bits(nl.argmax(x), nl.argmax(wide))
        p = nl.softmax(x)
        self.assert_same_bits(nl.kl_hinge(p, p, [1, 0, 1, 0]), nl.kl_hinge(self.widened(p), self.widened(p), [1, 0, 1, 0]))

    def widened(self, x):
        return (self.bits(x).astype(np.uint32) << 16).view(np.float32)

    @unittest.skipUnless(torch, "PyTorch is not installed")
    def test_cross_entropy_or_skip_without_torch(self):
        x = torch.from_numpy(logits(4, 5, 3)).bfloat16()
        target, weight = np.arange(12).reshape(4, 3) % 5, np.arange(1, 6, dtype=np.float32)
        loss, grad = nl.cross_entropy(x, target, weight, return_grad=True)
        want, wide = nl.cross_entropy(x.float().numpy(), target, weight, return_grad=True)
        self.assert_same_bits(loss, want)
        rounded = torch.from_numpy(wide).bfloat16().view(torch.int16).numpy().view(np.uint16)
        self.assertEqual(self.bits(grad).tolist(), rounded.tolist())
        probs = nl.softmax(x, 1)
        got = nl.cross_entropy(x, probs)
        self.assert_same_bits(got, nl.cross_entropy(x.float().numpy(), self.widened(probs)))
        with self.assertRaisesRegex(TypeError, "^target must be bfloat16 like input, got float32$"):
            nl.cross_entropy(x, self.widened(probs))


class CrossEntropy(Close):
    def cases(self):
        for dtype in DTYPES:
            for shape in ((5,), (4, 5), (3, 5, 2), (2, 5, 3, 2)):
                x = logits(*shape, dtype=dtype)
                rows = shape[:1] + shape[2:] if len(shape) > 1 else ()
                labels = np.arange(math.prod(rows)).reshape(rows) % 5
                yield x, labels, 1 if len(shape) > 1 else 0
                yield x, nl.softmax(logits(*shape, dtype=dtype, seed=3), 1 if len(shape) > 1 else 0), 1 % len(shape)

    def rows(self, x, target, **options):
        return nl.cross_entropy(x, target, reduction="none", return_grad=True, **options)

    def test_sample_weight(self):
        for x, target, axis in self.cases():
            loss, grad = self.rows(x, target)
            w = np.abs(logits(*np.shape(loss), dtype=x.dtype, seed=4))
            got = self.rows(x, target, sample_weight=w)
            self.close(got[0], loss * w)
            self.close(got[1], grad * np.expand_dims(w, axis))
            self.close(nl.cross_entropy(x, target, sample_weight=w), (loss * w).sum() / w.sum())
            self.close(nl.cross_entropy(x, target, sample_weight=w, reduction="sum"), (loss * w).sum())

    def test_z_loss(self):
        for x, target, axis in self.cases():
            loss, grad = self.rows(x, target)
            lse = nl.logsumexp(x.astype(np.float64), axis)
            got = self.rows(x, target, z_loss=0.25)
            self.close(got[0], loss + 0.25 * lse**2)
            extra = 0.5 * np.expand_dims(lse, axis) * nl.softmax(x.astype(np.float64), axis)
            self.close(got[1], grad + extra)

    def test_softcap(self):
        for x, target, axis in self.cases():
            capped = 3 * np.tanh(x.astype(np.float64) / 3)
            loss, grad = self.rows(capped, target.astype(np.float64) if target.dtype.kind == "f" else target)
            got = self.rows(x, target, softcap=3.0)
            self.close(got[0], loss, 16)
            self.close(got[1], grad * (1 - (capped / 3) ** 2), 16)

    def test_second_target(self):
        for x, target, axis in self.cases():
            if target.dtype.kind == "f":
                continue
            second = (target + 2) % 5
            one, other = self.rows(x, target), self.rows(x, second)
            got = self.rows(x, target, second_target=second, mix_lambda=0.75)
            for mixed, a, b in zip(got, one, other):
                self.close(mixed, 0.75 * a + 0.25 * b)

    def test_stats(self):
        for x, target, axis in self.cases():
            loss, grad, stats = nl.cross_entropy(x, target, z_loss=0.5, return_grad=True, return_stats=True)
            self.assert_same_bits(grad, nl.cross_entropy(x, target, z_loss=0.5, return_grad=True)[1])
            self.close(stats.lse, nl.logsumexp(x, axis))
            self.assert_same_bits(stats.argmax, x.argmax(axis))
            labels = target if target.dtype.kind == "i" else target.argmax(axis)
            self.assert_same_bits(stats.correct, x.argmax(axis) == labels)
            self.assert_same_bits(stats.entropy, nl.entropy(x, axis))
            self.close(stats.z_loss, 0.5 * nl.logsumexp(x.astype(np.float64), axis) ** 2)
            if target.dtype.kind == "f":
                self.assertIsNone(stats.rank)
                self.assertIsNone(stats.target_prob)
                continue
            order = np.argsort(-x, axis, "stable")
            at = np.expand_dims(labels, axis)
            self.assert_same_bits(stats.rank, (order == at).argmax(axis))
            self.close(stats.target_prob, np.take_along_axis(nl.softmax(x, axis), at, axis).squeeze(axis))

    def test_stats_change_no_bit(self):
        """Beside rows that go ways of their own, and where the gradient takes the place of the logits."""
        for dtype, classes in itertools.product((np.float32, np.float64, np.float16), (2, 3, 10, 32, 33, 100, 4100)):
            x = 3 * logits(21, classes).astype(dtype)
            target = np.arange(21) % classes
            target[3] = -100
            x[5, 0], x[7], x[9, 1], x[11, target[11]] = -np.inf, np.nan, 6e4, -700
            expected = nl.cross_entropy(x, target, reduction="none", return_grad=True)
            apart = nl.cross_entropy(x, target, reduction="none", return_stats=True)[1]
            self.assert_same_bits(apart.entropy, nl.entropy(x))
            across = np.ascontiguousarray(x.T)[None]
            *got, stats = nl.cross_entropy(
                across, target[None], reduction="none", return_grad=True, grad_out=across, return_stats=True
            )
            self.assert_same_bits(got[1][0].T, expected[1])
            for one, other in zip(stats, apart):
                self.assert_same_bits(one[0], other, (dtype, classes))
            for place in (None, x.copy()):
                inputs = x if place is None else place
                *got, stats = nl.cross_entropy(inputs, target, reduction="none", return_grad=True, grad_out=place, return_stats=True)
                for one, other in zip((*got, *stats), (*expected, *apart)):
                    self.assert_same_bits(one, other, (dtype, classes))
                known = np.setdiff1d(np.arange(21), (3, 7))
                self.assert_same_bits(stats.correct[known], (x.argmax(1) == target)[known])
                probs = nl.softmax(x.astype(stats.target_prob.dtype))
                self.close(stats.target_prob[known], probs[known, target[known]])

    def test_stats_of_ignored_rows(self):
        loss, stats = nl.cross_entropy(logits(3, 4), [-100, 1, -100], z_loss=1.0, return_stats=True)
        self.assertEqual(stats.correct[[0, 2]].tolist(), [False, False])
        self.assertEqual(stats.rank[[0, 2]].tolist(), [-1, -1])
        self.assertEqual(stats.target_prob[[0, 2]].tolist(), [0, 0])
        self.assertEqual(stats.z_loss[[0, 2]].tolist(), [0, 0])
        self.assert_same_bits(stats.lse, nl.logsumexp(logits(3, 4)))

    def test_nothing_is_ignored_with_none(self):
        x = logits(2, 3)
        self.assert_same_bits(nl.cross_entropy(x, [0, 1], ignore_index=None), nl.cross_entropy(x, [0, 1]))
