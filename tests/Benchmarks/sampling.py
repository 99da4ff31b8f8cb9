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
    """Seconds per call."""

    name: str
    median: float
    p10: float
    p90: float
    ulp: float | None


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
    p10, median, p90 = np.percentile(values, [10, 50, 90])
    return Timing(contender.name, median, p10, p90, contender.ulp() if contender.ulp else None)
