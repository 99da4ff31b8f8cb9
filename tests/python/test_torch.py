# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""`nativeloss.torch` on tensors, beside PyTorch's own functions in float64."""

import copy
import inspect
import pickle
import unittest
import warnings
from unittest import mock

import numpy as np
import torch
import torch.nn.functional as F

import nativeloss as nl
import nativeloss.torch as nt
from nativeloss import _executor, _kernels
from support import TestCase, run_python


def randn(*shape, seed=1, dtype=torch.float64, grad=True):
    values = torch.randn(shape, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
    return (2 * values).to(dtype).requires_grad_(grad)


def rand(*shape, seed=2, grad=False):
    """From 0.05 to 0.95, in float64."""
    values = torch.rand(shape, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))
    return (0.05 + 0.9 * values).requires_grad_(grad)


def signs(*shape):
    return torch.where(rand(*shape) < 0.5, -1.0, 1.0).double()


LABELS = torch.tensor([3, 0, 2, 3])
IMAGE_LABELS = torch.arange(24).reshape(2, 3, 4) % 5

# Losses with PyTorch's counterpart: name, positional arguments, options.
LOSSES = [
    ("cross_entropy", (randn(4, 6), LABELS), {}),
    ("cross_entropy", (randn(4, 6), LABELS), {"weight": rand(6), "label_smoothing": 0.2, "ignore_index": 0}),
    ("cross_entropy", (randn(4, 6), rand(4, 6)), {"weight": rand(6, seed=3), "label_smoothing": 0.1}),
    ("cross_entropy", (randn(6), torch.tensor(2)), {}),
    ("cross_entropy", (randn(2, 5, 3, 4), IMAGE_LABELS), {"weight": rand(5)}),
    ("nll_loss", (randn(4, 6), LABELS), {"weight": rand(6), "ignore_index": 2}),
    ("nll_loss", (randn(2, 5, 3, 4), IMAGE_LABELS), {}),
    ("multi_margin_loss", (randn(4, 6), LABELS), {"p": 2, "margin": 0.5, "weight": rand(6)}),
    ("binary_cross_entropy", (rand(3, 4, grad=True), rand(3, 4, seed=3)), {"weight": rand(4)}),
    ("binary_cross_entropy_with_logits", (randn(3, 4), rand(3, 4)), {"weight": rand(3, 1), "pos_weight": rand(4)}),
    ("kl_div", (randn(3, 4), rand(3, 4)), {}),
    ("kl_div", (randn(3, 4), rand(3, 4)), {"reduction": "batchmean"}),
    ("kl_div", (randn(3, 4), randn(3, 4, seed=2, grad=False)), {"log_target": True}),
    ("mse_loss", (randn(3, 4), randn(3, 4, seed=2)), {}),
    ("mse_loss", (randn(3, 4, grad=False), randn(3, 4, seed=2)), {}),
    ("l1_loss", (randn(3, 4), randn(3, 4, seed=2)), {}),
    ("smooth_l1_loss", (randn(3, 4), randn(3, 4, seed=2)), {"beta": 0.7}),
    ("huber_loss", (randn(3, 4), randn(3, 4, seed=2)), {"delta": 0.7}),
    ("poisson_nll_loss", (randn(3, 4), 3 * rand(3, 4)), {"full": True}),
    ("poisson_nll_loss", (rand(3, 4, grad=True), 3 * rand(3, 4)), {"log_input": False, "eps": 1e-3}),
    ("soft_margin_loss", (randn(3, 4), signs(3, 4)), {}),
    ("hinge_embedding_loss", (rand(3, 4, grad=True), signs(3, 4)), {"margin": 0.6}),
    ("margin_ranking_loss", (randn(7), randn(7, seed=2), signs(7)), {"margin": 0.3}),
    ("margin_ranking_loss", (randn(7, 1), randn(1, 3, seed=2), signs(7, 3)), {}),
    ("triplet_margin_loss", (randn(5, 4), randn(5, 4, seed=2), randn(5, 4, seed=3)), {"swap": True}),
    ("triplet_margin_loss", (randn(5, 4), randn(1, 4, seed=2), randn(5, 4, seed=3)), {"p": 3.0, "margin": 9.0}),
    ("cosine_embedding_loss", (randn(5, 4), randn(5, 4, seed=2), signs(5)), {"margin": 0.1}),
]

