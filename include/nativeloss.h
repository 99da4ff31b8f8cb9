/* Generated from src/Native/Exports by src/BindGen. Do not edit. */
/*
 * SPDX-License-Identifier: MIT
 * SPDX-FileCopyrightText: The NativeLoss authors
 *
 * nativeloss.h: softmax, cross-entropy and their gradients, with what else it takes to train a
 * classifier. Exact, fast, and the same bits everywhere.
 *
 *   Cross-entropy                                                   nloss_cross_entropy,
 *                                                                   nloss_cross_entropy_soft
 *   Entropies and divergences of rows                               nloss_entropy_of_probs,
 *                                                                   nloss_kl_of_rows, nloss_js_div,
 *                                                                   nloss_kl_hinge
 *   Element-wise losses                                             nloss_mse,
 *                                                                   nloss_binary_cross_entropy_with_logits,
 *                                                                   nloss_l1, nloss_huber,
 *                                                                   nloss_smooth_l1,
 *                                                                   nloss_log_cosh,
 *                                                                   nloss_poisson_nll,
 *                                                                   nloss_binary_cross_entropy,
 *                                                                   nloss_sigmoid_focal,
 *                                                                   nloss_kl_div, nloss_hinge,
 *                                                                   nloss_squared_hinge,
 *                                                                   nloss_soft_hinge,
 *                                                                   nloss_hinge_embedding,
 *                                                                   nloss_margin_ranking
 *   Losses of a row and its class label, other than cross-entropy   nloss_nll_loss,
 *                                                                   nloss_softmax_focal,
 *                                                                   nloss_multi_margin,
 *                                                                   nloss_multiclass_hinge
 *   A linear layer                                                  nloss_linear,
 *                                                                   nloss_linear_backward
 *   Optimizer steps                                                 nloss_sgd_step, nloss_adam_step
 *   Losses of the distance or angle of rows                         nloss_triplet_margin,
 *                                                                   nloss_cosine_embedding,
 *                                                                   nloss_contrastive
 *   Ranks, soft ranks, and rank correlation                         nloss_ranking_scratch_size,
 *                                                                   nloss_rank, nloss_spearman,
 *                                                                   nloss_soft_rank,
 *                                                                   nloss_soft_rank_backward,
 *                                                                   nloss_spearman_loss
 *   The largest elements of rows                                    nloss_argmax, nloss_top_k
 *   The sigmoid and its logarithm                                   nloss_sigmoid,
 *                                                                   nloss_sigmoid_backward,
 *                                                                   nloss_log_sigmoid,
 *                                                                   nloss_log_sigmoid_backward
 *   The softmax family                                              nloss_softmax, nloss_softmin,
 *                                                                   nloss_log_softmax,
 *                                                                   nloss_logsumexp, nloss_entropy
 *   Gradients of the softmax family                                 nloss_softmax_backward,
 *                                                                   nloss_softmin_backward,
 *                                                                   nloss_log_softmax_backward,
 *                                                                   nloss_logsumexp_backward,
 *                                                                   nloss_entropy_backward
 *   The library itself                                              nloss_version, nloss_abi,
 *                                                                   nloss_api_hash,
 *                                                                   nloss_status_name, nloss_isa,
 *                                                                   nloss_limit_isa
 *
 * Operations come as _f32 for float and _f64 for double: nloss_softmax_f32, nloss_softmax_f64. Some
 * come as _f16 and _bf16 too: their arrays hold 16-bit numbers, rounded once, to nearest even, from
 * float or better; losses, weights and results per row stay float.
 *
 * Words
 *
 *   row       one sample: its logits, its target, its probabilities
 *   class     one position in a row; classes count from 0
 *   logits    the scores of a row before normalization; any numbers, infinities and NaN included
 *   label     the index of a row's true class, an integer
 *   target    a row's true distribution over the classes
 *   loss      what a row's logits cost, in nats (natural logarithms); or the rows' mean or sum
 *   grad      the derivative of a loss with respect to what comes after grad_, or to the logits
 *   stride    the distance from one row of an array to the next, in elements, not in bytes
 *
 * Arrays
 *
 *   Row-major. "[rows, classes]" is an array whose element (r, c) is at index r * stride + c; the
 *   stride may exceed the row. "[rows]" and "[count]" are arrays without gaps. Arrays need the
 *   alignment of their element type and no more. What lies between rows is not touched.
 *
 *   Rows are independent: to work on the rows from `first` on, pass logits + first * logits_stride,
 *   and so for every array with rows. Slice them as you like; a row's result does not change.
 *
 * Errors
 *
 *   Operations return a status: 0 is success, errors are negative. Everything is checked before
 *   anything is written, so after an error every output is as it was. NaN and infinity are data and
 *   never errors; "Special" says what becomes of them. A pointer that is not NULL is believed: one
 *   to less memory than the extents promise is as dangerous as in any C function.
 *
 * Memory and threads
 *
 *   Operations allocate nothing, keep no state and no pointer, and may be called at any time from
 *   any thread. The library starts no threads: parallelism is a callback of yours, nloss_executor.
 *   It needs no initialization, and may be unloaded when no call is running.
 *
 * In place
 *
 *   Where "Aliasing" says that an output may be an input, pass the same pointer and stride. Every
 *   other overlap of an output with another array is NLOSS_E_ALIAS.
 *
 * Results
 *
 *   A result depends on its row and the options, and on nothing else: not on the other rows, the
 *   number of threads, the alignment, the processor or the language of the caller, bit for bit. The
 *   caller's rounding mode, flush-to-zero and exception masks have no influence and stay as found.
 *
 * Options
 *
 *   Pass NULL for the defaults, or a struct that starts as its _INIT macro says. Structs only ever
 *   grow at the end; struct_size tells the library how much of one the caller knows.
 */

#ifndef NATIVELOSS_H
#define NATIVELOSS_H

#include <stddef.h>
#include <stdint.h>

#define NLOSS_VERSION_MAJOR 0
#define NLOSS_VERSION_MINOR 1
#define NLOSS_VERSION_PATCH 0
#define NLOSS_VERSION \
    (NLOSS_VERSION_MAJOR * 1000000 + NLOSS_VERSION_MINOR * 1000 + NLOSS_VERSION_PATCH)
#define NLOSS_VERSION_STRING "0.1.0"

/*
 * Numbers of 16 bits, as bit patterns: IEEE binary16 (5 bits of exponent, 10 of fraction), and
 * bfloat16, the upper half of a float (8 and 7).
 */
typedef uint16_t nloss_f16;
typedef uint16_t nloss_bf16;

/* Version of the binary interface, and a hash over all of it; see nloss_abi and nloss_api_hash. */
#define NLOSS_ABI 1
#define NLOSS_API_HASH UINT64_C(0xB1E46DDD7E5E88F5)

/* Define NLOSS_STATIC before the header to link the static library. */
#if defined(NLOSS_STATIC)
#  define NLOSS_API
#elif defined(_WIN32) && defined(NLOSS_BUILD)
#  define NLOSS_API __declspec(dllexport)
#elif defined(_WIN32)
#  define NLOSS_API __declspec(dllimport)
#elif defined(__GNUC__)
#  define NLOSS_API __attribute__((visibility("default")))
#else
#  define NLOSS_API
#endif

#if defined(_WIN32)
#  define NLOSS_CALL __cdecl
#else
#  define NLOSS_CALL
#endif

/* For the layout checks at the end. */
#if defined(__cplusplus) && __cplusplus >= 201103L
#  define NLOSS_ASSERT(condition) static_assert(condition, #condition)
#elif defined(_MSVC_LANG) && _MSVC_LANG >= 201103L
#  define NLOSS_ASSERT(condition) static_assert(condition, #condition)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#  define NLOSS_ASSERT(condition) _Static_assert(condition, #condition)
#else
#  define NLOSS_ASSERT(condition) extern char nloss_assert[(condition) ? 1 : -1]
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------------------------------------- */
/* Codes and types that all operations share                                                      */
/* ---------------------------------------------------------------------------------------------- */

/* How the rows' losses become the result. */
typedef int32_t nloss_reduction;
enum {
    /*
     * Weighted mean, see the operation for its denominator: infinite where the sum is too large for
     * f64. loss has one element.
     */
    NLOSS_REDUCTION_MEAN = 0,

    /* Sum. loss has one element. */
    NLOSS_REDUCTION_SUM = 1,

    /* No reduction. loss has one element per row, of an element-wise loss one per element. */
    NLOSS_REDUCTION_NONE = 2,

    /* Sum divided by the number of rows; element-wise losses only. loss has one element. */
    NLOSS_REDUCTION_BATCH_MEAN = 3
};

/*
 * Result of every operation: 0 is success, errors are negative and pinned for ever. On any error no
 * output byte was written.
 */
typedef int32_t nloss_status;
enum {
    /* Done. */
    NLOSS_OK = 0,

    /* A required pointer is NULL. */
    NLOSS_E_NULL = -1,

    /*
     * An extent is negative, the class count is 0, or extents, strides and element size overflow 63
     * bits.
     */
    NLOSS_E_SHAPE = -2,

    /* A row stride is smaller than the row. */
    NLOSS_E_STRIDE = -3,

    /* Two buffers overlap in a way that the function does not allow. */
    NLOSS_E_ALIAS = -4,

    /*
     * A label is outside [0, classes) and is not the ignored one; error_row tells the first such
     * row.
     */
    NLOSS_E_LABEL = -10,

    /* An input value is outside its legal range; error_row tells the first such row. */
    NLOSS_E_VALUE = -11,

    /* An option or code has an illegal value. */
    NLOSS_E_OPTION = -20,

    /*
     * struct_size is smaller than the first published layout, or a later field that this library
     * does not know is set.
     */
    NLOSS_E_STRUCT_SIZE = -21,

    /* The executor's callback is NULL or its max_tasks is below 1. */
    NLOSS_E_EXECUTOR = -30,

    /* The scratch is smaller than the operation's size function says. */
    NLOSS_E_SCRATCH = -31,

    /* This CPU or operating system lacks the smallest instruction set that the library holds. */
    NLOSS_E_UNSUPPORTED = -40
};

/*
 * One task of a call that was given an executor: a function of the library that parallel_for calls.
 */
typedef void (NLOSS_CALL *nloss_task_fn)(void *task_data, int32_t task_index);

/*
 * The host's way to run tasks in parallel. The library starts no thread of its own: a call that is
 * given an executor cuts its rows into tasks and hands them over, once per matrix it computes.
 * Results do not depend on it: any executor, any task count and any order give the same bits.
 */
typedef struct nloss_executor {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Useful concurrency, at least 1. Never more than this many tasks are handed over. */
    int32_t max_tasks;

    /* Passed back untouched as the first argument of parallel_for. */
    void *user;

    /*
     * Runs task(task_data, i) for every i in [0, task_count), each once, in any order, on any
     * threads, and returns when all are done. A task that runs again, or one outside that range,
     * does nothing; those it leaves out the calling thread runs when it has returned: the results
     * are the same bits. It may call the library, with other arrays. It must not return while a
     * task runs, and must not throw or jump through the library, through which nothing unwinds: a
     * C++ exception ends the process (std::terminate).
     */
    void (NLOSS_CALL *parallel_for)(
        void *user, nloss_task_fn task, void *task_data, int32_t task_count);
} nloss_executor;

#define NLOSS_EXECUTOR_INIT \
    { sizeof(nloss_executor), 0, NULL, NULL }

/* ---------------------------------------------------------------------------------------------- */
/* Cross-entropy                                                                                  */
/* ---------------------------------------------------------------------------------------------- */

/* Integer type of a label array. */
typedef int32_t nloss_label_type;
enum {
    NLOSS_LABEL_I8 = 1,   /* int8_t */
    NLOSS_LABEL_U8 = 2,   /* uint8_t */
    NLOSS_LABEL_I16 = 3,  /* int16_t */
    NLOSS_LABEL_U16 = 4,  /* uint16_t */
    NLOSS_LABEL_I32 = 5,  /* int32_t */
    NLOSS_LABEL_U32 = 6,  /* uint32_t */
    NLOSS_LABEL_I64 = 7   /* int64_t */
};

/* Flags of nloss_cross_entropy_options. */
typedef uint32_t nloss_cross_entropy_flags;
enum {
    /* None. */
    NLOSS_CE_DEFAULT = 0,

    /*
     * Rows whose label equals ignore_index have loss 0 and gradient 0 and do not count in the mean.
     */
    NLOSS_CE_IGNORE_INDEX = 1,

    /* The mean over nothing (no rows, or every row ignored) is 0 instead of NaN. */
    NLOSS_CE_EMPTY_MEAN_ZERO = 2
};

/*
 * Options of cross-entropy. All bytes zero after struct_size are the defaults; NULL means defaults
 * too.
 */
typedef struct nloss_cross_entropy_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_cross_entropy_flags flags;

    /* How rows are reduced; 0 = mean. */
    nloss_reduction reduction;

    /* Must be 0. */
    int32_t reserved;

    /* Probability mass spread evenly over all classes, in [0, 1]; 0 = off. Typical: 0.05 to 0.2. */
    double label_smoothing;

    /*
     * Label of rows to leave out, any value; read only with NLOSS_CE_IGNORE_INDEX, and only for
     * index targets.
     */
    int64_t ignore_index;

    /*
     * [classes] weight of each class, f64 for f64 logits, else f32; NULL = all ones. Read as data:
     * not checked for sign or NaN.
     */
    const void *class_weights;

    /*
     * Receives the first bad row on NLOSS_E_LABEL, and is otherwise not written; NULL = not wanted.
     */
    int64_t *error_row;

    /*
     * Elements between the classes of a row, for logits of shape [N, classes, d1, ...]: row r of
     * logits, targets and grad starts at (r / inner) * stride + r % inner. It divides rows; a
     * stride is then at least classes * inner. 0 = 1 = contiguous rows.
     */
    int64_t inner;

    /*
     * [rows] weight of each row, f64 for f64 logits, else f32; NULL = all ones. Multiplies loss and
     * gradient and counts in the mean's denominator. Read as data: not checked for sign or NaN.
     */
    const void *row_weights;

    /*
     * Coefficient of the z-loss, lse squared, which is added to each row's loss; finite, 0 = off.
     * Typical: 1e-4.
     */
    double z_loss;

    /*
     * Each logit z is replaced by softcap tanh(z / softcap) first; finite, at least 0, 0 = off.
     * Typical: 30 to 50. A slope of that below 1e-306 may count as 0.
     */
    double softcap;

    /*
     * [rows] second class of each row, of the type of labels (mix-up, CutMix): its loss has the
     * share 1 - mix_lambda. NULL = none. Only for index targets.
     */
    const void *second_labels;

    /* Share of the loss of labels, in [0, 1]; read only with second_labels. */
    double mix_lambda;

    /*
     * [rows] receives the logsumexp of each row, f64 for f64 logits, else f32; NULL = not wanted,
     * as all below.
     */
    void *lse;

    /* [rows] receives the lowest index of the largest logit; a NaN is the largest. */
    int64_t *argmax;

    /*
     * [rows] receives 1 where argmax is the label (the lowest index of the largest target), else 0;
     * 0 in ignored rows.
     */
    char *correct;

    /*
     * [rows] receives the number of classes before the label when sorted by logit, largest first,
     * ties by index: the label is among the top k where rank is below k. -1 in ignored rows. Only
     * for index targets.
     */
    int64_t *rank;

    /* [rows] receives the entropy of softmax(logits) in nats, of the type of lse. */
    void *entropy;

    /*
     * [rows] receives the label's probability, of the type of lse; 0 in ignored rows. Only for
     * index targets.
     */
    void *label_prob;

    /*
     * [rows] receives the z-loss that is in the row's loss, of the type of lse; 0 in ignored rows.
     */
    void *z_loss_part;
} nloss_cross_entropy_options;

