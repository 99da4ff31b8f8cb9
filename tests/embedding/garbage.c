// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Garbage into every export. Each mistake is made alone in an otherwise legal call: the status is the documented one,
 * no byte of any buffer changes, error_row is written only for a bad label, the executor is not used, and the process
 * lives on.
 */
#include "scene.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 3, LENGTH = 5 };

static scene s;
static int executor_calls;

static void counting_parallel_for(void *user, nloss_task_fn task, void *data, int32_t count)
{
    (void)user;
    executor_calls++;
    for (int32_t i = 0; i < count; i++) task(data, i);
}

static const nloss_executor executor = {sizeof(nloss_executor), 4, NULL, counting_parallel_for};

static void make(const operation *op, const variant *v)
{
    int64_t extent[MAX_EXTENTS];
    scene_extents(op, ROWS, LENGTH, extent);
    scene_make(&s, op, v, extent, 1, ORDINARY, 1);
    for (int i = 0; i < op->operands; i++) memcpy(s.scratch[i], s.initial[i], s.bytes[i]);
}

static nloss_status call(arguments a)
{
    s.error_row = NO_ERROR_ROW;
    executor_calls = 0;
    return s.op->invoke(s.op->function, &a);
}

/* The arguments of a legal call; the options are the scene's own, so that a test may spoil them. */
static arguments legal(void)
{
    arguments a = s.base;
    for (int i = 0; i < s.op->operands; i++) {
        a.at[i] = s.present[i] ? s.scratch[i] : NULL;
        scene_set_pointer(&s.options, &s.op->operand[i], a.at[i]);
    }
    a.options = s.variant->with_options ? &s.options : NULL;
    a.executor = &executor;
    return a;
}

static void expect_untouched(arguments a, nloss_status want, const char *what, const char *name)
{
    nloss_status status = call(a);
    test_check(status == want, "%s %s: status %d instead of %d, \"%s\"", what, name, status, want, s.variant->name);
    int differs = scene_compare(&s, (void **)s.scratch, s.initial);
    test_check(differs < 0, "%s %s: %s was written", what, name, differs < 0 ? "" : s.op->operand[differs].name);
    test_check(want == NLOSS_E_LABEL || want == NLOSS_E_VALUE || s.error_row == NO_ERROR_ROW, "%s %s: error_row was written", what, name);
    test_check(executor_calls == 0, "%s %s: the executor was called", what, name);
    for (int i = 0; i < s.op->operands; i++) memcpy(s.scratch[i], s.initial[i], s.bytes[i]);
}

static void expect_ok(arguments a, const char *what, const char *name)
{
    nloss_status status = call(a);
    test_check(status == NLOSS_OK, "%s %s: status %d instead of NLOSS_OK, \"%s\"", what, name, status, s.variant->name);
    test_check(s.error_row == NO_ERROR_ROW, "%s %s: error_row was written", what, name);
    for (int i = 0; i < s.op->operands; i++) memcpy(s.scratch[i], s.initial[i], s.bytes[i]);
}

static void null_pointers(void)
{
    for (int i = 0; i < s.op->operands; i++) {
        arguments a = legal();
        if (!s.present[i] || s.op->operand[i].optional || s.op->operand[i].in_options) continue;
        a.at[i] = NULL;
        expect_untouched(a, NLOSS_E_NULL, "NULL for", s.op->operand[i].name);
    }
}

static int64_t inner(void)
{
    return s.variant->with_options ? options_inner(s.op->options, &s.options) : 1;
}

/* Strides follow a changed extent, so that the extent is the only mistake. */
static arguments with_extent(int which, int64_t value)
{
    arguments a = legal();
    const int64_t stride = value <= INT64_MAX / inner() ? value * inner() : INT64_MAX;
    a.extent[which] = value;
    for (int i = 0; i < s.op->operands; i++)
        if (s.op->operand[i].cols == which && s.op->operand[i].strided && value > 0) a.stride[i] = stride;
    return a;
}

/* Some buffer of this call has the extent; otherwise its size is nobody's business. */
static bool is_used(int extent)
{
    for (int i = 0; i < s.op->operands; i++)
        if (s.present[i] && (s.op->operand[i].rows == extent || s.op->operand[i].cols == extent)) return true;
    return false;
}

