# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Cross-entropy with class indices and with probabilities."""

import numpy as np
import reference
import torch
import torch.nn.functional as F

import nativeloss as nl
from operation import Case, Operation, relative

LABELS = (np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64)


def class_axis(x):
    return 1 if x.ndim > 1 else 0


def draw_logits(draw):
    shape = draw.shape(1, 5)
    if shape[1 if len(shape) > 1 else 0] == 0:
        shape = tuple(max(extent, 1) for extent in shape)
    return draw.values(shape, draw.dtype())


def draw_options(draw, x):
    options = {"reduction": draw.pick("mean", "sum", "none")}
    if draw.chance(0.4):
        options["label_smoothing"] = draw.pick(0.05, 0.3, 1.0)
    inputs = {"input": x}
    if draw.chance(0.4):
        inputs["weight"] = draw.uniform(x.shape[class_axis(x)], 0.1, 3, x.dtype)
        if draw.chance(0.2):
            inputs["weight"][draw.integer(0, len(inputs["weight"]) - 1)] = 0
    return inputs, options


def draw_indices(draw):
    x = draw_logits(draw)
    inputs, options = draw_options(draw, x)
    classes, shape = x.shape[class_axis(x)], x.shape[:1] + x.shape[2:] if x.ndim > 1 else ()
    kind = draw.pick(*LABELS)
    target = np.array(draw.integers(shape, 0, min(classes, 128)))
    if draw.chance(0.4):
        ignored = draw.pick(0, classes - 1, -100, -1, 99)
        options["ignore_index"] = ignored
        if np.iinfo(kind).min <= ignored <= np.iinfo(kind).max:
            target[draw.random.random(shape) < draw.pick(0.1, 0.5, 1.0)] = ignored
    inputs["target"] = draw.laid_out(target.astype(kind))
    return Case(inputs, options, ("input",))


def draw_probabilities(draw):
    x = draw_logits(draw)
    inputs, options = draw_options(draw, x)
    p = draw.random.uniform(0, 1, x.shape) ** 3
    p[draw.random.random(x.shape) < draw.pick(0.0, 0.5)] = 0
    if draw.chance(0.5):
        # The others do not add up to 1, which PyTorch allows.
        p /= np.maximum(p.sum(class_axis(x), keepdims=True), 1e-3)
    inputs["target"] = draw.laid_out(p.astype(x.dtype))
    return Case(inputs, options, ("input",))


def draw_every_option(draw):
    case = draw_indices(draw) if draw.chance(0.6) else draw_probabilities(draw)
    x, target = case.inputs["input"], case.inputs["target"]
    # The options multiply and square: PyTorch's own infinities and their differences would be all there is to see.
    case.inputs["input"] = draw.laid_out(np.clip(np.nan_to_num(x), -60, 60).astype(x.dtype))
    rows = x.shape[:1] + x.shape[2:] if x.ndim > 1 else ()
    if draw.chance(0.6):
        case.inputs["sample_weight"] = draw.uniform(rows, 0, 2, x.dtype)
    case.options["z_loss"] = draw.pick(0.0, 1e-4, 0.5)
    case.options["softcap"] = draw.pick(None, 2.0, 30.0)
    if target.dtype.kind != "f" and "ignore_index" not in case.options and draw.chance(0.5):
        second = draw.integers(rows, 0, min(x.shape[class_axis(x)], 128), target.dtype)
        case.inputs["second_target"] = second
        case.options["mix_lambda"] = draw.pick(0.0, 0.25, 0.9, 1.0)
    return case


def theirs_every_option(tensors, *, z_loss, softcap, reduction, mix_lambda=1.0, **options):
    t = dict(tensors)
    x, second, omega = t["input"], t.pop("second_target", None), t.pop("sample_weight", None)
    soft = t["target"].is_floating_point()
    if softcap is not None:
        x = softcap * torch.tanh(x / softcap)
    axis = class_axis(x)
    loss, counted = theirs_rows(x, t["target"], t.get("weight"), **options)
    if second is not None:
        other, other_counted = theirs_rows(x, second, t.get("weight"), **options)
        loss = mix_lambda * loss + (1 - mix_lambda) * other
        counted = mix_lambda * counted + (1 - mix_lambda) * other_counted
    lse = torch.logsumexp(x, axis)
    taken = torch.ones_like(lse) if soft else (t["target"] != options.get("ignore_index", -100)).double()
    loss = loss + z_loss * lse**2 * taken
    if omega is not None:
        loss, counted = loss * omega, counted * omega
    if reduction == "none":
        return loss
    if reduction == "mean" and counted.sum() == 0:
        # Of nothing the mean is NaN, and does not depend on anything.
        return 0 * loss.sum() + np.nan
    return loss.sum() if reduction == "sum" else loss.sum() / counted.sum()


