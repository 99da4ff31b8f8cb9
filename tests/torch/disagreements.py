# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Where PyTorch's results are others, and why. The reference must confirm this library's in each such case."""

from dataclasses import dataclass
from typing import Callable

import numpy as np
from cross_entropy import counted
from softmax import left_out

SOFTMAX_FAMILY = ("softmax", "log_softmax", "logsumexp")
MASKED = ("softmax with temperature and mask", "log_softmax with temperature and mask")
CROSS_ENTROPY = ("cross_entropy with indices", "cross_entropy with probabilities")


@dataclass(frozen=True)
class Disagreement:
    operations: tuple
    applies: Callable
    reason: str


def has(value):
    """Whether any logit is the value."""

    def applies(case):
        return bool((case.inputs.get("logits", case.inputs.get("input")) == value).any())

    return applies


def overflows(case):
    """Whether the exponential of some input is infinite in float64."""
    return bool((np.abs(case.inputs["input"]) > 709).any())


def leaves_out_rows(case):
    """Whether the mask leaves out every class of some row."""
    out = left_out(case)
    return bool(out.all(case.options["axis"] if out.ndim else None).any())


def ignores_without_numbers(case):
    """Whether rows are ignored, and some logits are no numbers or infinite."""
    ignored = case.inputs["target"] == case.options.get("ignore_index", -100)
    return bool(ignored.any()) and not np.isfinite(case.inputs["input"]).all()


DISAGREEMENTS = [
    Disagreement(SOFTMAX_FAMILY, has(np.inf), "inf - inf is NaN; here the entries that are +inf share the mass"),
    Disagreement(("softmin",), has(-np.inf), "inf - inf is NaN; here the entries that are -inf share the mass"),
    Disagreement(
        MASKED, leaves_out_rows, "the gradient of a left-out class is NaN where all of its row are; here it is 0"
    ),
    Disagreement(CROSS_ENTROPY, has(np.inf), "inf - inf is NaN; here the entries that are +inf share the mass"),
    Disagreement(
        CROSS_ENTROPY, lambda case: counted(case) == 0, "the gradient of a mean over nothing is NaN; here it is 0"
    ),
    Disagreement(
        CROSS_ENTROPY[:1], ignores_without_numbers, "the gradient of an ignored row is 0 times NaN; here it is 0"
    ),
    Disagreement(CROSS_ENTROPY, has(-np.inf), "0 times -inf is NaN; here a class without mass adds 0"),
    Disagreement(("soft_hinge_loss",), overflows, "exp(-y x) overflows; here the loss is finite, about -y x"),
]
