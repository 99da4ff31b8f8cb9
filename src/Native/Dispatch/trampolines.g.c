/* Generated from src/Native/Exports by src/BindGen. Do not edit. */
/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

#include "dispatch.h"

/* What one level implements. The first argument is the number of the element type. */
typedef nloss_status NLOSS_CALL cross_entropy_entry(int32_t, const void *, int64_t, const void *, nloss_label_type,
    int64_t, int64_t, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL cross_entropy_soft_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL entropy_of_probs_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *,
    void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL kl_of_rows_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, const void *, void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL js_div_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    const void *, void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL kl_hinge_entry(int32_t, const void *, int64_t, const void *, int64_t, const void *,
    int64_t, int64_t, double, double, const void *, void *, void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL mse_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL binary_cross_entropy_with_logits_entry(int32_t, const void *, int64_t, const void *,
    int64_t, int64_t, int64_t, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL l1_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL huber_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL smooth_l1_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL log_cosh_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL poisson_nll_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL binary_cross_entropy_entry(int32_t, const void *, int64_t, const void *, int64_t,
    int64_t, int64_t, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL sigmoid_focal_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, double, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL kl_div_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL hinge_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL squared_hinge_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL soft_hinge_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL hinge_embedding_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL margin_ranking_entry(int32_t, const void *, int64_t, const void *, int64_t,
    const void *, int64_t, int64_t, int64_t, double, const void *, void *, void *, int64_t, void *, int64_t,
    const void *);
typedef nloss_status NLOSS_CALL nll_loss_entry(int32_t, const void *, int64_t, const void *, nloss_label_type, int64_t,
    int64_t, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL softmax_focal_entry(int32_t, const void *, int64_t, const void *, nloss_label_type,
    int64_t, int64_t, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL multi_margin_entry(int32_t, const void *, int64_t, const void *, nloss_label_type,
    int64_t, int64_t, int32_t, double, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL multiclass_hinge_entry(int32_t, const void *, int64_t, const void *, nloss_label_type,
    int64_t, int64_t, const void *, void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL linear_entry(int32_t, const void *, int64_t, const void *, int64_t, const void *,
    int64_t, int64_t, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL linear_backward_entry(int32_t, const void *, int64_t, const void *, int64_t,
    const void *, int64_t, int64_t, int64_t, int64_t, void *, int64_t, void *, int64_t, void *, const void *);
typedef nloss_status NLOSS_CALL sgd_step_entry(int32_t, void *, const void *, void *, int64_t, double, const void *,
    const void *);
typedef nloss_status NLOSS_CALL adam_step_entry(int32_t, void *, const void *, void *, void *, int64_t, int64_t, double,
    const void *, const void *);
typedef nloss_status NLOSS_CALL triplet_margin_entry(int32_t, const void *, int64_t, const void *, int64_t,
    const void *, int64_t, int64_t, int64_t, double, double, double, const void *, void *, void *, int64_t, void *,
    int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL cosine_embedding_entry(int32_t, const void *, int64_t, const void *, int64_t,
    const void *, int64_t, int64_t, double, const void *, void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL contrastive_entry(int32_t, const void *, int64_t, const void *, int64_t, const void *,
    int64_t, int64_t, double, const void *, void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL ranking_scratch_size_entry(int32_t, int64_t, int64_t, const void *, void *);
typedef nloss_status NLOSS_CALL rank_entry(int32_t, const void *, int64_t, int64_t, int64_t, void *, int64_t, void *,
    int64_t, const void *);
typedef nloss_status NLOSS_CALL spearman_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t, int64_t,
    void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL soft_rank_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *, void *,
    int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL soft_rank_backward_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, const void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL spearman_loss_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, const void *, void *, void *, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL argmax_entry(int32_t, const void *, int64_t, int64_t, int64_t, void *, const void *);
typedef nloss_status NLOSS_CALL top_k_entry(int32_t, const void *, int64_t, int64_t, int64_t, int64_t, void *, int64_t,
    void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL sigmoid_entry(int32_t, const void *, int64_t, int64_t, int64_t, void *, int64_t,
    const void *);
typedef nloss_status NLOSS_CALL sigmoid_backward_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL log_sigmoid_entry(int32_t, const void *, int64_t, int64_t, int64_t, void *, int64_t,
    const void *);
typedef nloss_status NLOSS_CALL log_sigmoid_backward_entry(int32_t, const void *, int64_t, const void *, int64_t,
    int64_t, int64_t, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL softmax_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *, void *,
    int64_t, const void *);
typedef nloss_status NLOSS_CALL softmin_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *, void *,
    int64_t, const void *);
typedef nloss_status NLOSS_CALL log_softmax_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *,
    void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL logsumexp_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *, void *,
    const void *);
typedef nloss_status NLOSS_CALL entropy_entry(int32_t, const void *, int64_t, int64_t, int64_t, const void *, void *,
    const void *);
typedef nloss_status NLOSS_CALL softmax_backward_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, const void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL softmin_backward_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    int64_t, const void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL log_softmax_backward_entry(int32_t, const void *, int64_t, const void *, int64_t,
    int64_t, int64_t, const void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL logsumexp_backward_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    const void *, void *, int64_t, const void *);
typedef nloss_status NLOSS_CALL entropy_backward_entry(int32_t, const void *, int64_t, const void *, int64_t, int64_t,
    const void *, void *, int64_t, const void *);

typedef struct {
    cross_entropy_entry *cross_entropy;
    cross_entropy_soft_entry *cross_entropy_soft;
    linear_entry *linear;
    linear_backward_entry *linear_backward;
    softmax_entry *softmax;
    softmin_entry *softmin;
    log_softmax_entry *log_softmax;
    logsumexp_entry *logsumexp;
    entropy_entry *entropy;
    softmax_backward_entry *softmax_backward;
    softmin_backward_entry *softmin_backward;
    log_softmax_backward_entry *log_softmax_backward;
    logsumexp_backward_entry *logsumexp_backward;
    entropy_backward_entry *entropy_backward;
} entries;

#define LEVEL_OF_entries(isa) \
    extern cross_entropy_entry nloss_##isa##_nloss_cross_entropy; \
    extern cross_entropy_soft_entry nloss_##isa##_nloss_cross_entropy_soft; \
    extern linear_entry nloss_##isa##_nloss_linear; \
    extern linear_backward_entry nloss_##isa##_nloss_linear_backward; \
    extern softmax_entry nloss_##isa##_nloss_softmax; \
    extern softmin_entry nloss_##isa##_nloss_softmin; \
    extern log_softmax_entry nloss_##isa##_nloss_log_softmax; \
    extern logsumexp_entry nloss_##isa##_nloss_logsumexp; \
    extern entropy_entry nloss_##isa##_nloss_entropy; \
    extern softmax_backward_entry nloss_##isa##_nloss_softmax_backward; \
    extern softmin_backward_entry nloss_##isa##_nloss_softmin_backward; \
    extern log_softmax_backward_entry nloss_##isa##_nloss_log_softmax_backward; \
    extern logsumexp_backward_entry nloss_##isa##_nloss_logsumexp_backward; \
    extern entropy_backward_entry nloss_##isa##_nloss_entropy_backward; \
    static const entries isa = { \
        nloss_##isa##_nloss_cross_entropy, \
        nloss_##isa##_nloss_cross_entropy_soft, \
        nloss_##isa##_nloss_linear, \
        nloss_##isa##_nloss_linear_backward, \
        nloss_##isa##_nloss_softmax, \
        nloss_##isa##_nloss_softmin, \
        nloss_##isa##_nloss_log_softmax, \
        nloss_##isa##_nloss_logsumexp, \
        nloss_##isa##_nloss_entropy, \
        nloss_##isa##_nloss_softmax_backward, \
        nloss_##isa##_nloss_softmin_backward, \
        nloss_##isa##_nloss_log_softmax_backward, \
        nloss_##isa##_nloss_logsumexp_backward, \
        nloss_##isa##_nloss_entropy_backward, \
    };

/* Of the operations with short vectors v4 has v3's. */

typedef struct {
    entropy_of_probs_entry *entropy_of_probs;
    kl_of_rows_entry *kl_of_rows;
    js_div_entry *js_div;
    kl_hinge_entry *kl_hinge;
    mse_entry *mse;
    binary_cross_entropy_with_logits_entry *binary_cross_entropy_with_logits;
    l1_entry *l1;
    huber_entry *huber;
    smooth_l1_entry *smooth_l1;
    log_cosh_entry *log_cosh;
    poisson_nll_entry *poisson_nll;
    binary_cross_entropy_entry *binary_cross_entropy;
    sigmoid_focal_entry *sigmoid_focal;
    kl_div_entry *kl_div;
    hinge_entry *hinge;
    squared_hinge_entry *squared_hinge;
    soft_hinge_entry *soft_hinge;
    hinge_embedding_entry *hinge_embedding;
    margin_ranking_entry *margin_ranking;
    nll_loss_entry *nll_loss;
    softmax_focal_entry *softmax_focal;
    multi_margin_entry *multi_margin;
    multiclass_hinge_entry *multiclass_hinge;
    sgd_step_entry *sgd_step;
    adam_step_entry *adam_step;
    triplet_margin_entry *triplet_margin;
    cosine_embedding_entry *cosine_embedding;
    contrastive_entry *contrastive;
    ranking_scratch_size_entry *ranking_scratch_size;
    rank_entry *rank;
    spearman_entry *spearman;
    soft_rank_entry *soft_rank;
    soft_rank_backward_entry *soft_rank_backward;
    spearman_loss_entry *spearman_loss;
    argmax_entry *argmax;
    top_k_entry *top_k;
    sigmoid_entry *sigmoid;
    sigmoid_backward_entry *sigmoid_backward;
    log_sigmoid_entry *log_sigmoid;
    log_sigmoid_backward_entry *log_sigmoid_backward;
} short_entries;

#define LEVEL_OF_short_entries(isa) \
    extern entropy_of_probs_entry nloss_##isa##_nloss_entropy_of_probs; \
    extern kl_of_rows_entry nloss_##isa##_nloss_kl_of_rows; \
    extern js_div_entry nloss_##isa##_nloss_js_div; \
    extern kl_hinge_entry nloss_##isa##_nloss_kl_hinge; \
    extern mse_entry nloss_##isa##_nloss_mse; \
    extern binary_cross_entropy_with_logits_entry nloss_##isa##_nloss_binary_cross_entropy_with_logits; \
    extern l1_entry nloss_##isa##_nloss_l1; \
    extern huber_entry nloss_##isa##_nloss_huber; \
    extern smooth_l1_entry nloss_##isa##_nloss_smooth_l1; \
    extern log_cosh_entry nloss_##isa##_nloss_log_cosh; \
    extern poisson_nll_entry nloss_##isa##_nloss_poisson_nll; \
    extern binary_cross_entropy_entry nloss_##isa##_nloss_binary_cross_entropy; \
    extern sigmoid_focal_entry nloss_##isa##_nloss_sigmoid_focal; \
    extern kl_div_entry nloss_##isa##_nloss_kl_div; \
    extern hinge_entry nloss_##isa##_nloss_hinge; \
    extern squared_hinge_entry nloss_##isa##_nloss_squared_hinge; \
    extern soft_hinge_entry nloss_##isa##_nloss_soft_hinge; \
    extern hinge_embedding_entry nloss_##isa##_nloss_hinge_embedding; \
    extern margin_ranking_entry nloss_##isa##_nloss_margin_ranking; \
    extern nll_loss_entry nloss_##isa##_nloss_nll_loss; \
    extern softmax_focal_entry nloss_##isa##_nloss_softmax_focal; \
    extern multi_margin_entry nloss_##isa##_nloss_multi_margin; \
    extern multiclass_hinge_entry nloss_##isa##_nloss_multiclass_hinge; \
    extern sgd_step_entry nloss_##isa##_nloss_sgd_step; \
    extern adam_step_entry nloss_##isa##_nloss_adam_step; \
    extern triplet_margin_entry nloss_##isa##_nloss_triplet_margin; \
    extern cosine_embedding_entry nloss_##isa##_nloss_cosine_embedding; \
    extern contrastive_entry nloss_##isa##_nloss_contrastive; \
    extern ranking_scratch_size_entry nloss_##isa##_nloss_ranking_scratch_size; \
    extern rank_entry nloss_##isa##_nloss_rank; \
    extern spearman_entry nloss_##isa##_nloss_spearman; \
    extern soft_rank_entry nloss_##isa##_nloss_soft_rank; \
    extern soft_rank_backward_entry nloss_##isa##_nloss_soft_rank_backward; \
    extern spearman_loss_entry nloss_##isa##_nloss_spearman_loss; \
    extern argmax_entry nloss_##isa##_nloss_argmax; \
    extern top_k_entry nloss_##isa##_nloss_top_k; \
    extern sigmoid_entry nloss_##isa##_nloss_sigmoid; \
    extern sigmoid_backward_entry nloss_##isa##_nloss_sigmoid_backward; \
    extern log_sigmoid_entry nloss_##isa##_nloss_log_sigmoid; \
    extern log_sigmoid_backward_entry nloss_##isa##_nloss_log_sigmoid_backward; \
    static const short_entries isa##_short = { \
        nloss_##isa##_nloss_entropy_of_probs, \
        nloss_##isa##_nloss_kl_of_rows, \
        nloss_##isa##_nloss_js_div, \
        nloss_##isa##_nloss_kl_hinge, \
        nloss_##isa##_nloss_mse, \
        nloss_##isa##_nloss_binary_cross_entropy_with_logits, \
        nloss_##isa##_nloss_l1, \
        nloss_##isa##_nloss_huber, \
        nloss_##isa##_nloss_smooth_l1, \
        nloss_##isa##_nloss_log_cosh, \
        nloss_##isa##_nloss_poisson_nll, \
        nloss_##isa##_nloss_binary_cross_entropy, \
        nloss_##isa##_nloss_sigmoid_focal, \
        nloss_##isa##_nloss_kl_div, \
        nloss_##isa##_nloss_hinge, \
        nloss_##isa##_nloss_squared_hinge, \
        nloss_##isa##_nloss_soft_hinge, \
        nloss_##isa##_nloss_hinge_embedding, \
        nloss_##isa##_nloss_margin_ranking, \
        nloss_##isa##_nloss_nll_loss, \
        nloss_##isa##_nloss_softmax_focal, \
        nloss_##isa##_nloss_multi_margin, \
        nloss_##isa##_nloss_multiclass_hinge, \
        nloss_##isa##_nloss_sgd_step, \
        nloss_##isa##_nloss_adam_step, \
        nloss_##isa##_nloss_triplet_margin, \
        nloss_##isa##_nloss_cosine_embedding, \
        nloss_##isa##_nloss_contrastive, \
        nloss_##isa##_nloss_ranking_scratch_size, \
        nloss_##isa##_nloss_rank, \
        nloss_##isa##_nloss_spearman, \
        nloss_##isa##_nloss_soft_rank, \
        nloss_##isa##_nloss_soft_rank_backward, \
        nloss_##isa##_nloss_spearman_loss, \
        nloss_##isa##_nloss_argmax, \
        nloss_##isa##_nloss_top_k, \
        nloss_##isa##_nloss_sigmoid, \
        nloss_##isa##_nloss_sigmoid_backward, \
        nloss_##isa##_nloss_log_sigmoid, \
        nloss_##isa##_nloss_log_sigmoid_backward, \
    };
#if defined(__aarch64__)
LEVEL_OF_entries(neon)
LEVEL_OF_short_entries(neon)
#define entries_of(level) ((void)(level), &neon)
#define short_entries_of(level) ((void)(level), &neon_short)
#else
LEVEL_OF_entries(v2)
LEVEL_OF_entries(v3)
LEVEL_OF_entries(v4)
LEVEL_OF_short_entries(v2)
LEVEL_OF_short_entries(v3)
#define entries_of(level) ((level) == NLOSS_ISA_V4 ? &v4 : (level) == NLOSS_ISA_V3 ? &v3 : &v2)
#define short_entries_of(level) ((level) == NLOSS_ISA_V2 ? &v2_short : &v3_short)
#endif

#include "forward.h"

EXPORT(nloss_cross_entropy_f32, entries, cross_entropy, 0, 0, 11, 0, executor,
    (const float *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_f64, entries, cross_entropy, 0, 1, 11, 0, executor,
    (const double *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_f16, entries, cross_entropy, 0, 2, 11, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_bf16, entries, cross_entropy, 0, 3, 11, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_f32, entries, cross_entropy_soft, 1, 0, 11, 0, executor,
    (const float *logits, int64_t logits_stride, const float *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_f64, entries, cross_entropy_soft, 1, 1, 11, 0, executor,
    (const double *logits, int64_t logits_stride, const double *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_f16, entries, cross_entropy_soft, 1, 2, 11, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_bf16, entries, cross_entropy_soft, 1, 3, 11, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_f32, short_entries, entropy_of_probs, 0, 0, 9, 0, executor,
    (const float *probs, int64_t probs_stride, int64_t rows, int64_t classes, const nloss_divergence_options *options,
    float *loss, float *grad, int64_t grad_stride, const nloss_executor *executor),
    (0, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_f64, short_entries, entropy_of_probs, 0, 1, 9, 0, executor,
    (const double *probs, int64_t probs_stride, int64_t rows, int64_t classes, const nloss_divergence_options *options,
    double *loss, double *grad, int64_t grad_stride, const nloss_executor *executor),
    (1, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_f16, short_entries, entropy_of_probs, 0, 2, 9, 0, executor,
    (const nloss_f16 *probs, int64_t probs_stride, int64_t rows, int64_t classes,
    const nloss_divergence_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_bf16, short_entries, entropy_of_probs, 0, 3, 9, 0, executor,
    (const nloss_bf16 *probs, int64_t probs_stride, int64_t rows, int64_t classes,
    const nloss_divergence_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_of_rows_f32, short_entries, kl_of_rows, 1, 0, 13, 0, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_of_rows_f64, short_entries, kl_of_rows, 1, 1, 13, 0, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, double *loss, double *grad_first,
    int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_of_rows_f16, short_entries, kl_of_rows, 1, 2, 13, 0, executor,
    (const nloss_f16 *first, int64_t first_stride, const nloss_f16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_f16 *grad_first,
    int64_t grad_first_stride, nloss_f16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (2, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_of_rows_bf16, short_entries, kl_of_rows, 1, 3, 13, 0, executor,
    (const nloss_bf16 *first, int64_t first_stride, const nloss_bf16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_bf16 *grad_first,
    int64_t grad_first_stride, nloss_bf16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (3, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_f32, short_entries, js_div, 2, 0, 13, 0, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_f64, short_entries, js_div, 2, 1, 13, 0, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, double *loss, double *grad_first,
    int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_f16, short_entries, js_div, 2, 2, 13, 0, executor,
    (const nloss_f16 *first, int64_t first_stride, const nloss_f16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_f16 *grad_first,
    int64_t grad_first_stride, nloss_f16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (2, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_bf16, short_entries, js_div, 2, 3, 13, 0, executor,
    (const nloss_bf16 *first, int64_t first_stride, const nloss_bf16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_bf16 *grad_first,
    int64_t grad_first_stride, nloss_bf16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (3, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_f32, short_entries, kl_hinge, 3, 0, 15, 2, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    float *loss, float *accuracy, float *grad_first, int64_t grad_first_stride, float *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_f64, short_entries, kl_hinge, 3, 1, 15, 2, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, const double *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    double *loss, double *accuracy, double *grad_first, int64_t grad_first_stride, double *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_f16, short_entries, kl_hinge, 3, 2, 15, 2, executor,
    (const nloss_f16 *first, int64_t first_stride, const nloss_f16 *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    float *loss, float *accuracy, nloss_f16 *grad_first, int64_t grad_first_stride, nloss_f16 *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (2, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_bf16, short_entries, kl_hinge, 3, 3, 15, 2, executor,
    (const nloss_bf16 *first, int64_t first_stride, const nloss_bf16 *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    float *loss, float *accuracy, nloss_bf16 *grad_first, int64_t grad_first_stride, nloss_bf16 *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (3, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_mse_f32, short_entries, mse, 4, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_mse_f64, short_entries, mse, 4, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_f32, short_entries, binary_cross_entropy_with_logits, 5, 0, 11, 0,
    executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_f64, short_entries, binary_cross_entropy_with_logits, 5, 1, 11, 0,
    executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_f16, short_entries, binary_cross_entropy_with_logits, 5, 2, 11, 0,
    executor,
    (const nloss_f16 *input, int64_t input_stride, const nloss_f16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_bf16, short_entries, binary_cross_entropy_with_logits, 5, 3, 11, 0,
    executor,
    (const nloss_bf16 *input, int64_t input_stride, const nloss_bf16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_l1_f32, short_entries, l1, 6, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_l1_f64, short_entries, l1, 6, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_huber_f32, short_entries, huber, 7, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double delta, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, delta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_huber_f64, short_entries, huber, 7, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double delta, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, delta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_smooth_l1_f32, short_entries, smooth_l1, 8, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double beta, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, beta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_smooth_l1_f64, short_entries, smooth_l1, 8, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double beta, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, beta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_log_cosh_f32, short_entries, log_cosh, 9, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_log_cosh_f64, short_entries, log_cosh, 9, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_poisson_nll_f32, short_entries, poisson_nll, 10, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double epsilon, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, epsilon, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_poisson_nll_f64, short_entries, poisson_nll, 10, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double epsilon, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, epsilon, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_binary_cross_entropy_f32, short_entries, binary_cross_entropy, 11, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_f64, short_entries, binary_cross_entropy, 11, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_f16, short_entries, binary_cross_entropy, 11, 2, 11, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, const nloss_f16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_bf16, short_entries, binary_cross_entropy, 11, 3, 11, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, const nloss_bf16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_sigmoid_focal_f32, short_entries, sigmoid_focal, 12, 0, 11, 2, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double alpha, double gamma, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, alpha, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_sigmoid_focal_f64, short_entries, sigmoid_focal, 12, 1, 11, 2, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double alpha, double gamma, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, alpha, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_kl_div_f32, short_entries, kl_div, 13, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_div_f64, short_entries, kl_div, 13, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_div_f16, short_entries, kl_div, 13, 2, 11, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, const nloss_f16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_div_bf16, short_entries, kl_div, 13, 3, 11, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, const nloss_bf16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_hinge_f32, short_entries, hinge, 14, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_hinge_f64, short_entries, hinge, 14, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_squared_hinge_f32, short_entries, squared_hinge, 15, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_squared_hinge_f64, short_entries, squared_hinge, 15, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_soft_hinge_f32, short_entries, soft_hinge, 16, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_soft_hinge_f64, short_entries, soft_hinge, 16, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_hinge_embedding_f32, short_entries, hinge_embedding, 17, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_hinge_embedding_f64, short_entries, hinge_embedding, 17, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_margin_ranking_f32, short_entries, margin_ranking, 18, 0, 15, 1, executor,
    (const float *input1, int64_t input1_stride, const float *input2, int64_t input2_stride, const float *target,
    int64_t target_stride, int64_t rows, int64_t columns, double margin, const nloss_elementwise_options *options,
    float *loss, float *grad1, int64_t grad1_stride, float *grad2, int64_t grad2_stride,
    const nloss_executor *executor),
    (0, input1, input1_stride, input2, input2_stride, target, target_stride, rows, columns, margin, options, loss,
    grad1, grad1_stride, grad2, grad2_stride, call.executor))

EXPORT(nloss_margin_ranking_f64, short_entries, margin_ranking, 18, 1, 15, 1, executor,
    (const double *input1, int64_t input1_stride, const double *input2, int64_t input2_stride, const double *target,
    int64_t target_stride, int64_t rows, int64_t columns, double margin, const nloss_elementwise_options *options,
    double *loss, double *grad1, int64_t grad1_stride, double *grad2, int64_t grad2_stride,
    const nloss_executor *executor),
    (1, input1, input1_stride, input2, input2_stride, target, target_stride, rows, columns, margin, options, loss,
    grad1, grad1_stride, grad2, grad2_stride, call.executor))

EXPORT(nloss_nll_loss_f32, short_entries, nll_loss, 19, 0, 11, 0, executor,
    (const float *log_probs, int64_t log_probs_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, log_probs, log_probs_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_nll_loss_f64, short_entries, nll_loss, 19, 1, 11, 0, executor,
    (const double *log_probs, int64_t log_probs_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, log_probs, log_probs_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_softmax_focal_f32, short_entries, softmax_focal, 20, 0, 11, 1, executor,
    (const float *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, double gamma, const nloss_index_loss_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, logits, logits_stride, labels, label_type, rows, classes, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_softmax_focal_f64, short_entries, softmax_focal, 20, 1, 11, 1, executor,
    (const double *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, double gamma, const nloss_index_loss_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, logits, logits_stride, labels, label_type, rows, classes, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_multi_margin_f32, short_entries, multi_margin, 21, 0, 12, 1, executor,
    (const float *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, int32_t power, double margin, const nloss_index_loss_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, labels, label_type, rows, classes, power, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_multi_margin_f64, short_entries, multi_margin, 21, 1, 12, 1, executor,
    (const double *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, int32_t power, double margin, const nloss_index_loss_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, labels, label_type, rows, classes, power, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_multiclass_hinge_f32, short_entries, multiclass_hinge, 22, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_multiclass_hinge_f64, short_entries, multiclass_hinge, 22, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_linear_f32, entries, linear, 2, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *weight, int64_t weight_stride, const float *bias,
    int64_t rows, int64_t inputs, int64_t outputs, float *output, int64_t output_stride,
    const nloss_executor *executor),
    (0, input, input_stride, weight, weight_stride, bias, rows, inputs, outputs, output, output_stride, call.executor))

EXPORT(nloss_linear_f64, entries, linear, 2, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *weight, int64_t weight_stride, const double *bias,
    int64_t rows, int64_t inputs, int64_t outputs, double *output, int64_t output_stride,
    const nloss_executor *executor),
    (1, input, input_stride, weight, weight_stride, bias, rows, inputs, outputs, output, output_stride, call.executor))

EXPORT(nloss_linear_backward_f32, entries, linear_backward, 3, 0, 15, 0, executor,
    (const float *input, int64_t input_stride, const float *weight, int64_t weight_stride, const float *grad_output,
    int64_t grad_output_stride, int64_t rows, int64_t inputs, int64_t outputs, float *grad_input,
    int64_t grad_input_stride, float *grad_weight, int64_t grad_weight_stride, float *grad_bias,
    const nloss_executor *executor),
    (0, input, input_stride, weight, weight_stride, grad_output, grad_output_stride, rows, inputs, outputs, grad_input,
    grad_input_stride, grad_weight, grad_weight_stride, grad_bias, call.executor))

EXPORT(nloss_linear_backward_f64, entries, linear_backward, 3, 1, 15, 0, executor,
    (const double *input, int64_t input_stride, const double *weight, int64_t weight_stride, const double *grad_output,
    int64_t grad_output_stride, int64_t rows, int64_t inputs, int64_t outputs, double *grad_input,
    int64_t grad_input_stride, double *grad_weight, int64_t grad_weight_stride, double *grad_bias,
    const nloss_executor *executor),
    (1, input, input_stride, weight, weight_stride, grad_output, grad_output_stride, rows, inputs, outputs, grad_input,
    grad_input_stride, grad_weight, grad_weight_stride, grad_bias, call.executor))

EXPORT(nloss_sgd_step_f32, short_entries, sgd_step, 23, 0, 6, 1, executor,
    (float *param, const float *grad, float *velocity, int64_t count, double learning_rate,
    const nloss_sgd_options *options, const nloss_executor *executor),
    (0, param, grad, velocity, count, learning_rate, options, call.executor))

EXPORT(nloss_sgd_step_f64, short_entries, sgd_step, 23, 1, 6, 1, executor,
    (double *param, const double *grad, double *velocity, int64_t count, double learning_rate,
    const nloss_sgd_options *options, const nloss_executor *executor),
    (1, param, grad, velocity, count, learning_rate, options, call.executor))

EXPORT(nloss_adam_step_f32, short_entries, adam_step, 24, 0, 8, 1, executor,
    (float *param, const float *grad, float *moment1, float *moment2, int64_t count, int64_t step, double learning_rate,
    const nloss_adam_options *options, const nloss_executor *executor),
    (0, param, grad, moment1, moment2, count, step, learning_rate, options, call.executor))

EXPORT(nloss_adam_step_f64, short_entries, adam_step, 24, 1, 8, 1, executor,
    (double *param, const double *grad, double *moment1, double *moment2, int64_t count, int64_t step,
    double learning_rate, const nloss_adam_options *options, const nloss_executor *executor),
    (1, param, grad, moment1, moment2, count, step, learning_rate, options, call.executor))

EXPORT(nloss_triplet_margin_f32, short_entries, triplet_margin, 25, 0, 17, 3, executor,
    (const float *anchor, int64_t anchor_stride, const float *positive, int64_t positive_stride, const float *negative,
    int64_t negative_stride, int64_t rows, int64_t columns, double margin, double power, double epsilon,
    const nloss_pair_loss_options *options, float *loss, float *grad_anchor, int64_t grad_anchor_stride,
    float *grad_positive, int64_t grad_positive_stride, float *grad_negative, int64_t grad_negative_stride,
    const nloss_executor *executor),
    (0, anchor, anchor_stride, positive, positive_stride, negative, negative_stride, rows, columns, margin, power,
    epsilon, options, loss, grad_anchor, grad_anchor_stride, grad_positive, grad_positive_stride, grad_negative,
    grad_negative_stride, call.executor))

EXPORT(nloss_triplet_margin_f64, short_entries, triplet_margin, 25, 1, 17, 3, executor,
    (const double *anchor, int64_t anchor_stride, const double *positive, int64_t positive_stride,
    const double *negative, int64_t negative_stride, int64_t rows, int64_t columns, double margin, double power,
    double epsilon, const nloss_pair_loss_options *options, double *loss, double *grad_anchor,
    int64_t grad_anchor_stride, double *grad_positive, int64_t grad_positive_stride, double *grad_negative,
    int64_t grad_negative_stride, const nloss_executor *executor),
    (1, anchor, anchor_stride, positive, positive_stride, negative, negative_stride, rows, columns, margin, power,
    epsilon, options, loss, grad_anchor, grad_anchor_stride, grad_positive, grad_positive_stride, grad_negative,
    grad_negative_stride, call.executor))

EXPORT(nloss_cosine_embedding_f32, short_entries, cosine_embedding, 26, 0, 14, 1, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, const float *target,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, float *loss,
    float *grad_first, int64_t grad_first_stride, float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, target, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_cosine_embedding_f64, short_entries, cosine_embedding, 26, 1, 14, 1, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, const double *target,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, double *loss,
    double *grad_first, int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, target, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_contrastive_f32, short_entries, contrastive, 27, 0, 14, 1, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, float *loss,
    float *grad_first, int64_t grad_first_stride, float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, same, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_contrastive_f64, short_entries, contrastive, 27, 1, 14, 1, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, const double *same,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, double *loss,
    double *grad_first, int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, same, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_ranking_scratch_size_f32, short_entries, ranking_scratch_size, 28, 0, 4, 0, NULL,
    (int64_t rows, int64_t classes, const nloss_executor *executor, int64_t *size),
    (0, rows, classes, executor, size))

EXPORT(nloss_ranking_scratch_size_f64, short_entries, ranking_scratch_size, 28, 1, 4, 0, NULL,
    (int64_t rows, int64_t classes, const nloss_executor *executor, int64_t *size),
    (1, rows, classes, executor, size))

EXPORT(nloss_rank_f32, short_entries, rank, 29, 0, 9, 0, executor,
    (const float *values, int64_t values_stride, int64_t rows, int64_t classes, float *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, values, values_stride, rows, classes, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_rank_f64, short_entries, rank, 29, 1, 9, 0, executor,
    (const double *values, int64_t values_stride, int64_t rows, int64_t classes, double *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, values, values_stride, rows, classes, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_spearman_f32, short_entries, spearman, 30, 0, 10, 0, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, int64_t rows,
    int64_t classes, float *correlation, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, rows, classes, correlation, scratch, scratch_size, call.executor))

EXPORT(nloss_spearman_f64, short_entries, spearman, 30, 1, 10, 0, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, int64_t rows,
    int64_t classes, double *correlation, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, rows, classes, correlation, scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_f32, short_entries, soft_rank, 31, 0, 10, 0, executor,
    (const float *values, int64_t values_stride, int64_t rows, int64_t classes, const nloss_soft_rank_options *options,
    float *ranks, int64_t ranks_stride, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, values, values_stride, rows, classes, options, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_f64, short_entries, soft_rank, 31, 1, 10, 0, executor,
    (const double *values, int64_t values_stride, int64_t rows, int64_t classes, const nloss_soft_rank_options *options,
    double *ranks, int64_t ranks_stride, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, values, values_stride, rows, classes, options, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_backward_f32, short_entries, soft_rank_backward, 32, 0, 12, 0, executor,
    (const float *values, int64_t values_stride, const float *grad_ranks, int64_t grad_ranks_stride, int64_t rows,
    int64_t classes, const nloss_soft_rank_options *options, float *grad_values, int64_t grad_values_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, values, values_stride, grad_ranks, grad_ranks_stride, rows, classes, options, grad_values, grad_values_stride,
    scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_backward_f64, short_entries, soft_rank_backward, 32, 1, 12, 0, executor,
    (const double *values, int64_t values_stride, const double *grad_ranks, int64_t grad_ranks_stride, int64_t rows,
    int64_t classes, const nloss_soft_rank_options *options, double *grad_values, int64_t grad_values_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, values, values_stride, grad_ranks, grad_ranks_stride, rows, classes, options, grad_values, grad_values_stride,
    scratch, scratch_size, call.executor))

EXPORT(nloss_spearman_loss_f32, short_entries, spearman_loss, 33, 0, 13, 0, executor,
    (const float *pred, int64_t pred_stride, const float *target, int64_t target_stride, int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options, float *loss, float *grad, int64_t grad_stride, void *scratch,
    int64_t scratch_size, const nloss_executor *executor),
    (0, pred, pred_stride, target, target_stride, rows, classes, options, loss, grad, grad_stride, scratch,
    scratch_size, call.executor))

EXPORT(nloss_spearman_loss_f64, short_entries, spearman_loss, 33, 1, 13, 0, executor,
    (const double *pred, int64_t pred_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t classes, const nloss_soft_rank_options *options, double *loss, double *grad, int64_t grad_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, pred, pred_stride, target, target_stride, rows, classes, options, loss, grad, grad_stride, scratch,
    scratch_size, call.executor))

EXPORT(nloss_argmax_f32, short_entries, argmax, 34, 0, 6, 0, executor,
    (const float *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (0, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_argmax_f64, short_entries, argmax, 34, 1, 6, 0, executor,
    (const double *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (1, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_argmax_f16, short_entries, argmax, 34, 2, 6, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (2, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_argmax_bf16, short_entries, argmax, 34, 3, 6, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (3, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_top_k_f32, short_entries, top_k, 35, 0, 10, 0, executor,
    (const float *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, float *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (0, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_top_k_f64, short_entries, top_k, 35, 1, 10, 0, executor,
    (const double *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, double *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (1, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_top_k_f16, short_entries, top_k, 35, 2, 10, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, nloss_f16 *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (2, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_top_k_bf16, short_entries, top_k, 35, 3, 10, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, nloss_bf16 *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (3, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_sigmoid_f32, short_entries, sigmoid, 36, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t columns, float *probs, int64_t probs_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_f64, short_entries, sigmoid, 36, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t columns, double *probs, int64_t probs_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_f16, short_entries, sigmoid, 36, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_f16 *probs,
    int64_t probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_bf16, short_entries, sigmoid, 36, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_bf16 *probs,
    int64_t probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_backward_f32, short_entries, sigmoid_backward, 37, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t columns, float *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (0, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_sigmoid_backward_f64, short_entries, sigmoid_backward, 37, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t columns, double *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (1, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_sigmoid_backward_f16, short_entries, sigmoid_backward, 37, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns, nloss_f16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (2, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_sigmoid_backward_bf16, short_entries, sigmoid_backward, 37, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns, nloss_bf16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (3, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_f32, short_entries, log_sigmoid, 38, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t columns, float *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_f64, short_entries, log_sigmoid, 38, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t columns, double *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_f16, short_entries, log_sigmoid, 38, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_f16 *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_bf16, short_entries, log_sigmoid, 38, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_bf16 *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_backward_f32, short_entries, log_sigmoid_backward, 39, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, float *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (0, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_backward_f64, short_entries, log_sigmoid_backward, 39, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, double *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (1, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_backward_f16, short_entries, log_sigmoid_backward, 39, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, nloss_f16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (2, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_backward_bf16, short_entries, log_sigmoid_backward, 39, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, nloss_bf16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (3, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_f32, entries, softmax, 4, 0, 8, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *probs, int64_t probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmax_f64, entries, softmax, 4, 1, 8, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *probs, int64_t probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmax_f16, entries, softmax, 4, 2, 8, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmax_bf16, entries, softmax, 4, 3, 8, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_f32, entries, softmin, 5, 0, 8, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *probs, int64_t probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_f64, entries, softmin, 5, 1, 8, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *probs, int64_t probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_f16, entries, softmin, 5, 2, 8, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_bf16, entries, softmin, 5, 3, 8, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_log_softmax_f32, entries, log_softmax, 6, 0, 8, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *log_probs, int64_t log_probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_softmax_f64, entries, log_softmax, 6, 1, 8, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *log_probs, int64_t log_probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_softmax_f16, entries, log_softmax, 6, 2, 8, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_softmax_bf16, entries, log_softmax, 6, 3, 8, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_logsumexp_f32, entries, logsumexp, 7, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *lse, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_logsumexp_f64, entries, logsumexp, 7, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *lse, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_logsumexp_f16, entries, logsumexp, 7, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *lse, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_logsumexp_bf16, entries, logsumexp, 7, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *lse, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_entropy_f32, entries, entropy, 8, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *entropy, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_entropy_f64, entries, entropy, 8, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *entropy, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_entropy_f16, entries, entropy, 8, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *entropy, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_entropy_bf16, entries, entropy, 8, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *entropy, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_softmax_backward_f32, entries, softmax_backward, 9, 0, 10, 0, executor,
    (const float *probs, int64_t probs_stride, const float *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_backward_f64, entries, softmax_backward, 9, 1, 10, 0, executor,
    (const double *probs, int64_t probs_stride, const double *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_backward_f16, entries, softmax_backward, 9, 2, 10, 0, executor,
    (const nloss_f16 *probs, int64_t probs_stride, const nloss_f16 *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_backward_bf16, entries, softmax_backward, 9, 3, 10, 0, executor,
    (const nloss_bf16 *probs, int64_t probs_stride, const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_bf16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (3, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_f32, entries, softmin_backward, 10, 0, 10, 0, executor,
    (const float *probs, int64_t probs_stride, const float *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_f64, entries, softmin_backward, 10, 1, 10, 0, executor,
    (const double *probs, int64_t probs_stride, const double *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_f16, entries, softmin_backward, 10, 2, 10, 0, executor,
    (const nloss_f16 *probs, int64_t probs_stride, const nloss_f16 *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_bf16, entries, softmin_backward, 10, 3, 10, 0, executor,
    (const nloss_bf16 *probs, int64_t probs_stride, const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_bf16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (3, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_softmax_backward_f32, entries, log_softmax_backward, 11, 0, 10, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_log_softmax_backward_f64, entries, log_softmax_backward, 11, 1, 10, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, double *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (1, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_log_softmax_backward_f16, entries, log_softmax_backward, 11, 2, 10, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_f16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (2, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_log_softmax_backward_bf16, entries, log_softmax_backward, 11, 3, 10, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_bf16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (3, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_f32, entries, logsumexp_backward, 12, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_f64, entries, logsumexp_backward, 12, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_f16, entries, logsumexp_backward, 12, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const float *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_bf16, entries, logsumexp_backward, 12, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const float *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_f32, entries, entropy_backward, 13, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_f64, entries, entropy_backward, 13, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_f16, entries, entropy_backward, 13, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const float *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_bf16, entries, entropy_backward, 13, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const float *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

const char *NLOSS_CALL nloss_status_name(nloss_status status)
{
    switch (status) {
    case NLOSS_OK: return "NLOSS_OK";
    case NLOSS_E_NULL: return "NLOSS_E_NULL";
    case NLOSS_E_SHAPE: return "NLOSS_E_SHAPE";
    case NLOSS_E_STRIDE: return "NLOSS_E_STRIDE";
    case NLOSS_E_ALIAS: return "NLOSS_E_ALIAS";
    case NLOSS_E_LABEL: return "NLOSS_E_LABEL";
    case NLOSS_E_VALUE: return "NLOSS_E_VALUE";
    case NLOSS_E_OPTION: return "NLOSS_E_OPTION";
    case NLOSS_E_STRUCT_SIZE: return "NLOSS_E_STRUCT_SIZE";
    case NLOSS_E_EXECUTOR: return "NLOSS_E_EXECUTOR";
    case NLOSS_E_SCRATCH: return "NLOSS_E_SCRATCH";
    case NLOSS_E_UNSUPPORTED: return "NLOSS_E_UNSUPPORTED";
    default: return "NLOSS_E_?";
    }
}
