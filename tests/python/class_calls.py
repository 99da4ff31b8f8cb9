# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The calls of vectors whose rows have classes: the softmax family and cross-entropy, on any axis and in any type."""

import numpy as np

import nativeloss as nl
from nativeloss._dtypes import bfloat16

LABELS = {1: np.int8, 2: np.uint8, 3: np.int16, 4: np.uint16, 5: np.int32, 6: np.uint32, 7: np.int64}
REDUCTIONS = ("mean", "sum", "none")
EMPTY = ("nan", "zero")
UNITS = ("nats", "bits")
MASK_BOOL = 1

# Flags of the options, as include/nativeloss.h numbers them.
EMPTY_ROW_ZERO, ENTROPY_BITS, IGNORE_INDEX, EMPTY_MEAN_ZERO = 1, 2, 1, 2

# Operations by the names of their arrays and of their result, and whether they take empty_row.
SOFTMAX = {
    "softmax": (("logits",), "probs", True),
    "softmin": (("logits",), "probs", True),
    "log_softmax": (("logits",), "log_probs", True),
    "logsumexp": (("logits",), "lse", False),
    "entropy": (("logits",), "entropy", True),
    "softmax_backward": (("probs", "grad_probs"), "grad_logits", False),
    "softmin_backward": (("probs", "grad_probs"), "grad_logits", False),
    "log_softmax_backward": (("logits", "grad_log_probs"), "grad_logits", True),
    "logsumexp_backward": (("logits", "grad_lse"), "grad_logits", False),
    "entropy_backward": (("logits", "grad_entropy"), "grad_logits", True),
}
STATS = {"label_prob": "target_prob", "z_loss_part": "z_loss"}


def as_bfloat16(array):
    """Numbers that are bfloat16, held as float32, in their own type."""
    return (array.view(np.uint32) >> 16).astype(np.uint16).view(bfloat16())


def from_bfloat16(array):
    return (np.ascontiguousarray(array).view(np.uint16).astype(np.uint32) << 16).view(np.float32)


def _shape(case):
    """Of the matrices: the classes are `inner` elements apart. And of what there is one of for each row."""
    rows, classes, inner = case.ints["rows"], case.ints["classes"], case.ints.get("inner", 0)
    return ((rows // inner, classes, inner), (rows // inner, inner)) if inner else ((rows, classes), (rows,))


def _matrix(case, name, shape):
    array = case.inputs[name]
    return (as_bfloat16(array) if case.dtype == "bf16" else array.copy()).reshape(shape)


def run_softmax(case):
    """Return {name of the C parameter: array}."""
    names, output, has_empty_row = SOFTMAX[case.op]
    flags, (shape, per_row) = case.ints.get("flags", 0), _shape(case)
    options = {"axis": 1, "temperature": case.reals.get("temperature", 1.0)}
    if has_empty_row:
        options["empty_row"] = EMPTY[bool(flags & EMPTY_ROW_ZERO)]
    if case.op.startswith("entropy"):
        options["unit"] = UNITS[bool(flags & ENTROPY_BITS)]
    if "mask" in case.inputs:
        one = case.inputs["mask"].size == shape[1]
        mask = _matrix(case, "mask", (shape[1],) + (1,) * (len(shape) - 2) if one else shape)
        options["mask"] = case.inputs["mask"].reshape(mask.shape) != 0 if case.ints["mask_type"] == MASK_BOOL else mask
    arrays = [
        case.inputs[name].reshape(per_row) if name in ("grad_lse", "grad_entropy") else _matrix(case, name, shape)
        for name in names
    ]
    return {output: getattr(nl, case.op)(*arrays, **options)}


def run_cross_entropy(case):
    """Return {name of the C parameter: array}."""
    ints, flags, (shape, per_row) = case.ints, case.ints.get("flags", 0), _shape(case)
    options = {
        "weight": case.inputs.get("class_weights"),
        "reduction": REDUCTIONS[ints.get("reduction", 0)],
        "label_smoothing": case.reals.get("label_smoothing", 0.0),
        "z_loss": case.reals.get("z_loss", 0.0),
        "softcap": case.reals.get("softcap"),
        "empty_mean": EMPTY[bool(flags & EMPTY_MEAN_ZERO)],
        "return_stats": bool(case.outputs.keys() - {"loss", "grad"}),
        "return_grad": "grad" in case.outputs,
    }
    if "row_weights" in case.inputs:
        options["sample_weight"] = case.inputs["row_weights"].reshape(per_row)
    if case.labels is None:
        target = _matrix(case, "targets", shape)
    else:
        target = np.array(case.labels, LABELS[ints["label_type"]]).reshape(per_row)
        if flags & IGNORE_INDEX:
            options["ignore_index"] = ints.get("ignore_index", 0)
        if "second_labels" in case.inputs:
            options["second_target"] = case.inputs["second_labels"].astype(target.dtype).reshape(per_row)
            options["mix_lambda"] = case.reals.get("mix_lambda", 0.0)
    results = nl.cross_entropy(_matrix(case, "logits", shape), target, **options)
    loss, *more = results if isinstance(results, tuple) else (results,)
    named = {"loss": loss}
    if options["return_grad"]:
        named["grad"] = more.pop(0)
    if options["return_stats"]:
        named |= {name: getattr(more[0], STATS.get(name, name)) for name in case.outputs.keys() - named.keys()}
    return named
