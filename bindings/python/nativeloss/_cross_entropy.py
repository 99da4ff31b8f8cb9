# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Cross-entropy and its gradient."""

from __future__ import annotations

import functools
import math
import operator
from ctypes import addressof, byref, c_double, c_float, sizeof
from typing import Any, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from . import _abi, _executor
from ._arrays import (
    Array,
    address,
    as_array,
    as_floats,
    as_reals,
    as_same_floats,
    read_rows,
    read_strided,
    shape_text,
    store,
    vector,
    write_strided,
)
from ._dtypes import Dtype, key, real
from ._inputs import first_char
from ._kernels import CROSS_ENTROPY, CROSS_ENTROPY_SOFT
from ._plain import Function, empty, is_output, is_plain, planner
from ._status import finish

_REDUCTIONS = {"mean": _abi.Reduction.MEAN, "sum": _abi.Reduction.SUM, "none": _abi.Reduction.NONE}
_EMPTY_MEAN = {"nan": _abi.CrossEntropyFlags.DEFAULT, "zero": _abi.CrossEntropyFlags.EMPTY_MEAN_ZERO}
_NO_IGNORE = -100

# Cheaper to make, to address and to read than an array without axes.
_SCALARS: dict[str, Any] = {"f": c_float, "d": c_double, "e": c_float, "E": c_float, "H": c_float}
_REAL_TYPES = {char: np.float32 if scalar is c_float else np.float64 for char, scalar in _SCALARS.items()}

# NumPy has two characters for one of the C types, and which one depends on the platform.
_LABEL_TYPES = {
    char: int(_abi.LabelType[f"{'U' if char.isupper() else 'I'}{8 * np.dtype(char).itemsize}"])
    for char in "bBhHiIlLqQ"
    if not (char.isupper() and np.dtype(char).itemsize == 8)
}


class Stats(NamedTuple):
    """What `cross_entropy` found on its way, for each row, in the shape of the losses with "none".

    Attributes
    ----------
    lse
        logsumexp of the logits (of the capped ones with `softcap`).
    argmax
        Index of the largest logit, the first of equal ones; a NaN is the largest. int64.
    correct
        Whether it is the target, or the first of the largest probabilities. bool; False in ignored rows.
    entropy
        Of the softmax, in nats.
    z_loss
        The part of the loss that `z_loss` added.
    rank
        Number of classes before the target when sorted by logit, the largest first, equal ones by index: the target
        is among the top k where this is below k. int64; -1 in ignored rows. None with probabilities.
    target_prob
        Softmax of the target; 0 in ignored rows. None with probabilities.
    """

    lse: Any
    argmax: Any
    correct: Any
    entropy: Any
    z_loss: Any
    rank: Any
    target_prob: Any


@functools.lru_cache(maxsize=256)
def _options(
    reduction: str, ignore_index: int | None, label_smoothing: float, empty_mean: str, soft: bool, inner: int
) -> _abi.CrossEntropyOptions:
    """Return an options struct, which nobody may change."""
    if reduction not in _REDUCTIONS:
        raise ValueError(f"{reduction} is not a valid value for reduction")
    if empty_mean not in _EMPTY_MEAN:
        raise ValueError(f'{empty_mean} is not a valid value for empty_mean; use "nan" or "zero"')
    if not 0.0 <= label_smoothing <= 1.0:
        raise ValueError(f"label_smoothing must be between 0.0 and 1.0. Got: {label_smoothing}")
    flags = _EMPTY_MEAN[empty_mean]
    if ignore_index is not None:
        if not -(2**63) <= ignore_index < 2**63:
            raise ValueError(f"ignore_index must fit in 64 bits. Got: {ignore_index}")
        if not soft:
            flags |= _abi.CrossEntropyFlags.IGNORE_INDEX
        elif ignore_index != _NO_IGNORE:
            raise ValueError("ignore_index is not supported for floating point target")
    return _abi.CrossEntropyOptions(
        struct_size=sizeof(_abi.CrossEntropyOptions),
        flags=flags,
        reduction=_REDUCTIONS[reduction],
        label_smoothing=label_smoothing,
        ignore_index=0 if soft or ignore_index is None else ignore_index,
        inner=inner,
    )


