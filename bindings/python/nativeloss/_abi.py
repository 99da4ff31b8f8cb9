# Generated from src/Native/Exports by src/BindGen. Do not edit.
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Constants, structs and signatures of the library, as include/nativeloss.h documents them."""

from __future__ import annotations

import ctypes
from ctypes import c_char_p, c_double, c_int32, c_int64, c_uint32, c_uint64, c_void_p
from enum import IntEnum, IntFlag
from typing import Any, Final

VERSION: Final = "0.1.0"
ABI: Final = 1
API_HASH: Final = 0xB1E46DDD7E5E88F5


class AdamFlags(IntFlag):
    """Flags of nloss_adam_options."""

    # None.
    DEFAULT = 0

    # Weight decay is applied to the parameters (AdamW) instead of to the gradient.
    DECOUPLED = 1


class CrossEntropyFlags(IntFlag):
    """Flags of nloss_cross_entropy_options."""

    # None.
    DEFAULT = 0

    # Rows whose label equals ignore_index have loss 0 and gradient 0 and do not count in the mean.
    IGNORE_INDEX = 1

    # The mean over nothing (no rows, or every row ignored) is 0 instead of NaN.
    EMPTY_MEAN_ZERO = 2


class DivergenceFlags(IntFlag):
    """Flags of nloss_divergence_options."""

    # None.
    DEFAULT = 0

    # The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN.
    EMPTY_MEAN_ZERO = 1

    # The first input is logits; its distribution is their softmax.
    FIRST_LOGITS = 2

    # The second input is logits; its distribution is their softmax.
    SECOND_LOGITS = 4

    # The sum of both directions.
    SYMMETRIC = 8

    # In bits instead of nats.
    BITS = 16

    # The hinge is soft: log(1 + exp(x)) instead of max(0, x).
    SOFT = 32

    # Divided by the entropy of the even distribution, so that the result lies in [0, 1].
    NORMALIZED = 64


class ElementwiseFlags(IntFlag):
    """Flags of nloss_elementwise_options. A function takes the flags that its text names, and no others."""

    # None.
    DEFAULT = 0

    # The mean over nothing (no rows) is 0 instead of NaN. Every function that reduces takes it.
    EMPTY_MEAN_ZERO = 1

    # Labels are 0 and 1 instead of -1 and +1.
    ZERO_ONE_LABELS = 2

    # Probabilities are clipped to [1e-7, 1 - 1e-7] (Keras) instead of the logarithms at -100 (PyTorch).
    CLIP_PROBS = 4

    # The input holds probabilities instead of their logarithms.
    INPUT_PROBS = 8

    # The target holds logarithms of probabilities instead of the probabilities.
    LOG_TARGET = 16

    # The input holds the rate instead of its logarithm.
    INPUT_RATE = 32

    # Adds Stirling's approximation of log(target!) where the target is above 1.
    FULL = 64


class IndexLossFlags(IntFlag):
    """Flags of nloss_index_loss_options."""

    # None.
    DEFAULT = 0

    # Rows whose label equals ignore_index have loss 0 and gradient 0 and do not count in the mean.
    IGNORE_INDEX = 1

    # The mean over nothing (no rows, or every row ignored) is 0 instead of NaN.
    EMPTY_MEAN_ZERO = 2


class IsaLevel(IntEnum):
    """Instruction-set levels. All of them give the same bits."""

    # No usable level on this machine; operations return NLOSS_E_UNSUPPORTED.
    NONE = 0

    # x86-64-v2: SSE4.2. Emulates fused multiply-add exactly, and is slow for that.
    V2 = 2

    # x86-64-v3: AVX2 and FMA.
    V3 = 3

    # x86-64-v4: AVX-512 F, BW, CD, DQ, VL.
    V4 = 4

    # arm64: NEON, which every such processor has.
    NEON = 16


class LabelType(IntEnum):
    """Integer type of a label array."""

    # int8_t
    I8 = 1

    # uint8_t
    U8 = 2

    # int16_t
    I16 = 3

    # uint16_t
    U16 = 4

    # int32_t
    I32 = 5

    # uint32_t
    U32 = 6

    # int64_t
    I64 = 7


class MaskType(IntEnum):
    """What a mask holds."""

    # There is no mask; mask must be NULL.
    NONE = 0

    # Bytes: 0 leaves the class out, anything else lets it take part.
    BOOL = 1

    # Elements of the logits' type, added to the logits; -inf leaves the class out.
    ADD = 2


class PairLossFlags(IntFlag):
    """Flags of nloss_pair_loss_options."""

    # None.
    DEFAULT = 0

    # The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN.
    EMPTY_MEAN_ZERO = 1

    # Triplets: the negative's distance is the smaller of those from the anchor and from the positive.
    SWAP = 2


class Reduction(IntEnum):
    """How the rows' losses become the result."""

    # Weighted mean, see the operation for its denominator: infinite where the sum is too large for f64. loss has one
    # element.
    MEAN = 0

    # Sum. loss has one element.
    SUM = 1

    # No reduction. loss has one element per row, of an element-wise loss one per element.
    NONE = 2

    # Sum divided by the number of rows; element-wise losses only. loss has one element.
    BATCH_MEAN = 3


