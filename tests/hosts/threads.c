// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* Threads as hosts have them: very many, very small ones, and ones that signals interrupt all the time. */
#include "../embedding/test.h"
#include "calls.h"

#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHORT_THREADS = 10000, AT_ONCE = 8, STORM = 200000, STORM_THREADS = 4 };

static void *one_pass(void *own)
{
    return calls_wrong(own) ? own : NULL;
}

static void short_threads(const library *l)
{
    calls set[AT_ONCE];
    long after_first = 0, wrong = 0, made = 0;
    test_begin("%d short threads, %d at a time: same bits, no growth of memory", SHORT_THREADS, AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) set[i] = calls_make(l, 1, 3, 17, NULL);
    for (int n = 0; n < SHORT_THREADS; n += AT_ONCE) {
        pthread_t thread[AT_ONCE];
        for (int i = 0; i < AT_ONCE; i++)
            if (!test_check(pthread_create(&thread[i], NULL, one_pass, &set[i]) == 0, "no thread %d", n)) abort();
        for (int i = 0; i < AT_ONCE; i++) {
            void *differs;
            pthread_join(thread[i], &differs);
            wrong += differs != NULL;
            made += set[i].count;
        }
        if (n == SHORT_THREADS / 10) after_first = process_kib("VmRSS");
    }
    const long growth = process_kib("VmRSS") - after_first;
    test_check(wrong == 0, "%ld threads saw other bits", wrong);
    /* Less than 32 bytes a thread. */
    test_check(growth <= 256, "%ld KiB more than after a tenth of them", growth);
    test_end();
    printf("      %ld calls; resident memory grew by %ld KiB in the last nine tenths\n", made, growth);
    for (int i = 0; i < AT_ONCE; i++) calls_free(&set[i]);
}

static struct {
    calls own[STORM_THREADS], of_handler[STORM_THREADS];
    long handled, calls, wrong;
    pthread_barrier_t numbered;
    volatile int stop;
} storm;

static _Thread_local int number;
static _Thread_local int next_in_handler;

/* In the middle of a call, calls the library, and leaves vectors and floating-point control as it likes. */
static void handler(int signal)
{
    (void)signal;
    calls *set = &storm.of_handler[number];
    long wrong = scene_differs(&set->scene[next_in_handler++ % set->count]) >= 0;
    fp_set(FP_HOSTILE);
    __atomic_add_fetch(&storm.handled, 1, __ATOMIC_RELAXED);
    __atomic_add_fetch(&storm.wrong, wrong, __ATOMIC_RELAXED);
}

static void *call_in_storm(void *argument)
{
    number = *(int *)argument;
    pthread_barrier_wait(&storm.numbered);
    while (!storm.stop) {
        long wrong = calls_wrong(&storm.own[number]);
        __atomic_add_fetch(&storm.wrong, wrong, __ATOMIC_RELAXED);
        __atomic_add_fetch(&storm.calls, storm.own[number].count, __ATOMIC_RELAXED);
    }
    return NULL;
}

static void signal_storm(const library *l)
{
    pthread_t thread[STORM_THREADS];
    int numbers[STORM_THREADS];
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, after;
    test_begin("%d SIGRTMIN to %d threads in calls, whose handler calls too: same bits", STORM, STORM_THREADS);
    for (int i = 0; i < STORM_THREADS; i++) {
        storm.own[i] = calls_make(l, 1, 3, 260, NULL);
        storm.of_handler[i] = calls_make(l, 1, 2, 17, NULL);
    }
    pthread_barrier_init(&storm.numbered, NULL, STORM_THREADS + 1);
    sigaction(SIGRTMIN, &action, NULL);
    for (int i = 0; i < STORM_THREADS; i++) {
        numbers[i] = i;
        pthread_create(&thread[i], NULL, call_in_storm, &numbers[i]);
    }
    pthread_barrier_wait(&storm.numbered);
    /* A queue that is full has lost this one. */
    for (int sent = 0; sent < STORM;)
        if (pthread_kill(thread[sent % STORM_THREADS], SIGRTMIN) == 0)
            sent++;
        else
            sched_yield();
    while (__atomic_load_n(&storm.handled, __ATOMIC_RELAXED) < STORM) usleep(1000);
    storm.stop = 1;
    for (int i = 0; i < STORM_THREADS; i++) pthread_join(thread[i], NULL);
    sigaction(SIGRTMIN, NULL, &after);
    test_check(storm.wrong == 0, "%ld calls gave other bits", storm.wrong);
    test_check(storm.calls > 0, "no call was interrupted");
    test_check(after.sa_handler == handler, "another handler");
    test_end();
    printf("      %ld signals handled, %ld calls beside them\n", storm.handled, storm.calls);
    for (int i = 0; i < STORM_THREADS; i++) {
        calls_free(&storm.own[i]);
        calls_free(&storm.of_handler[i]);
    }
}

/* Whether all calls run on a thread of that stack; a child finds out, as one that does not ends by SIGSEGV. */
static bool fits(calls *set, size_t stack)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        pthread_attr_t attributes;
        pthread_t thread;
        void *wrong;
        pthread_attr_init(&attributes);
        if (pthread_attr_setstacksize(&attributes, stack) != 0 ||
            pthread_create(&thread, &attributes, one_pass, set) != 0 || pthread_join(thread, &wrong) != 0)
            _exit(2);
        _exit(wrong != NULL);
    }
    waitpid(child, &status, 0);
    test_check(status == 0 || (WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV), "wait status %x", status);
    return status == 0;
}

/* The C library keeps some 4.5 KiB of a thread's stack for itself, and rounds to pages. */
static void small_stacks(library *l)
{
    static const size_t limit[] = {
        [NLOSS_ISA_V2] = 16384, [NLOSS_ISA_V3] = 16384, [NLOSS_ISA_V4] = 16384, [NLOSS_ISA_NEON] = 16384};
    static const int64_t length[] = {1, 17, 260, 5000};
    for (int level = LOWEST_LEVEL; l->limit_isa(level), level == l->isa(); level++) {
        size_t least = (size_t)sysconf(_SC_THREAD_STACK_MIN);
        test_begin("threads with %zu KiB of stack run every call at %s", limit[level] / 1024, isa_name(level));
        for (int n = 0; n < 4; n++) {
            calls set = calls_make(l, INT_MAX, length[n] < 1000 ? 3 : 1, length[n], NULL);
            while (!fits(&set, least) && least < 1 << 20) least += 4096;
            calls_free(&set);
        }
        test_check(least <= limit[level], "%zu KiB is the least", least / 1024);
        test_end();
        printf("      least at %s: %zu KiB (%ld KiB is the least that the system gives)\n", isa_name(level), least / 1024,
               sysconf(_SC_THREAD_STACK_MIN) / 1024);
    }
}

int main(int count, char **argument)
{
    if (count != 2) return 2;
    library l = library_load(argument[1]);
    small_stacks(&l);
    short_threads(&l);
    signal_storm(&l);
    return test_summary();
}