#define NLOSS_CROSS_ENTROPY_OPTIONS_INIT \
    { sizeof(nloss_cross_entropy_options), 0, 0, 0, 0, 0, NULL, NULL, 0, NULL, 0, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL }

/*
 * Computes the softmax cross-entropy of each row with its class label, and its gradient with
 * respect to the logits, in one call.
 *
 *     with y = labels[r], e = label_smoothing, w = class_weights, p = softmax(logits[r,:]):
 *     l[r]   = w[y] (1-e) (lse(r) - logits[r,y]) + (e/classes) sum_c w[c] (lse(r) - logits[r,c])
 *     dl/dz  = w[y] (1-e) (p[c] - [c=y]) + (e/classes) (p[c] sum_k w[k] - w[c])
 *     mean   = sum_r l[r] / sum_r w[y], both over the rows that are not ignored
 *
 * logits         [in]             [rows, classes]  any values
 * logits_stride  [in]                              elements from one row of logits to the next, at
 *                                                  least the row's length
 * labels         [in]             [rows]           classes, from 0, of the type label_type
 * label_type     [in]                              integer type of labels
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * classes        [in]                              number of classes, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all rows, no weights,
 *                                                  no smoothing
 * loss           [out, optional]                   nats; [rows] with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's loss
 *                                                  with NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least classes; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_LABEL for a label outside [0, classes) that is not ignored;
 *           NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradient are NaN; other rows are untouched by it.
 *           logits[r,y] = -inf: loss +inf, gradient finite. +inf: the mass is shared evenly by the
 *           +inf entries. All -inf: NaN. A weight of 0 takes nothing of an infinite loss. Nothing
 *           to average (no rows, all ignored, or a total weight of 0): NaN, or 0 with
 *           NLOSS_CE_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative, also where it is near 0. Gradient at most 2
 *           ulp; with smoothing at most 3 ulp of the sum of the magnitudes of its two terms (f64
 *           with a soft cap: 3.5). Products of weights and smoothing below 2^-1022 have fewer
 *           digits.
 * Memory    None.
 * Aliasing  grad may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_f32(
    const float *logits, int64_t logits_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_cross_entropy_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_f64(
    const double *logits, int64_t logits_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_cross_entropy_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    float *loss,
    nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_cross_entropy_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    float *loss,
    nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the softmax cross-entropy of each row with a target distribution, and its gradient with
 * respect to the logits, in one call.
 *
 *     with e = label_smoothing, w = class_weights, p = softmax(logits[r,:]),
 *     t' = targets (1-e) + e/classes:
 *     l[r]   = sum_c w[c] t'[r,c] (lse(r) - logits[r,c])
 *     dl/dz  = p[c] sum_k w[k] t'[r,k] - w[c] t'[r,c]
 *     mean   = sum_r l[r] / rows
 *
 * logits          [in]             [rows, classes]  any values
 * logits_stride   [in]                              elements from one row of logits to the next, at
 *                                                   least the row's length
 * targets         [in]             [rows, classes]  probabilities; not checked for sign or sum, and
 *                                                   the gradient is right whatever they add up to
 * targets_stride  [in]                              elements from one row of targets to the next,
 *                                                   at least the row's length
 * rows            [in]                              number of rows, at least 0; with 0 only a
 *                                                   reduced loss is written
 * classes         [in]                              number of classes, at least 1
 * options         [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                   weights, no smoothing
 * loss            [out, optional]                   nats; [rows] with NLOSS_REDUCTION_NONE, else
 *                                                   one element; NULL = not wanted
 * grad            [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's
 *                                                   loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                   wanted
 * grad_stride     [in]                              elements from one row of grad to the next, at
 *                                                   least classes; not read when grad is NULL
 * executor        [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_OPTION also with NLOSS_CE_IGNORE_INDEX; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN in a row: its loss and gradient are NaN; other rows are untouched by it. A target
 *           of 0 where the logit is -inf adds 0; one above 0: loss +inf, gradient finite. +inf: the
 *           mass is shared evenly by the +inf entries. All -inf: NaN. A weight of 0 takes nothing
 *           of an infinite loss. No rows to average: NaN, or 0 with NLOSS_CE_EMPTY_MEAN_ZERO.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative, for non-negative targets and weights, also for
 *           a one-hot target on a confident prediction. Gradient at most 3 ulp of the sum of the
 *           magnitudes of its two terms (f64 with a soft cap: 3.5). Products of weights and t'
 *           below 2^-1022 have fewer digits.
 * Memory    None.
 * Aliasing  grad may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_soft_f32(
    const float *logits, int64_t logits_stride,
    const float *targets, int64_t targets_stride,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_cross_entropy_soft_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_soft_f64(
    const double *logits, int64_t logits_stride,
    const double *targets, int64_t targets_stride,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_cross_entropy_soft_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_soft_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const nloss_f16 *targets, int64_t targets_stride,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    float *loss,
    nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_cross_entropy_soft_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_cross_entropy_soft_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const nloss_bf16 *targets, int64_t targets_stride,
    int64_t rows, int64_t classes,
    const nloss_cross_entropy_options *options,
    float *loss,
    nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Entropies and divergences of rows                                                              */
/* ---------------------------------------------------------------------------------------------- */

/* Flags of nloss_divergence_options. */
typedef uint32_t nloss_divergence_flags;
enum {
    /* None. */
    NLOSS_DIVERGENCE_DEFAULT = 0,

    /* The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN. */
    NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO = 1,

    /* The first input is logits; its distribution is their softmax. */
    NLOSS_DIVERGENCE_FIRST_LOGITS = 2,

    /* The second input is logits; its distribution is their softmax. */
    NLOSS_DIVERGENCE_SECOND_LOGITS = 4,

    /* The sum of both directions. */
    NLOSS_DIVERGENCE_SYMMETRIC = 8,

    /* In bits instead of nats. */
    NLOSS_DIVERGENCE_BITS = 16,

    /* The hinge is soft: log(1 + exp(x)) instead of max(0, x). */
    NLOSS_DIVERGENCE_SOFT = 32,

    /* Divided by the entropy of the even distribution, so that the result lies in [0, 1]. */
    NLOSS_DIVERGENCE_NORMALIZED = 64
};

/*
 * Options of entropies and divergences of rows. All bytes zero after struct_size are the defaults;
 * NULL means defaults too.
 */
typedef struct nloss_divergence_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_divergence_flags flags;

    /* How rows are reduced; 0 = mean. */
    nloss_reduction reduction;

    /* Must be 0. */
    int32_t reserved;

    /*
     * [rows] weight of each row, f64 for f64 inputs, else f32; NULL = all ones. Read as data: not
     * checked for sign or NaN.
     */
    const void *row_weights;
} nloss_divergence_options;

#define NLOSS_DIVERGENCE_OPTIONS_INIT \
    { sizeof(nloss_divergence_options), 0, 0, 0, NULL }

/*
 * Computes the entropy of each row of probabilities, and its gradient.
 *
 *     l[r]   = -sum_c probs[r,c] log(probs[r,c])
 *     dl/dp  = -1 - log(probs[r,c])
 *     mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *     NLOSS_DIVERGENCE_BITS: divided by log(2); NLOSS_DIVERGENCE_NORMALIZED: by log(classes)
 *
 * probs         [in]             [rows, classes]  probabilities; not checked for sign or sum
 * probs_stride  [in]                              elements from one row of probs to the next, at
 *                                                 least the row's length
 * rows          [in]                              number of rows, at least 0; with 0 only a reduced
 *                                                 loss is written
 * classes       [in]                              number of classes, at least 1
 * options       [in, optional]                    NULL = defaults: mean over all rows, no weights,
 *                                                 no flags
 * loss          [out, optional]                   nats; [rows] with NLOSS_REDUCTION_NONE, else one
 *                                                 element; NULL = not wanted
 * grad          [out, optional]  [rows, classes]  gradient of the reduced loss with respect to
 *                                                 probs (of each row's loss with
 *                                                 NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_stride   [in]                              elements from one row of grad to the next; not
 *                                                 read when grad is NULL
 * executor      [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. A
 *           probability of 0 adds 0, and its derivative is +inf; a negative one makes NaN. One
 *           class, normalized: not divided. Nothing to average (no rows, or weights that add up to
 *           0): NaN, or 0 with NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative for probabilities up to 1. Gradient at most 2
 *           ulp.
 * Memory    None.
 * Aliasing  grad may be probs, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_of_probs_f32(
    const float *probs, int64_t probs_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_entropy_of_probs_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_of_probs_f64(
    const double *probs, int64_t probs_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_entropy_of_probs_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_of_probs_f16(
    const nloss_f16 *probs, int64_t probs_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_entropy_of_probs_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_of_probs_bf16(
    const nloss_bf16 *probs, int64_t probs_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the Kullback-Leibler divergence of each row of one matrix from the same row of another,
 * and both gradients.
 *
 *     p = first[r,:] or softmax(first[r,:]), q likewise from second:
 *     l[r]   = KL(p || q) = sum_c p[c] log(p[c] / q[c])     NLOSS_DIVERGENCE_SYMMETRIC: + KL(q || p)
 *     dl/dp  = log(p[c] / q[c]) + 1,   of logits: p[c] (log(p[c] / q[c]) - l[r])
 *     dl/dq  = -p[c] / q[c],           of logits: q[c] sum_k p[k] - p[c]
 *     mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *
 * first               [in]             [rows, classes]  probabilities, or logits with
 *                                                       NLOSS_DIVERGENCE_FIRST_LOGITS; not checked
 *                                                       for sign or sum
 * first_stride        [in]                              elements from one row of first to the next,
 *                                                       at least the row's length
 * second              [in]             [rows, classes]  probabilities, or logits with
 *                                                       NLOSS_DIVERGENCE_SECOND_LOGITS; not checked
 *                                                       for sign or sum
 * second_stride       [in]                              elements from one row of second to the
 *                                                       next, at least the row's length
 * rows                [in]                              number of rows, at least 0; with 0 only a
 *                                                       reduced loss is written
 * classes             [in]                              number of classes, at least 1
 * options             [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                       weights, no flags
 * loss                [out, optional]                   nats, or bits with NLOSS_DIVERGENCE_BITS;
 *                                                       [rows] with NLOSS_REDUCTION_NONE, else one
 *                                                       element; NULL = not wanted
 * grad_first          [out, optional]  [rows, classes]  gradient of the reduced loss with respect
 *                                                       to first (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_first_stride   [in]                              elements from one row of grad_first to the
 *                                                       next; not read when grad_first is NULL
 * grad_second         [out, optional]  [rows, classes]  gradient of the reduced loss with respect
 *                                                       to second (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_second_stride  [in]                              elements from one row of grad_second to the
 *                                                       next; not read when grad_second is NULL
 * executor            [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. first[c]
 *           = 0 adds 0; first[c] > 0 where second[c] = 0 makes the loss +inf, and the gradient with
 *           respect to first not finite. The derivative with respect to a probability of 0 is
 *           infinite, where both have 0 it is 0. Nothing to average (no rows, or weights that add
 *           up to 0): NaN, or 0 with NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative to itself, also where the rows are nearly
 *           equal; where probabilities add up to different sums, relative to itself and the
 *           difference of the sums. Gradients at most 2 ulp of the sum of the magnitudes of their
 *           terms.
 * Memory    None.
 * Aliasing  grad_first may be first, grad_second may be second, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_of_rows_f32(
    const float *first, int64_t first_stride,
    const float *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_kl_of_rows_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_of_rows_f64(
    const double *first, int64_t first_stride,
    const double *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    double *loss,
    double *grad_first, int64_t grad_first_stride,
    double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_kl_of_rows_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_of_rows_f16(
    const nloss_f16 *first, int64_t first_stride,
    const nloss_f16 *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    nloss_f16 *grad_first, int64_t grad_first_stride,
    nloss_f16 *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_kl_of_rows_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_of_rows_bf16(
    const nloss_bf16 *first, int64_t first_stride,
    const nloss_bf16 *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    nloss_bf16 *grad_first, int64_t grad_first_stride,
    nloss_bf16 *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/*
 * Computes the Jensen-Shannon divergence of each row of one matrix and the same row of another, and
 * both gradients.
 *
 *     p = first[r,:] or softmax(first[r,:]), q likewise from second, m = (p + q) / 2:
 *     l[r]   = KL(p || m) / 2 + KL(q || m) / 2
 *     dl/dp  = log(p[c] / m[c]) / 2,   of logits: p[c] (log(p[c] / m[c]) - KL(p || m)) / 2
 *     mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *
 * first               [in]             [rows, classes]  probabilities, or logits with
 *                                                       NLOSS_DIVERGENCE_FIRST_LOGITS; not checked
 *                                                       for sign or sum
 * first_stride        [in]                              elements from one row of first to the next,
 *                                                       at least the row's length
 * second              [in]             [rows, classes]  probabilities, or logits with
 *                                                       NLOSS_DIVERGENCE_SECOND_LOGITS; not checked
 *                                                       for sign or sum
 * second_stride       [in]                              elements from one row of second to the
 *                                                       next, at least the row's length
 * rows                [in]                              number of rows, at least 0; with 0 only a
 *                                                       reduced loss is written
 * classes             [in]                              number of classes, at least 1
 * options             [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                       weights, no flags
 * loss                [out, optional]                   nats, or bits with NLOSS_DIVERGENCE_BITS;
 *                                                       [rows] with NLOSS_REDUCTION_NONE, else one
 *                                                       element; NULL = not wanted
 * grad_first          [out, optional]  [rows, classes]  gradient of the reduced loss with respect
 *                                                       to first (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_first_stride   [in]                              elements from one row of grad_first to the
 *                                                       next; not read when grad_first is NULL
 * grad_second         [out, optional]  [rows, classes]  gradient of the reduced loss with respect
 *                                                       to second (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_second_stride  [in]                              elements from one row of grad_second to the
 *                                                       next; not read when grad_second is NULL
 * executor            [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. A
 *           probability of 0 adds 0; its derivative is -inf where the other is above 0. Nothing to
 *           average (no rows, or weights that add up to 0): NaN, or 0 with
 *           NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative to itself, also where the rows are nearly
 *           equal. Gradients at most 2 ulp of the sum of the magnitudes of their terms.
 * Memory    None.
 * Aliasing  grad_first may be first, grad_second may be second, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_js_div_f32(
    const float *first, int64_t first_stride,
    const float *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_js_div_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_js_div_f64(
    const double *first, int64_t first_stride,
    const double *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    double *loss,
    double *grad_first, int64_t grad_first_stride,
    double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_js_div_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_js_div_f16(
    const nloss_f16 *first, int64_t first_stride,
    const nloss_f16 *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    nloss_f16 *grad_first, int64_t grad_first_stride,
    nloss_f16 *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_js_div_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_js_div_bf16(
    const nloss_bf16 *first, int64_t first_stride,
    const nloss_bf16 *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    const nloss_divergence_options *options,
    float *loss,
    nloss_bf16 *grad_first, int64_t grad_first_stride,
    nloss_bf16 *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/*
 * Computes the siamese loss of pairs of distributions: their divergence where they are the same, a
 * hinge on it where they are not (Hsu and Kira 2016), both gradients, and how often a threshold
 * tells the two apart.
 *
 *     p = first[r,:] or softmax(first[r,:]), q likewise from second, s = same[r], d = KL(p || q):
 *     l[r]     = s d + (1 - s) max(0, margin - d)     NLOSS_DIVERGENCE_SYMMETRIC: + the same with d = KL(q || p)
 *     NLOSS_DIVERGENCE_SOFT: log(1 + exp(margin - d)) instead of the maximum
 *     accuracy = share of the rows where d is below the threshold if and only if s is above 1/2; with NLOSS_DIVERGENCE_SYMMETRIC, d is the sum
 *     mean     = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *
 * first               [in]             [rows, classes]  probabilities, or logits with
 *                                                       NLOSS_DIVERGENCE_FIRST_LOGITS; not checked
 *                                                       for sign or sum
 * first_stride        [in]                              elements from one row of first to the next,
 *                                                       at least the row's length
 * second              [in]             [rows, classes]  probabilities, or logits with
 *                                                       NLOSS_DIVERGENCE_SECOND_LOGITS; not checked
 *                                                       for sign or sum
 * second_stride       [in]                              elements from one row of second to the
 *                                                       next, at least the row's length
 * same                [in]             [rows]           1 where the rows belong together, 0 where
 *                                                       not; numbers between are weights of both
 * rows                [in]                              number of rows, at least 0; with 0 only a
 *                                                       reduced loss is written
 * classes             [in]                              number of classes, at least 1
 * margin              [in]                              finite, in nats; typically 2
 * threshold           [in]                              in nats; not NaN, and not read when
 *                                                       accuracy is NULL; typically 1
 * options             [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                       weights, no flags
 * loss                [out, optional]                   nats; [rows] with NLOSS_REDUCTION_NONE,
 *                                                       else one element; NULL = not wanted
 * accuracy            [out, optional]                   one element; NaN divergences never agree,
 *                                                       and row_weights do not count; NULL = not
 *                                                       wanted
 * grad_first          [out, optional]  [rows, classes]  gradient of the reduced loss with respect
 *                                                       to first (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_first_stride   [in]                              elements from one row of grad_first to the
 *                                                       next; not read when grad_first is NULL
 * grad_second         [out, optional]  [rows, classes]  gradient of the reduced loss with respect
 *                                                       to second (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_second_stride  [in]                              elements from one row of grad_second to the
 *                                                       next; not read when grad_second is NULL
 * executor            [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. An
 *           infinite divergence of different rows has loss 0 and gradient 0. For same rows:
 *           first[c] = 0 adds 0; first[c] > 0 where second[c] = 0 makes the loss +inf, and the
 *           gradient with respect to first not finite. The derivative with respect to a probability
 *           of 0 is infinite, where both have 0 it is 0. At the hinge's corner the gradient is 0.
 *           The accuracy of no rows is that of the mean over nothing. Nothing to average (no rows,
 *           or weights that add up to 0): NaN, or 0 with NLOSS_DIVERGENCE_EMPTY_MEAN_ZERO; the
 *           gradient is 0.
 * Accuracy  Loss, where nothing cancels between the margin and the divergence, at most 1.5 ulp
 *           (f64: 2), relative to itself, also where the rows are nearly equal; where probabilities
 *           add up to different sums, relative to itself and the difference of the sums. Gradients
 *           at most 2 ulp of the sum of the magnitudes of their terms.
 * Memory    None.
 * Aliasing  grad_first may be first, grad_second may be second, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_hinge_f32(
    const float *first, int64_t first_stride,
    const float *second, int64_t second_stride,
    const float *same,
    int64_t rows, int64_t classes, double margin, double threshold,
    const nloss_divergence_options *options,
    float *loss,
    float *accuracy,
    float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_kl_hinge_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_hinge_f64(
    const double *first, int64_t first_stride,
    const double *second, int64_t second_stride,
    const double *same,
    int64_t rows, int64_t classes, double margin, double threshold,
    const nloss_divergence_options *options,
    double *loss,
    double *accuracy,
    double *grad_first, int64_t grad_first_stride,
    double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_kl_hinge_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_hinge_f16(
    const nloss_f16 *first, int64_t first_stride,
    const nloss_f16 *second, int64_t second_stride,
    const float *same,
    int64_t rows, int64_t classes, double margin, double threshold,
    const nloss_divergence_options *options,
    float *loss,
    float *accuracy,
    nloss_f16 *grad_first, int64_t grad_first_stride,
    nloss_f16 *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_kl_hinge_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_hinge_bf16(
    const nloss_bf16 *first, int64_t first_stride,
    const nloss_bf16 *second, int64_t second_stride,
    const float *same,
    int64_t rows, int64_t classes, double margin, double threshold,
    const nloss_divergence_options *options,
    float *loss,
    float *accuracy,
    nloss_bf16 *grad_first, int64_t grad_first_stride,
    nloss_bf16 *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Element-wise losses                                                                            */
