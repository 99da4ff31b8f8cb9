# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Losses of pairs and triplets of rows."""

from __future__ import annotations

from ctypes import sizeof
from typing import Any

import numpy as np
import numpy.typing as npt

from . import _abi
from ._arrays import Array
from ._divergence import options as divergence_options
from ._kernels import CONTRASTIVE, COSINE_EMBEDDING, KL_HINGE, TRIPLET_MARGIN
from ._row_loss import call, empty_mean_is_zero, finite, reduction_code

_Divergence = _abi.DivergenceFlags


def kl_hinge(
    p: npt.ArrayLike,
    q: npt.ArrayLike,
    same: npt.ArrayLike,
    margin: float = 2.0,
    *,
    symmetric: bool = False,
    soft: bool = False,
    from_logits: tuple[bool, bool] = (False, False),
    threshold: float | None = None,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array | None, Array | None] | None = None,
) -> Any:
    """Compute same * d + (1 - same) * max(0, margin - d) with d = KL(p || q) of each pair of rows, and both gradients.

    The siamese loss of Hsu and Kira 2016 for pairs of distributions that belong together, or do not.

    Parameters
    ----------
    p, q : array_like, shape (C) or (..., C)
        Probabilities, of one shape and type: float32, float64, float16 or bfloat16; not checked for sign or sum.
    same : array_like, shape (...)
        1 for pairs that belong together, 0 for others; numbers between are weights of both. Of the type of `p`, float32 for
        the half types, or integers.
    margin : float, optional
        In nats. Default: 2.
    symmetric : bool, optional
        Add the same with d = KL(q || p). Default: False.
    soft : bool, optional
        log(1 + exp(margin - d)) instead of the maximum. Default: False.
    from_logits : pair of bool, optional
        Whether `p`, and whether `q`, is logits instead. Default: neither.
    threshold : float, optional
        Also return the accuracy: the share of the pairs where d < threshold (with `symmetric`, the sum of both d) is what
        `same` > 1/2 says.
    reduction : {"mean", "sum", "none"}, optional
        Over the pairs, weighted by `sample_weight`. Default: "mean".
    sample_weight, empty_mean, return_grad : optional
        As for `distribution_entropy`.
    grad_out : pair of ndarray, optional
        Receives the gradients with respect to `p` and `q`, each of which may be None. They may be `p` and `q` themselves.

    Returns
    -------
    loss : NumPy scalar or ndarray
        In nats.
    accuracy : NumPy scalar
        Only with `threshold`.
    grads : pair of ndarray
        With respect to `p` and `q`. Only with `return_grad`.

    Raises
    ------
    TypeError, ValueError
        For types and shapes that do not fit, for an illegal option, or for a `grad_out` that cannot be written.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> p, q = np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[0.8, 0.2], [0.7, 0.3]])
    >>> loss, accuracy = nl.kl_hinge(p, q, [1, 0], threshold=0.5, reduction="none")
    >>> print(loss.round(6), accuracy)
    [0.03669  1.465889] 1.0
    """
    flags = (from_logits[0], _Divergence.FIRST_LOGITS), (from_logits[1], _Divergence.SECOND_LOGITS)
    o = divergence_options(reduction, empty_mean, *flags, (symmetric, _Divergence.SYMMETRIC), (soft, _Divergence.SOFT))
    if threshold is not None and np.isnan(threshold):
        raise ValueError("threshold must be a number. Got: nan")
    numbers = finite(margin, "margin"), 0.0 if threshold is None else float(threshold)
    inputs, target = {"p": p, "q": q}, ("same", same)
    with_accuracy: bool = threshold is not None
    return call(KL_HINGE, inputs, -1, numbers, o, return_grad, grad_out, sample_weight, target, with_accuracy)


def triplet_margin_loss(
    anchor: npt.ArrayLike,
    positive: npt.ArrayLike,
    negative: npt.ArrayLike,
    margin: float = 1.0,
    p: float = 2.0,
    eps: float = 1e-6,
    swap: bool = False,
    *,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array | None, Array | None, Array | None] | None = None,
) -> Any:
    """Compute max(0, margin + D(a, p) - D(a, n)) of each row, D the p-norm of the difference + eps, and its gradients.

    Names, defaults and reductions are those of ``torch.nn.functional.triplet_margin_loss``.

    Parameters
    ----------
    anchor, positive, negative : array_like, shape (D) or (..., D)
        Of one shape and type, float32 or float64.
    margin : float, optional
        Finite. Default: 1.
    p : float, optional
        Of the norm: at least 1, may be infinite. Default: 2.
    eps : float, optional
        Added to every difference. Default: 1e-6.
    swap : bool, optional
        min(D(a, n), D(p, n)) instead of D(a, n). Default: False.
    reduction : {"mean", "sum", "none"}, optional
        Over the rows, weighted by `sample_weight`. Default: "mean".
    sample_weight, empty_mean, return_grad : optional
        As for `distribution_entropy`.
    grad_out : triple of ndarray, optional
        Receives the gradients, each of which may be None. They may be the inputs themselves.

    Returns
    -------
    loss : NumPy scalar or ndarray
    grads : triple of ndarray
        Only with `return_grad`.

    Raises
    ------
    TypeError, ValueError
        As `kl_hinge`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.triplet_margin_loss(np.array([0.0, 0.0]), np.array([3.0, 4.0]), np.array([0.0, 2.0]), eps=0.0))
    4.0
    """
    power = float(p)
    if not power >= 1.0:
        raise ValueError(f"p must be at least 1. Got: {p}")
    numbers = finite(margin, "margin"), power, finite(eps, "eps")
    o = _options(reduction, empty_mean, swap)
    inputs = {"anchor": anchor, "positive": positive, "negative": negative}
    return call(TRIPLET_MARGIN, inputs, -1, numbers, o, return_grad, grad_out, sample_weight)


