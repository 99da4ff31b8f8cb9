// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "reference_parts.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

_Static_assert(LDBL_MANT_DIG == 64, "a long double is that of x64");

/* Digits of the significand, the exponent of the smallest subnormal number, the largest number. */
static const struct {
    int digits, smallest;
    real largest;
} formats[] = {
    [F32] = {24, -149, 0x1.fffffep127L},
    [F64] = {53, -1074, 0x1.fffffffffffffp1023L},
    [F16] = {11, -24, 65504},
    [BF16] = {8, -133, 0x1.fep127L},
};

reference reference_of(const operation *op)
{
    static const named_reference *const tables[] = {row_references, element_references, training_references};
    const char *name = op->name + strlen("nloss_");
    const size_t length = (size_t)(strrchr(name, '_') - name);
    for (int t = 0; t < 3; t++)
        for (const named_reference *r = tables[t]; r->name; r++)
            if (strlen(r->name) == length && memcmp(r->name, name, length) == 0) return r->run;
    return NULL;
}

verdict reference_compare(reference run, const scene *s, void *const at[], char *why, size_t size)
{
    checker c = {.s = s, .at = at, .why = why, .size = size};
    *why = 0;
    run(&c);
    if (*why) return DISAGREES;
    return c.skipped || c.compared == 0 ? NOT_COVERED : AGREES;
}

int operand_of(const checker *c, const char *name)
{
    for (int i = 0; i < c->s->op->operands; i++)
        if (strcmp(c->s->op->operand[i].name, name) == 0) return i;
    return -1;
}

bool is_given(const checker *c, int i)
{
    return i >= 0 && c->s->present[i] && (c->s->variant->with_options || !c->s->op->operand[i].in_options);
}

real input(const checker *c, int i, int64_t index)
{
    return element_get(c->s->type[i], c->s->initial[i], (size_t)index);
}

int64_t input_integer(const checker *c, int i, int64_t index)
{
    const void *at = c->s->initial[i] + (size_t)index * c->s->element[i];
    switch (c->s->base.label_type) {
    case NLOSS_LABEL_I8: return *(const int8_t *)at;
    case NLOSS_LABEL_U8: return *(const uint8_t *)at;
    case NLOSS_LABEL_I16: return *(const int16_t *)at;
    case NLOSS_LABEL_U16: return *(const uint16_t *)at;
    case NLOSS_LABEL_I32: return *(const int32_t *)at;
    case NLOSS_LABEL_U32: return *(const uint32_t *)at;
    default: return *(const int64_t *)at;
    }
}

static real spacing(element_type type, real x)
{
    int exponent = 0;
    frexpl(x, &exponent);
    exponent -= formats[type].digits;
    return ldexpl(1, x != 0 && exponent > formats[type].smallest ? exponent : formats[type].smallest);
}

static bool is_near(element_type type, real got, real exact, real scale, real ulps)
{
    if (isnan(exact)) return isnan(got);
    if (isinf(exact) || ulps == 0) return got == exact;
    if (isnan(scale)) scale = 0;
    /* What is stored in 16 bits is an f32 first. The last part is this reference's own error. */
    const bool half = type == F16 || type == BF16;
    const real tolerance = (ulps + (type == F64 ? 0.5L : 0.05L)) * spacing(half ? F32 : type, scale) +
                           (half ? 0.5001L * spacing(type, exact) : 0);
    /* Where the terms are not numbers of the type, their sum need not be one. */
    if (!isfinite(got) && scale > formats[half ? F32 : type].largest) return true;
    if (isinf(got)) return (got > 0 ? exact : -exact) + tolerance >= formats[type].largest;
    return fabsl(got - exact) <= tolerance;
}

void expect(checker *c, int i, int64_t index, real exact, real scale, real ulps)
{
    if (!is_given(c, i) || c->skipped) return;
    const element_type type = c->s->type[i];
    const real got = element_get(type, c->at[i], (size_t)index);
    c->compared++;
    if (*c->why || is_near(type, got, exact, scale, ulps)) return;
    snprintf(c->why, c->size, "%s[%ld] is %.20Lg, not %.20Lg; allowed are %.2Lf ulps of %.6Lg", c->s->op->operand[i].name,
             (long)index, got, exact, ulps, scale);
}

void expect_integer(checker *c, int i, int64_t index, int64_t exact)
{
    if (!is_given(c, i) || c->skipped) return;
    const bool bytes = c->s->op->operand[i].holds == BYTES;
    const int64_t got = bytes ? ((const uint8_t *)c->at[i])[index] : ((const int64_t *)c->at[i])[index];
    c->compared++;
    if (*c->why || got == exact) return;
    snprintf(c->why, c->size, "%s[%ld] is %ld, not %ld", c->s->op->operand[i].name, (long)index, (long)got, (long)exact);
}

real ordinary_ulps(const checker *c)
{
    return c->s->op->type == F64 ? 2 : 1.5L;
}

int64_t inner_of(const checker *c)
{
    return c->s->variant->with_options ? options_inner(c->s->op->options, &c->s->options) : 1;
}

int64_t element_at(const checker *c, int i, int64_t row, int64_t column)
{
    const int64_t inner = inner_of(c);
    return row / inner * c->s->base.stride[i] + column * inner + row % inner;
}

bool skip(checker *c)
{
    c->skipped = true;
    return false;
}

bool all_finite(const checker *c, int i, bool positive)
{
    const real limit = c->s->op->type == F64 ? 1e150L : positive ? 1e30L : INFINITY;
    for (int64_t r = 0; is_given(c, i) && r < c->s->rows[i]; r++)
        for (int64_t k = 0; k < c->s->cols[i]; k++) {
            const real v = input(c, i, r * c->s->base.stride[i] + k);
            if (!isfinite(v) || fabsl(v) > limit || (positive && v < 0)) return false;
        }
    return true;
}
