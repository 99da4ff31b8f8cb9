# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Who takes part in a race: the same operation on the same logits for everybody."""

import numpy as np
import torch

import accuracy
from native import levels, libc, limit_level, nloss, peers, pool, timed_loop
from sampling import Contender, python_loop

# Where the results go: to arrays made before the clock starts, to new ones that each call makes, or in the place of the
# logits, which are restored before each call, outside the clock.
GIVEN, NEW, IN_PLACE = "given", "new", "in place"

# Who takes tens of nanoseconds per element is measured on the first rows, so that a race does not take minutes.
SLOW_ELEMENTS = 1 << 16


class Operation:
    """What is raced, on a problem. The classes of operations.py say how each contender computes it."""

    # Of our C function, without the type.
    name = ""
    # Of the race, where it differs.
    label = ""
    # Elements read and written for each of the logits.
    moved = 2
    # Whether `result` is a number for each row, float32 for half types, instead of one for each logit.
    per_row = False

    def __init__(self, problem, memory=GIVEN, threads=1):
        self.problem, self.memory, self.threads = problem, memory, threads

    def outputs(self):
        """An array for each set, or None where calls make their own."""
        p = self.problem
        return {GIVEN: p.out, NEW: [None] * len(p.out), IN_PLACE: p.logits}[self.memory]

    def arguments(self, z, out):
        """Of our C function."""
        raise NotImplementedError

    def python(self, z):
        """Ours from Python, which makes its result."""
        raise NotImplementedError

    def peers(self):
        """The contenders that are neither ours nor the limit."""
        raise NotImplementedError

    def exact(self):
        """The result of the first rows, in extended precision; None where nobody is checked."""
        return None

    def result(self, name):
        """What the contender of that name wrote for them: the last to write."""
        return self.problem.sample(self.problem.out[0])

    def contenders(self, only=("",)):
        """Ours first, by level; then the peers; the limit last. only: beginnings of names."""
        ours = [(self.part() if level == "v2" else self).ours(level) for level in levels()]
        return [one for one in (*ours, *self.peers(), self.limit()) if one.name.startswith(only)]

    def part(self):
        """The same on the first rows."""
        return type(self)(self.problem.first(SLOW_ELEMENTS), self.memory, self.threads)

    def ours(self, level):
        name = f"NativeLoss {level}"
        if self.memory == NEW:
            timed = self.from_python(name, lambda z, _: self.python(z))
        else:
            timed = self.from_c(name, getattr(nloss, f"nloss_{self.name}_{self.problem.dtype}"), self.arguments)
        run = timed.run

        def limited(times):
            limit_level(level)
            return run(times)

        timed.run = limited
        return timed

    def limit(self):
        """Reading the logits; or moving as many bytes as the operation must. On as many threads."""
        p, floats = self.problem, self.problem.logits[0].nbytes // 4
        name = "read" if self.moved == 1 else "memcpy"
        targets = p.out if self.moved > 1 else [None] * len(p.out)
        if self.memory == NEW and self.moved > 1:
            run = python_loop([z.copy for z in p.logits])
        elif self.threads > 1:
            pairs = zip(targets, p.logits)
            run = timed_loop(peers.move_on_pool, [(pool(self.threads), out, z, floats) for out, z in pairs])
        elif self.moved > 1:
            run = timed_loop(libc.memcpy, [(out, z, 4 * floats) for out, z in zip(p.out, p.logits)])
        else:
            run = timed_loop(peers.read_all, [(z, floats) for z in p.logits])
        return Contender(name, run, p.elements * 2 / max(self.moved, 2))

    def from_c(self, name, function, arguments):
        """A C function, and its arguments for logits and output."""
        pairs = zip(self.problem.logits, self.outputs())
        return self._contender(name, timed_loop(function, [arguments(*pair) for pair in pairs]))

    def from_python(self, name, call):
        """A function of logits and output."""
        pairs = zip(self.problem.logits, self.outputs())
        return self._contender(name, python_loop([lambda pair=pair: call(*pair) for pair in pairs]))

    def from_torch(self, call):
        """A function of tensors, for the types that PyTorch has it for."""
        pairs = [(self.tensor(z), self.tensor(out)) for z, out in zip(self.problem.logits, self.outputs())]
        try:
            call(*pairs[0])
        except RuntimeError:
            return
        yield self._contender("PyTorch", python_loop([lambda pair=pair: call(*pair) for pair in pairs]))

    def tensor(self, array):
        """PyTorch's view of an array."""
        if array is not None and self.problem.dtype == "bf16":
            return torch.from_numpy(array.view(np.int16)).view(torch.bfloat16)
        return None if array is None else torch.from_numpy(array)

    def _contender(self, name, run):
        p, before = self.problem, None
        if self.memory == IN_PLACE:
            original = p.logits[0].copy()
            before = lambda: np.copyto(p.logits[0], original)
        return Contender(name, run, p.elements, lambda: self._error(name), before)

    def _error(self, name):
        p = self.problem
        # Elsewhere the computation is the same.
        exact = self.exact() if self.memory == GIVEN and not p.cold and p.data == "normal" else None
        if exact is None:
            return None
        got = self.result(name)
        shared = min(len(exact), len(got))
        dtype = {"f16": "f32", "bf16": "f32"}.get(p.dtype, p.dtype) if self.per_row else p.dtype
        return accuracy.largest_error(exact[:shared], got[:shared], dtype)
