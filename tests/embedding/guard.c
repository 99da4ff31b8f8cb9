// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Every buffer of every call lies against an inaccessible page, once at its end and once at its start, and inputs and
 * options are seen through a read-only mapping. All lengths, all operations, all variants, all levels, and with them
 * every misalignment that the elements allow; the bits are those of a call in ordinary memory.
 */
#include "scene.h"
#include "slots.h"
#include "test.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST = 260, SHORT = 20, OPTIONS_SLOT = MAX_OPERANDS, SLOTS };

static slot memory[SLOTS];

static struct {
    const scene *scene;
    int level;
    place place;
    const char *what;
    uint64_t offsets; /* bit b: an array of numbers began b bytes behind a multiple of 64 */
} now;

static void on_fault(int number, siginfo_t *info, void *context)
{
    (void)context;
    const int64_t *e = now.scene->base.extent;
    printf("FAIL  %s: signal %d at %p in %s, variant \"%s\", extents %ld %ld %ld, level %s, buffers at the page's %s\n",
           test.name, number, info->si_addr, now.what, now.scene->variant->name, (long)e[0], (long)e[1], (long)e[2],
           isa_name(now.level), now.place == AT_END ? "end" : "start");
    test.failed++;
    test_summary();
    _exit(1);
}

/* Puts the operand's contents against the guard, and returns what the library shall see. */
static void *put(const scene *s, int i, place where, bool writable)
{
    void *at = slot_put(memory[i], where, s->initial[i], s->bytes[i], writable);
    if (s->type[i] == s->op->type && s->bytes[i]) now.offsets |= UINT64_C(1) << (uintptr_t)at % 64;
    return at;
}

static nloss_status call_between_guards(scene *s, void *const at[])
{
    const size_t from = slot_offset(now.place, options_size(s->op->options));
    return scene_call(s, at, memory[OPTIONS_SLOT].write + from, memory[OPTIONS_SLOT].read + from);
}

static void check_place(scene *s)
{
    void *at[MAX_OPERANDS];
    now.what = "a call";
    for (int i = 0; i < s->op->operands; i++) at[i] = put(s, i, now.place, s->op->operand[i].output);
    nloss_status status = call_between_guards(s, at);
    test_check(status == NLOSS_OK, "status %d", status);
    int differs = scene_compare(s, at, s->expected);
    const int64_t *e = s->base.extent;
    test_check(differs < 0, "%s has other bits, \"%s\", extents %ld %ld %ld, level %s",
               differs < 0 ? "" : s->op->operand[differs].name, s->variant->name, (long)e[0], (long)e[1], (long)e[2],
               isa_name(now.level));
    for (int i = 0; i < s->op->operands; i++)
        test_check(slot_margin_untouched(memory[i], now.place, s->bytes[i]), "bytes next to %s were written", s->op->operand[i].name);
}

static void check_in_place(scene *s, int out, int in)
{
    void *at[MAX_OPERANDS];
    now.what = "a call in place";
    for (int i = 0; i < s->op->operands; i++) at[i] = put(s, i, now.place, s->op->operand[i].output || i == in);
    at[out] = at[in];
    nloss_status status = call_between_guards(s, at);
    test_check(status == NLOSS_OK, "in place: status %d", status);
    test_check(scene_same_elements(s, out, at[in], s->expected[out]),
               "%s in place of %s has other bits, \"%s\", level %s", s->op->operand[out].name, s->op->operand[in].name,
               s->variant->name, isa_name(now.level));
}

static void check_scene(library *l, scene *s)
{
    const char *reason;
    l->limit_isa(HIGHEST_LEVEL);
    now.what = "ordinary memory";
    test_check(scene_expect(s, &reason), "in ordinary memory: %s", reason);
    /* A level below v3 multiplies and adds in software and would take most of the time: of its longer rows every fifth. */
    const bool slow_too = s->base.extent[1] <= SHORT || s->base.extent[1] % 5 == 0;
    const int lowest = LOWEST_LEVEL;
    now.level = lowest == NLOSS_ISA_V2 && !slow_too ? NLOSS_ISA_V3 : lowest;
    for (; l->limit_isa(now.level), now.level == l->isa(); now.level++)
        for (now.place = AT_END; now.place < PLACES; now.place++) {
            check_place(s);
            for (int out = 0; out < s->op->operands; out++)
                for (int in = 0; in < s->op->operands; in++)
                    if (s->op->operand[out].in_place >> in & 1 && s->present[out]) check_in_place(s, out, in);
        }
}

static void check_operation(library *l, const operation *op)
{
    static scene s;
    now.scene = &s;
    const int step = (int)element_size(op->type);
    now.offsets = 0;
    test_begin("guard pages, lengths 1 to %d, rows 0 to 3, misaligned by 0 to %d bytes: %s", LONGEST, 64 - step, op->name);
    for (int v = 0; v < op->variants; v++)
        for (int64_t length = op->extents == 1 ? 0 : 1; length <= LONGEST; length++)
            for (int64_t rows = op->extents == 1 ? 1 : 0; rows <= (op->extents == 1 ? 1 : 3); rows++)
                for (int shape = 0; shape < (op->extents == 3 ? 2 : 1); shape++) {
                    /* Of longer rows one number each, in turn; and with most options every third length. */
                    if (op->extents > 1 && length > SHORT && rows != 1 + length % 3) continue;
                    if (v > 0 && v + 1 < op->variants && length > SHORT && length % 3 != v % 3) continue;
                    int64_t extent[MAX_EXTENTS];
                    scene_extents(op, rows, length, extent);
                    if (shape == 1) {
                        extent[1] = 5;
                        extent[2] = length;
                    }
                    scene_make(&s, op, &op->variant[v], extent, length % 3, ORDINARY, (uint32_t)(length * 4 + rows));
                    check_scene(l, &s);
                }
    for (int offset = 0; offset < 64; offset += step)
        test_check(now.offsets >> offset & 1, "no array was misaligned by %d bytes", offset);
    test_end();
}

int main(int count, char **argument)
{
    if (count != 2) return 2;
    library l = library_load(argument[1]);
    for (int i = 0; i < SLOTS; i++) memory[i] = slot_make();
    struct sigaction action = {.sa_sigaction = on_fault, .sa_flags = SA_SIGINFO};
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
    for (const operation *op = l.operation; op < l.operation + l.operations; op++) check_operation(&l, op);
    return test_summary();
}
