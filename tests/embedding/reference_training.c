// SPDX-License-Identifier: MIT
// SPDX-FileCopyrightText: The NativeLoss authors

/* Linear layers and optimizers, for finite numbers, as tests/reference/training.py and operations.py. */
#include "reference_parts.h"

#include <math.h>

/* A sum of products, and the bound that it has in the order in which it is added: half an ulp of it for each. */
typedef struct {
    real sum, magnitude;
    int64_t count;
} chain;

static void add(chain *s, real a, real b)
{
    s->sum += a * b;
    s->magnitude += fabsl(a * b);
    s->count++;
}

static void expect_chain(checker *c, int i, int64_t index, chain s)
{
    expect(c, i, index, s.sum, s.magnitude, (real)s.count / 2);
}

static real at(const checker *c, int i, int64_t r, int64_t k)
{
    return input(c, i, element_at(c, i, r, k));
}

#define EACH(i, n) for (int64_t i = 0; i < c->s->base.extent[n]; i++)

static bool covers(checker *c)
{
    for (int i = 0; i < c->s->op->operands; i++)
        if (c->s->op->operand[i].holds != RESULT && !all_finite(c, i, false)) return skip(c);
    return true;
}

static void linear(checker *c)
{
    if (!covers(c)) return;
    EACH(r, 0) EACH(o, 2) {
        chain s = {0};
        if (is_given(c, 2)) add(&s, input(c, 2, o), 1);
        s.count = 0;
        EACH(k, 1) add(&s, at(c, 0, r, k), at(c, 1, o, k));
        expect_chain(c, 3, element_at(c, 3, r, o), s);
    }
}

static void linear_backward(checker *c)
{
    if (!covers(c)) return;
    EACH(r, 0) EACH(k, 1) {
        chain s = {0};
        EACH(o, 2) if (is_given(c, 3)) add(&s, at(c, 2, r, o), at(c, 1, o, k));
        expect_chain(c, 3, element_at(c, 3, r, k), s);
    }
    EACH(o, 2) {
        chain bias = {0};
        EACH(r, 0) if (is_given(c, 5)) add(&bias, at(c, 2, r, o), 1);
        expect_chain(c, 5, o, bias);
        EACH(k, 1) {
            chain s = {0};
            EACH(r, 0) if (is_given(c, 4)) add(&s, at(c, 2, r, o), at(c, 0, r, k));
            expect_chain(c, 4, element_at(c, 4, o, k), s);
        }
    }
}

/* Computed in f64 and rounded once, an f32 result is off by half an ulp; in f64 every operation of the update rounds. */
static real update_ulps(const checker *c)
{
    return c->s->op->type == F64 ? 4 : 0.51L;
}

static void sgd_step(checker *c)
{
    const nloss_sgd_options o = c->s->variant->with_options ? c->s->options.sgd : (nloss_sgd_options){0};
    const real rate = c->s->base.learning_rate, momentum = o.momentum;
    const bool nesterov = o.flags & NLOSS_SGD_NESTEROV, first = o.flags & NLOSS_SGD_FIRST_STEP;
    if (!covers(c)) return;
    EACH(i, 0) {
        const real p = input(c, 0, i), g = input(c, 1, i) + o.weight_decay * p;
        const real slope = fabsl(input(c, 1, i)) + fabsl(o.weight_decay * p);
        const real old = momentum != 0 ? input(c, 2, i) : 0;
        const real v = momentum == 0 || first ? g : momentum * old + (1 - (real)o.dampening) * g;
        const real speed = momentum == 0 || first ? slope : slope + fabsl(momentum * old) + fabsl(o.dampening * slope);
        const real step = nesterov && momentum != 0 ? g + momentum * v : v;
        const real size = nesterov && momentum != 0 ? slope + momentum * speed : speed;
        expect(c, 0, i, p - rate * step, fabsl(p) + rate * size, update_ulps(c));
        if (momentum != 0) expect(c, 2, i, v, speed, update_ulps(c));
    }
}

static void adam_step(checker *c)
{
    const nloss_adam_options o = c->s->variant->with_options ? c->s->options.adam : (nloss_adam_options){0};
    const real beta1 = o.beta1 != 0 ? o.beta1 : 0.9, beta2 = o.beta2 != 0 ? o.beta2 : 0.999;
    const real epsilon = o.epsilon != 0 ? o.epsilon : 1e-8, rate = c->s->base.learning_rate;
    const real of_first = 1 - powl(beta1, (real)c->s->base.step), of_second = 1 - powl(beta2, (real)c->s->base.step);
    const bool decoupled = o.flags & NLOSS_ADAM_DECOUPLED;
    if (!covers(c) || !all_finite(c, 3, true)) {
        skip(c);
        return;
    }
    EACH(i, 0) {
        const real decay = o.weight_decay * input(c, 0, i), p = input(c, 0, i) - (decoupled ? rate * decay : 0);
        const real g = input(c, 1, i) + (decoupled ? 0 : decay);
        const real slope = fabsl(input(c, 1, i)) + (decoupled ? 0 : fabsl(decay));
        const real m = beta1 * input(c, 2, i) + (1 - beta1) * g, v = beta2 * input(c, 3, i) + (1 - beta2) * g * g;
        const real moment = beta1 * fabsl(input(c, 2, i)) + (1 - beta1) * slope, root = sqrtl(v / of_second) + epsilon;
        expect(c, 0, i, p - rate * (m / of_first) / root, fabsl(p) + rate * moment / of_first / root, update_ulps(c));
        expect(c, 2, i, m, moment, update_ulps(c));
        expect(c, 3, i, v, beta2 * input(c, 3, i) + (1 - beta2) * slope * slope, update_ulps(c));
    }
}

const named_reference training_references[] = {
    {"linear", linear},
    {"linear_backward", linear_backward},
    {"sgd_step", sgd_step},
    {"adam_step", adam_step},
    {NULL, NULL},
};
