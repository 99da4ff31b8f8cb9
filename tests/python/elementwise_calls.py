# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The calls of the element-wise losses that cases of the vectors describe."""

import nativeloss as nl
import vectors
from class_calls import as_bfloat16

REDUCTIONS = ("mean", "sum", "none", "batchmean")

# Flags of the options, as include/nativeloss.h numbers them.
EMPTY_MEAN_ZERO, ZERO_ONE_LABELS, CLIP_PROBS, INPUT_PROBS, LOG_TARGET, INPUT_RATE, FULL = (1 << bit for bit in range(7))

LOSSES = {
    "mse": nl.mse_loss,
    "l1": nl.l1_loss,
    "huber": nl.huber_loss,
    "smooth_l1": nl.smooth_l1_loss,
    "log_cosh": nl.log_cosh_loss,
    "poisson_nll": nl.poisson_nll_loss,
    "binary_cross_entropy_with_logits": nl.binary_cross_entropy_with_logits,
    "binary_cross_entropy": nl.binary_cross_entropy,
    "sigmoid_focal": nl.sigmoid_focal_loss,
    "kl_div": nl.kl_div,
    "hinge": nl.hinge_loss,
    "squared_hinge": nl.squared_hinge_loss,
    "soft_hinge": nl.soft_hinge_loss,
    "hinge_embedding": nl.hinge_embedding_loss,
    "margin_ranking": nl.margin_ranking_loss,
}
MAPS = {
    "sigmoid": (nl.sigmoid, "probs"),
    "log_sigmoid": (nl.log_sigmoid, "log_probs"),
    "sigmoid_backward": (nl.sigmoid_backward, "grad_logits"),
    "log_sigmoid_backward": (nl.log_sigmoid_backward, "grad_logits"),
}
OPERATIONS = (*LOSSES, *MAPS)


def run(case):
    """Make the call; return {name of the C parameter: array}."""
    columns, flags = case.ints["columns"], case.ints.get("flags", 0)
    half = lambda name, a: as_bfloat16(a) if vectors.type_of(name, case) == "bf16" else a
    arrays = {name: half(name, a).reshape(-1, columns) for name, a in case.inputs.items() if name != "row_weights"}
    if case.op in MAPS:
        function, result = MAPS[case.op]
        return {result: function(*arrays.values())}
    weight = arrays.get("weights")
    if "row_weights" in case.inputs:
        weight = (1 if weight is None else weight) * case.inputs["row_weights"][:, None]
    options = {"eps" if name == "epsilon" else name: value for name, value in case.reals.items()}
    if flags & EMPTY_MEAN_ZERO:
        options["empty_mean"] = "zero"
    if case.op == "poisson_nll":
        options |= {"log_input": not flags & INPUT_RATE, "full": bool(flags & FULL)}
    if case.op == "binary_cross_entropy":
        options["clip"] = bool(flags & CLIP_PROBS)
    if case.op == "kl_div":
        options |= {"log_input": not flags & INPUT_PROBS, "log_target": bool(flags & LOG_TARGET)}
    if flags & ZERO_ONE_LABELS:
        options["zero_one"] = True
    if "pos_weights" in arrays:
        options["pos_weight"] = arrays["pos_weights"]
    reduction = REDUCTIONS[case.ints.get("reduction", 0)]
    inputs = [arrays[name] for name in ("input", "input1", "input2", "target") if name in arrays]
    loss, grad = LOSSES[case.op](*inputs, weight=weight, reduction=reduction, return_grad=True, **options)
    if case.op == "margin_ranking":
        return {"loss": loss, "grad1": grad[0], "grad2": grad[1]}
    return {"loss": loss, "grad": grad}
