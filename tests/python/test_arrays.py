# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What may be passed as an array, and where its rows are found: without a copy wherever there is a way."""

import array
import ctypes
import itertools
import math
import unittest

import numpy as np

import nativeloss as nl
from nativeloss import _arrays, _dtypes
from support import DTYPES, TestCase, logits

try:
    import torch
except ImportError:
    torch = None

try:
    import ml_dtypes
except ImportError:
    ml_dtypes = None

HALVES = frozenset("fdeEH")


class Tensor:
    """A tensor of another package: it has DLPack and nothing else."""

    def __init__(self, x, device=(1, 0)):
        self.x, self.device = x, device

    def __dlpack__(self, *arguments, **options):
        return self.x.__dlpack__(*arguments, **options)

    def __dlpack_device__(self):
        return self.device


class Buffers(TestCase):
    def test_every_kind(self):
        x = np.array([1.0, 2.0, 4.0])
        values = array.array("d", x)
        expected = nl.softmax(x)
        for y in (values, memoryview(values), (ctypes.c_double * 3)(*x), x.tolist(), tuple(x), Tensor(x)):
            with self.subTest(kind=type(y).__name__):
                self.assert_same_bits(nl.softmax(y), expected)
                self.assert_same_bits(nl.cross_entropy(y, array.array("b", [2])[0]), nl.cross_entropy(x, 2))
        self.assert_same_bits(
            nl.cross_entropy(memoryview(values).cast("B").cast("d", (3, 1)), array.array("H", [0, 0, 0])),
            np.float64(0),
        )

    def test_bytes_are_not_numbers(self):
        with self.assertRaisesRegex(TypeError, r"^logits must be float32, .*, got \|S8;"):
            nl.softmax(b"12345678")


class DlPack(TestCase):
    def test_no_copy(self):
        for dtype in (*DTYPES, np.float16, np.int32):
            x = np.arange(6).astype(dtype).reshape(2, 3)
            for view in (x, x.T, x[:, 1:]):
                got = _arrays.as_array(Tensor(view), "x")
                self.assert_same_bits(got, view)
                self.assertEqual((got.ctypes.data, got.strides), (view.ctypes.data, view.strides))

    def test_other_devices(self):
        for device, name in (((2, 1), "cuda:1"), ((10, 0), "rocm:0"), ((99, 3), "of DLPack type 99:3")):
            with self.assertRaises(TypeError) as caught:
                nl.softmax(Tensor(np.ones(3), device))
            self.assertEqual(str(caught.exception), f"logits is on the device {name}; copy it to the CPU first")

    @unittest.skipUnless(torch, "PyTorch is not installed")
    def test_torch_or_skip_without_torch(self):
        x = logits(4, 5)
        t = torch.from_numpy(x)
        self.assert_same_bits(nl.softmax(t), nl.softmax(x))
        self.assert_same_bits(nl.softmax(t.T), nl.softmax(x.T))
        labels = torch.tensor([0, 1, 2, 3], dtype=torch.int32)
        self.assert_same_bits(nl.cross_entropy(t, labels, torch.ones(5)), nl.cross_entropy(x, [0, 1, 2, 3]))
        self.assertEqual(_arrays.as_array(t, "x").ctypes.data, t.data_ptr())
        with self.assertRaisesRegex(Exception, "detach"):
            nl.softmax(t.clone().requires_grad_())

    @unittest.skipUnless(torch, "PyTorch is not installed")
    def test_bfloat16_or_skip_without_torch(self):
        t = torch.tensor([[1.0, -2.0, 3.140625]], dtype=torch.bfloat16)
        got = _arrays.as_floats(t, "x", HALVES)
        self.assertEqual(got.ctypes.data, t.data_ptr())
        self.assertEqual(got.view(np.uint16).tolist(), [[0x3F80, 0xC000, 0x4049]])
        self.assertEqual(_dtypes.dtype_text(got.dtype), "bfloat16")
        # The patterns keep their type through what is done to arrays, and other uint16 are not taken for them.
        for y in (got.T, got[:, ::2].copy(), np.empty_like(got), _arrays.as_array(got, "x")):
            self.assertTrue(np.may_share_memory(_arrays.as_floats(y, "y", HALVES), y))
        message = "^x must be float32, float64, float16 or bfloat16, got uint16; convert"
        with self.assertRaisesRegex(TypeError, message):
            _arrays.as_floats(np.ones(3, np.uint16), "x", HALVES)
        with self.assertRaisesRegex(TypeError, "^logits must be float32 or float64, got bfloat16; convert"):
            _arrays.as_floats(t, "logits")

    @unittest.skipUnless(ml_dtypes, "ml_dtypes is not installed")
    def test_bfloat16_or_skip_without_ml_dtypes(self):
        x = np.array([1.0, -2.0], ml_dtypes.bfloat16)
        self.assertIs(_arrays.as_floats(x, "x", HALVES), x)
        self.assertEqual(_dtypes.bfloat16(), x.dtype)


