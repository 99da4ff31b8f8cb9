# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The vectors of tests/vectors, which the arbitrary-precision definition wrote."""

import numpy as np

import elementwise_calls
import nativeloss as nl
import vectors
from class_calls import (
    EMPTY,
    EMPTY_MEAN_ZERO,
    IGNORE_INDEX,
    LABELS,
    REDUCTIONS,
    SOFTMAX,
    as_bfloat16,
    from_bfloat16,
    run_cross_entropy,
    run_softmax,
)
from support import TestCase

# Flags of the options, as include/nativeloss.h numbers them.
NESTEROV, FIRST_STEP, DECOUPLED = 1, 2, 1


def run(case):
    """Make the call that a case describes; return {name of the C parameter: array}."""
    if case.op in elementwise_calls.OPERATIONS:
        return elementwise_calls.run(case)
    ints, reals = case.ints, case.reals
    arrays = {
        name: as_bfloat16(array) if vectors.type_of(name, case) == "bf16" else array.copy()
        for name, array in case.inputs.items()
    }
    rows, flags = ints.get("rows", 0), ints.get("flags", 0)
    shape = (rows, ints["classes"]) if "classes" in ints else None
    if shape:
        arrays = {
            name: a if a.size != rows * shape[1] or name in ("class_weights", "grad_lse") else a.reshape(shape)
            for name, a in arrays.items()
        }
    if case.op in SOFTMAX:
        return run_softmax(case)
    if case.op in ("cross_entropy", "cross_entropy_soft"):
        return run_cross_entropy(case)
    if case.op in ("linear", "linear_backward"):
        return run_linear(case, arrays)
    if case.op in INDEX_LOSSES:
        return run_index_loss(case, arrays)
    if case.op in ("rank", "spearman", "soft_rank", "soft_rank_backward", "spearman_loss"):
        return run_ranking(case, arrays, shape)
    if case.op in ROW_LOSSES:
        return run_row_loss(case, arrays)
    if case.op == "argmax":
        return {"indices": nl.argmax(arrays["input"].reshape(shape))}
    if case.op == "top_k":
        return nl.topk(arrays["input"], ints["k"])._asdict()
    if case.op == "sgd_step":
        nl.sgd_step(
            arrays["param"],
            arrays["grad"],
            arrays.get("velocity"),
            lr=reals.get("learning_rate", 0.0),
            **{name: reals.get(name, 0.0) for name in ("momentum", "dampening", "weight_decay")},
            nesterov=bool(flags & NESTEROV),
            first_step=bool(flags & FIRST_STEP),
        )
        return arrays
    if case.op == "adam_step":
        # In the options, 0 stands for the default.
        nl.adam_step(
            *(arrays[name] for name in ("param", "grad", "moment1", "moment2")),
            ints["step"],
            lr=reals.get("learning_rate", 0.0),
            betas=(reals.get("beta1", 0.0) or 0.9, reals.get("beta2", 0.0) or 0.999),
            eps=reals.get("epsilon", 0.0) or 1e-8,
            weight_decay=reals.get("weight_decay", 0.0),
            decoupled=bool(flags & DECOUPLED),
        )
        return arrays
    raise ValueError(f"unknown operation {case.op}")


INDEX_LOSSES = {
    "nll_loss": (nl.nll_loss, "log_probs", "weight", ()),
    "softmax_focal": (nl.softmax_focal_loss, "logits", "alpha", ("gamma",)),
    "multi_margin": (nl.multi_margin_loss, "input", "weight", ("p", "margin")),
    "multiclass_hinge": (nl.multiclass_hinge_loss, "input", "weight", ()),
}


def run_index_loss(case, arrays):
    function, name, weight, numbers = INDEX_LOSSES[case.op]
    ints, flags = case.ints, case.ints.get("flags", 0)
    values = {**case.reals, "p": ints.get("power")}
    options = {number: values[number] for number in numbers} | {
        weight: arrays.get("class_weights"),
        "sample_weight": arrays.get("row_weights"),
        "ignore_index": ints.get("ignore_index", 0) if flags & IGNORE_INDEX else None,
        "reduction": REDUCTIONS[ints.get("reduction", 0)],
        "empty_mean": EMPTY[bool(flags & EMPTY_MEAN_ZERO)],
    }
    target = np.array(case.labels, LABELS[ints["label_type"]])
    loss, grad = function(arrays[name].reshape(ints["rows"], ints["classes"]), target, return_grad=True, **options)
    return {"loss": loss, "grad": grad}


def run_ranking(case, arrays, shape):
    arrays = {name: array.reshape(shape) for name, array in arrays.items()}
    if case.op == "rank":
        return {"ranks": nl.rankdata(arrays["values"])}
    if case.op == "spearman":
        return {"correlation": nl.spearman_correlation(arrays["first"], arrays["second"])}
    options = {
        "regularization": ("l2", "kl")[case.ints.get("regularization", 0)],
        "regularization_strength": case.reals.get("regularization_strength", 1.0),
    }
    if case.op == "soft_rank":
        return {"ranks": nl.soft_rank(arrays["values"], **options)}
    if case.op == "soft_rank_backward":
        return {"grad_values": nl.soft_rank_backward(arrays["values"], arrays["grad_ranks"], **options)}
    options["reduction"] = REDUCTIONS[case.ints.get("reduction", 0)]
    loss, grad = nl.spearman_loss(arrays["pred"], arrays["target"], return_grad=True, **options)
    return {"loss": loss, "grad": grad}


