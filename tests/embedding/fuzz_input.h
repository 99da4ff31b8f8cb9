// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* What the bytes of a fuzzer mean: a call of one operation, with options, numbers and perhaps a mistake. */
#ifndef FUZZ_INPUT_H
#define FUZZ_INPUT_H

#include "scene.h"
#include "slots.h"

typedef enum { IN_ORDER, REVERSED, TWICE, EVERY_OTHER, NEVER, OUT_OF_RANGE, EXECUTOR_KINDS } executor_kind;

typedef struct {
    int operation;          /* index, the same in every copy of the library */
    variant variant;        /* of the operation's, with its own options */
    numbers numbers;
    int tasks;              /* 0: no executor */
    executor_kind executor_kind;
    nloss_executor executor;
    int out, in;            /* computed in place of each other, or -1 */
    unsigned at_start;      /* bit i: operand i lies at the start of its memory */
    fp_state environment;
    int first;              /* the level that is called first, without executor, environment and not in place */
    bool edited;            /* something may be wrong, so that an error is right */
    bool mistaken;          /* extents or strides are not those of the scene's buffers */
} fuzz_call;

/* Prepares for operations of that library. */
void fuzz_prepare(const library *);

/* Fills in the call, and makes the scene of it with the operation of the library. */
void fuzz_read(fuzz_call *, scene *, const library *, const uint8_t *data, size_t size);

/* Prints the call, with what it left at at[], in the format of tests/vectors. */
void fuzz_print(const fuzz_call *, const scene *, void *const at[]);

#endif