def _plain_first(general: Function) -> Function:
    """Decorate `cross_entropy`: see `_plain`. Of the options a gradient belongs to the short way."""
    plan, defaults = planner("cross_entropy"), byref(_options("mean", _NO_IGNORE, 0.0, "nan", False, 1))

    @functools.lru_cache(maxsize=1024)
    def labelled(shape: tuple[int, ...], dtype: Dtype, labels_shape: tuple[int, ...], labels: Dtype) -> Any:
        if len(shape) > 2 or labels_shape != shape[:-1] or not labels.isnative or key(labels):
            return None
        planned, label_type = plan(shape, dtype), _LABEL_TYPES.get(labels.char)
        return planned and label_type and (*planned, label_type, _SCALARS[dtype.char], _REAL_TYPES[dtype.char])

    @functools.wraps(general)
    def function(
        input: Any, target: Any, *args: Any, return_grad: bool = False, grad_out: Any = None, **options: Any
    ) -> Any:
        given = grad_out is None or is_output(grad_out, input)
        if not args and not options and given and is_plain(input) and is_plain(target):
            if planned := labelled(input.shape, input.dtype, target.shape, target.dtype):
                native, rows, classes, label_type, scalar, real_type = planned
                loss, grad, to = scalar(), grad_out, None
                if return_grad and grad is None:
                    grad = empty(input.shape, input.dtype)
                if grad is not None:
                    to = byref(first_char(grad))
                z, t = byref(first_char(input)), byref(first_char(target))
                if not native(z, classes, t, label_type, rows, classes, defaults, byref(loss), to, classes, None):
                    value = real_type(loss.value)
                    return (value, grad) if return_grad else value
        return general(input, target, *args, return_grad=return_grad, grad_out=grad_out, **options)

    return cast(Function, function)