def theirs_rows(x, target, weight, **options):
    """Return the losses of the rows, and what each counts in the mean's denominator."""
    loss = F.cross_entropy(x, target, weight, reduction="none", **options)
    if target.is_floating_point():
        return loss, torch.ones_like(loss)
    taken = target != options.get("ignore_index", -100)
    counted = taken.double() if weight is None else weight[target.where(taken, torch.zeros_like(target))] * taken
    return loss, counted


def ours(case):
    value, grad = nl.cross_entropy(**case.inputs, **case.options, return_grad=True)
    return {"value": value, "input": grad}


def theirs(tensors, **options):
    return F.cross_entropy(**tensors, **options)


def exact(case):
    x, target, weight = (case.inputs.get(name) for name in ("input", "target", "weight"))
    axis, options = class_axis(x), dict(case.options)
    rows = np.moveaxis(x, axis, -1)
    if target.dtype.kind == "f":
        targets = np.moveaxis(target, axis, -1).reshape(-1, x.shape[axis]).astype(np.float64).tolist()
    else:
        targets = target.ravel().tolist()
        options.setdefault("ignore_index", -100)
    losses, grads = reference.cross_entropy(
        rows.reshape(-1, x.shape[axis]).astype(np.float64).tolist(),
        targets,
        None if weight is None else weight.astype(np.float64).tolist(),
        options.get("label_smoothing", 0.0),
        options.get("ignore_index"),
        options["reduction"],
    )
    value = np.array([float(v) for v in losses])
    grad = np.array([[float(v) for v in row] for row in grads]).reshape(rows.shape)
    return {
        "value": value.reshape(rows.shape[:-1] if options["reduction"] == "none" else ()),
        "input": np.moveaxis(grad, -1, axis),
    }


def tolerance(case, result):
    """With a mass on every class the two terms of the gradient may cancel: the bound is relative to the mass."""
    x, target, weight = (case.inputs.get(name) for name in ("input", "target", "weight"))
    rtol, atol = relative(case, result)
    soft = target.dtype.kind == "f"
    if result == "value" or not (soft or "label_smoothing" in case.options):
        return rtol, atol
    mass = np.moveaxis(target, class_axis(x), -1).sum(-1).max(initial=1.0) if soft else 1.0
    mass *= 1.0 if weight is None else weight.max()
    return rtol, atol + 3 * np.finfo(case.dtype).eps * mass / (counted(case) or 1.0)


def tolerance_every_option(case, result):
    """The terms of the gradient have the size of the mass and of the z-loss, and the cap costs some roundings."""
    rtol, atol = relative(case, result)
    weights = [case.inputs[name].max(initial=1.0) for name in ("weight", "sample_weight") if name in case.inputs]
    mass = float(np.prod(weights)) * (1 + 60 * case.options["z_loss"])
    return 8 * rtol, 60 * atol + (8 * np.finfo(case.dtype).eps * mass if result != "value" else 0.0)


def counted(case):
    """The denominator of the mean, 1 for other reductions."""
    x, target, weight = (case.inputs.get(name) for name in ("input", "target", "weight"))
    if case.options["reduction"] != "mean":
        return 1.0
    if target.dtype.kind == "f":
        return x.size / x.shape[class_axis(x)]
    labels = target[target != case.options.get("ignore_index", -100)]
    return float(labels.size if weight is None else weight[labels].sum())


OPERATIONS = [
    Operation("cross_entropy with indices", 4000, draw_indices, ours, theirs, tolerance, exact),
    Operation(
        "cross_entropy with every option",
        3000,
        draw_every_option,
        ours,
        theirs_every_option,
        tolerance_every_option,
    ),
    Operation("cross_entropy with probabilities", 4000, draw_probabilities, ours, theirs, tolerance, exact),
]
