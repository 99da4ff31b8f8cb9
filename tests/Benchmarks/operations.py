# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The operations that are raced, and how everybody computes them."""

import ctypes
import functools

import nativeloss
import numpy as np
import scipy.special
import torch

import accuracy
from contenders import GIVEN, SLOW_ELEMENTS, Operation
from native import abi, address, hosted, levels, peers, pool

SCALAR = "C, expf"
LABELS_I64 = int(abi.LabelType.I64)
IGNORED = -100


def _options(struct, **fields):
    return struct(ctypes.sizeof(struct), **fields)


class LogSoftmax(Operation):
    name = "log_softmax"
    # Of our function, beside the axis.
    options = {}

    def arguments(self, z, out):
        p = self.problem
        options = _options(abi.SoftmaxOptions, inner=p.inner, **self.options)
        return z, p.stride, p.rows, p.classes, options, out, p.stride, pool(self.threads)

    def python(self, z):
        return getattr(nativeloss, self.name)(z, 1, **self.options)

    def exact(self):
        return getattr(accuracy, self.name)(self.problem.sample(self.problem.logits[0]))

    def peers(self):
        compute = getattr(torch, self.name)
        yield from self.from_torch(lambda z, out: compute(z, 1, out=out))
        if self.problem.dtype in ("f32", "f64"):
            yield self.from_python("SciPy", lambda z, _: getattr(scipy.special, self.name)(z, 1))
        if self.memory == GIVEN:
            yield from self.native_peers()

    def native_peers(self):
        p = self.problem
        if p.dtype in ("f32", "bf16"):
            shape = p.outer, p.classes, p.inner, p.dtype == "bf16", self.name == "log_softmax"
            prepared = lambda z, out: (peers.onednn_prepare(address(z), *shape, address(out)),)
            yield self.from_c("oneDNN", peers.onednn_run, prepared)


class Softmax(LogSoftmax):
    name = "softmax"

    def native_peers(self):
        p = self.problem
        yield from super().native_peers()
        if p.inner != 1 or p.dtype not in ("f32", "f64"):
            return
        arguments = lambda z, out: (z, len(z), p.classes, out)
        soft_max = hosted("SoftMaxSingle" if p.dtype == "f32" else "SoftMaxDouble")
        yield self.from_c("TensorPrimitives", soft_max, arguments)
        if p.dtype == "f32":
            prepared = lambda z, out: (peers.xnnpack_prepare(address(z), p.rows, p.classes, address(out)),)
            yield self.from_c("XNNPACK", peers.xnnpack_run, prepared)
            for level in levels():
                if level != "v2":
                    yield self.from_c(f"C, three passes {level}", peers[f"three_passes_{level}"], arguments)
            yield self.part().from_c(SCALAR, peers.scalar_softmax, arguments)


class TemperedSoftmax(LogSoftmax):
    """Of logits at a temperature. The others divide first."""

    name, label = "softmax", "softmax_temperature"
    TEMPERATURE = 0.7
    options = {"temperature": TEMPERATURE}

    def exact(self):
        return getattr(accuracy, self.name)(self.problem.sample(self.problem.logits[0]).astype(np.longdouble) / self.TEMPERATURE)

    def peers(self):
        compute, scipy_compute = getattr(torch, self.name), getattr(scipy.special, self.name)
        yield from self.from_torch(lambda z, out: compute(z / self.TEMPERATURE, 1, out=out))
        yield self.from_python("SciPy", lambda z, _: scipy_compute(z / self.TEMPERATURE, 1))


class TemperedLogSoftmax(TemperedSoftmax):
    name, label = "log_softmax", "log_softmax_temperature"


class Softmin(TemperedSoftmax):
    label = "softmin"
    TEMPERATURE = -1.0
    options = {"temperature": TEMPERATURE}


