// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "fuzz_input.h"
#include "ops_table.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A byte at a time; 0 when there are no more. */
typedef struct {
    const uint8_t *at, *end;
} bytes;

static unsigned next(bytes *b)
{
    return b->at < b->end ? *b->at++ : 0;
}

/* One of so many. */
static int choose(bytes *b, int count)
{
    return (int)(next(b) % (unsigned)count);
}

/*
 * An input names its operation by a number whose hash is next to that of the name: a corpus keeps its meaning when
 * operations are added, and whatever bytes a fuzzer likes, it meets all operations.
 */
static uint32_t *keys;

static uint32_t key_of(const char *name)
{
    return (uint32_t)(fnv(FNV_START, name, strlen(name)) >> 40);
}

void fuzz_prepare(const library *l)
{
    keys = malloc((size_t)l->operations * sizeof *keys);
    for (int i = 0; i < l->operations; i++) {
        keys[i] = key_of(l->operation[i].name);
        for (int j = 0; j < i; j++)
            if (keys[i] == keys[j]) abort(); /* another shift would do */
    }
}

static int nearest_operation(uint32_t number, int operations)
{
    const uint32_t wanted = (uint32_t)(fnv(FNV_START, &number, sizeof number) >> 40);
    int best = 0;
    for (int i = 1; i < operations; i++)
        if ((keys[i] ^ wanted) < (keys[best] ^ wanted)) best = i;
    return best;
}

/* --- What may be changed in a variant */

typedef enum { FLAGS, CODE, REAL, LABEL, STEP, INNER } field_kind;

typedef struct {
    options_kind options;
    field_kind kind;
    const char *name;
    size_t offset;
} field;

#define FIELD(OPTIONS, KIND, STRUCT, NAME) {OPTIONS, KIND, #NAME, offsetof(STRUCT, NAME)}
static const field fields[] = {
    FIELD(SOFTMAX_OPTIONS, FLAGS, nloss_softmax_options, flags),
    FIELD(SOFTMAX_OPTIONS, INNER, nloss_softmax_options, inner),
    FIELD(SOFTMAX_OPTIONS, REAL, nloss_softmax_options, temperature),
    FIELD(SOFTMAX_OPTIONS, CODE, nloss_softmax_options, mask_type),
    FIELD(SOFTMAX_OPTIONS, STEP, nloss_softmax_options, mask_stride),
    FIELD(CROSS_ENTROPY_OPTIONS, FLAGS, nloss_cross_entropy_options, flags),
    FIELD(CROSS_ENTROPY_OPTIONS, CODE, nloss_cross_entropy_options, reduction),
    FIELD(CROSS_ENTROPY_OPTIONS, REAL, nloss_cross_entropy_options, label_smoothing),
    FIELD(CROSS_ENTROPY_OPTIONS, LABEL, nloss_cross_entropy_options, ignore_index),
    FIELD(CROSS_ENTROPY_OPTIONS, REAL, nloss_cross_entropy_options, z_loss),
    FIELD(CROSS_ENTROPY_OPTIONS, REAL, nloss_cross_entropy_options, softcap),
    FIELD(CROSS_ENTROPY_OPTIONS, REAL, nloss_cross_entropy_options, mix_lambda),
    FIELD(CROSS_ENTROPY_OPTIONS, INNER, nloss_cross_entropy_options, inner),
    FIELD(INDEX_LOSS_OPTIONS, FLAGS, nloss_index_loss_options, flags),
    FIELD(INDEX_LOSS_OPTIONS, CODE, nloss_index_loss_options, reduction),
    FIELD(INDEX_LOSS_OPTIONS, LABEL, nloss_index_loss_options, ignore_index),
    FIELD(ELEMENTWISE_OPTIONS, FLAGS, nloss_elementwise_options, flags),
    FIELD(ELEMENTWISE_OPTIONS, CODE, nloss_elementwise_options, reduction),
    FIELD(ELEMENTWISE_OPTIONS, REAL, nloss_elementwise_options, label_smoothing),
    FIELD(ELEMENTWISE_OPTIONS, STEP, nloss_elementwise_options, weights_stride),
    FIELD(ELEMENTWISE_OPTIONS, STEP, nloss_elementwise_options, pos_weights_stride),
    FIELD(DIVERGENCE_OPTIONS, FLAGS, nloss_divergence_options, flags),
    FIELD(DIVERGENCE_OPTIONS, CODE, nloss_divergence_options, reduction),
    FIELD(PAIR_LOSS_OPTIONS, FLAGS, nloss_pair_loss_options, flags),
    FIELD(PAIR_LOSS_OPTIONS, CODE, nloss_pair_loss_options, reduction),
    FIELD(SGD_OPTIONS, FLAGS, nloss_sgd_options, flags),
    FIELD(SGD_OPTIONS, REAL, nloss_sgd_options, momentum),
    FIELD(SGD_OPTIONS, REAL, nloss_sgd_options, dampening),
    FIELD(SGD_OPTIONS, REAL, nloss_sgd_options, weight_decay),
    FIELD(ADAM_OPTIONS, FLAGS, nloss_adam_options, flags),
    FIELD(ADAM_OPTIONS, REAL, nloss_adam_options, beta1),
    FIELD(ADAM_OPTIONS, REAL, nloss_adam_options, beta2),
    FIELD(ADAM_OPTIONS, REAL, nloss_adam_options, epsilon),
    FIELD(ADAM_OPTIONS, REAL, nloss_adam_options, weight_decay),
    FIELD(SOFT_RANK_OPTIONS, CODE, nloss_soft_rank_options, regularization),
    FIELD(SOFT_RANK_OPTIONS, CODE, nloss_soft_rank_options, reduction),
    FIELD(SOFT_RANK_OPTIONS, REAL, nloss_soft_rank_options, regularization_strength),
};