static void extents(void)
{
    static const int64_t negative[] = {-1, -ROWS, INT32_MIN, INT64_MIN, INT64_MIN + 1};
    static const int64_t overflowing[] = {INT64_MAX,        INT64_MAX - 1, INT64_C(1) << 62, (INT64_C(1) << 62) + 1,
                                          INT64_C(1) << 61, INT64_MAX - 63};
    for (int e = 0; e < s.op->extents; e++) {
        for (size_t n = 0; n < sizeof negative / sizeof *negative; n++)
            expect_untouched(with_extent(e, negative[n]), NLOSS_E_SHAPE, "negative", "extent");
        for (size_t n = 0; n < sizeof overflowing / sizeof *overflowing && is_used(e); n++)
            expect_untouched(with_extent(e, overflowing[n]), NLOSS_E_SHAPE, "overflowing", "extent");
        if (s.op->smallest[e] > 0) expect_untouched(with_extent(e, 0), NLOSS_E_SHAPE, "zero", "extent");
    }
    if (s.op->extents < 2 || !is_used(1)) return;
    /* Each factor is harmless; their product times the element size is 2^63 or wraps around to something small. */
    static const int64_t factor[][2] = {{INT64_C(1) << 31, INT64_C(1) << 31},
                                        {INT64_C(1) << 32, INT64_C(1) << 32},
                                        {INT64_C(3037000500), INT64_C(3037000500)},
                                        {INT64_C(1) << 40, INT64_C(1) << 40}};
    for (size_t n = 0; n < sizeof factor / sizeof *factor; n++) {
        arguments a = with_extent(1, factor[n][1]);
        a.extent[0] = factor[n][0];
        expect_untouched(a, NLOSS_E_SHAPE, "overflowing", "rows x columns");
    }
}

static void strides(void)
{
    static const int64_t bad[] = {-1, 0, -LENGTH, INT64_MIN, 1};
    for (int i = 0; i < s.op->operands; i++) {
        if (!s.op->operand[i].strided) continue;
        for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
            arguments a = legal();
            a.stride[i] = bad[n];
            if (s.present[i])
                expect_untouched(a, NLOSS_E_STRIDE, "bad stride of", s.op->operand[i].name);
            else if (s.op->operand[i].output)
                expect_ok(a, "stride that is not read, of", s.op->operand[i].name);
        }
        arguments a = legal();
        a.stride[i] = s.cols[i] - 1;
        if (s.present[i]) expect_untouched(a, NLOSS_E_STRIDE, "stride one too small of", s.op->operand[i].name);
        static const int64_t huge[] = {INT64_MAX, INT64_C(1) << 62, INT64_C(1) << 61};
        for (size_t n = 0; n < sizeof huge / sizeof *huge && s.present[i]; n++) {
            a.stride[i] = huge[n];
            expect_untouched(a, NLOSS_E_SHAPE, "overflowing stride of", s.op->operand[i].name);
        }
    }
}

/* Lays operand i over operand j, `shift` bytes from its start, in j's memory. */
static void overlap(int i, int j, size_t shift, nloss_status want)
{
    static unsigned char memory[1 << 12] __attribute__((aligned(64)));
    unsigned char before[sizeof memory];
    memset(memory, 0, sizeof memory);
    memcpy(memory, s.initial[j], s.bytes[j]);
    memcpy(before, memory, sizeof memory);
    unsigned char *kept_i = s.scratch[i], *kept_j = s.scratch[j];
    s.scratch[j] = memory;
    s.scratch[i] = memory + shift;
    arguments a = legal();
    s.scratch[i] = kept_i;
    s.scratch[j] = kept_j;
    nloss_status status = call(a);
    const char *name_i = s.op->operand[i].name, *name_j = s.op->operand[j].name;
    test_check(status == want, "%s %zu bytes into %s: status %d instead of %d, \"%s\"", name_i, shift, name_j, status,
               want, s.variant->name);
    if (want != NLOSS_OK)
        test_check(memcmp(memory, before, sizeof memory) == 0, "%s over %s: bytes were written", name_i, name_j);
    for (int k = 0; k < s.op->operands; k++) memcpy(s.scratch[k], s.initial[k], s.bytes[k]);
}

static void overlaps(void)
{
    for (int i = 0; i < s.op->operands; i++)
        for (int j = 0; j < s.op->operands; j++) {
            const operand *a = &s.op->operand[i], *b = &s.op->operand[j];
            if (i == j || !s.bytes[i] || !s.bytes[j] || !(a->output || b->output)) continue;
            if (b->holds == LABELS && a->output)
                continue; /* the label check would read what the test put there; done the other way */
            bool in_place = a->in_place >> j & 1 || b->in_place >> i & 1;
            size_t step = s.element[i] > s.element[j] ? s.element[i] : s.element[j];
            if (!in_place) overlap(i, j, 0, NLOSS_E_ALIAS);
            if (step < s.bytes[j]) overlap(i, j, step, NLOSS_E_ALIAS);
            overlap(i, j, (s.bytes[j] - 1) / s.element[i] * s.element[i],
                    (s.bytes[j] - 1) / s.element[i] == 0 && in_place ? NLOSS_OK : NLOSS_E_ALIAS);
            if (in_place && a->strided) {
                s.base.stride[i]++;
                overlap(i, j, 0, NLOSS_E_ALIAS);
                s.base.stride[i]--;
            }
        }
}