class Regularization(IntEnum):
    """What pulls soft ranks towards each other, and makes them a differentiable function of the values."""

    # Half the squared Euclidean norm: soft ranks are piecewise linear.
    L2 = 0

    # Entropy, on the logarithms of the ranks: soft ranks are smoother, products of a rank sum and a softmax.
    KL = 1


class SgdFlags(IntFlag):
    """Flags of nloss_sgd_options."""

    # None.
    DEFAULT = 0

    # Nesterov momentum.
    NESTEROV = 1

    # The velocity holds nothing yet: it is set to the gradient, without dampening, whatever it contained.
    FIRST_STEP = 2


class SoftmaxFlags(IntFlag):
    """Flags of nloss_softmax_options."""

    # None.
    DEFAULT = 0

    # A row whose logits are all -inf or left out has probabilities 0, log-probabilities -inf, entropy 0 and gradient 0,
    # instead of NaN.
    EMPTY_ROW_ZERO = 1

    # Entropy in bits instead of nats; only for entropies.
    BITS = 2


class Status(IntEnum):
    """Result of every operation: 0 is success, errors are negative and pinned for ever. On any error no output byte was
    written.
    """

    # Done.
    OK = 0

    # A required pointer is NULL.
    E_NULL = -1

    # An extent is negative, the class count is 0, or extents, strides and element size overflow 63 bits.
    E_SHAPE = -2

    # A row stride is smaller than the row.
    E_STRIDE = -3

    # Two buffers overlap in a way that the function does not allow.
    E_ALIAS = -4

    # A label is outside [0, classes) and is not the ignored one; error_row tells the first such row.
    E_LABEL = -10

    # An input value is outside its legal range; error_row tells the first such row.
    E_VALUE = -11

    # An option or code has an illegal value.
    E_OPTION = -20

    # struct_size is smaller than the first published layout, or a later field that this library does not know is set.
    E_STRUCT_SIZE = -21

    # The executor's callback is NULL or its max_tasks is below 1.
    E_EXECUTOR = -30

    # The scratch is smaller than the operation's size function says.
    E_SCRATCH = -31

    # This CPU or operating system lacks the smallest instruction set that the library holds.
    E_UNSUPPORTED = -40


# One task of a call that was given an executor: a function of the library that parallel_for calls.
TASK_FN = ctypes.CFUNCTYPE(None, c_void_p, c_int32)


class AdamOptions(ctypes.Structure):
    """Options of adam_step. All bytes zero after struct_size are the defaults; NULL means defaults too."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("beta1", c_double),
        ("beta2", c_double),
        ("epsilon", c_double),
        ("weight_decay", c_double),
    ]


class CrossEntropyOptions(ctypes.Structure):
    """Options of cross-entropy. All bytes zero after struct_size are the defaults; NULL means defaults too."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("reduction", c_int32),
        ("reserved", c_int32),
        ("label_smoothing", c_double),
        ("ignore_index", c_int64),
        ("class_weights", c_void_p),
        ("error_row", c_void_p),
        ("inner", c_int64),
        ("row_weights", c_void_p),
        ("z_loss", c_double),
        ("softcap", c_double),
        ("second_labels", c_void_p),
        ("mix_lambda", c_double),
        ("lse", c_void_p),
        ("argmax", c_void_p),
        ("correct", c_char_p),
        ("rank", c_void_p),
        ("entropy", c_void_p),
        ("label_prob", c_void_p),
        ("z_loss_part", c_void_p),
    ]


