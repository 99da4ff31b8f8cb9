// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_table.h"

#include <math.h>

#define INDEX_LOSS(NAME, ...)                                                                                          \
    ADAPTERS(NAME, BUFFER(0), a->at[1], a->label_type, EXTENTS_2, __VA_ARGS__ a->options, a->at[2], BUFFER(3),         \
             a->executor)
INDEX_LOSS(nloss_nll_loss, )
INDEX_LOSS(nloss_softmax_focal, a->numbers.gamma, )
INDEX_LOSS(nloss_multi_margin, (int32_t)a->numbers.power, a->numbers.margin, )
INDEX_LOSS(nloss_multiclass_hinge, )

/* Operands: 0 input, 1 labels, 2 loss, 3 grad, 4 class_weights, 5 row_weights.
 */
enum { NO_LOSS = 1 << 2, NO_GRAD = 1 << 3, NO_CLASS_WEIGHTS = 1 << 4, NO_ROW_WEIGHTS = 1 << 5 };
enum { NO_WEIGHTS = NO_CLASS_WEIGHTS | NO_ROW_WEIGHTS };
#define INDEX_VARIANT(NAME, LABEL, ABSENT, NUMBERS, BAD, ...)                                                          \
    {                                                                                                                  \
        .name = NAME, .with_options = true, .label_type = NLOSS_LABEL_##LABEL, .absent = ABSENT, .numbers = NUMBERS,   \
        .bad = BAD, .options.index_loss = {                                                                            \
            __VA_ARGS__                                                                                                \
        }                                                                                                              \
    }
#define INDEX_VARIANTS(ONE_SET, OTHER, BAD)                                                                            \
    {                                                                                                                  \
        {.name = "defaults", .label_type = NLOSS_LABEL_I64, .absent = NO_WEIGHTS, .numbers = ONE_SET, .bad = BAD},     \
            INDEX_VARIANT("none", U8, NO_WEIGHTS, OTHER, BAD, .reduction = NLOSS_REDUCTION_NONE),                      \
            INDEX_VARIANT("none, weights, loss only", U16, NO_GRAD, ONE_SET, BAD, .reduction = NLOSS_REDUCTION_NONE),  \
            INDEX_VARIANT("sum, weights, grad only", I8, NO_LOSS, OTHER, BAD, .reduction = NLOSS_REDUCTION_SUM),       \
            INDEX_VARIANT("mean, weights, ignore", I32, 0, ONE_SET, BAD,                                               \
                          .flags = NLOSS_INDEX_LOSS_IGNORE_INDEX | NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO,                   \
                          .ignore_index = 0),                                                                          \
    }
#define BAD(NAME, VALUE)                                                                                               \
    {                                                                                                                  \
        .name = #NAME, .offset = offsetof(numbers, NAME), .value = VALUE                                               \
    }
static const bad_number bad_gamma[] = {BAD(gamma, -0.5),     BAD(gamma, 1025),      BAD(gamma, NAN),
                                       BAD(gamma, INFINITY), BAD(gamma, -INFINITY), {0}};
static const bad_number bad_margin[] = {
    BAD(power, 0), BAD(power, 3), BAD(power, -1), BAD(margin, NAN), BAD(margin, INFINITY), BAD(margin, -INFINITY), {0}};

static const numbers gamma_2 = {.gamma = 2}, gamma_half = {.gamma = 0.5};
static const numbers margin_1 = {.power = 1, .margin = 1}, margin_2 = {.power = 2, .margin = 0.5};
static const variant plain_variants[] = INDEX_VARIANTS(NULL, NULL, NULL);
static const variant focal_variants[] = INDEX_VARIANTS(&gamma_2, &gamma_half, bad_gamma);
static const variant margin_variants[] = INDEX_VARIANTS(&margin_1, &margin_2, bad_margin);

#define IN_OPTIONS(FIELD, N)                                                                                           \
    {                                                                                                                  \
        .name = #FIELD, .holds = POSITIVE, .rows = ONE, .cols = N, .optional = true,                                   \
        .in_options = offsetof(nloss_index_loss_options, FIELD)                                                        \
    }
#define LOSS_OUT                                                                                                       \
    {                                                                                                                  \
        .name = "loss", .holds = RESULT, .output = true, .optional = true, .rows = ONE, .cols = LOSS                   \
    }
#define INDEX_OPERATIONS(NAME, INPUT, VARIANTS)                                                                        \
    OPERATIONS(NAME, INDEX_LOSS_OPTIONS, 2, VARIANTS, IN(INPUT, LOGITS, 0, 1), VECTOR("labels", LABELS, 0), LOSS_OUT,  \
               OUT_OPTIONAL("grad", 0, 1, 1 << 0), IN_OPTIONS(class_weights, 1), IN_OPTIONS(row_weights, 0))

static const operation operations[] = {
    INDEX_OPERATIONS(nloss_nll_loss, "log_probs", plain_variants),
    INDEX_OPERATIONS(nloss_softmax_focal, "logits", focal_variants),
    INDEX_OPERATIONS(nloss_multi_margin, "input", margin_variants),
    INDEX_OPERATIONS(nloss_multiclass_hinge, "input", plain_variants),
};

FAMILY(row_operations, operations);