/* ---------------------------------------------------------------------------------------------- */

/*
 * Flags of nloss_elementwise_options. A function takes the flags that its text names, and no
 * others.
 */
typedef uint32_t nloss_elementwise_flags;
enum {
    /* None. */
    NLOSS_EW_DEFAULT = 0,

    /* The mean over nothing (no rows) is 0 instead of NaN. Every function that reduces takes it. */
    NLOSS_EW_EMPTY_MEAN_ZERO = 1,

    /* Labels are 0 and 1 instead of -1 and +1. */
    NLOSS_EW_ZERO_ONE_LABELS = 2,

    /*
     * Probabilities are clipped to [1e-7, 1 - 1e-7] (Keras) instead of the logarithms at -100
     * (PyTorch).
     */
    NLOSS_EW_CLIP_PROBS = 4,

    /* The input holds probabilities instead of their logarithms. */
    NLOSS_EW_INPUT_PROBS = 8,

    /* The target holds logarithms of probabilities instead of the probabilities. */
    NLOSS_EW_LOG_TARGET = 16,

    /* The input holds the rate instead of its logarithm. */
    NLOSS_EW_INPUT_RATE = 32,

    /* Adds Stirling's approximation of log(target!) where the target is above 1. */
    NLOSS_EW_FULL = 64
};

/*
 * Options of the element-wise losses. All bytes zero after struct_size are the defaults; NULL means
 * defaults too.
 */
typedef struct nloss_elementwise_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_elementwise_flags flags;

    /* How the elements' losses are reduced; 0 = mean. */
    nloss_reduction reduction;

    /* Must be 0. */
    int32_t reserved;

    /* Moves a target y to y (1-e) + e/2, in [0, 1]; 0 = off. Binary cross-entropy only. */
    double label_smoothing;

    /*
     * [rows, columns] factors of the losses, f64 for f64 input, else f32; NULL = all ones. They do
     * not enter the mean's denominator. 0 takes nothing of an infinite loss.
     */
    const void *weights;

    /* Elements from one row of weights to the next, at least columns; 0 = one row for all. */
    int64_t weights_stride;

    /* [rows] one more factor for each row, of the type of weights; NULL = all ones. */
    const void *row_weights;

    /*
     * [rows, columns] factors of the positive targets' part, of the type of weights; NULL = all
     * ones. With logits only.
     */
    const void *pos_weights;

    /* Elements from one row of pos_weights to the next, at least columns; 0 = one row for all. */
    int64_t pos_weights_stride;

    /*
     * Receives the first bad row on NLOSS_E_VALUE, and is otherwise not written; NULL = not wanted.
     */
    int64_t *error_row;
} nloss_elementwise_options;

#define NLOSS_ELEMENTWISE_OPTIONS_INIT \
    { sizeof(nloss_elementwise_options), 0, 0, 0, 0, NULL, 0, NULL, NULL, 0, NULL }

/*
 * Computes the squared error of each element, and its gradient with respect to the input, in one
 * call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w (x - y)^2        dl/dx = 2 w (x - y)
 *     mean   = sum l / (rows columns)        batch_mean = sum l / rows
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  any values
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_mse_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_mse_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_mse_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the binary cross-entropy of each logit with its label, and its gradient with respect to
 * the logits, in one call.
 *
 *     with x = input[r,c], y = target[r,c] (1-e) + e/2, e = label_smoothing, pw = pos_weights[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w ((1-y) log(1 + exp(x)) + pw y log(1 + exp(-x)))
 *     dl/dx  = w ((1-y) sigmoid(x) - pw y sigmoid(-x))
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels, 0 to 1; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. An infinite logit on the label's side: 0,
 *           on the other side: +inf with a finite gradient. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative, also where it is near 0, for labels between 0
 *           and 1. Gradient so for labels 0 and 1; otherwise of the sum of the magnitudes of its
 *           two terms.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_with_logits_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_binary_cross_entropy_with_logits_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_with_logits_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_binary_cross_entropy_with_logits_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_with_logits_f16(
    const nloss_f16 *input, int64_t input_stride,
    const nloss_f16 *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_binary_cross_entropy_with_logits_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_with_logits_bf16(
    const nloss_bf16 *input, int64_t input_stride,
    const nloss_bf16 *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the absolute error of each element, and its gradient with respect to the input, in one
 * call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w |x - y|        dl/dx = w sign(x - y), 0 where they are equal
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  any values
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_l1_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_l1_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_l1_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the Huber loss of each element, and its gradient with respect to the input, in one call.
 *
 *     with d = input[r,c] - target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w d^2 / 2 where |d| <= delta, else w delta (|d| - delta / 2)
 *     dl/dx  = w d       where |d| <= delta, else w delta sign(d)
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  any values
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * delta          [in]                              where the parabola ends; above 0 and finite.
 *                                                  Typical: 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_huber_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double delta,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_huber_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_huber_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double delta,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the smooth absolute error of each element, and its gradient with respect to the input,
 * in one call.
 *
 *     with d = input[r,c] - target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w d^2 / (2 beta) where |d| < beta, else w (|d| - beta / 2)
 *     dl/dx  = w d / beta       where |d| < beta, else w sign(d)
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  any values
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * beta           [in]                              where the parabola ends, at least 0 and finite;
 *                                                  0 is the absolute error. Typical: 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_smooth_l1_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double beta,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_smooth_l1_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_smooth_l1_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double beta,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the logarithm of the hyperbolic cosine of each error, and its gradient, in one call.
 *
 *     with d = input[r,c] - target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w log(cosh(d))        dl/dx = w tanh(d)
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  any values
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_log_cosh_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_log_cosh_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_cosh_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the negative log-likelihood of each target under a Poisson distribution, and its
 * gradient, in one call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w (exp(x) - y x)                  dl/dx = w (exp(x) - y)
 *     with NLOSS_EW_INPUT_RATE:
 *     l[r,c] = w (x - y log(x + epsilon))        dl/dx = w (1 - y / (x + epsilon))
 *     with NLOSS_EW_FULL, where y > 1, plus w (y log y - y + log(2 pi y) / 2)
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  any values
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * epsilon        [in]                              keeps the logarithm of a rate finite, at least 0
 *                                                  and finite; read only with NLOSS_EW_INPUT_RATE.
 *                                                  Typical: 1e-8
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A target of 0 takes nothing of an
 *           infinite logarithm. A rate of +inf: loss +inf. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2) of the sum of the magnitudes of the terms, which may cancel.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_poisson_nll_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double epsilon,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_poisson_nll_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_poisson_nll_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double epsilon,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the binary cross-entropy of each probability with its label, and its gradient, in one
 * call.
 *
 *     with p = input[r,c], y = target[r,c] (1-e) + e/2, e = label_smoothing, w = weights[r,c] row_weights[r]:
 *     l[r,c] = -w (y max(log p, -100) + (1-y) max(log(1-p), -100))
 *     dl/dp  = w (p - y) / max(p (1-p), 1e-12)
 *     with NLOSS_EW_CLIP_PROBS p is held in [1e-7, 1 - 1e-7] instead, and the gradient is 0 where it is not there by itself
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  probabilities, 0 to 1
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels, 0 to 1; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_VALUE for an input outside [0, 1], unless they are clipped;
 *           NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_binary_cross_entropy_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_binary_cross_entropy_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_f16(
    const nloss_f16 *input, int64_t input_stride,
    const nloss_f16 *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_binary_cross_entropy_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_binary_cross_entropy_bf16(
    const nloss_bf16 *input, int64_t input_stride,
    const nloss_bf16 *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the focal loss of each logit with its label, and its gradient, in one call; Lin et al.
 * 2017.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     q = (1-y) sigmoid(x) + y sigmoid(-x)        a = alpha y + (1-alpha) (1-y)
 *     l[r,c] = w a q^gamma ((1-y) log(1 + exp(x)) + y log(1 + exp(-x)))
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels, 0 to 1; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * alpha          [in]                              weight of the positive labels, at most 1; below
 *                                                  0 = no weights. Typical: 0.25
 * gamma          [in]                              how little is made of what is right already, at
 *                                                  least 0 and finite. Typical: 2
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. An infinite logit on the label's side: 0,
 *           on the other side: +inf with a finite gradient. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, also where it is near 0; the gradient for labels 0
 *           and 1, otherwise of the sum of the magnitudes of its terms.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_focal_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double alpha, double gamma,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_focal_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_focal_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double alpha, double gamma,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the Kullback-Leibler divergence of each element, and its gradient with respect to the
 * input, in one call.
 *
 *     with x = input[r,c], t = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w t (log t - x)            dl/dx = -w t
 *     with NLOSS_EW_INPUT_PROBS:
 *     l[r,c] = w t (log t - log x)        dl/dx = -w t / x
 *     with NLOSS_EW_LOG_TARGET: exp(t) for t, and t for log t
 *     mean, batch_mean: as nloss_mse; the divergence of the rows' distributions is the batch_mean
 *
 * input          [in]             [rows, columns]  logarithms of probabilities, or probabilities
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  probabilities, or their logarithms; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A target of 0 adds 0, whatever the input.
 *           A target above 0 with an input of 0, or of log 0: +inf. Below 0: NaN. A weight of 0
 *           takes nothing of an infinite loss. A t / x beyond f64 is infinite under any other
 *           weight. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative where both are probabilities or both logarithms,
 *           otherwise of |t log t| + |t log q|, which may cancel.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_div_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_kl_div_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_div_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_kl_div_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_div_f16(
    const nloss_f16 *input, int64_t input_stride,
    const nloss_f16 *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_kl_div_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_kl_div_bf16(
    const nloss_bf16 *input, int64_t input_stride,
    const nloss_bf16 *target, int64_t target_stride,
    int64_t rows, int64_t columns,
    const nloss_elementwise_options *options,
    float *loss,
    nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the hinge loss of each score with its label, and its gradient, in one call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w max(0, margin - y x)        dl/dx = -w y where margin - y x >= 0, else 0
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels -1 and +1, or 0 and 1 with
 *                                                  NLOSS_EW_ZERO_ONE_LABELS; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * margin         [in]                              score that is right enough, finite. Typical: 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_hinge_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_hinge_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_hinge_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the squared hinge loss of each score with its label, and its gradient, in one call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w max(0, margin - y x)^2        dl/dx = -2 w y max(0, margin - y x)
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels -1 and +1, or 0 and 1 with
 *                                                  NLOSS_EW_ZERO_ONE_LABELS; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * margin         [in]                              score that is right enough, finite. Typical: 1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_squared_hinge_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_squared_hinge_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_squared_hinge_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the soft hinge loss of each score with its label, and its gradient, in one call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w log(1 + exp(margin - y x))        dl/dx = -w y sigmoid(margin - y x)
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels -1 and +1, or 0 and 1 with
 *                                                  NLOSS_EW_ZERO_ONE_LABELS; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * margin         [in]                              score that is right enough, finite. Typical: 1;
 *                                                  0 is PyTorch's soft_margin_loss
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_soft_hinge_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_soft_hinge_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_soft_hinge_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the hinge embedding loss of each distance with its label, and its gradient, in one call.
 *
 *     with x = input[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w x                     where y = 1         dl/dx = w
 *     l[r,c] = w max(0, margin - x)    where y = -1        dl/dx = -w where margin >= x, else 0
 *     the sum of both, as in PyTorch, for any other y
 *     mean, batch_mean: as nloss_mse
 *
 * input          [in]             [rows, columns]  any values
 * input_stride   [in]                              elements from one row of input to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  labels -1 and +1; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * margin         [in]                              distance that is large enough, finite. Typical:
 *                                                  1
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, columns]  gradient of the reduced loss (of each element's
 *                                                  loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                  wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least columns; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input or target, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_hinge_embedding_f32(
    const float *input, int64_t input_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_hinge_embedding_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_hinge_embedding_f64(
    const double *input, int64_t input_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the margin ranking loss of each pair of scores, and its gradients with respect to both,
 * in one call.
 *
 *     with x1 = input1[r,c], x2 = input2[r,c], y = target[r,c], w = weights[r,c] row_weights[r]:
 *     l[r,c] = w max(0, margin - y (x1 - x2))        dl/dx1 = -dl/dx2 = -w y where margin - y (x1 - x2) >= 0, else 0
 *     mean, batch_mean: as nloss_mse
 *
 * input1         [in]             [rows, columns]  any values
 * input1_stride  [in]                              elements from one row of input1 to the next, at
 *                                                  least columns
 * input2         [in]             [rows, columns]  any values
 * input2_stride  [in]                              elements from one row of input2 to the next, at
 *                                                  least columns
 * target         [in]             [rows, columns]  1 where input1 should be the larger, -1 where
 *                                                  input2 should; not checked
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least columns
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * columns        [in]                              number of columns, at least 1
 * margin         [in]                              by how much, finite. Typical: 0
 * options        [in, optional]                    NULL = defaults: mean over all elements, no
 *                                                  weights
 * loss           [out, optional]  [rows, columns]  without gaps with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad1          [out, optional]  [rows, columns]  gradient with respect to input1, as grad of
 *                                                  nloss_mse; NULL = not wanted
 * grad1_stride   [in]                              elements from one row of grad1 to the next, at
 *                                                  least columns; not read when grad1 is NULL
 * grad2          [out, optional]  [rows, columns]  gradient with respect to input2; NULL = not
 *                                                  wanted
 * grad2_stride   [in]                              elements from one row of grad2 to the next, at
 *                                                  least columns; not read when grad2 is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: its loss and gradient are NaN. A weight of 0 takes nothing of an
 *           infinite loss. No rows: NaN, or 0 with NLOSS_EW_EMPTY_MEAN_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad1 and grad2 may be input1, input2 or target, with equal strides, but not the same.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_margin_ranking_f32(
    const float *input1, int64_t input1_stride,
    const float *input2, int64_t input2_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    float *loss,
    float *grad1, int64_t grad1_stride,
    float *grad2, int64_t grad2_stride,
    const nloss_executor *executor);

/* As nloss_margin_ranking_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_margin_ranking_f64(
    const double *input1, int64_t input1_stride,
    const double *input2, int64_t input2_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t columns, double margin,
    const nloss_elementwise_options *options,
    double *loss,
    double *grad1, int64_t grad1_stride,
    double *grad2, int64_t grad2_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Losses of a row and its class label, other than cross-entropy                                  */
