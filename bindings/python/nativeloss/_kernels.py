# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The native functions, each as a table by the element type's NumPy character (see `_dtypes`)."""

from __future__ import annotations

from typing import Callable

from ._loader import native

Kernel = Callable[..., int]
Pair = dict[str, Kernel]

_HALVES = {"e": "f16", "E": "bf16", "H": "bf16"}


def _pair(name: str) -> Pair:
    """Return f32 and f64 of a function, and f16 and bf16 where there are such."""
    names = {"f": f"nloss_{name}_f32", "d": f"nloss_{name}_f64"}
    halves = {char: f"nloss_{name}_{suffix}" for char, suffix in _HALVES.items()}
    names |= {char: half for char, half in halves.items() if hasattr(native, half)}
    return {char: getattr(native, full) for char, full in names.items()}


SOFTMAX = _pair("softmax")
SOFTMIN = _pair("softmin")
LOG_SOFTMAX = _pair("log_softmax")
LOGSUMEXP = _pair("logsumexp")
ENTROPY = _pair("entropy")
SOFTMAX_BACKWARD = _pair("softmax_backward")
SOFTMIN_BACKWARD = _pair("softmin_backward")
LOG_SOFTMAX_BACKWARD = _pair("log_softmax_backward")
LOGSUMEXP_BACKWARD = _pair("logsumexp_backward")
ENTROPY_BACKWARD = _pair("entropy_backward")
CROSS_ENTROPY = _pair("cross_entropy")
CROSS_ENTROPY_SOFT = _pair("cross_entropy_soft")
LINEAR = _pair("linear")
LINEAR_BACKWARD = _pair("linear_backward")
SGD_STEP = _pair("sgd_step")
ADAM_STEP = _pair("adam_step")
ARGMAX = _pair("argmax")
TOP_K = _pair("top_k")
NLL_LOSS = _pair("nll_loss")
SOFTMAX_FOCAL = _pair("softmax_focal")
MULTI_MARGIN = _pair("multi_margin")
MULTICLASS_HINGE = _pair("multiclass_hinge")
RANK = _pair("rank")
SPEARMAN = _pair("spearman")
SOFT_RANK = _pair("soft_rank")
SOFT_RANK_BACKWARD = _pair("soft_rank_backward")
SPEARMAN_LOSS = _pair("spearman_loss")
RANKING_SCRATCH_SIZE = _pair("ranking_scratch_size")
MSE = _pair("mse")
L1 = _pair("l1")
HUBER = _pair("huber")
SMOOTH_L1 = _pair("smooth_l1")
LOG_COSH = _pair("log_cosh")
POISSON_NLL = _pair("poisson_nll")
BINARY_CROSS_ENTROPY_WITH_LOGITS = _pair("binary_cross_entropy_with_logits")
BINARY_CROSS_ENTROPY = _pair("binary_cross_entropy")
SIGMOID_FOCAL = _pair("sigmoid_focal")
KL_DIV = _pair("kl_div")
HINGE = _pair("hinge")
SQUARED_HINGE = _pair("squared_hinge")
SOFT_HINGE = _pair("soft_hinge")
HINGE_EMBEDDING = _pair("hinge_embedding")
MARGIN_RANKING = _pair("margin_ranking")
SIGMOID = _pair("sigmoid")
SIGMOID_BACKWARD = _pair("sigmoid_backward")
LOG_SIGMOID = _pair("log_sigmoid")
LOG_SIGMOID_BACKWARD = _pair("log_sigmoid_backward")
ENTROPY_OF_PROBS = _pair("entropy_of_probs")
KL_OF_ROWS = _pair("kl_of_rows")
JS_DIV = _pair("js_div")
KL_HINGE = _pair("kl_hinge")
TRIPLET_MARGIN = _pair("triplet_margin")
COSINE_EMBEDDING = _pair("cosine_embedding")
CONTRASTIVE = _pair("contrastive")