@_plain_first
def cross_entropy(
    input: npt.ArrayLike,
    target: npt.ArrayLike,
    weight: npt.ArrayLike | None = None,
    *,
    ignore_index: int | None = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
    sample_weight: npt.ArrayLike | None = None,
    z_loss: float = 0.0,
    softcap: float | None = None,
    second_target: npt.ArrayLike | None = None,
    mix_lambda: float = 1.0,
    empty_mean: str = "nan",
    return_grad: bool = False,
    grad_out: Array | None = None,
    return_stats: bool = False,
) -> Any:
    """Compute the softmax cross-entropy of logits with class indices or probabilities, and its gradient.

    Names, shapes, defaults and reductions are those of ``torch.nn.functional.cross_entropy``. Each row's loss is::

        w[y] (1 - e) (lse - z[y]) + (e / C) sum(w (lse - z)) + z_loss lse²             with a class index y
        sum(w t (lse - z)) + z_loss lse²,  t = target (1 - e) + e / C                  with probabilities

    times its `sample_weight`, where z are the row's C logits, lse their logsumexp, w is `weight`, e is
    `label_smoothing`.

    Parameters
    ----------
    input : array_like, shape (C), (N, C) or (N, C, d1, ...)
        Logits, any values, float32, float64, float16 or bfloat16.
    target : array_like
        Integers of any type but uint64, shape (), (N) or (N, d1, ...): class indices from 0. Or floats of the type
        and shape of `input`: probabilities, not checked for sign or sum.
    weight : array_like, shape (C), optional
        Weight of each class, of the type of `input`, float32 for the half types. Default: all ones.
    ignore_index : int or None, optional
        Index of rows to leave out: loss 0, gradient 0, not counted in the mean. Any value, a class included; None
        leaves out none. Default: -100. Probabilities allow the default only.
    reduction : {"mean", "sum", "none"}, optional
        Default: "mean". Its denominator is, for indices, the sum of the weights of the rows' classes over the rows
        that are not ignored, for probabilities the number of rows; each row counted with its `sample_weight`.
    label_smoothing : float, optional
        Probability mass spread evenly over all classes, in [0, 1]. Default: 0.
    sample_weight : array_like, shape (), (N) or (N, d1, ...), optional
        Weight of each row, of the type of `weight`. Default: all ones.
    z_loss : float, optional
        Coefficient of the squared logsumexp that is added to each row's loss, finite. Default: 0. Typical: 1e-4.
    softcap : float, optional
        Replace each logit z by ``softcap * tanh(z / softcap)`` first. Default: do not. Typical: 30 to 50.
    second_target : array_like, shape and type of `target`, optional
        Second class index of each row (mix-up, CutMix), whose loss has the share ``1 - mix_lambda``.
    mix_lambda : float, optional
        Share of the loss of `target`, in [0, 1]. Default: 1.
    empty_mean : {"nan", "zero"}, optional
        The mean over nothing (no rows, every row ignored, or a total weight of 0). Default: NaN.
    return_grad : bool, optional
        Also return the gradient of the returned value (of each row's loss with "none") with respect to `input`.
        Default: False.
    grad_out : ndarray, shape of `input`, optional
        Receives the gradient, whether it is returned too or not. It may be `input` itself.
    return_stats : bool, optional
        Also return what the same pass finds. Default: False.

    Returns
    -------
    loss : NumPy scalar, or ndarray of shape (N) or (N, d1, ...) with "none"
        In nats, of the type of `input`, float32 for the half types, at most 1.5 ulp (float64: 2) from the exact
        value, relative, also near 0.
    grad : ndarray, shape of `input`
        Only with `return_grad`.
    stats : named tuple (lse, argmax, correct, entropy, z_loss, rank, target_prob)
        Only with `return_stats`. Each for each row.

    Raises
    ------
    TypeError
        For other types than the above, and for types that differ.
    IndexError
        If a target is outside [0, C) and is not `ignore_index`.
    ValueError
        If shapes do not fit, for an illegal option, or if `grad_out` is read-only, or overlaps `input` without
        being it.

    After an exception `grad_out` is as it was.

    Notes
    -----
    NaN makes its row's loss and gradient NaN. A target whose logit is -inf has loss +inf and a finite gradient; a
    probability of 0 there adds 0. The logits that are +inf share the mass evenly.

    Examples
    --------
    >>> import numpy as np, nativeloss as nl
    >>> logits = np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])
    >>> loss, grad = nl.cross_entropy(logits, [1, 2], return_grad=True)
    >>> print(f"{loss:.14f}")
    0.83934333897878
    >>> print(grad.round(4))
    [[ 0.1139 -0.1903  0.0764]
     [ 0.2484  0.101  -0.3494]]
    >>> loss, stats = nl.cross_entropy(logits, [1, 2], return_stats=True)
    >>> print(stats.argmax, stats.correct)
    [1 0] [ True False]
    """
    x = as_floats(input, "input", CROSS_ENTROPY)
    dtype = x.dtype.char
    if x.ndim == 0 or x.shape[1 if x.ndim > 1 else 0] == 0:
        raise ValueError(f"Expected input with at least one class, got shape {shape_text(x.shape)}")
    t = target if type(target) is np.ndarray else as_array(target, "target")
    label_type = _LABEL_TYPES.get(t.dtype.char)
    # One of the label types may be the tagged bit patterns of bfloat16.
    if label_type is None or (dtype == "H" and key(t.dtype)):
        label_type = None
        t = as_same_floats(t, "target", x, "input") if key(t.dtype) else _bad_target(t)
        _check_probabilities(x, t)
    else:
        if not t.flags.carray or not t.dtype.isnative:
            t = vector(as_array(t, "target"))
        if t.shape != x.shape[:-1] or x.ndim > 2:
            _check_indices(x, t)

    if x.ndim <= 2:
        axis, inner = -1, 1
        kept, x_at, x_stride, rows, classes = read_rows(x, -1)
    else:
        axis = 1
        kept, x_at, x_stride, inner, rows, classes = read_strided(x, 1)
    if type(ignore_index) is not int and ignore_index is not None:
        ignore_index = operator.index(ignore_index)
    options = _options(reduction, ignore_index, label_smoothing, empty_mean, label_type is None, inner)
    options_at = addressof(options)
    extra: _Extra | None = None
    if (
        return_stats
        or weight is not None
        or sample_weight is not None
        or second_target is not None
        or softcap is not None
        or z_loss != 0.0
    ):
        extra = _Extra(options, x, t, label_type is not None)
        extra.numbers(z_loss, softcap)
        extra.weights(weight, sample_weight)
        if second_target is not None:
            extra.second_target(second_target, mix_lambda)
        if return_stats:
            extra.make_stats()
        options_at = addressof(extra.options)

    per_row = reduction == "none" and x.ndim > 1
    loss: Any = np.empty(_rows_shape(x), real(x.dtype)) if per_row else _SCALARS[dtype]()
    loss_at = address(loss) if per_row else addressof(loss)
    grad: Array | None = None
    grad_at, grad_stride = None, 0
    if return_grad or grad_out is not None:
        grad, buffer, grad_at, grad_stride = write_strided(grad_out, "grad_out", x, x.shape, axis, inner)

    executor = _executor.for_size(x.size)
    if label_type:
        status = CROSS_ENTROPY[dtype](
            x_at, x_stride, address(t), label_type, rows, classes, options_at, loss_at, grad_at, grad_stride, executor
        )
    else:
        t_kept, t_at, t_stride, _, _, _ = read_strided(t, axis, inner)
        status = CROSS_ENTROPY_SOFT[dtype](
            x_at, x_stride, t_at, t_stride, rows, classes, options_at, loss_at, grad_at, grad_stride, executor
        )
    if status or executor:
        if status == _abi.Status.E_LABEL:
            for labels in (t,) if extra is None else (t, *extra.second):
                _raise_bad_label(labels, classes, ignore_index)
        finish(status)

    if grad_out is not None:
        store(grad_out, buffer, axis if inner == 1 else -1)
    value = loss if per_row else _REAL_TYPES[dtype](loss.value)
    if extra is None or extra.stats is None:
        return (value, grad) if return_grad else value
    return (value, grad, extra.finished_stats()) if return_grad else (value, extra.finished_stats())


