# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What connects this package's functions to PyTorch's automatic differentiation."""

from __future__ import annotations

from typing import Any, Callable, Sequence

import numpy as np
import torch

from .. import _executor
from .._inputs import Array
from ._tensors import array, tensor

# Takes the inputs, and for each the array that receives its gradient, or None; returns the loss.
Compute = Callable[[Sequence[Array], Sequence[Array | None]], Any]


def loss(name: str, inputs: Sequence[torch.Tensor], compute: Compute, axis: int | None = None) -> torch.Tensor:
    """Compute a loss.

    The losses of "none" have the shape of the inputs without `axis`, or all of it with None.
    """
    _executor.follow(torch.get_num_threads())
    if torch.is_grad_enabled() and any(x.requires_grad for x in inputs):
        anchors = [_anchor(x) for x in inputs if x.requires_grad]
        result: torch.Tensor = _Loss.apply(name, compute, axis, len(inputs), *inputs, *anchors)
        return result
    return tensor(compute([array(x) for x in inputs], [None] * len(inputs)))


def transform(
    name: str,
    x: torch.Tensor,
    forward: Callable[[Array], Any],
    backward: Callable[[Array, Array], Any],
    from_result: bool = False,
) -> torch.Tensor:
    """Compute a function whose gradient follows from that of its result and from its input, or its result itself."""
    _executor.follow(torch.get_num_threads())
    if torch.is_grad_enabled() and x.requires_grad:
        result: torch.Tensor = _Transform.apply(name, forward, backward, from_result, x)
        return result
    return tensor(forward(array(x)))


class _Loss(torch.autograd.Function):
    """A loss whose gradients are found together with it, and kept for the backward pass."""

    @staticmethod
    def forward(ctx: Any, *args: Any, **_: Any) -> Any:
        name, compute, axis, count, *tensors = args
        inputs, anchors = tensors[:count], tensors[count:]
        wanted = ctx.needs_input_grad[4 : 4 + count]
        arrays = [array(x) for x in inputs]
        # Factors of a later step, above all those that keep float16 from running out of range, come too late for a
        # gradient that has been rounded to it.
        if arrays[0].dtype == np.float16:
            arrays = [x.astype(np.float32) for x in arrays]
        grads = [np.empty_like(x) if needed else None for x, needed in zip(arrays, wanted)]
        value = compute(arrays, grads)
        ctx.name, ctx.axis, ctx.dtype, ctx.count = name, axis, inputs[0].dtype, count
        ctx.save_for_backward(*(None if grad is None else tensor(grad) for grad in grads), *anchors)
        return tensor(value)

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        (grad_output,) = grad_outputs
        grads, anchors = ctx.saved_tensors[: ctx.count], ctx.saved_tensors[ctx.count :]
        results = []
        for grad in grads:
            if grad is not None:
                with torch.no_grad():
                    grad = _scaled(grad, grad_output, ctx.axis, ctx.dtype)
                grad = _once(ctx.name, grad, grad_output, *anchors)
            results.append(grad)
        return None, None, None, None, *results, *(None for _ in anchors)


class _Transform(torch.autograd.Function):
    """A function with a gradient of its own."""

    @staticmethod
    def forward(ctx: Any, *args: Any, **_: Any) -> Any:
        name, forward, backward, from_result, x = args
        result = tensor(forward(array(x)))
        ctx.name, ctx.call = name, backward
        ctx.save_for_backward(result if from_result else x)
        return result

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        (saved,), (grad_output,) = ctx.saved_tensors, grad_outputs
        grad = tensor(ctx.call(array(saved), array(grad_output)))
        return None, None, None, None, _once(ctx.name, grad, grad_output, saved)


class _Once(torch.autograd.Function):
    """A gradient that has no gradient."""

    @staticmethod
    def forward(ctx: Any, *args: Any, **_: Any) -> Any:
        ctx.name, grad = args[:2]
        return grad.view_as(grad)

    @staticmethod
    def backward(ctx: Any, *_: Any) -> Any:
        raise RuntimeError(
            f"nativeloss.torch.{ctx.name} has no second derivative; where one is needed, use PyTorch's own function"
        )


def _once(name: str, grad: torch.Tensor, *origins: torch.Tensor) -> torch.Tensor:
    """Make the gradient depend on where it came from, so that differentiating it raises instead of giving 0."""
    if not torch.is_grad_enabled():
        return grad
    result: torch.Tensor = _Once.apply(name, grad, *origins)
    return result


def _anchor(x: torch.Tensor) -> torch.Tensor:
    """Return no elements of x: what ties a graph to x without keeping its memory."""
    return x.unsqueeze(0).narrow(0, 0, 0).clone()


def _scaled(grad: torch.Tensor, scale: torch.Tensor, axis: int | None, dtype: torch.dtype) -> torch.Tensor:
    """Return a gradient times that of the loss, or of each row's loss."""
    if scale.dim() == 0:
        # The usual case: the loss is what backward() was called on.
        if scale.item() == 1.0:
            return grad.to(dtype)
    elif axis is not None:
        scale = scale.unsqueeze(axis)
    return (grad * scale).to(dtype)
