# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""TensorFlow's names: the numbers that its documentation and tests have, its shapes, its errors."""

import numpy as np

import nativeloss as nl
import nativeloss.tf as tf
from support import DTYPES, TestCase, logits

ROWS = [[1.0, 1.0, 1.0, 1.0], [1.0, 2.0, 3.0, 4.0]]


class Golden(TestCase):
    def near(self, got, printed, digits):
        """The last printed digit may be cut off instead of rounded."""
        np.testing.assert_allclose(got, printed, rtol=0, atol=10.0**-digits)

    def test_seeds(self):
        seed = np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]])
        self.near(tf.softmax(seed)[0], [0.227863, 0.61939586, 0.15274114], 7)
        self.near(tf.softmax(logits=seed, axis=1)[1], [0.49674623, 0.20196195, 0.30129182], 8)
        losses = [0.4790107, 1.19967598]
        one_hot = [[0, 1, 0], [0, 0, 1]]
        self.near(tf.softmax_cross_entropy_with_logits(labels=one_hot, logits=seed), losses, 7)
        self.near(tf.sparse_softmax_cross_entropy_with_logits(labels=[1, 2], logits=seed), losses, 7)
        mean = np.mean(tf.softmax_cross_entropy_with_logits(one_hot, seed))
        self.assertLessEqual(abs(mean - 0.83934333897877922), 2 * np.spacing(mean))
        self.near(tf.softmax([0.1, 0.3, 0.5, 0.9]), [0.16838508, 0.205666, 0.25120102, 0.37474789], 8)

    def test_documentation(self):
        self.near(tf.softmax([-1.0, 0.0, 1.0]), [0.09003057, 0.24472848, 0.66524094], 7)
        got = tf.softmax_cross_entropy_with_logits(
            labels=[[1.0, 0.0, 0.0], [0.0, 0.8, 0.2]], logits=[[4.0, 2.0, 1.0], [0.0, 5.0, 1.0]]
        )
        self.near(got, [0.16984604, 0.82474494], 7)
        z = [[2.0, -5.0, 0.5, -0.1], [0.0, 0.0, 1.9, 1.4], [-100.0, 100.0, -100.0, -100.0]]
        got = tf.sparse_softmax_cross_entropy_with_logits(labels=[0, 3, 1], logits=z)
        self.near(got, [0.29750752, 1.1448325, 0.0], 7)

    def test_its_tests(self):
        got = tf.softmax_cross_entropy_with_logits(labels=[[0, 0, 0, 1], [0, 0.5, 0.5, 0]], logits=ROWS)
        self.near(got, [1.3862, 1.9401], 4)
        _, grad = nl.cross_entropy(ROWS, [[0, 0, 0, 1], [0, 0.5, 0.5, 0]], reduction="none", return_grad=True)
        self.near(grad, [[0.25, 0.25, 0.25, -0.75], [0.0321, -0.4129, -0.2632, 0.6439]], 4)
        # Its test has 3.4420, a slip that its tolerance lets pass: log(1 + e + e^2 + e^3) is 3.4402.
        self.near(tf.sparse_softmax_cross_entropy_with_logits([3, 0], ROWS), [1.3862, 3.4402], 4)
        _, grad = nl.cross_entropy(ROWS, [3, 0], reduction="none", return_grad=True)
        self.near(grad, [[0.25, 0.25, 0.25, -0.75], [-0.968, 0.087, 0.237, 0.6439]], 3)

    def test_one_class(self):
        self.assertEqual(tf.softmax_cross_entropy_with_logits([[-1.0], [0], [1]], [[1.0], [-1], [0]]).tolist(), [0] * 3)
        self.assertEqual(tf.sparse_softmax_cross_entropy_with_logits([0, 0, 0], [[1.0], [-1], [0]]).tolist(), [0] * 3)
        self.assertEqual(tf.sparse_softmax_cross_entropy_with_logits(0, [1.0]), 0)

    def test_binary(self):
        z, t = [1.0, -1.0, 0.0, 1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 0.5]
        printed = [1.3132617, 0.3132617, 0.6931472, 0.3132617, 1.3132617, 0.6931472, 0.6931472]
        self.near(tf.sigmoid_cross_entropy_with_logits(labels=t, logits=z), printed, 7)
        t, z = [1.0, 0.5, 0.0], [1.5, -0.1, -10.0]
        # TensorFlow prints 4.5776367e-05 for the last: log1p(exp(-10)) is 4.5398899e-05.
        printed = [3.0211994e-01, 8.8049585e-01, 4.5398899e-05]
        self.near(tf.weighted_cross_entropy_with_logits(labels=t, logits=z, pos_weight=1.5), printed, 6)
        printed = [1.00706644e-01, 5.08297503e-01, 4.5398899e-05]
        self.near(tf.weighted_cross_entropy_with_logits(t, z, np.float32(0.5)), printed, 6)

    def test_binary_of_its_tests(self):
        """Logits of ±100, and the gradient at 0."""
        z = np.array([-100.0, -100.0, 100.0, 100.0])
        loss = tf.sigmoid_cross_entropy_with_logits([0, 1, 0, 1], z)
        np.testing.assert_allclose(loss, [np.exp(-100), 100, 100, np.exp(-100)], rtol=1e-15)
        _, grad = nl.binary_cross_entropy_with_logits(
            np.zeros(2), np.array([0.0, 1.0]), reduction="sum", return_grad=True
        )
        self.assertEqual(grad.tolist(), [0.5, -0.5])


