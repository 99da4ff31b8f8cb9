# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The C# program that scores a memory-mapped file: its table against SciPy in float64, large files, errors."""

import math
import os
import pathlib
import pty
import re
import subprocess
import tempfile

import numpy as np
import scipy.special

from support import ROOT, TestCase

PROGRAM = ROOT / "artifacts" / "dotnet" / "bin" / "Score" / "release" / "Score.dll"


class Score(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.logits, self.labels = (pathlib.Path(folder.name, name) for name in ("logits.npy", "labels.npy"))

    def run_program(self, *arguments):
        command = ["dotnet", PROGRAM, self.logits, self.labels, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=300)

    def table(self, *arguments):
        done = self.run_program(*arguments)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return dict(line.split(None, 1) for line in done.stdout.splitlines())

    def draw(self, rows=3000, classes=40, dtype=np.float32):
        random = np.random.default_rng(1)
        y = random.integers(0, classes, rows)
        x = 2 * random.normal(size=(rows, classes))
        x[np.arange(rows), y] += 2
        return x.astype(dtype), y

    def test_table_against_float64(self):
        types = (np.float32, np.int64), (np.float64, np.uint8), (np.float16, np.int32), (np.float32, np.uint16)
        for dtype, label in types:
            with self.subTest(dtype=dtype, label=label):
                x, y = self.draw(dtype=dtype)
                np.save(self.logits, x)
                np.save(self.labels, y.astype(label))
                log_p = scipy.special.log_softmax(x.astype(np.float64), axis=1)
                losses = -log_p[np.arange(len(y)), y]
                own = x[np.arange(len(y)), y][:, None]
                before = ((x > own) | ((x == own) & (np.arange(40) < y[:, None]))).sum(1)
                table = self.table()
                loss, low, high = (float(number) for number in re.findall(r"\d+\.\d+", table["loss"]))
                reach = 1.959964 * losses.std(ddof=1) / math.sqrt(len(y))
                mean = losses.mean()
                np.testing.assert_allclose((loss, low, high), (mean, mean - reach, mean + reach), atol=1.1e-6)
                self.assertAlmostEqual(float(table["perplexity"].replace(",", "")), math.exp(mean), 3)
                for k in (1, 5, 10):
                    self.assertEqual(table[f"top-{k}"], f"{100 * (before < k).mean():.3f} %")
                self.assertEqual(table["rows"], "3,000")

    def test_any_number_of_tasks_gives_the_same(self):
        x, y = self.draw(rows=30_000)
        np.save(self.logits, x)
        np.save(self.labels, y)
        tables = [self.table(tasks) for tasks in (1, 2, 5)]
        for table in tables:
            del table["time"]
        self.assertEqual(tables[0], tables[1])
        self.assertEqual(tables[0], tables[2])

    def test_more_than_2_gigabytes(self):
        # Sparse: all logits are 0, except in the last row, which lies beyond what an int can count in bytes.
        rows, classes = 60_000, 10_000
        array = np.lib.format.open_memmap(self.logits, mode="w+", dtype=np.float32, shape=(rows, classes))
        array[-1, 3] = 20
        del array
        self.assertGreater(self.logits.stat().st_size, 2**31)
        labels = np.zeros(rows, np.int64)
        labels[-1] = 3
        np.save(self.labels, labels)
        table = self.table()
        last = math.log(classes - 1 + math.exp(20)) - 20
        mean = ((rows - 1) * math.log(classes) + last) / rows
        self.assertTrue(table["loss"].startswith(f"{mean:.6f} nats"), table)
        self.assertEqual(table["top-1"], "100.000 %")
        # The file without its last row is another one: its last row is scored for what it is.
        labels[-1] = 4
        np.save(self.labels, labels)
        mean = ((rows - 1) * math.log(classes) + last + 20) / rows
        self.assertTrue(self.table()["loss"].startswith(f"{mean:.6f} nats"))

    def test_infinite_loss(self):
        x, y = self.draw()
        x[7, y[7]] = -np.inf
        np.save(self.logits, x)
        np.save(self.labels, y)
        others = np.delete(-scipy.special.log_softmax(x.astype(np.float64), axis=1)[np.arange(len(y)), y], 7).mean()
        table = self.table()
        self.assertEqual(table["infinite"], f"1 rows; the mean of the others is {others:.6f}")
        self.assertIn("nats", table["loss"])

    def test_errors(self):
        x, y = self.draw()
        nan, far = x.copy(), y.copy()
        nan[2500, 0] = np.nan
        far[2999] = 40
        for logits, labels, message in (
            (x, y[1:], r"logits\.npy \(f4, \[3000, 40\]\) and labels\.npy \(i8, \[2999\]\): the shapes must be .*"),
            (x, far, r"labels\.npy \(i8, \[3000\]\): label 40 in row 2999 must be 0 to 39"),
            (x, y - 41, r"labels\.npy .*: label -\d+ in row 0 must be 0 to 39"),
            (nan, y, r"logits\.npy .*: row 2500 has a NaN, or no class that is possible"),
            (x.astype(np.int32), y, r"logits\.npy .*: logits must be float16, float32 or float64"),
            (x, y.astype(float), r"labels\.npy .*: labels must be integers, but not uint64"),
            (x.astype(">f4"), y, r"logits\.npy must hold little-endian numbers in C order: .*"),
            (np.asfortranarray(x), y, r"logits\.npy must hold little-endian numbers in C order: .*"),
        ):
            with self.subTest(message):
                np.save(self.logits, logits)
                np.save(self.labels, labels)
                done = self.run_program()
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertRegex(done.stderr, rf"^score: {message}\n$")

    def test_files(self):
        x, y = self.draw()
        np.save(self.labels, y)
        for content, message in (
            (None, r"Could not find file '.*logits\.npy'\."),
            (b"", r"logits\.npy is not an array in NumPy's \.npy format"),
            (b"1 2 3\n", r"logits\.npy is not an array in NumPy's \.npy format"),
            (b"\x93NUMPY\x01\x00\xff\xff{", r"logits\.npy is not an array in NumPy's \.npy format"),
        ):
            with self.subTest(message):
                if content is not None:
                    self.logits.write_bytes(content)
                done = self.run_program()
                self.assertEqual((done.returncode, done.stdout), (1, ""))
                self.assertRegex(done.stderr, rf"^score: {message}\n$")
        np.save(self.logits, x)
        self.logits.write_bytes(self.logits.read_bytes()[:-1])
        self.assertEqual(self.run_program().stderr, "score: logits.npy is shorter than its header says\n")

    def test_progress_on_a_terminal(self):
        x, y = self.draw()
        np.save(self.logits, x)
        np.save(self.labels, y)
        master, slave = pty.openpty()
        command = ["dotnet", PROGRAM, self.logits, self.labels]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, timeout=300)
        os.close(slave)
        shown = os.read(master, 10_000).decode()
        os.close(master)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(shown, r"\r\[#{30}\] 100%  [\d,]+ rows/s\r\n$")