/* ---------------------------------------------------------------------------------------------- */

/* Flags of nloss_index_loss_options. */
typedef uint32_t nloss_index_loss_flags;
enum {
    /* None. */
    NLOSS_INDEX_LOSS_DEFAULT = 0,

    /*
     * Rows whose label equals ignore_index have loss 0 and gradient 0 and do not count in the mean.
     */
    NLOSS_INDEX_LOSS_IGNORE_INDEX = 1,

    /* The mean over nothing (no rows, or every row ignored) is 0 instead of NaN. */
    NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO = 2
};

/*
 * Options of the losses of rows with class labels other than cross-entropy. All bytes zero after
 * struct_size are the defaults; NULL means defaults too.
 */
typedef struct nloss_index_loss_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_index_loss_flags flags;

    /* How rows are reduced; 0 = mean. */
    nloss_reduction reduction;

    /* Must be 0. */
    int32_t reserved;

    /* Label of rows to leave out, any value; read only with NLOSS_INDEX_LOSS_IGNORE_INDEX. */
    int64_t ignore_index;

    /*
     * [classes] weight of each class, of the input's type; NULL = all ones. Read as data: not
     * checked for sign or NaN.
     */
    const void *class_weights;

    /*
     * [rows] weight of each row, of the input's type; NULL = all ones. Read as data: not checked
     * for sign or NaN.
     */
    const void *row_weights;

    /*
     * Receives the first bad row on NLOSS_E_LABEL, and is otherwise not written; NULL = not wanted.
     */
    int64_t *error_row;
} nloss_index_loss_options;

#define NLOSS_INDEX_LOSS_OPTIONS_INIT \
    { sizeof(nloss_index_loss_options), 0, 0, 0, 0, NULL, NULL, NULL }

/*
 * Computes the negative log-likelihood of each row's class label, and its gradient with respect to
 * the log-probabilities.
 *
 *     with y = labels[r], w = class_weights, v = row_weights:
 *     l[r]   = -v[r] w[y] log_probs[r,y]
 *     dl/dx  = -v[r] w[y] [c=y]
 *     mean   = sum_r l[r] / sum_r v[r] w[y], both over the rows that are not ignored
 *
 * log_probs         [in]             [rows, classes]  log-probabilities; any values, not checked
 * log_probs_stride  [in]                              elements from one row of log_probs to the
 *                                                     next, at least the row's length
 * labels            [in]             [rows]           classes, from 0, of the type label_type
 * label_type        [in]                              integer type of labels
 * rows              [in]                              number of rows, at least 0; with 0 only a
 *                                                     reduced loss is written
 * classes           [in]                              number of classes, at least 1
 * options           [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                     weights
 * loss              [out, optional]                   of the unit of log_probs; [rows] with
 *                                                     NLOSS_REDUCTION_NONE, else one element; NULL
 *                                                     = not wanted
 * grad              [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's
 *                                                     loss with NLOSS_REDUCTION_NONE); NULL = not
 *                                                     wanted
 * grad_stride       [in]                              elements from one row of grad to the next, at
 *                                                     least classes; not read when grad is NULL
 * executor          [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_LABEL for a label outside [0, classes) that is not ignored;
 *           NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A weight of 0 takes nothing of an infinite loss. Only log_probs[r,y] is read. Nothing
 *           to average (no rows, all ignored, or a total weight of 0): NaN, or 0 with
 *           NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss and gradient at most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be log_probs, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_nll_loss_f32(
    const float *log_probs, int64_t log_probs_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_index_loss_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_nll_loss_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_nll_loss_f64(
    const double *log_probs, int64_t log_probs_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_index_loss_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the softmax focal loss of each row with its class label, and its gradient with respect
 * to the logits (Lin et al. 2017).
 *
 *     with y = labels[r], p = softmax(logits[r,:]), w = class_weights (the paper's alpha), v = row_weights:
 *     l[r]    = -v[r] w[y] (1 - p[y])^gamma log(p[y])
 *     dl/dz_y = -v[r] w[y] (1 - p[y])^gamma (1 - p[y] - gamma p[y] log(p[y]))
 *     dl/dz_c = -dl/dz_y p[c] / (1 - p[y])
 *     mean   = sum_r l[r] / sum_r v[r], over the rows that are not ignored
 *
 * logits         [in]             [rows, classes]  any values
 * logits_stride  [in]                              elements from one row of logits to the next, at
 *                                                  least the row's length
 * labels         [in]             [rows]           classes, from 0, of the type label_type
 * label_type     [in]                              integer type of labels
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * classes        [in]                              number of classes, at least 1
 * gamma          [in]                              focusing exponent, in [0, 1024]; 0 =
 *                                                  cross-entropy. Typical: 2
 * options        [in, optional]                    NULL = defaults: mean over all rows, no weights
 * loss           [out, optional]                   nats; [rows] with NLOSS_REDUCTION_NONE, else one
 *                                                  element; NULL = not wanted
 * grad           [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's loss
 *                                                  with NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least classes; not read when grad is NULL
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_LABEL for a label outside [0, classes) that is not ignored;
 *           NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradient are NaN; other rows are untouched by it.
 *           logits[r,y] = -inf: loss +inf, gradient finite. +inf: the mass is shared evenly by the
 *           +inf entries. All -inf: NaN. One class: 0. A weight of 0 takes nothing of an infinite
 *           loss. Nothing to average (no rows, all ignored, or a total weight of 0): NaN, or 0 with
 *           NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss and gradient at most 1.5 ulp, relative, also where they are near 0; f64: 2 + gamma
 *           ulp.
 * Memory    None.
 * Aliasing  grad may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_focal_f32(
    const float *logits, int64_t logits_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes, double gamma,
    const nloss_index_loss_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_softmax_focal_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_focal_f64(
    const double *logits, int64_t logits_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes, double gamma,
    const nloss_index_loss_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the multi-class margin loss of each row with its class label, and its gradient
 * (PyTorch's multi_margin_loss).
 *
 *     with y = labels[r], w = class_weights, v = row_weights:
 *     l[r]   = v[r] w[y] / classes * sum over c other than y of max(0, margin - input[r,y] + input[r,c])^power
 *     mean   = sum_r l[r] / sum_r v[r], over the rows that are not ignored
 *
 * input         [in]             [rows, classes]  scores, any values
 * input_stride  [in]                              elements from one row of input to the next, at
 *                                                 least the row's length
 * labels        [in]             [rows]           classes, from 0, of the type label_type
 * label_type    [in]                              integer type of labels
 * rows          [in]                              number of rows, at least 0; with 0 only a reduced
 *                                                 loss is written
 * classes       [in]                              number of classes, at least 1
 * power         [in]                              1 or 2; typically 1
 * margin        [in]                              finite; typically 1
 * options       [in, optional]                    NULL = defaults: mean over all rows, no weights
 * loss          [out, optional]                   of the scores' unit, to the power; [rows] with
 *                                                 NLOSS_REDUCTION_NONE, else one element; NULL =
 *                                                 not wanted
 * grad          [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's loss
 *                                                 with NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_stride   [in]                              elements from one row of grad to the next, at
 *                                                 least classes; not read when grad is NULL
 * executor      [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_LABEL for a label outside [0, classes) that is not ignored;
 *           NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row, or infinities that give one: its loss and gradient are NaN. A class of
 *           -inf adds nothing. At a hinge's corner the gradient is 0. One class: 0. Nothing to
 *           average (no rows, all ignored, or a total weight of 0): NaN, or 0 with
 *           NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss and gradient at most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_multi_margin_f32(
    const float *input, int64_t input_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes, int32_t power, double margin,
    const nloss_index_loss_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_multi_margin_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_multi_margin_f64(
    const double *input, int64_t input_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes, int32_t power, double margin,
    const nloss_index_loss_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/*
 * Computes the multi-class hinge loss of each row with its class label, and its gradient (Crammer
 * and Singer 2001).
 *
 *     with y = labels[r], w = class_weights, v = row_weights:
 *     l[r]   = v[r] w[y] (max_c (input[r,c] + 1 - [c=y]) - input[r,y])
 *     mean   = sum_r l[r] / sum_r v[r], over the rows that are not ignored
 *
 * input         [in]             [rows, classes]  scores, any values
 * input_stride  [in]                              elements from one row of input to the next, at
 *                                                 least the row's length
 * labels        [in]             [rows]           classes, from 0, of the type label_type
 * label_type    [in]                              integer type of labels
 * rows          [in]                              number of rows, at least 0; with 0 only a reduced
 *                                                 loss is written
 * classes       [in]                              number of classes, at least 1
 * options       [in, optional]                    NULL = defaults: mean over all rows, no weights
 * loss          [out, optional]                   of the scores' unit; [rows] with
 *                                                 NLOSS_REDUCTION_NONE, else one element; NULL =
 *                                                 not wanted
 * grad          [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's loss
 *                                                 with NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_stride   [in]                              elements from one row of grad to the next, at
 *                                                 least classes; not read when grad is NULL
 * executor      [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_LABEL for a label outside [0, classes) that is not ignored;
 *           NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row, or infinities that give one: its loss and gradient are NaN. Of classes
 *           that are equally far ahead the first has the gradient; where the loss is 0 none has.
 *           One class: 0. Nothing to average (no rows, all ignored, or a total weight of 0): NaN,
 *           or 0 with NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss and gradient at most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad may be input, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_multiclass_hinge_f32(
    const float *input, int64_t input_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_index_loss_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* As nloss_multiclass_hinge_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_multiclass_hinge_f64(
    const double *input, int64_t input_stride,
    const void *labels, nloss_label_type label_type,
    int64_t rows, int64_t classes,
    const nloss_index_loss_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* A linear layer                                                                                 */
/* ---------------------------------------------------------------------------------------------- */

/*
 * Computes a linear layer: the logits of a softmax classifier.
 *
 *     output[r,c] = bias[c] + sum_d input[r,d] * weight[c,d]
 *
 * input          [in]            [rows, inputs]
 * input_stride   [in]                               elements from one row of input to the next, at
 *                                                   least the row's length
 * weight         [in]            [outputs, inputs]  one row per class
 * weight_stride  [in]                               elements from one row of weight to the next, at
 *                                                   least the row's length
 * bias           [in, optional]  [outputs]          NULL = 0
 * rows           [in]                               number of rows, at least 0; 0 is success and
 *                                                   does nothing
 * inputs         [in]                               number of input features, at least 1
 * outputs        [in]                               number of outputs (classes), at least 1
 * output         [out]           [rows, outputs]
 * output_stride  [in]                               elements from one row of output to the next, at
 *                                                   least the row's length
 * executor       [in, optional]                     NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   IEEE arithmetic throughout.
 * Accuracy  Each element is one chain of fused multiply-adds over d, starting from the bias.
 * Memory    None.
 * Aliasing  No output may overlap an input.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_linear_f32(
    const float *input, int64_t input_stride,
    const float *weight, int64_t weight_stride,
    const float *bias,
    int64_t rows, int64_t inputs, int64_t outputs,
    float *output, int64_t output_stride,
    const nloss_executor *executor);

/* As nloss_linear_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_linear_f64(
    const double *input, int64_t input_stride,
    const double *weight, int64_t weight_stride,
    const double *bias,
    int64_t rows, int64_t inputs, int64_t outputs,
    double *output, int64_t output_stride,
    const nloss_executor *executor);

/*
 * Computes the gradients of a linear layer; each of the three is optional.
 *
 *     grad_input[r,d]  = sum_c grad_output[r,c] * weight[c,d]
 *     grad_weight[c,d] = sum_r grad_output[r,c] * input[r,d]
 *     grad_bias[c]     = sum_r grad_output[r,c]
 *
 * input               [in, optional]   [rows, inputs]     read only for grad_weight
 * input_stride        [in]                                elements from one row of input to the
 *                                                         next, at least the row's length
 * weight              [in, optional]   [outputs, inputs]  read only for grad_input
 * weight_stride       [in]                                elements from one row of weight to the
 *                                                         next, at least the row's length
 * grad_output         [in]             [rows, outputs]    gradient with respect to the output
 * grad_output_stride  [in]                                elements from one row of grad_output to
 *                                                         the next, at least the row's length
 * rows                [in]                                number of rows, at least 0; with 0,
 *                                                         grad_weight and grad_bias become 0
 * inputs              [in]                                number of input features, at least 1
 * outputs             [in]                                number of outputs (classes), at least 1
 * grad_input          [out, optional]  [rows, inputs]     NULL = not wanted
 * grad_input_stride   [in]                                elements from one row of grad_input to
 *                                                         the next, at least inputs; not read when
 *                                                         it is NULL
 * grad_weight         [out, optional]  [outputs, inputs]  NULL = not wanted
 * grad_weight_stride  [in]                                elements from one row of grad_weight to
 *                                                         the next, at least inputs; not read when
 *                                                         it is NULL
 * grad_bias           [out, optional]  [outputs]          NULL = not wanted
 * executor            [in, optional]                      NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   IEEE arithmetic throughout.
 * Accuracy  Each element is one chain of fused multiply-adds over the summed index, starting from
 *           0.
 * Memory    None.
 * Aliasing  No output may overlap an input or another output.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_linear_backward_f32(
    const float *input, int64_t input_stride,
    const float *weight, int64_t weight_stride,
    const float *grad_output, int64_t grad_output_stride,
    int64_t rows, int64_t inputs, int64_t outputs,
    float *grad_input, int64_t grad_input_stride,
    float *grad_weight, int64_t grad_weight_stride,
    float *grad_bias,
    const nloss_executor *executor);

/* As nloss_linear_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_linear_backward_f64(
    const double *input, int64_t input_stride,
    const double *weight, int64_t weight_stride,
    const double *grad_output, int64_t grad_output_stride,
    int64_t rows, int64_t inputs, int64_t outputs,
    double *grad_input, int64_t grad_input_stride,
    double *grad_weight, int64_t grad_weight_stride,
    double *grad_bias,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Optimizer steps                                                                                */