class Shapes(TestCase):
    def test_any_class_axis(self):
        for dtype in DTYPES:
            z, t = logits(2, 3, 4, 5, dtype=dtype), logits(2, 3, 4, 5, dtype=dtype, seed=2)
            for axis in range(-4, 4):
                self.assert_same_bits(tf.softmax(z, axis), nl.softmax(z, axis))
                self.assert_same_bits(tf.log_softmax(z, dim=axis), nl.log_softmax(z, axis))
                got = tf.softmax_cross_entropy_with_logits(t, z, axis)
                self.assert_same_bits(tf.softmax_cross_entropy_with_logits(labels=t, logits=z, dim=axis, name="x"), got)
                moved = (np.moveaxis(x, axis, 1) for x in (z, t))
                self.assert_same_bits(got, nl.cross_entropy(*moved, reduction="none"))

    def test_any_leading_axes(self):
        for shape in ((5,), (3, 5), (2, 3, 5), (2, 0, 5), (2, 1, 3, 5)):
            z, t = logits(*shape), np.arange(int(np.prod(shape[:-1]))).reshape(shape[:-1]) % 5
            got = tf.sparse_softmax_cross_entropy_with_logits(t, z)
            self.assertEqual((np.shape(got), got.dtype), (shape[:-1], np.float32))
            one_hot = np.eye(5, dtype=np.uint8)[t]
            self.assert_same_bits(tf.softmax_cross_entropy_with_logits(one_hot, z), got)

    def test_labels_are_broadcast_and_converted(self):
        z = logits(3, 4)
        full = np.broadcast_to(np.array([0, 0.5, 0.5, 0], np.float32), (3, 4))
        expected = tf.softmax_cross_entropy_with_logits(full, z)
        self.assertEqual(expected.dtype, np.float32)
        self.assert_same_bits(tf.softmax_cross_entropy_with_logits([[0, 0.5, 0.5, 0]], z), expected)
        self.assert_same_bits(tf.softmax_cross_entropy_with_logits(full.astype(np.float64), z), expected)
        self.assert_same_bits(tf.softmax_cross_entropy_with_logits(full, z[:1]), np.repeat(expected[:1], 3))
        self.assertEqual(tf.softmax_cross_entropy_with_logits(1.0, 3.0), 0)


class Errors(TestCase):
    def test_wording(self):
        z = logits(2, 3)
        for kind, message, call in (
            (ValueError, "Cannot specify both 'axis' and 'dim'.", lambda: tf.softmax(z, 0, dim=0)),
            (TypeError, "labels must be integers, got float64", self.sparse([0.0, 1.0], z)),
            (
                ValueError,
                "Rank mismatch: Rank of labels (received 0) should equal rank of logits minus 1 (received 2).",
                self.sparse(0, z),
            ),
            (
                ValueError,
                "Shape mismatch: The shape of labels (received (3,)) should equal the shape of logits except for the "
                "last dimension (received (2, 3)).",
                self.sparse([0, 1, 2], z),
            ),
            (
                ValueError,
                "`logits` and `labels` must have the same shape, received ((2, 3) vs (3,)).",
                lambda: tf.sigmoid_cross_entropy_with_logits(np.zeros(3), z),
            ),
            (
                IndexError,
                "Received a label value of 3 which is outside the valid range of [0, 3).",
                self.sparse([0, 3], z),
            ),
            # What cross_entropy leaves out by default is no label here.
            (
                IndexError,
                "Received a label value of -100 which is outside the valid range of [0, 3).",
                self.sparse([-100, 7], z),
            ),
            (
                ValueError,
                "logits and labels must be broadcastable: logits_size=[2, 3] labels_size=[2, 4]",
                lambda: tf.softmax_cross_entropy_with_logits(np.ones((2, 4)), z),
            ),
        ):
            with self.subTest(message=message):
                with self.assertRaises(kind) as caught:
                    call()
                self.assertEqual(str(caught.exception), message)

    def sparse(self, labels, z):
        return lambda: tf.sparse_softmax_cross_entropy_with_logits(labels, z)
