# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The softmax family and the sigmoid on tensors."""

from __future__ import annotations

import functools
import warnings

import torch

from .. import _elementwise, _kernels, _logsumexp
from .. import _softmax as _arrays
from ._autograd import transform
from ._tensors import floats


def softmax(
    input: torch.Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: torch.dtype | None = None
) -> torch.Tensor:
    """Compute the softmax along a dimension, as `torch.nn.functional.softmax`.

    Parameters
    ----------
    input : Tensor
        Logits, any values, float32, float64, float16 or bfloat16.
    dim : int
        The class dimension. Without it PyTorch's old choice is made, with a warning: 0 of 0, 1 or 3 dimensions, else 1.
    _stacklevel : int, optional
        Of that warning.
    dtype : torch.dtype, optional
        Convert `input` to this type first.

    Returns
    -------
    Tensor
        Probabilities, of the shape and type of `input`, at most 1.5 ulp (float64: 2) from the exact ones.

    Raises
    ------
    TypeError
        For other types, and for tensors that are not dense or not in the processor's memory.
    IndexError
        If there is no such dimension.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.softmax(torch.tensor([0.1, 0.3, 0.5, 0.9]), dim=0)
    tensor([0.1684, 0.2057, 0.2512, 0.3747])
    """
    return _family("softmax", _kernels.SOFTMAX, input, dim, _stacklevel, dtype, from_result=True)


def softmin(
    input: torch.Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: torch.dtype | None = None
) -> torch.Tensor:
    """Compute the softmax of the negated logits along a dimension, as `torch.nn.functional.softmin`.

    Parameters
    ----------
    input, dim, _stacklevel, dtype : see there
        As `softmax`.

    Returns
    -------
    Tensor
        As `softmax`.

    Raises
    ------
    TypeError, IndexError
        As `softmax`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.softmin(torch.tensor([0.0, 0.0, 1000.0]), dim=0)
    tensor([0.5000, 0.5000, 0.0000])
    """
    return _family("softmin", _kernels.SOFTMIN, input, dim, _stacklevel, dtype, from_result=True)


def log_softmax(
    input: torch.Tensor, dim: int | None = None, _stacklevel: int = 3, dtype: torch.dtype | None = None
) -> torch.Tensor:
    """Compute the logarithm of the softmax along a dimension, as `torch.nn.functional.log_softmax`.

    Parameters
    ----------
    input, dim, _stacklevel, dtype : see there
        As `softmax`.

    Returns
    -------
    Tensor
        Log-probabilities in nats, of the shape and type of `input`.

    Raises
    ------
    TypeError, IndexError
        As `softmax`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.log_softmax(torch.tensor([-1000.0, 0.0]), dim=0)
    tensor([-1000.,     0.])
    """
    return _family("log_softmax", _kernels.LOG_SOFTMAX, input, dim, _stacklevel, dtype)


def logsumexp(input: torch.Tensor, dim: int | tuple[int, ...], keepdim: bool = False) -> torch.Tensor:
    """Compute the logarithm of the sum of the exponentials along dimensions, as `torch.logsumexp`.

    Parameters
    ----------
    input : Tensor
        Logits, any values, float32, float64, float16 or bfloat16.
    dim : int or tuple of int
        The class dimension, or those whose elements are the classes together.
    keepdim : bool, optional
        Keep the dimensions, with extent 1. Default: drop them.

    Returns
    -------
    Tensor
        In nats, of the type of `input`, float32 for the half types.

    Raises
    ------
    TypeError, IndexError
        As `softmax`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.logsumexp(torch.tensor([1000.0, 1000.0]), dim=0)
    tensor(1000.6932)
    """
    return transform(
        "logsumexp",
        floats(input, "input", _kernels.LOGSUMEXP),
        functools.partial(_logsumexp.logsumexp, axis=dim, keepdims=keepdim),
        functools.partial(_logsumexp.logsumexp_backward, axis=dim, keepdims=keepdim),
    )


def sigmoid(input: torch.Tensor) -> torch.Tensor:
    """Compute the sigmoid of each element, as `torch.sigmoid`.

    Parameters
    ----------
    input : Tensor
        Any values, float32 or float64.

    Returns
    -------
    Tensor
        Of the shape and type of `input`. The gradient keeps its digits where the result is next to 1.

    Raises
    ------
    TypeError
        As `softmax`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.sigmoid(torch.tensor([-2.0, 0.0, 2.0]))
    tensor([0.1192, 0.5000, 0.8808])
    """
    x = floats(input, "input", _kernels.SIGMOID)
    return transform("sigmoid", x, _elementwise.sigmoid, _elementwise.sigmoid_backward)


def logsigmoid(input: torch.Tensor) -> torch.Tensor:
    """Compute the logarithm of the sigmoid of each element, as `torch.nn.functional.logsigmoid`.

    Parameters
    ----------
    input : Tensor
        Any values, float32 or float64.

    Returns
    -------
    Tensor
        Of the shape and type of `input`.

    Raises
    ------
    TypeError
        As `softmax`.

    Examples
    --------
    >>> import torch, nativeloss.torch
    >>> nativeloss.torch.logsigmoid(torch.tensor([-1000.0, 0.0]))
    tensor([-1.0000e+03, -6.9315e-01])
    """
    x = floats(input, "input", _kernels.LOG_SIGMOID)
    return transform("logsigmoid", x, _elementwise.logsigmoid, _elementwise.logsigmoid_backward)


def _family(
    name: str,
    kernels: _kernels.Pair,
    input: torch.Tensor,
    dim: int | None,
    stacklevel: int,
    dtype: torch.dtype | None,
    from_result: bool = False,
) -> torch.Tensor:
    x = floats(input if dtype is None else input.to(dtype), "input", kernels)
    if dim is None:
        warnings.warn(
            f"Implicit dimension choice for {name} has been deprecated. "
            "Change the call to include dim=X as an argument.",
            stacklevel=stacklevel,
        )
        dim = 0 if x.dim() in (0, 1, 3) else 1
    forward = functools.partial(getattr(_arrays, name), axis=dim)
    backward = functools.partial(getattr(_arrays, f"{name}_backward"), axis=dim)
    return transform(name, x, forward, backward, from_result)
