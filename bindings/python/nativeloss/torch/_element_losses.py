# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of elements, on tensors.

What all have in common is documented once, at `mse_loss`.
"""

from __future__ import annotations

import warnings
from typing import Any, Sequence

import numpy as np
import torch

from .. import _elementwise, _kernels
from .._inputs import Array, shape_text
from ._autograd import loss
from ._legacy import reduction_of
from ._tensors import array, broadcast, constant, factors, floats, labels_like


def mse_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the squared error of each element, as `torch.nn.functional.mse_loss`.

    Parameters
    ----------
    input, target : Tensor
        Any values, float32 or float64, of one type. They broadcast, with a warning.
    size_average, reduce : bool, optional
        PyTorch's old way to say `reduction`.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean", over all elements.

    Returns
    -------
    Tensor
        Of the type of `input`, at most 1.5 ulp (float64: 2) from the exact value.

    Raises
    ------
    TypeError
        For types that do not fit, and for tensors that are not dense or not in the processor's memory.
    ValueError
        For an illegal option.
    RuntimeError
        If shapes do not fit.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.mse_loss(torch.tensor([1.0, 2.0]), torch.tensor([0.0, 4.0]))
    tensor(2.5000)
    """
    return _difference("mse_loss", input, target, reduction=reduction_of(reduction, size_average, reduce))


def l1_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the absolute error of each element, as `torch.nn.functional.l1_loss`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.l1_loss(torch.tensor([1.0, 2.0]), torch.tensor([0.0, 4.0]))
    tensor(1.5000)
    """
    return _difference("l1_loss", input, target, reduction=reduction_of(reduction, size_average, reduce))


def smooth_l1_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    beta: float = 1.0,
) -> torch.Tensor:
    """Compute the smooth L1 loss of each element, as `torch.nn.functional.smooth_l1_loss`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`.
    beta : float, optional
        Where the parabola ends, at least 0. Default: 1.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.smooth_l1_loss(torch.tensor([0.5, 3.0]), torch.zeros(2), reduction="none")
    tensor([0.1250, 2.5000])
    """
    meant = reduction_of(reduction, size_average, reduce)
    return _difference("smooth_l1_loss", input, target, reduction=meant, beta=beta)


def huber_loss(
    input: torch.Tensor, target: torch.Tensor, reduction: str = "mean", delta: float = 1.0
) -> torch.Tensor:
    """Compute the Huber loss of each element, as `torch.nn.functional.huber_loss`.

    Parameters
    ----------
    input, target, reduction : see there
        As for `mse_loss`.
    delta : float, optional
        Where the parabola ends, above 0. Default: 1.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.huber_loss(torch.tensor([0.5, 3.0]), torch.zeros(2), reduction="none")
    tensor([0.1250, 2.5000])
    """
    return _difference("huber_loss", input, target, reduction=reduction, delta=delta)


def log_cosh_loss(input: torch.Tensor, target: torch.Tensor, reduction: str = "mean") -> torch.Tensor:
    """Compute log(cosh(input - target)) of each element, see `nativeloss.log_cosh_loss`. PyTorch has none.

    Parameters
    ----------
    input, target, reduction : see there
        As for `mse_loss`.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.log_cosh_loss(torch.tensor([1.0]), torch.tensor([0.0]))
    tensor(0.4338)
    """
    return _difference("log_cosh_loss", input, target, reduction=reduction)


def poisson_nll_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    log_input: bool = True,
    full: bool = False,
    size_average: bool | None = None,
    eps: float = 1e-8,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the negative log-likelihood of counts, as `torch.nn.functional.poisson_nll_loss`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`; `target` gets no gradient.
    log_input : bool, optional
        `input` is the logarithm of the rate, else the rate. Default: True.
    full : bool, optional
        Add Stirling's approximation. Default: False.
    eps : float, optional
        Added to a rate before its logarithm is taken. Default: 1e-8.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.poisson_nll_loss(torch.tensor([0.0, 1.0]), torch.tensor([1.0, 2.0]))
    tensor(0.8591)
    """
    meant = reduction_of(reduction, size_average, reduce)
    options = {"log_input": log_input, "full": full, "eps": eps, "reduction": meant}
    return _labelled("poisson_nll_loss", input, target, **options)


def binary_cross_entropy(
    input: torch.Tensor,
    target: torch.Tensor,
    weight: torch.Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the binary cross-entropy of probabilities, as `torch.nn.functional.binary_cross_entropy`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`, but of one shape; also float16 and bfloat16. `target` gets no gradient.
    weight : Tensor, optional
        Factors of the losses, of the type of `input`, or float32 for the half types; they broadcast.

    Returns
    -------
    Tensor
        As `mse_loss`; float32 for the half types.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`; ValueError if an input is outside [0, 1], or if shapes differ.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.binary_cross_entropy(torch.tensor([0.0, 0.5]), torch.tensor([1.0, 1.0]), reduction="none")
    tensor([100.0000,   0.6931])
    """
    meant = reduction_of(reduction, size_average, reduce)
    return _weighted("binary_cross_entropy", input, target, {"weight": weight}, reduction=meant)