# Those that PyTorch lacks; their values are tested elsewhere.
OTHERS = [
    ("softmax_focal_loss", (randn(4, 6), LABELS), {"gamma": 1.5, "alpha": rand(6)}),
    ("multiclass_hinge_loss", (randn(4, 6), LABELS), {}),
    ("sigmoid_focal_loss", (randn(3, 4), signs(3, 4).clamp(0)), {"reduction": "mean"}),
    ("log_cosh_loss", (randn(3, 4), randn(3, 4, seed=2)), {}),
    ("hinge_loss", (randn(3, 4), signs(3, 4)), {}),
    ("squared_hinge_loss", (randn(3, 4), signs(3, 4)), {"margin": 0.5}),
    ("soft_hinge_loss", (randn(3, 4), signs(3, 4)), {}),
    ("contrastive_loss", (randn(5, 4), randn(5, 4, seed=2), signs(5).clamp(0)), {"margin": 6.0}),
    ("kl_hinge", (randn(5, 4), randn(5, 4, seed=2), signs(5).clamp(0)), {"from_logits": (True, True), "soft": True}),
    ("kl_div_logits", (randn(5, 4, 3), randn(5, 4, 3, seed=2)), {"dim": 1, "symmetric": True}),
    ("js_div", (randn(5, 4), randn(5, 4, seed=2)), {"from_logits": (True, True)}),
    ("spearman_loss", (randn(5, 7), randn(5, 7, seed=2, grad=False)), {"regularization_strength": 2.0}),
]

# Functions of one tensor: name, further arguments.
MAPS = [
    ("softmax", {"dim": -1}),
    ("softmax", {"dim": 1}),
    ("softmin", {"dim": 0}),
    ("log_softmax", {"dim": 1}),
    ("logsumexp", {"dim": -1}),
    ("logsumexp", {"dim": (0, 2), "keepdim": True}),
    ("sigmoid", {}),
    ("logsigmoid", {}),
]


def original(name):
    return torch.sigmoid if name == "sigmoid" else getattr(F, name, None) or getattr(torch, name)


def reductions(name, options):
    """The options with each reduction that they leave open."""
    for reduction in ("mean", "sum", "none") if "reduction" not in options else (options["reduction"],):
        yield {**options, "reduction": reduction}


def fresh(arguments):
    """The tensors again, as leaves of a new graph."""
    return [x.detach().clone().requires_grad_(x.requires_grad) for x in arguments]


def value_and_grads(function, arguments, options, layout=lambda x: x):
    leaves = fresh(arguments)
    # Through an operation: what the function is given is no leaf, as in a program.
    value = function(*(layout(x * 1) if x.is_floating_point() else x for x in leaves), **options)
    upstream = randn(*value.shape, seed=9, grad=False).to(value.dtype)
    wrt = [x for x in leaves if x.requires_grad]
    return value, torch.autograd.grad(value, wrt, upstream)


