# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, cross-entropy and their relatives on PyTorch tensors, with gradients.

Names, signatures and meanings are those of ``torch.nn.functional``, so that ``import nativeloss.torch as F`` takes its
place for the losses. Tensors are read and written where they are, with the class dimension anywhere; they must be
dense and in the processor's memory.

The gradient of a loss is computed together with it, and kept for the backward pass. There is no second derivative.
Losses of float16 and bfloat16 tensors are float32. A float16 tensor that needs a gradient is copied to float32 first,
so that scaling the loss can keep its gradient in range.

A call uses as many threads as ``torch.get_num_threads()`` says, unless `nativeloss.set_num_threads` was called. The
results do not depend on it.

>>> import torch, nativeloss.torch
>>> logits = torch.tensor([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]], requires_grad=True)
>>> nativeloss.torch.cross_entropy(logits, torch.tensor([1, 2])).backward()
>>> logits.grad[1]
tensor([ 0.2484,  0.1010, -0.3494])
"""

from ._class_losses import cross_entropy, multi_margin_loss, multiclass_hinge_loss, nll_loss, softmax_focal_loss
from ._element_losses import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    hinge_embedding_loss,
    hinge_loss,
    huber_loss,
    kl_div,
    l1_loss,
    log_cosh_loss,
    margin_ranking_loss,
    mse_loss,
    poisson_nll_loss,
    sigmoid_focal_loss,
    smooth_l1_loss,
    soft_hinge_loss,
    soft_margin_loss,
    squared_hinge_loss,
)
from ._modules import CrossEntropyLoss
from ._pair_losses import (
    contrastive_loss,
    cosine_embedding_loss,
    js_div,
    kl_div_logits,
    kl_hinge,
    soft_rank,
    spearman_loss,
    triplet_margin_loss,
)
from ._softmax import log_softmax, logsigmoid, logsumexp, sigmoid, softmax, softmin

__all__ = [
    "CrossEntropyLoss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "contrastive_loss",
    "cosine_embedding_loss",
    "cross_entropy",
    "hinge_embedding_loss",
    "hinge_loss",
    "huber_loss",
    "js_div",
    "kl_div",
    "kl_div_logits",
    "kl_hinge",
    "l1_loss",
    "log_cosh_loss",
    "log_softmax",
    "logsigmoid",
    "logsumexp",
    "margin_ranking_loss",
    "mse_loss",
    "multi_margin_loss",
    "multiclass_hinge_loss",
    "nll_loss",
    "poisson_nll_loss",
    "sigmoid",
    "sigmoid_focal_loss",
    "smooth_l1_loss",
    "soft_hinge_loss",
    "soft_margin_loss",
    "soft_rank",
    "softmax",
    "softmax_focal_loss",
    "softmin",
    "spearman_loss",
    "squared_hinge_loss",
    "triplet_margin_loss",
]
