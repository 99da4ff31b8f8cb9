// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * The process is left as it was: signals, threads, address space, floating-point environment. The library can be
 * forked, unloaded, and loaded twice, with threads around that use or have used it.
 */
#include "scene.h"
#include "test.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIGNALS = 64, LOADS = 1000, FORKS = 5000, FORKED_AT_ONCE = 8, THREADS = 4 };

static const char *path;

static uint16_t x87_control(void)
{
    uint16_t word = 0x37f;
#if defined(__x86_64__)
    __asm__ volatile("fnstcw %0" : "=m"(word));
#endif
    return word;
}

static long tasks(void)
{
    long count = 0;
    DIR *directory = opendir("/proc/self/task");
    while (readdir(directory)) count++;
    closedir(directory);
    return count;
}

static long mapped_kib(void)
{
    long pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (fscanf(file, "%ld", &pages) != 1) pages = -1;
    fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static bool same_set(const sigset_t *a, const sigset_t *b)
{
    bool same = true;
    for (int n = 1; n <= SIGNALS; n++) same &= sigismember(a, n) == sigismember(b, n);
    return same;
}

/* Field by field: the C library leaves the rest of the struct undefined. */
static bool same_action(const struct sigaction *a, const struct sigaction *b)
{
    return a->sa_handler == b->sa_handler && a->sa_flags == b->sa_flags && same_set(&a->sa_mask, &b->sa_mask);
}

static void state_of_process(void)
{
    static struct sigaction before[SIGNALS + 1], after[SIGNALS + 1];
    sigset_t mask_before, mask_after;
    for (int n = 1; n <= SIGNALS; n++) sigaction(n, NULL, &before[n]);
    sigprocmask(SIG_BLOCK, NULL, &mask_before);
    const long tasks_before = tasks(), mapped_before = mapped_kib();
    const fp_state fp_before = fp_get();

    library l = library_load(path);
    uint64_t hash = scene_hash_all(&l);

    test_begin("signal dispositions and mask of all %d signals are as before", SIGNALS);
    for (int n = 1; n <= SIGNALS; n++) {
        sigaction(n, NULL, &after[n]);
        test_check(same_action(&before[n], &after[n]), "signal %d", n);
    }
    sigprocmask(SIG_BLOCK, NULL, &mask_after);
    test_check(same_set(&mask_before, &mask_after), "mask");
    test_end();

    test_begin("no thread was started");
    test_check(tasks() == tasks_before, "%ld threads more", tasks() - tasks_before);
    test_end();

    test_begin("address space grew by less than 1 MB, this test's buffers included");
    test_check(mapped_kib() - mapped_before < 1000, "%ld KiB more", mapped_kib() - mapped_before);
    test_end();

    test_begin("floating-point state and x87 control word are as before");
    test_check((fp_get() & ~FP_FLAGS) == (fp_before & ~FP_FLAGS), "state %lx", (unsigned long)fp_get());
    test_check(x87_control() == 0x37f, "control word %x", x87_control());
    test_end();
    library_unload(&l);

    test_begin("loading again gives the same bits");
    l = library_load(path);
    test_check(scene_hash_all(&l) == hash, "another hash");
    library_unload(&l);
    test_end();
}

/* A host that relies on dying of a broken pipe still does, and so do the programs that it starts. */
static void broken_pipe(void)
{
    int status = 0, ends[2];
    test_begin("a broken pipe still ends the process by SIGPIPE (%d)", SIGPIPE);
    pid_t child = fork();
    if (child == 0) {
        library l = library_load(path);
        scene_hash_some(&l);
        if (pipe(ends) != 0 || close(ends[0]) != 0) _exit(1);
        _exit(write(ends[1], "", 1) == 1 ? 2 : 3);
    }
    waitpid(child, &status, 0);
    test_check(WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE, "wait status %x", status);
    test_end();
}

static fp_state state_in_callback;

static void recording_parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    (void)user;
    state_in_callback = fp_get();
    for (int32_t i = 0; i < count; i++) task(data, i);
}

static const nloss_executor executor = {sizeof(nloss_executor), 4, NULL, recording_parallel_for};