class Values(TestCase):
    def assert_close(self, got, expected, message=None):
        self.assertEqual((got.dtype, got.shape), (expected.dtype, expected.shape), message)
        np.testing.assert_allclose(got.detach(), expected.detach(), rtol=1e-12, atol=1e-14, err_msg=str(message))

    def test_losses_and_gradients_are_pytorchs(self):
        for name, arguments, given in LOSSES:
            for options in reductions(name, given):
                with self.subTest(name, **options), warnings.catch_warnings():
                    # kl_div and multi_margin_loss of PyTorch warn of themselves.
                    warnings.simplefilter("ignore")
                    got, grads = value_and_grads(getattr(nt, name), arguments, options)
                    expected, expected_grads = value_and_grads(original(name), arguments, options)
                    self.assert_close(got, expected)
                    for one, other in zip(grads, expected_grads):
                        self.assert_close(one, other)

    def test_maps_and_gradients_are_pytorchs(self):
        for name, options in MAPS:
            with self.subTest(name, **options):
                got, grads = value_and_grads(getattr(nt, name), [randn(3, 4, 5)], options)
                expected, expected_grads = value_and_grads(original(name), [randn(3, 4, 5)], options)
                self.assert_close(got, expected)
                self.assert_close(grads[0], expected_grads[0])

    def test_gradcheck(self):
        for name, arguments, given in [*LOSSES, *OTHERS]:
            for options in reductions(name, given):
                with self.subTest(name, **options):
                    function = getattr(nt, name)
                    self.assertTrue(torch.autograd.gradcheck(lambda *x: function(*x, **options), fresh(arguments)))
        for name, options in MAPS:
            with self.subTest(name, **options):
                function = getattr(nt, name)
                self.assertTrue(torch.autograd.gradcheck(lambda x: function(x, **options), [randn(3, 4, 5)]))
        for dim in (0, 1):
            rank = torch.autograd.gradcheck(lambda x: nt.soft_rank(x, dim, regularization="kl"), [randn(4, 5)])
            self.assertTrue(rank)

    def test_any_layout(self):
        def strided(x):
            wide = torch.full((*x.shape[:-1], 2 * x.shape[-1] + 1), torch.nan, dtype=x.dtype)
            return wide.slice_scatter(x, -1, 0, 2 * x.shape[-1], 2)[..., : 2 * x.shape[-1] : 2]

        layouts = {
            "transposed": lambda x: x.transpose(0, -1).contiguous().transpose(0, -1),
            "channels last": lambda x: x.movedim(1, -1).contiguous().movedim(-1, 1),
            "strided": strided,
            "negated": lambda x: torch._neg_view(-x),
        }
        x, labels, weight = randn(2, 5, 3, 4), IMAGE_LABELS, rand(5)
        for name, layout in layouts.items():
            for function, arguments, options in (
                (nt.cross_entropy, (x, labels), {"weight": weight, "reduction": "none"}),
                (nt.cross_entropy, (x, rand(2, 5, 3, 4)), {}),
                (nt.softmax, (x,), {"dim": 1}),
                (nt.log_softmax, (x,), {"dim": 2}),
                (nt.mse_loss, (x, randn(2, 5, 3, 4, seed=2)), {}),
                (nt.kl_div_logits, (x, randn(2, 5, 3, 4, seed=2)), {"dim": 1}),
            ):
                with self.subTest(layout=name, function=function.__name__):
                    got = value_and_grads(function, arguments, options, layout)
                    expected = value_and_grads(function, arguments, options)
                    self.assert_same_bits(got[0].detach(), expected[0].detach())
                    for one, other in zip(got[1], expected[1]):
                        self.assert_same_bits(one, other)

    def test_expanded_input(self):
        x = randn(1, 6)
        nt.cross_entropy(x.expand(4, 6), LABELS).backward()
        expected = randn(1, 6)
        F.cross_entropy(expected.expand(4, 6), LABELS).backward()
        self.assert_close(x.grad, expected.grad)

    def test_options_beyond_pytorchs(self):
        options = {"z_loss": 0.1, "softcap": 3.0, "mix_lambda": 0.25, "sample_weight": rand(4), "empty_mean": "zero"}
        x, second = randn(4, 6), LABELS.flip(0)
        got = nt.cross_entropy(x, LABELS, second_target=second, **options)
        got.backward()
        arrays = {name: v.numpy() if isinstance(v, torch.Tensor) else v for name, v in options.items()}
        arrays |= {"second_target": second.numpy(), "return_grad": True}
        loss, grad = nl.cross_entropy(x.detach().numpy(), LABELS.numpy(), **arrays)
        self.assert_same_bits(got.detach(), loss)
        self.assert_same_bits(x.grad, grad)

    def test_every_type_of_label(self):
        x = randn(4, 6)
        for dtype in (torch.int8, torch.uint8, torch.int16, torch.int32):
            self.assertEqual(nt.cross_entropy(x, LABELS.to(dtype)), nt.cross_entropy(x, LABELS))

    def test_no_rows(self):
        x, labels = randn(0, 6), torch.zeros(0, dtype=torch.int64)
        self.assertTrue(nt.cross_entropy(x, labels).isnan())
        nt.cross_entropy(x, labels, reduction="sum").backward()
        self.assertEqual(x.grad.shape, (0, 6))