class DivergenceOptions(ctypes.Structure):
    """Options of entropies and divergences of rows. All bytes zero after struct_size are the defaults; NULL means
    defaults too.
    """

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("reduction", c_int32),
        ("reserved", c_int32),
        ("row_weights", c_void_p),
    ]


class ElementwiseOptions(ctypes.Structure):
    """Options of the element-wise losses. All bytes zero after struct_size are the defaults; NULL means defaults too.
    """

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("reduction", c_int32),
        ("reserved", c_int32),
        ("label_smoothing", c_double),
        ("weights", c_void_p),
        ("weights_stride", c_int64),
        ("row_weights", c_void_p),
        ("pos_weights", c_void_p),
        ("pos_weights_stride", c_int64),
        ("error_row", c_void_p),
    ]


# Runs task(task_data, i) for every i in [0, task_count), each once, in any order, on any threads, and returns when all
# are done. A task that runs again, or one outside that range, does nothing; those it leaves out the calling thread runs
# when it has returned: the results are the same bits. It may call the library, with other arrays. It must not return
# while a task runs, and must not throw or jump through the library, through which nothing unwinds: a C++ exception ends
# the process (std::terminate).
PARALLEL_FOR = ctypes.CFUNCTYPE(None, c_void_p, TASK_FN, c_void_p, c_int32)


class Executor(ctypes.Structure):
    """The host's way to run tasks in parallel. The library starts no thread of its own: a call that is given an
    executor cuts its rows into tasks and hands them over, once per matrix it computes. Results do not depend on it: any
    executor, any task count and any order give the same bits.
    """

    _fields_ = [
        ("struct_size", c_uint32),
        ("max_tasks", c_int32),
        ("user", c_void_p),
        ("parallel_for", PARALLEL_FOR),
    ]


class IndexLossOptions(ctypes.Structure):
    """Options of the losses of rows with class labels other than cross-entropy. All bytes zero after struct_size are
    the defaults; NULL means defaults too.
    """

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("reduction", c_int32),
        ("reserved", c_int32),
        ("ignore_index", c_int64),
        ("class_weights", c_void_p),
        ("row_weights", c_void_p),
        ("error_row", c_void_p),
    ]


class PairLossOptions(ctypes.Structure):
    """Options of the losses of pairs and triplets of rows. All bytes zero after struct_size are the defaults; NULL
    means defaults too.
    """

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("reduction", c_int32),
        ("reserved", c_int32),
        ("row_weights", c_void_p),
    ]


class SgdOptions(ctypes.Structure):
    """Options of sgd_step. All bytes zero after struct_size are the defaults; NULL means defaults too."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("momentum", c_double),
        ("dampening", c_double),
        ("weight_decay", c_double),
    ]


class SoftRankOptions(ctypes.Structure):
    """Options of soft ranks. All bytes zero after struct_size are the defaults; NULL means defaults too."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("reserved", c_uint32),
        ("regularization", c_int32),
        ("reduction", c_int32),
        ("regularization_strength", c_double),
    ]


class SoftmaxOptions(ctypes.Structure):
    """Options of the softmax family. All bytes zero after struct_size are the defaults; NULL means defaults too."""

    _fields_ = [
        ("struct_size", c_uint32),
        ("flags", c_uint32),
        ("inner", c_int64),
        ("temperature", c_double),
        ("mask_type", c_int32),
        ("reserved", c_int32),
        ("mask", c_void_p),
        ("mask_stride", c_int64),
    ]


