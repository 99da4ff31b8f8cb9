/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * cc example.c -I../../include -L../../artifacts/native/linux-x64 -lnativeloss
 * LD_LIBRARY_PATH=../../artifacts/native/linux-x64 ./a.out
 */
#include <stdio.h>

#include "nativeloss.h"

int main(void)
{
    float logits[] = {1000, 1001, 1002}, probs[3];
    nloss_status status = nloss_softmax_f32(logits, 3, 1, 3, NULL, probs, 3, NULL);
    printf("%s: %.9g %.9g %.9g\n", nloss_status_name(status), probs[0], probs[1], probs[2]);

    double batch[] = {0.5, 1.5, 0.1, 2.2, 1.3, 1.7}, loss, grad[6];
    int64_t labels[] = {1, 2};
    status = nloss_cross_entropy_f64(batch, 3, labels, NLOSS_LABEL_I64, 2, 3, NULL, &loss, grad, 3, NULL);
    printf("%s: loss %.17g\n", nloss_status_name(status), loss);
    for (int row = 0; row < 2; row++)
        printf("grad %.17g %.17g %.17g\n", grad[3 * row], grad[3 * row + 1], grad[3 * row + 2]);
    return status != NLOSS_OK;
}
