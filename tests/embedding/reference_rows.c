// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/*
 * Softmax, cross-entropy and what belongs to them. What tests/reference leaves to its many digits is written here so
 * that nothing cancels: the shift is that of the largest class, and lse - z and 1 - p are sums over the other classes.
 */
#include "reference_parts.h"

#include <float.h>
#include <math.h>

enum { MOST_CLASSES = 1 << 10 };

/* z = x / t + k of a row, and for each class d = z - max z, e = exp d. */
typedef struct {
    int64_t classes;
    real t, x[MOST_CLASSES], k[MOST_CLASSES], slope[MOST_CLASSES];
    bool part[MOST_CLASSES];
    bool nan, empty;
    real top, s, log_s, lse;
    real d[MOST_CLASSES], e[MOST_CLASSES];
} row;

static real z_of(const row *w, int64_t c)
{
    return w->part[c] ? w->x[c] / w->t + w->k[c] : -INFINITY;
}

/* z_a - z_b: of the differences, so that an offset costs no digits. Equal infinities differ by 0. */
static real difference(const row *w, int64_t a, int64_t b)
{
    const real z_a = z_of(w, a), z_b = z_of(w, b);
    if (!isfinite(z_a) || !isfinite(z_b)) return z_a == z_b ? 0 : z_a - z_b;
    return (w->x[a] - w->x[b]) / w->t + (w->k[a] - w->k[b]);
}

/* The sum of e over the other classes. */
static real others(const row *w, int64_t c)
{
    if (w->e[c] <= w->s / 2) return w->s - w->e[c];
    real sum = 0;
    for (int64_t j = 0; j < w->classes; j++) sum += j == c ? 0 : w->e[j];
    return sum;
}

static void shift(row *w)
{
    int64_t top = 0;
    w->nan = false;
    w->s = 0;
    for (int64_t c = 0; c < w->classes; c++) {
        w->nan |= isnan(z_of(w, c));
        if (difference(w, c, top) > 0) top = c;
    }
    w->top = z_of(w, top);
    w->empty = !w->nan && w->top == -INFINITY;
    for (int64_t c = 0; c < w->classes; c++) {
        w->d[c] = w->nan ? NAN : difference(w, c, top);
        w->e[c] = expl(w->d[c]);
        w->s += w->e[c];
    }
    w->log_s = log1pl(others(w, top));
    w->lse = w->nan ? NAN : w->top + w->log_s;
}

/* lse - z. */
static real miss(const row *w, int64_t c)
{
    return w->d[c] < -1 ? w->log_s - w->d[c] : log1pl(others(w, c) / w->e[c]);
}

static real prob(const row *w, int64_t c)
{
    return w->empty ? NAN : w->e[c] / w->s;
}

static real entropy_of(const row *w)
{
    real sum = 0;
    for (int64_t c = 0; c < w->classes; c++)
        if (w->e[c] != 0) sum += w->e[c] / w->s * miss(w, c);
    return w->nan || w->empty ? NAN : sum;
}

/* max + log s: the two may cancel, so the bound is relative to their magnitudes. */
static real lse_scale(const row *w)
{
    return isfinite(w->top) ? fabsl(w->top) + w->log_s : fabsl(w->top);
}

/* --- The softmax family */

static nloss_softmax_options softmax_options(const checker *c)
{
    return c->s->variant->with_options ? c->s->options.softmax : (nloss_softmax_options){0};
}

static void read_masked(const checker *c, row *w, int logits, int64_t r, real sign)
{
    const nloss_softmax_options o = softmax_options(c);
    const int mask = operand_of(c, "mask");
    const bool masked = is_given(c, mask) && o.mask_type != NLOSS_MASK_NONE;
    w->classes = c->s->base.extent[1];
    w->t = sign * (o.temperature != 0 ? o.temperature : 1);
    for (int64_t k = 0; k < w->classes; k++) {
        const int64_t at = !masked || o.mask_stride ? element_at(c, masked ? mask : logits, r, k) : k;
        w->x[k] = input(c, logits, element_at(c, logits, r, k));
        w->k[k] = masked && o.mask_type == NLOSS_MASK_ADD ? input(c, mask, at) : 0;
        w->part[k] = !masked || (o.mask_type == NLOSS_MASK_ADD ? w->k[k] != -INFINITY : c->s->initial[mask][at] != 0);
    }
}

/* A number and a mask are added in f64: of large ones the sum has lost what they differ in. */
static bool is_small(const row *w, int64_t k, real limit)
{
    const real z = w->x[k] / w->t;
    return (!isfinite(z) || fabsl(z) < limit) && (!isfinite(w->k[k]) || fabsl(w->k[k]) < limit);
}

