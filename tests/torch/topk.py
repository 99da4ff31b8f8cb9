# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The largest elements."""

import numpy as np
import torch

import nativeloss as nl
from operation import Case, Operation


def draw_argmax(draw):
    dtype, shape = draw.dtype(), draw.shape()
    axes = max(len(shape), 1)
    axis = draw.integer(-axes, axes - 1)
    if shape:
        shape = tuple(extent or int(place == axis % axes) for place, extent in enumerate(shape))
    return Case({"logits": draw.values(shape, dtype)}, {"axis": axis, "keepdims": draw.chance(0.5)})


def draw_topk(draw):
    case = draw_argmax(draw)
    x, axis = case.inputs["logits"], case.options["axis"]
    case.options = {"axis": axis, "k": draw.integer(1, x.shape[axis] if x.ndim else 1)}
    return case


def ours_argmax(case):
    return {"value": nl.argmax(case.inputs["logits"], **case.options)}


def theirs_argmax(tensors, axis, keepdims):
    return torch.argmax(tensors["logits"], axis, keepdims)


def ours_topk(case):
    """The values, and the elements at the indices: of equal elements PyTorch may take any."""
    x, axis = np.atleast_1d(case.inputs["logits"]), case.options["axis"]
    values, indices = nl.topk(case.inputs["logits"], **case.options)
    at = np.take_along_axis(x, np.atleast_1d(indices), axis).reshape(np.shape(indices))
    return {"values": values, "at the indices": at}


def theirs_topk(tensors, axis, k):
    values = torch.topk(tensors["logits"], k, axis).values
    return {"values": values, "at the indices": values}


OPERATIONS = [
    Operation("argmax", 1500, draw_argmax, ours_argmax, theirs_argmax),
    Operation("topk", 1500, draw_topk, ours_topk, theirs_topk),
]
