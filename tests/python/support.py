# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the test modules share."""

import os
import pathlib
import subprocess
import sys
import unittest
from unittest import mock

import numpy as np

import nativeloss as nl
from nativeloss import _executor

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINDING = ROOT / "bindings" / "python"
DTYPES = (np.float32, np.float64)


class TestCase(unittest.TestCase):
    """unittest's, with comparisons of bits."""

    def assert_same_bits(self, got, expected, message=None):
        got, expected = np.asarray(got), np.asarray(expected)
        self.assertEqual((got.dtype, got.shape), (expected.dtype, expected.shape), message)
        self.assertEqual(np.ascontiguousarray(got).tobytes(), np.ascontiguousarray(expected).tobytes(), message)

    def allow_threads(self):
        """Until the end of the test any size is large enough for threads."""
        self.addCleanup(nl.set_num_threads, 1)
        patch = mock.patch.object(_executor, "SMALLEST", 0)
        patch.start()
        self.addCleanup(patch.stop)


def levels():
    """Of this machine: those of x64 up to its best, or the only one."""
    ordered = ["v2", "v3", "v4"]
    return ordered[: ordered.index(nl.isa()) + 1] if nl.isa() in ordered else [nl.isa()]


def logits(*shape, dtype=np.float32, seed=1):
    """Normal numbers of standard deviation 4, the same ones at every run."""
    return (4 * np.random.default_rng(seed).standard_normal(shape)).astype(dtype)


def layouts(array):
    """Yield (name, array with the same elements in other memory)."""
    yield "contiguous", array.copy()
    yield "fortran", np.asfortranarray(array)
    yield "big-endian", array.astype(array.dtype.newbyteorder(">"))
    unaligned = np.frombuffer(b"\0" + array.tobytes(), np.uint8)[1:].view(array.dtype).reshape(array.shape)
    yield "unaligned and read-only", unaligned
    if array.ndim:
        wide = np.full((*array.shape[:-1], 2 * array.shape[-1] + 3), np.nan, array.dtype)
        wide[..., : array.shape[-1]] = array
        yield "strided rows", wide[..., : array.shape[-1]]
        wide[..., : 2 * array.shape[-1] : 2] = array
        yield "strided elements", wide[..., : 2 * array.shape[-1] : 2]
        yield "reversed", array[..., ::-1].copy()[..., ::-1]
    if array.ndim > 1:
        yield "reversed rows", array[::-1].copy()[::-1]


def run_python(code, **environment):
    """Run code in a new interpreter and return the finished process."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )
