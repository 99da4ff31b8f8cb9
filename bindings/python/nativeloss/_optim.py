# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Optimizer steps, in place on NumPy arrays."""

from __future__ import annotations

import functools
import math
from ctypes import addressof, sizeof

import numpy as np
import numpy.typing as npt

from . import _abi, _executor, _kernels
from ._arrays import Array, address, as_floats, as_same_floats, check_output, shape_text, vector
from ._status import finish

# The C structs read 0 as "the default". The smallest positive double acts as the 0 that was asked for: it vanishes
# in every sum with a normal number, and 1 minus it is 1.
_AS_ZERO = 5e-324


def sgd_step(
    param: Array,
    grad: npt.ArrayLike,
    velocity: Array | None = None,
    *,
    lr: float = 1e-3,
    momentum: float = 0.0,
    dampening: float = 0.0,
    weight_decay: float = 0.0,
    nesterov: bool = False,
    first_step: bool = False,
) -> None:
    """Update parameters in place by one step of stochastic gradient descent, as ``torch.optim.SGD`` does.

    Parameters
    ----------
    param : ndarray, any shape
        Parameters, float32 or float64, contiguous; updated.
    grad : array_like, shape of `param`
        Gradient of the loss with respect to `param`, of the same type.
    velocity : ndarray, shape of `param`
        State, contiguous, of the same type; updated. Needed with momentum, else neither read nor written.
    lr : float, optional
        Learning rate, finite, at least 0. Default: 0.001.
    momentum : float, optional
        Momentum factor, at least 0. Default: 0, plain gradient descent.
    dampening : float, optional
        Share of the gradient kept out of the velocity. Default: 0.
    weight_decay : float, optional
        L2 penalty: this times the parameter is added to the gradient. Default: 0.
    nesterov : bool, optional
        Nesterov momentum; needs a momentum and no dampening. Default: False.
    first_step : bool, optional
        Set the velocity to the gradient, without dampening, whatever it contained. Default: False.

    Raises
    ------
    TypeError
        For other types than float32 and float64, and for types that differ.
    ValueError
        If shapes differ, for an illegal option, or if an updated array is read-only, not contiguous or overlaps
        another.

    Notes
    -----
    float32 is computed in float64 and rounded once. NaN and infinity follow IEEE arithmetic.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> weights = np.array([1.0, 2.0])
    >>> nl.sgd_step(weights, np.array([0.5, -1.0]), lr=0.5)
    >>> print(weights)
    [0.75 2.5 ]
    """
    p = _state(param, "param", None)
    g = _gradient(grad, p)
    _check_rate(lr)
    options, options_at = _sgd_options(momentum, dampening, weight_decay, nesterov, first_step)
    if momentum and velocity is None:
        raise ValueError("momentum needs velocity, an array like param")
    v = None if velocity is None or not momentum else _state(velocity, "velocity", p)
    executor = _executor.for_size(p.size)
    status = _kernels.SGD_STEP[p.dtype.char](
        address(p), address(g), None if v is None else address(v), p.size, lr, options_at, executor
    )
    if status or executor:
        finish(status)