class _Extra:
    """The options that most calls do without, and the arrays that they point to."""

    def __init__(self, options: _abi.CrossEntropyOptions, x: Array, t: Array, indices: bool) -> None:
        self.options = _abi.CrossEntropyOptions.from_buffer_copy(options)
        self.second: tuple[Array, ...] = ()
        self.stats: Stats | None = None
        self._x, self._t, self._indices = x, t, indices
        self._shape = _rows_shape(x)
        self._alive: list[Array] = []

    def numbers(self, z_loss: float, softcap: float | None) -> None:
        if not math.isfinite(z_loss):
            raise ValueError(f"z_loss must be finite. Got: {z_loss}")
        if softcap is not None and not 0.0 < softcap < math.inf:
            raise ValueError(f"softcap must be finite and above 0. Got: {softcap}")
        self.options.z_loss, self.options.softcap = z_loss, softcap or 0.0

    def weights(self, weight: npt.ArrayLike | None, sample_weight: npt.ArrayLike | None) -> None:
        if weight is not None:
            w = vector(as_reals(weight, "weight", self._x, "input"))
            _check_weight(self._x, w)
            self._alive.append(w)
            self.options.class_weights = address(w)
        if sample_weight is not None:
            w = vector(as_reals(sample_weight, "sample_weight", self._x, "input"))
            if w.shape != self._shape:
                raise ValueError(f"sample_weight must have shape {shape_text(self._shape)}, got {shape_text(w.shape)}")
            self._alive.append(w)
            self.options.row_weights = address(w)

    def second_target(self, target: npt.ArrayLike, mix_lambda: float) -> None:
        t, second = self._t, as_array(target, "second_target")
        if not self._indices:
            raise ValueError("second_target is not supported for floating point target")
        if second.dtype != t.dtype:
            raise TypeError(f"second_target must be {t.dtype} like target, got {second.dtype}")
        if second.shape != t.shape:
            raise ValueError(
                f"second_target must have the shape of target, {shape_text(t.shape)}, got {shape_text(second.shape)}"
            )
        if not 0.0 <= mix_lambda <= 1.0:
            raise ValueError(f"mix_lambda must be between 0.0 and 1.0. Got: {mix_lambda}")
        self.second = (vector(second),)
        self.options.second_labels, self.options.mix_lambda = address(self.second[0]), mix_lambda

    def make_stats(self) -> None:
        """Make the arrays that receive the by-products, and enter them in the options."""
        shape, dtype, options = self._shape, real(self._x.dtype), self.options
        self.stats = stats = Stats(
            lse=np.empty(shape, dtype),
            argmax=np.empty(shape, np.int64),
            correct=np.empty(shape, np.bool_),
            entropy=np.empty(shape, dtype),
            z_loss=np.empty(shape, dtype),
            rank=np.empty(shape, np.int64) if self._indices else None,
            target_prob=np.empty(shape, dtype) if self._indices else None,
        )
        options.lse, options.argmax, options.correct = address(stats.lse), address(stats.argmax), address(stats.correct)
        options.entropy, options.z_loss_part = address(stats.entropy), address(stats.z_loss)
        if self._indices:
            options.rank, options.label_prob = address(stats.rank), address(stats.target_prob)

    def finished_stats(self) -> Stats:
        assert self.stats is not None
        return self.stats if self._shape else Stats(*(None if stat is None else stat[()] for stat in self.stats))


