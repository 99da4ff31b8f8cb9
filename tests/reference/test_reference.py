# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The definition against numbers that others published, against its own derivative, and against more bits."""

import sys
from pathlib import Path

import numpy as np
from gmpy2 import log1p, mpfr

sys.path.insert(0, str(Path(__file__).parents[1] / "vectors"))

import ranking
import reference as ref
import training
import vector_cases
import vectors
import write_vectors
from derivative import agrees
from elementwise_tests import *  # noqa: F403
from operations import evaluate
from option_tests import *  # noqa: F403 its tests are run with those of this file
from row_tests import *  # noqa: F403 its tests are run with those of this file
from ulp import rounded

INF = float("inf")


def close(got, expected, tolerance):
    got, expected = np.array(got, float).ravel(), np.array(expected, float).ravel()
    with np.errstate(invalid="ignore"):
        return got.shape == expected.shape and bool(np.all((got == expected) | (np.abs(got - expected) <= tolerance)))


# --- TensorFlow: tensorflow/python/kernel_tests/nn_ops/{xent_op,sparse_xent_op}_test_base.py. The last digit of its
# losses is not right (the second is 3.44019): it allows 1e-3 absolute plus 1e-3 relative, and so do we for the losses.


def test_tensorflow_sparse_xent_losses():
    loss, grad = ref.cross_entropy([[1.0, 1.0, 1.0, 1.0], [1.0, 2.0, 3.0, 4.0]], [3, 0], reduction="none")
    return close(loss, [1.3862, 3.4420], [2.3e-3, 4.4e-3]) and close(grad[0], [0.25, 0.25, 0.25, -0.75], 1e-4)


def test_tensorflow_xent_soft_loss_and_gradient():
    loss, grad = ref.cross_entropy([[1.0, 2.0, 3.0, 4.0]], [[0.0, 0.5, 0.5, 0.0]], reduction="none")
    return close(loss, 1.9401, 1e-4) and close(grad, [0.0321, -0.4129, -0.2632, 0.6439], 1e-4)


# --- optax: optax/losses/_classification_test.py


def test_optax_integer_labels():
    loss, _ = ref.cross_entropy([[10.0, 1.0, -2.0], [1.0, 4.0, 0.2]], [1, 0], reduction="none")
    return close(loss, [9.00013, 3.0696733], 6e-6)


def test_optax_safe_softmax_cross_entropy():
    logits = [[-INF, 0.0, 0.0], [-INF, 0.0, 0.0], [-INF, 0.0, -INF]]
    loss, _ = ref.cross_entropy(logits, [[0.0, 0.5, 0.5], [0.4, 0.3, 0.3], [0.0, 1.0, 0.0]], reduction="none")
    return close(loss, [0.693147, INF, 0.0], 1e-6)


# --- ONNX: onnx/backend/test/case/node/softmax.py, the documented examples


def test_onnx_softmax_example():
    return close(ref.softmax([-1.0, 0.0, 1.0]), [0.09003058, 0.24472848, 0.66524094], 1.5e-7)


# --- Keras: keras/src/losses/losses_test.py, sparse categorical cross-entropy of probabilities, labels 1 and 2


def test_keras_sparse_categorical():
    logits = [[float(np.log(p)) if p else -INF for p in row] for row in ([0.05, 0.95, 0.0], [0.1, 0.8, 0.1])]
    rows, _ = ref.cross_entropy(logits, [1, 2], reduction="none")
    mean, _ = ref.cross_entropy(logits, [1, 2])
    return close(rows, [0.0513, 2.303], 5e-4) and close(mean, 1.177, 5e-4)


# --- PyTorch 1.13, float64: what its CPU build prints for these inputs

LOGITS = [[0.5, 1.5, 0.1, -2.0], [2.2, 1.3, 1.7, 0.3], [-1.0, 0.25, 4.0, 1.0]]
OPTIONS = {"weights": [0.5, 1.5, 2.0, 0.25], "smoothing": 0.1}
DY = [1.0, -2.0, 0.5, 0.25]


