// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The loop under everything, by hand: what src/Native/Kernels/SingleSumKernel.cs does with src/Native/Simd/ExpSingle.cs to a chunk whose
// reference is guessed, in intrinsics. How fast it is tells what our compiler costs. Compiled once per level, with NAME and the
// level's options.

#include "vector.h"

#include <math.h>

enum { LANES = 32, FOLD_BLOCKS = 32, STEPS = 8, BIAS = 127, REFERENCE = 20 };

// The table of terms, twice: a vector of 512 bits holds two.
static const uint32_t POWERS[16] = {
    0x000b3a3e, 0x0007d424, 0x00059202, 0x00048e45, 0x0004e5be, 0x0006b7da, 0x000a26de, 0x000f5829,
    0x000b3a3e, 0x0007d424, 0x00059202, 0x00048e45, 0x0004e5be, 0x0006b7da, 0x000a26de, 0x000f5829,
};

// What vectors of 512 bits do two at a time, which have registers for that.
enum { TOGETHER = WIDTH == 16 ? 2 : 1 };

// 2^-REFERENCE times the sum of exp(x) over `blocks` times LANES elements, but for a constant factor. *seen tells whether the
// reference was right, *most has the lanes' maxima.
double NAME(const float *x, int64_t blocks, float seen_lanes[WIDTH], float most_lanes[LANES])
{
    const vec powers = load((const float *)POWERS), scale = broadcast(0x1.715476p+3f);
    const vec round = broadcast(0x1.8p23f + STEPS * (BIAS - REFERENCE)), step = broadcast(-0x1.62e43p-4f);
    const vec c2 = broadcast(0.5f), c3 = broadcast(0x1.555b82p-3f), c4 = broadcast(0x1.556050p-5f), ceiling = broadcast(0x1p-10f);
    double sums[LANES] = {0};
    vec seen = broadcast(0);
    for (int lane = 0; lane < LANES; lane += TOGETHER * WIDTH) {
        const float *at = x + lane;
        vec most = broadcast(-INFINITY);
        for (int64_t left = blocks; left > 0; left -= FOLD_BLOCKS) {
            vec coarse[TOGETHER], fine[TOGETHER];
            for (int v = 0; v < TOGETHER; v++)
                coarse[v] = ceiling, fine[v] = broadcast(0);
            for (int64_t i = left < FOLD_BLOCKS ? left : FOLD_BLOCKS; i > 0; i--, at += LANES) {
                for (int v = 0; v < TOGETHER; v++) {
                    vec element = load(at + v * WIDTH), z = mul_add(element, scale, round);
                    seen = or_bits(seen, xor_bits(z, broadcast(0x1.8p23f)));
                    most = larger(element, most);
                    vec r = mul_add(z - round, step, element);
                    vec s = add_bits(shift_left(z, 20), lookup(powers, z));
                    vec e = mul_add(r * r, mul_add(r, mul_add(r, c4, c3), c2), r);
                    vec next = coarse[v] + s;
                    fine[v] += mul_add(s, e, s - (next - coarse[v]));
                    coarse[v] = next;
                }
            }
            for (int v = 0; v < TOGETHER; v++) {
                add_to(coarse[v] - ceiling, sums + lane + v * WIDTH);
                add_to(fine[v], sums + lane + v * WIDTH);
            }
        }
        store(most, most_lanes + lane);
    }
    store(seen, seen_lanes);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++)
            sums[i] += sums[half + i];
    return sums[0];
}