static double some_real(bytes *b)
{
    static const double known[] = {0,    1,    2,     0.5,   0.1,      0.9,    30,  1e-3,     -1,   -0.5,
                                   1e-8, 1e-2, 100.0, 1.5, INFINITY, -1e-10, NAN, -INFINITY, 1e30, 1e-30};
    const unsigned byte = next(b);
    return byte < 80 ? known[byte % COUNT(known)] : byte / 256.0;
}

static const field *some_field(bytes *b, options_kind kind)
{
    int count = 0;
    const field *found[8];
    for (int i = 0; i < COUNT(fields); i++)
        if (fields[i].options == kind) found[count++] = &fields[i];
    return count ? found[choose(b, count)] : NULL;
}

static void edit_field(bytes *b, const operation *op, variant *v)
{
    const field *f = some_field(b, op->options);
    if (!f) return;
    void *at = (char *)&v->options + f->offset;
    switch (f->kind) {
    case FLAGS: *(uint32_t *)at = next(b); break;
    case CODE: *(int32_t *)at = choose(b, 5); break;
    case REAL: *(double *)at = some_real(b); break;
    case LABEL: *(int64_t *)at = (int8_t)next(b); break;
    case STEP: *(int64_t *)at = choose(b, 2); break;
    case INNER: *(int64_t *)at = choose(b, 4); break;
    }
}

static void edit_variant(bytes *b, const operation *op, fuzz_call *f)
{
    switch (choose(b, 8)) {
    case 0: f->variant.absent ^= 1u << choose(b, op->operands); break;
    case 1: f->variant.with_options = op->options != NO_OPTIONS && choose(b, 2); break;
    case 2: f->variant.label_type = NLOSS_LABEL_I8 + choose(b, NLOSS_LABEL_I64); break;
    case 3: {
        double *const number[] = {&f->numbers.gamma, &f->numbers.margin,  &f->numbers.power, &f->numbers.delta,
                                  &f->numbers.beta,  &f->numbers.epsilon, &f->numbers.alpha, &f->numbers.threshold};
        double *const chosen = number[choose(b, 8)];
        *chosen = chosen == &f->numbers.power ? choose(b, 5) - 1 : some_real(b); /* which the call has as an integer */
        break;
    }
    default: edit_field(b, op, &f->variant);
    }
}

