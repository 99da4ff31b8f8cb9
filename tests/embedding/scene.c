// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

#include "scene.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Windows has its own names. */
#if defined(_WIN32)
#include <malloc.h>
#define aligned_alloc(alignment, size) _aligned_malloc(size, alignment)
#define aligned_free(memory) _aligned_free(memory)
#else
#define aligned_free(memory) free(memory)
#endif

enum { CANARY = 0xC5, PADDING_NAN = 0xFF, LARGEST_K = 7 };

uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static double uniform(uint32_t *state, double low, double high)
{
    return low + (high - low) * (next_random(state) / 4294967296.0);
}

uint64_t fnv(uint64_t hash, const void *bytes, size_t count)
{
    for (const unsigned char *p = bytes, *end = p + count; p < end; p++)
        hash = (hash ^ *p) * ((UINT64_C(1) << 40) + FNV_PRIME);
    return hash;
}

/* The number, or the one NaN for all. */
static double without_payload(element_type type, const void *numbers, size_t index)
{
    double v = element_get(type, numbers, index);
    return isnan(v) ? NAN : v;
}

uint64_t fnv_of_numbers(uint64_t hash, const void *numbers, size_t count, element_type type, size_t element)
{
    if (type == OTHER) return fnv(hash, numbers, count * element);
    for (size_t i = 0; i < count; i++) {
        double v = without_payload(type, numbers, i);
        hash = fnv(hash, &v, sizeof v);
    }
    return hash;
}

static double special(uint32_t *state, element_type type)
{
    static const double tiny[] = {[F32] = 1e-42, [F64] = 1e-315, [F16] = 1e-7, [BF16] = 1e-39};
    static const double huge[] = {[F32] = 3e38, [F64] = 1e308, [F16] = 65504, [BF16] = 3e38};
    const double values[] = {NAN, INFINITY, -INFINITY, tiny[type], -tiny[type], huge[type], -huge[type], 0.0, -0.0};
    return values[next_random(state) % 9];
}

static double special_unit(uint32_t *state)
{
    const double values[] = {NAN, 0.0, 1.0, 1e-42, -0.0};
    return values[next_random(state) % 5];
}

static double value(role holds, family f, bool special_row, int64_t cols, element_type type, uint32_t *state)
{
    const bool is_special = special_row && next_random(state) % 4 == 0;
    if (holds == UNIT) return is_special ? special_unit(state) : uniform(state, 0, 1);
    if (is_special) return special(state, type);
    switch (holds) {
    case MASK:
        if (next_random(state) % 4 == 0) return -INFINITY;
        return f == SPECIAL ? -6e4 * (next_random(state) % 2) : uniform(state, -3, 3);
    case LOGITS: return f == WIDE ? 1e4 + uniform(state, -60, 60) : uniform(state, -10, 10);
    case PROBS: return uniform(state, 0, 2.0 / (double)cols);
    case SIGNS: return next_random(state) % 2 ? 1 : -1;
    case POSITIVE: return uniform(state, 0.25, 1.75);
    default: return uniform(state, -1, 1);
    }
}

static void put_label(void *at, size_t size, int64_t label)
{
    memcpy(at, &label, size); /* little endian: the low bytes come first */
}

static void fill_labels(scene *s, int i, uint32_t *state)
{
    const int64_t *ignore_index = options_ignore_index(s->op->options, &s->options);
    const int64_t classes = s->base.extent[1] < 127 ? s->base.extent[1] : 127;
    for (int64_t r = 0; r < s->cols[i]; r++) {
        bool ignore = s->variant->with_options && s->options.cross_entropy.flags & NLOSS_CE_IGNORE_INDEX &&
                      next_random(state) % 4 == 0;
        put_label(s->initial[i] + (size_t)r * s->element[i], s->element[i],
                  ignore ? *ignore_index : next_random(state) % classes);
    }
}

static void fill_mask(scene *s, int i, uint32_t *state)
{
    static const unsigned char keep[] = {0, 1, 2, 0xFF};
    for (int64_t r = 0; r < s->rows[i]; r++)
        for (int64_t c = 0; c < s->cols[i]; c++)
            s->initial[i][r * s->base.stride[i] + c] = keep[next_random(state) % 4];
}

static void fill(scene *s, int i, family f, uint32_t *state)
{
    const operand *o = &s->op->operand[i];
    bool result = o->holds == RESULT || o->holds == INDICES || o->holds == BYTES || o->holds == SCRATCH;
    memset(s->initial[i], result ? CANARY : PADDING_NAN, s->bytes[i]);
    if (result) return;
    if (o->holds == LABELS) {
        fill_labels(s, i, state);
        return;
    }
    if (s->type[i] == OTHER) {
        fill_mask(s, i, state);
        return;
    }
    for (int64_t r = 0; r < s->rows[i]; r++) {
        bool special_row = f == SPECIAL && next_random(state) % 2;
        for (int64_t c = 0; c < s->cols[i]; c++) {
            double v = value(o->holds, f, special_row, s->cols[i], s->type[i], state);
            element_put(s->type[i], s->initial[i], (size_t)(r * s->base.stride[i] + c), v);
        }
    }
}