class MaskedSoftmax(LogSoftmax):
    """With a mask of bytes that leaves out 30 % of the classes. The others set those to -inf first."""

    name, label = "softmax", "softmax_masked"

    @functools.cached_property
    def keep(self):
        return np.random.default_rng(1).random((self.problem.outer, self.problem.classes)) < 0.7

    def arguments(self, z, out):
        p = self.problem
        kind, mask = self.mask()
        options = _options(abi.SoftmaxOptions, mask_type=int(kind), mask=address(mask), mask_stride=p.classes)
        return z, p.stride, p.rows, p.classes, options, out, p.stride, pool(self.threads)

    def mask(self):
        return abi.MaskType.BOOL, self.keep

    def python(self, z):
        return nativeloss.softmax(z, 1, mask=self.mask()[1])

    def exact(self):
        logits = self.problem.sample(self.problem.logits[0]).astype(np.longdouble)
        return accuracy.softmax(np.where(self.keep[: len(logits)], logits, -np.inf))

    def peers(self):
        gone = torch.from_numpy(~self.keep)
        yield from self.from_torch(lambda z, out: torch.softmax(z.masked_fill(gone, -np.inf), 1, out=out))
        yield self.from_python("SciPy", lambda z, _: scipy.special.softmax(np.where(self.keep, z, -np.inf), 1))


class AddedMaskSoftmax(MaskedSoftmax):
    """The same mask as numbers, 0 and -inf. The others add it first."""

    label = "softmax_added_mask"

    @functools.cached_property
    def addends(self):
        return np.where(self.keep, 0, -np.inf).astype(self.problem.logits[0].dtype)

    def mask(self):
        return abi.MaskType.ADD, self.addends

    def peers(self):
        addends = torch.from_numpy(self.addends)
        yield from self.from_torch(lambda z, out: torch.softmax(z + addends, 1, out=out))
        yield self.from_python("SciPy", lambda z, _: scipy.special.softmax(z + self.addends, 1))


class BiasedSoftmax(AddedMaskSoftmax):
    """With numbers for every logit, whose sums are rounded."""

    label = "softmax_bias"

    @functools.cached_property
    def addends(self):
        return np.random.default_rng(1).normal(size=self.keep.shape).astype(self.problem.logits[0].dtype)

    def exact(self):
        logits = self.problem.sample(self.problem.logits[0]).astype(np.longdouble)
        return accuracy.softmax(logits + self.addends[: len(logits)])


class LogSumExp(Operation):
    name, moved, per_row = "logsumexp", 1, True

    def outputs(self):
        return [self.problem.results if self.memory == GIVEN else None] * len(self.problem.logits)

    def arguments(self, z, out):
        p = self.problem
        options = _options(abi.SoftmaxOptions, inner=p.inner)
        return z, p.stride, p.rows, p.classes, options, out, pool(self.threads)

    def python(self, z):
        return nativeloss.logsumexp(z, 1)

    def exact(self):
        return accuracy.logsumexp(self.problem.sample(self.problem.logits[0]))

    def result(self, name):
        return self.problem.results.reshape(-1)

    def peers(self):
        p = self.problem
        yield from self.from_torch(lambda z, out: torch.logsumexp(z, 1, out=out))
        if p.dtype in ("f32", "f64"):
            yield self.from_python("SciPy", lambda z, _: scipy.special.logsumexp(z, 1))
        if self.memory == GIVEN and p.inner == 1 and p.dtype == "f32":
            yield self.part().from_c(SCALAR, peers.scalar_logsumexp, lambda z, out: (z, len(z), p.classes, out))


class Entropy(LogSumExp):
    """Of softmax."""

    name = "entropy"

    def python(self, z):
        return nativeloss.entropy(z, 1)

    def exact(self):
        return accuracy.entropy(self.problem.sample(self.problem.logits[0]))

    def peers(self):
        def compute(z, out):
            logs = torch.log_softmax(z, 1)
            return torch.sum(logs.exp().mul_(logs), 1, out=out).neg_()

        yield from self.from_torch(compute)


