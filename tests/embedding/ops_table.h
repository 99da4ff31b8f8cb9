// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* How the tables of operations are written: adapters from the common arguments, operands, lines. */
#ifndef OPS_TABLE_H
#define OPS_TABLE_H

#include "ops.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof *(array)))

/* One adapter per function. The cast is to the header's prototype, so a changed prototype does not compile here. */
#define ADAPTER(NAME, ...)                                                       \
    static nloss_status invoke_##NAME(any_function function, const arguments *a) \
    {                                                                            \
        return ((__typeof__(&NAME))function)(__VA_ARGS__);                       \
    }
#define ADAPTERS(NAME, ...)          \
    ADAPTER(NAME##_f32, __VA_ARGS__) \
    ADAPTER(NAME##_f64, __VA_ARGS__)
/* With the half types. */
#define ALL_ADAPTERS(NAME, ...)      \
    ADAPTERS(NAME, __VA_ARGS__)      \
    ADAPTER(NAME##_f16, __VA_ARGS__) \
    ADAPTER(NAME##_bf16, __VA_ARGS__)

#define BUFFER(i) a->at[i], a->stride[i]
#define EXTENTS_2 a->extent[0], a->extent[1]
#define EXTENTS_3 EXTENTS_2, a->extent[2]

#define IN(NAME, ROLE, R, C)                                               \
    {                                                                      \
        .name = NAME, .holds = ROLE, .rows = R, .cols = C, .strided = true \
    }
#define VECTOR(NAME, ROLE, N)                               \
    {                                                       \
        .name = NAME, .holds = ROLE, .rows = ONE, .cols = N \
    }
#define OUT(NAME, R, C, PLACE)                                                                                  \
    {                                                                                                           \
        .name = NAME, .holds = RESULT, .rows = R, .cols = C, .strided = true, .output = true, .in_place = PLACE \
    }
#define OUT_OPTIONAL(NAME, R, C, PLACE)                                                                          \
    {                                                                                                            \
        .name = NAME, .holds = RESULT, .rows = R, .cols = C, .strided = true, .output = true, .in_place = PLACE, \
        .optional = true                                                                                         \
    }
#define INDICES_OUT(NAME, R, C, STRIDED)                                                                           \
    {                                                                                                              \
        .name = NAME, .holds = INDICES, .rows = R, .cols = C, .strided = STRIDED, .output = true                   \
    }
#define WORKSPACE_OPERAND                                                                         \
    {                                                                                             \
        .name = "scratch", .holds = SCRATCH, .rows = ONE, .cols = WORKSPACE, .output = true       \
    }
#define STATE(NAME, ROLE)                                                   \
    {                                                                       \
        .name = NAME, .holds = ROLE, .rows = ONE, .cols = 0, .output = true \
    }
#define OPERATION(NAME, SUFFIX, TYPE, OPTIONS, EXTENTS, VARIANTS, ...)                            \
    {                                                                                             \
        .name = #NAME #SUFFIX, .invoke = invoke_##NAME##SUFFIX, .type = TYPE, .options = OPTIONS, \
        .extents = EXTENTS, .variants = COUNT(VARIANTS), .variant = VARIANTS,                     \
        .smallest = {0, 1, 1}, .operand = {                                                       \
            __VA_ARGS__                                                                           \
        }                                                                                         \
    }
#define OPERATIONS(NAME, ...) OPERATION(NAME, _f32, F32, __VA_ARGS__), OPERATION(NAME, _f64, F64, __VA_ARGS__)
#define ALL_OPERATIONS(NAME, ...)                                                             \
    OPERATIONS(NAME, __VA_ARGS__), OPERATION(NAME, _f16, F16, __VA_ARGS__),                   \
        OPERATION(NAME, _bf16, BF16, __VA_ARGS__)

/* The operations of one file. */
#define FAMILY(NAME, TABLE) const operation_family NAME = {TABLE, COUNT(TABLE)}

#endif
