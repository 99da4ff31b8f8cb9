// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* What the parts of the reference share: inputs by operand and index, and the comparison of an output. */
#ifndef REFERENCE_PARTS_H
#define REFERENCE_PARTS_H

#include "reference.h"

typedef long double real;

struct checker {
    const scene *s;
    void *const *at;
    bool skipped;
    long compared;
    char *why;
    size_t size;
};

/* One reference of one operation, whose name has neither prefix nor type. */
typedef struct {
    const char *name;
    reference run;
} named_reference;

extern const named_reference row_references[], element_references[], training_references[];

/* The operand of that name, or -1. */
int operand_of(const checker *, const char *name);

/* Whether the call got it. */
bool is_given(const checker *, int operand);

real input(const checker *, int operand, int64_t index);
int64_t input_integer(const checker *, int operand, int64_t index);

/* What the call left there is within so many ulps of the scale; a bound of 0 asks for equality. */
void expect(checker *, int operand, int64_t index, real exact, real scale, real ulps);
void expect_integer(checker *, int operand, int64_t index, int64_t exact);

/* 1.5 ulps, of an f64 2. */
real ordinary_ulps(const checker *);

/* Elements from one class of a row to the next, and where the element of a row and a class is. */
int64_t inner_of(const checker *);
int64_t element_at(const checker *, int operand, int64_t row, int64_t column);

/* No bound is promised for this. False, so that a condition may end in it. */
bool skip(checker *);

/*
 * Every element that is given is finite, and not negative where that is asked for. Products of f64 numbers of any size
 * may overflow where the result does not, and no bound is promised.
 */
bool all_finite(const checker *, int operand, bool positive);

#endif
