// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * One page of test framework. A test is one line of output; it may hold any number of checks, of which the first that
 * fails is explained and the others are counted.
 */
#ifndef TEST_H
#define TEST_H

#include <stdarg.h>
#include <stdio.h>

static struct {
    char name[160];
    char first[320];
    long checks, failures;
    int passed, failed, skipped;
} test;

__attribute__((format(printf, 1, 2))) static inline void test_begin(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(test.name, sizeof test.name, format, arguments);
    va_end(arguments);
    test.checks = test.failures = 0;
}

__attribute__((format(printf, 2, 3))) static inline int test_check(int holds, const char *format, ...)
{
    test.checks++;
    if (!holds && test.failures++ == 0) {
        va_list arguments;
        va_start(arguments, format);
        vsnprintf(test.first, sizeof test.first, format, arguments);
        va_end(arguments);
    }
    return holds;
}

/* A test without a single check has tested nothing, and fails. */
static inline void test_end(void)
{
    if (test.checks > 0 && test.failures == 0) {
        test.passed++;
        printf("ok    %s (%ld checks)\n", test.name, test.checks);
    } else {
        test.failed++;
        printf("FAIL  %s: %ld of %ld checks; first: %s\n", test.name, test.failures, test.checks,
               test.checks ? test.first : "nothing was checked");
    }
    fflush(stdout);
}

static inline void test_skip(const char *name, const char *reason)
{
    test.skipped++;
    printf("skip  %s: %s\n", name, reason);
}

/* Ends the program: return test_summary(); */
static inline int test_summary(void)
{
    printf("%d passed, %d failed, %d skipped\n", test.passed, test.failed, test.skipped);
    fflush(stdout);
    return test.failed != 0;
}

#endif
