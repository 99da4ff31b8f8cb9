// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * For valgrind: every operation on memory of exactly its size, outputs without contents before and padding without any
 * ever. Usage: memcheck LIBRARY LEVEL [short], where short makes one buffer an element too small.
 */
#include "../embedding/test.h"
#include "calls.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* A copy of an operand, of what it holds only. */
static void *copy_of(const scene *s, int i, bool too_small)
{
    if (!s->present[i]) return NULL;
    char *at = malloc(s->bytes[i] - (too_small ? s->element[i] : 0));
    const role holds = s->op->operand[i].holds;
    if (holds == RESULT || holds == INDICES || holds == BYTES || holds == SCRATCH) return at;
    for (int64_t r = 0; s->bytes[i] && r < s->rows[i]; r++) {
        const size_t from = (size_t)(r * s->base.stride[i]) * s->element[i];
        const bool last = r + 1 == s->rows[i];
        memcpy(at + from, s->initial[i] + from, (size_t)(s->cols[i] - (too_small && last)) * s->element[i]);
    }
    return at;
}

/* Whether a call in such memory gives what the scene did. */
static bool same(scene *s, bool too_small)
{
    void *at[MAX_OPERANDS];
    for (int i = 0; i < s->op->operands; i++) at[i] = copy_of(s, i, too_small && i == 0);
    bool result = scene_call(s, at, NULL, NULL) == NLOSS_OK;
    for (int i = 0; i < s->op->operands && !too_small; i++) {
        if (s->op->operand[i].holds != SCRATCH && s->op->operand[i].output)
            result &= s->bytes[i] == 0 || scene_same_elements(s, i, at[i], s->expected[i]);
    }
    for (int i = 0; i < s->op->operands; i++) free(at[i]);
    return result;
}

static void sweep(const library *l, const char *level, int64_t rows, int64_t length)
{
    calls set = {0};
    int n = 0;
    for (const operation *op = l->operation; op < l->operation + l->operations; op++) n += op->variants;
    test_begin("%d calls at %s, %d x %d, in memory of exactly their size", n, level, (int)rows, (int)length);
    set = calls_make(l, INT_MAX, rows, length, NULL);
    for (int i = 0; i < set.count; i++) {
        scene *s = &set.scene[i];
        const char *reason;
        int64_t extent[MAX_EXTENTS];
        scene_extents(s->op, rows, length, extent);
        scene_make(s, s->op, s->variant, extent, 3, ORDINARY, 1);
        test_check(scene_expect(s, &reason) && same(s, false), "%s, \"%s\"", s->op->name, s->variant->name);
    }
    test_end();
    calls_free(&set);
}

int main(int count, char **argument)
{
    if (count < 3 || count > 4) return 2;
    library l = library_load(argument[1]);
    int level = LOWEST_LEVEL;
    while (level < HIGHEST_LEVEL && strcmp(isa_name(level), argument[2]) != 0) level++;
    l.limit_isa(level);
    if (l.isa() != level) {
        fprintf(stderr, "no level %s here\n", argument[2]);
        return 2;
    }
    if (count == 4) {
        calls set = calls_make(&l, 1, 3, 33, NULL);
        return !same(&set.scene[0], true);
    }
    sweep(&l, argument[2], 3, 33);
    sweep(&l, argument[2], 2, 7);
    library_unload(&l);
    return test_summary();
}
