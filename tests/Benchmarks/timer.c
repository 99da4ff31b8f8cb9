// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

// The timed loop, so that no interpreter is between the clock and a call.

#define _POSIX_C_SOURCE 199309L
#include <stdint.h>
#include <time.h>

enum { MAX_ARGUMENTS = 12 };

// Every contender is a function of integers and pointers. It is called with more arguments than it has, which the
// calling convention of this platform allows: the caller removes them.
typedef intptr_t (*function)(intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t, intptr_t,
                             intptr_t, intptr_t, intptr_t);

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

// A vector that is kept on the stack across two lines of the cache costs several times as much, and where the stack begins
// hangs on such things as the length of the environment: it moves on from call to call, so that no contender is lucky.
static __attribute__((noinline)) intptr_t call_once(function call, const intptr_t *a)
{
    static unsigned calls;
    void *moved = __builtin_alloca(16 * (calls++ % 4) + 16);
    __asm__ volatile("" : : "r"(moved) : "memory");
    return call(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]);
}

// Seconds of `times` calls, which take the sets of arguments in turn, from set `next` on. -1 where one of them returned
// an error and `checked` says that they return one.
double time_calls(function call, const intptr_t (*sets)[MAX_ARGUMENTS], int64_t count, int64_t next, int64_t times,
                  int checked)
{
    int32_t failed = 0;
    double start = now();
    while (times-- > 0) {
        const intptr_t *a = sets[next];
        next = next + 1 < count ? next + 1 : 0;
        failed |= (int32_t)call_once(call, a);
    }
    return checked && failed ? -1 : now() - start;
}
