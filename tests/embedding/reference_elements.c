// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Element by element: the losses, of which each is a sum of terms as in tests/reference/elementwise.py (the bound is
 * relative to the sum of their magnitudes), and the maps.
 */
#include "reference_parts.h"

#include <float.h>
#include <math.h>
#include <string.h>

enum { MOST_TERMS = 5 };

typedef struct {
    int count;
    real term[MOST_TERMS];
} terms;

#define TERMS(...) ((terms){sizeof(real[]){__VA_ARGS__} / sizeof(real), {__VA_ARGS__}})
static const terms no_terms = {1, {0}};

typedef struct {
    uint32_t flags;
    real smoothing, pos_weight;
    numbers n;
} parameters;

typedef struct {
    terms value, slope;
} result;

/* A factor of 0 takes nothing, also of infinity. */
static real times(real factor, real value)
{
    return factor == 0 && !isnan(value) ? 0 : factor * value;
}

static terms scaled(real factor, terms t)
{
    for (int i = 0; i < t.count; i++) t.term[i] = times(factor, t.term[i]);
    return t;
}

static real sign(real d)
{
    return isnan(d) ? d : (real)((d > 0) - (d < 0));
}

static real larger(real a, real b)
{
    return isnan(a) || a > b ? a : b;
}

static real softplus(real x)
{
    return isnan(x) ? x : larger(x, 0) + log1pl(expl(-fabsl(x)));
}

static real sigmoid(real x)
{
    return isnan(x) ? x : expl(x < 0 ? x : 0) / (1 + expl(-fabsl(x)));
}

static real smoothed(real y, const parameters *o)
{
    return y * (1 - o->smoothing) + o->smoothing / 2;
}

static result mse(real x, real y, const parameters *o)
{
    (void)o;
    return (result){TERMS((x - y) * (x - y)), TERMS(2 * (x - y))};
}

static result l1(real x, real y, const parameters *o)
{
    (void)o;
    return (result){TERMS(fabsl(x - y)), TERMS(sign(x - y))};
}

static result huber(real x, real y, const parameters *o)
{
    const real d = x - y, delta = o->n.delta;
    if (fabsl(d) <= delta || isnan(d)) return (result){TERMS(d * d / 2), TERMS(d)};
    return (result){TERMS(delta * (fabsl(d) - delta / 2)), TERMS(delta * sign(d))};
}

static result smooth_l1(real x, real y, const parameters *o)
{
    const real d = x - y, beta = o->n.beta;
    if (fabsl(d) < beta) return (result){TERMS(d * d / (2 * beta)), TERMS(d / beta)};
    return (result){TERMS(fabsl(d) - beta / 2), TERMS(sign(d))};
}

static result log_cosh(real x, real y, const parameters *o)
{
    (void)o;
    const real d = x - y, half = sinhl(d / 2), far = fabsl(d) + logl((1 + expl(-2 * fabsl(d))) / 2);
    return (result){TERMS(fabsl(d) > 1 ? far : log1pl(2 * half * half)), TERMS(tanhl(d))};
}

static result poisson_nll(real x, real y, const parameters *o)
{
    terms value, slope;
    if (o->flags & NLOSS_EW_INPUT_RATE) {
        const real above = x + o->n.epsilon;
        value = TERMS(x, -times(y, x == INFINITY ? 0 : logl(above)));
        slope = TERMS(1, -times(y, 1 / above));
    } else {
        const real rate = expl(x);
        value = TERMS(rate, -times(y, x == INFINITY ? 0 : x));
        slope = TERMS(rate, -y);
    }
    if (o->flags & NLOSS_EW_FULL && y > 1) {
        value.term[value.count++] = y * logl(y);
        value.term[value.count++] = -y;
        value.term[value.count++] = logl(2 * M_PIl * y) / 2;
    }
    return (result){value, slope};
}

static result binary_cross_entropy_with_logits(real x, real y, const parameters *o)
{
    y = smoothed(y, o);
    const real positive = o->pos_weight * y;
    return (result){TERMS(times(1 - y, softplus(x)), times(positive, softplus(-x))),
                    TERMS(times(1 - y, sigmoid(x)), -times(positive, sigmoid(-x)))};
}

static real bounded(real log)
{
    return isnan(log) ? log : larger(log, -100);
}

