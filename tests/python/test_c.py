# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The same bits as a C program gets."""

import pathlib
import subprocess
import tempfile

import numpy as np

import nativeloss as nl
from nativeloss import _loader
from support import ROOT, TestCase, logits


class SameBitsAsC(TestCase):
    def test_rows_of_many_lengths(self):
        with tempfile.TemporaryDirectory() as folder:
            program = str(pathlib.Path(folder, "rows"))
            source = ROOT / "tests" / "python" / "rows.c"
            flags = ["-std=c99", "-O2", "-Wall", "-Wextra", "-Wpedantic", "-Werror", f"-I{ROOT / 'include'}"]
            library = [str(_loader.path), f"-Wl,-rpath,{_loader.path.resolve().parent}"]
            subprocess.run(["gcc", *flags, str(source), "-o", program, *library], check=True)
            for rows, classes in ((1, 1), (7, 3), (5, 31), (5, 32), (5, 33), (3, 100), (2, 1001), (1, 4097)):
                with self.subTest(rows=rows, classes=classes):
                    x, labels = logits(rows, classes), np.arange(rows, dtype=np.int64) % classes
                    command = [program, str(rows), str(classes)]
                    done = subprocess.run(
                        command, input=x.tobytes() + labels.tobytes(), capture_output=True, check=True
                    )
                    loss, grad = nl.cross_entropy(x, labels, return_grad=True, reduction="none", label_smoothing=0.1)
                    results = (nl.softmax(x), nl.log_softmax(x), nl.logsumexp(x), loss, grad)
                    self.assertEqual(done.stdout, b"".join(r.tobytes() for r in results))
