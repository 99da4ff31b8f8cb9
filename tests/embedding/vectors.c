// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * The vectors of tests/vectors, whose README defines the format and what passes, at every level. The last line but one
 * is the FNV-1a 64 hash of the bytes of every out array after its call, in the order of the file, which every language
 * prints.
 */
#include "scene.h"
#include "test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST = 128, WORD = 64, MOST_CASES = 8192 };

typedef struct {
    bool in, out;
    int count;
    double initial[LONGEST], expected[LONGEST], tolerance[LONGEST];
    int64_t label[LONGEST];
} array;

typedef struct {
    char name[WORD];
    const operation *op;
    arguments call;
    any_options options;
    array array[MAX_OPERANDS];
    int order[MAX_OPERANDS], outputs; /* the operands in the order of their out lines */
} test_case;

static FILE *file;

/* Where each case begins in the file, and whose it is: each operation's cases are read again for every level. */
static struct {
    int count;
    long at[MOST_CASES];
    const operation *op[MOST_CASES];
} cases;

static void stop(const char *why, const char *what)
{
    fprintf(stderr, "vectors: %s %s\n", why, what);
    exit(2);
}

/* The next word that is not in a comment, or NULL at the end of the file. */
static const char *word(void)
{
    static char text[WORD];
    while (fscanf(file, "%63s", text) == 1) {
        if (*text != '#') return text;
        for (int c = 0; c != '\n' && c != EOF; c = fgetc(file)) {
        }
    }
    return NULL;
}

static double real(void)
{
    return strtod(word(), NULL);
}

static int64_t integer(void)
{
    return strtoll(word(), NULL, 10);
}

static void set_int(test_case *c, const char *name, int64_t value)
{
    static const char *const extent[][MAX_EXTENTS] = {{"count"}, {"rows", "classes"}, {"rows", "inputs", "outputs"}};
    if (strcmp(name, "columns") == 0) name = "classes";
    for (int e = 0; e < c->op->extents; e++)
        if (strcmp(name, extent[c->op->extents - 1][e]) == 0) {
            c->call.extent[e] = value;
            return;
        }
    nloss_cross_entropy_options *o = &c->options.cross_entropy;
    const bool softmax = c->op->options == SOFTMAX_OPTIONS;
    if (strcmp(name, "power") == 0)
        c->call.numbers.power = (double)value;
    else if (strcmp(name, "label_type") == 0)
        c->call.label_type = (int32_t)value;
    else if (strcmp(name, "step") == 0)
        c->call.step = value;
    else if (strcmp(name, "k") == 0)
        c->call.k = value;
    else {
        c->call.options = &c->options;
        if (strcmp(name, "flags") == 0)
            o->flags = (uint32_t)value; /* second in every options struct */
        else if (c->op->options == SOFT_RANK_OPTIONS && strcmp(name, "regularization") == 0)
            c->options.soft_rank.regularization = (int32_t)value;
        else if (c->op->options == SOFT_RANK_OPTIONS && strcmp(name, "reduction") == 0)
            c->options.soft_rank.reduction = (int32_t)value;
        else if (strcmp(name, "reduction") == 0)
            o->reduction = (int32_t)value;
        else if (strcmp(name, "mask_type") == 0 && softmax)
            c->options.softmax.mask_type = (int32_t)value;
        else if (strcmp(name, "inner") == 0)
            *(softmax ? &c->options.softmax.inner : &o->inner) = value;
        else if (strcmp(name, "ignore_index") == 0)
            *options_ignore_index(c->op->options, &c->options) = value;
        else
            stop("unknown int", name);
    }
}