def _rows_shape(x: Array) -> tuple[int, ...]:
    return x.shape[:1] + x.shape[2:] if x.ndim > 1 else ()


def _bad_target(t: Array) -> Array:
    raise TypeError(
        f"target must hold class indices (integers, but not uint64) or probabilities (floats), got {t.dtype}"
    )


def _check_probabilities(x: Array, t: Array) -> None:
    if t.shape != x.shape:
        raise ValueError(
            f"Expected floating point target (class probabilities) of the input's shape {shape_text(x.shape)}, "
            f"got {shape_text(t.shape)}; class indices must be integers"
        )


def _check_indices(x: Array, t: Array) -> None:
    if t.shape == x.shape:
        raise TypeError(f"Expected floating point type for target with class probabilities, got {t.dtype}")
    expected = _rows_shape(x)
    if t.shape == expected:
        return
    if x.ndim == 1:
        raise ValueError(f"size mismatch (got input: {shape_text(x.shape)}, target: {shape_text(t.shape)})")
    if t.ndim and t.shape[0] != x.shape[0]:
        raise ValueError(f"Expected input batch_size ({x.shape[0]}) to match target batch_size ({t.shape[0]}).")
    if x.ndim == 2:
        raise ValueError("0D or 1D target tensor expected, multi-target not supported")
    raise ValueError(f"Expected target size {shape_text(expected)}, got {shape_text(t.shape)}")


def _check_weight(x: Array, w: Array) -> None:
    classes = x.shape[1 if x.ndim > 1 else 0]
    if w.shape != (classes,):
        raise ValueError(
            f"weight tensor should be defined either for all {classes} classes or no classes "
            f"but got weight tensor of shape: {shape_text(w.shape)}"
        )


def _raise_bad_label(t: Array, classes: int, ignore_index: int | None) -> None:
    for label in t.flat:
        if not 0 <= label < classes and label != ignore_index:
            raise IndexError(f"Target {label} is out of bounds.")
