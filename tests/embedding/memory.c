// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * What a call uses: no heap, no system call (so no mapped memory, thread, file, clock or signal either), and no more
 * stack than its level is allowed.
 */
#include "scene.h"
#include "test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <linux/seccomp.h>
#include <ucontext.h>
#include <unistd.h>

enum { STACK = 1 << 16, PAINT = 0xA5, MOST_VARIANTS = 10 };

/* A tile holds a row in each lane of a vector: it is the larger the wider those are. */
static const long stack_limit[] = {
    [NLOSS_ISA_V2] = 7424, [NLOSS_ISA_V3] = 7936, [NLOSS_ISA_V4] = 11264, [NLOSS_ISA_NEON] = 7424};

/* This program's malloc is the whole process's; it counts while `counting` is set. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);
static int counting;
static long heap_calls;

void *malloc(size_t size)
{
    heap_calls += counting;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    heap_calls += counting;
    return __libc_calloc(count, size);
}

void *realloc(void *p, size_t size)
{
    heap_calls += counting;
    return __libc_realloc(p, size);
}

void free(void *p)
{
    heap_calls += counting;
    __libc_free(p);
}

static void make(scene *s, const operation *op, const variant *v, int64_t rows, int64_t length)
{
    int64_t extent[MAX_EXTENTS];
    scene_extents(op, rows, length, extent);
    scene_make(s, op, v, extent, 1, ORDINARY, 1);
}

static void inline_parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    (void)user;
    for (int32_t i = 0; i < count; i++) task(data, i);
}

static const nloss_executor executor = {sizeof(nloss_executor), 4, NULL, inline_parallel_for};

static void heap(const operation *op)
{
    static scene s;
    test_begin("no heap allocation: %s", op->name);
    for (int v = 0; v < op->variants; v++)
        for (int64_t length = 1; length < 20000; length *= 9) {
            make(&s, op, &op->variant[v], length < 1000 ? 5 : 1, length);
            for (int parallel = 0; parallel < 2; parallel++) {
                s.base.executor = parallel ? &executor : NULL;
                heap_calls = 0;
                counting = 1;
                nloss_status status = scene_call(&s, (void **)s.initial, NULL, NULL);
                counting = 0;
                test_check(status == NLOSS_OK && heap_calls == 0, "%ld calls of malloc or free, \"%s\"", heap_calls,
                           s.variant->name);
            }
        }
    test_end();
}

/* In strict seccomp the kernel kills a thread at its first system call other than read, write, exit and sigreturn. */
static void system_calls(const library *l)
{
    test_begin("no system call in any operation");
    static scene s[256][MOST_VARIANTS];
    for (int i = 0; i < l->operations; i++)
        for (int v = 0; v < l->operation[i].variants; v++)
            make(&s[i][v], &l->operation[i], &l->operation[i].variant[v], 40, 260);
    pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT) != 0) _exit(77);
        long failures = 0;
        for (int i = 0; i < l->operations; i++)
            for (int v = 0; v < l->operation[i].variants; v++)
                for (int parallel = 0; parallel < 2; parallel++) {
                    s[i][v].base.executor = parallel ? &executor : NULL;
                    failures += scene_call(&s[i][v], (void **)s[i][v].initial, NULL, NULL) != NLOSS_OK;
                }
        syscall(SYS_exit, failures ? 1 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    test_check(!(WIFEXITED(status) && WEXITSTATUS(status) == 77), "this kernel has no strict seccomp");
    test_check(!WIFSIGNALED(status), "killed by signal %d: a call entered the kernel", WTERMSIG(status));
    test_check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "exit status %d", WEXITSTATUS(status));
    test_end();
}

static struct {
    unsigned char memory[STACK] __attribute__((aligned(64)));
    ucontext_t back, there;
    scene scene;
} stack;

static nloss_status do_nothing(any_function function, const arguments *a)
{
    (void)function, (void)a;
    return NLOSS_OK;
}

static void call_on_stack(void)
{
    scene_call(&stack.scene, (void **)stack.scene.initial, NULL, NULL);
}

/* Bytes of a painted stack that a call has written. */
static long depth(void)
{
    static unsigned char paint[64];
    memset(paint, PAINT, sizeof paint);
    memset(stack.memory, PAINT, STACK);
    getcontext(&stack.there);
    stack.there.uc_stack.ss_sp = stack.memory;
    stack.there.uc_stack.ss_size = STACK;
    stack.there.uc_link = &stack.back;
    makecontext(&stack.there, call_on_stack, 0);
    swapcontext(&stack.back, &stack.there);
    long untouched = 0;
    while (untouched < STACK && memcmp(stack.memory + untouched, paint, sizeof paint) == 0) untouched += sizeof paint;
    while (untouched < STACK && stack.memory[untouched] == PAINT) untouched++;
    return STACK - untouched;
}

/* The whole depth, less what the test's own frames take: the same path with an operation that does nothing. */
static long depth_of_library(void)
{
    operation nothing = *stack.scene.op;
    const operation *op = stack.scene.op;
    nothing.invoke = do_nothing;
    stack.scene.op = &nothing;
    long own = depth();
    stack.scene.op = op;
    return depth() - own;
}

/* The most of each level is kept in `deepest` too. */
static void stack_use(library *l, const operation *op, long deepest[])
{
    static const int64_t length[] = {1, 17, 96, 260, 5000};
    long most[HIGHEST_LEVEL + 1] = {0};
    test_begin("stack within the limits of the levels: %s", op->name);
    for (int v = 0; v < op->variants; v++)
        for (size_t n = 0; n < sizeof length / sizeof *length; n++) {
            make(&stack.scene, op, &op->variant[v], length[n] < 1000 ? 3 : 1, length[n]);
            for (int level = LOWEST_LEVEL; l->limit_isa(level), level == l->isa(); level++)
                for (int parallel = 0; parallel < 2; parallel++) {
                    stack.scene.base.executor = parallel ? &executor : NULL;
                    long used = depth_of_library();
                    most[level] = used > most[level] ? used : most[level];
                    test_check(used > 0 && used <= stack_limit[level], "%ld bytes at %s, \"%s\"", used, isa_name(level),
                               stack.scene.variant->name);
                }
        }
    test_end();
    for (int level = LOWEST_LEVEL; level <= HIGHEST_LEVEL; level++) {
        printf("%s%s %ld", level == LOWEST_LEVEL ? "      deepest stack: " : ", ", isa_name(level), most[level]);
        deepest[level] = most[level] > deepest[level] ? most[level] : deepest[level];
    }
    printf("\n");
}

int main(int count, char **argument)
{
    /* Emulators have no seccomp of their own. */
    const bool emulated = count == 3 && strcmp(argument[2], "emulated") == 0;
    if (count != 2 && !emulated) return 2;
    library l = library_load(argument[1]);
    scene_tasks = executor.max_tasks;
    long deepest[HIGHEST_LEVEL + 1] = {0};
    for (const operation *op = l.operation; op < l.operation + l.operations; op++) heap(op);
    if (!emulated) system_calls(&l);
    for (const operation *op = l.operation; op < l.operation + l.operations; op++) stack_use(&l, op, deepest);
    for (int level = LOWEST_LEVEL; level <= HIGHEST_LEVEL; level++)
        printf("      deepest stack of all at %s: %ld bytes, of %ld allowed\n", isa_name(level), deepest[level],
               stack_limit[level]);
    return test_summary();
}
