# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of rows with class indices or distributions, on tensors."""

from __future__ import annotations

from typing import Any, Sequence

import torch

from .. import _cross_entropy, _index_loss, _kernels
from .._inputs import Array
from ._autograd import loss
from ._legacy import reduction_of
from ._tensors import array, constant, factors, floats, labels_like


def cross_entropy(
    input: torch.Tensor,
    target: torch.Tensor,
    weight: torch.Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
    *,
    sample_weight: torch.Tensor | None = None,
    z_loss: float = 0.0,
    softcap: float | None = None,
    second_target: torch.Tensor | None = None,
    mix_lambda: float = 1.0,
    empty_mean: str = "nan",
) -> torch.Tensor:
    """Compute the cross-entropy of logits with class indices or probabilities.

    As `torch.nn.functional.cross_entropy`, but for what the notes say. The gradient is found in the same pass as the
    loss and kept: for large numbers of classes that is several times as fast.

    Parameters
    ----------
    input : Tensor, shape (C), (N, C) or (N, C, d1, ...)
        Logits, any values, float32, float64, float16 or bfloat16. The classes are read where they are.
    target : Tensor
        Integers of any type, shape (), (N) or (N, d1, ...): class indices. Or probabilities, of the type and shape of
        `input`.
    weight : Tensor, shape (C), optional
        Weight of each class, of the type of `input`, or float32 for the half types.
    size_average, reduce : bool, optional
        PyTorch's old way to say `reduction`.
    ignore_index : int, optional
        Class index of rows to leave out. Default: -100.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean", weighted by the classes' weights for indices, over the rows for probabilities.
    label_smoothing : float, optional
        Probability mass spread evenly over all classes, in [0, 1]. Default: 0.
    sample_weight, z_loss, softcap, second_target, mix_lambda, empty_mean : optional
        What PyTorch does not have; see `nativeloss.cross_entropy`.

    Returns
    -------
    Tensor
        In nats, of the type of `input`, float32 for the half types.

    Raises
    ------
    TypeError
        For types that do not fit, and for tensors that are not dense or not in the processor's memory.
    IndexError
        If a class index is outside [0, C) and is not `ignore_index`.
    ValueError
        If shapes do not fit, or for an illegal option.
    RuntimeError
        If something other than `input` requires a gradient.

    Notes
    -----
    Differences from PyTorch: the loss of half types is float32; a loss near 0 keeps its digits; the gradient of a
    target whose logit is -inf is finite; no gradient with respect to target probabilities; no second derivative.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> logits = torch.tensor([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]], requires_grad=True)
    >>> loss = nativeloss.torch.cross_entropy(logits, torch.tensor([1, 2]))
    >>> loss.backward()
    >>> print(loss.item(), logits.grad[0])
    0.8393433094024658 tensor([ 0.1139, -0.1903,  0.0764])
    """
    x = floats(input, "input", _kernels.CROSS_ENTROPY)
    labels = array(constant(target, "target"))
    options: dict[str, Any] = {
        "ignore_index": ignore_index,
        "reduction": reduction_of(reduction, size_average, reduce),
        "label_smoothing": label_smoothing,
        "weight": factors(weight, "weight", x),
        "sample_weight": factors(sample_weight, "sample_weight", x),
        "z_loss": z_loss,
        "softcap": softcap,
        "mix_lambda": mix_lambda,
        "empty_mean": empty_mean,
    }
    if second_target is not None:
        options["second_target"] = array(constant(second_target, "second_target"))

    def compute(inputs: Sequence[Array], grads: Sequence[Array | None]) -> Any:
        x = inputs[0]
        return _cross_entropy.cross_entropy(x, labels_like(labels, x), grad_out=grads[0], **options)

    return loss("cross_entropy", (x,), compute, _class_dim(x))


