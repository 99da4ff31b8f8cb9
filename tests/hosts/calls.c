// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "calls.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

calls calls_make(const library *l, int most_variants, int64_t rows, int64_t length, const nloss_executor *executor)
{
    calls c = {0};
    for (const operation *op = l->operation; op < l->operation + l->operations; op++)
        c.count += op->variants < most_variants ? op->variants : most_variants;
    c.scene = calloc((size_t)c.count, sizeof *c.scene);
    if (executor) scene_tasks = executor->max_tasks;
    scene *s = c.scene;
    for (const operation *op = l->operation; op < l->operation + l->operations; op++)
        for (int v = 0; v < op->variants && v < most_variants; v++, s++) {
            int64_t extent[MAX_EXTENTS];
            const char *reason;
            scene_extents(op, rows, length, extent);
            scene_make(s, op, &op->variant[v], extent, 0, v % 2 ? SPECIAL : ORDINARY, 1);
            s->base.executor = executor;
            if (!scene_expect(s, &reason)) {
                fprintf(stderr, "%s, \"%s\": %s\n", op->name, op->variant[v].name, reason);
                exit(2);
            }
        }
    return c;
}

long calls_wrong(calls *c)
{
    long wrong = 0;
    for (int i = 0; i < c->count; i++) wrong += scene_differs(&c->scene[i]) >= 0;
    return wrong;
}

void calls_free(calls *c)
{
    for (int i = 0; i < c->count; i++) scene_free(&c->scene[i]);
    free(c->scene);
}

typedef struct {
    nloss_task_fn task;
    void *data;
    int32_t count;
} work;

static void *odd_tasks(void *argument)
{
    const work *w = argument;
    for (int32_t i = 1; i < w->count; i += 2) w->task(w->data, i);
    return NULL;
}

static void parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    (void)user;
    work w = {task, data, count};
    pthread_t helper;
    if (pthread_create(&helper, NULL, odd_tasks, &w) != 0) abort();
    for (int32_t i = 0; i < count; i += 2) task(data, i);
    pthread_join(helper, NULL);
}

const nloss_executor two_threads = {sizeof(nloss_executor), 4, NULL, parallel_for};

long process_kib(const char *key)
{
    char line[256];
    long kib = -1;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file))
        if (strncmp(line, key, strlen(key)) == 0) sscanf(line + strlen(key), ":%ld", &kib);
    if (file) fclose(file);
    return kib;
}