static void expect_option(nloss_status want, const char *name)
{
    expect_untouched(legal(), want, "option", name);
}

#define SPOIL(FIELD, VALUE, WANT)               \
    do {                                        \
        __typeof__(FIELD) kept_value = FIELD;   \
        FIELD = VALUE;                          \
        expect_option(WANT, #FIELD " " #VALUE); \
        FIELD = kept_value;                     \
    } while (0)

#define SPOIL_NOT_FINITE_OR_NEGATIVE(FIELD)     \
    do {                                        \
        SPOIL(FIELD, -1, NLOSS_E_OPTION);       \
        SPOIL(FIELD, NAN, NLOSS_E_OPTION);      \
        SPOIL(FIELD, INFINITY, NLOSS_E_OPTION); \
    } while (0)

static void spoil_reduction(void)
{
    nloss_cross_entropy_options *o = &s.options.cross_entropy;
    SPOIL(o->reduction, 7, NLOSS_E_OPTION);
    SPOIL(o->reduction, 4, NLOSS_E_OPTION);
    if (s.op->options != ELEMENTWISE_OPTIONS) SPOIL(o->reduction, NLOSS_REDUCTION_BATCH_MEAN, NLOSS_E_OPTION);
    SPOIL(o->reduction, -1, NLOSS_E_OPTION);
    SPOIL(o->reduction, INT32_MIN, NLOSS_E_OPTION);
    SPOIL(o->reserved, 1, NLOSS_E_OPTION);
}

/* Elements between the classes of a row: the rows come in groups of as many. */
static void spoil_inner(int64_t *field)
{
    SPOIL(*field, -1, NLOSS_E_SHAPE);
    SPOIL(*field, INT64_MIN, NLOSS_E_SHAPE);
    SPOIL(*field, s.base.extent[0] - 1, NLOSS_E_SHAPE);
    SPOIL(*field, s.base.extent[0] + 1, NLOSS_E_SHAPE);
    SPOIL(*field, INT64_MAX, NLOSS_E_SHAPE);
    SPOIL(*field, s.base.extent[0], NLOSS_E_STRIDE);
}

static bool is_entropy(void)
{
    return strncmp(s.op->name, "nloss_entropy", 13) == 0;
}

static void spoil_softmax(void)
{
    nloss_softmax_options *o = &s.options.softmax;
    const bool masked = o->mask_type != NLOSS_MASK_NONE;
    if (!is_entropy()) SPOIL(o->flags, NLOSS_SOFTMAX_BITS, NLOSS_E_OPTION);
    SPOIL(o->temperature, NAN, NLOSS_E_OPTION);
    SPOIL(o->temperature, INFINITY, NLOSS_E_OPTION);
    SPOIL(o->temperature, -INFINITY, NLOSS_E_OPTION);
    SPOIL(o->reserved, 1, NLOSS_E_OPTION);
    SPOIL(o->mask_type, masked ? NLOSS_MASK_NONE : NLOSS_MASK_BOOL, NLOSS_E_OPTION);
    SPOIL(o->mask_type, masked ? 3 : NLOSS_MASK_ADD, NLOSS_E_OPTION);
    SPOIL(o->mask_type, -1, NLOSS_E_OPTION);
    spoil_inner(&o->inner);
    if (!masked) return;
    SPOIL(o->mask_stride, -1, NLOSS_E_STRIDE);
    SPOIL(o->mask_stride, LENGTH * inner() - 1, NLOSS_E_STRIDE);
    SPOIL(o->mask_stride, INT64_MIN, NLOSS_E_STRIDE);
    SPOIL(o->mask_stride, INT64_MAX, NLOSS_E_SHAPE);
}

static void spoil_cross_entropy(bool labels)
{
    nloss_cross_entropy_options *o = &s.options.cross_entropy;
    SPOIL(o->label_smoothing, -0.1, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, 1.1, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, -1e-300, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, 0x1.0000000000001p0, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, NAN, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, INFINITY, NLOSS_E_OPTION);
    SPOIL(o->z_loss, NAN, NLOSS_E_OPTION);
    SPOIL(o->z_loss, -INFINITY, NLOSS_E_OPTION);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->softcap);
    spoil_inner(&o->inner);
    if (o->second_labels) {
        SPOIL(o->mix_lambda, 1.5, NLOSS_E_OPTION);
        SPOIL(o->mix_lambda, -0.5, NLOSS_E_OPTION);
        SPOIL(o->mix_lambda, NAN, NLOSS_E_OPTION);
    }
    if (labels) return;
    int64_t ranks[ROWS * 2];
    float probs[ROWS * 2 * 2];
    SPOIL(o->flags, NLOSS_CE_IGNORE_INDEX, NLOSS_E_OPTION);
    SPOIL(o->second_labels, ranks, NLOSS_E_OPTION);
    SPOIL(o->rank, ranks, NLOSS_E_OPTION);
    SPOIL(o->label_prob, probs, NLOSS_E_OPTION);
}