static result binary_cross_entropy(real p, real y, const parameters *o)
{
    const real low = 1e-7, high = 1 - 1e-7, label = y;
    real slope = 1;
    y = smoothed(y, o);
    if (o->flags & NLOSS_EW_CLIP_PROBS) {
        slope = p < low || p > high ? 0 : 1;
        p = isnan(p) ? p : p < low ? low : p > high ? high : p;
    }
    /* p - y; of nearly equal ones not even y has the digits. */
    const real spread = larger(p * (1 - p), 1e-12), above = p - label + o->smoothing * (label - 0.5L);
    return (result){TERMS(-y * bounded(logl(p)), -(1 - y) * bounded(log1pl(-p))), TERMS(slope * above / spread)};
}

static result sigmoid_focal(real x, real y, const parameters *o)
{
    const real gamma = o->n.gamma, alpha = o->n.alpha, s = sigmoid(x), t = sigmoid(-x);
    const real error = (1 - y) * s + y * t, weight = alpha < 0 ? 1 : alpha * y + (1 - alpha) * (1 - y);
    const real factor = weight * powl(error, gamma), ratio = error != 0 ? (1 - 2 * y) * s * t / error : 0;
    const real above = times(1 - y, softplus(x)), below = times(y, softplus(-x));
    return (result){scaled(factor, TERMS(above, below)),
                    scaled(factor, TERMS((1 - y) * s, -y * t, times(gamma * ratio, above), times(gamma * ratio, below)))};
}

static result kl_div(real x, real y, const parameters *o)
{
    const bool logs = o->flags & NLOSS_EW_LOG_TARGET, probs = o->flags & NLOSS_EW_INPUT_PROBS;
    const real t = logs ? expl(y) : y, log_t = logs ? y : logl(y), log_q = probs ? logl(x) : x;
    const terms slope = TERMS(probs ? -times(t, 1 / x) : -t);
    if (t == 0) return (result){TERMS(isnan(log_q) ? log_q : 0), slope};
    if (probs == logs) return (result){TERMS(t * log_t, -t * log_q), slope};
    /* The difference of the logarithms of almost equal numbers has few digits. */
    const bool alike = probs && fabsl(t - x) < x / 2;
    return (result){TERMS(t * (alike ? log1pl((t - x) / x) : log_t - log_q)), slope};
}

static real plus_minus(real y, const parameters *o)
{
    return o->flags & NLOSS_EW_ZERO_ONE_LABELS ? 2 * y - 1 : y;
}

static result hinge(real x, real y, const parameters *o)
{
    y = plus_minus(y, o);
    const real m = o->n.margin - y * x;
    return m < 0 ? (result){no_terms, no_terms} : (result){TERMS(m), TERMS(-y)};
}

static result squared_hinge(real x, real y, const parameters *o)
{
    y = plus_minus(y, o);
    const real m = o->n.margin - y * x;
    return m < 0 ? (result){no_terms, no_terms} : (result){TERMS(m * m), TERMS(-2 * y * m)};
}

static result soft_hinge(real x, real y, const parameters *o)
{
    y = plus_minus(y, o);
    const real m = o->n.margin - y * x;
    return (result){TERMS(softplus(m)), TERMS(-y * sigmoid(m))};
}

static result hinge_embedding(real x, real y, const parameters *o)
{
    const real gap = o->n.margin - x;
    const bool same = y != -1, other = y != 1 && !(gap < 0);
    return (result){TERMS(same ? x : 0, other ? gap : 0), TERMS(same ? 1 : 0, other ? -1 : 0)};
}

typedef result (*element_loss)(real x, real y, const parameters *);

typedef struct {
    real exact, scale;
} measured;

static measured sum_of(terms t)
{
    measured b = {0, 0};
    for (int i = 0; i < t.count; i++) {
        b.exact += t.term[i];
        b.scale += fabsl(t.term[i]);
    }
    return b;
}

/* A factor multiplies what a subnormal number has lost, too. */
static measured weighted(const checker *c, real weight, measured b)
{
    const real floor = fabsl(weight) * (c->s->op->type == F64 ? 0x1p-1022L : 0x1p-126L);
    return (measured){times(weight, b.exact), larger(times(fabsl(weight), b.scale), floor)};
}

static measured over(measured b, real divisor)
{
    return (measured){b.exact / divisor, b.scale / divisor};
}

