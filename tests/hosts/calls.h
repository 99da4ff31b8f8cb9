// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* Calls of every operation with the results that they had first; a set is one thread's at a time. */
#ifndef CALLS_H
#define CALLS_H

#include "../embedding/scene.h"

typedef struct {
    scene *scene;
    int count;
} calls;

/* With up to so many sets of options an operation. Exits where a call fails. */
calls calls_make(const library *, int most_variants, int64_t rows, int64_t length, const nloss_executor *);

/* Makes each call once more; returns how many gave something else. */
long calls_wrong(calls *);

void calls_free(calls *);

/* Runs odd tasks on a thread of its own while the caller runs the others. */
extern const nloss_executor two_threads;

/* A line of /proc/self/status in KiB, such as VmRSS. */
long process_kib(const char *key);

#endif