static void reserve(scene *s, int i)
{
    size_t wanted = s->bytes[i] + 64;
    if (s->capacity[i] >= wanted) return;
    s->capacity[i] = (wanted + wanted / 2) / 64 * 64 + 64;
    unsigned char **buffer[] = {&s->initial[i], &s->expected[i], &s->scratch[i]};
    for (int b = 0; b < 3; b++) {
        aligned_free(*buffer[b]);
        *buffer[b] = aligned_alloc(64, s->capacity[i]);
    }
}

int32_t scene_tasks = 1;

static void never(void *user, nloss_task_fn task, void *data, int32_t count)
{
    (void)user, (void)task, (void)data, (void)count;
    abort();
}

static int64_t workspace(const operation *op, const int64_t extent[])
{
    const nloss_executor executor = {sizeof executor, scene_tasks, NULL, never};
    int64_t size = -1;
    ((__typeof__(&nloss_ranking_scratch_size_f32))op->scratch_size)(extent[0], extent[1], &executor, &size);
    return size;
}

static int64_t columns(scene *s, const operand *o, bool per_row)
{
    switch (o->cols) {
    case ONE: return 1;
    case LOSS: return per_row ? s->base.extent[0] : 1;
    case ELEMENT_LOSS: return per_row ? s->base.extent[0] * s->base.extent[1] : 1;
    case TOP: return s->base.k;
    case WORKSPACE: return s->base.scratch_size = workspace(s->op, s->base.extent);
    default: return s->base.extent[o->cols];
    }
}

bool scene_is_per_row(const operation *op, const variant *v)
{
    if (!v->with_options) return false;
    return (op->options == SOFT_RANK_OPTIONS ? v->options.soft_rank.reduction : v->options.cross_entropy.reduction) ==
           NLOSS_REDUCTION_NONE;
}

void scene_make(scene *s, const operation *op, const variant *v, const int64_t extent[], int64_t padding, family f,
                uint32_t seed)
{
    uint32_t state = seed * 2654435761u + 1;
    s->op = op;
    s->variant = v;
    s->base = (arguments){.step = 3, .learning_rate = 0.01, .label_type = v->label_type};
    if (v->numbers) s->base.numbers = *v->numbers;
    s->base.k = extent[1] < LARGEST_K ? extent[1] : LARGEST_K;
    s->options = v->options;
    const int64_t inner = v->with_options ? options_inner(op->options, &s->options) : 1;
    memcpy(s->base.extent, extent, sizeof s->base.extent);
    s->base.extent[0] *= inner;
    s->options.struct_size = (uint32_t)options_size(op->options);
    s->error_row = NO_ERROR_ROW;
    int64_t **error_row = options_error_row(op->options, &s->options);
    if (error_row) *error_row = &s->error_row;
    for (int i = 0; i < op->operands; i++) {
        const operand *o = &op->operand[i];
        bool per_row = scene_is_per_row(op, v);
        s->present[i] = !(v->absent >> i & 1);
        /* A mask or weights are a matrix where the variant gives them a stride, whatever that is. */
        int64_t *stride = options_stride(o, &s->options);
        bool matrix = o->strided || (stride && *stride != 0);
        s->rows[i] = o->rows == ONE || !matrix ? 1 : extent[o->rows];
        s->cols[i] = matrix && o->cols >= 0 ? extent[o->cols] * inner : columns(s, o, per_row);
        s->base.stride[i] = s->cols[i] + (matrix ? padding : 0);
        if (stride && matrix) *stride = s->base.stride[i];
        s->type[i] = operand_type(op, i, &s->options);
        s->element[i] = operand_size(op, i, v->label_type, &s->options);
        bool empty = !s->present[i] || s->rows[i] == 0 || s->cols[i] == 0;
        s->bytes[i] = empty ? 0 : (size_t)((s->rows[i] - 1) * s->base.stride[i] + s->cols[i]) * s->element[i];
        reserve(s, i);
        if (!empty) fill(s, i, f, &state);
    }
}

void scene_set_pointer(any_options *options, const operand *o, void *at)
{
    if (o->in_options) memcpy((char *)options + o->in_options, &at, sizeof at);
}

nloss_status scene_call(scene *s, void *const at[], void *options_at, const void *options_seen)
{
    arguments a = s->base;
    for (int i = 0; i < s->op->operands; i++) {
        a.at[i] = s->present[i] ? at[i] : NULL;
        scene_set_pointer(&s->options, &s->op->operand[i], a.at[i]);
    }
    if (s->variant->with_options) {
        if (options_at) memcpy(options_at, &s->options, options_size(s->op->options));
        a.options = options_at ? options_seen : &s->options;
    }
    return s->op->invoke(s->op->function, &a);
}

int scene_compare(const scene *s, void *const at[], unsigned char *const want[])
{
    for (int i = 0; i < s->op->operands; i++)
        if (s->bytes[i] && (s->op->operand[i].holds != SCRATCH || want == s->initial) &&
            memcmp(at[i], want[i], s->bytes[i]) != 0)
            return i;
    return -1;
}

