# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, softmin, log-softmax, logsumexp, entropy."""

import numpy as np
import reference
import torch
import torch.nn.functional as F
from gmpy2 import mpfr

import nativeloss as nl
from operation import Case, Operation, loose


def draw_along(draw, special=0.1):
    dtype, shape = draw.dtype(), draw.shape()
    axes = max(len(shape), 1)
    return Case(
        {"logits": draw.values(shape, dtype, special)},
        {"axis": draw.integer(-axes, axes - 1)},
        ("logits",),
        draw.values(shape, dtype, special=0),
    )


def draw_options(draw):
    """Temperature and mask, for which PyTorch has operations of its own: division, masked_fill and addition."""
    case = draw_along(draw, special=0)
    x = case.inputs["logits"]
    case.options["temperature"] = draw.pick(1.0, 0.5, 3.0, -2.0)
    if draw.chance(0.7):
        extents = tuple(extent if draw.chance(0.6) else 1 for extent in x.shape)
        if draw.chance(0.5):
            case.inputs["mask"] = draw.laid_out(draw.random.random(extents) < draw.pick(0.5, 0.9, 1.0))
        else:
            case.inputs["mask"] = draw.values(extents, case.dtype, special=0)
            case.inputs["mask"][draw.random.random(extents) < draw.pick(0.0, 0.3)] = -np.inf
    # The gradient of a log-probability that the mask has made -inf says nothing.
    case.upstream = np.where(left_out(case), 0, case.upstream).astype(case.dtype)
    return case


def left_out(case):
    """Where the mask leaves classes out, in the shape of the logits."""
    x, mask = case.inputs["logits"], case.inputs.get("mask", np.True_)
    return np.broadcast_to(~mask if mask.dtype == np.bool_ else mask == -np.inf, x.shape)


def masked(t, temperature):
    z = t["logits"] / temperature
    mask = t.get("mask")
    if mask is None:
        return z
    return z + mask if mask.is_floating_point() else z.masked_fill(mask == 0, -np.inf)


def ours_options(forward, backward, needs_value):
    def run(case):
        x, mask = case.inputs["logits"], case.inputs.get("mask")
        value = forward(x, **case.options, mask=mask)
        grad = backward(value if needs_value else x, case.upstream, **case.options, mask=mask)
        return {"value": value, "logits": grad}

    return run


def draw_entropy(draw):
    """As for logsumexp, but without infinities: PyTorch has no entropy, and p log p of p = 0 is NaN there."""
    case = draw_logsumexp(draw)
    while not case.inputs["logits"].size:
        case = draw_logsumexp(draw)
    x = case.inputs["logits"]
    case.inputs["logits"] = draw.laid_out(np.clip(np.nan_to_num(x), -300, 300).astype(x.dtype))
    return case


def theirs_entropy(t, axis, keepdims):
    x = t["logits"]
    if isinstance(axis, tuple):
        z = x - torch.logsumexp(x, axis, True)
    else:
        z = F.log_softmax(x, axis)
    return -(z.exp() * z).sum(axis, keepdims)


def ours_entropy(case):
    x = case.inputs["logits"]
    return {"value": nl.entropy(x, **case.options), "logits": nl.entropy_backward(x, case.upstream, **case.options)}


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


def ours_softmin(case):
    probs = nl.softmin(case.inputs["logits"], **case.options)
    return {"value": probs, "logits": nl.softmin_backward(probs, case.upstream, **case.options)}


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


def exact_softmin(case):
    x, probs = case.inputs["logits"], nl.softmin(case.inputs["logits"], **case.options)
    return {
        "value": by_rows(reference.softmax, case, -x),
        "logits": -by_rows(reference.softmax_backward, case, probs, case.upstream),
    }


def exact_masked(forward):
    def run(case):
        x, mask, out = case.inputs["logits"], case.inputs.get("mask"), left_out(case)
        bias = np.zeros(x.shape) if mask is None or mask.dtype == np.bool_ else np.broadcast_to(mask, x.shape)
        bias = np.where(out, -np.inf, bias)

        def scores(row, added):
            return [
                -reference.INF if b == -np.inf else v / mpfr(case.options["temperature"]) + b
                for v, b in zip(row, added)
            ]

        def gradient(row, added, p, dy):
            if forward is reference.softmax:
                return reference.softmax_backward(p, dy)
            return reference.log_softmax_backward(scores(row, added), dy)

        probs = nl.softmax(x, **case.options, mask=mask)
        grad = by_rows(gradient, case, x, bias, probs, case.upstream) / case.options["temperature"]
        return {
            "value": by_rows(lambda row, added: forward(scores(row, added)), case, x, bias),
            "logits": np.where(out, 0, grad),
        }

    return run


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
        "softmin",
        1000,
        draw_along,
        ours_softmin,
        lambda t, axis: F.softmin(t["logits"], axis),
        loose(4),
        exact_softmin,
    ),
    Operation(
        "softmax with temperature and mask",
        1500,
        draw_options,
        ours_options(nl.softmax, nl.softmax_backward, True),
        lambda t, axis, temperature: F.softmax(masked(t, temperature), axis),
        loose(16),
        exact_masked(reference.softmax),
    ),
    Operation(
        "log_softmax with temperature and mask",
        1500,
        draw_options,
        ours_options(nl.log_softmax, nl.log_softmax_backward, False),
        lambda t, axis, temperature: F.log_softmax(masked(t, temperature), axis),
        loose(16),
        exact_masked(reference.log_softmax),
    ),
    Operation("entropy", 1000, draw_entropy, ours_entropy, theirs_entropy, loose(4)),
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