class CrossEntropy(Operation):
    """With class indices: the mean of the rows' losses."""

    name, moved, per_row = "cross_entropy", 1, True

    def __init__(self, problem, memory=GIVEN, threads=1, variant=""):
        super().__init__(problem, memory, threads)
        self.variant, self.labels, self.weights = variant, problem.labels, None
        self.smoothing = 0.1 if variant == "smoothing 0.1" else 0.0
        if variant == "class weights":
            self.weights = np.linspace(0.5, 2, problem.classes, dtype=problem.real)
        if variant.startswith("ignored"):
            self.labels = self.labels.copy()
            self.labels.reshape(-1)[:: 1 if variant == "ignored 100 %" else 2] = IGNORED
        self.loss = np.empty(problem.rows, problem.real)

    def part(self):
        return type(self)(self.problem.first(SLOW_ELEMENTS), self.memory, self.threads, self.variant)

    def options(self):
        return _options(
            abi.CrossEntropyOptions,
            flags=abi.CrossEntropyFlags.IGNORE_INDEX,
            ignore_index=IGNORED,
            label_smoothing=self.smoothing,
            class_weights=None if self.weights is None else address(self.weights),
            inner=self.problem.inner,
        )

    def arguments(self, z, out):
        p = self.problem
        grad = out if self.moved == 2 else None
        labels = self.labels, LABELS_I64
        return z, p.stride, *labels, p.rows, p.classes, self.options(), self.loss, grad, p.stride, pool(self.threads)

    def python(self, z, **more):
        weight, smoothing = self.weights, self.smoothing
        return nativeloss.cross_entropy(z, self.labels, weight, label_smoothing=smoothing, **more)

    def torch(self, z, **more):
        weight = None if self.weights is None else self.tensor(self.weights).to(z.dtype)
        labels, smoothing = torch.from_numpy(self.labels), self.smoothing
        return torch.nn.functional.cross_entropy(z, labels, weight, label_smoothing=smoothing, **more)

    def numpy(self, z):
        lse = scipy.special.logsumexp(z, 1)
        return lse - np.take_along_axis(z, self.labels[:, None], 1)[:, 0]

    def exact(self):
        if self.variant:
            return None
        return accuracy.losses(self.problem.sample(self.problem.logits[0]), self.labels.reshape(-1))

    def result(self, name):
        """The rows' losses: the mean hides what they are."""
        z = self.problem.logits[0]
        if name.startswith("NativeLoss"):
            return self.python(z, reduction="none").reshape(-1)
        if name == "PyTorch":
            return self.torch(self.tensor(z), reduction="none").float().numpy().reshape(-1)
        return self.loss if name == SCALAR else self.numpy(z)

    def peers(self):
        p = self.problem
        yield from self.from_torch(lambda z, _: self.torch(z))
        if p.inner > 1 or self.variant or self.memory != GIVEN:
            return
        if p.dtype in ("f32", "f64"):
            yield self.from_python("SciPy", lambda z, _: self.numpy(z).mean())
        if p.dtype == "f32":
            part = self.part()
            arguments = lambda z, out: (z, part.labels, len(z), p.classes, part.loss, None)
            yield part.from_c(SCALAR, peers.scalar_cross_entropy, arguments)


class CrossEntropyGrad(CrossEntropy):
    """The same, and the gradient."""

    label, moved, per_row = "cross_entropy_grad", 2, False

    def python(self, z, **more):
        return super().python(z, return_grad=True, **more)

    def exact(self):
        p = self.problem
        if self.variant:
            return None
        return accuracy.gradient(p.sample(p.logits[0]), self.labels.reshape(-1), p.rows)

    def result(self, name):
        return self.problem.sample(self.grad if name == "PyTorch" else self.problem.out[0])

    def peers(self):
        p = self.problem
        yield from self.from_torch(self.torch_backward)
        if self.memory == GIVEN and p.dtype == "f32" and p.inner == 1 and not self.variant:
            part = self.part()
            arguments = lambda z, out: (z, part.labels, len(z), p.classes, part.loss, out)
            yield part.from_c(SCALAR, peers.scalar_cross_entropy, arguments)

    def torch_backward(self, z, _):
        leaf = z.detach().requires_grad_()
        self.torch(leaf).backward()
        grad = leaf.grad
        self.grad = (grad.view(torch.int16) if grad.dtype == torch.bfloat16 else grad).numpy()


