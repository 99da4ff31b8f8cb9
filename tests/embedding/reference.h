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

/*
 * What the library is known to do wrong. Where one of these may show, a difference is counted and not reported. An entry
 * that no run counts any more has been mended, and goes.
 */
typedef enum {
    HUGE_OVER_TEMPERATURE,
    CAPPED_GRADIENT,
    NAN_AS_EMPTY_ROW,
    EXTREME_ENTROPY_GRADIENT,
    SMOOTHED_BEST_CLASS,
    Z_LOSS_OF_NAN,
    Z_LOSS_NEAR_0,
    HUGE_OVER_CAP,
    ENTROPY_IN_BITS,
    HUGE_LSE_FACTOR,
    NEGATIVE_QUOTIENT,
    KNOWN_BUGS
} known_bug;
extern const char *const known_bugs[KNOWN_BUGS];

typedef enum { NOT_COVERED, KNOWN, AGREES, DISAGREES } verdict;

/*
 * Compares all outputs at at[] of a call with the scene's inputs. Not covered are inputs for which no bound is promised,
 * such as negative weights. `why` receives what is wrong, `known` the bits of the known bugs that may show.
 */
verdict reference_compare(reference, const scene *, void *const at[], char *why, size_t size, unsigned *known);

#endif
