// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_table.h"

#define SCRATCH_BYTES(i) a->at[i], a->scratch_size

ADAPTERS(nloss_rank, BUFFER(0), EXTENTS_2, BUFFER(1), SCRATCH_BYTES(2), a->executor)
ADAPTERS(nloss_spearman, BUFFER(0), BUFFER(1), EXTENTS_2, a->at[2], SCRATCH_BYTES(3), a->executor)
ADAPTERS(nloss_soft_rank, BUFFER(0), EXTENTS_2, a->options, BUFFER(1), SCRATCH_BYTES(2), a->executor)
ADAPTERS(nloss_soft_rank_backward, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, BUFFER(2), SCRATCH_BYTES(3),
         a->executor)
ADAPTERS(nloss_spearman_loss, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, a->at[2], BUFFER(3), SCRATCH_BYTES(4),
         a->executor)

static const variant plain_variants[] = {{.name = "plain"}};

#define SOFT(NAME, ABSENT, ...)                                                                                  \
    {                                                                                                            \
        .name = NAME, .with_options = true, .absent = ABSENT, .options.soft_rank = { __VA_ARGS__ }               \
    }

static const variant soft_rank_variants[] = {
    {.name = "defaults"},
    SOFT("l2, sharp", 0, .regularization_strength = 0.01),
    SOFT("kl", 0, .regularization = NLOSS_REGULARIZATION_KL),
    SOFT("kl, blunt", 0, .regularization = NLOSS_REGULARIZATION_KL, .regularization_strength = 100),
};

/* Operands: 0 pred, 1 target, 2 loss, 3 grad, 4 scratch. */
static const variant spearman_loss_variants[] = {
    {.name = "defaults"},
    SOFT("none", 0, .reduction = NLOSS_REDUCTION_NONE, .regularization_strength = 0.25),
    SOFT("none, kl", 0, .reduction = NLOSS_REDUCTION_NONE, .regularization = NLOSS_REGULARIZATION_KL),
    SOFT("sum, loss only", 1 << 3, .reduction = NLOSS_REDUCTION_SUM),
    SOFT("mean, kl, grad only", 1 << 2, .regularization = NLOSS_REGULARIZATION_KL),
};

static const operation operations[] = {
    OPERATIONS(nloss_rank, NO_OPTIONS, 2, plain_variants, IN("values", LOGITS, 0, 1), OUT("ranks", 0, 1, 1 << 0),
               WORKSPACE_OPERAND),
    OPERATIONS(nloss_spearman, NO_OPTIONS, 2, plain_variants, IN("first", LOGITS, 0, 1), IN("second", LOGITS, 0, 1),
               {.name = "correlation", .holds = RESULT, .output = true, .rows = ONE, .cols = 0}, WORKSPACE_OPERAND),
    OPERATIONS(nloss_soft_rank, SOFT_RANK_OPTIONS, 2, soft_rank_variants, IN("values", LOGITS, 0, 1),
               OUT("ranks", 0, 1, 1 << 0), WORKSPACE_OPERAND),
    OPERATIONS(nloss_soft_rank_backward, SOFT_RANK_OPTIONS, 2, soft_rank_variants, IN("values", LOGITS, 0, 1),
               IN("grad_ranks", SIGNED, 0, 1), OUT("grad_values", 0, 1, 1 << 0 | 1 << 1), WORKSPACE_OPERAND),
    OPERATIONS(nloss_spearman_loss, SOFT_RANK_OPTIONS, 2, spearman_loss_variants, IN("pred", LOGITS, 0, 1),
               IN("target", LOGITS, 0, 1),
               {.name = "loss", .holds = RESULT, .output = true, .optional = true, .rows = ONE, .cols = LOSS},
               OUT_OPTIONAL("grad", 0, 1, 1 << 0 | 1 << 1), WORKSPACE_OPERAND),
};

FAMILY(ranking_operations, operations);
