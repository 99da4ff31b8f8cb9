# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The native functions, each as a pair keyed by the element type's NumPy character."""

from __future__ import annotations

from typing import Callable

from ._loader import native

Kernel = Callable[..., int]
Pair = dict[str, Kernel]


def _pair(name: str) -> Pair:
    return {"f": getattr(native, f"nloss_{name}_f32"), "d": getattr(native, f"nloss_{name}_f64")}


SOFTMAX = _pair("softmax")
LOG_SOFTMAX = _pair("log_softmax")
LOGSUMEXP = _pair("logsumexp")
SOFTMAX_BACKWARD = _pair("softmax_backward")
LOG_SOFTMAX_BACKWARD = _pair("log_softmax_backward")
LOGSUMEXP_BACKWARD = _pair("logsumexp_backward")
CROSS_ENTROPY = _pair("cross_entropy")
CROSS_ENTROPY_SOFT = _pair("cross_entropy_soft")
LINEAR = _pair("linear")
LINEAR_BACKWARD = _pair("linear_backward")
SGD_STEP = _pair("sgd_step")
ADAM_STEP = _pair("adam_step")