static void read_row(checker *c, row *w, int logits, int64_t r, real sign)
{
    const nloss_softmax_options o = softmax_options(c);
    read_masked(c, w, logits, r, sign);
    for (int64_t k = 0; k < w->classes; k++) {
        if (o.mask_type == NLOSS_MASK_ADD && !is_small(w, k, 0x1p26L)) skip(c);
        /* What the temperature makes too large for f64 is infinite. */
        if (isinf((double)(w->x[k] / w->t))) w->x[k] = w->x[k] < 0 ? -INFINITY : INFINITY;
    }
    shift(w);
}

/* What a row without classes has: NaN, or the value by option. */
static real empty_row(const checker *c, real value)
{
    return softmax_options(c).flags & NLOSS_SOFTMAX_EMPTY_ROW_ZERO ? value : NAN;
}

static real unit(const checker *c)
{
    return softmax_options(c).flags & NLOSS_SOFTMAX_BITS ? M_LN2l : 1;
}

static row w;

#define EACH_ROW(r) for (int64_t r = 0; r < c->s->base.extent[0]; r++)
#define EACH_CLASS(k) for (int64_t k = 0; k < c->s->base.extent[1]; k++)

static void softmax_of(checker *c, real sign)
{
    EACH_ROW(r) {
        read_row(c, &w, 0, r, sign);
        EACH_CLASS(k) {
            const real p = w.empty ? empty_row(c, 0) : prob(&w, k);
            expect(c, 1, element_at(c, 1, r, k), p, p, ordinary_ulps(c));
        }
    }
}

static void softmax(checker *c)
{
    softmax_of(c, 1);
}

static void softmin(checker *c)
{
    softmax_of(c, -1);
}

static void log_softmax(checker *c)
{
    EACH_ROW(r) {
        read_row(c, &w, 0, r, 1);
        EACH_CLASS(k) {
            const real v = w.empty ? empty_row(c, -INFINITY) : -miss(&w, k);
            expect(c, 1, element_at(c, 1, r, k), v, v, ordinary_ulps(c));
        }
    }
}

static void logsumexp(checker *c)
{
    EACH_ROW(r) {
        read_row(c, &w, 0, r, 1);
        expect(c, 1, r, w.lse, lse_scale(&w), ordinary_ulps(c));
    }
}

static void entropy(checker *c)
{
    EACH_ROW(r) {
        read_row(c, &w, 0, r, 1);
        const real h = (w.empty ? empty_row(c, 0) : entropy_of(&w)) / unit(c);
        expect(c, 1, r, h, h, ordinary_ulps(c));
    }
}

/* Of gradients that sum over the row: in f64 the sum rounds as the rest does. */
static real backward_ulps(const checker *c)
{
    return c->s->op->type == F64 ? 4 : 2;
}

/* A class that is left out has +0. */
static void expect_slope(checker *c, int grad, int64_t r, int64_t k, real exact, real scale, real ulps)
{
    if (!w.part[k]) exact = scale = 0;
    expect(c, grad, element_at(c, grad, r, k), exact / w.t, scale / w.t, ulps);
}

static void softmax_backward_of(checker *c, real sign)
{
    if (!all_finite(c, 0, false) || !all_finite(c, 1, false)) skip(c);
    EACH_ROW(r) {
        real mean = 0, magnitude = 0;
        read_masked(c, &w, 0, r, sign);
        EACH_CLASS(k) {
            const real term = w.x[k] * input(c, 1, element_at(c, 1, r, k));
            mean += term;
            magnitude += fabsl(term);
        }
        EACH_CLASS(k) {
            const real dp = input(c, 1, element_at(c, 1, r, k));
            expect_slope(c, 2, r, k, w.x[k] * (dp - mean), w.x[k] * (fabsl(dp) + magnitude), backward_ulps(c));
        }
    }
}

static void softmax_backward(checker *c)
{
    softmax_backward_of(c, 1);
}

static void softmin_backward(checker *c)
{
    softmax_backward_of(c, -1);
}

static void log_softmax_backward(checker *c)
{
    if (!all_finite(c, 1, false)) skip(c);
    EACH_ROW(r) {
        real mass = 0, magnitude = 0;
        read_row(c, &w, 0, r, 1);
        EACH_CLASS(k) {
            const real dy = w.part[k] ? input(c, 1, element_at(c, 1, r, k)) : 0;
            mass += dy;
            magnitude += fabsl(dy);
        }
        EACH_CLASS(k) {
            const real dy = input(c, 1, element_at(c, 1, r, k)), p = prob(&w, k);
            expect_slope(c, 2, r, k, w.empty ? empty_row(c, 0) : dy - p * mass, fabsl(dy) + p * magnitude,
                         backward_ulps(c));
        }
    }
}