def nll_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    weight: torch.Tensor | None = None,
    size_average: bool | None = None,
    ignore_index: int = -100,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the negative log-likelihood of class indices from log-probabilities.

    As `torch.nn.functional.nll_loss`. From logits, use `cross_entropy`: it is more accurate and faster.

    Parameters
    ----------
    input : Tensor, shape (C), (N, C) or (N, C, d1, ...)
        Log-probabilities, any values, float32 or float64.
    target : Tensor, shape (), (N) or (N, d1, ...)
        Class indices, integers of any type.
    weight, size_average, ignore_index, reduce, reduction : optional
        As for `cross_entropy`.

    Returns
    -------
    Tensor
        Of the type of `input`.

    Raises
    ------
    TypeError, IndexError, ValueError, RuntimeError
        As `cross_entropy`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.nll_loss(torch.tensor([[-0.5, -1.5], [-2.0, -0.25]]), torch.tensor([0, 1]))
    tensor(0.3750)
    """
    options = {"ignore_index": ignore_index, "reduction": reduction_of(reduction, size_average, reduce)}
    return _index("nll_loss", _kernels.NLL_LOSS, input, target, {"weight": weight}, **options)


def multi_margin_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    p: int = 1,
    margin: float = 1.0,
    weight: torch.Tensor | None = None,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the mean over the classes of max(0, margin - x[y] + x[c])^p, as `torch.nn.functional.multi_margin_loss`.

    Parameters
    ----------
    input : Tensor, shape (C) or (N, C)
        Scores, any values, float32 or float64.
    target : Tensor, shape () or (N)
        Class indices, integers of any type.
    p : {1, 2}, optional
        Default: 1.
    margin : float, optional
        Default: 1.
    weight, size_average, reduce, reduction : optional
        As for `cross_entropy`, but the mean is over the rows, whatever their weights.

    Returns
    -------
    Tensor
        Of the type of `input`.

    Raises
    ------
    TypeError, IndexError, ValueError, RuntimeError
        As `cross_entropy`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.multi_margin_loss(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([3]))
    tensor(0.3250)
    """
    meant = reduction_of(reduction, size_average, reduce)
    options = {"p": p, "margin": margin, "reduction": meant}
    return _index("multi_margin_loss", _kernels.MULTI_MARGIN, input, target, {"weight": weight}, **options)


def multiclass_hinge_loss(
    input: torch.Tensor, target: torch.Tensor, weight: torch.Tensor | None = None, *, reduction: str = "mean"
) -> torch.Tensor:
    """Compute the hinge loss of Crammer and Singer, see `nativeloss.multiclass_hinge_loss`. PyTorch has none.

    Parameters
    ----------
    input, target : Tensor
        As for `multi_margin_loss`.
    weight, reduction : optional
        As for `multi_margin_loss`.

    Returns
    -------
    Tensor
        Of the type of `input`.

    Raises
    ------
    TypeError, IndexError, ValueError, RuntimeError
        As `cross_entropy`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.multiclass_hinge_loss(torch.tensor([[0.1, 0.2, 0.4, 0.8]]), torch.tensor([3]))
    tensor(0.6000)
    """
    kernels = _kernels.MULTICLASS_HINGE
    return _index("multiclass_hinge_loss", kernels, input, target, {"weight": weight}, reduction=reduction)


def softmax_focal_loss(
    input: torch.Tensor,
    target: torch.Tensor,
    alpha: torch.Tensor | None = None,
    gamma: float = 2.0,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the focal loss -alpha (1 - p)^gamma log p of each row's class, see `nativeloss.softmax_focal_loss`.

    Parameters
    ----------
    input, target, ignore_index, reduction : see there
        As for `nll_loss`, but `input` is logits, and the mean is over the rows that are not ignored.
    alpha : Tensor, shape (C), optional
        Weight of each class, of the type of `input`.
    gamma : float, optional
        Focusing exponent, in [0, 1024]. Default: 2.

    Returns
    -------
    Tensor
        In nats, of the type of `input`.

    Raises
    ------
    TypeError, IndexError, ValueError, RuntimeError
        As `cross_entropy`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.softmax_focal_loss(torch.tensor([[0.0, 0.0]]), torch.tensor([1]))
    tensor(0.1733)
    """
    options = {"gamma": gamma, "ignore_index": ignore_index, "reduction": reduction}
    return _index("softmax_focal_loss", _kernels.SOFTMAX_FOCAL, input, target, {"alpha": alpha}, **options)


def _index(
    name: str,
    kernels: _kernels.Pair,
    input: torch.Tensor,
    target: torch.Tensor,
    weights: dict[str, torch.Tensor | None],
    **options: Any,
) -> torch.Tensor:
    x = floats(input, "input", kernels)
    labels = array(constant(target, "target"))
    options.update({key: factors(weight, key, x) for key, weight in weights.items()})
    call = getattr(_index_loss, name)
    return loss(name, (x,), lambda inputs, grads: call(inputs[0], labels, grad_out=grads[0], **options), _class_dim(x))


def _class_dim(x: torch.Tensor) -> int:
    return 1 if x.dim() > 1 else 0