/* ---------------------------------------------------------------------------------------------- */

/* Flags of nloss_adam_options. */
typedef uint32_t nloss_adam_flags;
enum {
    /* None. */
    NLOSS_ADAM_DEFAULT = 0,

    /* Weight decay is applied to the parameters (AdamW) instead of to the gradient. */
    NLOSS_ADAM_DECOUPLED = 1
};

/*
 * Options of adam_step. All bytes zero after struct_size are the defaults; NULL means defaults too.
 */
typedef struct nloss_adam_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_adam_flags flags;

    /* Decay of the first moment, in [0, 1); 0 means 0.9. */
    double beta1;

    /* Decay of the second moment, in [0, 1); 0 means 0.999. */
    double beta2;

    /* Added to the root of the second moment, finite and at least 0; 0 means 1e-8. */
    double epsilon;

    /* Weight decay, finite and at least 0; 0 = none. */
    double weight_decay;
} nloss_adam_options;

#define NLOSS_ADAM_OPTIONS_INIT \
    { sizeof(nloss_adam_options), 0, 0, 0, 0, 0 }

/* Flags of nloss_sgd_options. */
typedef uint32_t nloss_sgd_flags;
enum {
    /* None. */
    NLOSS_SGD_DEFAULT = 0,

    /* Nesterov momentum. */
    NLOSS_SGD_NESTEROV = 1,

    /*
     * The velocity holds nothing yet: it is set to the gradient, without dampening, whatever it
     * contained.
     */
    NLOSS_SGD_FIRST_STEP = 2
};

/*
 * Options of sgd_step. All bytes zero after struct_size are the defaults; NULL means defaults too.
 */
typedef struct nloss_sgd_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_sgd_flags flags;

    /* Momentum factor, finite and at least 0; 0 = plain gradient descent. Typical: 0.9. */
    double momentum;

    /*
     * Share of the gradient kept out of the velocity, finite; 0 = none. Must be 0 with Nesterov
     * momentum.
     */
    double dampening;

    /*
     * L2 penalty: this times the parameter is added to the gradient. Finite and at least 0; 0 =
     * none.
     */
    double weight_decay;
} nloss_sgd_options;

#define NLOSS_SGD_OPTIONS_INIT \
    { sizeof(nloss_sgd_options), 0, 0, 0, 0 }

/*
 * Updates parameters by one step of stochastic gradient descent, as torch.optim.SGD does.
 *
 *     g = grad + weight_decay * param
 *     v = momentum * velocity + (1 - dampening) * g        velocity = v; without momentum v = g
 *     param = param - learning_rate * (nesterov ? g + momentum * v : v)
 *
 * param          [in,out]            [count]  parameters
 * grad           [in]                [count]  gradient of the loss with respect to param
 * velocity       [in,out, optional]  [count]  state; not read or written, and may be NULL, when
 *                                             momentum is 0
 * count          [in]                         number of parameters, at least 0
 * learning_rate  [in]                         finite, at least 0
 * options        [in, optional]               NULL = defaults: no momentum, no weight decay
 * executor       [in, optional]               NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL also when momentum is set and velocity is NULL; NLOSS_E_NULL,
 *           NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE,
 *           NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN and infinity follow IEEE arithmetic.
 * Accuracy  f32 is computed in f64 and rounded once.
 * Memory    None.
 * Aliasing  The three arrays must not overlap.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_sgd_step_f32(
    float *param,
    const float *grad,
    float *velocity,
    int64_t count, double learning_rate,
    const nloss_sgd_options *options,
    const nloss_executor *executor);

/* As nloss_sgd_step_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_sgd_step_f64(
    double *param,
    const double *grad,
    double *velocity,
    int64_t count, double learning_rate,
    const nloss_sgd_options *options,
    const nloss_executor *executor);

/*
 * Updates parameters by one step of Adam, as torch.optim.Adam does, or of AdamW with
 * NLOSS_ADAM_DECOUPLED.
 *
 *     Adam:  g = grad + weight_decay * param
 *     AdamW: g = grad, param = param * (1 - learning_rate * weight_decay)
 *     m = beta1 * moment1 + (1 - beta1) * g          moment1 = m
 *     v = beta2 * moment2 + (1 - beta2) * g * g      moment2 = v
 *     param = param - learning_rate * m' / (sqrt(v') + epsilon)
 *     with m' = m / (1 - beta1^step), v' = v / (1 - beta2^step)
 *
 * param          [in,out]        [count]  parameters
 * grad           [in]            [count]  gradient of the loss with respect to param
 * moment1        [in,out]        [count]  state, 0 before the first step
 * moment2        [in,out]        [count]  state, 0 before the first step
 * count          [in]                     number of parameters, at least 0
 * step           [in]                     number of this step, from 1
 * learning_rate  [in]                     finite, at least 0. Typical: 0.001
 * options        [in, optional]           NULL = defaults: 0.9, 0.999, 1e-8, no weight decay
 * executor       [in, optional]           NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_OPTION also when step is below 1; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN and infinity follow IEEE arithmetic.
 * Accuracy  f32 is computed in f64 and rounded once.
 * Memory    None.
 * Aliasing  The four arrays must not overlap.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_adam_step_f32(
    float *param,
    const float *grad,
    float *moment1,
    float *moment2,
    int64_t count, int64_t step, double learning_rate,
    const nloss_adam_options *options,
    const nloss_executor *executor);

/* As nloss_adam_step_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_adam_step_f64(
    double *param,
    const double *grad,
    double *moment1,
    double *moment2,
    int64_t count, int64_t step, double learning_rate,
    const nloss_adam_options *options,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Losses of the distance or angle of rows                                                        */
/* ---------------------------------------------------------------------------------------------- */

/* Flags of nloss_pair_loss_options. */
typedef uint32_t nloss_pair_loss_flags;
enum {
    /* None. */
    NLOSS_PAIR_LOSS_DEFAULT = 0,

    /* The mean over nothing (no rows, or weights that add up to 0) is 0 instead of NaN. */
    NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO = 1,

    /*
     * Triplets: the negative's distance is the smaller of those from the anchor and from the
     * positive.
     */
    NLOSS_PAIR_LOSS_SWAP = 2
};

/*
 * Options of the losses of pairs and triplets of rows. All bytes zero after struct_size are the
 * defaults; NULL means defaults too.
 */
typedef struct nloss_pair_loss_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_pair_loss_flags flags;

    /* How rows are reduced; 0 = mean. */
    nloss_reduction reduction;

    /* Must be 0. */
    int32_t reserved;

    /*
     * [rows] weight of each row, of the inputs' type; NULL = all ones. Read as data: not checked
     * for sign or NaN.
     */
    const void *row_weights;
} nloss_pair_loss_options;

#define NLOSS_PAIR_LOSS_OPTIONS_INIT \
    { sizeof(nloss_pair_loss_options), 0, 0, 0, NULL }

/*
 * Computes the triplet margin loss of rows, and its three gradients (PyTorch's
 * triplet_margin_loss).
 *
 *     D(x, y) = (sum_c |x[c] - y[c] + epsilon|^power)^(1/power), a, p, n = anchor[r,:], positive[r,:], negative[r,:]:
 *     l[r]   = max(0, margin + D(a, p) - D(a, n))     NLOSS_PAIR_LOSS_SWAP: - min(D(a, n), D(p, n))
 *     mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *
 * anchor                [in]             [rows, columns]  any values
 * anchor_stride         [in]                              elements from one row of anchor to the
 *                                                         next, at least the row's length
 * positive              [in]             [rows, columns]  any values
 * positive_stride       [in]                              elements from one row of positive to the
 *                                                         next, at least the row's length
 * negative              [in]             [rows, columns]  any values
 * negative_stride       [in]                              elements from one row of negative to the
 *                                                         next, at least the row's length
 * rows                  [in]                              number of rows, at least 0; with 0 only a
 *                                                         reduced loss is written
 * columns               [in]                              number of columns, at least 1
 * margin                [in]                              finite; typically 1
 * power                 [in]                              of the norm: at least 1, may be infinite;
 *                                                         typically 2
 * epsilon               [in]                              added to every difference, finite;
 *                                                         typically 1e-6
 * options               [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                         weights, no flags
 * loss                  [out, optional]                   of the unit of the inputs; [rows] with
 *                                                         NLOSS_REDUCTION_NONE, else one element;
 *                                                         NULL = not wanted
 * grad_anchor           [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                         to anchor (of each row's loss with
 *                                                         NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_anchor_stride    [in]                              elements from one row of grad_anchor to
 *                                                         the next; not read when grad_anchor is
 *                                                         NULL
 * grad_positive         [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                         to positive (of each row's loss with
 *                                                         NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_positive_stride  [in]                              elements from one row of grad_positive to
 *                                                         the next; not read when grad_positive is
 *                                                         NULL
 * grad_negative         [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                         to negative (of each row's loss with
 *                                                         NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_negative_stride  [in]                              elements from one row of grad_negative to
 *                                                         the next; not read when grad_negative is
 *                                                         NULL
 * executor              [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. An
 *           infinite distance makes NaN or an infinite loss. The gradient of a distance of 0 is 0;
 *           of the infinite norm it is shared by the largest differences. At the hinge's corner the
 *           gradient passes; that of the smaller of two equal distances is shared (all as PyTorch).
 *           Nothing to average (no rows, or weights that add up to 0): NaN, or 0 with
 *           NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2; powers other than 1, 2 and infinity: of the sum of the
 *           magnitudes of its terms), gradients at most 2 ulp of the sum of the magnitudes of their
 *           terms.
 * Memory    None.
 * Aliasing  grad_anchor may be anchor, grad_positive may be positive, grad_negative may be
 *           negative, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_triplet_margin_f32(
    const float *anchor, int64_t anchor_stride,
    const float *positive, int64_t positive_stride,
    const float *negative, int64_t negative_stride,
    int64_t rows, int64_t columns, double margin, double power, double epsilon,
    const nloss_pair_loss_options *options,
    float *loss,
    float *grad_anchor, int64_t grad_anchor_stride,
    float *grad_positive, int64_t grad_positive_stride,
    float *grad_negative, int64_t grad_negative_stride,
    const nloss_executor *executor);

/* As nloss_triplet_margin_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_triplet_margin_f64(
    const double *anchor, int64_t anchor_stride,
    const double *positive, int64_t positive_stride,
    const double *negative, int64_t negative_stride,
    int64_t rows, int64_t columns, double margin, double power, double epsilon,
    const nloss_pair_loss_options *options,
    double *loss,
    double *grad_anchor, int64_t grad_anchor_stride,
    double *grad_positive, int64_t grad_positive_stride,
    double *grad_negative, int64_t grad_negative_stride,
    const nloss_executor *executor);

/*
 * Computes the cosine embedding loss of pairs of rows, and both gradients (PyTorch's
 * cosine_embedding_loss).
 *
 *     cos    = x . y / sqrt((x . x + 1e-12) (y . y + 1e-12)), x, y = first[r,:], second[r,:]:
 *     l[r]   = 1 - cos where target[r] = 1, max(0, cos - margin) where it is -1, 0 elsewhere
 *     mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *
 * first               [in]             [rows, columns]  any values
 * first_stride        [in]                              elements from one row of first to the next,
 *                                                       at least the row's length
 * second              [in]             [rows, columns]  any values
 * second_stride       [in]                              elements from one row of second to the
 *                                                       next, at least the row's length
 * target              [in]             [rows]           1 for rows that belong together, -1 for
 *                                                       others
 * rows                [in]                              number of rows, at least 0; with 0 only a
 *                                                       reduced loss is written
 * columns             [in]                              number of columns, at least 1
 * margin              [in]                              finite; typically 0
 * options             [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                       weights, no flags
 * loss                [out, optional]                   without unit; [rows] with
 *                                                       NLOSS_REDUCTION_NONE, else one element;
 *                                                       NULL = not wanted
 * grad_first          [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                       to first (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_first_stride   [in]                              elements from one row of grad_first to the
 *                                                       next; not read when grad_first is NULL
 * grad_second         [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                       to second (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_second_stride  [in]                              elements from one row of grad_second to the
 *                                                       next; not read when grad_second is NULL
 * executor            [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. Infinite
 *           numbers make NaN. A row of zeros has the cosine 0. At the hinge's corner the gradient
 *           passes (as PyTorch). Nothing to average (no rows, or weights that add up to 0): NaN, or
 *           0 with NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2), relative, also for nearly parallel rows. Gradients at
 *           most 2 ulp of the sum of the magnitudes of their two terms.
 * Memory    None.
 * Aliasing  grad_first may be first, grad_second may be second, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_cosine_embedding_f32(
    const float *first, int64_t first_stride,
    const float *second, int64_t second_stride,
    const float *target,
    int64_t rows, int64_t columns, double margin,
    const nloss_pair_loss_options *options,
    float *loss,
    float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_cosine_embedding_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_cosine_embedding_f64(
    const double *first, int64_t first_stride,
    const double *second, int64_t second_stride,
    const double *target,
    int64_t rows, int64_t columns, double margin,
    const nloss_pair_loss_options *options,
    double *loss,
    double *grad_first, int64_t grad_first_stride,
    double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/*
 * Computes the contrastive loss of pairs of rows, and both gradients (Hadsell, Chopra and LeCun
 * 2006, without their factor 1/2).
 *
 *     d = sqrt(sum_c (first[r,c] - second[r,c])^2), s = same[r]:
 *     l[r]   = s d^2 + (1 - s) max(0, margin - d)^2
 *     mean   = sum_r v[r] l[r] / sum_r v[r], v = row_weights
 *
 * first               [in]             [rows, columns]  any values
 * first_stride        [in]                              elements from one row of first to the next,
 *                                                       at least the row's length
 * second              [in]             [rows, columns]  any values
 * second_stride       [in]                              elements from one row of second to the
 *                                                       next, at least the row's length
 * same                [in]             [rows]           1 for rows that belong together, 0 for
 *                                                       others; numbers between are weights of both
 * rows                [in]                              number of rows, at least 0; with 0 only a
 *                                                       reduced loss is written
 * columns             [in]                              number of columns, at least 1
 * margin              [in]                              finite; typically 1
 * options             [in, optional]                    NULL = defaults: mean over all rows, no
 *                                                       weights, no flags
 * loss                [out, optional]                   of the squared unit of the inputs; [rows]
 *                                                       with NLOSS_REDUCTION_NONE, else one
 *                                                       element; NULL = not wanted
 * grad_first          [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                       to first (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_first_stride   [in]                              elements from one row of grad_first to the
 *                                                       next; not read when grad_first is NULL
 * grad_second         [out, optional]  [rows, columns]  gradient of the reduced loss with respect
 *                                                       to second (of each row's loss with
 *                                                       NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_second_stride  [in]                              elements from one row of grad_second to the
 *                                                       next; not read when grad_second is NULL
 * executor            [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a row: its loss and gradients are NaN; other rows are untouched by it. The
 *           gradient of equal rows is 0. Nothing to average (no rows, or weights that add up to 0):
 *           NaN, or 0 with NLOSS_PAIR_LOSS_EMPTY_MEAN_ZERO; the gradient is 0.
 * Accuracy  Loss and gradients at most 1.5 ulp (f64: 2), relative.
 * Memory    None.
 * Aliasing  grad_first may be first, grad_second may be second, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_contrastive_f32(
    const float *first, int64_t first_stride,
    const float *second, int64_t second_stride,
    const float *same,
    int64_t rows, int64_t columns, double margin,
    const nloss_pair_loss_options *options,
    float *loss,
    float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* As nloss_contrastive_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_contrastive_f64(
    const double *first, int64_t first_stride,
    const double *second, int64_t second_stride,
    const double *same,
    int64_t rows, int64_t columns, double margin,
    const nloss_pair_loss_options *options,
    double *loss,
    double *grad_first, int64_t grad_first_stride,
    double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Ranks, soft ranks, and rank correlation                                                        */
