// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// What moving the bytes costs alone; the other limit is memcpy.

#include <stdint.h>

// The maximum of some numbers is the least that a read of them can cost. 128 accumulators hide the latency at every
// width; whatever the bytes mean, they are read as floats.
float read_all(const float *from, int64_t count)
{
    enum { LANES = 128 };
    float best[LANES] = {0};
    int64_t i = 0;
    for (; i + LANES <= count; i += LANES)
        for (int lane = 0; lane < LANES; lane++)
            best[lane] = best[lane] > from[i + lane] ? best[lane] : from[i + lane];
    for (; i < count; i++)
        best[0] = best[0] > from[i] ? best[0] : from[i];
    for (int lane = 1; lane < LANES; lane++)
        best[0] = best[0] > best[lane] ? best[0] : best[lane];
    return best[0];
}