static void set_real(test_case *c, const char *name, double value)
{
    const struct {
        options_kind kind;
        const char *name;
        double *field;
    } fields[] = {
        {SOFTMAX_OPTIONS, "temperature", &c->options.softmax.temperature},
        {CROSS_ENTROPY_OPTIONS, "label_smoothing", &c->options.cross_entropy.label_smoothing},
        {CROSS_ENTROPY_OPTIONS, "z_loss", &c->options.cross_entropy.z_loss},
        {CROSS_ENTROPY_OPTIONS, "softcap", &c->options.cross_entropy.softcap},
        {CROSS_ENTROPY_OPTIONS, "mix_lambda", &c->options.cross_entropy.mix_lambda},
        {ELEMENTWISE_OPTIONS, "label_smoothing", &c->options.elementwise.label_smoothing},
        {SGD_OPTIONS, "momentum", &c->options.sgd.momentum},
        {SGD_OPTIONS, "dampening", &c->options.sgd.dampening},
        {SGD_OPTIONS, "weight_decay", &c->options.sgd.weight_decay},
        {ADAM_OPTIONS, "beta1", &c->options.adam.beta1},
        {ADAM_OPTIONS, "beta2", &c->options.adam.beta2},
        {ADAM_OPTIONS, "epsilon", &c->options.adam.epsilon},
        {SOFT_RANK_OPTIONS, "regularization_strength", &c->options.soft_rank.regularization_strength},
        {ADAM_OPTIONS, "weight_decay", &c->options.adam.weight_decay},
    };
    const struct {
        const char *name;
        double *parameter;
    } parameters[] = {
        {"learning_rate", &c->call.learning_rate},
        {"gamma", &c->call.numbers.gamma},
        {"margin", &c->call.numbers.margin},
        {"delta", &c->call.numbers.delta},
        {"beta", &c->call.numbers.beta},
        {"epsilon", &c->call.numbers.epsilon},
        {"alpha", &c->call.numbers.alpha},
        {"power", &c->call.numbers.power},
        {"threshold", &c->call.numbers.threshold},
    };
    for (size_t n = 0; n < sizeof fields / sizeof *fields; n++)
        if (fields[n].kind == c->op->options && strcmp(name, fields[n].name) == 0) {
            *fields[n].field = value;
            c->call.options = &c->options;
            return;
        }
    for (size_t n = 0; n < sizeof parameters / sizeof *parameters; n++)
        if (strcmp(parameters[n].name, name) == 0) {
            *parameters[n].parameter = value;
            return;
        }
    stop("unknown real", name);
}

static int find_operand(const test_case *c, const char *name)
{
    for (int i = 0; i < c->op->operands; i++)
        if (strcmp(c->op->operand[i].name, name) == 0) return i;
    stop("unknown array", name);
    return -1;
}

static void read_block(test_case *c)
{
    for (;;) {
        char kind[WORD], name[WORD];
        strcpy(kind, word());
        if (strcmp(kind, "end") == 0) return;
        strcpy(name, strcmp(kind, "labels") == 0 ? kind : word());
        if (strcmp(kind, "int") == 0)
            set_int(c, name, integer());
        else if (strcmp(kind, "real") == 0)
            set_real(c, name, real());
        else {
            array *a = &c->array[find_operand(c, name)];
            a->count = (int)integer();
            if (a->count > LONGEST) stop("too long:", name);
            bool out = strcmp(kind, "out") == 0;
            if (out) c->order[c->outputs++] = find_operand(c, name);
            *(out ? &a->out : &a->in) = true;
            for (int i = 0; i < a->count; i++)
                if (strcmp(kind, "labels") == 0)
                    a->label[i] = integer();
                else if (!out)
                    a->initial[i] = real();
                else {
                    a->expected[i] = real();
                    a->tolerance[i] = real();
                }
        }
    }
}

static bool read_case(library *l, test_case *c)
{
    const char *next = word();
    if (!next) return false;
    if (strcmp(next, "case") != 0) stop("not a case:", next);
    memset(c, 0, sizeof *c);
    strcpy(c->name, word());
    char op[2 * WORD] = "nloss_";
    strcat(op, word());
    strcat(strcat(op, "_"), word());
    for (int i = 0; i < l->operations; i++)
        if (strcmp(l->operation[i].name, op) == 0) c->op = &l->operation[i];
    if (!c->op) stop("unknown operation", op);
    c->options.struct_size = (uint32_t)options_size(c->op->options);
    read_block(c);
    return true;
}

static double element(const test_case *c, int operand, const void *at, int i)
{
    const role holds = c->op->operand[operand].holds;
    if (holds == INDICES) return (double)((const int64_t *)at)[i];
    if (holds == BYTES) return ((const uint8_t *)at)[i];
    return element_get(operand_type(c->op, operand, &c->options), at, (size_t)i);
}

/* Integers that are no elements have their low bytes first. */
static void set_element(const test_case *c, int operand, void *at, int i)
{
    const array *a = &c->array[operand];
    const element_type type = operand_type(c->op, operand, &c->options);
    const size_t size = operand_size(c->op, operand, c->call.label_type, &c->options);
    const int64_t integer = a->label[i] + (type == OTHER ? (int64_t)a->initial[i] : 0);
    if (type == OTHER)
        memcpy((char *)at + (size_t)i * size, &integer, size);
    else
        element_put(type, at, (size_t)i, a->initial[i]);
}

/* Elements from one row to the next, or 0 where there is one row. */
static int64_t row_stride(const test_case *c, int operand)
{
    const __typeof__(*c->op->operand) *o = &c->op->operand[operand];
    const int64_t inner = options_inner(c->op->options, &c->options);
    if (o->holds == MASK) return c->array[operand].count > c->call.extent[1] ? c->call.extent[1] * inner : 0;
    return !o->strided ? 0 : o->cols == TOP ? c->call.k : c->call.extent[o->cols] * inner;
}

