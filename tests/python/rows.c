/*
 * SPDX-License-Identifier: MIT
 * SPDX-FileCopyrightText: The NativeLoss authors
 *
 * Reads rows x classes float32 logits and rows int64 labels from standard input; writes softmax, log-softmax, logsumexp,
 * losses and gradient to standard output, for test_c.py to compare with what Python gets.
 */
#include <stdio.h>
#include <stdlib.h>

#include "nativeloss.h"

static void put(const float *values, size_t count, nloss_status status)
{
    if (status != NLOSS_OK || fwrite(values, sizeof *values, count, stdout) != count) exit(1);
}

int main(int count, char **argument)
{
    if (count != 3) return 2;
    const size_t rows = strtoul(argument[1], NULL, 10), classes = strtoul(argument[2], NULL, 10), size = rows * classes;
    const int64_t n = (int64_t)rows, c = (int64_t)classes;
    float *logits = malloc(size * sizeof *logits), *result = malloc(size * sizeof *result);
    float *loss = malloc(rows * sizeof *loss);
    int64_t *labels = malloc(rows * sizeof *labels);
    if (!logits || !result || !loss || !labels) return 1;
    if (fread(logits, sizeof *logits, size, stdin) != size) return 1;
    if (fread(labels, sizeof *labels, rows, stdin) != rows) return 1;

    put(result, size, nloss_softmax_f32(logits, c, n, c, NULL, result, c, NULL));
    put(result, size, nloss_log_softmax_f32(logits, c, n, c, NULL, result, c, NULL));
    put(loss, rows, nloss_logsumexp_f32(logits, c, n, c, NULL, loss, NULL));
    nloss_cross_entropy_options options = {
        .struct_size = sizeof options, .reduction = NLOSS_REDUCTION_NONE, .label_smoothing = 0.1};
    put(loss, rows, nloss_cross_entropy_f32(logits, c, labels, NLOSS_LABEL_I64, n, c, &options, loss, result, c, NULL));
    put(result, size, NLOSS_OK);
    free(logits), free(result), free(loss), free(labels);
    return 0;
}
