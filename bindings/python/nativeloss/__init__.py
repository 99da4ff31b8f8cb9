# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Softmax, cross-entropy and their relatives on NumPy arrays, exact and fast, with the same bits everywhere.

Names, argument order, shapes, defaults and error texts are those of ``torch.nn.functional``. float32 in, float32
out; float64 in, float64 out; nothing is converted silently. Rows that lie at a constant distance are read and
written where they are; any other layout (a class axis that is not the last, reversed or broadcast rows, foreign byte
order) costs one copy. Results are NumPy arrays, or NumPy scalars where they have no axis.

>>> import numpy as np, nativeloss as nl
>>> print(nl.softmax(np.array([0.1, 0.3, 0.5, 0.9])))
[0.16838508 0.205666   0.25120102 0.37474789]
"""

from . import tf
from ._cross_entropy import cross_entropy
from ._executor import get_num_threads, set_num_threads
from ._index_loss import multi_margin_loss, multiclass_hinge_loss, nll_loss, softmax_focal_loss
from ._linear import linear, linear_backward
from ._loader import isa, limit_isa, show, version
from ._logsumexp import entropy, entropy_backward, logsumexp, logsumexp_backward
from ._optim import adam_step, sgd_step
from ._selection import argmax, topk
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
    "cross_entropy",
    "entropy",
    "entropy_backward",
    "get_num_threads",
    "isa",
    "limit_isa",
    "linear",
    "linear_backward",
    "log_softmax",
    "log_softmax_backward",
    "logsumexp",
    "logsumexp_backward",
    "multi_margin_loss",
    "multiclass_hinge_loss",
    "nll_loss",
    "set_num_threads",
    "sgd_step",
    "show",
    "softmax",
    "softmax_backward",
    "softmin",
    "softmin_backward",
    "tf",
    "topk",
    "softmax_focal_loss",
    "version",
]
