// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * A soak: threads that make every call over and over, some with an executor, while the level changes under them. The
 * results stay those of the first pass, and memory what it was then.
 * Usage: soak LIBRARY SECONDS GROWTH_KIB
 */
#include "../embedding/test.h"
#include "calls.h"

#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 8 };

static struct {
    calls alone[THREADS], shared[THREADS];
    long passes[THREADS], calls, wrong;
    volatile int stop;
} soak;

static void *work(void *argument)
{
    const int own = *(int *)argument;
    long wrong = 0, made = 0;
    do {
        wrong += calls_wrong(&soak.alone[own]) + calls_wrong(&soak.shared[own]);
        made += soak.alone[own].count + soak.shared[own].count;
        __atomic_add_fetch(&soak.passes[own], 1, __ATOMIC_RELAXED);
    } while (!__atomic_load_n(&soak.stop, __ATOMIC_RELAXED));
    __atomic_add_fetch(&soak.calls, made, __ATOMIC_RELAXED);
    __atomic_add_fetch(&soak.wrong, wrong, __ATOMIC_RELAXED);
    return NULL;
}

static long least_passes(void)
{
    long least = LONG_MAX;
    for (int i = 0; i < THREADS; i++) {
        long passes = __atomic_load_n(&soak.passes[i], __ATOMIC_RELAXED);
        least = passes < least ? passes : least;
    }
    return least;
}

int main(int count, char **argument)
{
    if (count != 4) return 2;
    const long seconds = atol(argument[2]), allowed = atol(argument[3]);
    library l = library_load(argument[1]);
    pthread_t thread[THREADS];
    int numbers[THREADS];
    test_begin("%ld s of every call from %d threads: results of the first pass, memory flat", seconds, THREADS);
    for (int i = 0; i < THREADS; i++) {
        soak.alone[i] = calls_make(&l, INT_MAX, 5, 40 + 30 * i, NULL);
        soak.shared[i] = calls_make(&l, 1, 40, 33, &two_threads);
    }
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        pthread_create(&thread[i], NULL, work, &numbers[i]);
    }
    while (least_passes() < 1) usleep(10000);
    const long resident = process_kib("VmRSS"), mapped = process_kib("VmSize");
    const time_t end = time(NULL) + seconds;
    /* Levels from the lowest to more than there are, which is the best. */
    for (uint32_t state = 1; time(NULL) < end || least_passes() < 2; usleep(20000))
        l.limit_isa(LOWEST_LEVEL + (int)(next_random(&state) % 3));
    const long resident_now = process_kib("VmRSS"), mapped_now = process_kib("VmSize");
    __atomic_store_n(&soak.stop, 1, __ATOMIC_RELAXED);
    for (int i = 0; i < THREADS; i++) pthread_join(thread[i], NULL);
    test_check(soak.wrong == 0, "%ld of %ld calls gave other results", soak.wrong, soak.calls);
    test_check(resident_now - resident <= allowed, "%ld KiB more are resident", resident_now - resident);
    test_end();
    printf("      %ld calls; grew by %ld KiB resident, %ld KiB mapped, after the first pass\n", soak.calls,
           resident_now - resident, mapped_now - mapped);
    for (int i = 0; i < THREADS; i++) {
        calls_free(&soak.alone[i]);
        calls_free(&soak.shared[i]);
    }
    library_unload(&l);
    return test_summary();
}
