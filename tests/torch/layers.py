# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The linear layer and the optimizers."""

import numpy as np
import torch
import torch.nn.functional as F

import nativeloss as nl
from operation import Case, Operation, largest, loose


def draw_linear(draw):
    dtype, inputs, outputs = draw.dtype(), draw.integer(1, 70), draw.integer(1, 40)
    leading = tuple(extent for extent in draw.shape(0, 3) if extent < 10)
    arrays = {
        "input": draw.values((*leading, inputs), dtype, special=0),
        "weight": draw.values((outputs, inputs), dtype, special=0),
    }
    if draw.chance(0.6):
        arrays["bias"] = draw.values((outputs,), dtype, special=0)
    return Case(arrays, {}, tuple(arrays), draw.values((*leading, outputs), dtype, special=0))


def ours_linear(case):
    x, weight = case.inputs["input"], case.inputs["weight"]
    grads = nl.linear_backward(x, weight, case.upstream)
    return {"value": nl.linear(**case.inputs), **{name: grad for name, grad in zip(case.inputs, grads)}}


def chains(case, result):
    """A chain of n fused multiply-adds rounds n times, each by half a unit of the sum of the magnitudes."""
    product = largest(*case.inputs.values(), case.upstream) ** 2
    terms = max(*case.inputs["weight"].shape, case.upstream.size) + 1
    return 0.0, np.finfo(case.dtype).eps * terms**2 * product


STEPS = 4


def draw_state(draw):
    dtype, shape = draw.dtype(), draw.shape(0, 5)
    arrays = {"param": np.ascontiguousarray(draw.values(shape, dtype, special=0))}
    for number in range(1, STEPS + 1):
        arrays[f"grad {number}"] = draw.values(shape, dtype, special=0)
    return Case({name: x.reshape(shape) for name, x in arrays.items()})


def draw_sgd(draw):
    case = draw_state(draw)
    case.options = {
        "lr": draw.pick(0.0, 0.1, 1e-3),
        "momentum": draw.pick(0.0, 0.9),
        "weight_decay": draw.pick(0, 0.05),
    }
    case.options["nesterov"] = case.options["momentum"] > 0 and draw.chance(0.3)
    if not case.options["nesterov"]:
        case.options["dampening"] = draw.pick(0.0, 0.25)
    return case


def draw_adam(draw):
    case = draw_state(draw)
    case.options = {
        "lr": draw.pick(0.1, 1e-3),
        "betas": draw.pick((0.9, 0.999), (0.5, 0.25), (0.0, 0.9), (0.0, 0.0)),
        "eps": draw.pick(1e-8, 1e-3),
        "weight_decay": draw.pick(0, 0.05),
        "decoupled": draw.chance(0.5),
    }
    return case


def train(case, step):
    """Take all steps with `step`, of copies of the parameters, and return these after each."""
    param, results = case.inputs["param"].copy(), {}
    for number in range(1, STEPS + 1):
        step(param, case.inputs[f"grad {number}"], number)
        results[f"step {number}"] = param.copy()
    return results


def ours_sgd(case):
    velocity = np.full_like(case.inputs["param"], np.nan)
    return train(case, lambda p, g, n: nl.sgd_step(p, g, velocity, first_step=n == 1, **case.options))


def ours_adam(case):
    m, v = np.zeros_like(case.inputs["param"]), np.zeros_like(case.inputs["param"])
    return train(case, lambda p, g, n: nl.adam_step(p, g, m, v, n, **case.options))


def train_torch(tensors, make):
    param, results = tensors["param"].clone().requires_grad_(), {}
    optimizer = make([param])
    for number in range(1, STEPS + 1):
        param.grad = tensors[f"grad {number}"]
        optimizer.step()
        results[f"step {number}"] = param.detach().clone()
    return results


def theirs_adam(tensors, decoupled, **options):
    kind = torch.optim.AdamW if decoupled else torch.optim.Adam
    return train_torch(tensors, lambda params: kind(params, **options))


OPERATIONS = [
    Operation("linear", 1500, draw_linear, ours_linear, lambda t: F.linear(*t.values()), chains),
    Operation(
        "sgd_step",
        1000,
        draw_sgd,
        ours_sgd,
        lambda t, **options: train_torch(t, lambda params: torch.optim.SGD(params, **options)),
        loose(4 * STEPS),
    ),
    Operation("adam_step", 1000, draw_adam, ours_adam, theirs_adam, loose(4 * STEPS)),
]
