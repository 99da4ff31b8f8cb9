# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, cross-entropy and their relatives on NumPy arrays, exact and fast, with the same bits everywhere.

Names, argument order, shapes, defaults and error texts are those of ``torch.nn.functional``; `nativeloss.tf` has those
of ``tf.nn``. Arrays may be NumPy's, anything with ``__dlpack__`` in the processor's memory (PyTorch's tensors), anything
with the buffer protocol, or nested lists. Results are NumPy arrays, or NumPy scalars where they have no axis.

float32 in, float32 out, and so with float64; nothing is converted silently. The softmax family, sigmoids, cross-entropy,
binary cross-entropy, entropies, divergences, `argmax` and `topk` take float16 and bfloat16 too, and then weights, losses
and other numbers for each row are float32. bfloat16 is the type of `ml_dtypes` where that is installed; without it,
bfloat16 tensors come by DLPack, and results are arrays of uint16 that hold the bit patterns and are known as bfloat16 to
this package.

`nativeloss.torch`, which imports PyTorch, works on its tensors and gives them gradients. `nativeloss.metrics` has the
signatures of scikit-learn; ``python -m nativeloss report`` evaluates saved logits.

Rows are read and written where they are if they lie at a constant distance, with the classes next to each other or, in
the softmax family and cross-entropy, along any axis of a contiguous array. Any other layout costs one copy.

>>> import numpy as np, nativeloss as nl
>>> print(nl.softmax(np.array([0.1, 0.3, 0.5, 0.9])))
[0.16838508 0.205666   0.25120102 0.37474789]
"""

from . import metrics, tf
from ._cross_entropy import cross_entropy
from ._elementwise import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    hinge_embedding_loss,
    hinge_loss,
    huber_loss,
    kl_div,
    l1_loss,
    log_cosh_loss,
    log_sigmoid,
    log_sigmoid_backward,
    logsigmoid,
    logsigmoid_backward,
    margin_ranking_loss,
    mse_loss,
    poisson_nll_loss,
    sigmoid,
    sigmoid_backward,
    sigmoid_focal_loss,
    smooth_l1_loss,
    soft_hinge_loss,
    squared_hinge_loss,
)
from ._divergence import distribution_entropy, js_div, kl_div_logits
from ._executor import get_num_threads, set_num_threads
from ._index_loss import multi_margin_loss, multiclass_hinge_loss, nll_loss, softmax_focal_loss
from ._linear import linear, linear_backward
from ._loader import isa, limit_isa, show, version
from ._logsumexp import entropy, entropy_backward, logsumexp, logsumexp_backward
from ._optim import adam_step, sgd_step
from ._ranking import rankdata, soft_rank, soft_rank_backward, spearman_correlation, spearman_loss
from ._selection import argmax, topk
from ._siamese import contrastive_loss, cosine_embedding_loss, kl_hinge, triplet_margin_loss
from ._softmax import (
    log_softmax,
    log_softmax_backward,
    softmax,
    softmax_backward,
    softmin,
    softmin_backward,
)

__version__ = version

__all__ = [
    "adam_step",
    "argmax",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "contrastive_loss",
    "cosine_embedding_loss",
    "cross_entropy",
    "distribution_entropy",
    "entropy",
    "entropy_backward",
    "get_num_threads",
    "hinge_embedding_loss",
    "hinge_loss",
    "huber_loss",
    "isa",
    "js_div",
    "kl_div",
    "kl_div_logits",
    "kl_hinge",
    "l1_loss",
    "limit_isa",
    "linear",
    "linear_backward",
    "log_cosh_loss",
    "log_sigmoid",
    "log_sigmoid_backward",
    "log_softmax",
    "log_softmax_backward",
    "logsigmoid",
    "logsigmoid_backward",
    "logsumexp",
    "logsumexp_backward",
    "margin_ranking_loss",
    "metrics",
    "mse_loss",
    "multi_margin_loss",
    "multiclass_hinge_loss",
    "nll_loss",
    "poisson_nll_loss",
    "rankdata",
    "set_num_threads",
    "sgd_step",
    "show",
    "sigmoid",
    "sigmoid_backward",
    "sigmoid_focal_loss",
    "smooth_l1_loss",
    "soft_hinge_loss",
    "soft_rank",
    "soft_rank_backward",
    "softmax",
    "softmax_backward",
    "softmax_focal_loss",
    "softmin",
    "softmin_backward",
    "spearman_correlation",
    "spearman_loss",
    "squared_hinge_loss",
    "tf",
    "topk",
    "triplet_margin_loss",
    "version",
]