class Layouts(TestCase):
    """Arrays of 1 to 4 axes in every order, with gaps: the elements at the told places are the rows."""

    def arrays(self):
        base = np.arange(4 * 5 * 6 * 7, dtype=np.float32).reshape(4, 5, 6, 7)
        gaps = (slice(None), slice(1, 4), slice(None, None, 2), slice(2, 3), slice(0, 0), slice(None, None, -1))
        for axes in (1, 2, 3, 4):
            whole = base[(0,) * (4 - axes)]
            for order in itertools.permutations(range(axes)):
                x = whole.transpose(order)
                yield x
                for axis in range(axes):
                    for gap in gaps:
                        yield x[(slice(None),) * axis + (gap,)]

    def walk(self, x, axis):
        """Return the rows that read_strided tells of, by the formula of the native library, and whether it copied."""
        kept, at, stride, inner, rows, classes = _arrays.read_strided(x, axis)
        if not rows or not classes:
            return None, inner, False
        start = np.arange(rows) // inner * stride + np.arange(rows) % inner
        places = at + kept.itemsize * (start[:, None] + inner * np.arange(classes))
        copied = not np.may_share_memory(kept, x)
        if not copied:
            # No two rows share an element, so that they may be written too.
            self.assertEqual(len(np.unique(places)), places.size)
        return np.vectorize(lambda p: ctypes.c_float.from_address(p).value, otypes="f")(places), inner, copied

    def test_every_order(self):
        copies = strided = 0
        for x in self.arrays():
            for axis in range(x.ndim):
                axis = _arrays.normalize_axis(axis, x.ndim)
                rows, inner, copied = self.walk(x, axis)
                if rows is None:
                    self.assertEqual(x.size, 0)
                    continue
                moved = np.moveaxis(x, axis, -1)
                self.assert_same_bits(rows, moved.reshape(rows.shape), (x.shape, x.strides, axis))
                copies, strided = copies + copied, strided + (inner > 1)
                if x.flags.c_contiguous:
                    self.assertFalse(copied)
        self.assertGreater(copies, 100)
        self.assertGreater(strided, 100)

    def test_the_first_arrays_choice_holds_for_the_others(self):
        for x in self.arrays():
            for axis in range(x.ndim - 1):
                for inner in {1, math.prod(x.shape[axis + 1 :])}:
                    kept, at, stride, got, rows, classes = _arrays.read_strided(x, axis, inner)
                    if x.size:
                        self.assertEqual((got, rows * classes), (inner, x.size))
                    result, buffer, to, to_stride = _arrays.write_strided(None, "out", x, x.shape, axis, inner)
                    self.assertEqual(result.shape, x.shape)
                    self.assertGreaterEqual(to_stride, classes * inner)

    def test_outputs(self):
        for x in self.arrays():
            for axis in range(x.ndim - 1):
                for inner in {1, math.prod(x.shape[axis + 1 :])}:
                    if not x.size:
                        continue
                    out = np.zeros(x.shape, np.float32, order="F") if inner % 2 else np.zeros_like(x)
                    result, buffer, to, stride = _arrays.write_strided(out, "out", x, x.shape, axis, inner)
                    self.assertIs(result, out)
                    rows, classes = x.size // x.shape[axis], x.shape[axis]
                    start = np.arange(rows) // inner * stride + np.arange(rows) % inner
                    values = np.moveaxis(x, axis, -1).reshape(rows, classes)
                    for r, c in np.ndindex(rows, classes):
                        place = to + 4 * int(start[r] + inner * c)
                        ctypes.c_float.from_address(place).value = values[r, c]
                    _arrays.store(out, buffer, axis if inner == 1 else -1)
                    self.assert_same_bits(out, x)
