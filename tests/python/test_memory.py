# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Where arrays may lie: any layout in, any layout out, in place, overlapping, read-only."""

import array
import ctypes
import mmap

import numpy as np

import nativeloss as nl
from support import DTYPES, TestCase, layouts, logits

SAME_SHAPE = (nl.softmax, nl.log_softmax)
BACKWARD = (nl.softmax_backward, nl.log_softmax_backward)


class Inputs(TestCase):
    def test_every_layout_gives_the_same_bits(self):
        for dtype in DTYPES:
            x, g = logits(6, 5, dtype=dtype), logits(6, 5, dtype=dtype, seed=2)
            weight, labels = np.abs(logits(5, dtype=dtype, seed=3)), np.arange(6) % 5
            probabilities = nl.softmax(g)
            loss = nl.cross_entropy(x, labels, weight, return_grad=True)
            soft = nl.cross_entropy(x, probabilities, weight, return_grad=True)
            for name, y in layouts(x):
                with self.subTest(layout=name, dtype=dtype.__name__):
                    before = y.tobytes()
                    for function in (*SAME_SHAPE, nl.logsumexp):
                        self.assert_same_bits(function(y), function(x))
                        self.assert_same_bits(function(y, axis=0), function(x, axis=0))
                    for function in BACKWARD:
                        self.assert_same_bits(function(y, g), function(x, g))
                        self.assert_same_bits(function(g, y), function(g, x))
                    for got, want in zip(nl.cross_entropy(y, labels, weight, return_grad=True), loss):
                        self.assert_same_bits(got, want)
                    self.assert_same_bits(nl.linear(y, x[:2]), nl.linear(x, x[:2]))
                    self.assert_same_bits(nl.linear(x, y), nl.linear(x, x))
                    self.assertEqual(y.tobytes(), before)
            for name, target in layouts(probabilities):
                for got, want in zip(nl.cross_entropy(x, target, weight, return_grad=True), soft):
                    self.assert_same_bits(got, want, name)
            for name, w in layouts(weight):
                self.assert_same_bits(nl.cross_entropy(x, labels, w), loss[0], name)

    def test_read_only_pages(self):
        x = logits(3, 7)
        pages = mmap.mmap(-1, mmap.PAGESIZE)
        pages[: x.nbytes] = x.tobytes()
        # Writing here would end the process.
        libc_protect(pages, 1)
        try:
            y = np.frombuffer(pages, np.float32, x.size).reshape(x.shape)
            self.assert_same_bits(nl.softmax(y), nl.softmax(x))
            self.assert_same_bits(nl.cross_entropy(y, [0, 1, 2]), nl.cross_entropy(x, [0, 1, 2]))
        finally:
            libc_protect(pages, 3)

    def test_buffers_and_lists(self):
        expected = nl.softmax(np.array([1.0, 2.0]))
        self.assert_same_bits(nl.softmax([1.0, 2.0]), expected)
        self.assert_same_bits(nl.softmax(array.array("d", [1.0, 2.0])), expected)
        self.assert_same_bits(nl.softmax(memoryview(array.array("d", [1.0, 2.0]))), expected)

    def test_dlpack(self):
        x = np.array([1.0, 2.0])

        class Tensor:
            def __dlpack__(self, *arguments, **options):
                return x.__dlpack__(*arguments, **options)

            def __dlpack_device__(self):
                return x.__dlpack_device__()

        self.assert_same_bits(nl.softmax(Tensor()), nl.softmax(x))

    def test_broadcast_rows(self):
        row = logits(5)
        self.assert_same_bits(nl.softmax(np.broadcast_to(row, (3, 5))), np.array([nl.softmax(row)] * 3))


