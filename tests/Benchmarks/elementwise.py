# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""More operations that are raced: those that look at each element alone, or choose some."""

import numpy as np
import torch

from contenders import GIVEN, Operation
from native import pool


class Sigmoid(Operation):
    name = "sigmoid"

    def arguments(self, z, out):
        p = self.problem
        return z, p.stride, p.rows, p.classes, out, p.stride, pool(self.threads)

    def peers(self):
        return self.from_torch(lambda z, out: torch.sigmoid(z, out=out))


class _Loss(Operation):
    """With a target for each element: the mean of the losses, and the gradient."""

    moved = 3

    def __init__(self, problem, memory=GIVEN, threads=1):
        super().__init__(problem, memory, threads)
        self.targets = self.targets_of(problem.logits[0])
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


class MeanSquaredError(_Loss):
    name, torch_name = "mse", "mse_loss"

    @staticmethod
    def targets_of(logits):
        return logits[::-1].copy()


class BinaryCrossEntropy(_Loss):
    """Of logits."""

    name = torch_name = "binary_cross_entropy_with_logits"

    @staticmethod
    def targets_of(logits):
        return (logits[::-1] > 0).astype(logits.dtype)


class ArgMax(Operation):
    name, moved = "argmax", 1

    def __init__(self, problem, memory=GIVEN, threads=1):
        super().__init__(problem, memory, threads)
        self.indices = np.empty(problem.rows, np.int64)

    def arguments(self, z, out):
        p = self.problem
        return z, p.stride, p.rows, p.classes, self.indices, pool(self.threads)

    def peers(self):
        indices = torch.from_numpy(np.empty_like(self.indices))
        yield from self.from_torch(lambda z, _: torch.argmax(z, 1, out=indices))