def binary_cross_entropy_with_logits(
    input: torch.Tensor,
    target: torch.Tensor,
    weight: torch.Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    pos_weight: torch.Tensor | None = None,
) -> torch.Tensor:
    """Compute the binary cross-entropy of logits, as `torch.nn.functional.binary_cross_entropy_with_logits`.

    Parameters
    ----------
    input, target, weight, size_average, reduce, reduction : see there
        As for `binary_cross_entropy`, but `input` is logits.
    pos_weight : Tensor, optional
        Factors of the positive labels' part, of the type of `weight`; they broadcast.

    Returns
    -------
    Tensor
        As `binary_cross_entropy`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`; ValueError if shapes differ.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.binary_cross_entropy_with_logits(torch.tensor([0.0, 2.0]), torch.tensor([1.0, 0.0]))
    tensor(1.4100)
    """
    meant, weights = reduction_of(reduction, size_average, reduce), {"weight": weight, "pos_weight": pos_weight}
    return _weighted("binary_cross_entropy_with_logits", input, target, weights, reduction=meant)


def kl_div(
    input: torch.Tensor,
    target: torch.Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
    log_target: bool = False,
) -> torch.Tensor:
    """Compute the Kullback-Leibler divergence of each element, as `torch.nn.functional.kl_div`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`, without the warning; also "batchmean", and float16 and bfloat16. `input` is logarithms of
        probabilities, `target` is probabilities, and gets no gradient; `kl_div_logits` gives both.
    log_target : bool, optional
        `target` is logarithms of probabilities. Default: False.

    Returns
    -------
    Tensor
        As `mse_loss`; float32 for the half types.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> q, t = torch.tensor([[0.25, 0.75]]).log(), torch.tensor([[0.5, 0.5]])
    >>> nativeloss.torch.kl_div(q, t, reduction="batchmean")
    tensor(0.1438)
    """
    meant = reduction_of(reduction, size_average, reduce)
    return _labelled("kl_div", input, target, reduction=meant, log_target=log_target)


def sigmoid_focal_loss(
    input: torch.Tensor, target: torch.Tensor, alpha: float = 0.25, gamma: float = 2.0, reduction: str = "none"
) -> torch.Tensor:
    """Compute the focal loss of logits with labels from 0 to 1, as `torchvision.ops.sigmoid_focal_loss`.

    Parameters
    ----------
    input, target, reduction : see there
        As for `mse_loss`, without the warning, and "none" by default; `target` gets no gradient.
    alpha : float, optional
        Weight of the positive labels, at most 1; below 0: no weights. Default: 0.25.
    gamma : float, optional
        How little is made of what is right already, at least 0. Default: 2.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.sigmoid_focal_loss(torch.tensor([2.0, -2.0]), torch.tensor([1.0, 1.0]))
    tensor([0.0005, 0.4125])
    """
    return _labelled("sigmoid_focal_loss", input, target, alpha=alpha, gamma=gamma, reduction=reduction)


def hinge_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    zero_one: bool = False,
) -> torch.Tensor:
    """Compute max(0, margin - target input) of each score, see `nativeloss.hinge_loss`. PyTorch has none.

    Parameters
    ----------
    input, target, reduction : see there
        As for `mse_loss`, without the warning; `target` is -1 or +1, and gets no gradient.
    margin : float, optional
        Score that is right enough. Default: 1.
    zero_one : bool, optional
        Labels are 0 and 1. Default: False.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.hinge_loss(torch.tensor([2.0, 0.5]), torch.tensor([1.0, -1.0]), reduction="none")
    tensor([0.0000, 1.5000])
    """
    return _labelled("hinge_loss", input, target, margin=margin, reduction=reduction, zero_one=zero_one)


def squared_hinge_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    zero_one: bool = False,
) -> torch.Tensor:
    """Compute max(0, margin - target input)^2 of each score, see `nativeloss.squared_hinge_loss`. PyTorch has none.

    Parameters
    ----------
    input, target, margin, reduction, zero_one : see there
        As for `hinge_loss`.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.squared_hinge_loss(torch.tensor([2.0, 0.5]), torch.tensor([1.0, -1.0]), reduction="none")
    tensor([0.0000, 2.2500])
    """
    return _labelled("squared_hinge_loss", input, target, margin=margin, reduction=reduction, zero_one=zero_one)


def soft_hinge_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    margin: float = 1.0,
    reduction: str = "mean",
    *,
    zero_one: bool = False,
) -> torch.Tensor:
    """Compute log(1 + exp(margin - target input)) of each score, see `nativeloss.soft_hinge_loss`.

    Parameters
    ----------
    input, target, margin, reduction, zero_one : see there
        As for `hinge_loss`.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.soft_hinge_loss(torch.tensor([2.0, 0.5]), torch.tensor([1.0, -1.0]), reduction="none")
    tensor([0.3133, 1.7014])
    """
    return _labelled("soft_hinge_loss", input, target, margin=margin, reduction=reduction, zero_one=zero_one)


