// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_table.h"

ALL_ADAPTERS(nloss_softmax, BUFFER(0), EXTENTS_2, a->options, BUFFER(1), a->executor)
ALL_ADAPTERS(nloss_log_softmax, BUFFER(0), EXTENTS_2, a->options, BUFFER(1), a->executor)
ALL_ADAPTERS(nloss_softmin, BUFFER(0), EXTENTS_2, a->options, BUFFER(1), a->executor)
ALL_ADAPTERS(nloss_logsumexp, BUFFER(0), EXTENTS_2, a->options, a->at[1], a->executor)
ALL_ADAPTERS(nloss_entropy, BUFFER(0), EXTENTS_2, a->options, a->at[1], a->executor)
ALL_ADAPTERS(nloss_softmax_backward, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, BUFFER(2), a->executor)
ALL_ADAPTERS(nloss_softmin_backward, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, BUFFER(2), a->executor)
ALL_ADAPTERS(nloss_log_softmax_backward, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, BUFFER(2), a->executor)
ALL_ADAPTERS(nloss_logsumexp_backward, BUFFER(0), a->at[1], EXTENTS_2, a->options, BUFFER(2), a->executor)
ALL_ADAPTERS(nloss_entropy_backward, BUFFER(0), a->at[1], EXTENTS_2, a->options, BUFFER(2), a->executor)

/* The mask is the last operand, whose number differs. Its stride is put in by the scene, where it is not 0. */
#define SOFTMAX(NAME, ABSENT, ...)                                        \
    {                                                                     \
        .name = NAME, .with_options = true, .absent = ABSENT, .options.softmax = { \
            __VA_ARGS__                                                   \
        }                                                                 \
    }
#define SOFTMAX_VARIANTS(MASK_AT, FLAGS)                                                                           \
    {                                                                                                              \
        {.name = "defaults", .absent = 1 << (MASK_AT)},                                                            \
            SOFTMAX("temperature, empty row zero", 1 << (MASK_AT), .temperature = 0.7,                             \
                    .flags = NLOSS_SOFTMAX_EMPTY_ROW_ZERO | (FLAGS)),                                              \
            SOFTMAX("boolean mask, two rows side by side", 0, .mask_type = NLOSS_MASK_BOOL, .mask_stride = 1,      \
                    .inner = 2),                                                                                   \
            SOFTMAX("boolean mask, temperature", 0, .mask_type = NLOSS_MASK_BOOL, .temperature = 0.7),             \
            SOFTMAX("added masks", 0, .mask_type = NLOSS_MASK_ADD, .mask_stride = 1),                              \
            SOFTMAX("one added mask, two rows side by side", 0, .mask_type = NLOSS_MASK_ADD, .inner = 2),          \
            SOFTMAX("added masks, temperature", 0, .mask_type = NLOSS_MASK_ADD, .mask_stride = 1,                  \
                    .temperature = 1.5),                                                                           \
            SOFTMAX("one added mask, temperature", 0, .mask_type = NLOSS_MASK_ADD, .temperature = -30,             \
                    .flags = NLOSS_SOFTMAX_EMPTY_ROW_ZERO),                                                        \
    }
static const variant of_rows[] = SOFTMAX_VARIANTS(2, 0), backward[] = SOFTMAX_VARIANTS(3, 0);
static const variant of_entropy[] = SOFTMAX_VARIANTS(2, NLOSS_SOFTMAX_BITS);
static const variant of_entropy_backward[] = SOFTMAX_VARIANTS(3, NLOSS_SOFTMAX_BITS);

#define PER_ROW(NAME, ROLE, OUTPUT)                                                                     \
    {                                                                                                   \
        .name = NAME, .holds = ROLE, .rows = ONE, .cols = 0, .real = true, .output = OUTPUT             \
    }
#define MASK_IN                                                                                         \
    {                                                                                                   \
        .name = "mask", .holds = MASK, .rows = 0, .cols = 1,                                            \
        .in_options = offsetof(nloss_softmax_options, mask),                                            \
        .stride_in_options = offsetof(nloss_softmax_options, mask_stride)                               \
    }
#define OPERATIONS_OF(NAME, VARIANTS, FIRST, ROLE, ...)                                                 \
    ALL_OPERATIONS(NAME, SOFTMAX_OPTIONS, 2, VARIANTS, IN(FIRST, ROLE, 0, 1), __VA_ARGS__, MASK_IN)

static const operation operations[] = {
    OPERATIONS_OF(nloss_softmax, of_rows, "logits", LOGITS, OUT("probs", 0, 1, 1 << 0)),
    OPERATIONS_OF(nloss_log_softmax, of_rows, "logits", LOGITS, OUT("log_probs", 0, 1, 1 << 0)),
    OPERATIONS_OF(nloss_softmin, of_rows, "logits", LOGITS, OUT("probs", 0, 1, 1 << 0)),
    OPERATIONS_OF(nloss_logsumexp, of_rows, "logits", LOGITS, PER_ROW("lse", RESULT, true)),
    OPERATIONS_OF(nloss_entropy, of_entropy, "logits", LOGITS, PER_ROW("entropy", RESULT, true)),
    OPERATIONS_OF(nloss_softmax_backward, backward, "probs", PROBS, IN("grad_probs", SIGNED, 0, 1),
                  OUT("grad_logits", 0, 1, 1 << 0 | 1 << 1)),
    OPERATIONS_OF(nloss_softmin_backward, backward, "probs", PROBS, IN("grad_probs", SIGNED, 0, 1),
                  OUT("grad_logits", 0, 1, 1 << 0 | 1 << 1)),
    OPERATIONS_OF(nloss_log_softmax_backward, backward, "logits", LOGITS, IN("grad_log_probs", SIGNED, 0, 1),
                  OUT("grad_logits", 0, 1, 1 << 0 | 1 << 1)),
    OPERATIONS_OF(nloss_logsumexp_backward, backward, "logits", LOGITS, PER_ROW("grad_lse", SIGNED, false),
                  OUT("grad_logits", 0, 1, 1 << 0)),
    OPERATIONS_OF(nloss_entropy_backward, of_entropy_backward, "logits", LOGITS, PER_ROW("grad_entropy", SIGNED, false),
                  OUT("grad_logits", 0, 1, 1 << 0)),
};

FAMILY(softmax_operations, operations);
