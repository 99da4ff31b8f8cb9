// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// Softmax as most libraries do it, by hand: the maximum; exp(x - max) to the output, and its sum; the output times
// 1 / sum. The exponential is the usual one: ln 2 in two parts, a polynomial of degree 5, at most 2 ulp. Compiled once per
// level, with NAME and the level's options.

#include <float.h>
#include <math.h>

#include "vector.h"

enum { UNROLLED = 4 };

INLINE vec exp_of_negative(vec x)
{
    const vec magic = broadcast(0x1.8p23f + 127);
    vec n = mul_add(x, broadcast(0x1.715476p+0f), magic), power = shift_left(n, 23);
    n -= magic;
    vec t = mul_add(n, broadcast(-0x1.7f7d1cp-20f), mul_add(n, broadcast(-0x1.62e4p-1f), x));
    vec p = mul_add(t, broadcast(0x1.0fa83ap-7f), broadcast(0x1.573a54p-5f));
    p = mul_add(p, t, broadcast(0x1.555a6ap-3f));
    p = mul_add(p, t, broadcast(0x1.fffdc6p-2f));
    p = mul_add(p, t, broadcast(0x1.fffff6p-1f));
    // Below are subnormal powers.
    return zero_below(x, broadcast(-87.3f), mul_add(t * power, p, power));
}

static float largest(const float *row, int64_t classes)
{
    vec most[UNROLLED];
    float lanes[WIDTH], best = -FLT_MAX;
    int64_t c = 0;
    for (int v = 0; v < UNROLLED; v++)
        most[v] = broadcast(best);
    for (; c + UNROLLED * WIDTH <= classes; c += UNROLLED * WIDTH)
        for (int v = 0; v < UNROLLED; v++)
            most[v] = larger(most[v], load(row + c + v * WIDTH));
    for (; c < classes; c++)
        best = row[c] > best ? row[c] : best;
    store(larger(larger(most[0], most[1]), larger(most[2], most[3])), lanes);
    for (int i = 0; i < WIDTH; i++)
        best = lanes[i] > best ? lanes[i] : best;
    return best;
}

static float write_exp(const float *row, int64_t classes, float max, float *to)
{
    vec sums[UNROLLED];
    float lanes[WIDTH] = {0}, sum = 0;
    int64_t c = 0;
    for (int v = 0; v < UNROLLED; v++)
        sums[v] = broadcast(0);
    for (; c + UNROLLED * WIDTH <= classes; c += UNROLLED * WIDTH) {
        for (int v = 0; v < UNROLLED; v++) {
            vec e = exp_of_negative(load(row + c + v * WIDTH) - broadcast(max));
            store(e, to + c + v * WIDTH);
            sums[v] += e;
        }
    }
    for (; c < classes; c += WIDTH) {
        int64_t count = classes - c < WIDTH ? classes - c : WIDTH;
        for (int64_t i = 0; i < WIDTH; i++)
            lanes[i] = i < count ? row[c + i] - max : -INFINITY;
        vec e = exp_of_negative(load(lanes));
        store(e, lanes);
        for (int64_t i = 0; i < count; i++)
            to[c + i] = lanes[i];
        sums[0] += e;
    }
    store((sums[0] + sums[1]) + (sums[2] + sums[3]), lanes);
    for (int i = 0; i < WIDTH; i++)
        sum += lanes[i];
    return sum;
}

void NAME(const float *logits, int64_t rows, int64_t classes, float *probs)
{
    for (; rows > 0; rows--, logits += classes, probs += classes) {
        float scale = 1 / write_exp(logits, classes, largest(logits, classes), probs);
        for (int64_t c = 0; c < classes; c++)
            probs[c] *= scale;
    }
}
