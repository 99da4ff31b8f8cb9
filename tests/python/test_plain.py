# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The short way of `nativeloss._plain`: it is taken where it may be, and only the time tells."""

import contextlib
from unittest import mock

import numpy as np

import nativeloss as nl
from nativeloss import _cross_entropy, _executor, _logsumexp, _softmax
from support import DTYPES, TestCase, layouts, logits

SHAPES = (1,), (7,), (1, 1), (3, 5), (4, 40), (2, 3, 4)
MAPS = nl.softmax, nl.softmin, nl.log_softmax


@contextlib.contextmanager
def only_the_short_way():
    """Make the general way fail: it begins with a look at the logits."""
    with contextlib.ExitStack() as patches:
        for module in _cross_entropy, _logsumexp, _softmax:
            failing = mock.Mock(side_effect=AssertionError("the general way was taken"))
            patches.enter_context(mock.patch.object(module, "as_floats", failing))
        yield


class Plain(TestCase):
    def assert_short(self, function, *args, **options):
        """The short way is taken and gives the bits of the general way."""
        expected = function.__wrapped__(*args, **options)
        with only_the_short_way():
            got = function(*args, **options)
        self.assertIs(type(got), type(expected))
        for one, other in zip(*(result if isinstance(result, tuple) else (result,) for result in (got, expected))):
            self.assertIs(type(one), type(other))
            self.assert_same_bits(one, other)

    def test_maps_and_reductions(self):
        for dtype in DTYPES:
            for shape in SHAPES:
                for function in *MAPS, nl.logsumexp:
                    self.assert_short(function, logits(*shape, dtype=dtype))

    def test_output(self):
        x = logits(3, 5)
        for function in MAPS:
            out, own = np.zeros_like(x), x.copy()
            with only_the_short_way():
                self.assertIs(function(x, out=out), out)
                self.assertIs(function(own, out=own), own)
            self.assert_same_bits(out, function.__wrapped__(x))
            self.assert_same_bits(own, out)

    def test_cross_entropy(self):
        for dtype in DTYPES:
            x = logits(3, 5, dtype=dtype)
            for labels in np.int8, np.uint8, np.int16, np.uint16, np.int32, np.uint32, np.int64:
                for return_grad in False, True:
                    self.assert_short(nl.cross_entropy, x, np.array([4, 0, 2], labels), return_grad=return_grad)
            self.assert_short(nl.cross_entropy, x[0], np.array(3), return_grad=True)
            self.assert_short(nl.cross_entropy, x, np.array([4, -100, 2]), return_grad=True)
            own, labels = x.copy(), np.array([4, 0, 2])
            with only_the_short_way():
                nl.cross_entropy(own, labels, grad_out=own)
            self.assert_same_bits(own, nl.cross_entropy.__wrapped__(x, labels, return_grad=True)[1])

    def test_other_memory_and_types_go_the_general_way(self):
        x, labels = logits(3, 5), np.array([4, 0, 2])
        expected = nl.softmax(x), nl.logsumexp(x), nl.cross_entropy(x, labels)
        for name, other in layouts(x):
            self.assert_same_bits(nl.softmax(other), expected[0], name)
            self.assert_same_bits(nl.logsumexp(other), expected[1], name)
            self.assert_same_bits(nl.cross_entropy(other, labels), expected[2], name)
            if other.flags.writeable and other.dtype.isnative:
                nl.softmax(x, out=other)
                self.assert_same_bits(other, expected[0], name)
        read_only = labels.copy()
        read_only.flags.writeable = False
        for other in labels.astype(">i8"), labels[::-1].copy()[::-1], read_only, labels.tolist():
            self.assert_same_bits(nl.cross_entropy(x, other), expected[2])
        self.assert_same_bits(nl.softmax(x, axis=1), expected[0])
        self.assert_same_bits(nl.softmax(x.tolist()), nl.softmax(x.astype(float)))
        for shape in (), (0,), (0, 3), (3, 0):
            self.assert_same_bits(nl.softmax(np.zeros(shape)), np.ones(shape))

    def test_errors_come_from_the_general_way(self):
        x, grad = logits(3, 5), np.full((3, 5), 7, np.float32)
        with self.assertRaisesRegex(IndexError, "^Target 5 is out of bounds.$"):
            nl.cross_entropy(x, np.array([0, 5, 1]), grad_out=grad)
        self.assert_same_bits(grad, np.full((3, 5), 7, np.float32))
        memory = logits(35)
        with self.assertRaisesRegex(ValueError, "overlaps"):
            nl.softmax(memory[:15].reshape(3, 5), out=memory[1:16].reshape(3, 5))
        self.assert_same_bits(memory, logits(35))
        with self.assertRaisesRegex(TypeError, "^out must be float32, got float64$"):
            nl.softmax(x, out=np.zeros((3, 5)))
        for target in np.array([0, 1]), np.array([0.0, 1.0, 2.0]), np.zeros((3, 5), int):
            with self.assertRaises((TypeError, ValueError)):
                nl.cross_entropy(x, target)


class Sizes(TestCase):
    def test_threads_are_for_large_arrays(self):
        self.addCleanup(nl.set_num_threads, 1)
        nl.set_num_threads(2)
        x = logits(_executor.SMALLEST // 64, 64)
        with mock.patch.object(_executor, "_run", side_effect=_executor._run) as run:
            nl.softmax(x[1:])
            nl.softmax(x[1:], axis=0)
            self.assertEqual(run.call_count, 0)
            nl.softmax(x)
            nl.softmax(x, axis=0)
            self.assertEqual(run.call_count, 2)
