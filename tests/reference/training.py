# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The definition of what trains a classifier: linear layers and optimizers, the formulas as in reference.py."""

from gmpy2 import mpfr, sqrt
from reference import exact, total


def dot(x, y):
    return total(exact(a) * b for a, b in zip(x, y))


def linear(x, weight, bias=None):
    return [[dot(row, w) + b for w, b in zip(weight, bias or [0] * len(weight))] for row in x]


def linear_backward(x, weight, dy):
    """The gradients of input, weight and bias. All three are lists of rows; weight is [outputs][inputs]."""
    columns = list(zip(*dy)) or [()] * len(weight)
    features = list(zip(*x)) or [()] * len(weight[0])
    return (
        [[dot(row, w) for w in zip(*weight)] for row in dy],
        [[dot(column, feature) for feature in features] for column in columns],
        [total(column) for column in columns],
    )


def sgd_step(param, grad, velocity, lr, momentum=0.0, dampening=0.0, weight_decay=0.0, nesterov=False, first=False):
    """New param and velocity, as torch.optim.SGD: without momentum there is no velocity, and nothing to dampen."""
    g = grad + weight_decay * mpfr(param)
    if momentum == 0:
        return param - lr * g, velocity
    v = g if first else momentum * mpfr(velocity) + (1 - mpfr(dampening)) * g
    return param - lr * (g + momentum * v if nesterov else v), v


def adam_step(param, grad, m, v, step, lr, beta1=0.9, beta2=0.999, epsilon=1e-8, weight_decay=0.0, decoupled=False):
    """New param and moments, as torch.optim.Adam, or AdamW if decoupled."""
    p, g, beta1, beta2 = mpfr(param), mpfr(grad), mpfr(beta1), mpfr(beta2)
    if decoupled:
        p *= 1 - mpfr(lr) * weight_decay
    else:
        g += weight_decay * p
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g * g
    return p - lr * (m / (1 - beta1**step)) / (sqrt(v / (1 - beta2**step)) + epsilon), m, v