/* The flags and options of other losses. */
static void spoil_elementwise(void)
{
    nloss_elementwise_options *o = &s.options.elementwise;
    static const struct {
        const char *name;
        uint32_t flags;
    } taken[] = {{"nloss_poisson", NLOSS_EW_INPUT_RATE | NLOSS_EW_FULL},
                 {"nloss_binary_cross_entropy_f", NLOSS_EW_CLIP_PROBS},
                 {"nloss_binary_cross_entropy_b", NLOSS_EW_CLIP_PROBS},
                 {"nloss_kl_div", NLOSS_EW_INPUT_PROBS | NLOSS_EW_LOG_TARGET},
                 {"nloss_hinge_f", NLOSS_EW_ZERO_ONE_LABELS},
                 {"nloss_squared_hinge", NLOSS_EW_ZERO_ONE_LABELS},
                 {"nloss_soft_hinge", NLOSS_EW_ZERO_ONE_LABELS}};
    uint32_t legal_flags = NLOSS_EW_EMPTY_MEAN_ZERO;
    for (size_t n = 0; n < sizeof taken / sizeof *taken; n++)
        if (strncmp(s.op->name, taken[n].name, strlen(taken[n].name)) == 0) legal_flags |= taken[n].flags;
    for (uint32_t bit = 1; bit <= NLOSS_EW_FULL; bit <<= 1)
        if (!(bit & legal_flags)) SPOIL(o->flags, bit, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, -0.1, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, 1.1, NLOSS_E_OPTION);
    SPOIL(o->label_smoothing, NAN, NLOSS_E_OPTION);
    if (strncmp(s.op->name, "nloss_binary", 12) != 0) SPOIL(o->label_smoothing, 0.1, NLOSS_E_OPTION);
    if (s.bytes[0] == 0 || strstr(s.op->name, "with_logits")) return;
    void *const kept = (void *)o->pos_weights;
    o->pos_weights = s.scratch[0];
    expect_option(NLOSS_E_OPTION, "pos_weights of a loss without");
    o->pos_weights = kept;
}

static void spoil_sgd(void)
{
    nloss_sgd_options *o = &s.options.sgd;
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->momentum);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->weight_decay);
    SPOIL(o->dampening, NAN, NLOSS_E_OPTION);
    SPOIL(o->dampening, -INFINITY, NLOSS_E_OPTION);
    if (o->flags & NLOSS_SGD_NESTEROV) SPOIL(o->dampening, 0.5, NLOSS_E_OPTION);
}

static void spoil_adam(void)
{
    nloss_adam_options *o = &s.options.adam;
    SPOIL(o->beta1, 1, NLOSS_E_OPTION);
    SPOIL(o->beta2, 1, NLOSS_E_OPTION);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->beta1);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->beta2);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->epsilon);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->weight_decay);
}

static void spoil_soft_rank(void)
{
    nloss_soft_rank_options *o = &s.options.soft_rank;
    SPOIL(o->regularization, 2, NLOSS_E_OPTION);
    SPOIL(o->regularization, -1, NLOSS_E_OPTION);
    SPOIL(o->reduction, 3, NLOSS_E_OPTION);
    SPOIL(o->reduction, -1, NLOSS_E_OPTION);
    SPOIL_NOT_FINITE_OR_NEGATIVE(o->regularization_strength);
    SPOIL(o->regularization_strength, 0x1p-333, NLOSS_E_OPTION);
    SPOIL(o->regularization_strength, 0x1p333, NLOSS_E_OPTION);
}

