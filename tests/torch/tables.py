# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Every operation that is compared. Add a loss: an `Operation` in the module of its family."""

import cross_entropy
import element_losses
import index_losses
import layers
import pair_losses
import softmax
import topk

OPERATIONS = [
    *softmax.OPERATIONS,
    *cross_entropy.OPERATIONS,
    *topk.OPERATIONS,
    *index_losses.OPERATIONS,
    *pair_losses.OPERATIONS,
    *element_losses.OPERATIONS,
    *layers.OPERATIONS,
]