static void logsumexp_backward(checker *c)
{
    EACH_ROW(r) {
        read_row(c, &w, 0, r, 1);
        /* An upstream gradient that the temperature makes infinite gives infinities and NaN. */
        if (!(fabsl(input(c, 1, r) / w.t) <= DBL_MAX)) skip(c);
        EACH_CLASS(k) {
            const real g = input(c, 1, r) * (w.empty ? empty_row(c, 0) : prob(&w, k));
            expect_slope(c, 2, r, k, g, g, ordinary_ulps(c));
        }
    }
}

static void entropy_backward(checker *c)
{
    EACH_ROW(r) {
        read_row(c, &w, 0, r, 1);
        const real h = entropy_of(&w), dh = input(c, 1, r) / unit(c);
        if (!isfinite(dh)) skip(c);
        EACH_CLASS(k) {
            const real p = prob(&w, k), n = p != 0 ? miss(&w, k) : 0;
            /* At the most probable class: what is left of an entropy that has few digits. */
            if (c->s->op->type == F64 && p > 0.5L && h != 0 && h < DBL_MIN) continue;
            expect_slope(c, 2, r, k, w.empty ? empty_row(c, 0) : dh * p * (n - h), dh * p * (n + h), backward_ulps(c));
        }
    }
}

/* --- Cross-entropy */

enum { GRADIENT_ULPS = 2, SPREAD_GRADIENT_ULPS = 3 };

typedef struct {
    nloss_cross_entropy_options o;
    bool soft;
    int logits, targets, second, class_weights, row_weights;
} settings;

typedef struct {
    real loss, scale, count, row_weight, share;
    real pull;              /* the sum of the masses, and what the z-loss adds */
    real a[MOST_CLASSES];   /* the mass of each class */
    int64_t label;          /* the first that counts, or -1 */
} target;

static settings settings_of(const checker *c)
{
    settings t = {.soft = operand_of(c, "targets") >= 0};
    if (c->s->variant->with_options) t.o = c->s->options.cross_entropy;
    t.targets = 1;
    t.second = operand_of(c, "second_labels");
    t.class_weights = operand_of(c, "class_weights");
    t.row_weights = operand_of(c, "row_weights");
    return t;
}

static real weight(const checker *c, int i, int64_t index)
{
    return is_given(c, i) ? input(c, i, index) : 1;
}

static void add_label(const checker *c, const settings *t, target *y, int labels, int64_t r, real share)
{
    const int64_t label = input_integer(c, labels, r);
    if (t->o.flags & NLOSS_CE_IGNORE_INDEX && label == t->o.ignore_index) return;
    y->a[label] += share;
    y->share += share;
    y->count += share * weight(c, t->class_weights, label);
    if (y->label < 0 && share != 0) y->label = label;
}

static void read_target(const checker *c, const settings *t, int64_t r, target *y)
{
    y->count = y->share = 0;
    y->label = -1;
    EACH_CLASS(k) y->a[k] = t->soft ? input(c, 1, element_at(c, 1, r, k)) : 0;
    if (t->soft)
        y->share = y->count = 1;
    else {
        const bool mixed = is_given(c, t->second);
        add_label(c, t, y, 1, r, mixed ? t->o.mix_lambda : 1);
        if (mixed) add_label(c, t, y, t->second, r, 1 - (real)t->o.mix_lambda);
    }
    y->row_weight = weight(c, t->row_weights, r);
    y->count *= y->row_weight;
    const real keep = 1 - (real)t->o.label_smoothing, spread = t->o.label_smoothing / (real)c->s->base.extent[1];
    EACH_CLASS(k) y->a[k] = weight(c, t->class_weights, k) * (y->a[k] * keep + spread * y->share);
}

/* The row's logits, through the cap. */
static void read_logits(const checker *c, const settings *t, int64_t r)
{
    w.classes = c->s->base.extent[1];
    w.t = 1;
    EACH_CLASS(k) {
        const real x = input(c, 0, element_at(c, 0, r, k)), cap = t->o.softcap, cosh = cap != 0 ? coshl(x / cap) : 1;
        w.x[k] = cap != 0 ? cap * tanhl(x / cap) : x;
        w.slope[k] = 1 / (cosh * cosh);
        w.k[k] = 0;
        w.part[k] = true;
    }
    shift(&w);
}