/* ---------------------------------------------------------------------------------------------- */

/*
 * What pulls soft ranks towards each other, and makes them a differentiable function of the values.
 */
typedef int32_t nloss_regularization;
enum {
    /* Half the squared Euclidean norm: soft ranks are piecewise linear. */
    NLOSS_REGULARIZATION_L2 = 0,

    /*
     * Entropy, on the logarithms of the ranks: soft ranks are smoother, products of a rank sum and
     * a softmax.
     */
    NLOSS_REGULARIZATION_KL = 1
};

/*
 * Options of soft ranks. All bytes zero after struct_size are the defaults; NULL means defaults
 * too.
 */
typedef struct nloss_soft_rank_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Must be 0. */
    uint32_t reserved;

    /* How the ranks are regularized. */
    nloss_regularization regularization;

    /* What becomes of the rows' losses. Read by losses only. */
    nloss_reduction reduction;

    /*
     * Distance of neighboring values, in their unit, from which on soft ranks are the ranks; from
     * 1e-100 to 1e100; 0 = 1. A smaller one means sharper ranks and a gradient that is 0 in more
     * places.
     */
    double regularization_strength;
} nloss_soft_rank_options;

#define NLOSS_SOFT_RANK_OPTIONS_INIT \
    { sizeof(nloss_soft_rank_options), 0, 0, 0, 0 }

/*
 * Tells how much scratch the functions that rank rows need: nloss_rank, nloss_spearman,
 * nloss_soft_rank, nloss_soft_rank_backward and nloss_spearman_loss.
 *
 *     size = 64 classes min(max_tasks, 32, rows), with max_tasks = 1 without an executor
 *
 * rows      [in]            as the other function will be given
 * classes   [in]            as the other function will be given
 * executor  [in, optional]  as the other function will be given; its callback is not called
 * size      [out]           bytes, enough for fewer rows, classes or tasks too; 0 for no rows
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   None.
 * Accuracy  Exact.
 * Memory    None.
 * Aliasing  None.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_ranking_scratch_size_f32(
    int64_t rows, int64_t classes,
    const nloss_executor *executor,
    int64_t *size);

/* As nloss_ranking_scratch_size_f32, for f64. */
NLOSS_API nloss_status NLOSS_CALL nloss_ranking_scratch_size_f64(
    int64_t rows, int64_t classes,
    const nloss_executor *executor,
    int64_t *size);

/*
 * Computes the rank of each element in its row, from 1 for the smallest.
 *
 *     ranks[r,c] = 1 + #{k: values[r,k] < values[r,c]} + (#{k: values[r,k] = values[r,c]} - 1) / 2
 *
 * values         [in]            [rows, classes]  any values
 * values_stride  [in]                             elements from one row of values to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             elements of a row, at least 1
 * ranks          [out]           [rows, classes]  from 1 to classes; equal elements get the average
 *                                                 of their ranks
 * ranks_stride   [in]                             elements from one row of ranks to the next, at
 *                                                 least the row's length
 * scratch        [out]                            scratch_size bytes that the call may use, of any
 *                                                 alignment; their content is of no meaning
 * scratch_size   [in]                             at least what nloss_ranking_scratch_size says
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN in a row: all its ranks are NaN. Infinities are the largest and the smallest
 *           values. +0 equals -0.
 * Accuracy  Exact; in f32 up to 8,388,608 classes, beyond that rounded to an f32.
 * Memory    Scratch.
 * Aliasing  ranks may be values, with equal strides. The scratch may overlap nothing.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_rank_f32(
    const float *values, int64_t values_stride,
    int64_t rows, int64_t classes,
    float *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/* As nloss_rank_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_rank_f64(
    const double *values, int64_t values_stride,
    int64_t rows, int64_t classes,
    double *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/*
 * Computes Spearman's rank correlation of each pair of rows.
 *
 *     with a, b = the ranks of first[r,:] and second[r,:], averaged where elements are equal, less (classes + 1) / 2:
 *     correlation[r] = sum_c a[c] b[c] / sqrt(sum_c a[c]^2 sum_c b[c]^2)
 *
 * first          [in]            [rows, classes]  any values
 * first_stride   [in]                             elements from one row of first to the next, at
 *                                                 least the row's length
 * second         [in]            [rows, classes]  any values
 * second_stride  [in]                             elements from one row of second to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             elements of a row, at least 1
 * correlation    [out]           [rows]           from -1 to 1
 * scratch        [out]                            scratch_size bytes that the call may use, of any
 *                                                 alignment; their content is of no meaning
 * scratch_size   [in]                             at least what nloss_ranking_scratch_size says
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN where one of the rows has NaN, or where all elements of one are equal, as they are
 *           with one class.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, also near 0; 1 and -1 exactly where the orders are
 *           the same or opposite.
 * Memory    Scratch.
 * Aliasing  No output may overlap an input; first and second may be the same. The scratch may
 *           overlap nothing.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_spearman_f32(
    const float *first, int64_t first_stride,
    const float *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    float *correlation,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/* As nloss_spearman_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_spearman_f64(
    const double *first, int64_t first_stride,
    const double *second, int64_t second_stride,
    int64_t rows, int64_t classes,
    double *correlation,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/*
 * Computes soft ranks: a function of the values that has a useful gradient, and is the rank where
 * values are far apart.
 *
 *     with s = values[r,:] / regularization_strength in ascending order, w = (1, 2, ..., classes):
 *     l2: ranks = s - v,      v = the non-decreasing sequence with the least sum_c (s[c] - w[c] - v[c])^2
 *     kl: ranks = exp(s - v), v = the non-decreasing sequence with the least sum_c exp(s[c] - v[c]) + w[c] v[c]
 *     v is constant on blocks B of neighbors, on each
 *     l2: v = mean_B s - mean_B w
 *     kl: v = log sum_B exp s - log sum_B w
 *     l2 is the projection of s on the convex hull of all permutations of w.
 *     (Blondel, Teboul, Berthet, Djolonga: Fast Differentiable Sorting and Ranking, ICML 2020)
 *
 * values         [in]            [rows, classes]  any values
 * values_stride  [in]                             elements from one row of values to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             elements of a row, at least 1
 * options        [in, optional]                   NULL = defaults: l2, strength 1
 * ranks          [out]           [rows, classes]  from 1 to classes, of sum classes (classes + 1) /
 *                                                 2
 * ranks_stride   [in]                             elements from one row of ranks to the next, at
 *                                                 least the row's length
 * scratch        [out]                            scratch_size bytes that the call may use, of any
 *                                                 alignment; their content is of no meaning
 * scratch_size   [in]                             at least what nloss_ranking_scratch_size says
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN in a row: all its soft ranks are NaN. Infinite values have their rank, averaged
 *           over equal ones, and do not touch the others.
 * Accuracy  At most 1.5 ulp (f64: 2).
 * Memory    Scratch. Time grows as classes log classes.
 * Aliasing  ranks may be values, with equal strides. The scratch may overlap nothing.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_soft_rank_f32(
    const float *values, int64_t values_stride,
    int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options,
    float *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/* As nloss_soft_rank_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_soft_rank_f64(
    const double *values, int64_t values_stride,
    int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options,
    double *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/*
 * Computes the gradient of soft ranks with respect to the values, from the values.
 *
 *     with g = grad_ranks[r,:], B = the block of nloss_soft_rank that holds c, p = ranks[r,:] / sum_B ranks[r,:]:
 *     l2: grad_values[r,c] = (g[c] - mean_B g) / regularization_strength
 *     kl: grad_values[r,c] = ranks[r,c] (g[c] - sum_B p g) / regularization_strength
 *
 * values              [in]            [rows, classes]  what nloss_soft_rank was given
 * values_stride       [in]                             elements from one row of values to the next,
 *                                                      at least the row's length
 * grad_ranks          [in]            [rows, classes]  gradient with respect to the soft ranks
 * grad_ranks_stride   [in]                             elements from one row of grad_ranks to the
 *                                                      next, at least the row's length
 * rows                [in]                             number of rows, at least 0; 0 is success and
 *                                                      does nothing
 * classes             [in]                             elements of a row, at least 1
 * options             [in, optional]                   as nloss_soft_rank was given
 * grad_values         [out]           [rows, classes]  gradient with respect to the values
 * grad_values_stride  [in]                             elements from one row of grad_values to the
 *                                                      next, at least the row's length
 * scratch             [out]                            scratch_size bytes that the call may use, of
 *                                                      any alignment; their content is of no
 *                                                      meaning
 * scratch_size        [in]                             at least what nloss_ranking_scratch_size
 *                                                      says
 * executor            [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   NaN in a row of values: its gradient is NaN. A gradient that is not finite makes its
 *           block NaN. Where two blocks only just touch, soft ranks have a kink; the gradient is
 *           that of the joined block.
 * Accuracy  At most 1.5 ulp (f64: 2) of (|g| + mean_B |g|) / strength; with kl, of ranks (|g| +
 *           sum_B p |g|) / strength.
 * Memory    Scratch. Time grows as classes log classes, for the sort.
 * Aliasing  grad_values may be values or grad_ranks, with equal strides. The scratch may overlap
 *           nothing.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_soft_rank_backward_f32(
    const float *values, int64_t values_stride,
    const float *grad_ranks, int64_t grad_ranks_stride,
    int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options,
    float *grad_values, int64_t grad_values_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/* As nloss_soft_rank_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_soft_rank_backward_f64(
    const double *values, int64_t values_stride,
    const double *grad_ranks, int64_t grad_ranks_stride,
    int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options,
    double *grad_values, int64_t grad_values_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/*
 * Computes a loss that wants each row of predictions in the order of its targets, whatever their
 * scale: 1 less a Spearman correlation in which the predictions' ranks are soft. And its gradient
 * with respect to the predictions, in one call.
 *
 *     with a = the soft ranks of pred[r,:], b = the ranks of target[r,:], both less (classes + 1) / 2:
 *     l[r]     = 1 - rho,  rho = sum_c a[c] b[c] / sqrt(sum_c a[c]^2 sum_c b[c]^2)
 *     dl/da[c] = rho a[c] / sum_k a[k]^2 - b[c] / sqrt(sum_k a[k]^2 sum_k b[k]^2), and on to pred as in nloss_soft_rank_backward
 *     mean     = sum_r l[r] / rows
 *
 * pred           [in]             [rows, classes]  any values
 * pred_stride    [in]                              elements from one row of pred to the next, at
 *                                                  least the row's length
 * target         [in]             [rows, classes]  any values; equal ones share the average of
 *                                                  their ranks
 * target_stride  [in]                              elements from one row of target to the next, at
 *                                                  least the row's length
 * rows           [in]                              number of rows, at least 0; with 0 only a
 *                                                  reduced loss is written
 * classes        [in]                              elements of a row, at least 1
 * options        [in, optional]                    NULL = defaults: l2, strength 1, mean over the
 *                                                  rows
 * loss           [out, optional]                   from 0 to 2; [rows] with NLOSS_REDUCTION_NONE,
 *                                                  else one element; NULL = not wanted
 * grad           [out, optional]  [rows, classes]  gradient of the reduced loss (of each row's loss
 *                                                  with NLOSS_REDUCTION_NONE); NULL = not wanted
 * grad_stride    [in]                              elements from one row of grad to the next, at
 *                                                  least classes; not read when grad is NULL
 * scratch        [out]                             scratch_size bytes that the call may use, of any
 *                                                  alignment; their content is of no meaning
 * scratch_size   [in]                              at least what nloss_ranking_scratch_size says
 * executor       [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_SCRATCH for too little scratch; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   A row is NaN, loss and gradient, where pred or target has NaN, or where all of pred or
 *           all of target are equal, as they are with one class; soft ranks closer than 1e-130
 *           count as equal. The mean over no rows is NaN, the sum 0.
 * Accuracy  Loss at most 1.5 ulp (f64: 2) down to 1e-9, below that an error of at most 1e-24; kl:
 *           1.5 ulp (f64: 2) of 1. Gradient: as nloss_soft_rank_backward, of a gradient whose two
 *           terms count by their magnitudes.
 * Memory    Scratch. Time grows as classes log classes.
 * Aliasing  grad may be pred or target, with equal strides. The scratch may overlap nothing.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_spearman_loss_f32(
    const float *pred, int64_t pred_stride,
    const float *target, int64_t target_stride,
    int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options,
    float *loss,
    float *grad, int64_t grad_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/* As nloss_spearman_loss_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_spearman_loss_f64(
    const double *pred, int64_t pred_stride,
    const double *target, int64_t target_stride,
    int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options,
    double *loss,
    double *grad, int64_t grad_stride,
    void *scratch, int64_t scratch_size,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* The largest elements of rows                                                                   */
/* ---------------------------------------------------------------------------------------------- */