static void check_output(const test_case *c, int operand, const void *at, const char *level)
{
    const array *a = &c->array[operand];
    for (int i = 0; i < a->count; i++) {
        double got = element(c, operand, at, i), want = a->expected[i];
        bool passes = (isnan(got) && isnan(want)) || got == want || fabs(got - want) <= a->tolerance[i];
        test_check(passes, "%s at %s: %s[%d] is %.17g, not %.17g (off by %.2f tolerances)", c->name, level,
                   c->op->operand[operand].name, i, got, want, fabs(got - want) / a->tolerance[i]);
    }
}

/* More weights than columns: a row of them for each row. */
static void set_weights_stride(test_case *c, const array *a)
{
    if (a->count <= c->call.extent[1]) return;
    if (c->options.elementwise.pos_weights && a == &c->array[find_operand(c, "pos_weights")])
        c->options.elementwise.pos_weights_stride = c->call.extent[1];
    else if (a == &c->array[find_operand(c, "weights")])
        c->options.elementwise.weights_stride = c->call.extent[1];
}

/* Of the bytes, for other languages; and of the numbers, for other levels, where one NaN may be another. */
typedef struct {
    uint64_t bytes, numbers;
} hashes;

static void run(test_case *c, hashes *hash, const char *level, bool compare)
{
    static unsigned char memory[MAX_OPERANDS][LONGEST * 8] __attribute__((aligned(64))), scratch[1 << 16];
    for (int i = 0; i < c->op->operands; i++) {
        const array *a = &c->array[i];
        const operand *o = &c->op->operand[i];
        c->call.at[i] = a->in || a->out ? memory[i] : NULL;
        c->call.stride[i] = row_stride(c, i);
        if (o->holds == SCRATCH) {
            c->call.at[i] = scratch;
            c->call.scratch_size = sizeof scratch;
        }
        if (o->in_options && c->call.at[i]) {
            scene_set_pointer(&c->options, o, c->call.at[i]);
            if (o->holds == MASK) c->options.softmax.mask_stride = c->call.stride[i];
            if (c->op->options == ELEMENTWISE_OPTIONS) set_weights_stride(c, a);
            c->call.options = &c->options;
        }
        for (int k = 0; k < a->count; k++) set_element(c, i, memory[i], k);
    }
    nloss_status status = c->op->invoke(c->op->function, &c->call);
    test_check(status == NLOSS_OK, "%s at %s: status %d", c->name, level, status);
    for (int n = 0; n < c->outputs; n++) {
        int i = c->order[n];
        if (compare) check_output(c, i, memory[i], level);
        const size_t count = (size_t)c->array[i].count;
        const size_t size = operand_size(c->op, i, c->call.label_type, &c->options);
        hash->bytes = fnv(hash->bytes, memory[i], count * size);
        hash->numbers = fnv_of_numbers(hash->numbers, memory[i], count, operand_type(c->op, i, &c->options), size);
    }
}

static void find_cases(library *l, const char *path)
{
    static test_case c;
    file = fopen(path, "rb");
    if (!file) stop("cannot read", path);
    for (;;) {
        if (cases.count == MOST_CASES) stop("too many cases:", path);
        cases.at[cases.count] = ftell(file);
        if (!read_case(l, &c)) return;
        cases.op[cases.count++] = c.op;
    }
}

/* Compares the results of one operation, or only hashes those of all. */
static hashes run_all(library *l, const operation *only, int level)
{
    static test_case c;
    hashes hash = {FNV_START, FNV_START};
    l->limit_isa(level);
    for (int i = 0; i < cases.count; i++) {
        if (only && cases.op[i] != only) continue;
        fseek(file, cases.at[i], SEEK_SET);
        read_case(l, &c);
        run(&c, &hash, isa_name(level), only != NULL);
    }
    return hash;
}

int main(int count, char **argument)
{
    const bool only_hash = count == 4 && strcmp(argument[3], "hash") == 0;
    if (count != 3 && !only_hash) return 2;
    library l = library_load(argument[1]);
    const int best = l.isa();
    find_cases(&l, argument[2]);
    for (const operation *op = l.operation; !only_hash && op < l.operation + l.operations; op++) {
        test_begin("vectors: %s", op->name);
        for (int level = LOWEST_LEVEL; level <= best; level++) run_all(&l, op, level);
        test_end();
    }
    test_begin("vectors: one hash for all levels");
    const hashes hash = run_all(&l, NULL, best);
    for (int level = LOWEST_LEVEL; level < best; level++)
        test_check(run_all(&l, NULL, level).numbers == hash.numbers, "level %s has another hash",
                   isa_name(level));
    test_end();
    printf("vectors: fnv1a %016llx\n", (unsigned long long)hash.bytes);
    return test_summary();
}