/* What every struct with a struct_size has in common; `larger` is a copy of the struct with a tail behind it. */
static void struct_sizes(bool is_executor)
{
    size_t size = is_executor ? sizeof executor : options_size(s.op->options);
    unsigned char larger[sizeof(any_options) + 64] = {0};
    arguments a = legal();
    memcpy(larger, is_executor ? (const void *)&executor : &s.options, size);
    *(is_executor ? (const void **)&a.executor : &a.options) = larger;
    const uint32_t wrong[] = {0, 1, 4, (uint32_t)size - 1};
    const char *what = is_executor ? "executor's struct_size" : "options' struct_size";
    for (int n = 0; n < 4; n++) {
        memcpy(larger, &wrong[n], sizeof wrong[n]);
        expect_untouched(a, NLOSS_E_STRUCT_SIZE, what, "too small");
    }
    uint32_t larger_size = (uint32_t)size + 24;
    memcpy(larger, &larger_size, sizeof larger_size);
    expect_ok(a, what, "with a tail of zeros");
    for (size_t tail = size; tail < larger_size; tail++) {
        larger[tail] = 1;
        expect_untouched(a, NLOSS_E_STRUCT_SIZE, what, "with a tail that is not zero");
        larger[tail] = 0;
    }
    larger_size = UINT32_MAX;
    memcpy(larger, &larger_size, sizeof larger_size);
    larger[size] = 1;
    expect_untouched(a, NLOSS_E_STRUCT_SIZE, what, "4294967295");
}

static void options(void)
{
    if (s.op->options == NO_OPTIONS || !s.variant->with_options) return;
    static const uint32_t known[] = {0, NLOSS_SOFTMAX_EMPTY_ROW_ZERO | NLOSS_SOFTMAX_BITS, NLOSS_CE_IGNORE_INDEX | NLOSS_CE_EMPTY_MEAN_ZERO,
                                     NLOSS_SGD_NESTEROV | NLOSS_SGD_FIRST_STEP, NLOSS_ADAM_DECOUPLED,
                                     NLOSS_INDEX_LOSS_IGNORE_INDEX | NLOSS_INDEX_LOSS_EMPTY_MEAN_ZERO, 0,
                                     2 * NLOSS_EW_FULL - 1, UINT32_MAX, UINT32_MAX};
    _Static_assert(sizeof known / sizeof *known == OPTIONS_KINDS, "the flags of every kind");
    struct_sizes(false);
    /* Which flags a divergence or a pair has differs from operation to operation: the last bit none has. */
    if (known[s.op->options] == UINT32_MAX) SPOIL(s.options.softmax.flags, 1u << 31, NLOSS_E_OPTION);
    for (uint32_t bit = 1; bit; bit <<= 1)
        if (!(bit & known[s.op->options])) SPOIL(s.options.softmax.flags, bit, NLOSS_E_OPTION);
    if (options_have_reduction(s.op->options)) spoil_reduction();
    if (s.op->options == SOFTMAX_OPTIONS) spoil_softmax();
    if (s.op->options == CROSS_ENTROPY_OPTIONS) spoil_cross_entropy(s.op->operand[1].holds == LABELS);
    if (s.op->options == ELEMENTWISE_OPTIONS) spoil_elementwise();
    if (s.op->options == SGD_OPTIONS) spoil_sgd();
    if (s.op->options == ADAM_OPTIONS) spoil_adam();
    if (s.op->options == SOFT_RANK_OPTIONS) spoil_soft_rank();
}

static void scalars(void)
{
    static const double bad_rate[] = {-1, -1e-300, NAN, INFINITY, -INFINITY};
    static const int64_t bad_step[] = {0, -1, INT64_MIN};
    bool has_rate = s.op->options == SGD_OPTIONS || s.op->options == ADAM_OPTIONS;
    for (int n = 0; n < 5 && has_rate; n++) {
        arguments a = legal();
        a.learning_rate = bad_rate[n];
        expect_untouched(a, NLOSS_E_OPTION, "learning_rate", n < 2 ? "negative" : "not finite");
    }
    for (int n = 0; n < 3 && s.op->options == ADAM_OPTIONS; n++) {
        arguments a = legal();
        a.step = bad_step[n];
        expect_untouched(a, NLOSS_E_OPTION, "step", "below 1");
    }
    for (const bad_number *bad = s.variant->bad; bad && bad->name; bad++) {
        arguments a = legal();
        memcpy((char *)&a.numbers + bad->offset, &bad->value, sizeof bad->value);
        expect_untouched(a, NLOSS_E_OPTION, bad->name, "out of range");
    }
}

/* The number of elements to select, where the call has one. */
static void selections(void)
{
    static const int64_t bad[] = {0, -1, INT64_MIN, LENGTH + 1, INT64_MAX};
    for (int i = 0; i < s.op->operands; i++)
        for (int n = 0; n < 5 && s.op->operand[i].cols == TOP; n++) {
            arguments a = legal();
            a.k = bad[n];
            expect_untouched(a, NLOSS_E_SHAPE, "k", "outside 1 to classes");
        }
}

/* One byte less than a call with this executor and these extents needs. */
static void scratches(void)
{
    static const int64_t less[] = {1, 64, INT64_C(1) << 40};
    for (int i = 0; i < s.op->operands; i++)
        for (int n = 0; n < 3 && s.op->operand[i].holds == SCRATCH; n++) {
            arguments a = legal();
            a.scratch_size -= less[n];
            expect_untouched(a, NLOSS_E_SCRATCH, "scratch_size", "too small");
        }
}

