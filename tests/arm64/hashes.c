// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Prints a hash over the bytes of all results of each operation, but not of its scratch: every set of options, many
 * lengths, every family of values at those up to 129. run.sh runs it on this machine and on an emulated
 * processor of another architecture, and compares.
 */
#include "scene.h"

#include <stdio.h>
#include <string.h>

static const int64_t lengths[] = {1,  2,  3,  4,  5,  6,  7,   8,   9,   10,  11,  12,  13,  14,   15,   16,   17,   18,
                                  19, 20, 21, 22, 23, 24, 25,  26,  27,  28,  29,  30,  31,  32,   33,   34,   47,   48,
                                  49, 63, 64, 65, 95, 96, 127, 128, 129, 255, 256, 257, 511, 1000, 1001, 4095, 4099, 9001};

static uint64_t hash_of(const operation *op)
{
    static scene s;
    uint64_t hash = FNV_START;
    for (int v = 0; v < op->variants; v++)
        for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++)
            for (int f = 0; f < FAMILIES; f++) {
                /* Longer rows, which take most of the time, one family each. */
                if (lengths[n] > 129 && f != (int)n % FAMILIES) continue;
                int64_t extent[MAX_EXTENTS];
                const char *reason;
                scene_extents(op, lengths[n] < 300 ? 3 : 1, lengths[n], extent);
                scene_make(&s, op, &op->variant[v], extent, (int64_t)n % 4, (family)f, (uint32_t)(n * 3) + f + 1);
                if (!scene_expect(&s, &reason)) hash = fnv(hash, reason, strlen(reason));
                for (int i = 0; i < op->operands; i++)
                    if (op->operand[i].output && op->operand[i].holds != SCRATCH)
                        hash = fnv(hash, s.expected[i], s.bytes[i]);
            }
    return hash;
}

int main(int count, char **argument)
{
    if (count != 2) return 2;
    library l = library_load(argument[1]);
    for (const operation *op = l.operation; op < l.operation + l.operations; op++) {
        printf("%016llx %s\n", (unsigned long long)hash_of(op), op->name);
        fflush(stdout);
    }
    return 0;
}
