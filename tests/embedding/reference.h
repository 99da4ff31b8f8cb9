// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * The definition of tests/reference for the main operations once more, in C with long doubles: exact enough to hold
 * results to their bounds, and fast enough for millions of calls. Long doubles here are those of x64, of 64 digits.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include "scene.h"

typedef struct checker checker;
typedef void (*reference)(checker *);

/* NULL for an operation that has none. */
reference reference_of(const operation *);

typedef enum { NOT_COVERED, AGREES, DISAGREES } verdict;

/*
 * Compares all outputs at at[] of a call with the scene's inputs. Not covered are inputs for which no bound is promised,
 * such as negative weights. `why` receives what is wrong.
 */
verdict reference_compare(reference, const scene *, void *const at[], char *why, size_t size);

#endif