/* --- Mistakes */

/* Only such as cannot make a correct library leave the buffers: smaller than right, negative, or beyond all memory. */
static int64_t wrong_size(bytes *b, int64_t right)
{
    const int64_t wrong[] = {-1, 0, right - 1, right / 2, INT64_MIN, -right};
    return wrong[choose(b, 6)];
}

static int64_t wrong_stride(bytes *b, int64_t right)
{
    return choose(b, 4) ? wrong_size(b, right) : INT64_MAX;
}

static void mistake_in_executor(bytes *b, nloss_executor *e)
{
    static const uint32_t size[] = {0, sizeof *e - 1, 4097, UINT32_MAX};
    switch (choose(b, 3)) {
    case 0: e->struct_size = size[choose(b, 4)]; break;
    case 1: e->max_tasks = (int32_t)wrong_size(b, 1); break;
    default: e->parallel_for = NULL;
    }
}

static void mistake_in_options(bytes *b, scene *s)
{
    const uint32_t size = (uint32_t)options_size(s->op->options);
    const uint32_t sizes[] = {0, size - 1, size - 8, 4097, UINT32_MAX};
    int64_t *inner = s->op->options == SOFTMAX_OPTIONS         ? &s->options.softmax.inner
                     : s->op->options == CROSS_ENTROPY_OPTIONS ? &s->options.cross_entropy.inner
                                                               : NULL;
    if (size == 0) return;
    switch (choose(b, 4)) {
    case 0: s->options.struct_size = sizes[choose(b, 5)]; break;
    case 1: s->options.softmax.flags |= 1u << choose(b, 32); break; /* the second field of all of them */
    case 2:
        if (s->op->options == SOFTMAX_OPTIONS) s->options.softmax.reserved = 1;
        if (options_have_reduction(s->op->options)) s->options.cross_entropy.reserved = 1;
        break;
    default:
        if (inner) *inner = choose(b, 2) ? -1 : s->base.extent[0] + 1;
    }
}

static void mistake(bytes *b, scene *s, fuzz_call *f)
{
    const int operand = choose(b, s->op->operands), extent = choose(b, s->op->extents);
    f->edited = f->mistaken = true;
    f->out = f->in = -1; /* which the mistake could forbid */
    switch (choose(b, 8)) {
    case 0: s->base.extent[extent] = wrong_size(b, s->base.extent[extent]); break;
    case 1: s->base.stride[operand] = wrong_stride(b, s->base.stride[operand]); break;
    case 2: s->base.k = choose(b, 2) ? wrong_size(b, s->base.k) : s->base.extent[1] + 1; break;
    case 3: s->base.label_type = choose(b, 2) ? 0 : 8; break;
    case 4: s->base.scratch_size = wrong_size(b, s->base.scratch_size); break;
    case 5: s->base.learning_rate = some_real(b); s->base.step = choose(b, 3) - 1; break;
    case 6: mistake_in_executor(b, &f->executor); break;
    default: mistake_in_options(b, s);
    }
}

/* --- Values */

static double some_value(bytes *b, element_type type)
{
    static const double known[] = {NAN,    INFINITY, -INFINITY, 0.0,      -0.0,    1,       -1,     1e-42,   -1e-42, 88.5,
                                   -88.5,  -103.5,   709.5,     -744.5,   3e38,    -3e38,   1e308,  -1e308,  1e-310, 65504,
                                   -65504, 1e4,      1e9,       16777216, 1e-7,    -1e-20,  0.9999, 1e-30,   6e-8,   -87.5};
    const unsigned byte = next(b);
    if (byte < 60) return known[byte % COUNT(known)];
    if (byte < 70) {
        /* Any bits at all, of which most are ordinary numbers of any size. */
        uint64_t bits = 0;
        for (size_t i = 0; i < element_size(type); i++) bits = bits << 8 | next(b);
        return element_get(type, &bits, 0);
    }
    return ((int)byte - 163) / 8.0;
}

