/* SPDX-License-Identifier: MIT */
/* SPDX-FileCopyrightText: The NativeLoss authors */

/*
 * cc example_executor.c -I../../include -L../../artifacts/native/linux-x64 -lnativeloss -lpthread
 * LD_LIBRARY_PATH=../../artifacts/native/linux-x64 ./a.out
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nativeloss.h"

typedef struct {
    nloss_task_fn task;
    void *data;
    int32_t index;
    pthread_t thread;
} job;

static void *run(void *argument)
{
    job *j = argument;
    j->task(j->data, j->index);
    return NULL;
}

/* A thread per task; the calling thread does the first one, and any for which no thread could be made. */
static void parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    job *jobs = user;
    for (int32_t i = 0; i < count; i++) jobs[i] = (job){task, data, i, pthread_self()};
    for (int32_t i = 1; i < count; i++)
        if (pthread_create(&jobs[i].thread, NULL, run, &jobs[i]) != 0) jobs[i].thread = pthread_self();
    for (int32_t i = 0; i < count; i++)
        if (pthread_equal(jobs[i].thread, pthread_self()))
            run(&jobs[i]);
        else
            pthread_join(jobs[i].thread, NULL);
}

int main(void)
{
    enum { ROWS = 512, CLASSES = 1000, THREADS = 4 };
    const size_t bytes = sizeof(float) * ROWS * CLASSES;
    job jobs[THREADS];
    nloss_executor executor = {sizeof executor, THREADS, jobs, parallel_for};
    float *logits = malloc(bytes), *serial = malloc(bytes), *parallel = malloc(bytes);
    for (int i = 0; i < ROWS * CLASSES; i++) logits[i] = (float)(i * 7919 % 10007) / 500;

    nloss_status one = nloss_softmax_f32(logits, CLASSES, ROWS, CLASSES, NULL, serial, CLASSES, NULL);
    nloss_status many = nloss_softmax_f32(logits, CLASSES, ROWS, CLASSES, NULL, parallel, CLASSES, &executor);
    int same = one == NLOSS_OK && many == NLOSS_OK && memcmp(serial, parallel, bytes) == 0;
    printf("%d rows on up to %d threads, same bits: %s\n", ROWS, THREADS, same ? "yes" : "no");
    free(logits), free(serial), free(parallel);
    return !same;
}
