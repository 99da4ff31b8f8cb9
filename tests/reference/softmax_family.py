# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The softmax family as operations: exact results with their bounds."""

import numpy as np
import reference as ref
from gmpy2 import log, mpfr
from outputs import ULPS, Output, flat, floats, in_memory, list_of, relative, rows_of

EMPTY_ROW_ZERO, BITS = 1, 2
MASK_BOOL = 1
# Of gradients that sum over the row: in f64 the sum rounds as the rest does, in f32 it does not, being of type f64.
BACKWARD_ULPS = {"f16": 2.0, "bf16": 2.0, "f32": 2.0, "f64": 4.0}


def _empty_row(case, zero):
    return mpfr(zero) if case.ints.get("flags", 0) & EMPTY_ROW_ZERO else ref.NAN


def _temperature(case, sign=1):
    return sign * (case.reals.get("temperature", 0.0) or 1.0)


def _masks(case, rows):
    """The mask of each row: one for all, or a row each. None where there is no mask."""
    mask = case.inputs.get("mask")
    if mask is None:
        return [None] * rows
    masks = [mask.tolist()] * rows if mask.size == case.ints["classes"] else rows_of(case, "mask")
    return [[bool(k) for k in m] if case.ints["mask_type"] == MASK_BOOL else m for m in masks]


def _parts(mask, classes):
    """Which classes take part."""
    return [k is not False and k != -ref.INF for k in mask] if mask else [True] * classes


def _rows(case, sign=1):
    """z of each row, and which of its classes take part."""
    logits = rows_of(case, "logits")
    for x, mask in zip(logits, _masks(case, len(logits))):
        yield ref.scaled(x, _temperature(case, sign), mask), _parts(mask, len(x))


def _memory(case, output):
    return in_memory(output, case.ints["classes"], case.ints.get("inner", 0) or 1)


def _softmax(case, sign=1):
    exact = flat(ref.softmax(z, _empty_row(case, 0)) for z, _ in _rows(case, sign))
    return {"probs": _memory(case, relative(exact, ULPS[case.dtype]))}


def _softmin(case):
    return _softmax(case, -1)


def _log_softmax(case):
    exact = flat(ref.log_softmax(z, _empty_row(case, "-inf")) for z, _ in _rows(case))
    return {"log_probs": _memory(case, relative(exact, ULPS[case.dtype]))}


def lse_scale(z, lse):
    """max + log s: the two may cancel, so the bound is relative to their magnitudes."""
    top = max(z)
    return float(abs(top) + abs(lse - top)) if np.isfinite(float(top)) else abs(float(top))


def _logsumexp(case):
    exact, scale = [], []
    for z, _ in _rows(case):
        exact.append(ref.logsumexp(z))
        scale.append(lse_scale(z, exact[-1]))
    return {"lse": Output(exact, np.array(scale), ULPS[case.dtype])}


def _unit(case):
    return log(mpfr(2)) if case.ints.get("flags", 0) & BITS else mpfr(1)


def _entropy(case):
    exact = [ref.entropy(z, _empty_row(case, 0)) / _unit(case) for z, _ in _rows(case)]
    return {"entropy": relative(exact, ULPS[case.dtype])}


def _grad_logits(case, exact, scale, budget, sign=1):
    """From the gradients with respect to z; a class that is left out has +0."""
    t = _temperature(case, sign)
    return {"grad_logits": _memory(case, Output([g / t for g in exact], np.abs(scale) / abs(t), budget[case.dtype]))}


def _softmax_backward(case, sign=1):
    exact, scale, probs = [], [], rows_of(case, "probs")
    for p, dp, mask in zip(probs, rows_of(case, "grad_probs"), _masks(case, len(probs))):
        part = _parts(mask, len(p))
        exact += [g if k else mpfr(0) for g, k in zip(ref.softmax_backward(p, dp), part)]
        scale += list(np.multiply(p, np.abs(dp) + np.dot(p, np.abs(dp))) * part)
    return _grad_logits(case, exact, scale, BACKWARD_ULPS, sign)


def _softmin_backward(case):
    return _softmax_backward(case, -1)


def _log_softmax_backward(case):
    exact, scale = [], []
    for (z, part), dy in zip(_rows(case), rows_of(case, "grad_log_probs")):
        dy = [b if k else 0.0 for b, k in zip(dy, part)]
        grad = ref.log_softmax_backward(z, dy, _empty_row(case, 0))
        exact += [g if k else mpfr(0) for g, k in zip(grad, part)]
        scale += list((np.abs(dy) + floats(ref.softmax(z)) * np.sum(np.abs(dy))) * part)
    return _grad_logits(case, exact, scale, BACKWARD_ULPS)


def _logsumexp_backward(case):
    exact = []
    for (z, part), dlse in zip(_rows(case), list_of(case, "grad_lse")):
        grad = ref.logsumexp_backward(z, dlse, _empty_row(case, 0))
        exact += [g if k else mpfr(0) for g, k in zip(grad, part)]
    return _grad_logits(case, exact, floats(exact), ULPS)


def _entropy_backward(case):
    exact, scale = [], []
    for (z, part), dh in zip(_rows(case), list_of(case, "grad_entropy")):
        dh = dh / _unit(case)
        grad = ref.entropy_backward(z, dh, _empty_row(case, 0))
        exact += [g if k else mpfr(0) for g, k in zip(grad, part)]
        h = ref.entropy(z)
        # The logarithm of the probability and the entropy may cancel.
        scale += [float(abs(dh) * p * (h - l)) if p else 0.0 for p, l in zip(ref.softmax(z), ref.log_softmax(z))]
    return _grad_logits(case, exact, scale, BACKWARD_ULPS)


OPERATIONS = {
    "softmax": _softmax,
    "softmin": _softmin,
    "log_softmax": _log_softmax,
    "logsumexp": _logsumexp,
    "entropy": _entropy,
    "softmax_backward": _softmax_backward,
    "softmin_backward": _softmin_backward,
    "log_softmax_backward": _log_softmax_backward,
    "logsumexp_backward": _logsumexp_backward,
    "entropy_backward": _entropy_backward,
}