static void edit_value(bytes *b, scene *s, fuzz_call *f)
{
    const int i = choose(b, s->op->operands);
    const operand *o = &s->op->operand[i];
    const bool result = o->holds == RESULT || o->holds == INDICES || o->holds == BYTES || o->holds == SCRATCH;
    const size_t at = next(b);
    if (result || s->bytes[i] == 0) return;
    const size_t index = at % (s->bytes[i] / s->element[i]);
    if (o->holds == LABELS || o->holds == UNIT) f->edited = true;
    if (s->type[i] == OTHER) {
        const int64_t label = (int8_t)next(b);
        memcpy(s->initial[i] + index * s->element[i], &label, s->element[i]);
    } else
        element_put(s->type[i], s->initial[i], index, some_value(b, s->type[i]));
}

/* --- Shapes */

/* Small ones, of which many fit into a second; tests of guard pages and of bits have the large ones. */
static int64_t some_rows(bytes *b)
{
    const unsigned byte = next(b);
    return byte < 240 ? byte % 4 : byte - 236;
}

static int64_t some_length(bytes *b, bool short_one)
{
    /* Up to what fits into a tile, and beyond. */
    static const int16_t longer[] = {13, 16, 17, 21, 31, 32, 33, 47, 63, 75, 96, 97, 100, 128, 129, 161};
    const unsigned byte = next(b);
    return short_one || byte < 224 ? 1 + byte % 12 : longer[byte % 16];
}

static void choose_place(bytes *b, const scene *s, fuzz_call *f)
{
    const int out = choose(b, 2 * MAX_OPERANDS), in = choose(b, s->op->operands);
    f->out = f->in = -1;
    if (out >= s->op->operands || !s->present[out] || !s->present[in] || !(s->op->operand[out].in_place >> in & 1)) return;
    f->out = out;
    f->in = in;
}

static fp_state some_environment(bytes *b)
{
    const unsigned byte = next(b);
    if (byte % 4 == 0) return FP_DEFAULT;
    const fp_state flush = (byte & 16 ? FP_FLUSH : 0) | (byte & 32 ? FP_OTHER : 0);
    return (byte & 64 ? FP_UNMASKED : FP_DEFAULT) | FP_ROUNDING(byte & 3) | flush | (byte & 128 ? FP_FLAGS : 0);
}

static void parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    const fuzz_call *f = user;
    if (count > f->tasks) abort();
    for (int32_t n = 0; n < count && f->executor_kind != NEVER; n++) {
        const int32_t i = f->executor_kind == REVERSED ? count - 1 - n : n;
        if (f->executor_kind == EVERY_OTHER && i % 2) continue;
        task(data, i);
        if (f->executor_kind == TWICE) task(data, i);
        if (f->executor_kind == OUT_OF_RANGE) task(data, i - count), task(data, i + count);
    }
}

void fuzz_read(fuzz_call *f, scene *s, const library *l, const uint8_t *data, size_t size)
{
    bytes b = {data, data + size};
    const uint32_t key = next(&b) << 16 | next(&b) << 8 | next(&b);
    memset(f, 0, sizeof *f);
    f->operation = nearest_operation(key, l->operations);
    const operation *op = &l->operation[f->operation];
    f->variant = op->variant[choose(&b, op->variants)];
    if (f->variant.numbers) f->numbers = *f->variant.numbers;
    f->variant.numbers = &f->numbers;

    const int64_t rows = some_rows(&b), length = some_length(&b, op->extents == 3 || rows > 3), third = 1 + choose(&b, 8);
    const int64_t extent[MAX_EXTENTS] = {op->extents == 1 ? rows * length : rows, length, third};
    const int layout = (int)next(&b);
    const uint32_t seed = next(&b) << 8 | next(&b);
    const int host = (int)next(&b);
    f->tasks = host % 6;
    f->executor_kind = (executor_kind)(host / 6 % EXECUTOR_KINDS);
    f->environment = some_environment(&b);
    f->first = choose(&b, 3);
    f->at_start = next(&b) << 8 | next(&b);

    const int edits = choose(&b, 8) / 2; /* none, as a rule one, seldom three */
    for (int i = 0; i < edits; i++) edit_variant(&b, op, f);
    f->edited = edits > 0;

    scene_tasks = f->tasks ? f->tasks : 1;
    scene_make(s, op, &f->variant, extent, layout % 4, (family)(layout / 4 % FAMILIES), seed);
    f->executor = (nloss_executor){sizeof f->executor, f->tasks, f, parallel_for};
    choose_place(&b, s, f);
    if (choose(&b, 8) == 7) mistake(&b, s, f);
    while (b.at < b.end) edit_value(&b, s, f);
}

