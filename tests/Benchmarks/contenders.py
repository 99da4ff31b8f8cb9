# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Who takes part in a race: the same logits for all, outputs made before the clock starts where an API allows it."""

import ctypes

import numpy as np
import torch

from accuracy import cross_entropy_ulp, softmax_ulp
from native import at_level, peers
from sampling import Contender, python_loop


class Problem:
    """Normal logits with a standard deviation of 3, and uniform labels."""

    def __init__(self, rows, classes):
        random = np.random.default_rng(rows + classes)
        self.rows, self.classes = rows, classes
        self.logits = 3 * random.standard_normal((rows, classes), np.float32)
        self.labels = random.integers(0, classes, rows)
        self.out = np.empty_like(self.logits)
        self._torch_logits, self._torch_labels = torch.from_numpy(self.logits), torch.from_numpy(self.labels)

    def roofs(self):
        """What moving the bytes costs alone."""
        best = ctypes.c_float()
        to, of, count = self.out.ctypes.data, self.logits.ctypes.data, self.logits.size
        return [
            Contender("memcpy", lambda times: peers.time_memcpy(to, of, count, times)),
            Contender("read (max)", lambda times: peers.time_read(ctypes.byref(best), of, count, times)),
        ]

    def softmax(self, level):
        """Ours."""
        run = lambda times: peers.time_softmax(
            self.logits.ctypes.data, self.rows, self.classes, self.out.ctypes.data, times)
        return self._softmax("NativeLoss " + level, at_level(level, run))

    def dnnl_softmax(self):
        """oneDNN, everything prepared."""
        state = ctypes.create_string_buffer(peers.peer_size())
        if peers.peer_prepare(state, self.logits.ctypes.data, self.rows, self.classes, self.out.ctypes.data) != 0:
            raise RuntimeError("oneDNN made no softmax")
        return self._softmax("oneDNN", lambda times: peers.time_peer_softmax(state, times))

    def torch_softmax(self):
        """PyTorch, into an existing tensor."""
        out = torch.from_numpy(self.out)
        return self._softmax("PyTorch", python_loop(lambda: torch.softmax(self._torch_logits, 1, out=out)))

    def cross_entropy(self, level, grad=False):
        """Ours, the mean over the rows."""
        loss = np.empty(1, np.float32)
        to = self.out.ctypes.data if grad else None
        run = lambda times: peers.time_cross_entropy(
            self.logits.ctypes.data, self.labels.ctypes.data, self.rows, self.classes, loss.ctypes.data, to, times)
        return Contender("NativeLoss " + level, at_level(level, run), None if grad else self._our_losses_ulp)

    def torch_cross_entropy(self):
        """PyTorch, the mean over the rows."""
        call = lambda: torch.nn.functional.cross_entropy(self._torch_logits, self._torch_labels)
        return Contender("PyTorch", python_loop(call), self._torch_losses_ulp)

    def torch_cross_entropy_backward(self):
        """PyTorch, with the gradient."""
        logits = self._torch_logits.clone().requires_grad_()

        def call():
            logits.grad = None
            torch.nn.functional.cross_entropy(logits, self._torch_labels).backward()

        return Contender("PyTorch", python_loop(call))

    def _softmax(self, name, run):
        def ulp():
            run(1)
            return softmax_ulp(self.logits, self.out)

        return Contender(name, run, ulp)

    def _our_losses_ulp(self):
        """Of the rows' losses, by one row at a time: a row's loss does not depend on the batch."""
        losses = np.empty(self.rows, np.float32)
        for row in range(self.rows):
            logits, labels, loss = (array[row:].ctypes.data for array in (self.logits, self.labels, losses))
            peers.time_cross_entropy(logits, labels, 1, self.classes, loss, None, 1)
        return cross_entropy_ulp(self.logits, self.labels, losses)

    def _torch_losses_ulp(self):
        losses = torch.nn.functional.cross_entropy(self._torch_logits, self._torch_labels, reduction="none")
        return cross_entropy_ulp(self.logits, self.labels, losses.numpy())
