/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * Prints the size of every struct and the offset of every field, as this compiler lays them out; run.sh compares with
 * the manifest, so a struct or field that is missing here fails too. Valid C99 and C++17.
 */
#include <stdio.h>

#include "nativeloss.h"

#define SIZE(type) printf(#type " %d\n", (int)sizeof(type));
#define OFFSET(type, field) printf(#type "." #field " %d\n", (int)offsetof(type, field));

int main(void)
{
    SIZE(nloss_adam_options)
    OFFSET(nloss_adam_options, struct_size)
    OFFSET(nloss_adam_options, flags)
    OFFSET(nloss_adam_options, beta1)
    OFFSET(nloss_adam_options, beta2)
    OFFSET(nloss_adam_options, epsilon)
    OFFSET(nloss_adam_options, weight_decay)

    SIZE(nloss_cross_entropy_options)
    OFFSET(nloss_cross_entropy_options, struct_size)
    OFFSET(nloss_cross_entropy_options, flags)
    OFFSET(nloss_cross_entropy_options, reduction)
    OFFSET(nloss_cross_entropy_options, reserved)
    OFFSET(nloss_cross_entropy_options, label_smoothing)
    OFFSET(nloss_cross_entropy_options, ignore_index)
    OFFSET(nloss_cross_entropy_options, class_weights)
    OFFSET(nloss_cross_entropy_options, error_row)
    OFFSET(nloss_cross_entropy_options, inner)
    OFFSET(nloss_cross_entropy_options, row_weights)
    OFFSET(nloss_cross_entropy_options, z_loss)
    OFFSET(nloss_cross_entropy_options, softcap)
    OFFSET(nloss_cross_entropy_options, second_labels)
    OFFSET(nloss_cross_entropy_options, mix_lambda)
    OFFSET(nloss_cross_entropy_options, lse)
    OFFSET(nloss_cross_entropy_options, argmax)
    OFFSET(nloss_cross_entropy_options, correct)
    OFFSET(nloss_cross_entropy_options, rank)
    OFFSET(nloss_cross_entropy_options, entropy)
    OFFSET(nloss_cross_entropy_options, label_prob)
    OFFSET(nloss_cross_entropy_options, z_loss_part)

    SIZE(nloss_divergence_options)
    OFFSET(nloss_divergence_options, struct_size)
    OFFSET(nloss_divergence_options, flags)
    OFFSET(nloss_divergence_options, reduction)
    OFFSET(nloss_divergence_options, reserved)
    OFFSET(nloss_divergence_options, row_weights)

    SIZE(nloss_elementwise_options)
    OFFSET(nloss_elementwise_options, struct_size)
    OFFSET(nloss_elementwise_options, flags)
    OFFSET(nloss_elementwise_options, reduction)
    OFFSET(nloss_elementwise_options, reserved)
    OFFSET(nloss_elementwise_options, label_smoothing)
    OFFSET(nloss_elementwise_options, weights)
    OFFSET(nloss_elementwise_options, weights_stride)
    OFFSET(nloss_elementwise_options, row_weights)
    OFFSET(nloss_elementwise_options, pos_weights)
    OFFSET(nloss_elementwise_options, pos_weights_stride)
    OFFSET(nloss_elementwise_options, error_row)

    SIZE(nloss_executor)
    OFFSET(nloss_executor, struct_size)
    OFFSET(nloss_executor, max_tasks)
    OFFSET(nloss_executor, user)
    OFFSET(nloss_executor, parallel_for)

    SIZE(nloss_index_loss_options)
    OFFSET(nloss_index_loss_options, struct_size)
    OFFSET(nloss_index_loss_options, flags)
    OFFSET(nloss_index_loss_options, reduction)
    OFFSET(nloss_index_loss_options, reserved)
    OFFSET(nloss_index_loss_options, ignore_index)
    OFFSET(nloss_index_loss_options, class_weights)
    OFFSET(nloss_index_loss_options, row_weights)
    OFFSET(nloss_index_loss_options, error_row)

    SIZE(nloss_pair_loss_options)
    OFFSET(nloss_pair_loss_options, struct_size)
    OFFSET(nloss_pair_loss_options, flags)
    OFFSET(nloss_pair_loss_options, reduction)
    OFFSET(nloss_pair_loss_options, reserved)
    OFFSET(nloss_pair_loss_options, row_weights)

    SIZE(nloss_sgd_options)
    OFFSET(nloss_sgd_options, struct_size)
    OFFSET(nloss_sgd_options, flags)
    OFFSET(nloss_sgd_options, momentum)
    OFFSET(nloss_sgd_options, dampening)
    OFFSET(nloss_sgd_options, weight_decay)

    SIZE(nloss_soft_rank_options)
    OFFSET(nloss_soft_rank_options, struct_size)
    OFFSET(nloss_soft_rank_options, reserved)
    OFFSET(nloss_soft_rank_options, regularization)
    OFFSET(nloss_soft_rank_options, reduction)
    OFFSET(nloss_soft_rank_options, regularization_strength)

    SIZE(nloss_softmax_options)
    OFFSET(nloss_softmax_options, struct_size)
    OFFSET(nloss_softmax_options, flags)
    OFFSET(nloss_softmax_options, inner)
    OFFSET(nloss_softmax_options, temperature)
    OFFSET(nloss_softmax_options, mask_type)
    OFFSET(nloss_softmax_options, reserved)
    OFFSET(nloss_softmax_options, mask)
    OFFSET(nloss_softmax_options, mask_stride)
    return 0;
}
