/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/* A program that calls one operation: it gets that one's code out of the static library, and no other's. */

#include <stdio.h>

#include "nativeloss.h"

int main(void)
{
    const float x[] = {1, 2, 4};
    float result[] = {0, 0, 0};
#if defined SOFTMAX
    const nloss_status status = nloss_softmax_f32(x, 3, 1, 3, NULL, result, 3, NULL);
#elif defined CROSS_ENTROPY
    const int32_t label = 1;
    const nloss_status status = nloss_cross_entropy_f32(x, 3, &label, NLOSS_LABEL_I32, 1, 3, NULL, result, NULL, 0, NULL);
#elif defined MSE
    const float target[] = {1, 1, 1};
    const nloss_status status = nloss_mse_f32(x, 3, target, 3, 1, 3, NULL, result, NULL, 0, NULL);
#elif defined ARGMAX
    int64_t index = 0;
    const nloss_status status = nloss_argmax_f32(x, 3, 1, 3, &index, NULL);
    result[0] = (float)index;
#endif
    printf("%s: %.9g %.9g %.9g\n", nloss_status_name(status), result[0], result[1], result[2]);
    return status != NLOSS_OK;
}