class HalfTypes(TestCase):
    def test_loss_and_gradient(self):
        for dtype in (torch.bfloat16, torch.float16):
            x = randn(8, 6, dtype=dtype)
            labels = torch.arange(8) % 6
            wide = x.detach().float().requires_grad_()
            for options in ({}, {"weight": rand(6).to(dtype)}, {"weight": rand(6).float()}, {"reduction": "none"}):
                with self.subTest(dtype=dtype, options=options):
                    x.grad = wide.grad = None
                    got = nt.cross_entropy(x, labels, **options)
                    weight = {"weight": options["weight"].float()} if "weight" in options else options
                    expected = nt.cross_entropy(wide, labels, **weight)
                    self.assert_same_bits(got.detach(), expected.detach())
                    got.sum().backward()
                    expected.sum().backward()
                    self.assertEqual(x.grad.dtype, dtype)
                    self.assertTrue(torch.equal(x.grad, wide.grad.to(dtype)))

    def test_no_grad_is_the_same(self):
        for dtype in (torch.bfloat16, torch.float16):
            x, target = randn(8, 6, dtype=dtype), rand(8, 6).to(dtype)
            with torch.no_grad():
                expected = nt.cross_entropy(x, target)
            self.assert_same_bits(nt.cross_entropy(x, target).detach(), expected)
            logits = rand(8, 6).to(dtype).requires_grad_()
            with torch.no_grad():
                expected = nt.binary_cross_entropy_with_logits(logits, target)
            self.assert_same_bits(nt.binary_cross_entropy_with_logits(logits, target).detach(), expected)

    def test_scaled_float16_loss_keeps_small_gradients(self):
        x = torch.zeros(4, 50_000, dtype=torch.float16, requires_grad=True)
        wide = torch.zeros(4, 50_000, dtype=torch.float64, requires_grad=True)
        scale = 65536.0 / 4
        (nt.cross_entropy(x, LABELS) * scale).backward()
        (F.cross_entropy(wide, LABELS) * scale).backward()
        # 1 / 50000 / 4 is below float16's normal numbers, 16384 times as much is not.
        self.assertTrue(torch.equal(x.grad, wide.grad.to(torch.float16)))

    def test_softmax(self):
        for dtype in (torch.bfloat16, torch.float16):
            x = randn(3, 5, dtype=dtype)
            got = nt.softmax(x, dim=-1)
            self.assertEqual(got.dtype, dtype)
            exact = F.softmax(x.detach().double(), dim=-1)
            self.assertTrue(torch.equal(got, exact.to(dtype)))
            got[:, 0].sum().backward()
            self.assertEqual(x.grad.dtype, dtype)
        self.assertEqual(nt.softmax(x, dim=-1, dtype=torch.float64).dtype, torch.float64)