def soft_margin_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute log(1 + exp(-target input)) of each score, as `torch.nn.functional.soft_margin_loss`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`, without the warning; `target` is -1 or +1, and gets no gradient.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.soft_margin_loss(torch.tensor([0.0, 2.0]), torch.tensor([1.0, -1.0]))
    tensor(1.4100)
    """
    return soft_hinge_loss(input, target, 0.0, reduction_of(reduction, size_average, reduce))


def hinge_embedding_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    margin: float = 1.0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the loss of distances of alike and unlike pairs, as `torch.nn.functional.hinge_embedding_loss`.

    Parameters
    ----------
    input, target, size_average, reduce, reduction : see there
        As for `mse_loss`, without the warning; `target` is -1 or +1, and gets no gradient.
    margin : float, optional
        Distance that is large enough. Default: 1.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> distance, label = torch.tensor([0.5, 0.25]), torch.tensor([1.0, -1.0])
    >>> nativeloss.torch.hinge_embedding_loss(distance, label, reduction="none")
    tensor([0.5000, 0.7500])
    """
    meant = reduction_of(reduction, size_average, reduce)
    return _labelled("hinge_embedding_loss", input, target, margin=margin, reduction=meant)


def margin_ranking_loss(
    input1: torch.Tensor,
    input2: torch.Tensor,
    target: torch.Tensor,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute max(0, margin - target (input1 - input2)), as `torch.nn.functional.margin_ranking_loss`.

    Parameters
    ----------
    input1, input2 : Tensor
        Scores, any values, float32 or float64, of one type. They broadcast with `target`.
    target : Tensor
        1 where `input1` should be the larger, -1 where `input2` should. It gets no gradient.
    margin : float, optional
        By how much. Default: 0.
    size_average, reduce, reduction : optional
        As for `mse_loss`.

    Returns
    -------
    Tensor
        As `mse_loss`.

    Raises
    ------
    TypeError, ValueError, RuntimeError
        As `mse_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> a, b = torch.tensor([1.0, 2.0]), torch.tensor([3.0, 0.5])
    >>> nativeloss.torch.margin_ranking_loss(a, b, torch.ones(2), reduction="none")
    tensor([2., 0.])
    """
    meant = reduction_of(reduction, size_average, reduce)
    table = _table("margin_ranking_loss")
    x1, x2, y = floats(input1, "input1", table), floats(input2, "input2", table), constant(target, "target")
    if x1.dim() == x2.dim() == y.dim():
        x1, x2, y = broadcast(x1, x2, y)
    labels = array(y)

    def compute(inputs: Sequence[Array], grads: Sequence[Array | None]) -> Any:
        outs: Any = None if grads[0] is grads[1] is None else tuple(grads)
        return _elementwise.margin_ranking_loss(inputs[0], inputs[1], labels, margin, meant, grad_out=outs)

    return loss("margin_ranking_loss", (x1, x2), compute)


def _difference(name: str, input: torch.Tensor, target: torch.Tensor, **options: Any) -> torch.Tensor:
    """Compute a loss of input - target, whose gradients are each other's negatives."""
    x, y = floats(input, "input", _table(name)), floats(target, "target", _table(name))
    if x.shape != y.shape:
        warnings.warn(
            f"Using a target size ({shape_text(y.shape)}) that is different to the input size ({shape_text(x.shape)}). "
            "This will likely lead to incorrect results due to broadcasting. Please ensure they have the same size.",
            stacklevel=3,
        )
        x, y = broadcast(x, y)
    call = getattr(_elementwise, name)

    def compute(inputs: Sequence[Array], grads: Sequence[Array | None]) -> Any:
        own, other = grads
        value = call(*inputs, **options, grad_out=other if own is None else own)
        if other is not None:
            np.negative(other if own is None else own, out=other)
        return value

    return loss(name, (x, y), compute)


def _labelled(name: str, input: torch.Tensor, target: torch.Tensor, **options: Any) -> torch.Tensor:
    """Compute a loss of scores and labels, which broadcast."""
    x, y = floats(input, "input", _table(name)), constant(target, "target")
    if x.shape != y.shape:
        x, y = broadcast(x, y)
    return _scored(name, x, y, options)


def _weighted(
    name: str, input: torch.Tensor, target: torch.Tensor, weights: dict[str, torch.Tensor | None], **options: Any
) -> torch.Tensor:
    """Compute a loss of scores and labels of one shape, with weights."""
    x = floats(input, "input", _table(name))
    options.update({key: factors(weight, key, x) for key, weight in weights.items()})
    return _scored(name, x, constant(target, "target"), options)


def _table(name: str) -> _kernels.Pair:
    table: _kernels.Pair = getattr(_kernels, name.removesuffix("_loss").upper())
    return table


def _scored(name: str, x: torch.Tensor, y: torch.Tensor, options: dict[str, Any]) -> torch.Tensor:
    labels, call = array(y), getattr(_elementwise, name)

    def compute(inputs: Sequence[Array], grads: Sequence[Array | None]) -> Any:
        return call(inputs[0], labels_like(labels, inputs[0]), **options, grad_out=grads[0])

    return loss(name, (x,), compute)
