// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * The same bits whatever surrounds the numbers: the level, the alignment, the batch and the position in it, the number
 * of tasks and their order.
 */
#include "scene.h"
#include "test.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { TASKS = 16, LINE = 64 };

static void describe(char *text, size_t size, const scene *s)
{
    const int64_t *e = s->base.extent;
    snprintf(text, size, "\"%s\", extents %ld %ld %ld", s->variant->name, (long)e[0], (long)e[1], (long)e[2]);
}

static void check_same(scene *s, const char *what, int n)
{
    char text[120];
    int differs = scene_differs(s);
    describe(text, sizeof text, s);
    test_check(differs < 0, "%s %d: %s has other bits, %s", what, n, differs < 0 ? "" : s->op->operand[differs].name,
               text);
}

static void levels(library *l)
{
    static const char *const family_name[] = {"ordinary", "wide", "special"};
    static const int64_t length[] = {1, 3, 8, 17, 31, 32, 33, 64, 100, 255, 257, 1001, 4096, 4099};
    static scene s;
    for (int f = 0; f < FAMILIES; f++)
        for (const operation *op = l->operation; op < l->operation + l->operations; op++) {
            test_begin("every level, %s values: %s", family_name[f], op->name);
            for (int v = 0; v < op->variants; v++)
                for (size_t n = 0; n < sizeof length / sizeof *length; n++) {
                    int64_t extent[MAX_EXTENTS];
                    const char *reason;
                    if (v > 0 && length[n] > 1001) continue; /* rows of several chunks once for each operation */
                    scene_extents(op, 4, length[n], extent);
                    scene_make(&s, op, &op->variant[v], extent, 1, (family)f, (uint32_t)n + 1);
                    l->limit_isa(HIGHEST_LEVEL);
                    test_check(scene_expect(&s, &reason), "%s", reason);
                    for (int level = LOWEST_LEVEL; l->limit_isa(level), level == l->isa(); level++)
                        check_same(&s, "level", level);
                }
            test_end();
        }
}

static void alignments(library *l)
{
    static const int64_t length[] = {1, 15, 40, 131, 1000};
    static unsigned char memory[MAX_OPERANDS][1 << 17] __attribute__((aligned(64)));
    static scene s;
    for (const operation *op = l->operation; op < l->operation + l->operations; op++) {
        test_begin("every alignment: %s", op->name);
        for (int v = 0; v < op->variants; v++)
            for (int n = 0; n < (v == 0 ? 5 : 4) * LINE; n++) {
                int64_t extent[MAX_EXTENTS];
                const char *reason;
                void *at[MAX_OPERANDS];
                size_t shift = (size_t)(n % LINE);
                scene_extents(op, 2, length[n / LINE], extent);
                if (shift == 0) {
                    scene_make(&s, op, &op->variant[v], extent, 0, ORDINARY, (uint32_t)n + 1);
                    test_check(scene_expect(&s, &reason), "%s", reason);
                }
                /* Shifts that differ from operand to operand, so that no two buffers share their alignment. */
                for (int i = 0; i < op->operands; i++) {
                    at[i] = memory[i] + shift * (size_t)(2 * i + 1) % LINE / s.element[i] * s.element[i];
                    memcpy(at[i], s.initial[i], s.bytes[i]);
                }
                test_check(scene_call(&s, at, NULL, NULL) == NLOSS_OK && scene_compare(&s, at, s.expected) < 0,
                           "other bits at shift %zu, length %ld, \"%s\"", shift, (long)length[n / LINE],
                           s.variant->name);
            }
        test_end();
    }
}

static bool has_reduction(const operation *op)
{
    for (int i = 0; i < op->operands; i++)
        if (op->operand[i].cols == LOSS || op->operand[i].cols == ELEMENT_LOSS) return true;
    return false;
}

