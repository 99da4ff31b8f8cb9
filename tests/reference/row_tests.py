# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The losses of rows against numbers that others published, and against their own derivatives."""

import rows
from derivative import agrees
from gmpy2 import mpfr


def near(got, expected, tolerance):
    return len(got) == len(expected) and all(abs(g - e) <= tolerance for g, e in zip(got, expected))


# No class is exactly one ahead of another: that is a kink.
X = [0.5, 1.625, 0.125, -2.0]


def test_onnx_nll_weighted_mean():
    """The documentation of NegativeLogLikelihoodLoss, third example, its last axis folded into the rows."""
    x = [[1.0, 2.0], [2.0, 2.0], [3.0, 2.0], [0.0, 1.0], [2.0, 2.0], [1.0, 2.0]]
    labels, weight = [1, 0, 1, 0, 0, 1], [0.2, 0.3]
    weights = [weight[y] for y in labels]
    loss, _ = rows.reduce([rows.nll(r, y) for r, y in zip(x, labels)], weights, weights, "mean")
    return near(loss, [-2.6 / 1.5], 1e-15)


def test_pytorch_multi_margin_documentation():
    """torch.nn.MultiMarginLoss: 0.25 * ((1-(0.8-0.1)) + (1-(0.8-0.2)) + (1-(0.8-0.4)))"""
    return near([rows.multi_margin([0.1, 0.2, 0.4, 0.8], 3, 1, 1.0)[0]], [0.325], 1e-16)


def test_optax_multiclass_hinge():
    """Worked out by its definition, max(scores + 1 - onehot) - scores[label]; also where the label is ahead."""
    values = [rows.multiclass_hinge(x, y)[0] for x, y in (([0.5, 1.5, 0.1], 0), ([4.0, 1.0], 0), ([0.0, 0.0], 1))]
    return near(values, [2, 0, 1], 0)


def test_index_losses_are_derivatives():
    losses = [rows.nll, rows.multiclass_hinge]
    losses += [lambda x, y, g=g: rows.softmax_focal(x, y, mpfr(g)) for g in (0, 0.5, 2, 5)]
    losses += [lambda x, y, p=p: rows.multi_margin(x, y, p, 0.75) for p in (1, 2)]
    return all(agrees(loss(X, y)[1][0], lambda v: loss(v, y)[0], X) for loss in losses for y in range(4))


def test_focal_without_focus_is_cross_entropy():
    from reference import cross_entropy

    loss, grad = cross_entropy([X], [2], reduction="none")
    focal, [slope] = rows.softmax_focal(X, 2, mpfr(0))
    return near([focal, *slope], loss + grad[0], 1e-100)