/* --- A call as one of tests/vectors */

static void print_ints(const fuzz_call *f, const scene *s)
{
    static const char *const extent[][MAX_EXTENTS] = {{"count"}, {"rows", "classes"}, {"rows", "inputs", "outputs"}};
    for (int e = 0; e < s->op->extents; e++) printf("int %s %ld\n", extent[s->op->extents - 1][e], (long)s->base.extent[e]);
    printf("int columns %ld\nint k %ld\n", (long)s->base.extent[1], (long)s->base.k);
    printf("int step %ld\nint label_type %d\nint power %.0f\n", (long)s->base.step, s->base.label_type, f->numbers.power);
}

static void print_reals(const fuzz_call *f, const scene *s)
{
    const numbers *n = &f->numbers;
    printf("real learning_rate %a\nreal gamma %a\nreal margin %a\n", s->base.learning_rate, n->gamma, n->margin);
    printf("real delta %a\nreal beta %a\nreal epsilon %a\nreal alpha %a\n", n->delta, n->beta, n->epsilon, n->alpha);
}

static void print_options(const scene *s)
{
    for (int i = 0; i < COUNT(fields); i++) {
        const void *at = (const char *)&s->options + fields[i].offset;
        if (fields[i].options != s->op->options) continue;
        switch (fields[i].kind) {
        case FLAGS:
        case CODE: printf("int %s %d\n", fields[i].name, *(const int32_t *)at); break;
        case LABEL:
        case INNER: printf("int %s %ld\n", fields[i].name, (long)*(const int64_t *)at); break;
        case REAL: printf("real %s %a\n", fields[i].name, *(const double *)at); break;
        case STEP: break;
        }
    }
}

static double number(const scene *s, int i, const void *at, int64_t index)
{
    int64_t integer = 0;
    if (s->type[i] != OTHER) return element_get(s->type[i], at, (size_t)index);
    memcpy(&integer, (const char *)at + (size_t)index * s->element[i], s->element[i]);
    return (double)integer;
}

static void print_array(const scene *s, int i, const void *at, bool out)
{
    const bool labels = strcmp(s->op->operand[i].name, "labels") == 0;
    printf("%s%s %ld", labels ? "" : out ? "out " : "in ", s->op->operand[i].name, (long)(s->rows[i] * s->cols[i]));
    for (int64_t r = 0; r < s->rows[i]; r++)
        for (int64_t c = 0; c < s->cols[i]; c++) {
            const double v = number(s, i, at, r * s->base.stride[i] + c);
            labels ? printf(" %.0f", v) : printf(" %a", v);
            if (out) printf(" 0x0p+0");
        }
    printf("\n");
}

void fuzz_print(const fuzz_call *f, const scene *s, void *const at[])
{
    const char *name = s->op->name + strlen("nloss_"), *type = strrchr(name, '_');
    printf("case finding %.*s %s\n", (int)(type - name), name, type + 1);
    print_ints(f, s);
    print_reals(f, s);
    if (f->variant.with_options) print_options(s);
    for (int out = 0; out < 2; out++)
        for (int i = 0; i < s->op->operands; i++) {
            const operand *o = &s->op->operand[i];
            const bool result = o->holds == RESULT || o->holds == INDICES || o->holds == BYTES;
            if (!s->present[i] || o->holds == SCRATCH || (o->in_options && !f->variant.with_options)) continue;
            if (out ? o->output : !result) print_array(s, i, out ? at[i] : s->initial[i], out);
        }
    printf("end\n");
    fflush(stdout);
}
