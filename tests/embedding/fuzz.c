// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * A harness for libFuzzer. Every input is one call, which is made at every level with all arrays and options against
 * inaccessible pages, what the library may only read in read-only memory. At the first level it is a plain call, at the
 * others it may be in place, have an executor of whatever kind, and another floating-point environment. Then:
 * all levels return the same status; on an error no byte has changed; otherwise all levels wrote the same numbers, and
 * nothing between or beside the rows, and where there is a reference the numbers are within its bounds.
 *
 * NATIVELOSS_LIBRARY is the library. PLANT makes the harness falsify what it gets, see below: it must find that.
 */
#include "fuzz_input.h"
#include "reference.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { LEVELS = HIGHEST_LEVEL - LOWEST_LEVEL + 1, OPTIONS_SLOT = MAX_OPERANDS, SLOTS };

/* A copy of the library for each level, because setting the level asks the processor, which takes long. */
typedef struct {
    library library;
    slot slot[SLOTS];
    void *at[MAX_OPERANDS];
    nloss_status status;
} image;

static image images[LEVELS];
static int levels, level_of_call;
static scene s;
static fuzz_call call;
static reference *references;

static struct {
    long inputs, calls, succeeded, compared;
    bool *reached;
} total;

/* --- What else guides the fuzzer: which statuses, sizes and kinds of results each operation has had. */

enum { MARKS = 32 };
__attribute__((section("__libfuzzer_extra_counters"))) static uint8_t marks[256][MARKS];

static void mark(unsigned what)
{
    marks[call.operation % 256][what % MARKS] = 1;
}

/* --- Planted errors */

static enum { NOTHING, ONE_LEVEL, EVERY_LEVEL, OUTSIDE, ON_ERROR } plant;

static void falsify(int level)
{
    int i = 0;
    while (i < s.op->operands && (s.op->operand[i].holds != RESULT || !s.bytes[i])) i++;
    if (i == s.op->operands || call.out >= 0) return;
    unsigned char *out = images[level].at[i];
    const bool failed = images[level].status != NLOSS_OK;
    if (plant == ONE_LEVEL && level == 1 && !failed) out[0] ^= 1;
    /* The sign: a library that is wrong at every level in the same way. */
    if (plant == EVERY_LEVEL && !failed) out[s.element[i] - 1] ^= 0x80;
    if (plant == OUTSIDE && level == 2) out[call.at_start >> i & 1 ? (int)s.bytes[i] : -1] ^= 1;
    if (plant == ON_ERROR && level == 2 && failed) out[0] ^= 1;
}

/* --- What was done */

static void report_line(long count, const char *what)
{
    fprintf(stderr, "fuzz\t%ld\t%s\n", count, what);
}

static void report(void)
{
    int missed = 0;
    for (int i = 0; i < images[0].library.operations; i++) missed += !total.reached[i];
    report_line(total.inputs, "inputs");
    report_line(total.calls, "calls");
    report_line(total.succeeded, "inputs without an error");
    report_line(total.compared, "inputs that agree with the reference");
    report_line(missed, "operations without a call that succeeded");
}

/* --- Findings */

static const char *describe(int level)
{
    static char text[300];
    const int64_t *e = s.base.extent;
    snprintf(text, sizeof text,
             "%s, variant \"%s\", extents %ld %ld %ld, level %s, %d tasks of kind %d, environment %lx, %d in place of %d",
             s.op->name, s.variant->name, (long)e[0], (long)e[1], (long)e[2], isa_name(LOWEST_LEVEL + level), call.tasks,
             call.executor_kind, (unsigned long)call.environment, call.out, call.in);
    return text;
}

__attribute__((format(printf, 2, 3))) static void found(int level, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "FOUND: ");
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "\n       in %s\n", describe(level));
    va_end(arguments);
    report();
    abort();
}

/* A signal of the library's says which call it was; libFuzzer's own handler of SIGABRT keeps the input. */
static void on_signal(int number, siginfo_t *what, void *context)
{
    (void)context;
    fp_set(FP_DEFAULT);
    found(level_of_call, "signal %d at %p", number, what->si_addr);
    abort();
}

static void watch_signals(void)
{
    static const int fatal[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE};
    struct sigaction action = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO};
    for (unsigned i = 0; i < sizeof fatal / sizeof *fatal; i++) sigaction(fatal[i], &action, NULL);
}

/* --- The call */

static place place_of(int i)
{
    return call.at_start >> i & 1 ? AT_START : AT_END;
}

static void run(int level, bool plain)
{
    image *m = &images[level_of_call = level];
    const bool in_place = !plain && call.out >= 0;
    s.op = &m->library.operation[call.operation];
    for (int i = 0; i < s.op->operands; i++) {
        const bool writable = s.op->operand[i].output || (in_place && i == call.in);
        m->at[i] = slot_put(m->slot[i], place_of(i), s.initial[i], s.bytes[i], writable);
    }
    if (in_place) m->at[call.out] = m->at[call.in];
    const size_t from = slot_offset(place_of(OPTIONS_SLOT), options_size(s.op->options));
    s.base.executor = call.tasks && (!plain || call.mistaken) ? &call.executor : NULL;
    const fp_state before = plain ? FP_DEFAULT : call.environment;
    s.error_row = NO_ERROR_ROW;
    fp_set(before);
    m->status = scene_call(&s, m->at, m->slot[OPTIONS_SLOT].write + from, m->slot[OPTIONS_SLOT].read + from);
    const fp_state after = fp_get();
    fp_set(FP_DEFAULT);
    total.calls++;
    if (after != before) found(level, "MXCSR %lx became %lx", (unsigned long)before, (unsigned long)after);
    falsify(level);
}

