# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of several rows at once, on tensors."""

from __future__ import annotations

import functools
from typing import Any, Callable, Sequence

import torch

from .. import _divergence, _ranking, _siamese
from .._inputs import Array
from ._autograd import loss, transform
from ._legacy import reduction_of
from ._tensors import array, broadcast, constant, floats


def triplet_margin_loss(
    anchor: torch.Tensor,
    positive: torch.Tensor,
    negative: torch.Tensor,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute max(0, margin + D(a, p) - D(a, n)) of each row, as `torch.nn.functional.triplet_margin_loss`.

    Parameters
    ----------
    anchor, positive, negative : Tensor, shape (D) or (..., D)
        Any values, float32 or float64, of one type. They broadcast.
    margin : float, optional
        Default: 1.
    p : float, optional
        Of the norm, at least 1. Default: 2.
    eps : float, optional
        Added to every difference. Default: 1e-6.
    swap : bool, optional
        min(D(a, n), D(p, n)) instead of D(a, n). Default: False.
    size_average, reduce : bool, optional
        PyTorch's old way to say `reduction`.
    reduction : {"mean", "sum", "none"}, optional
        Over the rows. Default: "mean".

    Returns
    -------
    Tensor
        Of the type of `anchor`.

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
    >>> a, p, n = torch.tensor([[0.0, 0.0], [3.0, 4.0], [0.0, 2.0]]).unsqueeze(1)
    >>> nativeloss.torch.triplet_margin_loss(a, p, n, eps=0)
    tensor(4.)
    """
    meant = reduction_of(reduction, size_average, reduce)
    names = ("anchor", "positive", "negative")
    rows = broadcast(*(floats(x, name) for x, name in zip((anchor, positive, negative), names)))
    call = functools.partial(_siamese.triplet_margin_loss, margin=margin, p=p, eps=eps, swap=swap, reduction=meant)
    return _rows("triplet_margin_loss", call, rows, -1)


def cosine_embedding_loss(
    input1: torch.Tensor,
    input2: torch.Tensor,
    target: torch.Tensor,
    margin: float = 0,
    size_average: bool | None = None,
    reduce: bool | None = None,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute 1 - cos or max(0, cos - margin) of each pair, as `torch.nn.functional.cosine_embedding_loss`.

    Parameters
    ----------
    input1, input2 : Tensor, shape (D) or (..., D)
        Of one shape and type, float32 or float64.
    target : Tensor, shape (...)
        1 or -1, of any type. It gets no gradient.
    margin : float, optional
        Default: 0.
    size_average, reduce, reduction : optional
        As for `triplet_margin_loss`.

    Returns
    -------
    Tensor
        Of the type of `input1`.

    Raises
    ------
    TypeError, ValueError
        As `triplet_margin_loss`; ValueError also if shapes do not fit.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> x, y = torch.tensor([[1.0, 0.0], [3.0, 4.0]]), torch.tensor([[0.0, 1.0], [4.0, 3.0]])
    >>> nativeloss.torch.cosine_embedding_loss(x, y, torch.tensor([1, -1]), reduction="none")
    tensor([1.0000, 0.9600])
    """
    meant, rows = reduction_of(reduction, size_average, reduce), (floats(input1, "input1"), floats(input2, "input2"))
    call = functools.partial(
        _siamese.cosine_embedding_loss, target=array(constant(target, "target")), margin=margin, reduction=meant
    )
    return _rows("cosine_embedding_loss", call, rows, -1)


def contrastive_loss(
    input1: torch.Tensor,
    input2: torch.Tensor,
    same: torch.Tensor,
    margin: float = 1.0,
    *,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute same * d^2 + (1 - same) * max(0, margin - d)^2 of each pair, see `nativeloss.contrastive_loss`.

    Parameters
    ----------
    input1, input2 : Tensor, shape (D) or (..., D)
        Of one shape and type, float32 or float64.
    same : Tensor, shape (...)
        1 for pairs that belong together, 0 for others. It gets no gradient.
    margin : float, optional
        Default: 1.
    reduction : {"mean", "sum", "none"}, optional
        Over the pairs. Default: "mean".

    Returns
    -------
    Tensor
        Of the type of `input1`.

    Raises
    ------
    TypeError, ValueError
        As `cosine_embedding_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> x = torch.tensor([[3.0, 4.0], [0.0, 0.5]])
    >>> nativeloss.torch.contrastive_loss(x, torch.zeros(2, 2), torch.tensor([1, 0]), reduction="none")
    tensor([25.0000,  0.2500])
    """
    rows, labels = (floats(input1, "input1"), floats(input2, "input2")), array(constant(same, "same"))
    call = functools.partial(_siamese.contrastive_loss, same=labels, margin=margin, reduction=reduction)
    return _rows("contrastive_loss", call, rows, -1)


def kl_hinge(
    p: torch.Tensor,
    q: torch.Tensor,
    same: torch.Tensor,
    margin: float = 2.0,
    *,
    symmetric: bool = False,
    soft: bool = False,
    from_logits: tuple[bool, bool] = (False, False),
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the siamese loss of pairs of distributions, see `nativeloss.kl_hinge`.

    Parameters
    ----------
    p, q : Tensor, shape (C) or (..., C)
        Probabilities, of one shape and type, float32 or float64.
    same : Tensor, shape (...)
        1 for pairs that belong together, 0 for others. It gets no gradient.
    margin : float, optional
        In nats. Default: 2.
    symmetric, soft, from_logits : optional
        See `nativeloss.kl_hinge`.
    reduction : {"mean", "sum", "none"}, optional
        Over the pairs. Default: "mean".

    Returns
    -------
    Tensor
        In nats, of the type of `p`.

    Raises
    ------
    TypeError, ValueError
        As `cosine_embedding_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> p, q = torch.tensor([[0.9, 0.1], [0.2, 0.8]]), torch.tensor([[0.8, 0.2], [0.7, 0.3]])
    >>> nativeloss.torch.kl_hinge(p, q, torch.tensor([1, 0]), reduction="none")
    tensor([0.0367, 1.4659])
    """
    options = {"symmetric": symmetric, "soft": soft, "from_logits": from_logits, "reduction": reduction}
    labels = array(constant(same, "same"))
    call: Callable[..., Any] = functools.partial(_siamese.kl_hinge, same=labels, margin=margin, **options)
    return _rows("kl_hinge", call, (floats(p, "p"), floats(q, "q")), -1)


def kl_div_logits(
    input: torch.Tensor,
    target: torch.Tensor,
    dim: int = -1,
    *,
    from_logits: tuple[bool, bool] = (True, True),
    symmetric: bool = False,
    bits: bool = False,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute KL(softmax(target) || softmax(input)) of each row, see `nativeloss.kl_div_logits`.

    Parameters
    ----------
    input, target : Tensor
        Logits, of one shape and type, float32 or float64. Both get gradients.
    dim : int, optional
        The dimension of the classes. Default: the last.
    from_logits, symmetric, bits : optional
        See `nativeloss.kl_div_logits`.
    reduction : {"mean", "sum", "none"}, optional
        Over the rows: "mean" is what PyTorch calls "batchmean". Default: "mean".

    Returns
    -------
    Tensor
        Of the type of `input`.

    Raises
    ------
    TypeError, ValueError
        As `cosine_embedding_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.kl_div_logits(torch.tensor([[0.0, 1.0]]), torch.tensor([[1.0, 0.0]]))
    tensor(0.4621)
    """
    options = {"from_logits": from_logits, "symmetric": symmetric, "bits": bits, "reduction": reduction}
    call: Callable[..., Any] = functools.partial(_divergence.kl_div_logits, axis=dim, **options)
    return _rows("kl_div_logits", call, (floats(input, "input"), floats(target, "target")), dim)


def js_div(
    p: torch.Tensor,
    q: torch.Tensor,
    dim: int = -1,
    *,
    from_logits: tuple[bool, bool] = (False, False),
    bits: bool = False,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute the Jensen-Shannon divergence of each row, see `nativeloss.js_div`.

    Parameters
    ----------
    p, q : Tensor
        Probabilities, of one shape and type, float32 or float64. Both get gradients.
    dim, bits, reduction : optional
        As for `kl_div_logits`.
    from_logits : pair of bool, optional
        Whether `p`, and whether `q`, is logits instead. Default: neither.

    Returns
    -------
    Tensor
        Of the type of `p`.

    Raises
    ------
    TypeError, ValueError
        As `cosine_embedding_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.js_div(torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 1.0]]), bits=True)
    tensor(1.)
    """
    options = {"from_logits": from_logits, "bits": bits, "reduction": reduction}
    call: Callable[..., Any] = functools.partial(_divergence.js_div, axis=dim, **options)
    return _rows("js_div", call, (floats(p, "p"), floats(q, "q")), dim)


def spearman_loss(
    pred: torch.Tensor,
    target: torch.Tensor,
    dim: int = -1,
    *,
    regularization: str = "l2",
    regularization_strength: float = 1.0,
    reduction: str = "mean",
) -> torch.Tensor:
    """Compute 1 less the correlation of soft ranks with ranks, see `nativeloss.spearman_loss`.

    Parameters
    ----------
    pred : Tensor
        Predictions of any scale, float32 or float64.
    target : Tensor, shape of `pred`
        Any values, of the same type. It gets no gradient.
    dim : int, optional
        The dimension along which to rank. Default: the last.
    regularization, regularization_strength : optional
        See `nativeloss.soft_rank`.
    reduction : {"mean", "sum", "none"}, optional
        Over the rows. Default: "mean".

    Returns
    -------
    Tensor
        From 0 to 2, of the type of `pred`.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `nativeloss.spearman_loss`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> pred, target = torch.tensor([0.5, 0.0, 0.25]), torch.tensor([30.0, 10.0, 20.0])
    >>> nativeloss.torch.spearman_loss(pred, target, regularization_strength=0.1)
    tensor(0.)
    """
    x, order = floats(pred, "pred"), array(constant(target, "target"))
    call = functools.partial(
        _ranking.spearman_loss,
        axis=dim,
        regularization=regularization,
        regularization_strength=regularization_strength,
        reduction=reduction,
    )
    return loss("spearman_loss", (x,), lambda inputs, grads: call(inputs[0], order, grad_out=grads[0]), dim)


def soft_rank(
    values: torch.Tensor, dim: int = -1, *, regularization: str = "l2", regularization_strength: float = 1.0
) -> torch.Tensor:
    """Compute ranks that depend smoothly on the values, see `nativeloss.soft_rank`.

    Parameters
    ----------
    values : Tensor
        Any values, float32 or float64.
    dim : int, optional
        The dimension along which to rank. Default: the last.
    regularization, regularization_strength : optional
        See `nativeloss.soft_rank`.

    Returns
    -------
    Tensor
        Of the shape and type of `values`.

    Raises
    ------
    TypeError, IndexError, ValueError
        As `nativeloss.soft_rank`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.soft_rank(torch.tensor([5.0, 1.0, 2.0]), regularization_strength=0.1)
    tensor([3., 1., 2.])
    """
    options = {"axis": dim, "regularization": regularization, "regularization_strength": regularization_strength}
    forward: Callable[..., Any] = functools.partial(_ranking.soft_rank, **options)
    backward: Callable[..., Any] = functools.partial(_ranking.soft_rank_backward, **options)
    return transform("soft_rank", floats(values, "values"), forward, backward)


def _rows(name: str, call: Callable[..., Any], rows: Sequence[torch.Tensor], dim: int) -> torch.Tensor:
    """Compute a loss of several matrices of rows, each of which has a gradient."""

    def compute(inputs: Sequence[Array], grads: Sequence[Array | None]) -> Any:
        wanted = any(grad is not None for grad in grads)
        return call(*inputs, grad_out=tuple(grads) if wanted else None)

    return loss(name, rows, compute, dim)