class Memory(TestCase):
    def seen_by_the_library(self, table, call):
        """The addresses and strides of the first matrix of every native call."""
        seen = []

        def watched(kernel):
            return lambda *args: (seen.append(args[:2]), kernel(*args))[1]

        with mock.patch.dict(table, {char: watched(kernel) for char, kernel in table.items()}):
            call()
        return seen

    def test_logits_are_read_where_they_are(self):
        base = randn(2, 5, 3, 8, dtype=torch.float32)
        for name, x in {
            "contiguous": base.detach().clone(),
            "channels last": base.detach().movedim(1, -1).contiguous().movedim(-1, 1),
            "slice": base.detach().clone()[1:],
        }.items():
            labels = torch.zeros(x.shape[:1] + x.shape[2:], dtype=torch.int64)
            for grad in (False, True):
                with self.subTest(layout=name, grad=grad):
                    given = x.requires_grad_(grad)
                    seen = self.seen_by_the_library(_kernels.CROSS_ENTROPY, lambda: nt.cross_entropy(given, labels))
                    self.assertEqual([address for address, _ in seen], [x.data_ptr()])

    def test_every_type_is_read_where_it_is(self):
        for dtype in (torch.float32, torch.float64, torch.float16, torch.bfloat16):
            x = torch.zeros(4, 9, dtype=dtype)[:, :6]
            seen = self.seen_by_the_library(_kernels.SOFTMAX, lambda: nt.softmax(x, dim=-1))
            self.assertEqual(seen, [(x.data_ptr(), 9)])

    def test_one_native_call_for_loss_and_gradient(self):
        x = randn(4, 6)
        seen = self.seen_by_the_library(_kernels.CROSS_ENTROPY, lambda: nt.cross_entropy(x, LABELS).backward())
        self.assertEqual(len(seen), 1)
        self.assertIsNotNone(x.grad)

    def test_no_gradient_where_none_is_wanted(self):
        x = randn(4, 6)
        with mock.patch.object(nt._autograd, "_Loss", None), torch.no_grad():
            self.assertFalse(nt.cross_entropy(x, LABELS).requires_grad)
        self.assertFalse(nt.cross_entropy(x.detach(), LABELS).requires_grad)

    def test_logits_are_not_kept(self):
        logits = randn(4, 6) * 1
        loss = nt.cross_entropy(logits, LABELS)
        saved = [x.storage() for x in loss.grad_fn.saved_tensors]
        self.assertEqual(sum(storage.size() for storage in saved), logits.numel())
        self.assertNotIn(logits.storage().data_ptr(), [storage.data_ptr() for storage in saved])

    def test_logits_may_change_before_the_backward_pass(self):
        leaf, expected = randn(4, 6), randn(4, 6)
        logits = leaf * 1
        loss = nt.cross_entropy(logits, LABELS)
        logits.detach().zero_()
        loss.backward()
        nt.cross_entropy(expected, LABELS).backward()
        self.assert_same_bits(leaf.grad, expected.grad)

    def test_result_of_softmax_may_not_change_before_the_backward_pass(self):
        p = nt.softmax(randn(4, 6), dim=-1)
        p.mul_(2)
        with self.assertRaisesRegex(RuntimeError, "modified by an inplace operation"):
            p.sum().backward()


class Graphs(TestCase):
    def test_two_backward_passes(self):
        x = randn(4, 6)
        loss = nt.cross_entropy(x, LABELS)
        loss.backward(retain_graph=True)
        once = x.grad.clone()
        loss.backward(retain_graph=True)
        self.assert_same_bits(x.grad, 2 * once)
        (first,) = torch.autograd.grad(loss, x, retain_graph=True)
        first.mul_(3)
        with self.assertRaisesRegex(RuntimeError, "modified by an inplace operation"):
            loss.backward()

    def test_freed_graph(self):
        loss = nt.cross_entropy(randn(4, 6), LABELS)
        loss.backward()
        with self.assertRaisesRegex(RuntimeError, "second time"):
            loss.backward()

    def test_used_twice(self):
        x, expected = randn(4, 6), randn(4, 6)
        (nt.cross_entropy(x, LABELS) + 3 * nt.cross_entropy(x, LABELS, reduction="none")[1]).backward()
        (F.cross_entropy(expected, LABELS) + 3 * F.cross_entropy(expected, LABELS, reduction="none")[1]).backward()
        np.testing.assert_allclose(x.grad, expected.grad, rtol=1e-12)

    def test_second_derivative_raises(self):
        for name, arguments, options in [*LOSSES, *OTHERS, *(("softmax", (randn(3, 4),), {"dim": 1}),)]:
            leaves = fresh(arguments)
            wrt = [x for x in leaves if x.requires_grad]
            message = r"^nativeloss\.torch\.\w+ has no second derivative"
            loss = getattr(nt, name)(*leaves, **options).sum()
            grads = torch.autograd.grad(loss, wrt, create_graph=True)
            with self.subTest(name), self.assertRaisesRegex(RuntimeError, message):
                torch.autograd.grad(grads[0].sum(), wrt, allow_unused=True, retain_graph=True)
            with self.subTest(name), self.assertRaisesRegex(RuntimeError, message):
                # As a penalty: without the error its gradient would be lost silently.
                (loss + grads[-1].square().sum()).backward()

    def test_create_graph_gives_the_first_derivative(self):
        x = randn(4, 6)
        (grad,) = torch.autograd.grad(nt.cross_entropy(x, LABELS), x, create_graph=True)
        (plain,) = torch.autograd.grad(nt.cross_entropy(x, LABELS), x)
        self.assert_same_bits(grad.detach(), plain)

    def test_gradients_of_other_arguments_raise(self):
        x, target, weight = randn(4, 6), rand(4, 6, grad=True), rand(6, grad=True)
        with self.assertRaisesRegex(RuntimeError, r"respect to target is not computed; pass target\.detach\(\)"):
            nt.cross_entropy(x, target)
        with self.assertRaisesRegex(RuntimeError, "respect to weight is not computed"):
            nt.cross_entropy(x, LABELS, weight)
        with torch.no_grad():
            nt.cross_entropy(x, target, weight)