/*
 * Finds the largest element of each row: the class that logits or probabilities predict.
 *
 *     indices[r] = the lowest c with input[r,c] = max_k input[r,k]
 *
 * input         [in]            [rows, classes]  any values
 * input_stride  [in]                             elements from one row of input to the next, at
 *                                                least the row's length
 * rows          [in]                             number of rows, at least 0; 0 is success and does
 *                                                nothing
 * classes       [in]                             elements of a row, at least 1
 * indices       [out]           [rows]           classes, from 0
 * executor      [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   Of equal elements the first; +0 equals -0. NaN is larger than every number: the first
 *           NaN of a row that has one.
 * Accuracy  Exact.
 * Memory    None.
 * Aliasing  No output may overlap an input.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_argmax_f32(
    const float *input, int64_t input_stride,
    int64_t rows, int64_t classes,
    int64_t *indices,
    const nloss_executor *executor);

/* As nloss_argmax_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_argmax_f64(
    const double *input, int64_t input_stride,
    int64_t rows, int64_t classes,
    int64_t *indices,
    const nloss_executor *executor);

/* As nloss_argmax_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_argmax_f16(
    const nloss_f16 *input, int64_t input_stride,
    int64_t rows, int64_t classes,
    int64_t *indices,
    const nloss_executor *executor);

/* As nloss_argmax_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_argmax_bf16(
    const nloss_bf16 *input, int64_t input_stride,
    int64_t rows, int64_t classes,
    int64_t *indices,
    const nloss_executor *executor);

/*
 * Finds the k largest elements of each row, the largest first.
 *
 *     values[r,i] = input[r,indices[r,i]], values[r,0] >= values[r,1] >= ... >= every element that is left out
 *
 * input           [in]             [rows, classes]  any values
 * input_stride    [in]                              elements from one row of input to the next, at
 *                                                   least the row's length
 * rows            [in]                              number of rows, at least 0; 0 is success and
 *                                                   does nothing
 * classes         [in]                              elements of a row, at least 1
 * k               [in]                              how many to find, from 1 to classes; with
 *                                                   classes the row is sorted
 * values          [out, optional]  [rows, k]        the elements; NULL = not wanted
 * values_stride   [in]                              elements from one row of values to the next, at
 *                                                   least k; not read when values is NULL
 * indices         [out]            [rows, k]        where in the row they are, from 0
 * indices_stride  [in]                              elements from one row of indices to the next,
 *                                                   at least k
 * executor        [in, optional]                    NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_SHAPE also for k outside [1, classes]; NLOSS_E_NULL, NLOSS_E_SHAPE,
 *           NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or
 *           NLOSS_E_UNSUPPORTED otherwise, and then nothing was written.
 * Special   Equal elements come by rising index, and of those at the end the lowest are taken; +0
 *           equals -0. NaN is larger than every number.
 * Accuracy  Exact.
 * Memory    None: indices is the workspace. Time grows as classes log k at most.
 * Aliasing  No output may overlap an input or the other output.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_top_k_f32(
    const float *input, int64_t input_stride,
    int64_t rows, int64_t classes, int64_t k,
    float *values, int64_t values_stride,
    int64_t *indices, int64_t indices_stride,
    const nloss_executor *executor);

/* As nloss_top_k_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_top_k_f64(
    const double *input, int64_t input_stride,
    int64_t rows, int64_t classes, int64_t k,
    double *values, int64_t values_stride,
    int64_t *indices, int64_t indices_stride,
    const nloss_executor *executor);

/* As nloss_top_k_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_top_k_f16(
    const nloss_f16 *input, int64_t input_stride,
    int64_t rows, int64_t classes, int64_t k,
    nloss_f16 *values, int64_t values_stride,
    int64_t *indices, int64_t indices_stride,
    const nloss_executor *executor);

/* As nloss_top_k_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_top_k_bf16(
    const nloss_bf16 *input, int64_t input_stride,
    int64_t rows, int64_t classes, int64_t k,
    nloss_bf16 *values, int64_t values_stride,
    int64_t *indices, int64_t indices_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* The sigmoid and its logarithm                                                                  */
/* ---------------------------------------------------------------------------------------------- */

/*
 * Computes the sigmoid of each element.
 *
 *     probs[r,c] = 1 / (1 + exp(-logits[r,c]))
 *
 * logits         [in]            [rows, columns]  any values
 * logits_stride  [in]                             elements from one row of logits to the next, at
 *                                                 least columns
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * columns        [in]                             number of columns, at least 1
 * probs          [out]           [rows, columns]  probabilities in [0, 1]
 * probs_stride   [in]                             elements from one row of probs to the next, at
 *                                                 least columns
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN: NaN. +inf: 1. -inf: 0.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, subnormal results included.
 * Memory    None.
 * Aliasing  An output may be an input, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    float *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    double *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    nloss_f16 *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    nloss_bf16 *probs, int64_t probs_stride,
    const nloss_executor *executor);

/*
 * Computes the gradient of the sigmoid of each element, from the logits: near 1 a probability no
 * longer tells how far from it it is.
 *
 *     grad_logits[r,c] = grad_probs[r,c] sigmoid(logits[r,c]) sigmoid(-logits[r,c])
 *
 * logits              [in]            [rows, columns]  any values
 * logits_stride       [in]                             elements from one row of logits to the next,
 *                                                      at least columns
 * grad_probs          [in]            [rows, columns]  gradient with respect to the probabilities
 * grad_probs_stride   [in]                             elements from one row of grad_probs to the
 *                                                      next, at least columns
 * rows                [in]                             number of rows, at least 0; 0 is success and
 *                                                      does nothing
 * columns             [in]                             number of columns, at least 1
 * grad_logits         [out]           [rows, columns]  gradient with respect to the logits
 * grad_logits_stride  [in]                             elements from one row of grad_logits to the
 *                                                      next, at least columns
 * executor            [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: NaN. Infinite logits: 0.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, subnormal results included.
 * Memory    None.
 * Aliasing  An output may be an input, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_backward_f32(
    const float *logits, int64_t logits_stride,
    const float *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_backward_f64(
    const double *logits, int64_t logits_stride,
    const double *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_backward_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const nloss_f16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_sigmoid_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_sigmoid_backward_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/*
 * Computes the logarithm of the sigmoid of each element, never as the logarithm of a probability.
 *
 *     log_probs[r,c] = -log(1 + exp(-logits[r,c]))
 *
 * logits            [in]            [rows, columns]  any values
 * logits_stride     [in]                             elements from one row of logits to the next,
 *                                                    at least columns
 * rows              [in]                             number of rows, at least 0; 0 is success and
 *                                                    does nothing
 * columns           [in]                             number of columns, at least 1
 * log_probs         [out]           [rows, columns]  log-probabilities in nats, at most 0
 * log_probs_stride  [in]                             elements from one row of log_probs to the
 *                                                    next, at least columns
 * executor          [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN: NaN. +inf: 0. -inf: -inf.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, subnormal results included.
 * Memory    None.
 * Aliasing  An output may be an input, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    float *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/* As nloss_log_sigmoid_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    double *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/* As nloss_log_sigmoid_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    nloss_f16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/* As nloss_log_sigmoid_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t columns,
    nloss_bf16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/*
 * Computes the gradient of the logarithm of the sigmoid of each element.
 *
 *     grad_logits[r,c] = grad_log_probs[r,c] sigmoid(-logits[r,c])
 *
 * logits                 [in]            [rows, columns]  any values
 * logits_stride          [in]                             elements from one row of logits to the
 *                                                         next, at least columns
 * grad_log_probs         [in]            [rows, columns]  gradient with respect to the
 *                                                         log-probabilities
 * grad_log_probs_stride  [in]                             elements from one row of grad_log_probs
 *                                                         to the next, at least columns
 * rows                   [in]                             number of rows, at least 0; 0 is success
 *                                                         and does nothing
 * columns                [in]                             number of columns, at least 1
 * grad_logits            [out]           [rows, columns]  gradient with respect to the logits
 * grad_logits_stride     [in]                             elements from one row of grad_logits to
 *                                                         the next, at least columns
 * executor               [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   NaN in a pair: NaN. +inf: 0. -inf: grad_log_probs.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, subnormal results included.
 * Memory    None.
 * Aliasing  An output may be an input, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_backward_f32(
    const float *logits, int64_t logits_stride,
    const float *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_log_sigmoid_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_backward_f64(
    const double *logits, int64_t logits_stride,
    const double *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_log_sigmoid_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_backward_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const nloss_f16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_log_sigmoid_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_sigmoid_backward_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const nloss_bf16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* The softmax family                                                                             */
/* ---------------------------------------------------------------------------------------------- */

/* What a mask holds. */
typedef int32_t nloss_mask_type;
enum {
    /* There is no mask; mask must be NULL. */
    NLOSS_MASK_NONE = 0,

    /* Bytes: 0 leaves the class out, anything else lets it take part. */
    NLOSS_MASK_BOOL = 1,

    /* Elements of the logits' type, added to the logits; -inf leaves the class out. */
    NLOSS_MASK_ADD = 2
};

/* Flags of nloss_softmax_options. */
typedef uint32_t nloss_softmax_flags;
enum {
    /* None. */
    NLOSS_SOFTMAX_DEFAULT = 0,

    /*
     * A row whose logits are all -inf or left out has probabilities 0, log-probabilities -inf,
     * entropy 0 and gradient 0, instead of NaN.
     */
    NLOSS_SOFTMAX_EMPTY_ROW_ZERO = 1,

    /* Entropy in bits instead of nats; only for entropies. */
    NLOSS_SOFTMAX_BITS = 2
};

/*
 * Options of the softmax family. All bytes zero after struct_size are the defaults; NULL means
 * defaults too.
 */
typedef struct nloss_softmax_options {
    /* Size of this struct in bytes, as the caller was compiled. */
    uint32_t struct_size;

    /* Combination of flags; 0 = none. */
    nloss_softmax_flags flags;

    /*
     * Elements between the classes of a row, for a class axis that is not the last: row r of a
     * matrix starts at (r / inner) * stride + r % inner. It divides rows; a stride is then at least
     * classes * inner. 0 = 1 = contiguous rows.
     */
    int64_t inner;

    /*
     * The logits are divided by it; finite. 0 = 1. Negative turns the order of the classes round
     * (softmin). A quotient that is too large for f64 is infinite.
     */
    double temperature;

    /* What mask holds; 0 = no mask. */
    nloss_mask_type mask_type;

    /* Must be 0. */
    int32_t reserved;

    /*
     * [rows, classes] laid out like the logits, applied after the temperature; NULL = no class is
     * left out.
     */
    const void *mask;

    /* Elements from one row of mask to the next; 0 = one row of contiguous classes for all rows. */
    int64_t mask_stride;
} nloss_softmax_options;

#define NLOSS_SOFTMAX_OPTIONS_INIT \
    { sizeof(nloss_softmax_options), 0, 0, 0, 0, 0, NULL, 0 }

/*
 * Computes the softmax of each row.
 *
 *     z[r,c]     = logits[r,c] / temperature + mask[r,c]
 *     probs[r,c] = exp(z[r,c] - lse(r))        lse(r) = log sum_c exp(z[r,c])
 *
 * logits         [in]            [rows, classes]  any values
 * logits_stride  [in]                             elements from one row of logits to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             number of classes, at least 1
 * options        [in, optional]                   NULL = defaults: temperature 1, no mask,
 *                                                 contiguous rows
 * probs          [out]           [rows, classes]  probabilities in [0, 1]
 * probs_stride   [in]                             elements from one row of probs to the next, at
 *                                                 least the row's length
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf
 *           entries. -inf, and a class left out by the mask whatever its logit: probability +0. All
 *           of them: NaN, or 0 with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), subnormal results included, whatever the offset and spread of
 *           the row.
 * Memory    None.
 * Aliasing  probs may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_softmax_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_softmax_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_softmax_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *probs, int64_t probs_stride,
    const nloss_executor *executor);

/*
 * Computes the softmax of the negated logits of each row: the smallest is the most probable.
 *
 *     z[r,c]     = -logits[r,c] / temperature + mask[r,c]
 *     probs[r,c] = exp(z[r,c] - lse(r))        lse(r) = log sum_c exp(z[r,c])
 *
 * logits         [in]            [rows, classes]  any values
 * logits_stride  [in]                             elements from one row of logits to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             number of classes, at least 1
 * options        [in, optional]                   NULL = defaults: temperature 1, no mask,
 *                                                 contiguous rows
 * probs          [out]           [rows, classes]  probabilities in [0, 1]
 * probs_stride   [in]                             elements from one row of probs to the next, at
 *                                                 least the row's length
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: the whole row is NaN. -inf: the mass is shared evenly by the -inf
 *           entries. +inf, and a class left out by the mask whatever its logit: probability +0. All
 *           of them: NaN, or 0 with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), subnormal results included, whatever the offset and spread of
 *           the row.
 * Memory    None.
 * Aliasing  probs may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_softmin_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_softmin_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *probs, int64_t probs_stride,
    const nloss_executor *executor);

/* As nloss_softmin_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *probs, int64_t probs_stride,
    const nloss_executor *executor);

/*
 * Computes the logarithm of the softmax of each row, never as the logarithm of a probability.
 *
 *     z[r,c]         = logits[r,c] / temperature + mask[r,c]
 *     log_probs[r,c] = z[r,c] - lse(r)        lse(r) = log sum_c exp(z[r,c])
 *
 * logits            [in]            [rows, classes]  any values
 * logits_stride     [in]                             elements from one row of logits to the next,
 *                                                    at least the row's length
 * rows              [in]                             number of rows, at least 0; 0 is success and
 *                                                    does nothing
 * classes           [in]                             number of classes, at least 1
 * options           [in, optional]                   NULL = defaults: temperature 1, no mask,
 *                                                    contiguous rows
 * log_probs         [out]           [rows, classes]  log-probabilities in nats, at most 0
 * log_probs_stride  [in]                             elements from one row of log_probs to the
 *                                                    next, at least the row's length
 * executor          [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf
 *           entries. -inf, and a class left out by the mask: -inf. All of them: NaN, or -inf with
 *           NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), also for the class that has almost all of the probability.
 * Memory    None.
 * Aliasing  log_probs may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/* As nloss_log_softmax_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/* As nloss_log_softmax_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/* As nloss_log_softmax_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor);

/*
 * Computes the logarithm of the sum of the exponentials of each row.
 *
 *     lse[r] = log sum_c exp(logits[r,c] / temperature + mask[r,c])
 *
 * logits         [in]            [rows, classes]  any values
 * logits_stride  [in]                             elements from one row of logits to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             number of classes, at least 1
 * options        [in, optional]                   NULL = defaults: temperature 1, no mask,
 *                                                 contiguous rows
 * lse            [out]           [rows]           in nats
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: NaN. +inf: +inf. All -inf: -inf.
 * Accuracy  At most 1.5 ulp (f64: 2) of |max| + log(sum exp(logits - max)), whose difference the
 *           result may be.
 * Memory    None.
 * Aliasing  No output may overlap an input.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *lse,
    const nloss_executor *executor);

/* As nloss_logsumexp_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *lse,
    const nloss_executor *executor);

/* As nloss_logsumexp_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *lse,
    const nloss_executor *executor);

/* As nloss_logsumexp_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *lse,
    const nloss_executor *executor);

/*
 * Computes the entropy of the softmax of each row.
 *
 *     p          = softmax(logits[r,:] / temperature + mask[r,:])
 *     entropy[r] = -sum_c p[c] log p[c]        a class with p = 0 adds 0
 *
 * logits         [in]            [rows, classes]  any values
 * logits_stride  [in]                             elements from one row of logits to the next, at
 *                                                 least the row's length
 * rows           [in]                             number of rows, at least 0; 0 is success and does
 *                                                 nothing
 * classes        [in]                             number of classes, at least 1
 * options        [in, optional]                   NULL = defaults: temperature 1, no mask,
 *                                                 contiguous rows
 * entropy        [out]           [rows]           at least 0; in nats, or in bits with
 *                                                 NLOSS_SOFTMAX_BITS
 * executor       [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: NaN. +inf: of the even distribution over the +inf entries. All -inf or
 *           left out: NaN, or 0 with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
 * Accuracy  At most 1.5 ulp (f64: 2), relative, also near 0.
 * Memory    None.
 * Aliasing  No output may overlap an input.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_f32(
    const float *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *entropy,
    const nloss_executor *executor);

/* As nloss_entropy_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_f64(
    const double *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *entropy,
    const nloss_executor *executor);

/* As nloss_entropy_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *entropy,
    const nloss_executor *executor);

/* As nloss_entropy_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *entropy,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* Gradients of the softmax family                                                                */
/* ---------------------------------------------------------------------------------------------- */

