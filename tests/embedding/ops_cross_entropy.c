// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_table.h"

ALL_ADAPTERS(nloss_cross_entropy, BUFFER(0), a->at[1], a->label_type, EXTENTS_2, a->options, a->at[2], BUFFER(3),
             a->executor)
ALL_ADAPTERS(nloss_cross_entropy_soft, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, a->at[2], BUFFER(3), a->executor)

/* Operands of both, as bits; what is behind z_loss_part has index targets only. 0 logits, 1 labels or targets. */
enum {
    LOSS_BIT = 1 << 2,
    GRAD = 1 << 3,
    WEIGHTS = 1 << 4,
    ROW_WEIGHTS = 1 << 5,
    LSE = 1 << 6,
    ARGMAX = 1 << 7,
    CORRECT = 1 << 8,
    ENTROPY = 1 << 9,
    Z_LOSS_PART = 1 << 10,
    RANK = 1 << 11,
    LABEL_PROB = 1 << 12,
    SECOND = 1 << 13,
    ALL = (1 << 14) - 4,
    BOTH = LOSS_BIT | GRAD,
    STATS = LSE | ARGMAX | CORRECT | ENTROPY | Z_LOSS_PART | RANK | LABEL_PROB
};

#define CE(NAME, LABEL, PRESENT, ...)                                                                      \
    {                                                                                                      \
        .name = NAME, .with_options = true, .label_type = NLOSS_LABEL_##LABEL, .absent = ALL & ~(PRESENT), \
        .options.cross_entropy = {                                                                         \
            __VA_ARGS__                                                                                    \
        }                                                                                                  \
    }
#define NONE .reduction = NLOSS_REDUCTION_NONE
#define SUM .reduction = NLOSS_REDUCTION_SUM
#define IGNORE .flags = NLOSS_CE_IGNORE_INDEX, .ignore_index

static const variant index_variants[] = {
    {.name = "defaults", .label_type = NLOSS_LABEL_I64, .absent = ALL & ~BOTH},
    CE("mean, loss only", I32, LOSS_BIT, .reduction = NLOSS_REDUCTION_MEAN),
    CE("none", U8, BOTH, NONE),
    CE("none, weights, smoothing", U16, BOTH | WEIGHTS, NONE, .label_smoothing = 0.1),
    CE("none, grad only, weights", I8, GRAD | WEIGHTS, NONE),
    CE("sum, smoothing, ignore, row weights", I16, BOTH | ROW_WEIGHTS, SUM, .label_smoothing = 0.2, IGNORE = 2),
    CE("mean, weights, smoothing 1, ignore", U32, BOTH | WEIGHTS, .label_smoothing = 1.0,
       .flags = NLOSS_CE_IGNORE_INDEX | NLOSS_CE_EMPTY_MEAN_ZERO, .ignore_index = 0),
    CE("mean, mixed, z-loss, by-products", I64, BOTH | SECOND | STATS, .mix_lambda = 0.3, .z_loss = 1e-3, IGNORE = 1),
    CE("mean, by-products", I32, BOTH | STATS, IGNORE = 1),
    CE("none, everything", I16, ALL, NONE, .label_smoothing = 0.1, .mix_lambda = 0.6, .z_loss = 1e-2, .softcap = 5,
       .inner = 2, IGNORE = 0),
};

static const variant soft_variants[] = {
    {.name = "defaults", .absent = ALL & ~BOTH},
    CE("mean, loss only", I64, LOSS_BIT, .flags = NLOSS_CE_EMPTY_MEAN_ZERO),
    CE("none", I64, BOTH, NONE),
    CE("none, weights, smoothing", I64, BOTH | WEIGHTS, NONE, .label_smoothing = 0.1),
    CE("none, grad only, weights, z-loss", I64, GRAD | WEIGHTS, NONE, .z_loss = 1e-3),
    CE("sum, smoothing, by-products", I64, BOTH | STATS, SUM, .label_smoothing = 0.2),
    CE("none, everything", I64, ALL, NONE, .label_smoothing = 0.1, .z_loss = 1e-2, .softcap = 5, .inner = 2),
};

#define WEIGHTS_IN(FIELD, N)                                                                                  \
    {                                                                                                         \
        .name = #FIELD, .holds = POSITIVE, .rows = ONE, .cols = N, .optional = true, .real = true,            \
        .in_options = offsetof(nloss_cross_entropy_options, FIELD)                                            \
    }
#define STAT(FIELD, ROLE)                                                                                     \
    {                                                                                                         \
        .name = #FIELD, .holds = ROLE, .rows = ONE, .cols = 0, .optional = true, .real = true, .output = true, \
        .in_options = offsetof(nloss_cross_entropy_options, FIELD)                                            \
    }
#define SECOND_LABELS                                                                                         \
    {                                                                                                         \
        .name = "second_labels", .holds = LABELS, .rows = ONE, .cols = 0, .optional = true,                   \
        .in_options = offsetof(nloss_cross_entropy_options, second_labels)                                    \
    }
#define LOSS_OUT                                                                                              \
    {                                                                                                         \
        .name = "loss", .holds = RESULT, .output = true, .optional = true, .real = true, .rows = ONE,         \
        .cols = LOSS                                                                                          \
    }
#define COMMON                                                                                                \
    LOSS_OUT, OUT_OPTIONAL("grad", 0, 1, 1 << 0), WEIGHTS_IN(class_weights, 1), WEIGHTS_IN(row_weights, 0),   \
        STAT(lse, RESULT), STAT(argmax, INDICES), STAT(correct, BYTES), STAT(entropy, RESULT),                \
        STAT(z_loss_part, RESULT)

static const operation operations[] = {
    ALL_OPERATIONS(nloss_cross_entropy, CROSS_ENTROPY_OPTIONS, 2, index_variants, IN("logits", LOGITS, 0, 1),
                   VECTOR("labels", LABELS, 0), COMMON, STAT(rank, INDICES), STAT(label_prob, RESULT), SECOND_LABELS),
    ALL_OPERATIONS(nloss_cross_entropy_soft, CROSS_ENTROPY_OPTIONS, 2, soft_variants, IN("logits", LOGITS, 0, 1),
                   IN("targets", PROBS, 0, 1), COMMON),
};

FAMILY(cross_entropy_operations, operations);