/* One row per result row, so that a row can be computed alone: no sums over rows in the outputs. */
static bool rows_are_independent(const operation *op, const variant *v)
{
    if (op->extents == 1 || (v->with_options && options_inner(op->options, &v->options) > 1)) return false;
    for (int i = 0; i < op->operands; i++) {
        const operand *o = &op->operand[i];
        if (o->holds == SCRATCH) continue;
        bool per_row = o->rows == 0 || o->cols == 0 ||
                       ((o->cols == LOSS || o->cols == ELEMENT_LOSS) && scene_is_per_row(op, v));
        if (o->output && !(v->absent >> i & 1) && !per_row) return false;
    }
    /* A reduced gradient carries the batch's denominator. */
    return !has_reduction(op) || scene_is_per_row(op, v);
}

/* What an operand has for each row: some elements, the next row's `step` behind them; 0 where it is the same for all. */
static int64_t of_row(const scene *s, int i, int64_t *step)
{
    const operand *o = &s->op->operand[i];
    const bool of_all_rows = o->rows > 0 || (o->rows == ONE && o->cols > 0);
    any_options options = s->options;
    const int64_t *stride = options_stride(o, &options);
    const bool one_row = stride && *stride == 0;
    *step = 0;
    if (of_all_rows || one_row || o->holds == SCRATCH) return s->cols[i];
    if (o->rows == 0) {
        *step = s->base.stride[i];
        return s->cols[i];
    }
    return *step = o->cols == ELEMENT_LOSS ? s->base.extent[1] : 1;
}

static void *row_of(const scene *s, unsigned char *const buffer[], int i, int64_t row)
{
    int64_t step;
    of_row(s, i, &step);
    return buffer[i] + (size_t)(row * step) * s->element[i];
}

static void rows_alone(library *l)
{
    static scene batch;
    enum { ROWS = 37, LENGTHS = 17 };
    /* Around whole vectors and squares, and where rows go other ways. */
    static const int64_t lengths[LENGTHS] = {1, 5, 8, 9, 15, 16, 24, 32, 47, 70, 95, 96, 97, 128, 200, 255, 299};
    for (const operation *op = l->operation; op < l->operation + l->operations; op++) {
        if (op->extents == 1) continue;
        test_begin("a row alone as in a batch: %s", op->name);
        for (int v = 0; v < op->variants; v++) {
            if (!rows_are_independent(op, &op->variant[v])) continue;
            for (int n = 0; n < 2 * LENGTHS; n++) {
                int64_t extent[MAX_EXTENTS];
                const char *reason;
                const int64_t length = lengths[n / 2];
                const family values = n % 2 ? ORDINARY : n % 4 ? SPECIAL : WIDE;
                scene_extents(op, ROWS, length, extent);
                scene_make(&batch, op, &op->variant[v], extent, 2, values, (uint32_t)length);
                test_check(scene_expect(&batch, &reason), "%s", reason);
                for (int64_t row = 0; row < ROWS; row++) {
                    void *at[MAX_OPERANDS];
                    for (int i = 0; i < op->operands; i++) {
                        memcpy(batch.scratch[i], batch.initial[i], batch.bytes[i]);
                        at[i] = row_of(&batch, batch.scratch, i, row);
                    }
                    batch.base.extent[0] = 1;
                    nloss_status status = scene_call(&batch, at, NULL, NULL);
                    batch.base.extent[0] = ROWS;
                    for (int i = 0; i < op->operands; i++) {
                        if (!op->operand[i].output || !batch.present[i] || op->operand[i].holds == SCRATCH) continue;
                        int64_t step;
                        size_t count = (size_t)of_row(&batch, i, &step) * batch.element[i];
                        test_check(status == NLOSS_OK &&
                                       memcmp(at[i], row_of(&batch, batch.expected, i, row), count) == 0,
                                   "%s of row %ld, length %ld, \"%s\"", op->operand[i].name, (long)row, (long)length,
                                   batch.variant->name);
                    }
                }
            }
        }
        test_end();
    }
}

/* Runs the tasks on this thread in an order drawn anew for each call. */
static struct {
    uint32_t random;
    int calls, most;
} shuffled;

