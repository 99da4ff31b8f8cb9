# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Docstrings, the example, and types."""

import doctest
import importlib
import inspect
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

import numpy as np

import nativeloss as nl
import nativeloss.torch
from support import BINDING, ROOT, TestCase


class Docstrings(TestCase):
    def test_every_example_runs(self):
        self.addCleanup(nl.limit_isa, nl.isa())
        for path in sorted((BINDING / "nativeloss").rglob("*.py")):
            name = ".".join(path.relative_to(BINDING).with_suffix("").parts).removesuffix(".__init__")
            with self.subTest(module=name):
                result = doctest.testmod(importlib.import_module(name))
                self.assertEqual(result.failed, 0)

    def test_every_function_has_all_sections(self):
        functions = [
            getattr(module, name)
            for module in (nl, nl.metrics, nl.tf, nativeloss.torch)
            for name in module.__all__
            if callable(getattr(module, name))
        ]
        self.assertGreater(len(functions), 10)
        for function in functions:
            with self.subTest(function=function.__name__):
                text = inspect.getdoc(function) or ""
                self.assertIn("\nExamples\n--------\n>>> ", text)
                parameters = inspect.signature(function).parameters
                if parameters:
                    self.assertIn("\nRaises\n------\n", text)
                section = text.partition("Parameters\n----------\n")[2].partition("\n\n")[0]
                named = {n for line in re.findall(r"^(\S.*?) :", section, re.M) for n in line.split(", ")}
                self.assertEqual(named, set(parameters))

    def test_everything_public_is_listed(self):
        # `torch` is there because it was imported.
        public = {name for name in vars(nl) if not name.startswith("_")} - {"version", "torch"}
        self.assertEqual(public, set(nl.__all__) - {"version"})


class Example(TestCase):
    def test_output(self):
        command = [sys.executable, "-W", "error", str(BINDING / "example.py")]
        done = subprocess.run(command, cwd=BINDING, capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        numbers = [float(n) for n in re.findall(r"\d+\.\d+", done.stdout)]
        # The first seven are the seeds' numbers.
        printed = [0.227863, 0.61939586, 0.15274114, 0.49674623, 0.20196195, 0.30129182, 0.8393433]
        np.testing.assert_allclose(numbers[:7], printed, rtol=0, atol=1e-7)
        self.assertLess(numbers[7], numbers[6])

    def test_length(self):
        text = (BINDING / "example.py").read_text()
        lines = text.partition("# [readme]\n")[2].partition("# [/readme]")[0].strip().splitlines()
        self.assertIn(len([line for line in lines if line]), range(8, 13))


class Types(TestCase):
    @unittest.skipUnless(shutil.which("mypy"), "mypy is not installed")
    def test_mypy_strict_or_skip_without_mypy(self):
        files = [str(BINDING / name) for name in ("nativeloss", "demo.py", "example.py", "language_model.py")]
        command = ["mypy", "--strict", f"--cache-dir={ROOT / 'artifacts' / 'mypy'}", *files]
        done = subprocess.run(command, cwd=BINDING, capture_output=True, text=True, timeout=600)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_marker(self):
        self.assertTrue(pathlib.Path(BINDING, "nativeloss", "py.typed").exists())
