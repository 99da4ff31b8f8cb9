# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Random cases against PyTorch in float64: values, and gradients by its automatic differentiation.

PyTorch computes exp(x - max) and sums in float64, and its loss as a difference of numbers of the size of the logits:
with logits up to about 20 and a few hundred terms its own error stays below the tolerance of 1e-12, relative to the
larger of 1 and the value.
"""

import unittest

import numpy as np

import nativeloss as nl
from support import TestCase

try:
    import torch
    import torch.nn.functional as F
except ImportError:
    torch = None

TOLERANCE = 1e-12
CASES = 600


@unittest.skipUnless(torch, "PyTorch is not installed")
class AgainstTorchOrSkipWithoutTorch(TestCase):
    def setUp(self):
        self.random = np.random.default_rng(20240229)

    def close(self, got, tensor, what):
        want = tensor.detach().numpy()
        self.assertEqual(np.shape(got), want.shape, what)
        np.testing.assert_allclose(got, want, rtol=TOLERANCE, atol=TOLERANCE, equal_nan=True, err_msg=str(what))

    def shape(self):
        classes = int(self.random.choice((1, 2, 3, 5, 8, 17, 64, 129)))
        leading = tuple(self.random.integers(1, 5, self.random.integers(0, 3)))
        return (*leading[:1], classes, *leading[1:])

    def values(self, *shape):
        scale, offset = self.random.choice((0.1, 1.0, 4.0)), self.random.choice((0.0, -5.0, 5.0))
        return scale * self.random.standard_normal(shape) + offset

    def test_softmax_family(self):
        for case in range(CASES):
            shape = self.shape()
            axis = int(self.random.integers(-len(shape), len(shape)))
            x, g = self.values(*shape), self.values(*shape)
            t = torch.tensor(x, requires_grad=True)
            what = case, shape, axis
            for ours, theirs, backward in (
                (nl.softmax, F.softmax, lambda y: nl.softmax_backward(y, g, axis)),
                (nl.log_softmax, F.log_softmax, lambda y: nl.log_softmax_backward(x, g, axis)),
            ):
                y, want = ours(x, axis), theirs(t, axis)
                self.close(y, want, what)
                (grad,) = torch.autograd.grad(want, t, torch.tensor(g))
                self.close(backward(y), grad, what)
            for keepdims in (False, True):
                want = torch.logsumexp(t, axis, keepdims)
                lse = nl.logsumexp(x, axis, keepdims)
                self.close(lse, want, what)
                upstream = self.values(*want.shape)
                (grad,) = torch.autograd.grad(want, t, torch.tensor(upstream))
                self.close(nl.logsumexp_backward(x, upstream, axis, keepdims), grad, what)

    def test_cross_entropy(self):
        for case in range(4 * CASES):
            shape = self.shape()
            x, options = self.values(*shape), self.options(shape)
            if self.random.random() < 0.5:
                target = self.probabilities(shape)
            else:
                target = self.indices(shape)
                if self.random.random() < 0.5:
                    ignored = int(self.random.choice((0, -1, -100)))
                    options["ignore_index"] = ignored
                    target = np.where(self.random.random(target.shape) < 0.3, ignored, target)
            self.compare_cross_entropy(case, x, target, options)

    def options(self, shape):
        options = {"reduction": str(self.random.choice(("mean", "sum", "none")))}
        if self.random.random() < 0.5:
            options["weight"] = self.random.uniform(0.1, 3, shape[1 if len(shape) > 1 else 0])
        if self.random.random() < 0.5:
            options["label_smoothing"] = float(self.random.choice((0.05, 0.3, 1.0)))
        return options

    def indices(self, shape):
        classes = shape[1] if len(shape) > 1 else shape[0]
        return self.random.integers(0, classes, shape[:1] + shape[2:] if len(shape) > 1 else ())

    def probabilities(self, shape):
        p = self.random.uniform(0, 1, shape) ** 3
        # Half of them do not add up to 1, which PyTorch allows.
        return p / p.sum(1 if len(shape) > 1 else 0, keepdims=True) if self.random.random() < 0.5 else p

    def compare_cross_entropy(self, case, x, target, options):
        t = torch.tensor(x, requires_grad=True)
        tensors = {**options, "weight": torch.tensor(options["weight"])} if "weight" in options else options
        want = F.cross_entropy(t, torch.tensor(target), **tensors)
        loss, grad = nl.cross_entropy(x, target, return_grad=True, **options)
        self.close(loss, want, (case, x.shape, options))
        (expected,) = torch.autograd.grad(want.sum(), t)
        if bool(torch.isnan(want.sum())):
            # Every row ignored: PyTorch's gradient of the mean over nothing is NaN or 0 by version; here it is 0.
            self.assertFalse(grad.any())
        else:
            self.close(grad, expected, (case, x.shape, options))

    def test_linear(self):
        for case in range(CASES // 2):
            rows, inputs, outputs = (int(n) for n in self.random.integers(1, 40, 3))
            x, w, b, g = (
                self.random.standard_normal(s) for s in ((rows, inputs), (outputs, inputs), outputs, (rows, outputs))
            )
            tensors = [torch.tensor(a, requires_grad=True) for a in (x, w, b)]
            want = F.linear(*tensors)
            self.close(nl.linear(x, w, b), want, case)
            for got, expected in zip(nl.linear_backward(x, w, g), torch.autograd.grad(want, tensors, torch.tensor(g))):
                self.close(got, expected, case)

    def train(self, make, step):
        """Take five steps with both on the same gradients and compare the parameters after each."""
        start = self.random.standard_normal(7)
        theirs, ours = torch.tensor(start, requires_grad=True), start.copy()
        optimizer = make([theirs])
        for number in range(1, 6):
            grad = self.random.standard_normal(7)
            theirs.grad = torch.tensor(grad)
            optimizer.step()
            step(ours, grad, number)
            self.close(ours, theirs, number)

    def test_sgd(self):
        for lr in (0.1, 1e-3):
            for momentum, dampening, nesterov in ((0, 0, False), (0.9, 0, False), (0.9, 0.25, False), (0.9, 0, True)):
                for weight_decay in (0, 0.05):
                    options = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
                    options["nesterov"] = nesterov
                    velocity = np.full(7, np.nan)
                    self.train(
                        lambda p: torch.optim.SGD(p, **options),
                        lambda p, g, n: nl.sgd_step(p, g, velocity, first_step=n == 1, **options),
                    )

    def test_adam(self):
        for decoupled, make in ((False, torch.optim.Adam), (True, torch.optim.AdamW)):
            for betas in ((0.9, 0.999), (0.5, 0.25), (0.0, 0.9), (0.0, 0.0)):
                for eps in (1e-8, 1e-3):
                    for weight_decay in (0, 0.05):
                        options = {"lr": 0.01, "betas": betas, "eps": eps, "weight_decay": weight_decay}
                        m, v = np.zeros(7), np.zeros(7)
                        self.train(
                            lambda p: make(p, **options),
                            lambda p, g, n: nl.adam_step(p, g, m, v, n, decoupled=decoupled, **options),
                        )
