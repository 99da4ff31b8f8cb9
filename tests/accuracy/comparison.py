# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What docs/accuracy.md compares: an operation is one entry, with its inputs and what the peers call it.

PyTorch's functions take the case's arrays as tensors by name, its labels and its numbers, and return what the first
output is; the gradients named after it are autograd's, of the sum. SciPy's take arrays; TensorPrimitives' are named.
"""

from dataclasses import dataclass, field
from typing import Callable

import numpy as np
from cases import make_case

OFFSETS = (0.0, 1e4, -1e4, 1e7, -1e7)
# (rows, classes, offsets): the reference takes a second for the longest row.
LOGITS = [(4, classes, OFFSETS) for classes in (1, 2, 3, 10, 100)]
LOGITS += [(1, 1000, OFFSETS), (1, 32000, OFFSETS[1:2]), (1, 262144, OFFSETS[:1])]
# One row serves for what has no rows.
ELEMENTS = 2000
LARGEST_GAP = 80.0


def logits(rng, dtype):
    """Gaps of 0 to 80 from the largest, uniform and, in every second row, mostly small."""
    for rows, classes, offsets in LOGITS:
        for offset in offsets:
            z = LARGEST_GAP * rng.uniform(0, 1, (rows, classes)) ** (1 + 3 * (np.arange(rows) % 2))[:, None]
            yield {"rows": rows, "classes": classes}, {"logits": offset - z}


def labelled(name="logits", **numbers):
    """The labels are the best class, the worst and any, in turn."""

    def inputs(rng, dtype):
        for ints, arrays in logits(rng, dtype):
            z = arrays["logits"]
            labels = [[np.argmax, np.argmin][r](z[r]) if r < 2 else rng.integers(z.shape[1]) for r in range(len(z))]
            yield ints | numbers | {"label_type": 5, "reduction": 2}, {name: z}, [int(label) for label in labels]

    return inputs


def with_targets(rng, dtype):
    for ints, arrays in logits(rng, dtype):
        targets = rng.dirichlet(np.full(ints["classes"], 0.5), ints["rows"])
        yield ints | {"reduction": 2}, arrays | {"targets": targets}


def with_upstream(name, rows_only=False):
    def inputs(rng, dtype):
        for ints, arrays in logits(rng, dtype):
            upstream = rng.normal(0, 1, arrays["logits"].shape)
            yield ints, arrays | {name: upstream[:, 0] if rows_only else upstream}

    return inputs


def probabilities(rng, dtype):
    for ints, arrays in logits(rng, dtype):
        e = np.exp(arrays["logits"] - arrays["logits"].max(1, keepdims=True))
        yield ints, {"probs": e / e.sum(1, keepdims=True), "grad_probs": rng.normal(0, 1, e.shape)}


def elements(**arrays):
    """Arrays of one row, by name and by what they hold."""
    holds = {
        "wide": lambda rng: rng.uniform(-LARGEST_GAP, LARGEST_GAP, ELEMENTS),
        "normal": lambda rng: rng.normal(0, 2, ELEMENTS),
        "near": lambda rng: rng.normal(0, 2, ELEMENTS) * 2.0 ** -rng.integers(0, 20, ELEMENTS),
        "prob": lambda rng: rng.uniform(0, 1, ELEMENTS) ** rng.integers(1, 6, ELEMENTS),
        "log_prob": lambda rng: -LARGEST_GAP * rng.uniform(0, 1, ELEMENTS) ** 2,
        "sign": lambda rng: rng.choice([-1.0, 1.0], ELEMENTS),
        "count": lambda rng: rng.integers(0, 20, ELEMENTS).astype(np.float64),
    }
    numbers = {name: value for name, value in arrays.items() if not isinstance(value, str)}

    def inputs(rng, dtype):
        shape = {"rows": 1, "columns": ELEMENTS, "reduction": 2}
        yield shape | numbers, {name: holds[kind](rng) for name, kind in arrays.items() if isinstance(kind, str)}

    return inputs


def scores(*names, **numbers):
    """Rows with ties, for ranks."""

    def inputs(rng, dtype):
        for classes in (2, 3, 10, 100, 300):
            arrays = {name: np.round(rng.normal(0, 2, (4, classes)), 1) for name in names}
            yield {"rows": 4, "classes": classes} | numbers, arrays

    return inputs


def layer(**arrays):
    """The arrays of a linear layer, by name and by the letters of their extents."""

    def inputs(rng, dtype):
        for rows, width, outputs in ((3, 7, 5), (4, 257, 3), (2, 4096, 2)):
            extent = {"r": rows, "i": width, "o": outputs}
            shapes = {name: [extent[letter] for letter in letters] for name, letters in arrays.items()}
            numbers = {name: rng.normal(0, 1, shape) for name, shape in shapes.items()}
            yield {"rows": rows, "inputs": width, "outputs": outputs}, numbers

    return inputs


def parameters(*names, **numbers):
    def inputs(rng, dtype):
        arrays = {name: rng.normal(0, 1, ELEMENTS) for name in names}
        if "moment2" in arrays:
            arrays["moment2"] **= 2
        yield {"count": ELEMENTS} | numbers, arrays

    return inputs


@dataclass
class Entry:
    inputs: Callable
    torch: Callable = None
    gradients: dict = field(default_factory=dict)  # output: the input that it belongs to
    scipy: Callable = None
    tensor_primitives: str = None

    def cases(self, op, dtype):
        """Cases, and the shapes that their arrays had."""
        rng = np.random.default_rng(int.from_bytes(op.encode(), "big"))
        for ints, arrays, *labels in self.inputs(rng, dtype):
            yield make_case(op, dtype, arrays, *labels, **ints), {name: np.shape(a) for name, a in arrays.items()}


def _pair(torch, x="wide", y="normal", **numbers):
    return Entry(elements(input=x, target=y, **numbers), torch, {"grad": "input"})


_GRAD = {"grad": "logits"}
_GRAD_LOGITS = {"grad_logits": "logits"}

OPERATIONS = {
    "softmax": Entry(
        logits,
        lambda F, t, *_: F.softmax(t["logits"], -1),
        scipy=lambda s, a: s.special.softmax(a["logits"], 1),
        tensor_primitives="SoftMax",
    ),
    "log_softmax": Entry(
        logits,
        lambda F, t, *_: F.log_softmax(t["logits"], -1),
        scipy=lambda s, a: s.special.log_softmax(a["logits"], 1),
    ),
    "logsumexp": Entry(
        logits, lambda F, t, *_: t["logits"].logsumexp(-1), scipy=lambda s, a: s.special.logsumexp(a["logits"], 1)
    ),
    "softmin": Entry(logits, lambda F, t, *_: F.softmin(t["logits"], -1)),
    "softmax_backward": Entry(
        probabilities,
        # What autograd calls.
        lambda F, t, *_: F.torch._softmax_backward_data(t["grad_probs"], t["probs"], -1, t["probs"].dtype),
    ),
    "log_softmax_backward": Entry(
        with_upstream("grad_log_probs"),
        lambda F, t, *_: (F.log_softmax(t["logits"], -1) * t["grad_log_probs"]).sum(-1),
        _GRAD_LOGITS,
    ),
    "logsumexp_backward": Entry(
        with_upstream("grad_lse", rows_only=True),
        lambda F, t, *_: t["logits"].logsumexp(-1) * t["grad_lse"],
        _GRAD_LOGITS,
    ),
    "cross_entropy": Entry(labelled(), lambda F, t, y, _: F.cross_entropy(t["logits"], y, reduction="none"), _GRAD),
    "cross_entropy_soft": Entry(
        with_targets, lambda F, t, *_: F.cross_entropy(t["logits"], t["targets"], reduction="none"), _GRAD
    ),
    "nll_loss": Entry(
        labelled("log_probs"),
        lambda F, t, y, _: F.nll_loss(t["log_probs"], y, reduction="none"),
        {"grad": "log_probs"},
    ),
    "softmax_focal": Entry(labelled(gamma=2.0), None, _GRAD),
    "multi_margin": Entry(
        labelled("input", power=1, margin=1.0),
        lambda F, t, y, _: F.multi_margin_loss(t["input"], y, reduction="none"),
        {"grad": "input"},
    ),
    "multiclass_hinge": Entry(labelled("input"), None, {"grad": "input"}),
    "sigmoid": Entry(
        elements(logits="wide"),
        lambda F, t, *_: t["logits"].sigmoid(),
        scipy=lambda s, a: s.special.expit(a["logits"]),
        tensor_primitives="Sigmoid",
    ),
    "log_sigmoid": Entry(
        elements(logits="wide"),
        lambda F, t, *_: F.logsigmoid(t["logits"]),
        scipy=lambda s, a: s.special.log_expit(a["logits"]),
    ),
    "sigmoid_backward": Entry(
        elements(logits="wide", grad_probs="normal"),
        lambda F, t, *_: t["logits"].sigmoid() * t["grad_probs"],
        _GRAD_LOGITS,
    ),
    "log_sigmoid_backward": Entry(
        elements(logits="wide", grad_log_probs="normal"),
        lambda F, t, *_: F.logsigmoid(t["logits"]) * t["grad_log_probs"],
        _GRAD_LOGITS,
    ),
    "binary_cross_entropy_with_logits": _pair(
        lambda F, t, *_: F.binary_cross_entropy_with_logits(t["input"], t["target"], reduction="none"), y="prob"
    ),
    "binary_cross_entropy": _pair(
        lambda F, t, *_: F.binary_cross_entropy(t["input"], t["target"], reduction="none"), "prob", "prob"
    ),
    "kl_div": _pair(lambda F, t, *_: F.kl_div(t["input"], t["target"], reduction="none"), "log_prob", "prob"),
    "sigmoid_focal": _pair(None, y="prob", gamma=2.0, alpha=0.25),
    "mse": _pair(lambda F, t, *_: F.mse_loss(t["input"], t["target"], reduction="none"), "near", "near"),
    "l1": _pair(lambda F, t, *_: F.l1_loss(t["input"], t["target"], reduction="none"), "near", "near"),
    "huber": _pair(lambda F, t, *_: F.huber_loss(t["input"], t["target"], reduction="none"), "near", "near", delta=1.0),
    "smooth_l1": _pair(
        lambda F, t, *_: F.smooth_l1_loss(t["input"], t["target"], reduction="none"), "near", "near", beta=1.0
    ),
    "log_cosh": _pair(None, "near", "near"),
    "poisson_nll": _pair(
        lambda F, t, *_: F.poisson_nll_loss(t["input"], t["target"], reduction="none"), "normal", "count", epsilon=1e-8
    ),
    "hinge": _pair(None, "normal", "sign", margin=1.0),
    "squared_hinge": _pair(None, "normal", "sign", margin=1.0),
    "soft_hinge": _pair(
        lambda F, t, *_: F.soft_margin_loss(t["input"], t["target"], reduction="none"), y="sign", margin=0.0
    ),
    "hinge_embedding": _pair(
        lambda F, t, *_: F.hinge_embedding_loss(t["input"], t["target"], reduction="none"), "normal", "sign", margin=1.0
    ),
    "margin_ranking": Entry(
        elements(input1="normal", input2="normal", target="sign", margin=0.5),
        lambda F, t, *_: F.margin_ranking_loss(*(t[n] for n in ("input1", "input2", "target")), 0.5, reduction="none"),
        {"grad1": "input1", "grad2": "input2"},
    ),
    "rank": Entry(scores("values"), scipy=lambda s, a: s.stats.rankdata(a["values"], axis=1)),
    "spearman": Entry(
        scores("first", "second"),
        scipy=lambda s, a: [s.stats.spearmanr(*pair).correlation for pair in zip(a["first"], a["second"])],
    ),
    "soft_rank": Entry(scores("values")),
    "soft_rank_backward": Entry(scores("values", "grad_ranks")),
    "spearman_loss": Entry(scores("pred", "target", reduction=2)),
    "linear": Entry(
        layer(input="ri", weight="oi", bias="o"), lambda F, t, *_: F.linear(t["input"], t["weight"], t["bias"])
    ),
    "linear_backward": Entry(
        layer(input="ri", weight="oi", bias="o", grad_output="ro"),
        lambda F, t, *_: F.linear(t["input"], t["weight"], t["bias"]) * t["grad_output"],
        {"grad_input": "input", "grad_weight": "weight", "grad_bias": "bias"},
    ),
    "sgd_step": Entry(parameters("param", "grad", "velocity", learning_rate=0.1, momentum=0.9, weight_decay=0.01)),
    "adam_step": Entry(parameters("param", "grad", "moment1", "moment2", learning_rate=0.01, step=5)),
}
