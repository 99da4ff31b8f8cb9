# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of rows with class indices, other than cross-entropy. Numbers are finite: what NaN does is decided here."""

import torch.nn.functional as F

import nativeloss as nl
from cross_entropy import LABELS, class_axis
from operation import CANCELLED, Case, Operation, magnitude, relative


def draw(draw, most_axes):
    shape = draw.shape(1, most_axes, empty=0)
    x = draw.values(shape, draw.dtype(), special=0)
    axis = class_axis(x)
    rows = shape[:axis] + shape[axis + 1 :]
    inputs = {"input": x, "target": draw.integers(rows, 0, min(shape[axis], 128), draw.pick(*LABELS))}
    if draw.chance(0.4):
        inputs["weight"] = draw.uniform(shape[axis], 0.1, 3, x.dtype)
    return Case(inputs, {"reduction": draw.pick("mean", "sum", "none")}, ("input",))


def draw_nll(d):
    case = draw(d, 5)
    if d.chance(0.3):
        # Not every row: the mean over nothing is compared for cross-entropy.
        first = case.inputs["target"].ravel()[:1]
        case.options["ignore_index"] = -100 if (case.inputs["target"] == first).all() else int(first[0])
    return case


def draw_margin(d):
    case = draw(d, 2)
    case.options |= {"p": d.pick(1, 2), "margin": d.pick(1.0, 0.25, -0.5, 3.0)}
    return case


def ours(function):
    def run(case):
        value, grad = function(**case.inputs, **case.options, return_grad=True)
        return {"value": value, "input": grad}

    return run


def theirs(function):
    return lambda tensors, **options: function(**tensors, **options)


def squares(case, result):
    """PyTorch rounds the differences, which the square and the sum enlarge."""
    rtol, atol = relative(case, result)
    return rtol, atol + CANCELLED * magnitude(case) ** case.options["p"]


OPERATIONS = [
    Operation("nll_loss", 1000, draw_nll, ours(nl.nll_loss), theirs(F.nll_loss)),
    Operation("multi_margin_loss", 1000, draw_margin, ours(nl.multi_margin_loss), theirs(F.multi_margin_loss), squares),
]
