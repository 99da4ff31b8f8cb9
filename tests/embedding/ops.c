// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "ops_load.h"
#include "ops_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

ADAPTERS(nloss_linear, BUFFER(0), BUFFER(1), a->at[2], EXTENTS_3, BUFFER(3), a->executor)
ADAPTERS(nloss_linear_backward, BUFFER(0), BUFFER(1), BUFFER(2), EXTENTS_3, BUFFER(3), BUFFER(4), a->at[5], a->executor)
ADAPTERS(nloss_sgd_step, a->at[0], a->at[1], a->at[2], a->extent[0], a->learning_rate, a->options, a->executor)
ADAPTERS(nloss_adam_step, a->at[0], a->at[1], a->at[2], a->at[3], a->extent[0], a->step, a->learning_rate, a->options,
         a->executor)

static const variant linear_variants[] = {{.name = "bias"}, {.name = "no bias", .absent = 1 << 2}};

/* Operands: 0 input, 1 weight, 2 grad_output, 3 grad_input, 4 grad_weight, 5 grad_bias. */
static const variant linear_backward_variants[] = {
    {.name = "all gradients"},
    {.name = "grad_input only", .absent = 1 << 0 | 1 << 4 | 1 << 5},
    {.name = "grad_weight only", .absent = 1 << 1 | 1 << 3 | 1 << 5},
    {.name = "grad_bias only", .absent = 1 << 0 | 1 << 1 | 1 << 3 | 1 << 4},
};

static const variant sgd_variants[] = {
    {.name = "momentum", .with_options = true, .options.sgd = {.momentum = 0.9}},
    {.name = "plain", .absent = 1 << 2},
    {.name = "nesterov, decay",
     .with_options = true,
     .options.sgd = {.flags = NLOSS_SGD_NESTEROV, .momentum = 0.9, .weight_decay = 0.01}},
    {.name = "first step, dampening",
     .with_options = true,
     .options.sgd = {.flags = NLOSS_SGD_FIRST_STEP, .momentum = 0.8, .dampening = 0.5}},
};

static const variant adam_variants[] = {
    {.name = "defaults"},
    {.name = "decay", .with_options = true, .options.adam = {.weight_decay = 0.01, .beta1 = 0.8, .beta2 = 0.99}},
    {.name = "decoupled",
     .with_options = true,
     .options.adam = {.flags = NLOSS_ADAM_DECOUPLED, .weight_decay = 0.01, .epsilon = 1e-6}},
};

static const operation operations[] = {
    OPERATIONS(nloss_linear, NO_OPTIONS, 3, linear_variants, IN("input", SIGNED, 0, 1), IN("weight", SIGNED, 2, 1),
               {.name = "bias", .holds = SIGNED, .optional = true, .rows = ONE, .cols = 2}, OUT("output", 0, 2, 0)),
    OPERATIONS(nloss_linear_backward, NO_OPTIONS, 3, linear_backward_variants, IN("input", SIGNED, 0, 1),
               IN("weight", SIGNED, 2, 1), IN("grad_output", SIGNED, 0, 2), OUT_OPTIONAL("grad_input", 0, 1, 0),
               OUT_OPTIONAL("grad_weight", 2, 1, 0),
               {.name = "grad_bias", .holds = RESULT, .output = true, .optional = true, .rows = ONE, .cols = 2}),
    OPERATIONS(nloss_sgd_step, SGD_OPTIONS, 1, sgd_variants, STATE("param", SIGNED), VECTOR("grad", SIGNED, 0),
               STATE("velocity", SIGNED)),
    OPERATIONS(nloss_adam_step, ADAM_OPTIONS, 1, adam_variants, STATE("param", SIGNED), VECTOR("grad", SIGNED, 0),
               STATE("moment1", SIGNED), STATE("moment2", POSITIVE)),
};

static any_function symbol(void *handle, const char *name)
{
    any_function function = load_symbol(handle, name);
    if (!function) {
        fprintf(stderr, "no function %s in the library\n", name);
        exit(2);
    }
    return function;
}

#define RESOLVE(FIELD) l.FIELD = (__typeof__(l.FIELD))symbol(l.handle, "nloss_" #FIELD)

static const operation_family training_operations = {operations, COUNT(operations)};

static const operation_family *const families[] = {&softmax_operations,   &cross_entropy_operations,
                                                   &training_operations,  &ranking_operations,
                                                   &selection_operations, &row_operations,
                                                   &elementwise_operations};