/* Applies to each row of a and of b, from a column on; false at the first row where it is false. */
static bool every_row(const scene *s, int i, const void *a, const void *b, int64_t rows, int64_t column, int64_t count,
                      bool (*same)(const void *, const void *, size_t, element_type, size_t))
{
    for (int64_t r = 0; s->bytes[i] && r < rows; r++) {
        const size_t from = (size_t)(r * s->base.stride[i] + column) * s->element[i];
        if (!same((const char *)a + from, (const char *)b + from, (size_t)count, s->type[i], s->element[i])) return false;
    }
    return true;
}

static bool same_bytes(const void *a, const void *b, size_t count, element_type type, size_t element)
{
    (void)type;
    return memcmp(a, b, count * element) == 0;
}

static bool same_numbers(const void *a, const void *b, size_t count, element_type type, size_t element)
{
    if (memcmp(a, b, count * element) == 0) return true;
    for (size_t k = 0; k < count; k++) {
        if (type == OTHER) return false;
        const double x = without_payload(type, a, k), y = without_payload(type, b, k);
        if (memcmp(&x, &y, sizeof x) != 0) return false;
    }
    return true;
}

bool scene_same_elements(const scene *s, int i, const void *a, const void *b)
{
    return every_row(s, i, a, b, s->rows[i], 0, s->cols[i], same_bytes);
}

bool scene_same_numbers(const scene *s, int i, const void *a, const void *b)
{
    return every_row(s, i, a, b, s->rows[i], 0, s->cols[i], same_numbers);
}

bool scene_same_padding(const scene *s, int i, const void *a, const void *b)
{
    return every_row(s, i, a, b, s->rows[i] - 1, s->cols[i], s->base.stride[i] - s->cols[i], same_bytes);
}

bool scene_expect(scene *s, const char **reason)
{
    *reason = NULL;
    for (int i = 0; i < s->op->operands; i++) memcpy(s->expected[i], s->initial[i], s->bytes[i]);
    if (scene_call(s, (void **)s->expected, NULL, NULL) != NLOSS_OK) *reason = "the status is not NLOSS_OK";
    for (int i = 0; i < s->op->operands; i++) {
        if (!s->bytes[i]) continue;
        if (!scene_same_padding(s, i, s->initial[i], s->expected[i])) *reason = "bytes between the rows were written";
        if (!s->op->operand[i].output && memcmp(s->initial[i], s->expected[i], s->bytes[i]) != 0)
            *reason = "an input was written";
    }
    return *reason == NULL;
}

int scene_differs(scene *s)
{
    for (int i = 0; i < s->op->operands; i++) memcpy(s->scratch[i], s->initial[i], s->bytes[i]);
    if (scene_call(s, (void **)s->scratch, NULL, NULL) != NLOSS_OK) return 0;
    for (int i = 0; i < s->op->operands; i++)
        if (s->bytes[i] && s->op->operand[i].holds != SCRATCH &&
            memcmp(s->scratch[i], s->expected[i], s->bytes[i]) != 0)
            if (!s->op->operand[i].output || !scene_same_numbers(s, i, s->scratch[i], s->expected[i]) ||
                !scene_same_padding(s, i, s->scratch[i], s->expected[i]))
                return i;
    return -1;
}

void scene_free(scene *s)
{
    for (int i = 0; i < MAX_OPERANDS; i++) {
        aligned_free(s->initial[i]);
        aligned_free(s->expected[i]);
        aligned_free(s->scratch[i]);
    }
    memset(s, 0, sizeof *s);
}

void scene_extents(const operation *op, int64_t rows, int64_t length, int64_t extent[MAX_EXTENTS])
{
    extent[0] = op->extents == 1 ? rows * length : rows;
    extent[1] = length;
    extent[2] = 7;
}

static uint64_t hash_of(library *l, int most_variants)
{
    static const int64_t length[] = {1, 7, 33, 260};
    uint64_t hash = FNV_START;
    scene s = {0};
    for (const operation *op = l->operation; op < l->operation + l->operations; op++)
        for (int v = 0; v < op->variants && v < most_variants; v++)
            for (int n = 0; n < 4; n++)
                for (int f = 0; f < FAMILIES; f++) {
                    int64_t extent[MAX_EXTENTS];
                    const char *reason;
                    scene_extents(op, 3, length[n], extent);
                    scene_make(&s, op, &op->variant[v], extent, n, (family)f, (uint32_t)(v * 100 + n * 10 + f));
                    scene_expect(&s, &reason);
                    if (reason) hash = fnv(hash, reason, strlen(reason));
                    for (int i = 0; i < op->operands; i++)
                        if (op->operand[i].output && op->operand[i].holds != SCRATCH)
                            hash =
                                fnv_of_numbers(hash, s.expected[i], s.bytes[i] / s.element[i], s.type[i], s.element[i]);
                }
    scene_free(&s);
    return hash;
}

uint64_t scene_hash_all(library *l)
{
    return hash_of(l, INT_MAX);
}

uint64_t scene_hash_some(library *l)
{
    return hash_of(l, 1);
}