class Errors(TestCase):
    def test_other_devices(self):
        x = torch.empty(4, 6, device="meta")
        for call in (lambda: nt.softmax(x, dim=1), lambda: nt.cross_entropy(x, LABELS), lambda: nt.mse_loss(x, x)):
            with self.assertRaisesRegex(TypeError, r"^input is on meta, .* CPU tensors; move it with \.cpu\(\)$"):
                call()
        with self.assertRaisesRegex(TypeError, "^target is on meta"):
            nt.cross_entropy(randn(4, 6), torch.empty(4, device="meta", dtype=torch.int64))

    def test_other_things(self):
        with self.assertRaisesRegex(TypeError, r"^input must be a torch\.Tensor, got ndarray$"):
            nt.softmax(np.zeros(3), dim=0)
        with self.assertRaisesRegex(TypeError, r"^input must be dense, got torch\.sparse_coo"):
            nt.softmax(torch.eye(3).to_sparse(), dim=0)
        with self.assertRaisesRegex(TypeError, r"^input must be .*, got int64; convert it with \.float\(\)$"):
            nt.cross_entropy(torch.zeros(4, 6, dtype=torch.int64), LABELS)

    def test_arguments(self):
        x = randn(4, 6)
        with self.assertRaisesRegex(IndexError, r"^Target 6 is out of bounds\.$"):
            nt.cross_entropy(x, torch.tensor([0, 6, 0, 0]))
        with self.assertRaisesRegex(ValueError, r"^Expected input batch_size \(4\)"):
            nt.cross_entropy(x, LABELS[:3])
        with self.assertRaisesRegex(ValueError, "^best is not a valid value for reduction$"):
            nt.cross_entropy(x, LABELS, reduction="best")
        with self.assertRaises(IndexError):
            nt.softmax(x, dim=2)


class Interface(TestCase):
    def test_signatures_are_pytorchs(self):
        compared = 0
        for name in nt.__all__:
            theirs = getattr(F, name, None)
            if theirs is None or not inspect.isfunction(theirs):
                continue
            compared += 1
            ours = list(inspect.signature(getattr(nt, name)).parameters.values())
            for parameter, expected in zip(ours, inspect.signature(theirs).parameters.values(), strict=False):
                self.assertEqual((parameter.name, parameter.default), (expected.name, expected.default), name)
            further = ours[len(inspect.signature(theirs).parameters) :]
            self.assertTrue(all(parameter.kind is parameter.KEYWORD_ONLY for parameter in further), name)
        self.assertGreater(compared, 15)

    def test_old_reductions(self):
        x = randn(4, 6)
        for old, new in (
            ({"reduce": False}, "none"),
            ({"size_average": False}, "sum"),
            ({"size_average": True}, "mean"),
        ):
            with self.assertWarnsRegex(UserWarning, f"please use reduction='{new}' instead") as caught:
                got = nt.cross_entropy(x, LABELS, **old)
            self.assertEqual(caught.filename, __file__)
            self.assert_same_bits(got.detach(), nt.cross_entropy(x, LABELS, reduction=new).detach())

    def test_implicit_dimension(self):
        for shape, dim in (((3,), 0), ((2, 3), 1), ((2, 3, 4), 0), ((2, 3, 4, 5), 1)):
            with self.assertWarnsRegex(UserWarning, "^Implicit dimension choice for softmax") as caught:
                got = nt.softmax(randn(*shape))
            self.assertEqual(caught.filename, __file__)
            self.assert_same_bits(got.detach(), nt.softmax(randn(*shape), dim).detach())

    def test_broadcasting_warns(self):
        with self.assertWarnsRegex(UserWarning, r"^Using a target size \(\[3, 1\]\)") as caught:
            nt.mse_loss(randn(3, 4), randn(3, 1, seed=2))
        self.assertEqual(caught.filename, __file__)

    def test_torch_is_not_imported_by_the_package(self):
        done = run_python("import sys, nativeloss; print('torch' in sys.modules)")
        self.assertEqual((done.stdout, done.stderr), ("False\n", ""))