# What the library's compiler laid out: size, and offset of each field.
LAYOUT: Final[dict[type[ctypes.Structure], tuple[int, dict[str, int]]]] = {
    AdamOptions: (
        40,
        {
            "struct_size": 0,
            "flags": 4,
            "beta1": 8,
            "beta2": 16,
            "epsilon": 24,
            "weight_decay": 32,
        },
    ),
    CrossEntropyOptions: (
        152,
        {
            "struct_size": 0,
            "flags": 4,
            "reduction": 8,
            "reserved": 12,
            "label_smoothing": 16,
            "ignore_index": 24,
            "class_weights": 32,
            "error_row": 40,
            "inner": 48,
            "row_weights": 56,
            "z_loss": 64,
            "softcap": 72,
            "second_labels": 80,
            "mix_lambda": 88,
            "lse": 96,
            "argmax": 104,
            "correct": 112,
            "rank": 120,
            "entropy": 128,
            "label_prob": 136,
            "z_loss_part": 144,
        },
    ),
    DivergenceOptions: (
        24,
        {
            "struct_size": 0,
            "flags": 4,
            "reduction": 8,
            "reserved": 12,
            "row_weights": 16,
        },
    ),
    ElementwiseOptions: (
        72,
        {
            "struct_size": 0,
            "flags": 4,
            "reduction": 8,
            "reserved": 12,
            "label_smoothing": 16,
            "weights": 24,
            "weights_stride": 32,
            "row_weights": 40,
            "pos_weights": 48,
            "pos_weights_stride": 56,
            "error_row": 64,
        },
    ),
    Executor: (
        24,
        {
            "struct_size": 0,
            "max_tasks": 4,
            "user": 8,
            "parallel_for": 16,
        },
    ),
    IndexLossOptions: (
        48,
        {
            "struct_size": 0,
            "flags": 4,
            "reduction": 8,
            "reserved": 12,
            "ignore_index": 16,
            "class_weights": 24,
            "row_weights": 32,
            "error_row": 40,
        },
    ),
    PairLossOptions: (
        24,
        {
            "struct_size": 0,
            "flags": 4,
            "reduction": 8,
            "reserved": 12,
            "row_weights": 16,
        },
    ),
    SgdOptions: (
        32,
        {
            "struct_size": 0,
            "flags": 4,
            "momentum": 8,
            "dampening": 16,
            "weight_decay": 24,
        },
    ),
    SoftRankOptions: (
        24,
        {
            "struct_size": 0,
            "reserved": 4,
            "regularization": 8,
            "reduction": 12,
            "regularization_strength": 16,
        },
    ),
    SoftmaxOptions: (
        48,
        {
            "struct_size": 0,
            "flags": 4,
            "inner": 8,
            "temperature": 16,
            "mask_type": 24,
            "reserved": 28,
            "mask": 32,
            "mask_stride": 40,
        },
    ),
}