static parameters parameters_of(const checker *c)
{
    parameters p = {.pos_weight = 1, .n = c->s->base.numbers};
    if (c->s->variant->with_options) {
        p.flags = c->s->options.elementwise.flags;
        p.smoothing = c->s->options.elementwise.label_smoothing;
    }
    return p;
}

static real weight_of(const checker *c, int i, int64_t r, int64_t k)
{
    return is_given(c, i) ? input(c, i, c->s->rows[i] == 1 ? k : r * c->s->base.stride[i] + k) : 1;
}

static void expect_measured(checker *c, int i, int64_t index, measured b, real ulps)
{
    expect(c, i, index, b.exact, b.scale, ulps);
}

/*
 * Sums and products of f64 numbers of any size may overflow where the result does not; f32 ones are computed in f64.
 * Labels of the logistic losses lie between 0 and 1, those of a hinge
 * are -1, 0 and 1: of other products with the input a long double has not all digits.
 */
static bool covers(const checker *c, real x, real y, const parameters *p)
{
    const bool logistic = strstr(c->s->op->name, "with_logits") || strstr(c->s->op->name, "sigmoid");
    if (strstr(c->s->op->name, "hinge") && y != 0 && fabsl(y) != 1) return isnan(y);
    /* The power of an error that is nearly 0 is 0, and takes nothing of infinity. */
    if (strstr(c->s->op->name, "focal") && isinf(x) && y > 0 && y < 1) return false;
    /* A target beyond f64, or a quotient with it, which stays infinite under any weight. */
    if (strstr(c->s->op->name, "kl_div") && isfinite(y)) {
        const real t = p->flags & NLOSS_EW_LOG_TARGET ? expl(y) : y;
        if (fabsl(t) > DBL_MAX || (p->flags & NLOSS_EW_INPUT_PROBS && x != 0 && fabsl(t / x) > DBL_MAX)) return false;
    }
    if (!isfinite(y) || fabsl(y) > 1e30L || (logistic && (y < 0 || y > 1))) return isnan(y);
    return c->s->op->type != F64 || !isfinite(x) || fabsl(x) < 1e150L;
}

/* margin_ranking is the hinge of the difference of two inputs. */
static void loss_of(checker *c, element_loss of, real ulps)
{
    const bool ranking = operand_of(c, "input2") >= 0;
    const int y = operand_of(c, "target"), loss = operand_of(c, "loss"), grad = ranking ? operand_of(c, "grad1") : 3;
    const int weights = operand_of(c, "weights"), row_weights = operand_of(c, "row_weights");
    const int pos_weights = operand_of(c, "pos_weights");
    const int64_t rows = c->s->base.extent[0], columns = c->s->base.extent[1];
    const int32_t reduction = c->s->variant->with_options ? c->s->options.elementwise.reduction : NLOSS_REDUCTION_MEAN;
    const bool positive = all_finite(c, weights, true) && all_finite(c, row_weights, true) && all_finite(c, pos_weights, true);
    const int64_t divisor = reduction == NLOSS_REDUCTION_MEAN         ? rows * columns
                            : reduction == NLOSS_REDUCTION_BATCH_MEAN ? rows
                                                                      : 1;
    parameters p = parameters_of(c);
    measured sum = {0, 0};
    if (!positive) skip(c);
    for (int64_t r = 0; r < rows; r++)
        for (int64_t k = 0; k < columns; k++) {
            const real other = ranking ? input(c, 1, element_at(c, 1, r, k)) : 0;
            const real weight = weight_of(c, weights, r, k) * (is_given(c, row_weights) ? input(c, row_weights, r) : 1);
            if (weight != 0 && weight < (c->s->op->type == F64 ? 0x1p-1000L : 0x1p-126L)) skip(c);
            p.pos_weight = weight_of(c, pos_weights, r, k);
            const real x = input(c, 0, element_at(c, 0, r, k)) - other, wanted = input(c, y, element_at(c, y, r, k));
            if (!covers(c, x, wanted, &p)) skip(c);
            const result found = of(x, wanted, &p);
            measured value = sum_of(found.value), slope = sum_of(found.slope);
            if (isnan(value.exact)) slope = value;
            value = weighted(c, weight, value);
            slope = over(weighted(c, weight, slope), (real)divisor);
            if (reduction == NLOSS_REDUCTION_NONE) expect_measured(c, loss, r * columns + k, value, ulps);
            sum.exact += value.exact;
            sum.scale += value.scale;
            expect_measured(c, grad, element_at(c, grad, r, k), slope, ulps);
            if (ranking)
                expect_measured(c, grad + 1, element_at(c, grad + 1, r, k), (measured){-slope.exact, slope.scale}, ulps);
        }
    if (reduction == NLOSS_REDUCTION_NONE) return;
    /* A sum beyond f64 is infinite, and so is its mean. */
    if (isfinite(sum.scale) && sum.scale > DBL_MAX) skip(c);
    if (divisor == 0)
        sum.exact = p.flags & NLOSS_EW_EMPTY_MEAN_ZERO ? 0 : NAN;
    else
        sum = over(sum, (real)divisor);
    expect_measured(c, loss, 0, sum, ulps);
}

