// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "elements.h"

#include <math.h>
#include <stdlib.h>

/* Digits of the significand, the exponent of frexp below which numbers are subnormal, and the bits of infinity. */
typedef struct {
    int digits, lowest;
    uint16_t infinity;
} half_format;

static const half_format f16 = {11, -13, 0x7C00}, bf16 = {8, -125, 0x7F80};

static uint16_t half_bits(half_format f, double value)
{
    int exponent = 0;
    const uint16_t sign = signbit(value) ? 0x8000 : 0;
    if (isnan(value)) return (uint16_t)(sign | f.infinity | 1u << (f.digits - 2));
    if (isinf(value)) return sign | f.infinity;
    frexp(value, &exponent);
    if (value == 0 || exponent < f.lowest) exponent = f.lowest;
    /* The first digit of a normal number carries into the exponent, as does a rounding up to a power of two. */
    const double bits = ldexp(exponent - f.lowest, f.digits - 1) + rint(ldexp(fabs(value), f.digits - exponent));
    return sign | (bits < f.infinity ? (uint16_t)bits : f.infinity);
}

static double half_value(half_format f, uint16_t bits)
{
    const int field = (bits & 0x7FFF) >> (f.digits - 1), fraction = bits & ((1 << (f.digits - 1)) - 1);
    const double sign = bits & 0x8000 ? -1 : 1;
    if ((bits & f.infinity) == f.infinity) return fraction ? NAN : sign * INFINITY;
    const int normal = field != 0;
    return sign * ldexp(fraction + (normal << (f.digits - 1)), field - normal + f.lowest - f.digits);
}

size_t element_size(element_type type)
{
    return type == F64 ? 8 : type == F32 ? 4 : 2;
}

double element_get(element_type type, const void *at, size_t index)
{
    switch (type) {
    case F32: return ((const float *)at)[index];
    case F64: return ((const double *)at)[index];
    case F16: return half_value(f16, ((const uint16_t *)at)[index]);
    case BF16: return half_value(bf16, ((const uint16_t *)at)[index]);
    default: abort();
    }
}

void element_put(element_type type, void *at, size_t index, double value)
{
    switch (type) {
    case F32: ((float *)at)[index] = (float)value; break;
    case F64: ((double *)at)[index] = value; break;
    case F16: ((uint16_t *)at)[index] = half_bits(f16, value); break;
    case BF16: ((uint16_t *)at)[index] = half_bits(bf16, value); break;
    default: abort();
    }
}
