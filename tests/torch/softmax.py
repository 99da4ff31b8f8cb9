# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, log-softmax, logsumexp."""

import numpy as np
import reference
import torch
import torch.nn.functional as F

import nativeloss as nl
from operation import Case, Operation, loose


def draw_along(draw):
    dtype, shape = draw.dtype(), draw.shape()
    axes = max(len(shape), 1)
    return Case(
        {"logits": draw.values(shape, dtype)},
        {"axis": draw.integer(-axes, axes - 1)},
        ("logits",),
        draw.values(shape, dtype, special=0),
    )


def draw_logsumexp(draw):
    case = draw_along(draw)
    x, options = case.inputs["logits"], case.options
    options["keepdims"] = draw.chance(0.5)
    if x.ndim and draw.chance(0.3):
        count = draw.integer(1, x.ndim)
        options["axis"] = tuple(int(axis) for axis in draw.random.permutation(x.ndim)[:count])
    shape = np.zeros(x.shape).sum(options["axis"] if x.ndim else None, keepdims=options["keepdims"]).shape
    case.upstream = draw.values(shape, case.dtype, special=0)
    return case


def ours_softmax(case):
    probs = nl.softmax(case.inputs["logits"], **case.options)
    return {"value": probs, "logits": nl.softmax_backward(probs, case.upstream, **case.options)}


def ours_log_softmax(case):
    x = case.inputs["logits"]
    value = nl.log_softmax(x, **case.options)
    return {"value": value, "logits": nl.log_softmax_backward(x, case.upstream, **case.options)}


def ours_logsumexp(case):
    x = case.inputs["logits"]
    value = nl.logsumexp(x, **case.options)
    return {"value": value, "logits": nl.logsumexp_backward(x, case.upstream, **case.options)}


def by_rows(function, case, *arrays):
    """Apply a function of the reference to the rows of arrays, with the results where the elements were."""
    axis = case.options["axis"]
    moved = [np.moveaxis(np.atleast_1d(x), axis, -1).astype(np.float64) for x in arrays]
    rows = [function(*(x[i].tolist() for x in moved)) for i in np.ndindex(moved[0].shape[:-1])]
    result = np.array([[float(v) for v in row] for row in rows]).reshape(moved[0].shape)
    return np.moveaxis(result, -1, axis).reshape(arrays[0].shape)


def exact_softmax(case):
    x = case.inputs["logits"]
    probs = nl.softmax(x, **case.options)
    return {
        "value": by_rows(reference.softmax, case, x),
        "logits": by_rows(reference.softmax_backward, case, probs, case.upstream),
    }


def exact_log_softmax(case):
    x = case.inputs["logits"]
    return {
        "value": by_rows(reference.log_softmax, case, x),
        "logits": by_rows(reference.log_softmax_backward, case, x, case.upstream),
    }


def exact_logsumexp(case):
    x, options = case.inputs["logits"], case.options
    axes = options["axis"] if isinstance(options["axis"], tuple) else (options["axis"],)
    axes = sorted(axis % max(x.ndim, 1) for axis in axes)
    last = range(-len(axes), 0)
    moved = np.moveaxis(np.atleast_1d(x), axes, last).astype(np.float64)
    flat = moved.reshape(*moved.shape[: moved.ndim - len(axes)], -1)
    upstream = case.upstream.reshape(flat.shape[:-1])
    values, grads = np.empty(flat.shape[:-1]), np.empty(flat.shape)
    for i in np.ndindex(flat.shape[:-1]):
        row = flat[i].tolist()
        values[i] = reference.logsumexp(row)
        grads[i] = [float(v) for v in reference.logsumexp_backward(row, float(upstream[i]))]
    return {
        "value": values.reshape(case.upstream.shape),
        "logits": np.moveaxis(grads.reshape(moved.shape), last, axes).reshape(x.shape),
    }


OPERATIONS = [
    Operation(
        "softmax",
        3000,
        draw_along,
        ours_softmax,
        lambda t, axis: F.softmax(t["logits"], axis),
        # The backward pass starts from the rounded probabilities.
        loose(4),
        exact_softmax,
    ),
    Operation(
        "log_softmax",
        3000,
        draw_along,
        ours_log_softmax,
        lambda t, axis: F.log_softmax(t["logits"], axis),
        loose(4),
        exact_log_softmax,
    ),
    Operation(
        "logsumexp",
        3000,
        draw_logsumexp,
        ours_logsumexp,
        lambda t, axis, keepdims: torch.logsumexp(t["logits"], axis, keepdims),
        loose(2),
        exact_logsumexp,
    ),
]
