# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""From which size two threads are faster than one, for the executor of each language."""

import nativeloss
from nativeloss import _executor

from native import hosted, timed_loop
from operations import Softmax
from problem import Problem
from sampling import Contender, python_loop, race

CLASSES = 1024
ROWS = [1 << k for k in range(1, 13)]
# Faster by so much counts as faster.
GAIN = 1.1


def speedups(sample_seconds):
    """(elements, microseconds on one thread, {executor: times as fast on two}), by size."""
    # Whatever the size: the binding itself uses threads only where they help.
    smallest, _executor.SMALLEST = _executor.SMALLEST, 0
    nativeloss.set_num_threads(2)
    for rows in ROWS:
        problem = Problem(rows, CLASSES)
        found, seconds = {}, None
        for name, make in EXECUTORS.items():
            alone, both = race([make(problem, 1), make(problem, 2)], sample_seconds)
            found[name] = both.times_as_fast_as(alone)
            seconds = seconds or alone.median * problem.elements
        yield problem.elements, seconds * 1e6, found
    nativeloss.set_num_threads(1)
    _executor.SMALLEST = smallest


def helps_from(found, name):
    """The smallest size from which on two threads are faster."""
    helps = None
    for elements, _, ratios in found:
        if ratios[name] < GAIN:
            helps = None
        elif helps is None:
            helps = elements
    return helps


def _cpp(problem, threads):
    return Softmax(problem, threads=threads).ours("v4")


def _csharp(problem, threads):
    z, out = problem.logits[0], problem.out[0]
    run = timed_loop(hosted("OursOnThreads"), [(z, problem.rows, problem.classes, out, threads)])
    return Contender("C#", run, problem.elements)


def _python(problem, threads):
    z, out = problem.logits[0], problem.out[0]
    loop = python_loop([lambda: nativeloss.softmax(z, out=out)])
    chosen = _executor.active if threads > 1 else None

    def run(times):
        # What set_num_threads sets, but the pool lives on.
        before, _executor.active = _executor.active, chosen
        seconds = loop(times)
        _executor.active = before
        return seconds

    return Contender("Python", run, problem.elements)


EXECUTORS = {"C++": _cpp, "C#": _csharp, "Python": _python}