def cosine_embedding_loss(
    input1: npt.ArrayLike,
    input2: npt.ArrayLike,
    target: npt.ArrayLike,
    margin: float = 0.0,
    *,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array | None, Array | None] | None = None,
) -> Any:
    """Compute 1 - cos of the pairs of rows with target 1, max(0, cos - margin) of those with -1, and both gradients.

    Names, defaults and reductions are those of ``torch.nn.functional.cosine_embedding_loss``.

    Parameters
    ----------
    input1, input2 : array_like, shape (D) or (..., D)
        Of one shape and type, float32 or float64.
    target : array_like, shape (...)
        1 or -1; any other number makes its row's loss 0.
    margin : float, optional
        Finite. Default: 0.
    reduction, sample_weight, empty_mean, return_grad, grad_out : optional
        As for `kl_hinge`.

    Returns
    -------
    loss : NumPy scalar or ndarray
        At most 1.5 ulp (float64: 2) from the exact value, relative, also for nearly parallel rows.
    grads : pair of ndarray
        Only with `return_grad`.

    Raises
    ------
    TypeError, ValueError
        As `kl_hinge`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> x, y = np.array([[1.0, 0.0], [3.0, 4.0]]), np.array([[0.0, 1.0], [4.0, 3.0]])
    >>> print(nl.cosine_embedding_loss(x, y, [1, -1], reduction="none").round(4))
    [1.   0.96]
    """
    numbers, o = (finite(margin, "margin"),), _options(reduction, empty_mean, False)
    inputs = {"input1": input1, "input2": input2}
    return call(COSINE_EMBEDDING, inputs, -1, numbers, o, return_grad, grad_out, sample_weight, ("target", target))


def contrastive_loss(
    input1: npt.ArrayLike,
    input2: npt.ArrayLike,
    same: npt.ArrayLike,
    margin: float = 1.0,
    *,
    reduction: str = "mean",
    sample_weight: npt.ArrayLike | None = None,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: tuple[Array | None, Array | None] | None = None,
) -> Any:
    """Compute same * d^2 + (1 - same) * max(0, margin - d)^2 with the Euclidean distance d, and both gradients.

    Hadsell, Chopra and LeCun 2006, without their factor 1/2.

    Parameters
    ----------
    input1, input2 : array_like, shape (D) or (..., D)
        Of one shape and type, float32 or float64.
    same : array_like, shape (...)
        1 for pairs that belong together, 0 for others; numbers between are weights of both.
    margin : float, optional
        Finite. Default: 1.
    reduction, sample_weight, empty_mean, return_grad, grad_out : optional
        As for `kl_hinge`.

    Returns
    -------
    loss : NumPy scalar or ndarray
        At most 1.5 ulp (float64: 2) from the exact value, relative.
    grads : pair of ndarray
        Only with `return_grad`.

    Raises
    ------
    TypeError, ValueError
        As `kl_hinge`.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> print(nl.contrastive_loss(np.array([[3.0, 4.0], [0.0, 0.5]]), np.zeros((2, 2)), [1, 0], reduction="none"))
    [25.    0.25]
    """
    numbers, o = (finite(margin, "margin"),), _options(reduction, empty_mean, False)
    inputs = {"input1": input1, "input2": input2}
    return call(CONTRASTIVE, inputs, -1, numbers, o, return_grad, grad_out, sample_weight, ("same", same))


def _options(reduction: str, empty_mean: str, swap: bool) -> _abi.PairLossOptions:
    zero = empty_mean_is_zero(empty_mean)
    return _abi.PairLossOptions(
        struct_size=sizeof(_abi.PairLossOptions),
        flags=(_abi.PairLossFlags.EMPTY_MEAN_ZERO if zero else 0) | (_abi.PairLossFlags.SWAP if swap else 0),
        reduction=reduction_code(reduction),
    )