/* --- Checks */

static void check_untouched(int level, int i)
{
    image *m = &images[level];
    const bool replaced = i == call.out && m->at[i] == m->at[call.in];
    const void *now = m->at[replaced ? call.in : i];
    if (memcmp(now, s.initial[replaced ? call.in : i], s.bytes[replaced ? call.in : i]) != 0)
        found(level, "%s was written, and the status is %d", s.op->operand[i].name, m->status);
}

static void check_same(int level, int first, int i)
{
    const image *m = &images[level];
    const bool in_place = level != first && call.out >= 0;
    if (s.op->operand[i].holds == SCRATCH || !s.op->operand[i].output) return;
    if (!scene_same_numbers(&s, i, m->at[i], images[first].at[i]))
        found(level, "%s has other numbers than at %s", s.op->operand[i].name, isa_name(LOWEST_LEVEL + first));
    if (!scene_same_padding(&s, i, m->at[i], s.initial[in_place && i == call.out ? call.in : i]))
        found(level, "%s was written between its rows", s.op->operand[i].name);
}

/* With other extents or strides than the scene's, a result is where the scene does not look. */
static void check_same_memory(int level, int first, int i)
{
    if (s.op->operand[i].holds == SCRATCH || !s.op->operand[i].output || call.out >= 0) return;
    const size_t count = s.bytes[i] / s.element[i];
    const uint64_t here = fnv_of_numbers(0, images[level].at[i], count, s.type[i], s.element[i]);
    if (here != fnv_of_numbers(0, images[first].at[i], count, s.type[i], s.element[i]))
        found(level, "%s has other numbers than at %s", s.op->operand[i].name, isa_name(LOWEST_LEVEL + first));
}

static void check(int level, int first)
{
    const image *m = &images[level];
    if (m->status != images[first].status)
        found(level, "the status is %d, and at %s %d", m->status, isa_name(LOWEST_LEVEL + first), images[first].status);
    for (int i = 0; i < s.op->operands; i++) {
        if (!slot_margin_untouched(m->slot[i], place_of(i), s.bytes[i]))
            found(level, "bytes next to %s were written", s.op->operand[i].name);
        if (m->status != NLOSS_OK)
            check_untouched(level, i);
        else if (call.mistaken)
            check_same_memory(level, first, i);
        else
            check_same(level, first, i);
    }
}

static void check_reference(int first)
{
    char why[200];
    if (!references[call.operation] || call.mistaken) return;
    const verdict v = reference_compare(references[call.operation], &s, images[first].at, why, sizeof why);
    if (v == DISAGREES) {
        fuzz_print(&call, &s, images[first].at);
        found(first, "%s", why);
    }
    total.compared += v == AGREES;
    mark(8 + v);
}

static void mark_call(nloss_status status)
{
    mark((unsigned)-status % 8);
    mark(12 + (unsigned)(s.base.extent[1] > 16) + (unsigned)(s.base.extent[1] > 64));
    mark(15 + (unsigned)(s.base.extent[0] > 4));
    mark(17 + (unsigned)call.executor_kind);
    mark(23 + (unsigned)(call.out >= 0));
    mark(25 + (unsigned)call.mistaken);
    mark(27 + (unsigned)call.variant.with_options);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read(&call, &s, &images[0].library, data, size);
    const int first = call.first % levels;
    for (int n = 0; n < levels; n++) run((first + n) % levels, n == 0);
    const nloss_status status = images[first].status;
    if (status != NLOSS_OK && !call.edited) found(first, "an error without a mistake: %d", status);
    for (int n = 0; n < levels; n++) check((first + n) % levels, first);
    if (status == NLOSS_OK) check_reference(first);
    mark_call(status);
    total.inputs++;
    total.succeeded += status == NLOSS_OK;
    total.reached[call.operation] |= status == NLOSS_OK;
    return 0;
}

/* A copy of the file in memory is another library to the loader. */
static library load_copy(const char *path)
{
    char name[64], buffer[1 << 16];
    const int in = open(path, O_RDONLY), out = memfd_create("nativeloss", 0);
    ssize_t count;
    while ((count = read(in, buffer, sizeof buffer)) > 0)
        if (write(out, buffer, (size_t)count) != count) _exit(2);
    close(in);
    snprintf(name, sizeof name, "/proc/self/fd/%d", out);
    return library_load(name);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
    (void)count, (void)arguments;
    static const char *const plants[] = {"nothing", "one level", "every level", "outside", "on error"};
    const char *path = getenv("NATIVELOSS_LIBRARY"), *wanted = getenv("PLANT");
    if (!path) {
        fprintf(stderr, "fuzz: NATIVELOSS_LIBRARY is not set\n");
        exit(2);
    }
    for (unsigned i = 0; wanted && i < sizeof plants / sizeof *plants; i++)
        if (strcmp(wanted, plants[i]) == 0) plant = i;
    for (int level = LOWEST_LEVEL; level <= HIGHEST_LEVEL; level++) {
        image *m = &images[levels];
        m->library = load_copy(path);
        if (m->library.limit_isa(level) != NLOSS_OK || m->library.isa() != level) break;
        for (int i = 0; i < SLOTS; i++) m->slot[i] = slot_make();
        levels++;
    }
    const library *l = &images[0].library;
    fuzz_prepare(l);
    watch_signals();
    references = malloc((size_t)l->operations * sizeof *references);
    total.reached = calloc((size_t)l->operations, sizeof *total.reached);
    for (int i = 0; i < l->operations; i++) references[i] = reference_of(&l->operation[i]);
    atexit(report);
    return 0;
}
