# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses as modules."""

from __future__ import annotations

import torch

from ._class_losses import cross_entropy


class CrossEntropyLoss(torch.nn.CrossEntropyLoss):
    """Cross-entropy as a module: `torch.nn.CrossEntropyLoss` that calls `nativeloss.torch.cross_entropy`.

    The constructor, the attributes and the state are PyTorch's: one takes the other's place in a program and in a
    saved state.

    Parameters
    ----------
    weight, size_average, ignore_index, reduce, reduction, label_smoothing : optional
        As for `nativeloss.torch.cross_entropy`.

    Raises
    ------
    TypeError, IndexError, ValueError, RuntimeError
        When called, as `nativeloss.torch.cross_entropy`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> criterion = nativeloss.torch.CrossEntropyLoss(label_smoothing=0.1)
    >>> criterion(torch.zeros(3, 4), torch.tensor([0, 1, 2]))
    tensor(1.3863)
    """

    def forward(self, input: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
        """Return the loss of logits and class indices or probabilities, see `nativeloss.torch.cross_entropy`."""
        return cross_entropy(
            input,
            target,
            self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )
