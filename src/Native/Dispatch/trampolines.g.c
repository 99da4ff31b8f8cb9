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

#include "forward.h"

/* Every operation's entries, one a level. Of those with short vectors v4 has v3's. */
ENTRIES(cross_entropy)
ENTRIES(cross_entropy_soft)
SHORT_ENTRIES(entropy_of_probs)
SHORT_ENTRIES(kl_of_rows)
SHORT_ENTRIES(js_div)
SHORT_ENTRIES(kl_hinge)
SHORT_ENTRIES(mse)
SHORT_ENTRIES(binary_cross_entropy_with_logits)
SHORT_ENTRIES(l1)
SHORT_ENTRIES(huber)
SHORT_ENTRIES(smooth_l1)
SHORT_ENTRIES(log_cosh)
SHORT_ENTRIES(poisson_nll)
SHORT_ENTRIES(binary_cross_entropy)
SHORT_ENTRIES(sigmoid_focal)
SHORT_ENTRIES(kl_div)
SHORT_ENTRIES(hinge)
SHORT_ENTRIES(squared_hinge)
SHORT_ENTRIES(soft_hinge)
SHORT_ENTRIES(hinge_embedding)
SHORT_ENTRIES(margin_ranking)
SHORT_ENTRIES(nll_loss)
SHORT_ENTRIES(softmax_focal)
SHORT_ENTRIES(multi_margin)
SHORT_ENTRIES(multiclass_hinge)
ENTRIES(linear)
ENTRIES(linear_backward)
SHORT_ENTRIES(sgd_step)
SHORT_ENTRIES(adam_step)
SHORT_ENTRIES(triplet_margin)
SHORT_ENTRIES(cosine_embedding)
SHORT_ENTRIES(contrastive)
SHORT_ENTRIES(ranking_scratch_size)
SHORT_ENTRIES(rank)
SHORT_ENTRIES(spearman)
SHORT_ENTRIES(soft_rank)
SHORT_ENTRIES(soft_rank_backward)
SHORT_ENTRIES(spearman_loss)
SHORT_ENTRIES(argmax)
SHORT_ENTRIES(top_k)
SHORT_ENTRIES(sigmoid)
SHORT_ENTRIES(sigmoid_backward)
SHORT_ENTRIES(log_sigmoid)
SHORT_ENTRIES(log_sigmoid_backward)
ENTRIES(softmax)
ENTRIES(softmin)
ENTRIES(log_softmax)
ENTRIES(logsumexp)
ENTRIES(entropy)
ENTRIES(softmax_backward)
ENTRIES(softmin_backward)
ENTRIES(log_softmax_backward)
ENTRIES(logsumexp_backward)
ENTRIES(entropy_backward)

