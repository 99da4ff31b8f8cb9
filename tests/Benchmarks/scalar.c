// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// What everybody writes first: three loops with the C library's exp. Compiled without vectors.

#include <math.h>
#include <stdint.h>

static float largest(const float *row, int64_t classes)
{
    float max = row[0];
    for (int64_t c = 1; c < classes; c++)
        max = row[c] > max ? row[c] : max;
    return max;
}

void scalar_softmax(const float *logits, int64_t rows, int64_t classes, float *probs)
{
    for (; rows > 0; rows--, logits += classes, probs += classes) {
        float max = largest(logits, classes), sum = 0;
        for (int64_t c = 0; c < classes; c++)
            sum += probs[c] = expf(logits[c] - max);
        for (int64_t c = 0; c < classes; c++)
            probs[c] /= sum;
    }
}

void scalar_logsumexp(const float *logits, int64_t rows, int64_t classes, float *lse)
{
    for (int64_t r = 0; r < rows; r++, logits += classes) {
        float max = largest(logits, classes), sum = 0;
        for (int64_t c = 0; c < classes; c++)
            sum += expf(logits[c] - max);
        lse[r] = max + logf(sum);
    }
}

// losses: of each row; grad: of their mean, or NULL.
void scalar_cross_entropy(const float *logits, const int64_t *labels, int64_t rows, int64_t classes, float *losses,
                          float *grad)
{
    float scale = 1 / (float)rows;
    for (int64_t r = 0; r < rows; r++, logits += classes) {
        float max = largest(logits, classes), sum = 0, label = logits[labels[r]];
        for (int64_t c = 0; c < classes; c++)
            sum += expf(logits[c] - max);
        losses[r] = max + logf(sum) - label;
        if (grad == 0)
            continue;
        for (int64_t c = 0; c < classes; c++)
            grad[c] = expf(logits[c] - max) / sum * scale;
        grad[labels[r]] -= scale;
        grad += classes;
    }
}