/* What f64 rounds off of a mass or weight that is subnormal there, as the magnitude of which a unit in the last place is as much. */
static real lost_of(const checker *c, real mass)
{
    return c->s->op->type == F64 && mass != 0 && mass < DBL_MIN ? 0x1p-1021L : 0;
}

static void evaluate(const checker *c, const settings *t, target *y)
{
    const real alpha = y->share * t->o.z_loss;
    y->loss = y->scale = y->pull = 0;
    if (!t->soft && y->share == 0) return;
    real lost = 0;
    EACH_CLASS(k) {
        y->pull += y->a[k];
        if (y->a[k] != 0) y->loss += y->a[k] * miss(&w, k);
        if (lost_of(c, y->a[k]) != 0) lost += lost_of(c, y->a[k]) * miss(&w, k);
    }
    y->scale = y->loss + lost;
    if (alpha != 0) {
        y->pull += 2 * alpha * w.lse;
        y->loss += alpha * w.lse * w.lse;
        y->scale += fabsl(alpha) * lse_scale(&w) * lse_scale(&w);
    }
    if (w.nan || w.empty) y->loss = y->pull = NAN;
    y->loss = y->row_weight == 0 && isinf(y->loss) ? 0 : y->row_weight * y->loss;
    y->scale *= y->row_weight;
}

/* pull p - a, whose terms cancel where a class has all the mass or all the probability. */
static real slope_of(const settings *t, const target *y, int64_t k)
{
    if (!t->soft && y->share == 0) return 0;
    if (w.nan || w.empty) return NAN;
    return y->row_weight * w.slope[k] * ((y->pull - y->a[k]) * (w.e[k] / w.s) - y->a[k] * (others(&w, k) / w.s));
}

static real slope_scale(const checker *c, const settings *t, const target *y, int64_t k)
{
    real pull = 0;
    EACH_CLASS(j) pull += y->a[j] + lost_of(c, y->a[j]);
    if (t->o.z_loss != 0) pull += 2 * fabsl(t->o.z_loss * w.lse);
    return (y->row_weight + lost_of(c, y->row_weight)) * w.slope[k] * (prob(&w, k) * pull + y->a[k] + lost_of(c, y->a[k]));
}

/* Before all others: NaN, then the larger, then the lower index. */
static bool is_before(real a, real b)
{
    return isnan(b) ? false : isnan(a) || a > b;
}

static int64_t rank_of(const checker *c, int i, int64_t r, int64_t label)
{
    const real own = input(c, i, element_at(c, i, r, label));
    int64_t rank = 0;
    EACH_CLASS(k) {
        const real x = input(c, i, element_at(c, i, r, k));
        rank += is_before(x, own) || (k < label && !is_before(own, x));
    }
    return rank;
}

static int64_t best_of(const checker *c, int i, int64_t r)
{
    int64_t best = 0;
    EACH_CLASS(k) if (is_before(input(c, i, element_at(c, i, r, k)), input(c, i, element_at(c, i, r, best)))) best = k;
    return best;
}

static void by_products(checker *c, const settings *t, const target *y, int64_t r)
{
    const int64_t top = best_of(c, 0, r), label = t->soft ? best_of(c, 1, r) : y->label;
    const real ulps = ordinary_ulps(c), h = entropy_of(&w), p = y->label < 0 ? 0 : prob(&w, y->label);
    const real part = y->share != 0 && t->o.z_loss != 0 ? y->row_weight * y->share * t->o.z_loss * w.lse * w.lse : 0;
    expect(c, operand_of(c, "lse"), r, w.lse, lse_scale(&w), ulps);
    expect_integer(c, operand_of(c, "argmax"), r, top);
    expect_integer(c, operand_of(c, "correct"), r, top == label);
    expect(c, operand_of(c, "entropy"), r, h, h, ulps);
    const real part_scale = y->row_weight * fabsl(t->o.z_loss) * lse_scale(&w) * lse_scale(&w);
    expect(c, operand_of(c, "z_loss_part"), r, part, part_scale, ulps);
    expect(c, operand_of(c, "label_prob"), r, p, p, ulps);
    if (operand_of(c, "rank") >= 0)
        expect_integer(c, operand_of(c, "rank"), r, y->label < 0 ? -1 : rank_of(c, 0, r, y->label));
}