EXPORT(nloss_cross_entropy_f32, cross_entropy, 0, 11, 0, executor,
    (const float *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_f64, cross_entropy, 1, 11, 0, executor,
    (const double *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_f16, cross_entropy, 2, 11, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_bf16, cross_entropy, 3, 11, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_f32, cross_entropy_soft, 0, 11, 0, executor,
    (const float *logits, int64_t logits_stride, const float *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_f64, cross_entropy_soft, 1, 11, 0, executor,
    (const double *logits, int64_t logits_stride, const double *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_f16, cross_entropy_soft, 2, 11, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_cross_entropy_soft_bf16, cross_entropy_soft, 3, 11, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *targets, int64_t targets_stride, int64_t rows,
    int64_t classes, const nloss_cross_entropy_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, targets, targets_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_f32, entropy_of_probs, 0, 9, 0, executor,
    (const float *probs, int64_t probs_stride, int64_t rows, int64_t classes, const nloss_divergence_options *options,
    float *loss, float *grad, int64_t grad_stride, const nloss_executor *executor),
    (0, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_f64, entropy_of_probs, 1, 9, 0, executor,
    (const double *probs, int64_t probs_stride, int64_t rows, int64_t classes, const nloss_divergence_options *options,
    double *loss, double *grad, int64_t grad_stride, const nloss_executor *executor),
    (1, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_f16, entropy_of_probs, 2, 9, 0, executor,
    (const nloss_f16 *probs, int64_t probs_stride, int64_t rows, int64_t classes,
    const nloss_divergence_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_entropy_of_probs_bf16, entropy_of_probs, 3, 9, 0, executor,
    (const nloss_bf16 *probs, int64_t probs_stride, int64_t rows, int64_t classes,
    const nloss_divergence_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, probs, probs_stride, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_of_rows_f32, kl_of_rows, 0, 13, 0, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_of_rows_f64, kl_of_rows, 1, 13, 0, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, double *loss, double *grad_first,
    int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_of_rows_f16, kl_of_rows, 2, 13, 0, executor,
    (const nloss_f16 *first, int64_t first_stride, const nloss_f16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_f16 *grad_first,
    int64_t grad_first_stride, nloss_f16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (2, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_of_rows_bf16, kl_of_rows, 3, 13, 0, executor,
    (const nloss_bf16 *first, int64_t first_stride, const nloss_bf16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_bf16 *grad_first,
    int64_t grad_first_stride, nloss_bf16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (3, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_f32, js_div, 0, 13, 0, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, float *grad_first, int64_t grad_first_stride,
    float *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_f64, js_div, 1, 13, 0, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, double *loss, double *grad_first,
    int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_f16, js_div, 2, 13, 0, executor,
    (const nloss_f16 *first, int64_t first_stride, const nloss_f16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_f16 *grad_first,
    int64_t grad_first_stride, nloss_f16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (2, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_js_div_bf16, js_div, 3, 13, 0, executor,
    (const nloss_bf16 *first, int64_t first_stride, const nloss_bf16 *second, int64_t second_stride, int64_t rows,
    int64_t classes, const nloss_divergence_options *options, float *loss, nloss_bf16 *grad_first,
    int64_t grad_first_stride, nloss_bf16 *grad_second, int64_t grad_second_stride, const nloss_executor *executor),
    (3, first, first_stride, second, second_stride, rows, classes, options, loss, grad_first, grad_first_stride,
    grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_f32, kl_hinge, 0, 15, 2, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    float *loss, float *accuracy, float *grad_first, int64_t grad_first_stride, float *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_f64, kl_hinge, 1, 15, 2, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, const double *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    double *loss, double *accuracy, double *grad_first, int64_t grad_first_stride, double *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_f16, kl_hinge, 2, 15, 2, executor,
    (const nloss_f16 *first, int64_t first_stride, const nloss_f16 *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    float *loss, float *accuracy, nloss_f16 *grad_first, int64_t grad_first_stride, nloss_f16 *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (2, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_kl_hinge_bf16, kl_hinge, 3, 15, 2, executor,
    (const nloss_bf16 *first, int64_t first_stride, const nloss_bf16 *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t classes, double margin, double threshold, const nloss_divergence_options *options,
    float *loss, float *accuracy, nloss_bf16 *grad_first, int64_t grad_first_stride, nloss_bf16 *grad_second,
    int64_t grad_second_stride, const nloss_executor *executor),
    (3, first, first_stride, second, second_stride, same, rows, classes, margin, threshold, options, loss, accuracy,
    grad_first, grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_mse_f32, mse, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_mse_f64, mse, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_f32, binary_cross_entropy_with_logits, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_f64, binary_cross_entropy_with_logits, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_f16, binary_cross_entropy_with_logits, 2, 11, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, const nloss_f16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_with_logits_bf16, binary_cross_entropy_with_logits, 3, 11, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, const nloss_bf16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_l1_f32, l1, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_l1_f64, l1, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_huber_f32, huber, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double delta, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, delta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_huber_f64, huber, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double delta, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, delta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_smooth_l1_f32, smooth_l1, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double beta, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, beta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_smooth_l1_f64, smooth_l1, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double beta, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, beta, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_log_cosh_f32, log_cosh, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_log_cosh_f64, log_cosh, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_poisson_nll_f32, poisson_nll, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double epsilon, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, epsilon, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_poisson_nll_f64, poisson_nll, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double epsilon, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, epsilon, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_binary_cross_entropy_f32, binary_cross_entropy, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_f64, binary_cross_entropy, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_f16, binary_cross_entropy, 2, 11, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, const nloss_f16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_binary_cross_entropy_bf16, binary_cross_entropy, 3, 11, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, const nloss_bf16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_sigmoid_focal_f32, sigmoid_focal, 0, 11, 2, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double alpha, double gamma, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, alpha, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_sigmoid_focal_f64, sigmoid_focal, 1, 11, 2, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double alpha, double gamma, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, alpha, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_kl_div_f32, kl_div, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_div_f64, kl_div, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_div_f16, kl_div, 2, 11, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, const nloss_f16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_f16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (2, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_kl_div_bf16, kl_div, 3, 11, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, const nloss_bf16 *target, int64_t target_stride, int64_t rows,
    int64_t columns, const nloss_elementwise_options *options, float *loss, nloss_bf16 *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (3, input, input_stride, target, target_stride, rows, columns, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_hinge_f32, hinge, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_hinge_f64, hinge, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_squared_hinge_f32, squared_hinge, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_squared_hinge_f64, squared_hinge, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_soft_hinge_f32, soft_hinge, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_soft_hinge_f64, soft_hinge, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_hinge_embedding_f32, hinge_embedding, 0, 11, 1, executor,
    (const float *input, int64_t input_stride, const float *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_hinge_embedding_f64, hinge_embedding, 1, 11, 1, executor,
    (const double *input, int64_t input_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t columns, double margin, const nloss_elementwise_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, target, target_stride, rows, columns, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_margin_ranking_f32, margin_ranking, 0, 15, 1, executor,
    (const float *input1, int64_t input1_stride, const float *input2, int64_t input2_stride, const float *target,
    int64_t target_stride, int64_t rows, int64_t columns, double margin, const nloss_elementwise_options *options,
    float *loss, float *grad1, int64_t grad1_stride, float *grad2, int64_t grad2_stride,
    const nloss_executor *executor),
    (0, input1, input1_stride, input2, input2_stride, target, target_stride, rows, columns, margin, options, loss,
    grad1, grad1_stride, grad2, grad2_stride, call.executor))

EXPORT(nloss_margin_ranking_f64, margin_ranking, 1, 15, 1, executor,
    (const double *input1, int64_t input1_stride, const double *input2, int64_t input2_stride, const double *target,
    int64_t target_stride, int64_t rows, int64_t columns, double margin, const nloss_elementwise_options *options,
    double *loss, double *grad1, int64_t grad1_stride, double *grad2, int64_t grad2_stride,
    const nloss_executor *executor),
    (1, input1, input1_stride, input2, input2_stride, target, target_stride, rows, columns, margin, options, loss,
    grad1, grad1_stride, grad2, grad2_stride, call.executor))

EXPORT(nloss_nll_loss_f32, nll_loss, 0, 11, 0, executor,
    (const float *log_probs, int64_t log_probs_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, log_probs, log_probs_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_nll_loss_f64, nll_loss, 1, 11, 0, executor,
    (const double *log_probs, int64_t log_probs_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, log_probs, log_probs_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_softmax_focal_f32, softmax_focal, 0, 11, 1, executor,
    (const float *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, double gamma, const nloss_index_loss_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, logits, logits_stride, labels, label_type, rows, classes, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_softmax_focal_f64, softmax_focal, 1, 11, 1, executor,
    (const double *logits, int64_t logits_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, double gamma, const nloss_index_loss_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, logits, logits_stride, labels, label_type, rows, classes, gamma, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_multi_margin_f32, multi_margin, 0, 12, 1, executor,
    (const float *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, int32_t power, double margin, const nloss_index_loss_options *options, float *loss, float *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (0, input, input_stride, labels, label_type, rows, classes, power, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_multi_margin_f64, multi_margin, 1, 12, 1, executor,
    (const double *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, int32_t power, double margin, const nloss_index_loss_options *options, double *loss, double *grad,
    int64_t grad_stride, const nloss_executor *executor),
    (1, input, input_stride, labels, label_type, rows, classes, power, margin, options, loss, grad, grad_stride,
    call.executor))

EXPORT(nloss_multiclass_hinge_f32, multiclass_hinge, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, float *loss, float *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (0, input, input_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_multiclass_hinge_f64, multiclass_hinge, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const void *labels, nloss_label_type label_type, int64_t rows,
    int64_t classes, const nloss_index_loss_options *options, double *loss, double *grad, int64_t grad_stride,
    const nloss_executor *executor),
    (1, input, input_stride, labels, label_type, rows, classes, options, loss, grad, grad_stride, call.executor))

EXPORT(nloss_linear_f32, linear, 0, 11, 0, executor,
    (const float *input, int64_t input_stride, const float *weight, int64_t weight_stride, const float *bias,
    int64_t rows, int64_t inputs, int64_t outputs, float *output, int64_t output_stride,
    const nloss_executor *executor),
    (0, input, input_stride, weight, weight_stride, bias, rows, inputs, outputs, output, output_stride, call.executor))

EXPORT(nloss_linear_f64, linear, 1, 11, 0, executor,
    (const double *input, int64_t input_stride, const double *weight, int64_t weight_stride, const double *bias,
    int64_t rows, int64_t inputs, int64_t outputs, double *output, int64_t output_stride,
    const nloss_executor *executor),
    (1, input, input_stride, weight, weight_stride, bias, rows, inputs, outputs, output, output_stride, call.executor))

EXPORT(nloss_linear_backward_f32, linear_backward, 0, 15, 0, executor,
    (const float *input, int64_t input_stride, const float *weight, int64_t weight_stride, const float *grad_output,
    int64_t grad_output_stride, int64_t rows, int64_t inputs, int64_t outputs, float *grad_input,
    int64_t grad_input_stride, float *grad_weight, int64_t grad_weight_stride, float *grad_bias,
    const nloss_executor *executor),
    (0, input, input_stride, weight, weight_stride, grad_output, grad_output_stride, rows, inputs, outputs, grad_input,
    grad_input_stride, grad_weight, grad_weight_stride, grad_bias, call.executor))

EXPORT(nloss_linear_backward_f64, linear_backward, 1, 15, 0, executor,
    (const double *input, int64_t input_stride, const double *weight, int64_t weight_stride, const double *grad_output,
    int64_t grad_output_stride, int64_t rows, int64_t inputs, int64_t outputs, double *grad_input,
    int64_t grad_input_stride, double *grad_weight, int64_t grad_weight_stride, double *grad_bias,
    const nloss_executor *executor),
    (1, input, input_stride, weight, weight_stride, grad_output, grad_output_stride, rows, inputs, outputs, grad_input,
    grad_input_stride, grad_weight, grad_weight_stride, grad_bias, call.executor))

EXPORT(nloss_sgd_step_f32, sgd_step, 0, 6, 1, executor,
    (float *param, const float *grad, float *velocity, int64_t count, double learning_rate,
    const nloss_sgd_options *options, const nloss_executor *executor),
    (0, param, grad, velocity, count, learning_rate, options, call.executor))

EXPORT(nloss_sgd_step_f64, sgd_step, 1, 6, 1, executor,
    (double *param, const double *grad, double *velocity, int64_t count, double learning_rate,
    const nloss_sgd_options *options, const nloss_executor *executor),
    (1, param, grad, velocity, count, learning_rate, options, call.executor))

EXPORT(nloss_adam_step_f32, adam_step, 0, 8, 1, executor,
    (float *param, const float *grad, float *moment1, float *moment2, int64_t count, int64_t step, double learning_rate,
    const nloss_adam_options *options, const nloss_executor *executor),
    (0, param, grad, moment1, moment2, count, step, learning_rate, options, call.executor))

EXPORT(nloss_adam_step_f64, adam_step, 1, 8, 1, executor,
    (double *param, const double *grad, double *moment1, double *moment2, int64_t count, int64_t step,
    double learning_rate, const nloss_adam_options *options, const nloss_executor *executor),
    (1, param, grad, moment1, moment2, count, step, learning_rate, options, call.executor))

EXPORT(nloss_triplet_margin_f32, triplet_margin, 0, 17, 3, executor,
    (const float *anchor, int64_t anchor_stride, const float *positive, int64_t positive_stride, const float *negative,
    int64_t negative_stride, int64_t rows, int64_t columns, double margin, double power, double epsilon,
    const nloss_pair_loss_options *options, float *loss, float *grad_anchor, int64_t grad_anchor_stride,
    float *grad_positive, int64_t grad_positive_stride, float *grad_negative, int64_t grad_negative_stride,
    const nloss_executor *executor),
    (0, anchor, anchor_stride, positive, positive_stride, negative, negative_stride, rows, columns, margin, power,
    epsilon, options, loss, grad_anchor, grad_anchor_stride, grad_positive, grad_positive_stride, grad_negative,
    grad_negative_stride, call.executor))

EXPORT(nloss_triplet_margin_f64, triplet_margin, 1, 17, 3, executor,
    (const double *anchor, int64_t anchor_stride, const double *positive, int64_t positive_stride,
    const double *negative, int64_t negative_stride, int64_t rows, int64_t columns, double margin, double power,
    double epsilon, const nloss_pair_loss_options *options, double *loss, double *grad_anchor,
    int64_t grad_anchor_stride, double *grad_positive, int64_t grad_positive_stride, double *grad_negative,
    int64_t grad_negative_stride, const nloss_executor *executor),
    (1, anchor, anchor_stride, positive, positive_stride, negative, negative_stride, rows, columns, margin, power,
    epsilon, options, loss, grad_anchor, grad_anchor_stride, grad_positive, grad_positive_stride, grad_negative,
    grad_negative_stride, call.executor))

EXPORT(nloss_cosine_embedding_f32, cosine_embedding, 0, 14, 1, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, const float *target,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, float *loss,
    float *grad_first, int64_t grad_first_stride, float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, target, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_cosine_embedding_f64, cosine_embedding, 1, 14, 1, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, const double *target,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, double *loss,
    double *grad_first, int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, target, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_contrastive_f32, contrastive, 0, 14, 1, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, const float *same,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, float *loss,
    float *grad_first, int64_t grad_first_stride, float *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, same, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_contrastive_f64, contrastive, 1, 14, 1, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, const double *same,
    int64_t rows, int64_t columns, double margin, const nloss_pair_loss_options *options, double *loss,
    double *grad_first, int64_t grad_first_stride, double *grad_second, int64_t grad_second_stride,
    const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, same, rows, columns, margin, options, loss, grad_first,
    grad_first_stride, grad_second, grad_second_stride, call.executor))

EXPORT(nloss_ranking_scratch_size_f32, ranking_scratch_size, 0, 4, 0, NULL,
    (int64_t rows, int64_t classes, const nloss_executor *executor, int64_t *size),
    (0, rows, classes, executor, size))

EXPORT(nloss_ranking_scratch_size_f64, ranking_scratch_size, 1, 4, 0, NULL,
    (int64_t rows, int64_t classes, const nloss_executor *executor, int64_t *size),
    (1, rows, classes, executor, size))

EXPORT(nloss_rank_f32, rank, 0, 9, 0, executor,
    (const float *values, int64_t values_stride, int64_t rows, int64_t classes, float *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, values, values_stride, rows, classes, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_rank_f64, rank, 1, 9, 0, executor,
    (const double *values, int64_t values_stride, int64_t rows, int64_t classes, double *ranks, int64_t ranks_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, values, values_stride, rows, classes, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_spearman_f32, spearman, 0, 10, 0, executor,
    (const float *first, int64_t first_stride, const float *second, int64_t second_stride, int64_t rows,
    int64_t classes, float *correlation, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, first, first_stride, second, second_stride, rows, classes, correlation, scratch, scratch_size, call.executor))

EXPORT(nloss_spearman_f64, spearman, 1, 10, 0, executor,
    (const double *first, int64_t first_stride, const double *second, int64_t second_stride, int64_t rows,
    int64_t classes, double *correlation, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, first, first_stride, second, second_stride, rows, classes, correlation, scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_f32, soft_rank, 0, 10, 0, executor,
    (const float *values, int64_t values_stride, int64_t rows, int64_t classes, const nloss_soft_rank_options *options,
    float *ranks, int64_t ranks_stride, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, values, values_stride, rows, classes, options, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_f64, soft_rank, 1, 10, 0, executor,
    (const double *values, int64_t values_stride, int64_t rows, int64_t classes, const nloss_soft_rank_options *options,
    double *ranks, int64_t ranks_stride, void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, values, values_stride, rows, classes, options, ranks, ranks_stride, scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_backward_f32, soft_rank_backward, 0, 12, 0, executor,
    (const float *values, int64_t values_stride, const float *grad_ranks, int64_t grad_ranks_stride, int64_t rows,
    int64_t classes, const nloss_soft_rank_options *options, float *grad_values, int64_t grad_values_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (0, values, values_stride, grad_ranks, grad_ranks_stride, rows, classes, options, grad_values, grad_values_stride,
    scratch, scratch_size, call.executor))

EXPORT(nloss_soft_rank_backward_f64, soft_rank_backward, 1, 12, 0, executor,
    (const double *values, int64_t values_stride, const double *grad_ranks, int64_t grad_ranks_stride, int64_t rows,
    int64_t classes, const nloss_soft_rank_options *options, double *grad_values, int64_t grad_values_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, values, values_stride, grad_ranks, grad_ranks_stride, rows, classes, options, grad_values, grad_values_stride,
    scratch, scratch_size, call.executor))

EXPORT(nloss_spearman_loss_f32, spearman_loss, 0, 13, 0, executor,
    (const float *pred, int64_t pred_stride, const float *target, int64_t target_stride, int64_t rows, int64_t classes,
    const nloss_soft_rank_options *options, float *loss, float *grad, int64_t grad_stride, void *scratch,
    int64_t scratch_size, const nloss_executor *executor),
    (0, pred, pred_stride, target, target_stride, rows, classes, options, loss, grad, grad_stride, scratch,
    scratch_size, call.executor))

EXPORT(nloss_spearman_loss_f64, spearman_loss, 1, 13, 0, executor,
    (const double *pred, int64_t pred_stride, const double *target, int64_t target_stride, int64_t rows,
    int64_t classes, const nloss_soft_rank_options *options, double *loss, double *grad, int64_t grad_stride,
    void *scratch, int64_t scratch_size, const nloss_executor *executor),
    (1, pred, pred_stride, target, target_stride, rows, classes, options, loss, grad, grad_stride, scratch,
    scratch_size, call.executor))

EXPORT(nloss_argmax_f32, argmax, 0, 6, 0, executor,
    (const float *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (0, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_argmax_f64, argmax, 1, 6, 0, executor,
    (const double *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (1, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_argmax_f16, argmax, 2, 6, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (2, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_argmax_bf16, argmax, 3, 6, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t *indices,
    const nloss_executor *executor),
    (3, input, input_stride, rows, classes, indices, call.executor))

EXPORT(nloss_top_k_f32, top_k, 0, 10, 0, executor,
    (const float *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, float *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (0, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_top_k_f64, top_k, 1, 10, 0, executor,
    (const double *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, double *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (1, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_top_k_f16, top_k, 2, 10, 0, executor,
    (const nloss_f16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, nloss_f16 *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (2, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_top_k_bf16, top_k, 3, 10, 0, executor,
    (const nloss_bf16 *input, int64_t input_stride, int64_t rows, int64_t classes, int64_t k, nloss_bf16 *values,
    int64_t values_stride, int64_t *indices, int64_t indices_stride, const nloss_executor *executor),
    (3, input, input_stride, rows, classes, k, values, values_stride, indices, indices_stride, call.executor))

EXPORT(nloss_sigmoid_f32, sigmoid, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t columns, float *probs, int64_t probs_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_f64, sigmoid, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t columns, double *probs, int64_t probs_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_f16, sigmoid, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_f16 *probs,
    int64_t probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_bf16, sigmoid, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_bf16 *probs,
    int64_t probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, columns, probs, probs_stride, call.executor))

EXPORT(nloss_sigmoid_backward_f32, sigmoid_backward, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t columns, float *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (0, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_sigmoid_backward_f64, sigmoid_backward, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t columns, double *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (1, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_sigmoid_backward_f16, sigmoid_backward, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns, nloss_f16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (2, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_sigmoid_backward_bf16, sigmoid_backward, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t columns, nloss_bf16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (3, logits, logits_stride, grad_probs, grad_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_f32, log_sigmoid, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t columns, float *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_f64, log_sigmoid, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t columns, double *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_f16, log_sigmoid, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_f16 *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_bf16, log_sigmoid, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t columns, nloss_bf16 *log_probs,
    int64_t log_probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, columns, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_sigmoid_backward_f32, log_sigmoid_backward, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, float *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (0, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_backward_f64, log_sigmoid_backward, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, double *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (1, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_backward_f16, log_sigmoid_backward, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, nloss_f16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (2, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_sigmoid_backward_bf16, log_sigmoid_backward, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t columns, nloss_bf16 *grad_logits, int64_t grad_logits_stride, const nloss_executor *executor),
    (3, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, columns, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_f32, softmax, 0, 8, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *probs, int64_t probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmax_f64, softmax, 1, 8, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *probs, int64_t probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmax_f16, softmax, 2, 8, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmax_bf16, softmax, 3, 8, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_f32, softmin, 0, 8, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *probs, int64_t probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_f64, softmin, 1, 8, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *probs, int64_t probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_f16, softmin, 2, 8, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_softmin_bf16, softmin, 3, 8, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *probs, int64_t probs_stride, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, probs, probs_stride, call.executor))

EXPORT(nloss_log_softmax_f32, log_softmax, 0, 8, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *log_probs, int64_t log_probs_stride, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_softmax_f64, log_softmax, 1, 8, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *log_probs, int64_t log_probs_stride, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_softmax_f16, log_softmax, 2, 8, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_log_softmax_bf16, log_softmax, 3, 8, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *log_probs, int64_t log_probs_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, log_probs, log_probs_stride, call.executor))

EXPORT(nloss_logsumexp_f32, logsumexp, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *lse, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_logsumexp_f64, logsumexp, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *lse, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_logsumexp_f16, logsumexp, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *lse, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_logsumexp_bf16, logsumexp, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *lse, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, lse, call.executor))

EXPORT(nloss_entropy_f32, entropy, 0, 7, 0, executor,
    (const float *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    float *entropy, const nloss_executor *executor),
    (0, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_entropy_f64, entropy, 1, 7, 0, executor,
    (const double *logits, int64_t logits_stride, int64_t rows, int64_t classes, const nloss_softmax_options *options,
    double *entropy, const nloss_executor *executor),
    (1, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_entropy_f16, entropy, 2, 7, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *entropy, const nloss_executor *executor),
    (2, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_entropy_bf16, entropy, 3, 7, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *entropy, const nloss_executor *executor),
    (3, logits, logits_stride, rows, classes, options, entropy, call.executor))

EXPORT(nloss_softmax_backward_f32, softmax_backward, 0, 10, 0, executor,
    (const float *probs, int64_t probs_stride, const float *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_backward_f64, softmax_backward, 1, 10, 0, executor,
    (const double *probs, int64_t probs_stride, const double *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_backward_f16, softmax_backward, 2, 10, 0, executor,
    (const nloss_f16 *probs, int64_t probs_stride, const nloss_f16 *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmax_backward_bf16, softmax_backward, 3, 10, 0, executor,
    (const nloss_bf16 *probs, int64_t probs_stride, const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_bf16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (3, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_f32, softmin_backward, 0, 10, 0, executor,
    (const float *probs, int64_t probs_stride, const float *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_f64, softmin_backward, 1, 10, 0, executor,
    (const double *probs, int64_t probs_stride, const double *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_f16, softmin_backward, 2, 10, 0, executor,
    (const nloss_f16 *probs, int64_t probs_stride, const nloss_f16 *grad_probs, int64_t grad_probs_stride, int64_t rows,
    int64_t classes, const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_softmin_backward_bf16, softmin_backward, 3, 10, 0, executor,
    (const nloss_bf16 *probs, int64_t probs_stride, const nloss_bf16 *grad_probs, int64_t grad_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_bf16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (3, probs, probs_stride, grad_probs, grad_probs_stride, rows, classes, options, grad_logits, grad_logits_stride,
    call.executor))

EXPORT(nloss_log_softmax_backward_f32, log_softmax_backward, 0, 10, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_log_softmax_backward_f64, log_softmax_backward, 1, 10, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, double *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (1, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_log_softmax_backward_f16, log_softmax_backward, 2, 10, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const nloss_f16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_f16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (2, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_log_softmax_backward_bf16, log_softmax_backward, 3, 10, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const nloss_bf16 *grad_log_probs, int64_t grad_log_probs_stride,
    int64_t rows, int64_t classes, const nloss_softmax_options *options, nloss_bf16 *grad_logits,
    int64_t grad_logits_stride, const nloss_executor *executor),
    (3, logits, logits_stride, grad_log_probs, grad_log_probs_stride, rows, classes, options, grad_logits,
    grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_f32, logsumexp_backward, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_f64, logsumexp_backward, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_f16, logsumexp_backward, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const float *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_logsumexp_backward_bf16, logsumexp_backward, 3, 9, 0, executor,
    (const nloss_bf16 *logits, int64_t logits_stride, const float *grad_lse, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_bf16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (3, logits, logits_stride, grad_lse, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_f32, entropy_backward, 0, 9, 0, executor,
    (const float *logits, int64_t logits_stride, const float *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, float *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (0, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_f64, entropy_backward, 1, 9, 0, executor,
    (const double *logits, int64_t logits_stride, const double *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, double *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (1, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_f16, entropy_backward, 2, 9, 0, executor,
    (const nloss_f16 *logits, int64_t logits_stride, const float *grad_entropy, int64_t rows, int64_t classes,
    const nloss_softmax_options *options, nloss_f16 *grad_logits, int64_t grad_logits_stride,
    const nloss_executor *executor),
    (2, logits, logits_stride, grad_entropy, rows, classes, options, grad_logits, grad_logits_stride, call.executor))

EXPORT(nloss_entropy_backward_bf16, entropy_backward, 3, 9, 0, executor,
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