#define LOSS(NAME, ULPS)                \
    static void of_##NAME(checker *c)   \
    {                                   \
        loss_of(c, NAME, ULPS);         \
    }
LOSS(mse, ordinary_ulps(c))
LOSS(l1, ordinary_ulps(c))
LOSS(huber, ordinary_ulps(c))
LOSS(smooth_l1, ordinary_ulps(c))
LOSS(log_cosh, ordinary_ulps(c))
LOSS(poisson_nll, ordinary_ulps(c))
LOSS(binary_cross_entropy_with_logits, ordinary_ulps(c))
LOSS(binary_cross_entropy, ordinary_ulps(c))
LOSS(sigmoid_focal, ordinary_ulps(c) + (c->s->op->type == F64 ? c->s->base.numbers.gamma : 0))
LOSS(kl_div, ordinary_ulps(c))
LOSS(hinge, ordinary_ulps(c))
LOSS(squared_hinge, ordinary_ulps(c))
LOSS(soft_hinge, ordinary_ulps(c))
LOSS(hinge_embedding, ordinary_ulps(c))

/* --- Maps */

static real log_sigmoid(real x)
{
    return -softplus(-x);
}

static real sigmoid_slope(real x)
{
    return sigmoid(x) * sigmoid(-x);
}

static real log_sigmoid_slope(real x)
{
    return sigmoid(-x);
}

/* The result, times what came from above where there is such an operand. */
static void map_of(checker *c, real (*map)(real), bool backward)
{
    for (int64_t r = 0; r < c->s->base.extent[0]; r++)
        for (int64_t k = 0; k < c->s->base.extent[1]; k++) {
            const real factor = backward ? input(c, 1, element_at(c, 1, r, k)) : 1;
            if (isinf(factor)) skip(c);
            const real value = map(input(c, 0, element_at(c, 0, r, k))), floor = c->s->op->type == F64 ? 0x1p-1022L : 0x1p-126L;
            const int out = backward ? 2 : 1;
            expect(c, out, element_at(c, out, r, k), factor * value, fabsl(factor) * larger(fabsl(value), floor),
                   ordinary_ulps(c));
        }
}

static void of_sigmoid(checker *c)
{
    map_of(c, sigmoid, false);
}

static void of_log_sigmoid(checker *c)
{
    map_of(c, log_sigmoid, false);
}

static void of_sigmoid_backward(checker *c)
{
    map_of(c, sigmoid_slope, true);
}

static void of_log_sigmoid_backward(checker *c)
{
    map_of(c, log_sigmoid_slope, true);
}

const named_reference element_references[] = {
    {"mse", of_mse},
    {"l1", of_l1},
    {"huber", of_huber},
    {"smooth_l1", of_smooth_l1},
    {"log_cosh", of_log_cosh},
    {"poisson_nll", of_poisson_nll},
    {"binary_cross_entropy_with_logits", of_binary_cross_entropy_with_logits},
    {"binary_cross_entropy", of_binary_cross_entropy},
    {"sigmoid_focal", of_sigmoid_focal},
    {"kl_div", of_kl_div},
    {"hinge", of_hinge},
    {"squared_hinge", of_squared_hinge},
    {"soft_hinge", of_soft_hinge},
    {"hinge_embedding", of_hinge_embedding},
    {"margin_ranking", of_hinge},
    {"sigmoid", of_sigmoid},
    {"log_sigmoid", of_log_sigmoid},
    {"sigmoid_backward", of_sigmoid_backward},
    {"log_sigmoid_backward", of_log_sigmoid_backward},
    {NULL, NULL},
};
