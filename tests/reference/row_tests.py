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


P, Q = [0.125, 0.5, 0.25, 0.125], [0.25, 0.125, 0.375, 0.25]
Z = [-1.0, 0.75, 2.0, 0.5]


def derivatives(function, *inputs):
    """Whether the gradients of function(*inputs) are derivatives, input by input."""
    gradients = function(*inputs)[1]
    for i, gradient in enumerate(gradients):
        value = lambda v: function(*(v if k == i else x for k, x in enumerate(inputs)))[0]
        if not agrees(gradient, value, list(inputs[i])):
            return False
    return True


def test_divergences_are_derivatives():
    kinds = [(a, b) for a in (False, True) for b in (False, True)]
    good = [derivatives(rows.entropy, P)]
    for a, b in kinds:
        x, y = X if a else P, Z if b else Q
        good += [derivatives(lambda p, q, w=w: rows.kl(p, q, a, b, w), x, y) for w in ((1, 0), (1, 1))]
        good.append(derivatives(lambda p, q: rows.js(p, q, a, b), x, y))
        for symmetric in (False, True):
            for soft in (False, True):
                good += [
                    derivatives(lambda p, q: rows.kl_hinge(p, q, same, 2, a, b, symmetric, soft), x, y)
                    for same in (0, 1, 0.25)
                ]
    return all(good)


def test_pairs_are_derivatives():
    a, p, n = [0.5, -1.0, 2.0], [0.25, 1.0, -0.5], [-1.0, 0.5, 0.375]
    losses = [
        lambda x, y, z, o=o, s=s: rows.triplet_margin(x, y, z, 9, o, 1e-6, s)
        for o in (1, 2, 3.5, float("inf"))
        for s in (False, True)
    ]
    good = [derivatives(loss, a, p, n) for loss in losses]
    good += [derivatives(lambda x, y, t=t: rows.cosine_embedding(x, y, t, -0.75), a, p) for t in (1, -1)]
    good += [derivatives(lambda x, y, s=s: rows.contrastive(x, y, s, 9), a, p) for s in (0, 1, 0.25)]
    return all(good)


def test_scipy_rel_entr_and_jensenshannon():
    """What SciPy prints for sum(rel_entr(p, q)), jensenshannon(p, q, base=2) ** 2 and entropy(p, base=2)."""
    return (
        near([rows.kl(P, Q)[0]], [0.4184941083929178], 1e-15)
        and near([rows.js(P, Q, unit=log2())[0]], [0.12661447181018176], 1e-15)
        and near([rows.entropy(P, log2())[0]], [1.75], 1e-15)
    )


def log2():
    from gmpy2 import log

    return log(mpfr(2))


def test_seed_normalized_entropy():
    """-2 mean(y log2 y) over two classes and rows is the mean of the entropies in bits."""
    from math import log2 as bits

    y = [[0.9, 0.1], [0.2, 0.8]]
    seed = -2 * sum(v * bits(v) for row in y for v in row) / 4
    return near([sum(rows.entropy(row, log2())[0] for row in y) / 2], [seed], 1e-14)


def test_pytorch_pairs():
    """torch 1.13, float64: cosine_embedding_loss and triplet_margin_loss of these rows, reduction none."""
    a, p, n = [1.0, 2.0, 3.0], [1.5, -0.5, 2.0], [0.0, 1.0, -1.0]
    cosine = rows.cosine_embedding(a, p, 1, 0)[0]
    return near([cosine], [1 - 6.5 / (14 * 6.5) ** 0.5], 1e-12) and near(
        [rows.triplet_margin(a, p, n, 4.0, 2, 0, False)[0]], [4 + 7.5**0.5 - 18**0.5], 1e-14
    )