_SIGNATURES: Final[dict[str, tuple[Any, tuple[Any, ...]]]] = {
    "nloss_cross_entropy_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_soft_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_soft_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_soft_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_cross_entropy_soft_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_of_probs_f32": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_of_probs_f64": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_of_probs_f16": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_of_probs_bf16": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_kl_of_rows_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_of_rows_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_of_rows_f16": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_of_rows_bf16": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_js_div_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_js_div_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_js_div_f16": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_js_div_bf16": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_hinge_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_hinge_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_hinge_f16": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_hinge_bf16": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_mse_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_mse_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_with_logits_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_with_logits_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_with_logits_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_with_logits_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_l1_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_l1_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_huber_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_huber_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_smooth_l1_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_smooth_l1_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_log_cosh_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_cosh_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_poisson_nll_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_poisson_nll_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_binary_cross_entropy_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_binary_cross_entropy_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_sigmoid_focal_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_sigmoid_focal_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_kl_div_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_kl_div_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_kl_div_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_kl_div_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_hinge_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_hinge_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_squared_hinge_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_squared_hinge_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_soft_hinge_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_soft_hinge_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_hinge_embedding_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_hinge_embedding_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_margin_ranking_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_margin_ranking_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_nll_loss_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_nll_loss_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmax_focal_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int32,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_softmax_focal_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int32,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_multi_margin_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int32,
            c_int64,
            c_int64,
            c_int32,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_multi_margin_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int32,
            c_int64,
            c_int64,
            c_int32,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_multiclass_hinge_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_multiclass_hinge_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int32, c_int64, c_int64, c_void_p, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_linear_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_linear_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_linear_backward_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_void_p,
        ),
    ),
    "nloss_linear_backward_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_void_p,
        ),
    ),
    "nloss_sgd_step_f32": (c_int32, (c_void_p, c_void_p, c_void_p, c_int64, c_double, c_void_p, c_void_p)),
    "nloss_sgd_step_f64": (c_int32, (c_void_p, c_void_p, c_void_p, c_int64, c_double, c_void_p, c_void_p)),
    "nloss_adam_step_f32": (
        c_int32,
        (c_void_p, c_void_p, c_void_p, c_void_p, c_int64, c_int64, c_double, c_void_p, c_void_p),
    ),
    "nloss_adam_step_f64": (
        c_int32,
        (c_void_p, c_void_p, c_void_p, c_void_p, c_int64, c_int64, c_double, c_void_p, c_void_p),
    ),
    "nloss_triplet_margin_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_triplet_margin_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_double,
            c_double,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_cosine_embedding_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_cosine_embedding_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_contrastive_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_contrastive_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_double,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_ranking_scratch_size_f32": (c_int32, (c_int64, c_int64, c_void_p, c_void_p)),
    "nloss_ranking_scratch_size_f64": (c_int32, (c_int64, c_int64, c_void_p, c_void_p)),
    "nloss_rank_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_rank_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_spearman_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_spearman_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_soft_rank_f32": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_soft_rank_f64": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_soft_rank_backward_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_soft_rank_backward_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_spearman_loss_f32": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_spearman_loss_f64": (
        c_int32,
        (
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_int64,
            c_int64,
            c_void_p,
            c_void_p,
            c_void_p,
            c_int64,
            c_void_p,
            c_int64,
            c_void_p,
        ),
    ),
    "nloss_argmax_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p)),
    "nloss_argmax_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p)),
    "nloss_argmax_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p)),
    "nloss_argmax_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p)),
    "nloss_top_k_f32": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_top_k_f64": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_top_k_f16": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_top_k_bf16": (
        c_int32,
        (c_void_p, c_int64, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_sigmoid_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_sigmoid_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_sigmoid_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_sigmoid_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_sigmoid_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_sigmoid_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_sigmoid_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_sigmoid_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_sigmoid_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_log_sigmoid_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_log_sigmoid_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_log_sigmoid_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p)),
    "nloss_log_sigmoid_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_sigmoid_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_sigmoid_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_sigmoid_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmax_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmax_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmax_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmax_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmin_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmin_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmin_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_softmin_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_log_softmax_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_log_softmax_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_log_softmax_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_log_softmax_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p)),
    "nloss_logsumexp_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_logsumexp_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_logsumexp_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_logsumexp_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_entropy_f32": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_entropy_f64": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_entropy_f16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_entropy_bf16": (c_int32, (c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_void_p)),
    "nloss_softmax_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmax_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmax_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmax_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmin_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmin_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmin_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_softmin_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_softmax_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_softmax_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_softmax_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_log_softmax_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_logsumexp_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_logsumexp_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_logsumexp_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_logsumexp_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_backward_f32": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_backward_f64": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_backward_f16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_entropy_backward_bf16": (
        c_int32,
        (c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p),
    ),
    "nloss_version": (c_int32, ()),
    "nloss_abi": (c_int32, ()),
    "nloss_api_hash": (c_uint64, ()),
    "nloss_status_name": (c_char_p, (c_int32,)),
    "nloss_isa": (c_int32, ()),
    "nloss_limit_isa": (c_int32, (c_int32,)),
}


def declare(lib: ctypes.CDLL) -> None:
    """Declare the signature of every function of the loaded library."""
    for name, (restype, argtypes) in _SIGNATURES.items():
        function = getattr(lib, name)
        function.restype = restype
        function.argtypes = argtypes
