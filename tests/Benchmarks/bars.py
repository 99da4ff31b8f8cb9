# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The bars: how many times as fast as a rival the library is to be, and how many it is in this run."""

from dataclasses import dataclass

import numpy as np
import torch

from contenders import IN_PLACE, NEW
from matrix import Race
from native import levels, peers, timed_loop
from operations import CrossEntropy, CrossEntropyGrad, LogSoftmax, LogSumExp, Softmax
from problem import Problem
from sampling import Contender, race

LARGER_THAN_CACHES = (1024, 65536), (256, 128256)
VOCABULARIES = (512, 50257), (256, 32000)
# Of a limit's speed: where two threads have so much of it, memory does not allow them more.
LIMIT = 0.9
LIBRARIES = {"oneDNN": 2.0, "PyTorch": 2.5, "TensorPrimitives": 2.5, "XNNPACK": 1.25}

# A race, and how many times as fast as whom we are to be. Of a limit's speed: a part of it.
GOALS = [
    *[(Race(CrossEntropy, shape), {"read": 0.90}) for shape in LARGER_THAN_CACHES],
    *[(Race(CrossEntropyGrad, shape, memory=IN_PLACE), {"memcpy": 1 / 1.25}) for shape in LARGER_THAN_CACHES],
    *[(Race(Softmax, shape), LIBRARIES) for shape in ((1024, 1000), (4096, 128), (256, 32000))],
    *[(Race(CrossEntropyGrad, shape), {"PyTorch": 12.0}) for shape in VOCABULARIES],
    *[(Race(CrossEntropyGrad, shape, memory=IN_PLACE), {"PyTorch": 12.0}) for shape in VOCABULARIES],
    *[(Race(CrossEntropyGrad, shape, memory=NEW), {"memcpy": 1 / 1.3}) for shape in VOCABULARIES],
    (Race(CrossEntropyGrad, (65536, 10)), {"PyTorch": 25.0, "1.5 Gelem/s": 1.0}),
    (Race(CrossEntropyGrad, (512, 50257), dtype="bf16"), {"PyTorch": 10.0}),
    (Race(LogSoftmax, (32, 81, 8732)), {"PyTorch": 4.0}),
]


@dataclass
class Result:
    """Times as fast as the rival, by level, the best first. Without a bar: for comparison."""

    work: str
    rival: str
    bar: float | None
    ratios: list[float]
    # The bar is for the best level, or for each.
    every_level: bool = False
    # Of what memory allows, where that is the other way to meet the bar.
    of_limit: float = 0.0

    @property
    def missed(self):
        reached = min(self.ratios[: None if self.every_level else 1])
        return self.bar is not None and reached < self.bar and self.of_limit < LIMIT

    def line(self):
        bar, verdict = ("", "") if self.bar is None else (f"{self.bar:.2f}", "missed" if self.missed else "met")
        return f"| {self.work} | {self.rival} | {bar} | {' | '.join(f'{x:.2f}' for x in self.ratios)} | {verdict} |"


def heading():
    names = fast_levels()
    titles = f"| times as fast as | | bar | {' | '.join(names)} | |"
    return titles + "\n|---|---|" + "---:|" * (1 + len(names)) + "---|"


def fast_levels():
    """The others emulate fused multiply-add."""
    return [level for level in levels() if level != "v2"]


def results(chosen, sample_seconds):
    """Of the bars whose work has the text in it, as they are measured."""
    if chosen in "exp and sum":
        yield exp_and_sum(sample_seconds)
    for goal, rivals in GOALS:
        if chosen in goal.text:
            yield from beside(goal, rivals, sample_seconds)
    for operation in CrossEntropy, CrossEntropyGrad:
        goal = Race(operation, (512, 128256), threads=2)
        if chosen in goal.text:
            yield from two_threads(goal, sample_seconds)


def beside(goal, rivals, sample_seconds):
    ours = [f"NativeLoss {level}" for level in fast_levels()]
    timings = {one.name: one for one in race(goal.prepare().contenders((*ours, *rivals)), sample_seconds)}
    for rival, bar in rivals.items():
        if rival.endswith(" Gelem/s"):
            ratios = [1e-9 / timings[name].median / float(rival.split()[0]) for name in ours]
        else:
            ratios = [timings[name].times_as_fast_as(timings[rival]) for name in ours]
        yield Result(goal.text, rival, bar, ratios)


def exp_and_sum(sample_seconds):
    """What one more element costs in the L1 cache: a longer row less a shorter one, so that the call does not count."""
    few, many = 1024, 7168
    names = fast_levels()
    contenders = []
    for classes in few, many:
        problem = Problem(1, classes)
        seen, most = np.empty(16, np.float32), np.empty(32, np.float32)
        contenders += [LogSumExp(problem).ours(level) for level in names]
        for level in names:
            run = timed_loop(peers[f"exp_sum_{level}"], [(problem.logits[0], classes // 32, seen, most)])
            contenders.append(Contender(level, run, classes))
    timings = race(contenders, sample_seconds)
    shorter, longer = timings[: 2 * len(names)], timings[2 * len(names) :]
    slopes = [many * b.median - few * a.median for a, b in zip(shorter, longer)]
    ratios = [theirs / ours for ours, theirs in zip(slopes, slopes[len(names) :])]
    return Result("exp and sum, f32, L1, each level", "the same in C", 0.95, ratios, every_level=True)


def two_threads(goal, sample_seconds):
    """Beside one thread; and beside the limit on two, which is what memory allows."""
    names = fast_levels()
    torch.set_num_threads(goal.threads)
    operation = goal.prepare()
    alone = type(operation)(operation.problem)
    contenders = [one for level in names for one in (operation.ours(level), alone.ours(level))]
    timings = race([*contenders, operation.limit(), alone.limit()], sample_seconds)
    pairs = list(zip(timings[::2], timings[1::2]))
    limit, limit_alone = pairs.pop()
    of_limit = [both.times_as_fast_as(limit) for both, _ in pairs]
    yield Result(goal.text, "one thread, or the limit", 1.8, [both.times_as_fast_as(one) for both, one in pairs], of_limit=of_limit[0])
    yield Result(goal.text, f"{limit.name}, two threads", None, of_limit)
    text = f"{limit.name}, two threads"
    yield Result(text, "one thread", None, [limit.times_as_fast_as(limit_alone)] * len(names))