class CappedCrossEntropyGrad(CrossEntropyGrad):
    """Of logits with a soft cap, as Gemma 2 has it. The others cap first."""

    label = "cross_entropy_grad_softcap"
    CAP = 30.0

    def options(self):
        options = super().options()
        options.softcap = self.CAP
        return options

    def python(self, z, **more):
        return super().python(z, softcap=self.CAP, **more)

    def exact(self):
        p = self.problem
        z = p.sample(p.logits[0]).astype(np.longdouble)
        t = np.tanh(z / self.CAP)
        return accuracy.gradient(t * self.CAP, self.labels.reshape(-1), p.rows) * (1 - t * t)

    def torch(self, z, **more):
        return super().torch(torch.tanh(z / self.CAP) * self.CAP, **more)

    def peers(self):
        return self.from_torch(self.torch_backward)


class TargetLoss(Operation):
    """With a target for each logit: the mean of the losses, and the gradient."""

    moved = 3

    def __init__(self, problem, memory=GIVEN, threads=1):
        super().__init__(problem, memory, threads)
        self.targets = self.targets_of(problem.logits[0][::-1])
        self.loss = np.empty(1, problem.real)

    def arguments(self, z, out):
        p, targets = self.problem, self.targets
        return z, p.stride, targets, p.stride, p.rows, p.classes, None, self.loss, out, p.stride, pool(self.threads)

    def peers(self):
        targets, loss = torch.from_numpy(self.targets), getattr(torch.nn.functional, self.torch_name)

        def call(z, _):
            leaf = z.detach().requires_grad_()
            loss(leaf, targets).backward()

        return self.from_torch(call)


class CrossEntropySoft(TargetLoss):
    """With a distribution for each row."""

    name, torch_name = "cross_entropy_soft", "cross_entropy"

    @staticmethod
    def targets_of(numbers):
        return scipy.special.softmax(numbers, 1)

    def python(self, z):
        return nativeloss.cross_entropy(z, self.targets, return_grad=True)


class _Backward(Operation):
    """From what the forward pass left and a gradient as large as the logits."""

    moved = 3

    def __init__(self, problem, memory=GIVEN, threads=1):
        super().__init__(problem, memory, threads)
        self.upstream = problem.logits[0][::-1].copy()

    def arguments(self, z, out):
        p, g = self.problem, self.upstream
        return z, p.stride, g, p.stride, p.rows, p.classes, None, out, p.stride, pool(self.threads)

    def python(self, z):
        return getattr(nativeloss, self.name)(z, self.upstream)

    def peers(self):
        compute = getattr(torch, f"_{self.name}_data")
        g, dtype = torch.from_numpy(self.upstream), {"f32": torch.float32, "f64": torch.float64}[self.problem.dtype]
        return self.from_torch(lambda z, out: compute(g, z, 1, dtype, **{self.torch_out: out}))


class SoftmaxBackward(_Backward):
    name, torch_out = "softmax_backward", "grad_input"


class LogSoftmaxBackward(_Backward):
    """PyTorch's is given the log-probabilities, ours the logits: to both, numbers of the same range."""

    name, torch_out = "log_softmax_backward", "out"


class LogSumExpBackward(Operation):
    """From the logits and one number per row; PyTorch's also from the logsumexp."""

    name, moved = "logsumexp_backward", 2

    def arguments(self, z, out):
        p = self.problem
        return z, p.stride, p.row_gradients, p.rows, p.classes, None, out, p.stride, pool(self.threads)

    def python(self, z):
        return nativeloss.logsumexp_backward(z, self.problem.row_gradients)

    def peers(self):
        g = torch.from_numpy(self.problem.row_gradients)[:, None]
        lse = torch.logsumexp(self.tensor(self.problem.logits[0]), 1, keepdim=True)
        return self.from_torch(lambda z, out: torch.mul(torch.sub(z, lse, out=out).exp_(), g, out=out))