class Module(TestCase):
    def test_takes_the_place_of_pytorchs(self):
        options = {"weight": rand(6), "ignore_index": 2, "reduction": "sum", "label_smoothing": 0.1}
        ours, theirs = nt.CrossEntropyLoss(**options), torch.nn.CrossEntropyLoss(**options)
        self.assertIsInstance(ours, torch.nn.CrossEntropyLoss)
        self.assertEqual(inspect.signature(nt.CrossEntropyLoss), inspect.signature(torch.nn.CrossEntropyLoss))
        self.assertEqual(repr(ours), repr(theirs))
        x, expected = randn(4, 6), randn(4, 6)
        ours(x, LABELS).backward()
        theirs(expected, LABELS).backward()
        np.testing.assert_allclose(x.grad, expected.grad, rtol=1e-12)
        ours.load_state_dict(theirs.state_dict())
        for same in (copy.deepcopy(ours), pickle.loads(pickle.dumps(ours))):
            self.assert_same_bits(same(x, LABELS).detach(), ours(x, LABELS).detach())
        self.assertEqual(ours.float().weight.dtype, torch.float32)


class Threads(TestCase):
    def setUp(self):
        # As if nobody had called set_num_threads in this process.
        patcher = mock.patch.object(_executor, "_chosen", False)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.addCleanup(_executor._set, 1)
        self.addCleanup(torch.set_num_threads, torch.get_num_threads())

    def test_as_many_as_pytorch_uses(self):
        # Enough elements for threads to pay.
        x = randn(1200, 1000, dtype=torch.float32)
        labels = torch.arange(1200) % 1000
        results = []
        for threads in (1, 2, 4, 1):
            torch.set_num_threads(threads)
            counts, run = [0], _executor._run
            with mock.patch.object(_executor, "_run", lambda task, data, n: (counts.append(n), run(task, data, n))):
                loss = nt.cross_entropy(x, labels)
            self.assertEqual(max(counts), threads * _executor._TASKS_PER_THREAD if threads > 1 else 0)
            self.assertEqual(nl.get_num_threads(), threads)
            x.grad = None
            loss.backward()
            results.append((loss.detach().numpy().tobytes(), x.grad.numpy().tobytes()))
        self.assertEqual(len(set(results)), 1)

    def test_unless_told_otherwise(self):
        nl.set_num_threads(3)
        torch.set_num_threads(2)
        nt.softmax(randn(4, 6), dim=1)
        self.assertEqual(nl.get_num_threads(), 3)


class Training(TestCase):
    def test_losses_of_a_small_model(self):
        def losses(criterion):
            torch.manual_seed(5)
            model = torch.nn.Sequential(torch.nn.Linear(8, 32), torch.nn.Tanh(), torch.nn.Linear(32, 50))
            optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
            x, y = torch.randn(64, 8), torch.randint(50, (64,))
            history = []
            for _ in range(40):
                optimizer.zero_grad()
                loss = criterion(model(x), y)
                loss.backward()
                optimizer.step()
                history.append(loss.item())
            return history

        ours, theirs = losses(nt.CrossEntropyLoss()), losses(torch.nn.CrossEntropyLoss())
        np.testing.assert_allclose(ours, theirs, rtol=2e-5)
        self.assertLess(ours[-1], 0.7 * ours[0])


if __name__ == "__main__":
    unittest.main()
