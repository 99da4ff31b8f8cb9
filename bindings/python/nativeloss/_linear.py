# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""A linear layer and its gradients."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt

from . import _executor, _kernels
from ._arrays import Array, address, as_floats, as_same_floats, read_rows, shape_text, store, vector, write_rows
from ._status import finish


def linear(
    input: npt.ArrayLike, weight: npt.ArrayLike, bias: npt.ArrayLike | None = None, *, out: Array | None = None
) -> Any:
    """Compute a linear layer, ``input @ weight.T + bias``: the logits of a softmax classifier.

    Parameters
    ----------
    input : array_like, shape (..., inputs)
        float32 or float64.
    weight : array_like, shape (outputs, inputs)
        One row per class, of the type of `input`. Neither extent may be 0.
    bias : array_like, shape (outputs), optional
        Of the type of `input`. Default: 0.
    out : ndarray, shape (..., outputs), optional
        Receives the result. It must not overlap an input.

    Returns
    -------
    ndarray, shape (..., outputs)
        Each element is one chain of fused multiply-adds over the inputs, starting from the bias, so that the same
        bits come out everywhere.

    Raises
    ------
    TypeError
        For other types than float32 and float64, and for types that differ.
    ValueError
        If shapes do not fit, or if `out` is read-only or overlaps an input.

    Notes
    -----
    NaN and infinity follow IEEE arithmetic.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> weight, bias = np.array([[1.0, 0.0], [0.5, 0.5], [0.0, 3.0]]), np.array([0.0, 1.0, 0.0])
    >>> print(nl.linear(np.array([[1.0, 2.0]]), weight, bias))
    [[1.  2.5 6. ]]
    """
    x = as_floats(input, "input")
    w = as_same_floats(weight, "weight", x, "input")
    b = None if bias is None else vector(as_same_floats(bias, "bias", x, "input"))
    outputs, inputs = _check_layer(x, w)
    if b is not None and b.shape != (outputs,):
        raise ValueError(f"bias must have shape {shape_text((outputs,))}, got {shape_text(b.shape)}")
    x_kept, x_at, x_stride, rows, _ = read_rows(x, -1)
    w_kept, w_at, w_stride, _, _ = read_rows(w, -1)
    result, buffer, to, to_stride = write_rows(out, "out", x, x.shape[:-1] + (outputs,), -1)
    executor = _executor.for_size(x.size * outputs // 4)
    status = _kernels.LINEAR[x.dtype.char](
        x_at,
        x_stride,
        w_at,
        w_stride,
        None if b is None else address(b),
        rows,
        inputs,
        outputs,
        to,
        to_stride,
        executor,
    )
    if status or executor:
        finish(status)
    if out is not None:
        store(out, buffer, -1)
    return result


def linear_backward(
    input: npt.ArrayLike,
    weight: npt.ArrayLike,
    grad_output: npt.ArrayLike,
    *,
    grad_input: bool | Array = True,
    grad_weight: bool | Array = True,
    grad_bias: bool | Array = True,
) -> tuple[Array | None, Array | None, Array | None]:
    """Compute the gradients of a linear layer.

    ``grad_output @ weight``, ``grad_output.T @ input`` and ``grad_output.sum(0)``.

    Parameters
    ----------
    input : array_like, shape (..., inputs)
        What `linear` was given, float32 or float64.
    weight : array_like, shape (outputs, inputs)
        What `linear` was given, of the same type.
    grad_output : array_like, shape (..., outputs)
        Gradient with respect to the output, of the same type.
    grad_input, grad_weight, grad_bias : bool or ndarray, optional
        False: not wanted. An array receives the gradient; it must not overlap any other. Default: True.

    Returns
    -------
    grad_input : ndarray, shape of `input`, or None
    grad_weight : ndarray, shape of `weight`, or None
    grad_bias : ndarray, shape (outputs), or None
        None where not wanted. Each element is one chain of fused multiply-adds in the order of the summed index.

    Raises
    ------
    TypeError
        For other types than float32 and float64, and for types that differ.
    ValueError
        If shapes do not fit, or if a given array is read-only or overlaps another.

    Notes
    -----
    NaN and infinity follow IEEE arithmetic. No rows: the gradients of weight and bias are 0.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> grads = nl.linear_backward(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0]]), np.array([[10.0]]))
    >>> for grad in grads:
    ...     print(grad)
    [[30. 40.]]
    [[10. 20.]]
    [10.]
    """
    x = as_floats(input, "input")
    w = as_same_floats(weight, "weight", x, "input")
    g = as_same_floats(grad_output, "grad_output", x, "input")
    outputs, inputs = _check_layer(x, w)
    if g.shape != x.shape[:-1] + (outputs,):
        raise ValueError(
            f"grad_output must have shape {shape_text(x.shape[:-1] + (outputs,))}, got {shape_text(g.shape)}"
        )
    x_kept, x_at, x_stride, rows, _ = read_rows(x, -1)
    w_kept, w_at, w_stride, _, _ = read_rows(w, -1)
    g_kept, g_at, g_stride, _, _ = read_rows(g, -1)
    outs = (_Gradient(grad_input, "grad_input", x), _Gradient(grad_weight, "grad_weight", w))
    last = _Gradient(grad_bias, "grad_bias", x, (outputs,))
    executor = _executor.for_size(x.size * outputs // 4)
    status = _kernels.LINEAR_BACKWARD[x.dtype.char](
        x_at,
        x_stride,
        w_at,
        w_stride,
        g_at,
        g_stride,
        rows,
        inputs,
        outputs,
        outs[0].address,
        outs[0].stride,
        outs[1].address,
        outs[1].stride,
        last.address,
        executor,
    )
    if status or executor:
        finish(status)
    return outs[0].finished(), outs[1].finished(), last.finished()


class _Gradient:
    """One optional output of linear_backward."""

    def __init__(self, wanted: bool | Array, name: str, like: Array, shape: tuple[int, ...] | None = None) -> None:
        self.result: Array | None = None
        self.address: int | None = None
        self.stride = 0
        self._out = None if isinstance(wanted, bool) else wanted
        if wanted is not False:
            shape = like.shape if shape is None else shape
            self.result, self._buffer, self.address, self.stride = write_rows(self._out, name, like, shape, -1)

    def finished(self) -> Array | None:
        if self._out is not None:
            store(self._out, self._buffer, -1)
        return self.result


def _check_layer(x: Array, w: Array) -> tuple[int, int]:
    if w.ndim != 2 or 0 in w.shape:
        raise ValueError(f"weight must have shape (outputs, inputs), neither of them 0, got {shape_text(w.shape)}")
    outputs, inputs = w.shape
    if x.ndim == 0 or x.shape[-1] != inputs:
        rows = "x".join(map(str, x.shape))
        raise ValueError(f"mat1 and mat2 shapes cannot be multiplied ({rows} and {inputs}x{outputs})")
    return outputs, inputs
