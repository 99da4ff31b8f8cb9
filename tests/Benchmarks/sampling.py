# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Times contenders against each other, forwards and backwards in turn, so that a drift hits all alike."""

import resource
import time
from dataclasses import dataclass
from typing import Callable

import numpy as np

SAMPLES = 32
# A sample during which the machine gave the processor to somebody else is taken again, for at most so long.
PATIENCE_SECONDS = 0.05


@dataclass
class Contender:
    """Who takes part in a race."""

    name: str
    # Makes the call so many times, and returns the seconds.
    run: Callable[[int], float]
    # That a call works on.
    elements: int
    # The largest error of what the last call wrote, in units of the last place; None where it is not measured.
    error: Callable[[], float | None] | None = None
    # What must be done before each call, outside the clock.
    before: Callable[[], None] | None = None

    def once(self):
        """One call, and what comes before it."""
        if self.before:
            self.before()
        return self.run(1)


@dataclass
class Timing:
    """Seconds per element, by round."""

    contender: Contender
    samples: np.ndarray
    # Largest error in units of the last place.
    error: float | None

    @property
    def name(self):
        return self.contender.name

    @property
    def median(self):
        return self.percentile(50)

    def percentile(self, percent):
        return float(np.percentile(self.samples, percent))

    def times_as_fast_as(self, other):
        """Median over the rounds: what disturbs the machine for longer than a round disturbs both sides alike."""
        return float(np.median(other.samples / self.samples))


def python_loop(calls):
    """A contender's run for Python callables, which are called in turn."""
    position = 0

    def run(times):
        nonlocal position
        chosen = [calls[(position + i) % len(calls)] for i in range(times)]
        position += times
        start = time.perf_counter()
        for call in chosen:
            call()
        return time.perf_counter() - start

    return run


def race(contenders, sample_seconds=2e-3):
    """The timings of contenders, in their order."""
    times = [_calibrate(one, sample_seconds) for one in contenders]
    seconds = [[] for _ in contenders]
    order = list(range(len(contenders)))
    for _ in range(SAMPLES):
        for index in order:
            seconds[index].append(_sample(contenders[index], times[index]) / times[index])
        order.reverse()
    return [Timing(one, np.array(values) / one.elements, _error(one)) for one, values in zip(contenders, seconds)]


def _error(contender):
    if contender.error is None:
        return None
    contender.once()
    return contender.error()


def _calibrate(contender, sample_seconds):
    """Calls per sample: enough that the clock and the first touch of the caches do not count."""
    times, seconds = 1, contender.once()
    while not contender.before and (seconds := contender.run(times)) < sample_seconds:
        times = max(2 * times, int(times * sample_seconds / max(seconds, 1e-9)))
    return times


def _sample(contender, times):
    until = time.perf_counter() + PATIENCE_SECONDS
    while True:
        if contender.before:
            contender.before()
        switches = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw
        seconds = contender.run(times)
        undisturbed = resource.getrusage(resource.RUSAGE_SELF).ru_nivcsw == switches
        if undisturbed or time.perf_counter() > until:
            return seconds