/* Of these tests/reference promises something for any logits. */
static bool covers(checker *c, const settings *t)
{
    const bool positive = all_finite(c, t->class_weights, true) && all_finite(c, t->row_weights, true);
    if (!positive || (t->soft && !all_finite(c, 1, true))) return skip(c);
    /* The cap times a rounded tanh has an error in proportion to the cap, and exp makes it a relative one. */
    return c->s->op->type == F64 && t->o.softcap > 1000 ? skip(c) : true;
}

/* Of rows with these it promises nothing. */
static void judge_row(checker *c, const settings *t, const target *y, int64_t r)
{
    if ((t->o.z_loss != 0 && isinf(w.lse)) || (t->soft && y->pull > 1e6)) skip(c);
    EACH_CLASS(k) {
        const real x = fabsl(input(c, 0, element_at(c, 0, r, k)));
        if (c->s->op->type == F64 && isfinite(x) && x > 1e300L) skip(c);
        /* Where the cap is as flat as this it counts as flat. */
        if (c->s->op->type == F64 && w.slope[k] != 0 && w.slope[k] < 1e-306L) skip(c);
    }
}

static void cross_entropy(checker *c)
{
    static target y;
    const settings t = settings_of(c);
    const int loss = operand_of(c, "loss"), grad = operand_of(c, "grad");
    const bool spread = t.soft || t.o.label_smoothing != 0 || t.o.softcap != 0 || t.o.z_loss != 0 || is_given(c, t.second);
    real sum = 0, magnitude = 0, count = 0;
    if (!covers(c, &t)) return;
    EACH_ROW(r) {
        read_target(c, &t, r, &y);
        read_logits(c, &t, r);
        evaluate(c, &t, &y);
        judge_row(c, &t, &y, r);
        by_products(c, &t, &y, r);
        if (t.o.reduction == NLOSS_REDUCTION_NONE) expect(c, loss, r, y.loss, y.scale, ordinary_ulps(c));
        sum += y.loss;
        if (!isnan(y.scale)) magnitude += y.scale; /* of weight 0 and infinite logits */
        count += y.count;
    }
    const bool mean = t.o.reduction == NLOSS_REDUCTION_MEAN;
    const real empty = t.o.flags & NLOSS_CE_EMPTY_MEAN_ZERO ? 0 : NAN;
    if (mean && count != 0 && count < 1e-30L) skip(c);
    /* A sum beyond f64 is infinite, and so is its mean. */
    if (isfinite(magnitude) && magnitude > DBL_MAX) skip(c);
    if (mean) expect(c, loss, 0, count == 0 ? empty : sum / count, magnitude / count, ordinary_ulps(c));
    if (t.o.reduction == NLOSS_REDUCTION_SUM) expect(c, loss, 0, sum, magnitude, ordinary_ulps(c));
    if (!is_given(c, grad)) return;
    EACH_ROW(r) {
        read_target(c, &t, r, &y);
        read_logits(c, &t, r);
        evaluate(c, &t, &y);
        EACH_CLASS(k) {
            const real g = slope_of(&t, &y, k), exact = !mean ? g : count == 0 ? 0 * g : g / count;
            const real scale = spread ? slope_scale(c, &t, &y, k) / (mean && count != 0 ? count : 1) : exact;
            expect(c, grad, element_at(c, grad, r, k), exact, scale, spread ? SPREAD_GRADIENT_ULPS : GRADIENT_ULPS);
        }
    }
}

/* --- Selection */

static void argmax(checker *c)
{
    EACH_ROW(r) expect_integer(c, 1, r, best_of(c, 0, r));
}

static void top_k(checker *c)
{
    EACH_ROW(r) EACH_CLASS(k) {
        const int64_t rank = rank_of(c, 0, r, k);
        if (rank >= c->s->base.k) continue;
        const real x = input(c, 0, element_at(c, 0, r, k));
        expect_integer(c, 2, element_at(c, 2, r, rank), k);
        expect(c, 1, element_at(c, 1, r, rank), x, x, 0);
    }
}

const named_reference row_references[] = {
    {"softmax", softmax},
    {"softmin", softmin},
    {"log_softmax", log_softmax},
    {"logsumexp", logsumexp},
    {"entropy", entropy},
    {"softmax_backward", softmax_backward},
    {"softmin_backward", softmin_backward},
    {"log_softmax_backward", log_softmax_backward},
    {"logsumexp_backward", logsumexp_backward},
    {"entropy_backward", entropy_backward},
    {"cross_entropy", cross_entropy},
    {"cross_entropy_soft", cross_entropy},
    {"argmax", argmax},
    {"top_k", top_k},
    {NULL, NULL},
};