/* Rounding modes and flushing; then sticky flags; then unmasked exceptions, which would be fatal if raised. */
static void floating_point_environments(library *l, int level, int most_variants)
{
    static const fp_state flushing[] = {0, FP_FLUSH, FP_FLUSH | FP_OTHER};
    fp_state states[16];
    int count = 0;
    for (int r = 0; r < 4; r++)
        for (int f = 0; f < 3; f++) states[count++] = FP_DEFAULT | FP_ROUNDING(r) | flushing[f];
    states[count++] = FP_DEFAULT | FP_FLAGS; /* every flag is up */
    states[count++] = FP_UNMASKED;
    states[count++] = FP_UNMASKED | FP_OTHER | FP_ROUNDING(3);
    for (int n = 0; n < count; n++) {
        fp_set(states[n]);
        states[n] = fp_get(); /* without what this processor ignores */
        fp_set(FP_DEFAULT);
    }
    static scene s;
    for (const operation *op = l->operation; op < l->operation + l->operations; op++) {
        test_begin("%d floating-point states at %s: same bits, state exactly restored: %s", count, isa_name(level),
                   op->name);
        for (int v = 0; v < op->variants && v < most_variants; v++)
            for (int f = 0; f < FAMILIES; f++) {
                int64_t extent[MAX_EXTENTS];
                const char *reason;
                scene_extents(op, 8, 260, extent);
                scene_make(&s, op, &op->variant[v], extent, 0, (family)f, 1);
                test_check(scene_expect(&s, &reason), "%s", reason);
                for (int n = 0; n < count; n++)
                    for (int parallel = 0; parallel < 2; parallel++) {
                        for (int i = 0; i < op->operands; i++) memcpy(s.scratch[i], s.initial[i], s.bytes[i]);
                        s.base.executor = parallel ? &executor : NULL;
                        state_in_callback = states[n];
                        fp_set(states[n]);
                        nloss_status status = scene_call(&s, (void **)s.scratch, NULL, NULL);
                        fp_state after = fp_get();
                        fp_set(FP_DEFAULT);
                        test_check(status == NLOSS_OK && scene_compare(&s, (void **)s.scratch, s.expected) < 0,
                                   "state %lx: other bits, \"%s\"", (unsigned long)states[n], s.variant->name);
                        test_check(after == states[n], "state %lx became %lx, \"%s\"", (unsigned long)states[n],
                                   (unsigned long)after, s.variant->name);
                        test_check(state_in_callback == states[n], "state %lx is %lx in the host's callback",
                                   (unsigned long)states[n], (unsigned long)state_in_callback);
                    }
            }
        test_end();
    }
}

static struct {
    scene *scene; /* one of each operation for every thread */
    int operations;
    volatile int stop;
    long calls, failures;
} shared;

static void *call_until_stopped(void *number)
{
    scene *own = shared.scene + shared.operations * *(int *)number;
    long calls = 0, failures = 0;
    while (!shared.stop) failures += scene_differs(&own[calls++ % shared.operations]) >= 0;
    __atomic_add_fetch(&shared.calls, calls, __ATOMIC_RELAXED);
    __atomic_add_fetch(&shared.failures, failures, __ATOMIC_RELAXED);
    return NULL;
}

/* NULL when the scene computes what it did in the parent. */
static void *call_once(void *own)
{
    return scene_differs(own) < 0 ? NULL : own;
}

/* Exit status of a child: 0 where a call on its only thread and one on a new thread have given the parent's bits. */
static int child_calls(scene *own)
{
    pthread_t thread;
    void *wrong;
    if (call_once(own)) return 1;
    if (pthread_create(&thread, NULL, call_once, own) != 0 || pthread_join(thread, &wrong) != 0) return 2;
    return wrong ? 3 : 0;
}

/* A forked child of a process that is in the middle of calls makes calls itself, also on a thread of its own. */
static void forks(const library *l)
{
    pthread_t thread[THREADS];
    int number[THREADS], failures = 0, hung = 0;
    test_begin("fork, %d times beside %d threads in calls: the child and a new thread of it compute the parent's bits",
               FORKS, THREADS);
    shared.operations = l->operations;
    shared.scene = calloc((size_t)(THREADS + 1) * (size_t)l->operations, sizeof *shared.scene);
    for (int i = 0; i < (THREADS + 1) * l->operations; i++) {
        const operation *op = &l->operation[i % l->operations];
        int64_t extent[MAX_EXTENTS];
        const char *reason;
        scene_extents(op, 3, 33, extent);
        scene_make(&shared.scene[i], op, &op->variant[0], extent, 0, ORDINARY, 1);
        test_check(scene_expect(&shared.scene[i], &reason), "%s: %s", op->name, reason);
    }
    for (int i = 0; i < THREADS; i++) {
        number[i] = i;
        pthread_create(&thread[i], NULL, call_until_stopped, &number[i]);
    }
    /* Several children at a time: one alone would mostly wait for a processor that the threads leave to it. */
    pid_t child[FORKED_AT_ONCE];
    for (int n = 0; n < FORKS + FORKED_AT_ONCE; n++) {
        pid_t *own = &child[n % FORKED_AT_ONCE];
        if (n >= FORKED_AT_ONCE) {
            int status = 0;
            const bool ended = waitpid(*own, &status, 0) == *own;
            hung += WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM;
            failures += !ended || status != 0;
            test_check(ended && status == 0, "child %d ended with %x; 1, 2, 3: its call, its thread, the call there",
                       n - FORKED_AT_ONCE, status);
        }
        if (n < FORKS && (*own = fork()) == 0) {
            alarm(20);
            _exit(child_calls(&shared.scene[THREADS * l->operations + n % l->operations]));
        }
        if (*own < 0) abort();
    }
    shared.stop = 1;
    for (int i = 0; i < THREADS; i++) pthread_join(thread[i], NULL);
    test_check(shared.failures == 0, "%ld of %ld calls in the parent's threads", shared.failures, shared.calls);
    test_end();
    printf("      %d children failed, %d of them hung; the parent's threads made %ld calls\n", failures, hung, shared.calls);
    for (int i = 0; i < (THREADS + 1) * l->operations; i++) scene_free(&shared.scene[i]);
    free(shared.scene);
}