def adam_step(
    param: Array,
    grad: npt.ArrayLike,
    moment1: Array,
    moment2: Array,
    step: int,
    *,
    lr: float = 1e-3,
    betas: tuple[float, float] = (0.9, 0.999),
    eps: float = 1e-8,
    weight_decay: float = 0.0,
    decoupled: bool = False,
) -> None:
    """Update parameters in place by one step of Adam, as ``torch.optim.Adam`` does, or of AdamW.

    Parameters
    ----------
    param : ndarray, any shape
        Parameters, float32 or float64, contiguous; updated.
    grad : array_like, shape of `param`
        Gradient of the loss with respect to `param`, of the same type.
    moment1, moment2 : ndarray, shape of `param`
        State, contiguous, of the same type, 0 before the first step; updated.
    step : int
        Number of this step, from 1.
    lr : float, optional
        Learning rate, finite, at least 0. Default: 0.001.
    betas : (float, float), optional
        Decay of the two moments, each in [0, 1). Default: 0.9 and 0.999.
    eps : float, optional
        Added to the root of the second moment, at least 0. Default: 1e-8.
    weight_decay : float, optional
        Times the parameter, added to the gradient, or with `decoupled` times the learning rate taken off the
        parameter. Default: 0.
    decoupled : bool, optional
        AdamW, as ``torch.optim.AdamW``. Default: False.

    Raises
    ------
    TypeError
        For other types than float32 and float64, and for types that differ.
    ValueError
        If shapes differ, for an illegal option or step, or if an updated array is read-only, not contiguous or
        overlaps another.

    Notes
    -----
    float32 is computed in float64 and rounded once. NaN and infinity follow IEEE arithmetic. Where `eps` and the
    second moment are both 0 the parameter stays as it is.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> weights, m, v = np.array([1.0, 2.0]), np.zeros(2), np.zeros(2)
    >>> nl.adam_step(weights, np.array([0.5, -8.0]), m, v, 1, lr=0.25)
    >>> print(weights.round(6))
    [0.75 2.25]
    """
    p = _state(param, "param", None)
    g = _gradient(grad, p)
    m = _state(moment1, "moment1", p)
    v = _state(moment2, "moment2", p)
    if not 1 <= step < 2**63:
        raise ValueError(f"Invalid step: {step}; the first is 1")
    _check_rate(lr)
    options, options_at = _adam_options(*betas, eps, weight_decay, decoupled)
    executor = _executor.for_size(p.size)
    status = _kernels.ADAM_STEP[p.dtype.char](
        address(p), address(g), address(m), address(v), p.size, step, lr, options_at, executor
    )
    if status or executor:
        finish(status)


def _state(array: Array, name: str, like: Array | None) -> Array:
    if not isinstance(array, np.ndarray):
        raise TypeError(f"{name} must be a numpy.ndarray, got {type(array).__name__}")
    # A copy of anything that is updated would lose the update.
    x = as_floats(array, name)
    check_output(array, name, x if like is None else like, x.shape if like is None else like.shape)
    if x is not array and x.base is not array or not array.flags.carray:
        raise ValueError(f"{name} must be a contiguous array of native byte order, because it is updated in place")
    return x


def _gradient(grad: npt.ArrayLike, param: Array) -> Array:
    g = as_same_floats(grad, "grad", param, "param")
    if g.shape != param.shape:
        raise ValueError(f"grad must have shape {shape_text(param.shape)}, got {shape_text(g.shape)}")
    return vector(g)


def _check_rate(lr: float) -> None:
    if not 0.0 <= lr < math.inf:
        raise ValueError(f"Invalid learning rate: {lr}")


@functools.lru_cache(maxsize=64)
def _sgd_options(
    momentum: float, dampening: float, weight_decay: float, nesterov: bool, first_step: bool
) -> tuple[_abi.SgdOptions, int]:
    if not 0.0 <= momentum < math.inf:
        raise ValueError(f"Invalid momentum value: {momentum}")
    if not 0.0 <= weight_decay < math.inf:
        raise ValueError(f"Invalid weight_decay value: {weight_decay}")
    if not math.isfinite(dampening):
        raise ValueError(f"Invalid dampening value: {dampening}")
    if nesterov and (momentum <= 0.0 or dampening != 0.0):
        raise ValueError("Nesterov momentum requires a momentum and zero dampening")
    flags = nesterov * _abi.SgdFlags.NESTEROV | first_step * _abi.SgdFlags.FIRST_STEP
    options = _abi.SgdOptions(sizeof(_abi.SgdOptions), flags, momentum, dampening, weight_decay)
    return options, addressof(options)


@functools.lru_cache(maxsize=64)
def _adam_options(
    beta1: float, beta2: float, eps: float, weight_decay: float, decoupled: bool
) -> tuple[_abi.AdamOptions, int]:
    if not 0.0 <= eps < math.inf:
        raise ValueError(f"Invalid epsilon value: {eps}")
    for index, beta in enumerate((beta1, beta2)):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"Invalid beta parameter at index {index}: {beta}")
    if not 0.0 <= weight_decay < math.inf:
        raise ValueError(f"Invalid weight_decay value: {weight_decay}")
    options = _abi.AdamOptions(
        sizeof(_abi.AdamOptions),
        _abi.AdamFlags.DECOUPLED if decoupled else _abi.AdamFlags.DEFAULT,
        beta1 or _AS_ZERO,
        beta2 or _AS_ZERO,
        eps or _AS_ZERO,
        weight_decay,
    )
    return options, addressof(options)