static void executors(void)
{
    struct_sizes(true);
    nloss_executor spoiled = executor;
    arguments a = legal();
    a.executor = &spoiled;
    spoiled.parallel_for = NULL;
    expect_untouched(a, NLOSS_E_EXECUTOR, "executor", "without a callback");
    static const int32_t few[] = {0, -1, INT32_MIN};
    for (int n = 0; n < 3; n++) {
        spoiled = executor;
        spoiled.max_tasks = few[n];
        expect_untouched(a, NLOSS_E_EXECUTOR, "executor", "with max_tasks below 1");
    }
}

static void set_label(int operand, int row, int64_t label)
{
    memcpy(s.initial[operand] + (size_t)row * s.element[operand], &label, s.element[operand]);
    memcpy(s.scratch[operand] + (size_t)row * s.element[operand], &label, s.element[operand]);
}

static void expect_label_error(int64_t row, const char *name)
{
    expect_untouched(legal(), NLOSS_E_LABEL, "label", name);
    bool wanted = s.variant->with_options;
    call(legal());
    test_check(s.error_row == (wanted ? row : NO_ERROR_ROW), "label %s: error_row %ld instead of %ld", name,
               (long)s.error_row, (long)row);
    if (!wanted) return;
    int64_t **wanted_row = options_error_row(s.op->options, &s.options);
    *wanted_row = NULL;
    expect_untouched(legal(), NLOSS_E_LABEL, "label, error_row not wanted,", name);
    *wanted_row = &s.error_row;
}

/* The value as its type shows it: 255 as a uint8_t is 255, and as an int8_t is -1. */
static int64_t as_type(int64_t value, int32_t type)
{
    switch (type) {
    case NLOSS_LABEL_I8: return (int8_t)value;
    case NLOSS_LABEL_U8: return (uint8_t)value;
    case NLOSS_LABEL_I16: return (int16_t)value;
    case NLOSS_LABEL_U16: return (uint16_t)value;
    case NLOSS_LABEL_I32: return (int32_t)value;
    case NLOSS_LABEL_U32: return (uint32_t)value;
    default: return value;
    }
}

static void labels_of(int i)
{
    static const int64_t bad[] = {
        LENGTH,           LENGTH + 1, -1,        -100,      127,       INT8_MIN,         INT16_MIN,
        INT16_MAX,        INT32_MIN,  INT32_MAX, INT64_MIN, INT64_MAX, INT64_C(1) << 32, (INT64_C(1) << 32) + 1,
        INT64_C(1) << 16, 256,        257,       UINT32_MAX};
    for (int32_t type = NLOSS_LABEL_I8; type <= NLOSS_LABEL_I64; type++) {
        variant v = *s.variant;
        v.label_type = type;
        for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
            make(s.op, &v);
            int64_t *ignore_index = options_ignore_index(s.op->options, &s.options);
            int64_t seen = as_type(bad[n], type);
            char name[64];
            snprintf(name, sizeof name, "%ld of type %d", (long)seen, type);
            for (int row = 0; row < ROWS; row++) set_label(i, row, row % LENGTH);
            expect_ok(legal(), "legal labels beside", name);
            if (seen >= 0 && seen < LENGTH) continue; /* truncated by its type to a legal label */
            set_label(i, 2, seen);
            expect_label_error(2, name);
            set_label(i, 1, seen);
            expect_label_error(1, name);
            if (!s.variant->with_options) continue;
            s.options.cross_entropy.flags |= NLOSS_CE_IGNORE_INDEX; /* the same bit in every struct that has it */
            *ignore_index = seen;
            expect_ok(legal(), "ignored label", name);
            *ignore_index = type == NLOSS_LABEL_I64 ? seen ^ 1 << 5 : seen + (INT64_C(1) << 40);
            expect_label_error(1, name);
        }
        make(s.op, &v);
        static const int32_t bad_type[] = {0, 8, -1, INT32_MAX, INT32_MIN, 64};
        for (int n = 0; n < 6; n++) {
            arguments a = legal();
            a.label_type = bad_type[n];
            expect_untouched(a, NLOSS_E_OPTION, "label type", "unknown");
        }
    }
}

static void labels(void)
{
    for (int i = 0; i < s.op->operands; i++)
        if (s.op->operand[i].holds == LABELS && s.present[i]) labels_of(i);
}

static bool is_number(int operand)
{
    return s.type[operand] != OTHER && s.op->operand[operand].holds != UNIT;
}

