// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Executors that do not do their work. Whatever they make of it, the call returns NLOSS_OK and the bits of a call
 * without an executor, and writes nothing else: the header says so. What an exception does is in throw.cpp.
 */
#include "scene.h"
#include "test.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { TASKS = 8, ROWS = 37, LENGTH = 21 };

typedef struct {
    nloss_task_fn task;
    void *data;
    int32_t count;
} work;

static void run(const work *w)
{
    for (int32_t i = 0; i < w->count; i++) w->task(w->data, i);
}

static void twice(const work *w)
{
    run(w);
    run(w);
}

static void *run_all(void *w)
{
    run(w);
    return NULL;
}

static void on_two_threads(const work *w)
{
    work copy = *w;
    pthread_t other;
    if (pthread_create(&other, NULL, run_all, &copy) != 0) abort();
    run(w);
    pthread_join(other, NULL);
}

static void never(const work *w)
{
    (void)w;
}

static void every_other(const work *w)
{
    for (int32_t i = w->count - 1; i >= 0; i -= 2) w->task(w->data, i);
}

static void out_of_range(const work *w)
{
    static const int32_t nowhere[] = {-1, INT32_MIN, INT32_MIN + 1, INT32_MAX, 32, 33, 64, -32, 1 << 16};
    for (size_t n = 0; n < sizeof nowhere / sizeof *nowhere; n++) w->task(w->data, nowhere[n]);
    for (int32_t i = -40; i < w->count + 40; i++) w->task(w->data, i);
}

/* Another call of the same operation, whose own tasks come back here, and that of any other thread could be. */
static struct {
    scene scene;
    int depth, failures, calls;
} inner;

static void enters_again(const work *w)
{
    if (inner.depth++ == 0)
        for (int32_t i = 0; i < w->count; i++) {
            inner.failures += scene_differs(&inner.scene) >= 0;
            inner.calls++;
            w->task(w->data, i);
        }
    else
        run(w);
    inner.depth--;
}

static const struct {
    const char *what;
    void (*way)(const work *);
} kinds[] = {
    {"runs every task twice", twice},
    {"runs every task on two threads at once", on_two_threads},
    {"runs no task", never},
    {"runs every other task", every_other},
    {"runs tasks that there are not", out_of_range},
    {"calls the library from its callback", enters_again},
};

static void parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    const work w = {task, data, count};
    void (*const *way)(const work *) = user;
    (*way)(&w);
}

static void check(scene *s, const operation *op)
{
    char name[160];
    const char *place = "";
    for (int out = -1; out < op->operands; out++)
        for (int in = 0; in < op->operands; in++) {
            const bool in_place = out >= 0 && op->operand[out].in_place >> in & 1 && s->present[out];
            if (!in_place && (out >= 0 || in > 0)) continue;
            if (in_place) place = ", in place";
            void *at[MAX_OPERANDS];
            for (int i = 0; i < op->operands; i++) {
                memcpy(s->scratch[i], s->initial[i], s->bytes[i]);
                at[i] = s->scratch[i];
            }
            if (in_place) at[out] = at[in];
            nloss_status status = scene_call(s, at, NULL, NULL);
            snprintf(name, sizeof name, "%s, \"%s\"%s", op->name, s->variant->name, place);
            test_check(status == NLOSS_OK, "%s: status %d", name, status);
            for (int i = 0; i < op->operands; i++)
                if (op->operand[i].holds != SCRATCH && !(in_place && i == in))
                    test_check(scene_same_elements(s, i, at[i], s->expected[i]), "%s: %s has other bits", name,
                               op->operand[i].name);
        }
}

static void sweep(library *l, const char *what, void (*way)(const work *))
{
    static scene s;
    const char *reason;
    const nloss_executor executor = {sizeof executor, TASKS, (void *)&way, parallel_for};
    test_begin("an executor that %s: same bits", what);
    inner.calls = inner.failures = 0;
    for (const operation *op = l->operation; op < l->operation + l->operations; op++)
        for (int v = 0; v < op->variants; v++) {
            int64_t extent[MAX_EXTENTS];
            scene_extents(op, ROWS, LENGTH, extent);
            scene_make(&s, op, &op->variant[v], extent, 1, ORDINARY, (uint32_t)v + 1);
            test_check(scene_expect(&s, &reason), "%s", reason);
            scene_make(&inner.scene, op, &op->variant[v], extent, 2, ORDINARY, (uint32_t)v + 7);
            test_check(scene_expect(&inner.scene, &reason), "%s", reason);
            s.base.executor = inner.scene.base.executor = &executor;
            check(&s, op);
        }
    test_check(inner.failures == 0, "%d of the callback's own calls have other bits", inner.failures);
    test_check((inner.calls > 0) == (way == enters_again), "%d calls from the callback", inner.calls);
    test_end();
}

int main(int count, char **argument)
{
    if (count != 2) return 2;
    library l = library_load(argument[1]);
    scene_tasks = TASKS;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) sweep(&l, kinds[k].what, kinds[k].way);
    return test_summary();
}
