// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The loop under everything, by hand: what src/Native/Kernels/ExpSumKernel.cs does with src/Native/Simd/ExpSingle.cs, in
// intrinsics. How fast it is tells what our compiler costs. Compiled once per level, with NAME and the level's options.

#include "vector.h"

enum { LANES = 32, FOLD_BLOCKS = 16, REFERENCE = -64, EXCESS = 33 };

static const uint32_t POWERS[16] = {
    0xef800000, 0xef7db000, 0xef7b9000, 0xef79c000, 0xef783000, 0xef76f000, 0xef760000, 0xef756000,
    0xef750000, 0xef751000, 0xef756000, 0xef762000, 0xef774000, 0xef78d000, 0xef7ac000, 0xef7d2000,
};
static const uint32_t RESTS[16] = {
    0x00000000, 0x3920751b, 0xb928f583, 0xb8d70815, 0xb955a498, 0xb905eb25, 0x37e54670, 0x393735e8,
    0xb8e00620, 0x391f7bc1, 0xb914aa90, 0xb8b4b5fe, 0xb8bdce0e, 0x38640eeb, 0xb758e8dd, 0xb8b76b5d,
};

// 2^-REFERENCE times the sum of exp(x) over `blocks` times LANES elements. *seen tells whether the reference was right.
double NAME(const float *x, int64_t blocks, float seen_lanes[WIDTH])
{
    const table powers = load_table(POWERS), rests = load_table(RESTS);
    const vec scale = broadcast(0x1.715476p+4f), round = broadcast(0x1.8p23f + 16 * (127 + EXCESS - REFERENCE));
    const vec step_high = broadcast(-0x1.62e43p-5f), step_low = broadcast(0x1.05c61p-33f);
    const vec c2 = broadcast(0x1.00022ap-1f), c3 = broadcast(0x1.55559cp-3f), window = broadcast(0x1.8p23f + 2048);
    double sums[LANES] = {0};
    vec seen = broadcast(0);
    while (blocks > 0) {
        int64_t count = blocks < FOLD_BLOCKS ? blocks : FOLD_BLOCKS;
        for (int lane = 0; lane < LANES; lane += 2 * WIDTH) {
            vec coarse[2] = {broadcast(0), broadcast(0)}, fine[2] = {broadcast(0), broadcast(0)};
            const float *at = x + lane;
            for (int64_t i = count; i > 0; i--, at += LANES) {
                for (int v = 0; v < 2; v++) {
                    vec element = load(at + v * WIDTH), z = mul_add(element, scale, round), k = z - round;
                    seen = or_xor(seen, z, window);
                    vec r = mul_add(k, step_low, mul_add(k, step_high, element)) - lookup(rests, z);
                    vec s = add_bits(shift_left(z, 19), lookup(powers, z));
                    vec e = mul_add(r * r, mul_add(r, c3, c2), r);
                    vec next = coarse[v] + s;
                    fine[v] = mul_add(s, e, fine[v]) + (s - (next - coarse[v]));
                    coarse[v] = next;
                }
            }
            for (int v = 0; v < 2; v++) {
                add_to(coarse[v], sums + lane + v * WIDTH);
                add_to(fine[v], sums + lane + v * WIDTH);
            }
        }
        x += count * LANES;
        blocks -= count;
    }
    store(seen, seen_lanes);
    for (int half = LANES / 2; half > 0; half /= 2)
        for (int i = 0; i < half; i++)
            sums[i] += sums[half + i];
    return sums[0];
}
