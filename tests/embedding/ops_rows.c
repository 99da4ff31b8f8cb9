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
        .name = "loss", .holds = RESULT, .real = true, .output = true, .optional = true, .rows = ONE, .cols = LOSS     \
    }
#define INDEX_OPERATIONS(NAME, INPUT, VARIANTS)                                                                        \
    OPERATIONS(NAME, INDEX_LOSS_OPTIONS, 2, VARIANTS, IN(INPUT, LOGITS, 0, 1), VECTOR("labels", LABELS, 0), LOSS_OUT,  \
               OUT_OPTIONAL("grad", 0, 1, 1 << 0), IN_OPTIONS(class_weights, 1), IN_OPTIONS(row_weights, 0))

ALL_ADAPTERS(nloss_entropy_of_probs, BUFFER(0), EXTENTS_2, a->options, a->at[1], BUFFER(2), a->executor)
ALL_ADAPTERS(nloss_kl_of_rows, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, a->at[2], BUFFER(3), BUFFER(4),
             a->executor)
ALL_ADAPTERS(nloss_js_div, BUFFER(0), BUFFER(1), EXTENTS_2, a->options, a->at[2], BUFFER(3), BUFFER(4), a->executor)
ALL_ADAPTERS(nloss_kl_hinge, BUFFER(0), BUFFER(1), a->at[2], EXTENTS_2, a->numbers.margin, a->numbers.threshold,
             a->options, a->at[3], a->at[4], BUFFER(5), BUFFER(6), a->executor)
ADAPTERS(nloss_cosine_embedding, BUFFER(0), BUFFER(1), a->at[2], EXTENTS_2, a->numbers.margin, a->options, a->at[3],
         BUFFER(4), BUFFER(5), a->executor)
ADAPTERS(nloss_contrastive, BUFFER(0), BUFFER(1), a->at[2], EXTENTS_2, a->numbers.margin, a->options, a->at[3],
         BUFFER(4), BUFFER(5), a->executor)
ADAPTERS(nloss_triplet_margin, BUFFER(0), BUFFER(1), BUFFER(2), EXTENTS_2, a->numbers.margin, a->numbers.power,
         a->numbers.epsilon, a->options, a->at[3], BUFFER(4), BUFFER(5), BUFFER(6), a->executor)