class Outputs(TestCase):
    def test_every_layout_receives_the_same_bits(self):
        for dtype in DTYPES:
            x, labels = logits(6, 5, dtype=dtype), np.arange(6) % 5
            for axis in (0, 1):
                expected = nl.softmax(x, axis)
                for name, out in layouts(np.zeros_like(x)):
                    if out.flags.writeable:
                        self.assertIs(nl.softmax(x, axis, out=out), out)
                        self.assert_same_bits(out.astype(dtype), expected, name)
            loss, expected = nl.cross_entropy(x, labels, return_grad=True)
            for name, out in layouts(np.zeros_like(x)):
                if out.flags.writeable:
                    got, grad = nl.cross_entropy(x, labels, return_grad=True, grad_out=out)
                    self.assertIs(grad, out)
                    self.assert_same_bits(got, loss, name)
                    self.assert_same_bits(out.astype(dtype), expected, name)

    def test_nothing_between_the_rows_is_written(self):
        wide = np.full((4, 9), 7, np.float32)
        nl.softmax(logits(4, 5), out=wide[:, 2:7])
        self.assertTrue((wide[:, :2] == 7).all() and (wide[:, 7:] == 7).all())

    def test_read_only_is_an_error(self):
        x = logits(2, 3)
        out = np.zeros_like(x)
        out.flags.writeable = False
        with self.assertRaisesRegex(ValueError, "^out is read-only$"):
            nl.softmax(x, out=out)
        with self.assertRaisesRegex(ValueError, "^grad_out is read-only$"):
            nl.cross_entropy(x, [0, 1], grad_out=out)
        with self.assertRaisesRegex(ValueError, "^param is read-only$"):
            nl.sgd_step(out, x)
        self.assertFalse(out.any())


class InPlace(TestCase):
    def test_output_is_the_input(self):
        for dtype in DTYPES:
            for shape, axis in (((4, 5), -1), ((4, 5), 0), ((2, 5, 3), 1), ((5,), 0)):
                x, g = logits(*shape, dtype=dtype), logits(*shape, dtype=dtype, seed=2)
                for function in SAME_SHAPE:
                    y = x.copy()
                    function(y, axis, out=y)
                    self.assert_same_bits(y, function(x, axis))
                for function in BACKWARD:
                    y, h = x.copy(), g.copy()
                    self.assert_same_bits(function(y, g, axis, out=y), function(x, g, axis))
                    self.assert_same_bits(function(x, h, axis, out=h), function(x, g, axis))

    def test_gradient_takes_the_place_of_the_logits(self):
        for dtype in DTYPES:
            for shape in ((6,), (4, 6), (2, 6, 3)):
                x = logits(*shape, dtype=dtype)
                labels = np.zeros(shape[:1] + shape[2:] if len(shape) > 1 else (), int)
                for target in (labels, nl.softmax(x, 1 if len(shape) > 1 else 0)):
                    loss, grad = nl.cross_entropy(x, target, return_grad=True)
                    y = x.copy()
                    self.assert_same_bits(nl.cross_entropy(y, target, grad_out=y), loss)
                    self.assert_same_bits(y, grad)


class Overlap(TestCase):
    def test_overlapping_views_are_an_error(self):
        memory = logits(40)
        before = memory.copy()
        x, shifted = memory[:30].reshape(5, 6), memory[6:36].reshape(5, 6)
        for call in (
            lambda: nl.softmax(x, out=shifted),
            lambda: nl.log_softmax(shifted, out=x),
            lambda: nl.log_softmax(shifted, 0, out=x),
            lambda: nl.logsumexp(x, out=memory[3:8]),
            lambda: nl.softmax_backward(x, x, out=shifted),
            lambda: nl.cross_entropy(x, [0] * 5, grad_out=shifted),
            lambda: nl.linear(x, np.ones((6, 6), np.float32), out=shifted),
            lambda: nl.linear(x, np.ones((6, 6), np.float32), out=x),
            lambda: nl.sgd_step(x, shifted),
            lambda: nl.adam_step(x, shifted, np.zeros_like(x), np.zeros_like(x), 1),
        ):
            with self.assertRaisesRegex(ValueError, "overlaps another array in memory"):
                call()
            self.assert_same_bits(memory, before)

    def test_a_copied_input_may_overlap(self):
        memory = logits(80)
        x, shifted = memory[:60].reshape(5, 12)[:, ::2], memory[6:36].reshape(5, 6)
        expected = nl.softmax(x)
        nl.softmax(x, out=shifted)
        self.assert_same_bits(shifted, expected)


def libc_protect(pages, protection):
    address = ctypes.addressof(ctypes.c_char.from_buffer(pages))
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(mmap.PAGESIZE), protection) == 0