library library_load(const char *path)
{
    library l = {.handle = load_open(path)};
    if (!l.handle) {
        fprintf(stderr, "cannot load %s: %s\n", path, load_error());
        exit(2);
    }
    RESOLVE(version);
    RESOLVE(abi);
    RESOLVE(api_hash);
    RESOLVE(status_name);
    RESOLVE(isa);
    RESOLVE(limit_isa);
    RESOLVE(ranking_scratch_size_f32);
    RESOLVE(ranking_scratch_size_f64);
    for (int f = 0; f < COUNT(families); f++) l.operations += families[f]->count;
    operation *next = l.operation = malloc((size_t)l.operations * sizeof *l.operation);
    for (int f = 0; f < COUNT(families); f++) {
        memcpy(next, families[f]->operation, (size_t)families[f]->count * sizeof *next);
        next += families[f]->count;
    }
    for (operation *op = l.operation; op < l.operation + l.operations; op++) {
        op->function = symbol(l.handle, op->name);
        while (op->operands < MAX_OPERANDS && op->operand[op->operands].name) op->operands++;
        op->scratch_size = (any_function)l.ranking_scratch_size_f32;
    }
    return l;
}

void library_unload(library *l)
{
    load_close(l->handle);
    free(l->operation);
    memset(l, 0, sizeof *l);
}

size_t options_size(options_kind kind)
{
    static const size_t size[] = {0, sizeof(nloss_softmax_options), sizeof(nloss_cross_entropy_options),
                                  sizeof(nloss_sgd_options), sizeof(nloss_adam_options),
                                  sizeof(nloss_index_loss_options), sizeof(nloss_soft_rank_options),
                                  sizeof(nloss_elementwise_options), sizeof(nloss_divergence_options),
                                  sizeof(nloss_pair_loss_options)};
    return size[kind];
}

bool options_have_reduction(options_kind kind)
{
    return kind == CROSS_ENTROPY_OPTIONS || kind == INDEX_LOSS_OPTIONS || kind == ELEMENTWISE_OPTIONS ||
           kind == DIVERGENCE_OPTIONS || kind == PAIR_LOSS_OPTIONS;
}

int64_t *options_ignore_index(options_kind kind, any_options *o)
{
    switch (kind) {
    case CROSS_ENTROPY_OPTIONS: return &o->cross_entropy.ignore_index;
    case INDEX_LOSS_OPTIONS: return &o->index_loss.ignore_index;
    default: return NULL;
    }
}

int64_t **options_error_row(options_kind kind, any_options *o)
{
    switch (kind) {
    case CROSS_ENTROPY_OPTIONS: return &o->cross_entropy.error_row;
    case INDEX_LOSS_OPTIONS: return &o->index_loss.error_row;
    case ELEMENTWISE_OPTIONS: return &o->elementwise.error_row;
    default: return NULL;
    }
}

int64_t *options_stride(const operand *o, any_options *options)
{
    return o->stride_in_options ? (int64_t *)(void *)((char *)options + o->stride_in_options) : NULL;
}

size_t label_size(int32_t label_type)
{
    static const size_t size[] = {0, 1, 1, 2, 2, 4, 4, 8};
    return size[label_type];
}

int64_t options_inner(options_kind kind, const any_options *o)
{
    const int64_t inner = kind == SOFTMAX_OPTIONS         ? o->softmax.inner
                          : kind == CROSS_ENTROPY_OPTIONS ? o->cross_entropy.inner
                                                          : 1;
    return inner ? inner : 1;
}

element_type operand_type(const operation *op, int i, const any_options *options)
{
    const operand *o = &op->operand[i];
    switch (o->holds) {
    case LABELS:
    case INDICES:
    case BYTES:
    case SCRATCH: return OTHER;
    case MASK: return options->softmax.mask_type == NLOSS_MASK_BOOL ? OTHER : op->type;
    default: return o->real && op->type != F64 ? F32 : op->type;
    }
}

size_t operand_size(const operation *op, int i, int32_t label_type, const any_options *options)
{
    const element_type type = operand_type(op, i, options);
    if (type != OTHER) return element_size(type);
    switch (op->operand[i].holds) {
    case LABELS: return label_size(label_type);
    case INDICES: return sizeof(int64_t);
    default: return 1;
    }
}

const char *isa_name(int level)
{
    static const char *const name[] = {"none", "v1", "v2", "v3", "v4"};
    return level == NLOSS_ISA_NEON ? "neon" : name[level];
}