def test_pytorch_cross_entropy_weight_smoothing_ignore():
    targets = [2, -100, 0]
    expected = [3.572814551323347, 0.0, 2.5147066027054863]
    grad = [
        [0.4138886185950374, 1.1215444337886447, -1.564183161554302, 0.028750109170619764],
        [0.0, 0.0, 0.0, 0.0],
        [-0.45902978275230755, -0.025387751668654042, 0.4650259045022854, 0.019391629918676247],
    ]
    mean_grad = [0.16555544743801492, 0.4486177735154578, -0.6256732646217208, 0.011500043668247903]
    none = ref.cross_entropy(LOGITS, targets, **OPTIONS, ignore_index=-100, reduction="none")
    total = ref.cross_entropy(LOGITS, targets, **OPTIONS, ignore_index=-100, reduction="sum")
    mean = ref.cross_entropy(LOGITS, targets, **OPTIONS, ignore_index=-100)
    return (
        close(none[0], expected, 1e-15)
        and close(none[1], grad, 1e-15)
        and close(total[0], 6.087521154028834, 2e-15)
        and close(total[1], grad, 1e-15)
        and close(mean[0], 2.4350084616115337, 1e-15)
        and close(mean[1][0], mean_grad, 1e-15)
    )


def test_pytorch_cross_entropy_probabilities():
    targets = [[0.0, 0.5, 0.5, 0.0], [0.25, 0.25, 0.125, 0.375], [2.0, 0.0, 0.0, 1.0]]
    none = ref.cross_entropy(LOGITS, targets, **OPTIONS, reduction="none")
    mean = ref.cross_entropy(LOGITS, targets, **OPTIONS)
    grad = [-0.9048187326090403, -0.010689742457582536, 1.090001159403935, -0.17449268433731213]
    return (
        close(none[0], [2.2008675878884607, 1.3148813525027825, 5.49168203070765], 2e-15)
        and close(none[1][2], grad, 1e-15)
        and close(mean[0], 3.0024769903662976, 1e-15)
    )


def test_pytorch_softmax_family_backward():
    softmax = ref.softmax_backward(ref.softmax(LOGITS[0]), DY)
    return (
        close(softmax, [0.427855689449009, -0.6610375827533503, 0.2118318943803458, 0.0213499989239955], 1e-15)
        and close(
            ref.log_softmax_backward(LOGITS[0], DY),
            [1.0559198188321361, -1.8479941726178826, 0.5374841755338621, 0.25459017825188457],
            1e-15,
        )
        and close(
            ref.logsumexp_backward(LOGITS[1], -2.0),
            [-0.9247832454765526, -0.37598880944720886, -0.5609093919700835, -0.1383185531061551],
            1e-15,
        )
    )


def test_pytorch_linear():
    x, w, b = [[1.0, 2.0], [3.0, -4.0], [0.5, 0.25]], [[0.5, -1.0], [2.0, 0.125]], [0.75, -0.5]
    dx, dw, db = training.linear_backward(x, w, [[1.0, -1.0], [0.5, 2.0], [-3.0, 0.25]])
    return (
        close(training.linear(x, w, b), [[-0.75, 1.75], [6.25, 5.0], [0.75, 0.53125]], 0)
        and close(dx, [[-1.5, -1.125], [4.25, -0.25], [-1.0, 3.03125]], 0)
        and close(dw, [[1.0, -0.75], [5.125, -9.9375]], 0)
        and close(db, [-1.5, 1.25], 0)
    )


PARAMS = [0.5, -1.25, 2.0]


def gradients(step):
    return [0.1 * step, -0.3, 0.7 - 0.5 * (step - 1)]


def sgd(**options):
    params, velocity = PARAMS, [0.0] * 3
    for step in (1, 2, 3):
        rows = zip(params, gradients(step), velocity)
        params, velocity = zip(*(training.sgd_step(*row, 0.1, **options, first=step == 1) for row in rows))
    return params


def adam(**options):
    rows = [(p, 0.0, 0.0) for p in PARAMS]
    for step in (1, 2, 3):
        rows = [training.adam_step(p, g, m, v, step, 0.05, **options) for (p, m, v), g in zip(rows, gradients(step))]
    return [row[0] for row in rows]


def test_pytorch_sgd_three_steps():
    plain = [0.43999999999999995, -1.16, 1.94]
    damped = [0.41949895034375, -1.097450373046875, 1.7947475345]
    nesterov = [0.35056756198049993, -0.9989031606562501, 1.746792382152]
    return (
        close(sgd(), plain, 1e-15)
        and close(sgd(dampening=0.5), plain, 1e-15)
        and close(sgd(momentum=0.9, dampening=0.25, weight_decay=0.01), damped, 1e-15)
        and close(sgd(momentum=0.9, nesterov=True, weight_decay=0.01), nesterov, 1e-15)
    )


def test_pytorch_adam_three_steps():
    options = {"beta1": 0.8, "beta2": 0.9, "epsilon": 1e-3, "weight_decay": 0.1}
    return close(adam(), [0.3538408477724213, -1.100000005, 1.889413782760931], 1e-15) and close(
        adam(**options), [0.3522413466155388, -1.1004206470475693, 1.875439080453282], 1e-15
    )