/* Any numbers are data. */
static void any_numbers(const operation *op, const variant *v)
{
    static const double all[] = {NAN, INFINITY, -INFINITY, 0.0};
    for (int n = 0; n < 40; n++) {
        int64_t extent[MAX_EXTENTS];
        scene_extents(op, 1 + n % 5, 1 + n % 37, extent);
        scene_make(&s, op, v, extent, 0, SPECIAL, (uint32_t)n + 1);
        for (int i = 0; i < op->operands && n < 4; i++)
            for (size_t k = 0; is_number(i) && k < s.bytes[i] / s.element[i]; k++)
                element_put(s.type[i], s.initial[i], k, all[n]);
        for (int i = 0; i < op->operands; i++) memcpy(s.scratch[i], s.initial[i], s.bytes[i]);
        expect_ok(legal(), "NaN and infinity", "as data");
    }
}

/* Probabilities that are none. */
static void values(void)
{
    if (s.op->operand[0].holds != UNIT) return;
    const bool half = s.type[0] == F16 || s.type[0] == BF16;
    const double bad[] = {-0.5, 1.5, half ? -6.103515625e-05 : -1e-30, half ? 1.0078125 : 1.0000002, INFINITY, -INFINITY};
    const bool clips = s.variant->with_options && s.options.elementwise.flags & NLOSS_EW_CLIP_PROBS;
    const bool wanted = s.variant->with_options;
    for (size_t n = 0; n < sizeof bad / sizeof *bad; n++) {
        make(s.op, s.variant);
        const size_t at = (size_t)(s.base.stride[0] + 2);
        for (int copy = 0; copy < 2; copy++)
            element_put(s.type[0], (copy ? s.scratch : s.initial)[0], at, bad[n]);
        const double rounded = element_get(s.type[0], s.initial[0], at);
        if (clips || (rounded >= 0 && rounded <= 1)) {
            expect_ok(legal(), "no probability", "clipped, or rounded to one");
            continue;
        }
        expect_untouched(legal(), NLOSS_E_VALUE, "no probability", "at all");
        call(legal());
        test_check(s.error_row == (wanted ? 1 : NO_ERROR_ROW), "error_row %ld", (long)s.error_row);
    }
}

static void no_rows(void)
{
    if (s.op->extents == 1)
        expect_ok(with_extent(0, 0), "count", "0");
    else
        expect_ok(with_extent(0, 0), "rows", "0");
}

static void sweep(const operation *op)
{
    test_begin("garbage: %s", op->name);
    for (int n = 0; n < op->variants; n++) {
        const variant *v = &op->variant[n];
        void (*const part[])(void) = {null_pointers, extents,   strides, overlaps, options,
                                      scalars,       selections, scratches, executors, labels, values,
                                      no_rows};
        for (size_t p = 0; p < sizeof part / sizeof *part; p++) {
            make(op, v);
            expect_ok(legal(), "a legal call", "before the garbage");
            part[p]();
        }
        any_numbers(op, v);
    }
    test_end();
}

static const char *const dispatcher[] = {"nloss_version",     "nloss_abi", "nloss_api_hash",
                                         "nloss_status_name", "nloss_isa", "nloss_limit_isa",
                                         "nloss_ranking_scratch_size_f32", "nloss_ranking_scratch_size_f64"};

