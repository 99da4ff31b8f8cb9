// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Every operation of the library as data, so that a test can sweep all of them: which buffers it takes, what they hold,
 * which may be left out, which may be computed in place, and which sets of options ("variants") make a difference.
 */
#ifndef OPS_H
#define OPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "elements.h"
#include "nativeloss.h"
#include "platform.h"

enum { MAX_OPERANDS = 14, MAX_EXTENTS = 3 };

/*
 * Dimensions that are not an extent of the call. LOSS is rows for a loss per row, and 1 for a reduced loss; TOP is the
 * k of the call; WORKSPACE is the number of bytes that the size function says. ELEMENT_LOSS is one for each element, or 1.
 */
enum { ONE = -1, LOSS = -2, TOP = -3, WORKSPACE = -4, ELEMENT_LOSS = -5 };

/*
 * SIGNS are 1 and -1; INDICES is a result of type int64_t, BYTES of uint8_t. MASK holds bytes or numbers, as the options
 * say; SCRATCH bytes that nobody compares. UNIT lies in [0, 1], and anything else is an error.
 */
typedef enum { LOGITS, PROBS, SIGNED, SIGNS, POSITIVE, LABELS, RESULT, INDICES, BYTES, MASK, SCRATCH, UNIT } role;

typedef struct {
    const char *name;
    role holds;
    bool output; /* the library may write it; state such as a velocity is an output that does not hold RESULT */
    bool optional;
    bool strided;
    bool real; /* f64 for f64, else f32 */
    size_t in_options; /* offset of the pointer, where it travels in the options struct */
    size_t stride_in_options; /* offset of its stride: 0 there is one row for all, anything else a row for each */
    int rows, cols;    /* index of an extent, or ONE or LOSS */
    unsigned in_place; /* bit i: may be operand i, with equal strides */
} operand;

typedef enum {
    NO_OPTIONS,
    SOFTMAX_OPTIONS,
    CROSS_ENTROPY_OPTIONS,
    SGD_OPTIONS,
    ADAM_OPTIONS,
    INDEX_LOSS_OPTIONS,
    SOFT_RANK_OPTIONS,
    ELEMENTWISE_OPTIONS,
    DIVERGENCE_OPTIONS,
    PAIR_LOSS_OPTIONS,
    OPTIONS_KINDS
} options_kind;

typedef union {
    uint32_t struct_size;
    nloss_softmax_options softmax;
    nloss_cross_entropy_options cross_entropy;
    nloss_sgd_options sgd;
    nloss_adam_options adam;
    nloss_index_loss_options index_loss;
    nloss_soft_rank_options soft_rank;
    nloss_elementwise_options elementwise;
    nloss_divergence_options divergence;
    nloss_pair_loss_options pair_loss;
} any_options;

/* Parameters of single operations. */
typedef struct {
    double gamma, margin, power, delta, beta, epsilon, alpha, threshold;
} numbers;

typedef struct {
    const char *name;
    size_t offset; /* in numbers */
    double value;
} bad_number;

typedef struct {
    const char *name;
    unsigned absent;   /* bit i: operand i is NULL */
    bool with_options; /* false: the options pointer is NULL */
    int32_t label_type;
    const numbers *numbers; /* NULL where there are none */
    const bad_number *bad; /* numbers that are illegal; one without a name ends them */
    any_options options; /* struct_size and pointers are filled in by the scene */
} variant;

typedef struct {
    void *at[MAX_OPERANDS];
    int64_t stride[MAX_OPERANDS];
    int64_t extent[MAX_EXTENTS];
    int64_t step;
    int64_t k;
    int64_t scratch_size;
    double learning_rate;
    numbers numbers;
    const void *options;
    const nloss_executor *executor;
    int32_t label_type;
} arguments;

typedef void (*any_function)(void);

typedef struct {
    const char *name;
    any_function function;
    nloss_status (*invoke)(any_function function, const arguments *);
    element_type type;
    options_kind options;
    int operands, extents, variants;
    operand operand[MAX_OPERANDS];
    int64_t smallest[MAX_EXTENTS]; /* smallest legal value of each extent */
    const variant *variant;
    any_function scratch_size; /* of an operation with scratch */
} operation;

typedef struct {
    const operation *operation;
    int count;
} operation_family;

extern const operation_family softmax_operations, cross_entropy_operations, ranking_operations, selection_operations,
    row_operations, elementwise_operations;

typedef struct {
    void *handle;
    operation *operation;
    int operations;
    __typeof__(&nloss_version) version;
    __typeof__(&nloss_abi) abi;
    __typeof__(&nloss_api_hash) api_hash;
    __typeof__(&nloss_status_name) status_name;
    __typeof__(&nloss_isa) isa;
    __typeof__(&nloss_limit_isa) limit_isa;
    __typeof__(&nloss_ranking_scratch_size_f32) ranking_scratch_size_f32, ranking_scratch_size_f64;
} library;

/* Exits with a message when the file cannot be loaded or lacks a function. */
library library_load(const char *path);
void library_unload(library *);

size_t options_size(options_kind);

/* Fields that some structs have; NULL for the others. All that have a reduction have it where cross-entropy has. */
bool options_have_reduction(options_kind);
int64_t *options_ignore_index(options_kind, any_options *);
int64_t **options_error_row(options_kind, any_options *);

/* The stride of an operand that has it in the options, or NULL. */
int64_t *options_stride(const operand *, any_options *);

/* Elements between the classes of a row: 1 where there are no options, or where they do not say. */
int64_t options_inner(options_kind, const any_options *);

size_t label_size(int32_t label_type);

/* What an operand holds, and the bytes of an element of it. */
element_type operand_type(const operation *, int operand, const any_options *);
size_t operand_size(const operation *, int operand, int32_t label_type, const any_options *);

/* The level names of NATIVELOSS_ISA and of the test output. */
const char *isa_name(int level);

#endif