def test_pytorch_adamw_three_steps():
    expected = [0.3471183307137432, -1.0820923487250416, 1.8602744770987167]
    return close(adam(weight_decay=0.1, decoupled=True), expected, 1e-15)


# --- fast-soft-sort's and torchsort's READMEs, and scipy.stats' documentation


def test_fast_soft_sort_soft_rank():
    z = [5.0, 1.0, 2.0]
    return close(ranking.soft_rank(z), [3, 1, 2], 0) and close(ranking.soft_rank(z, 2.0), [3, 1.25, 1.75], 0)


def test_torchsort_spearman():
    pred, target = [1.0, 2.0, 3.0, 4.0, 5.0], [5.0, 6.0, 7.0, 8.0, 7.0]
    return close(ranking.correlation(ranking.soft_rank(pred), ranking.soft_rank(target)), 0.8321, 5e-5)


def test_scipy_ranks():
    rho = ranking.correlation(ranking.rank([1.0, 2.0, 3.0, 4.0, 5.0]), ranking.rank([5.0, 6.0, 7.0, 8.0, 7.0]))
    return close(ranking.rank([0.0, 2.0, 3.0, 2.0]), [1, 2.5, 4, 2.5], 0) and close(rho, 0.8207826816681233, 1e-15)


# --- The definition against itself


def test_ranking_gradients_are_derivatives():
    z, target, good = [0.4, -1.25, 2.0, 0.125, 0.75, 3.5], [1.0, 0.0, 2.0, 2.0, -1.0, 3.0], []
    weights = [1.0, -2.0, 0.5, 0.25, 3.0, -1.0]
    for options in ((1.0, "l2"), (3.0, "l2"), (1.0, "kl"), (0.3, "kl")):
        value = lambda v: training.dot(ranking.soft_rank(v, *options), weights)
        good.append(agrees(ranking.soft_rank_backward(z, weights, *options), value, z))
        loss = lambda v: ranking.spearman_loss([v], [target], *options)[0][0]
        good.append(agrees(ranking.spearman_loss([z], [target], *options)[1][0], loss, z))
    return all(good)



def test_gradients_are_derivatives():
    z = [mpfr(v) for v in LOGITS[0]]
    good = [
        agrees(ref.logsumexp_backward(z, 1), ref.logsumexp, z),
        agrees(ref.log_softmax_backward(z, DY), lambda v: training.dot(ref.log_softmax(v), DY), z),
        agrees(ref.softmax_backward(ref.softmax(z), DY), lambda v: training.dot(ref.softmax(v), DY), z),
    ]
    for target in (0, 3, [0.5, 0.25, 3.0, 0.0]):
        loss = lambda v: ref.cross_entropy([v], [target], **OPTIONS)[0][0]
        grad = ref.cross_entropy([z], [target], **OPTIONS)[1][0]
        good += [agrees(grad, loss, z), not agrees([grad[0] * (1 + mpfr(2) ** -300), *grad[1:]], loss, z)]
    return all(good)


def test_small_losses_do_not_cancel():
    good = True
    for gap in (40.0, 300.0, 690.0, 740.0):
        loss, grad = ref.cross_entropy([[gap, 0.0]], [0])
        exact = log1p(ref.exp(mpfr(-gap)))
        good = good and abs(loss[0] / exact - 1) < 1e-60 and abs(-grad[0][0] / grad[0][1] - 1) < 1e-60
    return good


def test_twice_the_bits_round_to_the_same_results():
    cases = [(case, wanted) for case, wanted, _ in vector_cases.all_cases()]
    # Plus 0: a zero has either sign.
    results = lambda: [
        (rounded(output.exact, vectors.type_of(name, case)) + 0).tobytes()
        for case, wanted in cases
        for name, output in evaluate(case, wanted).items()
    ]
    before, bits = results(), dict(ref.BITS)
    ref.BITS.update({dtype: 2 * count for dtype, count in bits.items()})
    after = results()
    ref.BITS.update(bits)
    return before == after


def test_vectors_are_what_write_vectors_writes():
    return vectors.PATH.read_text() == write_vectors.content()


def main():
    results = []
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            ref.set_dtype("f64")
            results.append(bool(test()))
            print("ok   " if results[-1] else "FAIL ", name.removeprefix("test_"), sep="")
    print(f"{results.count(True)} passed, {results.count(False)} failed, 0 skipped")
    return results.count(False) > 0


if __name__ == "__main__":
    sys.exit(main())