static void dispatcher_functions(library *l)
{
    test_begin("garbage: nloss_version, nloss_abi, nloss_api_hash");
    test_check(l->version() == NLOSS_VERSION, "version %d", l->version());
    test_check(l->abi() == NLOSS_ABI, "abi %d", l->abi());
    test_check(l->api_hash() == NLOSS_API_HASH, "hash %lx", (unsigned long)l->api_hash());
    test_end();

    test_begin("garbage: nloss_status_name");
    static const struct {
        nloss_status status;
        const char *name;
    } known[] = {
        {0, "NLOSS_OK"},           {-1, "NLOSS_E_NULL"},        {-2, "NLOSS_E_SHAPE"},   {-3, "NLOSS_E_STRIDE"},
        {-4, "NLOSS_E_ALIAS"},     {-10, "NLOSS_E_LABEL"},      {-11, "NLOSS_E_VALUE"},      {-20, "NLOSS_E_OPTION"}, {-21, "NLOSS_E_STRUCT_SIZE"},
        {-30, "NLOSS_E_EXECUTOR"}, {-31, "NLOSS_E_SCRATCH"},    {-40, "NLOSS_E_UNSUPPORTED"}};
    for (int status = -1000; status <= 1000; status++) {
        const char *want = "NLOSS_E_?";
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            if (known[k].status == status) want = known[k].name;
        test_check(strcmp(l->status_name(status), want) == 0, "%d is %s", status, l->status_name(status));
    }
    test_check(strcmp(l->status_name(INT32_MIN), "NLOSS_E_?") == 0, "INT32_MIN");
    test_check(strcmp(l->status_name(INT32_MAX), "NLOSS_E_?") == 0, "INT32_MAX");
    test_end();

    test_begin("garbage: nloss_ranking_scratch_size");
    const struct {
        int64_t rows, classes;
        int32_t tasks;
        int64_t size;
        nloss_status status;
    } sizes[] = {{0, 5, 4, 0, NLOSS_OK},
                 {1, 5, 4, 320, NLOSS_OK},
                 {3, 5, 4, 960, NLOSS_OK},
                 {1000, 5, 4, 1280, NLOSS_OK},
                 {1000, 5, INT32_MAX, 10240, NLOSS_OK},
                 {INT64_MAX, INT64_MAX / 2048, 32, INT64_MAX / 2048 * 2048, NLOSS_OK},
                 {1, INT64_MAX / 2048 + 1, 1, -9, NLOSS_E_SHAPE},
                 {-1, 5, 1, -9, NLOSS_E_SHAPE},
                 {1, 0, 1, -9, NLOSS_E_SHAPE},
                 {1, 5, 0, -9, NLOSS_E_EXECUTOR}};
    for (size_t n = 0; n < sizeof sizes / sizeof *sizes; n++)
        for (int twice = 0; twice < 2; twice++) {
            const nloss_executor e = {sizeof e, sizes[n].tasks, NULL, counting_parallel_for};
            int64_t size = -9;
            __typeof__(l->ranking_scratch_size_f32) of = twice ? l->ranking_scratch_size_f64 : l->ranking_scratch_size_f32;
            nloss_status status = of(sizes[n].rows, sizes[n].classes, &e, &size);
            test_check(status == sizes[n].status && size == sizes[n].size, "case %zu: status %d, size %ld", n, status,
                       (long)size);
        }
    test_check(l->ranking_scratch_size_f32(3, 5, NULL, NULL) == NLOSS_E_NULL, "NULL for size");
    int64_t serial = 0;
    test_check(l->ranking_scratch_size_f32(3, 5, NULL, &serial) == NLOSS_OK && serial == 320, "without an executor");
    /* What the result is written over may look like an executor. */
    for (int64_t before = 24; before <= 4096; before += 8) {
        int64_t sizes[512] = {before, 1, 1};
        test_check(l->ranking_scratch_size_f64(3, 7, NULL, sizes) == NLOSS_OK && sizes[0] == 448, "over %d", (int)before);
    }
    test_end();

    test_begin("garbage: nloss_limit_isa, nloss_isa");
    int best = l->isa();
    static const int32_t bad[] = {0, 1, 5, -1, 100, INT32_MAX, INT32_MIN};
    for (int n = 0; n < 7; n++) {
        test_check(l->limit_isa(bad[n]) == NLOSS_E_OPTION, "level %d is taken", bad[n]);
        test_check(l->isa() == best, "level %d changed the level", bad[n]);
    }
    for (int level = LOWEST_LEVEL; level <= HIGHEST_LEVEL; level++) {
        test_check(l->limit_isa(level) == NLOSS_OK, "level %d is refused", level);
        test_check(l->isa() == (level < best ? level : best), "level %d gives %d", level, l->isa());
    }
    test_end();
}

/* exports.txt is the list that the library is linked with; this table must know every line of it. */
static void coverage(const library *l, const char *path)
{
    char line[128];
    int lines = 0;
    test_begin("garbage: no export is forgotten");
    FILE *file = fopen(path, "r");
    test_check(file != NULL, "cannot read %s", path);
    while (file && fgets(line, sizeof line, file)) {
        bool known = false;
        line[strcspn(line, "\r\n")] = 0;
        if (!*line || *line == '#') continue;
        lines++;
        for (int i = 0; i < l->operations; i++) known |= strcmp(line, l->operation[i].name) == 0;
        for (size_t i = 0; i < sizeof dispatcher / sizeof *dispatcher; i++) known |= strcmp(line, dispatcher[i]) == 0;
        test_check(known, "%s is exported but not in a table of tests/embedding/ops*.c", line);
    }
    if (file) fclose(file);
    int table = l->operations + (int)(sizeof dispatcher / sizeof *dispatcher);
    test_check(lines == table, "%d exports, %d in the table", lines, table);
    test_end();
}

int main(int count, char **argument)
{
    if (count != 3) return 2;
    library l = library_load(argument[1]);
    scene_tasks = executor.max_tasks;
    coverage(&l, argument[2]);
    dispatcher_functions(&l);
    for (const operation *op = l.operation; op < l.operation + l.operations; op++) sweep(op);
    return test_summary();
}
