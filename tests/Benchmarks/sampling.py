# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Times contenders against each other, forwards and backwards in turn, so that a drift hits all alike."""

import time
from dataclasses import dataclass
from typing import Callable

import numpy as np

SAMPLES = 32
SAMPLE_SECONDS = 2e-3


@dataclass
class Contender:
    """run(times) makes the call that many times and returns the seconds; ulp() is the largest error of its result."""

    name: str
    run: Callable[[int], float]
    ulp: Callable[[], float] | None = None


@dataclass
class Timing:
    """Seconds per call, by round."""

    name: str
    samples: np.ndarray
    ulp: float | None

    def percentile(self, percent):
        """The median is the 50th."""
        return float(np.percentile(self.samples, percent))

    def times_as_fast_as(self, other):
        """Median over the rounds: what disturbs the machine for longer than a round disturbs both sides alike."""
        return float(np.median(other.samples / self.samples))


def python_loop(call):
    """A contender's run for a Python callable."""

    def run(times):
        start = time.perf_counter()
        for _ in range(times):
            call()
        return time.perf_counter() - start

    return run


def race(contenders):
    """The timings of contenders, in their order."""
    times = [_calibrate(one) for one in contenders]
    samples = [[] for _ in contenders]
    order = list(range(len(contenders)))
    for _ in range(SAMPLES):
        for index in order:
            samples[index].append(contenders[index].run(times[index]) / times[index])
        order.reverse()
    return [_timing(one, np.array(values)) for one, values in zip(contenders, samples)]


def _calibrate(contender):
    """Calls per sample: enough that the clock and the first touch of the caches do not count."""
    contender.run(1)
    times = 1
    while (seconds := contender.run(times)) < SAMPLE_SECONDS:
        times = max(2 * times, int(times * SAMPLE_SECONDS / max(seconds, 1e-9)))
    return times


def _timing(contender, values):
    return Timing(contender.name, values, contender.ulp() if contender.ulp else None)