FIRST_LOGITS, SECOND_LOGITS, SYMMETRIC, BITS, SOFT, NORMALIZED, SWAP = 2, 4, 8, 16, 32, 64, 2
TWO, GRADS = ("first", "second"), ("grad_first", "grad_second")
ROW_LOSSES = {
    "entropy_of_probs": (nl.distribution_entropy, ("probs",), ("grad",)),
    "kl_of_rows": (lambda p, q, **o: nl.kl_div_logits(q, p, **o), TWO, GRADS[::-1]),
    "js_div": (nl.js_div, TWO, GRADS),
    "kl_hinge": (nl.kl_hinge, (*TWO, "same"), GRADS),
    "triplet_margin": (
        nl.triplet_margin_loss,
        ("anchor", "positive", "negative"),
        ("grad_anchor", "grad_positive", "grad_negative"),
    ),
    "cosine_embedding": (nl.cosine_embedding_loss, (*TWO, "target"), GRADS),
    "contrastive": (nl.contrastive_loss, (*TWO, "same"), GRADS),
}


def run_row_loss(case, arrays):
    function, inputs, grads = ROW_LOSSES[case.op]
    ints, flags = case.ints, case.ints.get("flags", 0)
    shape = ints["rows"], ints.get("classes", ints.get("columns"))
    options = {
        "sample_weight": arrays.get("row_weights"),
        "reduction": REDUCTIONS[ints.get("reduction", 0)],
        "empty_mean": EMPTY[flags & 1],
        **{{"power": "p", "epsilon": "eps"}.get(name, name): value for name, value in case.reals.items()},
    }
    logits = bool(flags & FIRST_LOGITS), bool(flags & SECOND_LOGITS)
    if case.op == "entropy_of_probs":
        options |= {"bits": bool(flags & BITS), "normalized": bool(flags & NORMALIZED)}
    elif case.op == "kl_of_rows":
        options |= {"from_logits": logits[::-1], "symmetric": bool(flags & SYMMETRIC), "bits": bool(flags & BITS)}
    elif case.op == "js_div":
        options |= {"from_logits": logits, "bits": bool(flags & BITS)}
    elif case.op == "kl_hinge":
        options |= {"from_logits": logits, "symmetric": bool(flags & SYMMETRIC), "soft": bool(flags & SOFT)}
    elif case.op == "triplet_margin":
        options["swap"] = bool(flags & SWAP)
    values = [arrays[name].ravel() if name in ("same", "target") else arrays[name].reshape(shape) for name in inputs]
    *results, gradients = function(*values, **options, return_grad=True)
    gradients = (gradients,) if len(grads) == 1 else gradients
    return dict(zip(("loss", "accuracy"), results)) | dict(zip(grads, gradients))


def run_linear(case, arrays):
    rows, inputs, outputs = (case.ints.get(name, 0) for name in ("rows", "inputs", "outputs"))
    dtype = vectors.DTYPES[case.dtype]
    shapes = {"input": (rows, inputs), "weight": (outputs, inputs), "grad_output": (rows, outputs), "bias": (outputs,)}
    # linear_backward in C need not be given what it does not read.
    arrays = {name: arrays[name].reshape(s) if name in arrays else np.zeros(s, dtype) for name, s in shapes.items()}
    if case.op == "linear":
        bias = arrays["bias"] if "bias" in case.inputs else None
        return {"output": nl.linear(arrays["input"], arrays["weight"], bias)}
    names = ("grad_input", "grad_weight", "grad_bias")
    wanted = {name: name in case.outputs for name in names}
    return dict(zip(names, nl.linear_backward(arrays["input"], arrays["weight"], arrays["grad_output"], **wanted)))


def fnv1a(data, value):
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


class Vectors(TestCase):
    def test_every_vector_at_every_level(self):
        cases = vectors.read()
        self.assertGreater(len(cases), 400)
        best = nl.isa()
        hashes = {}
        try:
            for level in ("v2", "v3", "v4")[: "v2 v3 v4".split().index(best) + 1]:
                nl.limit_isa(level)
                self.assertEqual(nl.isa(), level)
                hashes[level] = self.run_all(cases, level)
        finally:
            nl.limit_isa(best)
        self.assertEqual(len(set(hashes.values())), 1, hashes)
        print(f"\nvectors: fnv1a {hashes[best]:016x}")

    def run_all(self, cases, level):
        value = 0xCBF29CE484222325
        for case in cases:
            with self.subTest(case=case.name, level=level):
                results = run(case)
                for name, (expected, tolerance) in case.outputs.items():
                    got = np.asarray(results[name])
                    value = fnv1a(got.tobytes(), value)
                    if vectors.type_of(name, case) == "bf16":
                        got = from_bfloat16(got)
                    self.assertEqual(got.dtype, np.bool_ if name == "correct" else expected.dtype)
                    good = vectors.matches(got.ravel(), expected, tolerance)
                    self.assertTrue(good.all(), f"{name}: got {got.ravel()[~good]}, not {expected[~good]}")
        return value
