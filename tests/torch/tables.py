# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Every operation that is compared. Add a loss: an `Operation` in the module of its family."""

import cross_entropy
import layers
import selection
import softmax

OPERATIONS = [
    *softmax.OPERATIONS,
    *cross_entropy.OPERATIONS,
    *selection.OPERATIONS,
    *layers.OPERATIONS,
]