static void shuffled_parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    int order[TASKS];
    (void)user;
    shuffled.calls++;
    shuffled.most = count > shuffled.most ? count : shuffled.most;
    for (int i = 0; i < count && i < TASKS; i++) {
        int other = (int)(next_random(&shuffled.random) % (uint32_t)(i + 1));
        order[i] = order[other];
        order[other] = i;
    }
    for (int i = 0; i < count && i < TASKS; i++) task(data, order[i]);
}

/* One thread per task, all started before any is joined; every thread has a hostile floating-point environment. */
typedef struct {
    nloss_task_fn task;
    void *data;
    int32_t index;
    fp_state after;
} job;

static void *run_job(void *argument)
{
    job *j = argument;
    fp_set(FP_HOSTILE);
    j->task(j->data, j->index);
    j->after = fp_get();
    fp_set(FP_DEFAULT);
    return NULL;
}

static void threaded_parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    pthread_t thread[TASKS];
    job jobs[TASKS];
    int *disturbed = user;
    if (count > TASKS) abort();
    for (int32_t i = 0; i < count; i++) {
        jobs[i] = (job){.task = task, .data = data, .index = i};
        if (pthread_create(&thread[i], NULL, run_job, &jobs[i]) != 0) abort();
    }
    for (int32_t i = 0; i < count; i++) {
        pthread_join(thread[i], NULL);
        if ((jobs[i].after & ~FP_FLAGS) != FP_HOSTILE) ++*disturbed;
    }
}

/* Rows of some length once for each operation; what other options do to the tasks shows in shorter ones. */
static void large_extents(const operation *op, int variant, int64_t extent[MAX_EXTENTS])
{
    scene_extents(op, 301, variant == 0 ? 1013 : 67, extent);
    if (op->extents == 3) {
        extent[1] = 67;
        extent[2] = 131;
    }
}

static void tasks(library *l)
{
    static scene s;
    int disturbed = 0;
    scene_tasks = TASKS;
    const nloss_executor one_thread = {sizeof one_thread, 1, NULL, shuffled_parallel_for};
    /* A struct of a later version, whose new fields are 0, is as good. */
    struct {
        nloss_executor now;
        uint64_t later[2];
    } threads = {{sizeof threads, 1, &disturbed, threaded_parallel_for}, {0, 0}};
    for (const operation *op = l->operation; op < l->operation + l->operations; op++) {
        int most = 0;
        test_begin("serial as parallel, 1 to %d tasks, shuffled and threaded: %s", TASKS, op->name);
        shuffled.random = 12345;
        for (int v = 0; v < op->variants; v++) {
            int64_t extent[MAX_EXTENTS];
            const char *reason;
            large_extents(op, v, extent);
            scene_make(&s, op, &op->variant[v], extent, 1, ORDINARY, (uint32_t)v + 1);
            test_check(scene_expect(&s, &reason), "%s", reason);
            for (int count = 1; count <= TASKS; count++) {
                nloss_executor e = one_thread;
                e.max_tasks = threads.now.max_tasks = count;
                s.base.executor = &e;
                shuffled.most = 0;
                check_same(&s, "shuffled tasks", count);
                test_check(shuffled.most <= count, "%d tasks with max_tasks %d", shuffled.most, count);
                most = shuffled.most > most ? shuffled.most : most;
                s.base.executor = &threads.now;
                threads.now.struct_size = count % 2 ? sizeof threads : sizeof threads.now;
                if (count % 5 == 1) check_same(&s, "threads", count);
            }
        }
        test_check(most == TASKS, "the executor was never given more than %d tasks", most);
        test_check(disturbed == 0, "%d tasks left another floating-point environment on their thread", disturbed);
        test_end();
    }
}

int main(int count, char **argument)
{
    if (count != 2) return 2;
    library l = library_load(argument[1]);
    levels(&l);
    l.limit_isa(HIGHEST_LEVEL);
    alignments(&l);
    rows_alone(&l);
    tasks(&l);
    return test_summary();
}
