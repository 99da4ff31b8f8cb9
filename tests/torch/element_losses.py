# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Element-wise losses, the sigmoid and its logarithm. Numbers are finite: what infinities do is tested elsewhere."""

import numpy as np
import torch.nn.functional as F
from gmpy2 import exp, log1p, mpfr

import nativeloss as nl
from operation import Case, Operation, magnitude, relative


def draw_pair(draw):
    """Input and target of one shape, or a target that broadcasts to it, and a reduction."""
    dtype, shape = draw.dtype(), draw.shape()
    target = tuple(extent if draw.chance(0.9) else 1 for extent in shape)
    inputs = {"input": draw.values(shape, dtype, special=0), "target": draw.values(target, dtype, special=0)}
    return Case(inputs, {"reduction": draw.pick("mean", "sum", "none")}, ("input",))


def with_options(**choices):
    """As draw_pair, with one of the given values for each option."""

    def drawn(draw):
        case = draw_pair(draw)
        case.options |= {name: draw.pick(*values) for name, values in choices.items()}
        return case

    return drawn


def same_shape(case, draw, low, high):
    """Replace the target by uniform numbers, of the shape of the input, as PyTorch demands of some losses."""
    x = case.inputs["input"]
    case.inputs["target"] = draw.uniform(x.shape, low, high, x.dtype)
    return case


def draw_poisson(draw):
    case = with_options(log_input=(True, False), full=(False, True), eps=(1e-8, 0.25))(draw)
    case = same_shape(case, draw, 0, draw.pick(1, 20))
    if not case.options["log_input"]:
        case.inputs["input"] = draw.uniform(case.inputs["input"].shape, 0, 9, case.dtype)
    return case


def draw_weights(case, draw, *names):
    for name in names:
        if draw.chance(0.4):
            shape = case.inputs["input"].shape
            shape = shape[draw.integer(0, len(shape)) :]
            case.inputs[name] = draw.uniform(shape, 0.1, 3, case.dtype)
    return case


def draw_binary_with_logits(draw):
    return draw_weights(same_shape(draw_pair(draw), draw, 0, 1), draw, "weight", "pos_weight")


def draw_binary(draw):
    case = same_shape(draw_pair(draw), draw, 0, 1)
    case.inputs["input"] = draw.uniform(case.inputs["input"].shape, 0.001, 0.999, case.dtype)
    return draw_weights(case, draw, "weight")


def draw_divergence(draw):
    case = with_options(log_target=(False, True), reduction=("mean", "sum", "none", "batchmean"))(draw)
    x = case.inputs["input"]
    case.inputs["input"] = draw.uniform(x.shape, -9, 0, x.dtype)
    case = same_shape(case, draw, -9 if case.options["log_target"] else 0, 0 if case.options["log_target"] else 1)
    if not case.options["log_target"]:
        case.inputs["target"][draw.random.random(x.shape) < 0.2] = 0
    if case.options["reduction"] == "batchmean" and (x.ndim == 0 or x.shape[0] == 0):
        case.options["reduction"] = "sum"
    return case


def draw_signs(**choices):
    def drawn(draw):
        case = with_options(**choices)(draw)
        x = case.inputs["input"]
        case.inputs["target"] = draw.laid_out((2 * draw.random.integers(0, 2, x.shape) - 1).astype(x.dtype))
        return case

    return drawn


def draw_ranking(draw):
    case = draw_signs(margin=(0.0, 0.5, -0.25))(draw)
    x, target = case.inputs["input"], case.inputs["target"]
    case.inputs = {"input1": x, "input2": draw.values(x.shape, x.dtype, special=0), "target": target}
    case.wrt = ("input1", "input2")
    return case


def draw_map(draw):
    dtype, shape = draw.dtype(), draw.shape()
    return Case({"x": draw.values(shape, dtype)}, {}, ("x",), draw.values(shape, dtype, special=0))


def ours(function):
    def run(case):
        value, grad = function(**case.inputs, **case.options, return_grad=True)
        grads = grad if isinstance(grad, tuple) else (grad,)
        return {"value": value} | dict(zip(case.wrt, grads))

    return run


def theirs(function):
    def run(tensors, **options):
        t = dict(tensors)
        x = t.get("input")
        if "target" in t and x is not None and function is not F.kl_div:
            t["target"] = t["target"].expand(x.shape)
        return function(**t, **options)

    return run


def ours_map(function, backward):
    return lambda case: {
        "value": function(case.inputs["x"]),
        "x": backward(case.inputs["x"], case.upstream),
    }


def exact_soft_margin(case):
    """log(1 + exp(-y x)) and its derivative -y / (1 + exp(y x)), reduced."""
    x, y = (case.inputs[name].astype(np.float64) for name in ("input", "target"))
    pairs = list(zip(x.ravel().tolist(), y.ravel().tolist()))
    values = [log1p(exp(-mpfr(b) * a)) for a, b in pairs]
    slopes = np.array([float(-b / (1 + exp(mpfr(b) * a))) for a, b in pairs]).reshape(x.shape)
    if case.options["reduction"] == "none":
        return {"value": np.array([float(v) for v in values]).reshape(x.shape), "input": slopes}
    counted = len(pairs) if case.options["reduction"] == "mean" else 1
    return {"value": np.array(float(sum(values) / counted)), "input": slopes / counted}


def products(case, result):
    """PyTorch adds and subtracts squares and products of the inputs."""
    rtol, atol = relative(case, result)
    return rtol, atol * magnitude(case)


def compared(name, cases, draw, mine, torchs, exact=None):
    return Operation(name, cases, draw, ours(mine), theirs(torchs), products, exact)


OPERATIONS = [
    compared("mse_loss", 700, draw_pair, nl.mse_loss, F.mse_loss),
    compared("l1_loss", 700, draw_pair, nl.l1_loss, F.l1_loss),
    compared("smooth_l1_loss", 700, with_options(beta=(1.0, 0.1, 3.0)), nl.smooth_l1_loss, F.smooth_l1_loss),
    compared("huber_loss", 700, with_options(delta=(1.0, 0.1, 3.0)), nl.huber_loss, F.huber_loss),
    compared("poisson_nll_loss", 1000, draw_poisson, nl.poisson_nll_loss, F.poisson_nll_loss),
    compared(
        "binary_cross_entropy_with_logits",
        1500,
        draw_binary_with_logits,
        nl.binary_cross_entropy_with_logits,
        F.binary_cross_entropy_with_logits,
    ),
    compared("binary_cross_entropy", 1000, draw_binary, nl.binary_cross_entropy, F.binary_cross_entropy),
    compared("kl_div", 1000, draw_divergence, nl.kl_div, F.kl_div),
    compared(
        "hinge_embedding_loss", 700, draw_signs(margin=(1.0, 0.25)), nl.hinge_embedding_loss, F.hinge_embedding_loss
    ),
    # PyTorch has this loss without a margin.
    compared(
        "soft_hinge_loss",
        700,
        draw_signs(margin=(0.0,)),
        nl.soft_hinge_loss,
        lambda margin, **arguments: F.soft_margin_loss(**arguments),
        exact_soft_margin,
    ),
    compared("margin_ranking_loss", 700, draw_ranking, nl.margin_ranking_loss, F.margin_ranking_loss),
    Operation(
        "sigmoid", 700, draw_map, ours_map(nl.sigmoid, nl.sigmoid_backward), lambda t: t["x"].sigmoid(), products
    ),
    Operation(
        "logsigmoid",
        700,
        draw_map,
        ours_map(nl.logsigmoid, nl.logsigmoid_backward),
        lambda t: F.logsigmoid(t["x"]),
        products,
    ),
]
