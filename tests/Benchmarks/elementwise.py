# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""More operations that are raced: those that look at each element alone, or choose some."""

import numpy as np
import torch

from contenders import GIVEN, Operation
from native import pool
from operations import TargetLoss


class Sigmoid(Operation):
    name = "sigmoid"

    def arguments(self, z, out):
        p = self.problem
        return z, p.stride, p.rows, p.classes, out, p.stride, pool(self.threads)

    def peers(self):
        return self.from_torch(lambda z, out: torch.sigmoid(z, out=out))


class MeanSquaredError(TargetLoss):
    name, torch_name = "mse", "mse_loss"

    @staticmethod
    def targets_of(numbers):
        return numbers.copy()


class BinaryCrossEntropy(TargetLoss):
    """Of logits."""

    name = torch_name = "binary_cross_entropy_with_logits"

    @staticmethod
    def targets_of(numbers):
        return (numbers > 0).astype(numbers.dtype)


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


class TopK(Operation):
    """The five largest, with their indices."""

    name, moved, k = "top_k", 1, 5

    def __init__(self, problem, memory=GIVEN, threads=1):
        super().__init__(problem, memory, threads)
        self.values = np.empty((problem.rows, self.k), problem.logits[0].dtype)
        self.indices = np.empty((problem.rows, self.k), np.int64)

    def arguments(self, z, out):
        p = self.problem
        return z, p.stride, p.rows, p.classes, self.k, self.values, self.k, self.indices, self.k, pool(self.threads)

    def peers(self):
        chosen = torch.from_numpy(np.empty_like(self.values)), torch.from_numpy(np.empty_like(self.indices))
        yield from self.from_torch(lambda z, _: torch.topk(z, self.k, 1, out=chosen))
