# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of pairs and triplets of rows. Numbers are finite: what NaN does is decided here."""

import numpy as np
import torch
import torch.nn.functional as F

import nativeloss as nl
from operation import CANCELLED, Case, Operation, magnitude, relative


def draw_rows(draw, names):
    shape, dtype = draw.shape(2, 2, empty=0), draw.dtype()
    return Case(
        {name: draw.values(shape, dtype, special=0) for name in names},
        {"reduction": draw.pick("mean", "sum", "none")},
        names,
    )


def draw_triplet(draw):
    case = draw_rows(draw, ("anchor", "positive", "negative"))
    # Not infinite: beside it PyTorch shares the gradient among differences that its rounding made equal.
    case.options |= {"margin": draw.pick(1.0, 0.25, 5.0), "p": draw.pick(1.0, 2.0, 3.0), "swap": draw.chance(0.4)}
    if draw.chance(0.2):
        case.inputs["positive"] = case.inputs["anchor"].copy()
    return case


def draw_cosine(draw):
    case = draw_rows(draw, ("input1", "input2"))
    rows = case.inputs["input1"].shape[0]
    case.inputs["target"] = draw.laid_out(draw.random.choice(np.array([-1, 1], np.int64), rows))
    case.options["margin"] = draw.pick(0.0, 0.3, -0.4)
    if draw.chance(0.1):
        case.inputs["input1"] = np.zeros_like(case.inputs["input1"])
    return case


def draw_divergence(draw):
    case = draw_rows(draw, ("input", "target"))
    return case


def ours(function):
    def run(case):
        value, grads = function(**case.inputs, **case.options, return_grad=True)
        return {"value": value, **dict(zip(case.wrt, grads))}

    return run


def theirs(function):
    return lambda tensors, **options: function(**tensors, **options)


def kl_div_logits(tensors, reduction):
    log_q, log_p = F.log_softmax(tensors["input"], -1), F.log_softmax(tensors["target"], -1)
    rows = torch.where(log_p == -torch.inf, 0.0, log_p.exp() * (log_p - log_q)).sum(-1)
    return rows if reduction == "none" else getattr(rows, reduction)()


def distances(case, result):
    """PyTorch rounds the squares of the numbers; a gradient is their ratio."""
    rtol, atol = relative(case, result)
    size = magnitude(case)
    return 10 * rtol, atol + (CANCELLED * size if result == "value" else 1e-9 if size > 1e3 else 1e-11)


def angles(case, result):
    """The 1e-12 that is added to the squares is a float32 in PyTorch: beside zeros that shows."""
    rtol, atol = distances(case, result)
    small = min(float((case.inputs[name].astype(np.float64) ** 2).sum(-1).min()) for name in case.wrt)
    return (max(rtol, 4e-9) if small < 1e-3 else rtol), atol


def divergences(case, result):
    """PyTorch's logarithms err by an ulp of the logits."""
    rtol, atol = relative(case, result)
    return rtol, atol * magnitude(case) + np.finfo(case.dtype).eps * magnitude(case)


OPERATIONS = [
    Operation(
        "triplet_margin_loss",
        1000,
        draw_triplet,
        ours(nl.triplet_margin_loss),
        theirs(F.triplet_margin_loss),
        distances,
    ),
    Operation(
        "cosine_embedding_loss",
        1000,
        draw_cosine,
        ours(nl.cosine_embedding_loss),
        theirs(F.cosine_embedding_loss),
        angles,
    ),
    Operation("kl_div_logits", 1000, draw_divergence, ours(nl.kl_div_logits), kl_div_logits, divergences),
]