#define DIVERGENCE(NAME, ABSENT, NUMBERS, BAD_NUMBERS, FLAGS, REDUCTION)                                               \
    {                                                                                                                  \
        .name = NAME, .with_options = true, .absent = ABSENT, .numbers = NUMBERS, .bad = BAD_NUMBERS,                  \
        .options.divergence = {.flags = FLAGS, .reduction = NLOSS_REDUCTION_##REDUCTION},                              \
    }
#define PAIR(NAME, ABSENT, NUMBERS, BAD_NUMBERS, FLAGS, REDUCTION)                                                     \
    {                                                                                                                  \
        .name = NAME, .with_options = true, .absent = ABSENT, .numbers = NUMBERS, .bad = BAD_NUMBERS,                  \
        .options.pair_loss = {.flags = FLAGS, .reduction = NLOSS_REDUCTION_##REDUCTION},                               \
    }
enum { LOGITS_BOTH = NLOSS_DIVERGENCE_FIRST_LOGITS | NLOSS_DIVERGENCE_SECOND_LOGITS };

/* Operands: 0 probs, 1 loss, 2 grad, 3 row_weights. */
static const variant entropy_variants[] = {
    {.name = "defaults", .absent = 1 << 3},
    DIVERGENCE("none, bits, weights", 0, NULL, NULL, NLOSS_DIVERGENCE_BITS, NONE),
    DIVERGENCE("sum, normalized, loss only", 1 << 2, NULL, NULL, NLOSS_DIVERGENCE_NORMALIZED, SUM),
};

/* Operands: 0 first, 1 second, 2 loss, 3 grad_first, 4 grad_second, 5 row_weights. */
static const variant divergence_variants[] = {
    {.name = "defaults", .absent = 1 << 5},
    DIVERGENCE("none, logits, weights", 0, NULL, NULL, LOGITS_BOTH, NONE),
    DIVERGENCE("sum, mixed, one gradient", 1 << 3, NULL, NULL, NLOSS_DIVERGENCE_FIRST_LOGITS, SUM),
    DIVERGENCE("none, bits, loss only", 3 << 3, NULL, NULL, NLOSS_DIVERGENCE_BITS, NONE),
};
static const variant kl_variants[] = {
    {.name = "defaults", .absent = 1 << 5},
    DIVERGENCE("none, logits, symmetric, weights", 0, NULL, NULL, LOGITS_BOTH | NLOSS_DIVERGENCE_SYMMETRIC, NONE),
    DIVERGENCE("sum, mixed, one gradient", 1 << 3, NULL, NULL, NLOSS_DIVERGENCE_FIRST_LOGITS, SUM),
    DIVERGENCE("none, symmetric, loss only", 3 << 3, NULL, NULL, NLOSS_DIVERGENCE_SYMMETRIC, NONE),
};

/* Operands: 0 first, 1 second, 2 same, 3 loss, 4 accuracy, 5 grad_first, 6 grad_second, 7 row_weights. */
static const numbers hinge_numbers = {.margin = 2, .threshold = 0.5};
static const bad_number bad_hinge[] = {BAD(margin, NAN), BAD(margin, INFINITY), {0}};
static const bad_number bad_threshold[] = {BAD(margin, -INFINITY), BAD(threshold, NAN), {0}};
static const variant hinge_variants[] = {
    {.name = "defaults", .absent = 1 << 7, .numbers = &hinge_numbers, .bad = bad_threshold},
    DIVERGENCE("none, logits, symmetric, soft, weights", 1 << 4, &hinge_numbers, bad_hinge,
               LOGITS_BOTH | NLOSS_DIVERGENCE_SYMMETRIC | NLOSS_DIVERGENCE_SOFT, NONE),
    DIVERGENCE("accuracy only", 1 << 3 | 3 << 5, &hinge_numbers, bad_threshold, 0, SUM),
};

/* Operands: 0 first, 1 second, 2 target or same, 3 loss, 4 grad_first, 5 grad_second, 6 row_weights. */
static const numbers pair_numbers = {.margin = 1}, no_margin = {0};
static const variant pair_variants[] = {
    {.name = "defaults", .absent = 1 << 6, .numbers = &pair_numbers, .bad = bad_hinge},
    PAIR("none, weights", 0, &no_margin, bad_hinge, 0, NONE),
    PAIR("sum, one gradient", 1 << 4, &pair_numbers, bad_hinge, NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO, SUM),
};

/* Operands: 0 anchor, 1 positive, 2 negative, 3 loss, 4 to 6 their gradients, 7 row_weights. */
static const numbers euclid = {.margin = 1, .power = 2, .epsilon = 1e-6}, city = {.margin = 0.5, .power = 1},
                     chess = {.margin = 0.5, .power = INFINITY}, cubic = {.margin = 2, .power = 3, .epsilon = 1e-6};
static const bad_number bad_triplet[] = {BAD(power, 0.5),        BAD(power, NAN),  BAD(power, -1),
                                         BAD(margin, INFINITY), BAD(epsilon, NAN), {0}};
static const variant triplet_variants[] = {
    {.name = "defaults", .absent = 1 << 7, .numbers = &euclid, .bad = bad_triplet},
    PAIR("none, swap, weights", 0, &euclid, bad_triplet, NLOSS_PAIR_LOSS_SWAP, NONE),
    PAIR("sum, one gradient, power 1", 5 << 4, &city, bad_triplet, 0, SUM),
    PAIR("none, infinite power", 0, &chess, bad_triplet, 0, NONE),
    PAIR("none, power 3, loss only", 7 << 4, &cubic, bad_triplet, NLOSS_PAIR_LOSS_SWAP, NONE),
};

#define ROW_WEIGHTS(OPTIONS)                                                                                           \
    {                                                                                                                  \
        .name = "row_weights", .holds = POSITIVE, .real = true, .rows = ONE, .cols = 0, .optional = true,              \
        .in_options = offsetof(OPTIONS, row_weights)                                                                   \
    }
#define SAME                                                                                                           \
    {                                                                                                                  \
        .name = "same", .holds = PROBS, .real = true, .rows = ONE, .cols = 0                                           \
    }
#define ACCURACY                                                                                                       \
    {                                                                                                                  \
        .name = "accuracy", .holds = RESULT, .real = true, .output = true, .optional = true, .rows = ONE, .cols = ONE  \
    }
#define DIVERGENCE_OPERATIONS(NAME, VARIANTS)                                                                          \
    ALL_OPERATIONS(NAME, DIVERGENCE_OPTIONS, 2, VARIANTS, IN("first", PROBS, 0, 1), IN("second", PROBS, 0, 1),         \
                   LOSS_OUT, OUT_OPTIONAL("grad_first", 0, 1, 1 << 0),                                                 \
                   OUT_OPTIONAL("grad_second", 0, 1, 1 << 1), ROW_WEIGHTS(nloss_divergence_options))
#define PAIR_OPERATIONS(NAME, TARGET, ROLE)                                                                            \
    OPERATIONS(NAME, PAIR_LOSS_OPTIONS, 2, pair_variants, IN("first", SIGNED, 0, 1), IN("second", SIGNED, 0, 1),       \
               VECTOR(TARGET, ROLE, 0), LOSS_OUT, OUT_OPTIONAL("grad_first", 0, 1, 1 << 0),                            \
               OUT_OPTIONAL("grad_second", 0, 1, 1 << 1), ROW_WEIGHTS(nloss_pair_loss_options))

static const operation operations[] = {
    INDEX_OPERATIONS(nloss_nll_loss, "log_probs", plain_variants),
    INDEX_OPERATIONS(nloss_softmax_focal, "logits", focal_variants),
    INDEX_OPERATIONS(nloss_multi_margin, "input", margin_variants),
    INDEX_OPERATIONS(nloss_multiclass_hinge, "input", plain_variants),
    ALL_OPERATIONS(nloss_entropy_of_probs, DIVERGENCE_OPTIONS, 2, entropy_variants, IN("probs", PROBS, 0, 1), LOSS_OUT,
                   OUT_OPTIONAL("grad", 0, 1, 1 << 0), ROW_WEIGHTS(nloss_divergence_options)),
    DIVERGENCE_OPERATIONS(nloss_kl_of_rows, kl_variants),
    DIVERGENCE_OPERATIONS(nloss_js_div, divergence_variants),
    ALL_OPERATIONS(nloss_kl_hinge, DIVERGENCE_OPTIONS, 2, hinge_variants, IN("first", PROBS, 0, 1),
                   IN("second", PROBS, 0, 1), SAME, LOSS_OUT, ACCURACY, OUT_OPTIONAL("grad_first", 0, 1, 1 << 0),
                   OUT_OPTIONAL("grad_second", 0, 1, 1 << 1), ROW_WEIGHTS(nloss_divergence_options)),
    PAIR_OPERATIONS(nloss_cosine_embedding, "target", SIGNS),
    PAIR_OPERATIONS(nloss_contrastive, "same", PROBS),
    OPERATIONS(nloss_triplet_margin, PAIR_LOSS_OPTIONS, 2, triplet_variants, IN("anchor", SIGNED, 0, 1),
               IN("positive", SIGNED, 0, 1), IN("negative", SIGNED, 0, 1), LOSS_OUT,
               OUT_OPTIONAL("grad_anchor", 0, 1, 1 << 0), OUT_OPTIONAL("grad_positive", 0, 1, 1 << 1),
               OUT_OPTIONAL("grad_negative", 0, 1, 1 << 2), ROW_WEIGHTS(nloss_pair_loss_options)),
};

FAMILY(row_operations, operations);
