// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_table.h"

#include <math.h>

/* Operands: 0 input, 1 target, 2 loss, 3 grad, 4 weights, 5 row_weights, 6 pos_weights. */
#define LOSS(NAME, ...)                                                                                               \
    ADAPTERS(nloss_##NAME, BUFFER(0), BUFFER(1), EXTENTS_2, __VA_ARGS__ a->options, a->at[2], BUFFER(3), a->executor)
#define LOSS_WITH_HALVES(NAME) \
    ALL_ADAPTERS(nloss_##NAME, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, a->at[2], BUFFER(3), a->executor)
LOSS(mse, )
LOSS(l1, )
LOSS(huber, a->numbers.delta, )
LOSS(smooth_l1, a->numbers.beta, )
LOSS(log_cosh, )
LOSS(poisson_nll, a->numbers.epsilon, )
LOSS_WITH_HALVES(binary_cross_entropy_with_logits)
LOSS_WITH_HALVES(binary_cross_entropy)
LOSS(sigmoid_focal, a->numbers.alpha, a->numbers.gamma, )
LOSS_WITH_HALVES(kl_div)
LOSS(hinge, a->numbers.margin, )
LOSS(squared_hinge, a->numbers.margin, )
LOSS(soft_hinge, a->numbers.margin, )
LOSS(hinge_embedding, a->numbers.margin, )
/* Operands: 0 input1, 1 input2, 2 target, 3 loss, 4 grad1, 5 grad2, 6 weights, 7 row_weights. */
ADAPTERS(nloss_margin_ranking, BUFFER(0), BUFFER(1), BUFFER(2), EXTENTS_2, a->numbers.margin, a->options, a->at[3],
         BUFFER(4), BUFFER(5), a->executor)
ALL_ADAPTERS(nloss_sigmoid, BUFFER(0), EXTENTS_2, BUFFER(1), a->executor)
ALL_ADAPTERS(nloss_log_sigmoid, BUFFER(0), EXTENTS_2, BUFFER(1), a->executor)
ALL_ADAPTERS(nloss_sigmoid_backward, BUFFER(0), BUFFER(1), EXTENTS_2, BUFFER(2), a->executor)
ALL_ADAPTERS(nloss_log_sigmoid_backward, BUFFER(0), BUFFER(1), EXTENTS_2, BUFFER(2), a->executor)

static const numbers ordinary = {.gamma = 2, .margin = 1, .delta = 1.5, .beta = 0.75, .epsilon = 1e-8, .alpha = 0.25};
#define NONE NLOSS_REDUCTION_NONE
#define VARIANT(NAME, ABSENT, BAD_NUMBERS, ...)                                                           \
    {                                                                                                     \
        .name = NAME, .with_options = true, .absent = ABSENT, .numbers = &ordinary, .bad = BAD_NUMBERS,   \
        .options.elementwise = {                                                                          \
            __VA_ARGS__                                                                                   \
        }                                                                                                 \
    }
/* LAST is the first of the operands that are optional inputs. */
#define VARIANTS(FLAGS, LOSS_AT, LAST, BAD_NUMBERS)                                                                 \
    {                                                                                                               \
        {.name = "defaults", .absent = 7u << (LAST), .numbers = &ordinary, .bad = BAD_NUMBERS},                     \
            VARIANT("none, all weights", 0, BAD_NUMBERS, .reduction = NONE, .weights_stride = 1),                   \
            VARIANT("none, flags, loss only", 3u << ((LOSS_AT) + 1) | 7u << (LAST), BAD_NUMBERS, .reduction = NONE, \
                    .flags = FLAGS),                                                                                \
            VARIANT("batch mean, flags", 6u << (LAST), BAD_NUMBERS, .reduction = NLOSS_REDUCTION_BATCH_MEAN,        \
                    .flags = (FLAGS) | NLOSS_EW_EMPTY_MEAN_ZERO),                                                   \
            VARIANT("sum, gradient only", 1u << (LOSS_AT) | 7u << (LAST), BAD_NUMBERS,                              \
                    .reduction = NLOSS_REDUCTION_SUM),                                                              \
    }
#define BAD(NAME, VALUE)                                                         \
    {                                                                            \
        .name = #NAME, .offset = offsetof(numbers, NAME), .value = VALUE         \
    }
#define NOT_FINITE(NAME) BAD(NAME, NAN), BAD(NAME, INFINITY), BAD(NAME, -INFINITY)
static const bad_number bad_delta[] = {NOT_FINITE(delta), BAD(delta, 0), BAD(delta, -1), {0}};
static const bad_number bad_beta[] = {NOT_FINITE(beta), BAD(beta, -1), {0}};
static const bad_number bad_epsilon[] = {NOT_FINITE(epsilon), BAD(epsilon, -1e-9), {0}};
static const bad_number bad_focal[] = {NOT_FINITE(gamma),    BAD(gamma, -0.5), BAD(alpha, NAN),
                                       BAD(alpha, INFINITY), BAD(alpha, 1.5),  {0}};
static const bad_number bad_margin[] = {NOT_FINITE(margin), {0}};

#define TABLE(NAME, FLAGS, BAD_NUMBERS) static const variant NAME##_variants[] = VARIANTS(FLAGS, 2, 4, BAD_NUMBERS);
TABLE(plain, 0, NULL)
TABLE(huber, 0, bad_delta)
TABLE(smooth_l1, 0, bad_beta)
TABLE(poisson, NLOSS_EW_INPUT_RATE | NLOSS_EW_FULL, bad_epsilon)
TABLE(probs, NLOSS_EW_CLIP_PROBS, NULL)
TABLE(focal, 0, bad_focal)
TABLE(divergence, NLOSS_EW_INPUT_PROBS, NULL)
TABLE(hinge, NLOSS_EW_ZERO_ONE_LABELS, bad_margin)
TABLE(margin, 0, bad_margin)
static const variant ranking_variants[] = VARIANTS(0, 3, 6, bad_margin);
static const variant map_variants[] = {{.name = "plain"}};

/* Of one row, or of a row for each. */
#define ROWS_IN_OPTIONS(FIELD)                                                                             \
    {                                                                                                      \
        .name = #FIELD, .holds = POSITIVE, .real = true, .rows = 0, .cols = 1, .optional = true,           \
        .in_options = offsetof(nloss_elementwise_options, FIELD),                                          \
        .stride_in_options = offsetof(nloss_elementwise_options, FIELD##_stride)                           \
    }
#define LOSS_OUT                                                                                         \
    {                                                                                                    \
        .name = "loss", .holds = RESULT, .real = true, .output = true, .optional = true, .rows = ONE, .cols = ELEMENT_LOSS \
    }
#define WEIGHTS                                                                                              \
    {                                                                                                        \
        .name = "row_weights", .holds = POSITIVE, .real = true, .rows = ONE, .cols = 0, .optional = true,    \
        .in_options = offsetof(nloss_elementwise_options, row_weights)                                       \
    }
#define LOSSES(...) LOSSES_OF(OPERATIONS, __VA_ARGS__)
#define LOSSES_WITH_HALVES(...) LOSSES_OF(ALL_OPERATIONS, __VA_ARGS__)
#define LOSSES_OF(OPERATIONS_OF, NAME, VARIANTS, INPUT, TARGET, ...)                                                \
    OPERATIONS_OF(nloss_##NAME, ELEMENTWISE_OPTIONS, 2, VARIANTS##_variants, IN("input", INPUT, 0, 1),                 \
               IN("target", TARGET, 0, 1), LOSS_OUT, OUT_OPTIONAL("grad", 0, 1, 3), ROWS_IN_OPTIONS(weights),         \
               __VA_ARGS__)

static const operation operations[] = {
    LOSSES(mse, plain, SIGNED, SIGNED, WEIGHTS),
    LOSSES(l1, plain, SIGNED, SIGNED, WEIGHTS),
    LOSSES(huber, huber, LOGITS, SIGNED, WEIGHTS),
    LOSSES(smooth_l1, smooth_l1, LOGITS, SIGNED, WEIGHTS),
    LOSSES(log_cosh, plain, LOGITS, SIGNED, WEIGHTS),
    LOSSES(poisson_nll, poisson, LOGITS, POSITIVE, WEIGHTS),
    LOSSES_WITH_HALVES(binary_cross_entropy_with_logits, plain, LOGITS, PROBS, WEIGHTS, ROWS_IN_OPTIONS(pos_weights)),
    LOSSES_WITH_HALVES(binary_cross_entropy, probs, UNIT, PROBS, WEIGHTS),
    LOSSES(sigmoid_focal, focal, LOGITS, PROBS, WEIGHTS),
    LOSSES_WITH_HALVES(kl_div, divergence, POSITIVE, PROBS, WEIGHTS),
    LOSSES(hinge, hinge, LOGITS, SIGNED, WEIGHTS),
    LOSSES(squared_hinge, hinge, LOGITS, SIGNED, WEIGHTS),
    LOSSES(soft_hinge, hinge, LOGITS, SIGNED, WEIGHTS),
    LOSSES(hinge_embedding, margin, LOGITS, SIGNED, WEIGHTS),
    OPERATIONS(nloss_margin_ranking, ELEMENTWISE_OPTIONS, 2, ranking_variants, IN("input1", LOGITS, 0, 1),
               IN("input2", LOGITS, 0, 1), IN("target", SIGNED, 0, 1),
               {.name = "loss", .holds = RESULT, .output = true, .optional = true, .rows = ONE, .cols = ELEMENT_LOSS},
               OUT_OPTIONAL("grad1", 0, 1, 7), OUT_OPTIONAL("grad2", 0, 1, 7), ROWS_IN_OPTIONS(weights),
               WEIGHTS),
    ALL_OPERATIONS(nloss_sigmoid, NO_OPTIONS, 2, map_variants, IN("logits", LOGITS, 0, 1), OUT("probs", 0, 1, 1)),
    ALL_OPERATIONS(nloss_log_sigmoid, NO_OPTIONS, 2, map_variants, IN("logits", LOGITS, 0, 1),
                   OUT("log_probs", 0, 1, 1)),
    ALL_OPERATIONS(nloss_sigmoid_backward, NO_OPTIONS, 2, map_variants, IN("logits", LOGITS, 0, 1),
                   IN("grad_probs", SIGNED, 0, 1), OUT("grad_logits", 0, 1, 3)),
    ALL_OPERATIONS(nloss_log_sigmoid_backward, NO_OPTIONS, 2, map_variants, IN("logits", LOGITS, 0, 1),
                   IN("grad_log_probs", SIGNED, 0, 1), OUT("grad_logits", 0, 1, 3)),
};

FAMILY(elementwise_operations, operations);