static struct {
    pthread_barrier_t called, unloaded;
    nloss_status status;
} visit;

/* Has called the library, and lives on while it is gone. */
static void *visitor(void *argument)
{
    scene *s = argument;
    visit.status = scene_call(s, (void **)s->scratch, NULL, NULL);
    pthread_barrier_wait(&visit.called);
    pthread_barrier_wait(&visit.unloaded);
    return NULL;
}

static bool is_mapped(void)
{
    char line[512];
    bool found = false;
    FILE *file = fopen("/proc/self/maps", "r");
    while (fgets(line, sizeof line, file)) found |= strstr(line, "libnativeloss") != NULL;
    fclose(file);
    return found;
}

static void loads(void)
{
    static scene s;
    const int64_t extent[MAX_EXTENTS] = {5, 17, 0};
    long mapped = 0;
    test_begin("dlopen, calls, dlclose %d times, with threads that outlive the library", LOADS);
    pthread_barrier_init(&visit.called, NULL, 2);
    pthread_barrier_init(&visit.unloaded, NULL, 2);
    for (int n = 0; n < LOADS; n++) {
        pthread_t thread;
        library l = library_load(path);
        const operation *op = &l.operation[n % l.operations];
        int64_t own[MAX_EXTENTS];
        const char *reason;
        scene_extents(op, extent[0], extent[1], own);
        scene_make(&s, op, &op->variant[0], own, 0, ORDINARY, 1);
        for (int i = 0; i < op->operands; i++) memcpy(s.scratch[i], s.initial[i], s.bytes[i]);
        pthread_create(&thread, NULL, visitor, &s);
        pthread_barrier_wait(&visit.called);
        test_check(scene_expect(&s, &reason) && visit.status == NLOSS_OK, "load %d: %s", n, reason ? reason : "status");
        library_unload(&l);
        test_check(!is_mapped(), "load %d: still mapped after dlclose", n);
        pthread_barrier_wait(&visit.unloaded);
        pthread_join(thread, NULL);
        if (n == LOADS / 2) mapped = mapped_kib();
    }
    test_check(mapped_kib() - mapped < 300, "address space grew by %ld KiB", mapped_kib() - mapped);
    test_end();
}

static bool copy_file(const char *to)
{
    char buffer[1 << 16];
    int in = open(path, O_RDONLY), out = open(to, O_WRONLY | O_CREAT | O_TRUNC, 0700);
    ssize_t count;
    while ((count = read(in, buffer, sizeof buffer)) > 0)
        if (write(out, buffer, (size_t)count) != count) return false;
    close(in);
    return close(out) == 0;
}

static void two_copies(void)
{
    char copy[] = "/tmp/nativeloss-copy-XXXXXX";
    test_begin("two copies in one process: same bits, levels apart");
    close(mkstemp(copy));
    test_check(copy_file(copy), "cannot copy the library");
    library first = library_load(path), second = library_load(copy);
    test_check(first.operation[0].function != second.operation[0].function, "the copies are one");
    int best = second.isa();
    first.limit_isa(LOWEST_LEVEL);
    test_check(first.isa() == LOWEST_LEVEL && second.isa() == best, "levels %d and %d", first.isa(), second.isa());
    test_check(scene_hash_all(&first) == scene_hash_all(&second), "other bits");
    library_unload(&first);
    test_check(second.isa() == best && scene_hash_all(&second) == scene_hash_all(&second),
               "the second one suffers from the first one's end");
    library_unload(&second);
    unlink(copy);
    test_end();
}

int main(int count, char **argument)
{
    /* Under an emulator, which has threads and memory of its own, only the arithmetic is the library's. */
    const bool emulated = count == 3 && strcmp(argument[2], "emulated") == 0;
    if (count != 2 && !emulated) return 2;
    path = argument[1];
    scene_tasks = executor.max_tasks;
    if (!emulated) {
        state_of_process();
        broken_pipe();
        loads();
        two_copies();
    }
    library l = library_load(path);
    const int best = l.isa();
    /* It is the dispatcher that saves and restores the state, the same for all options of an operation. */
    for (int level = LOWEST_LEVEL; l.limit_isa(level), level == l.isa(); level++)
        floating_point_environments(&l, level, emulated || level != best ? 1 : INT_MAX);
    if (!emulated) forks(&l);
    return test_summary();
}