/*
 * Computes the gradient of a softmax with respect to its logits.
 *
 *     grad_logits[r,c] = probs[r,c] * (grad_probs[r,c] - sum_k probs[r,k] * grad_probs[r,k]) / temperature
 *
 * probs               [in]            [rows, classes]  what nloss_softmax returned
 * probs_stride        [in]                             elements from one row of probs to the next,
 *                                                      at least the row's length
 * grad_probs          [in]            [rows, classes]  gradient with respect to probs
 * grad_probs_stride   [in]                             elements from one row of grad_probs to the
 *                                                      next, at least the row's length
 * rows                [in]                             number of rows, at least 0; 0 is success and
 *                                                      does nothing
 * classes             [in]                             number of classes, at least 1
 * options             [in, optional]                   what the forward function was given
 * grad_logits         [out]           [rows, classes]  gradient with respect to the logits
 * grad_logits_stride  [in]                             elements from one row of grad_logits to the
 *                                                      next, at least the row's length
 * executor            [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   Where probs is 0 the gradient is +0, whatever finite grad_probs is.
 * Accuracy  The sum is accumulated in f64.
 * Memory    None.
 * Aliasing  grad_logits may be probs or grad_probs, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_backward_f32(
    const float *probs, int64_t probs_stride,
    const float *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_softmax_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_backward_f64(
    const double *probs, int64_t probs_stride,
    const double *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_softmax_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_backward_f16(
    const nloss_f16 *probs, int64_t probs_stride,
    const nloss_f16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_softmax_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmax_backward_bf16(
    const nloss_bf16 *probs, int64_t probs_stride,
    const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/*
 * Computes the gradient of a softmin with respect to its logits.
 *
 *     grad_logits[r,c] = -probs[r,c] * (grad_probs[r,c] - sum_k probs[r,k] * grad_probs[r,k]) / temperature
 *
 * probs               [in]            [rows, classes]  what nloss_softmin returned
 * probs_stride        [in]                             elements from one row of probs to the next,
 *                                                      at least the row's length
 * grad_probs          [in]            [rows, classes]  gradient with respect to probs
 * grad_probs_stride   [in]                             elements from one row of grad_probs to the
 *                                                      next, at least the row's length
 * rows                [in]                             number of rows, at least 0; 0 is success and
 *                                                      does nothing
 * classes             [in]                             number of classes, at least 1
 * options             [in, optional]                   what the forward function was given
 * grad_logits         [out]           [rows, classes]  gradient with respect to the logits
 * grad_logits_stride  [in]                             elements from one row of grad_logits to the
 *                                                      next, at least the row's length
 * executor            [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   Where probs is 0 the gradient is +0, whatever finite grad_probs is.
 * Accuracy  The sum is accumulated in f64.
 * Memory    None.
 * Aliasing  grad_logits may be probs or grad_probs, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_backward_f32(
    const float *probs, int64_t probs_stride,
    const float *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_softmin_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_backward_f64(
    const double *probs, int64_t probs_stride,
    const double *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_softmin_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_backward_f16(
    const nloss_f16 *probs, int64_t probs_stride,
    const nloss_f16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_softmin_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_softmin_backward_bf16(
    const nloss_bf16 *probs, int64_t probs_stride,
    const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/*
 * Computes the gradient of a log-softmax with respect to its logits. It takes the logits, not the
 * result: a log-probability has lost the digits that its exponential needs.
 *
 *     grad_logits[r,c] = (grad_log_probs[r,c] - softmax(logits)[r,c] * sum_k grad_log_probs[r,k]) / temperature
 *     sum and result over the classes that take part; 0 where the mask leaves a class out
 *
 * logits                 [in]            [rows, classes]  what nloss_log_softmax was given
 * logits_stride          [in]                             elements from one row of logits to the
 *                                                         next, at least the row's length
 * grad_log_probs         [in]            [rows, classes]  gradient with respect to the
 *                                                         log-probabilities
 * grad_log_probs_stride  [in]                             elements from one row of grad_log_probs
 *                                                         to the next, at least the row's length
 * rows                   [in]                             number of rows, at least 0; 0 is success
 *                                                         and does nothing
 * classes                [in]                             number of classes, at least 1
 * options                [in, optional]                   what the forward function was given
 * grad_logits            [out]           [rows, classes]  gradient with respect to the logits
 * grad_logits_stride     [in]                             elements from one row of grad_logits to
 *                                                         the next, at least the row's length
 * executor               [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf
 *           entries. All -inf: NaN, or 0 with NLOSS_SOFTMAX_EMPTY_ROW_ZERO.
 * Accuracy  The sum is accumulated in f64.
 * Memory    None.
 * Aliasing  grad_logits may be logits or grad_log_probs, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_backward_f32(
    const float *logits, int64_t logits_stride,
    const float *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_log_softmax_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_backward_f64(
    const double *logits, int64_t logits_stride,
    const double *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_log_softmax_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_backward_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const nloss_f16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_log_softmax_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_log_softmax_backward_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const nloss_bf16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/*
 * Computes the gradient of a logsumexp with respect to its logits.
 *
 *     grad_logits[r,c] = grad_lse[r] * softmax(logits)[r,c] / temperature
 *
 * logits              [in]            [rows, classes]  what nloss_logsumexp was given
 * logits_stride       [in]                             elements from one row of logits to the next,
 *                                                      at least the row's length
 * grad_lse            [in]            [rows]           gradient with respect to lse
 * rows                [in]                             number of rows, at least 0; 0 is success and
 *                                                      does nothing
 * classes             [in]                             number of classes, at least 1
 * options             [in, optional]                   what the forward function was given
 * grad_logits         [out]           [rows, classes]  gradient with respect to the logits
 * grad_logits_stride  [in]                             elements from one row of grad_logits to the
 *                                                      next, at least the row's length
 * executor            [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf
 *           entries. All -inf: NaN.
 * Accuracy  At most 1.5 ulp (f64: 2).
 * Memory    None.
 * Aliasing  grad_logits may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_backward_f32(
    const float *logits, int64_t logits_stride,
    const float *grad_lse,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_logsumexp_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_backward_f64(
    const double *logits, int64_t logits_stride,
    const double *grad_lse,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_logsumexp_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_backward_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const float *grad_lse,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_logsumexp_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_logsumexp_backward_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const float *grad_lse,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/*
 * Computes the gradient of the entropy of a softmax with respect to its logits.
 *
 *     grad_logits[r,c] = -grad_entropy[r] * p[c] (log p[c] + entropy[r]) / temperature        divided by log 2 in bits
 *
 * logits              [in]            [rows, classes]  what nloss_entropy was given
 * logits_stride       [in]                             elements from one row of logits to the next,
 *                                                      at least the row's length
 * grad_entropy        [in]            [rows]           gradient with respect to the entropy
 * rows                [in]                             number of rows, at least 0; 0 is success and
 *                                                      does nothing
 * classes             [in]                             number of classes, at least 1
 * options             [in, optional]                   what the forward function was given
 * grad_logits         [out]           [rows, classes]  gradient with respect to the logits
 * grad_logits_stride  [in]                             elements from one row of grad_logits to the
 *                                                      next, at least the row's length
 * executor            [in, optional]                   NULL = run on the calling thread
 *
 * Returns   NLOSS_OK; NLOSS_E_NULL, NLOSS_E_SHAPE, NLOSS_E_STRIDE, NLOSS_E_ALIAS, NLOSS_E_OPTION,
 *           NLOSS_E_STRUCT_SIZE, NLOSS_E_EXECUTOR or NLOSS_E_UNSUPPORTED otherwise, and then
 *           nothing was written.
 * Special   A row with NaN: the whole row is NaN. +inf: the mass is shared evenly by the +inf
 *           entries. All -inf: NaN.
 * Accuracy  At most 2 ulp (f64: 4) of p[c] (lse - z[c] + entropy[r]), whose two terms may cancel;
 *           f64 with an entropy below 2^-1022, which has fewer digits, less at the most probable
 *           class.
 * Memory    None.
 * Aliasing  grad_logits may be logits, with equal strides.
 * Threads   Re-entrant; keeps no state.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_backward_f32(
    const float *logits, int64_t logits_stride,
    const float *grad_entropy,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_entropy_backward_f32, with double. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_backward_f64(
    const double *logits, int64_t logits_stride,
    const double *grad_entropy,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_entropy_backward_f32, with nloss_f16. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_backward_f16(
    const nloss_f16 *logits, int64_t logits_stride,
    const float *grad_entropy,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* As nloss_entropy_backward_f32, with nloss_bf16. */
NLOSS_API nloss_status NLOSS_CALL nloss_entropy_backward_bf16(
    const nloss_bf16 *logits, int64_t logits_stride,
    const float *grad_entropy,
    int64_t rows, int64_t classes,
    const nloss_softmax_options *options,
    nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor);

/* ---------------------------------------------------------------------------------------------- */
/* The library itself                                                                             */
/* ---------------------------------------------------------------------------------------------- */

/* Instruction-set levels. All of them give the same bits. */
typedef int32_t nloss_isa_level;
enum {
    /* No usable level on this machine; operations return NLOSS_E_UNSUPPORTED. */
    NLOSS_ISA_NONE = 0,

    /* x86-64-v2: SSE4.2. Emulates fused multiply-add exactly, and is slow for that. */
    NLOSS_ISA_V2 = 2,

    /* x86-64-v3: AVX2 and FMA. */
    NLOSS_ISA_V3 = 3,

    /* x86-64-v4: AVX-512 F, BW, CD, DQ, VL. */
    NLOSS_ISA_V4 = 4,

    /* arm64: NEON, which every such processor has. */
    NLOSS_ISA_NEON = 16
};

/*
 * Returns the version of the library as major * 1,000,000 + minor * 1,000 + patch.
 *
 * Returns  The number that NLOSS_VERSION had when the library was built.
 */
NLOSS_API int32_t NLOSS_CALL nloss_version(void);

/*
 * Returns the version of the binary interface. It changes only when existing callers would break.
 *
 * Returns  The number that NLOSS_ABI had when the library was built.
 */
NLOSS_API int32_t NLOSS_CALL nloss_abi(void);

/*
 * Returns a hash over every function, struct and constant of this header. Generated bindings
 * compare it with theirs when they load the library, and refuse a mismatch.
 *
 * Returns  The number that NLOSS_API_HASH had when the library was built.
 */
NLOSS_API uint64_t NLOSS_CALL nloss_api_hash(void);

/*
 * Returns the name of a status, for messages.
 *
 * status  [in]  any value
 *
 * Returns  A static string such as "NLOSS_E_LABEL"; "NLOSS_E_?" for a value that is no status.
 *          Never NULL.
 */
NLOSS_API const char *NLOSS_CALL nloss_status_name(nloss_status status);

/*
 * Returns the instruction-set level that calls use now.
 *
 * Returns  One of nloss_isa_level; NLOSS_ISA_NONE where this machine has no usable level.
 */
NLOSS_API nloss_isa_level NLOSS_CALL nloss_isa(void);

/*
 * Limits the instruction-set level of all later calls in this process, for tests and comparisons.
 * Results do not change, only speed. A level above what the machine has means the best it has.
 * Calls that are running keep the level they started with.
 *
 * level  [in]  one of nloss_isa_level that the file has: V2, V3, V4 on x64, NEON on arm64
 *
 * Returns  NLOSS_OK; NLOSS_E_OPTION for any other number; NLOSS_E_UNSUPPORTED where the machine has
 *          no usable level.
 */
NLOSS_API nloss_status NLOSS_CALL nloss_limit_isa(nloss_isa_level level);

/* ---------------------------------------------------------------------------------------------- */
/* Layout: structs are as the library sees them, or the compiler stops here                       */
/* ---------------------------------------------------------------------------------------------- */

NLOSS_ASSERT(sizeof(nloss_adam_options) == 40);
NLOSS_ASSERT(offsetof(nloss_adam_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_adam_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_adam_options, beta1) == 8);
NLOSS_ASSERT(offsetof(nloss_adam_options, beta2) == 16);
NLOSS_ASSERT(offsetof(nloss_adam_options, epsilon) == 24);
NLOSS_ASSERT(offsetof(nloss_adam_options, weight_decay) == 32);
NLOSS_ASSERT(sizeof(nloss_cross_entropy_options) == 152);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, reduction) == 8);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, reserved) == 12);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, label_smoothing) == 16);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, ignore_index) == 24);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, class_weights) == 32);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, error_row) == 40);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, inner) == 48);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, row_weights) == 56);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, z_loss) == 64);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, softcap) == 72);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, second_labels) == 80);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, mix_lambda) == 88);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, lse) == 96);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, argmax) == 104);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, correct) == 112);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, rank) == 120);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, entropy) == 128);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, label_prob) == 136);
NLOSS_ASSERT(offsetof(nloss_cross_entropy_options, z_loss_part) == 144);
NLOSS_ASSERT(sizeof(nloss_divergence_options) == 24);
NLOSS_ASSERT(offsetof(nloss_divergence_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_divergence_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_divergence_options, reduction) == 8);
NLOSS_ASSERT(offsetof(nloss_divergence_options, reserved) == 12);
NLOSS_ASSERT(offsetof(nloss_divergence_options, row_weights) == 16);
NLOSS_ASSERT(sizeof(nloss_elementwise_options) == 72);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, reduction) == 8);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, reserved) == 12);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, label_smoothing) == 16);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, weights) == 24);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, weights_stride) == 32);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, row_weights) == 40);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, pos_weights) == 48);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, pos_weights_stride) == 56);
NLOSS_ASSERT(offsetof(nloss_elementwise_options, error_row) == 64);
NLOSS_ASSERT(sizeof(nloss_executor) == 24);
NLOSS_ASSERT(offsetof(nloss_executor, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_executor, max_tasks) == 4);
NLOSS_ASSERT(offsetof(nloss_executor, user) == 8);
NLOSS_ASSERT(offsetof(nloss_executor, parallel_for) == 16);
NLOSS_ASSERT(sizeof(nloss_index_loss_options) == 48);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, reduction) == 8);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, reserved) == 12);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, ignore_index) == 16);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, class_weights) == 24);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, row_weights) == 32);
NLOSS_ASSERT(offsetof(nloss_index_loss_options, error_row) == 40);
NLOSS_ASSERT(sizeof(nloss_pair_loss_options) == 24);
NLOSS_ASSERT(offsetof(nloss_pair_loss_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_pair_loss_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_pair_loss_options, reduction) == 8);
NLOSS_ASSERT(offsetof(nloss_pair_loss_options, reserved) == 12);
NLOSS_ASSERT(offsetof(nloss_pair_loss_options, row_weights) == 16);
NLOSS_ASSERT(sizeof(nloss_sgd_options) == 32);
NLOSS_ASSERT(offsetof(nloss_sgd_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_sgd_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_sgd_options, momentum) == 8);
NLOSS_ASSERT(offsetof(nloss_sgd_options, dampening) == 16);
NLOSS_ASSERT(offsetof(nloss_sgd_options, weight_decay) == 24);
NLOSS_ASSERT(sizeof(nloss_soft_rank_options) == 24);
NLOSS_ASSERT(offsetof(nloss_soft_rank_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_soft_rank_options, reserved) == 4);
NLOSS_ASSERT(offsetof(nloss_soft_rank_options, regularization) == 8);
NLOSS_ASSERT(offsetof(nloss_soft_rank_options, reduction) == 12);
NLOSS_ASSERT(offsetof(nloss_soft_rank_options, regularization_strength) == 16);
NLOSS_ASSERT(sizeof(nloss_softmax_options) == 48);
NLOSS_ASSERT(offsetof(nloss_softmax_options, struct_size) == 0);
NLOSS_ASSERT(offsetof(nloss_softmax_options, flags) == 4);
NLOSS_ASSERT(offsetof(nloss_softmax_options, inner) == 8);
NLOSS_ASSERT(offsetof(nloss_softmax_options, temperature) == 16);
NLOSS_ASSERT(offsetof(nloss_softmax_options, mask_type) == 24);
NLOSS_ASSERT(offsetof(nloss_softmax_options, reserved) == 28);
NLOSS_ASSERT(offsetof(nloss_softmax_options, mask) == 32);
NLOSS_ASSERT(offsetof(nloss_softmax_options, mask_stride) == 40);
#undef NLOSS_ASSERT

#ifdef __cplusplus
}
#endif

#endif /* NATIVELOSS_H */
