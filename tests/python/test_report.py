# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""`python -m nativeloss report`: its numbers beside scikit-learn's and float64, its errors, what it leaves behind."""

import contextlib
import html.parser
import io
import math
import os
import pathlib
import pty
import resource
import signal
import stat
import subprocess
import sys
import tempfile

import numpy as np
import scipy.special
import scipy.stats
import sklearn.metrics

import nativeloss as nl
from nativeloss.__main__ import main
from nativeloss._report import evaluation, progress, sums
from support import TestCase

ROWS, CLASSES = 700, 15


def draw(rows=ROWS, classes=CLASSES, seed=1, dtype=np.float32):
    random = np.random.default_rng(seed)
    y = random.integers(0, classes, rows)
    x = 2 * random.normal(size=(rows, classes))
    x[np.arange(rows), y] += 2
    return x.astype(dtype), y


class Elements(html.parser.HTMLParser):
    """The elements of a page with their attributes, and whether each that opens is closed."""

    VOID = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.found, self.open, self.text = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if self.open.pop() != tag:
            raise AssertionError(f"</{tag}> closes something else")

    def handle_data(self, data):
        self.text.append(data)


class Files(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.logits, self.labels = self.folder / "logits.npy", self.folder / "labels.npy"
        self.output = self.folder / "report.html"

    def save(self, logits, labels):
        np.save(self.logits, logits)
        np.save(self.labels, labels)

    def report(self, *options, **keywords):
        command = [sys.executable, "-W", "error", "-m", "nativeloss", "report", self.logits, self.labels]
        command += ["-o", self.output, *options]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, **keywords)


class Numbers(Files):
    def test_everything_against_float64(self):
        x, y = draw()
        self.save(x, y)
        found = evaluation.evaluate(self.logits, self.labels, bins=10, worst=5, shown=20)
        log_p = scipy.special.log_softmax(x.astype(np.float64), axis=1)
        p, losses = np.exp(log_p), -log_p[np.arange(ROWS), y]

        self.assertEqual((found.rows, found.ignored, found.shape, found.dtype), (ROWS, 0, x.shape, "float32"))
        reach = 1.959963984540054 * losses.std(ddof=1) / math.sqrt(ROWS)
        expected = losses.mean(), losses.mean() - reach, losses.mean() + reach
        np.testing.assert_allclose(found.loss, expected, rtol=1e-6)
        np.testing.assert_allclose(found.perplexity, np.exp(expected), rtol=1e-6)
        self.assertAlmostEqual(found.entropy, -(p * log_p).sum(1).mean(), 6)
        for k in (1, 2, 5, 14):
            share = sklearn.metrics.top_k_accuracy_score(y, x, k=k)
            self.assertAlmostEqual(found.top_k[k - 1].value, share, 12)
        self.assertAlmostEqual(found.top_k[CLASSES - 1].value, 1.0, 12)
        error = nl.metrics.expected_calibration_error(y, p, n_bins=10)
        self.assertAlmostEqual(found.calibration_error, error, 6)
        self.assertEqual(found.label_probs, np.histogram(p[np.arange(ROWS), y], 20, (0, 1))[0].tolist())
        self.assertTrue(found.confusion.complete)
        self.assert_same_bits(found.confusion.counts, sklearn.metrics.confusion_matrix(y, x.argmax(1)))
        worst = np.argsort(-losses)[:5]
        self.assertEqual([example.place for example in found.worst], [(i,) for i in worst.tolist()])
        for example, i in zip(found.worst, worst):
            self.assertEqual((example.label, example.predicted), (y[i], x[i].argmax()))
            self.assertEqual(example.rank, (x[i] > x[i, y[i]]).sum())
            got = example.loss, example.label_prob, example.predicted_prob
            np.testing.assert_allclose(got, (losses[i], p[i, y[i]], p[i].max()), rtol=2e-6)

    def test_intervals(self):
        for hits, count in ((0, 10), (8, 10), (10, 10), (9_000, 10_000)):
            for confidence in (0.5, 0.95):
                wilson = scipy.stats.binomtest(hits, count).proportion_ci(confidence, method="wilson")
                got = sums.share(hits, count, confidence)
                np.testing.assert_allclose(got, (hits / count, *wilson), rtol=1e-12, atol=1e-15)
        one = sums.Moments()
        one.add(np.array([2.0]))
        self.assertEqual(one.interval(0.95)[0], 2.0)
        self.assertTrue(math.isnan(one.interval(0.95).low))

    def test_moments_do_not_depend_on_the_pieces(self):
        values = 1e6 + np.random.default_rng(2).normal(size=1000)
        for sizes in ([1000], [1, 999], [100] * 10, [0, 500, 0, 500]):
            moments, at = sums.Moments(), 0
            for size in sizes:
                moments.add(values[at : at + size])
                at += size
            expected = values.mean(), 1.959963984540054 * values.std(ddof=1) / math.sqrt(1000)
            got = moments.interval(0.95)
            np.testing.assert_allclose((got.value, got.high - got.value), expected, rtol=1e-9)

    def test_pieces_give_what_the_whole_gives(self):
        x, y = draw()
        y[::7] = -100
        self.save(x, y)
        whole = evaluation.evaluate(self.logits, self.labels)
        original = evaluation.CHUNK_BYTES
        self.addCleanup(setattr, evaluation, "CHUNK_BYTES", original)
        evaluation.CHUNK_BYTES = 13 * x.strides[0]
        calls = []
        pieces = evaluation.evaluate(self.logits, self.labels, progress=lambda *now: calls.append(now))
        self.assertEqual(calls[:2] + calls[-1:], [(13, ROWS), (26, ROWS), (ROWS, ROWS)])
        np.testing.assert_allclose(pieces.loss, whole.loss, rtol=1e-12)
        self.assertEqual(pieces.worst, whole.worst)
        self.assertEqual(pieces.top_k, whole.top_k)
        self.assertEqual(whole.ignored, 100)
        self.assert_same_bits(pieces.confusion.counts, whole.confusion.counts)

    def test_many_classes(self):
        x, y = draw(rows=900, classes=40)
        y = np.where(np.arange(900) % 3 == 0, 17, y)
        self.save(x, y)
        confusion = evaluation.evaluate(self.logits, self.labels, shown=4).confusion
        counts = np.bincount(y, minlength=40)
        chosen = sorted(np.argsort(-counts, kind="stable")[:4].tolist())
        self.assertEqual((confusion.classes, confusion.complete), (chosen, False))
        full = sklearn.metrics.confusion_matrix(y, x.argmax(1), labels=range(40))
        for i, label in enumerate(chosen):
            self.assertEqual(confusion.counts[i, :4].tolist(), full[label, chosen].tolist())
            self.assertEqual(confusion.counts[i].sum(), counts[label])
        self.assertEqual(confusion.counts.sum(), 900)

    def test_every_layout_and_type(self):
        x, y = draw(rows=60, dtype=np.float16)
        self.save(x.astype(np.float32), y)
        expected = evaluation.evaluate(self.logits, self.labels)
        for logits, labels in (
            (x, y),
            (x.astype(">f4"), y.astype(">i2")),
            (np.asfortranarray(x.astype(np.float32)), y.astype(np.uint8)),
            (x.astype(np.float64).reshape(3, 4, 5, CLASSES), y.reshape(3, 4, 5)),
        ):
            self.save(logits, labels)
            found = evaluation.evaluate(self.logits, self.labels)
            np.testing.assert_allclose(found.loss, expected.loss, rtol=1e-6)
            places = [tuple(map(int, np.unravel_index(e.place, labels.shape))) for e in expected.worst]
            self.assertEqual([e.place for e in found.worst], [place if labels.ndim > 1 else e.place
                             for place, e in zip(places, expected.worst)])  # fmt: skip

    def test_confidence_of_wrong_rows(self):
        # Where the logits are so large that a logsumexp has no digits left after the point.
        rows = [1e7, 1e7 - 1, 1e7 - 3], [5, 5, 5], [0, 200, 0], [-np.inf, 3, 1], [np.inf, 0, np.inf]
        x = np.array(rows, np.float32)
        y = np.array([2, 1, 0, 0, 2])
        self.save(x, y)
        found = evaluation.evaluate(self.logits, self.labels, worst=5)
        expected = {
            0: 1 / (1 + math.exp(-1) + math.exp(-3)),
            1: 1 / 3,
            2: 1.0,
            3: 1 / (1 + math.exp(-2)),
            4: 0.5,
        }
        got = {example.place[0]: example.predicted_prob for example in found.worst}
        for row, prob in expected.items():
            self.assertAlmostEqual(got[row], prob, 6, row)
        self.assertEqual((found.impossible, found.loss.value), (1, math.inf))


class Page(Files):
    def test_is_one_page_that_needs_nothing_else(self):
        self.save(*draw())
        names = [f"class <{i}> & co" for i in range(CLASSES)]
        (self.folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
        done = self.report("--classes", self.folder / "names.txt", "--title", "Digits <v2>")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        text = self.output.read_text(encoding="utf-8")
        elements = Elements(text)
        self.assertEqual(elements.open, [])
        tags = [tag for tag, _ in elements.found]
        self.assertEqual((tags.count("svg"), tags.count("table"), tags.count("h1")), (3, 5, 1))
        self.assertFalse({"script", "link", "img", "iframe", "object"} & set(tags))
        for tag, attributes in elements.found:
            self.assertFalse({"src", "href", "onclick", "onload"} & set(attributes), tag)
            if tag == "svg":
                self.assertEqual(attributes["role"], "img")
                self.assertGreater(len(attributes["aria-label"]), 20)
            if tag == "th":
                self.assertIn(attributes["scope"], ("row", "col"))
        self.assertNotRegex(text.replace('"http://www.w3.org/2000/svg"', ""), r"https?:|url\(|@import")
        shown = " ".join(elements.text)
        for part in ("Digits <v2>", "class <14> & co", "Perplexity", "700 rows", "prefers-color-scheme: dark"):
            self.assertIn(part, shown)
        self.assertIn('lang="en"', text)

    def test_figures_are_in_it(self):
        x, y = draw()
        self.save(x, y)
        done = self.report()
        self.assertEqual(done.returncode, 0, done.stderr)
        text = self.output.read_text(encoding="utf-8")
        loss = sklearn.metrics.log_loss(y, scipy.special.softmax(x.astype(np.float64), axis=1))
        for number in (f"{loss:#.4g}", f"{math.exp(loss):#.4g}", f"{100 * (x.argmax(1) == y).mean():.2f}%"):
            self.assertIn(f"<dd>{number}<small>", text)
        self.assertIn(f"loss {loss:.6g}", done.stdout)

    def test_the_same_input_gives_the_same_bytes(self):
        self.save(*draw())
        pages = set()
        for threads in ("1", "2", "3"):
            self.assertEqual(self.report("--threads", threads).returncode, 0)
            pages.add(self.output.read_bytes())
        self.assertEqual(len(pages), 1)

    def test_infinite_loss(self):
        x, y = draw()
        x[3, y[3]] = -np.inf
        self.save(x, y)
        self.assertEqual(self.report().returncode, 0)
        text = self.output.read_text(encoding="utf-8")
        self.assertIn("Rows whose label has the probability 0: 1.", text)
        self.assertIn("<dd>∞<small></small>", text)

    def test_one_row_and_one_class(self):
        for x, y in (draw(rows=1), (np.zeros((4, 1), np.float32), np.zeros(4, int)), draw(rows=9, classes=2)):
            self.save(x, y)
            done = self.report()
            self.assertEqual((done.returncode, done.stderr), (0, ""))
            self.assertNotIn(">nan", self.output.read_text(encoding="utf-8"))


class Errors(Files):
    def fails(self, message, *options):
        self.addCleanup(nl.set_num_threads, 1)
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            status = main(["report", *map(str, (self.logits, self.labels, "-o", self.output, *options))])
        self.check_failure(message, status, errors.getvalue())

    def check_failure(self, message, status, errors):
        self.assertEqual(status, 1, errors)
        self.assertRegex(errors, rf"^nativeloss report: {message}\n$")
        left = {path.name for path in self.folder.iterdir()} - {"logits.npy", "labels.npy", "names.txt", "report.html"}
        self.assertEqual(left, set())

    def test_nothing_is_written(self):
        x, y = draw()
        nan, empty = x.copy(), x.copy()
        nan[500, 3] = np.nan
        empty[6] = -np.inf
        far = y.copy()
        far[321] = CLASSES
        cases = [
            (x, y[1:], r"labels\.npy: the shape is \[699\], but logits\.npy with its \[700, 15\] needs .* \[700\]"),
            (x, far, r"labels\.npy: label 15 in row 321 must be 0 to 14, or -100 to be ignored"),
            (x, y - 1, r"labels\.npy: label -1 in row \d+ must be 0 to 14, or -100 to be ignored"),
            (nan, y, r"logits\.npy: row 500 has a NaN, of class 3"),
            (empty, y, r"logits\.npy: row 6 has no class that is possible: all logits are -inf"),
            (x.astype(int), y, r"logits\.npy: logits must be .*float32.*, got int64"),
            (x, y.astype(float), r"labels\.npy: labels must be integers, but not uint64, got float64"),
            (x, y.astype(np.uint64), r"labels\.npy: labels must be integers, but not uint64, got uint64"),
            (x[0], y, r"logits\.npy: the shape must be \[rows, classes\], got \[15\]"),
            (x[:0], y[:0], r"labels\.npy: there is no row to evaluate"),
            (x, np.full(ROWS, -100), r"labels\.npy: there is no row to evaluate"),
            (nan.reshape(7, 100, CLASSES), y.reshape(7, 100), r"logits\.npy: row 5, 0 has a NaN, of class 3"),
        ]
        for old in (None, "an older report"):
            for logits, labels, message in cases:
                with self.subTest(message, old=old):
                    self.save(logits, labels)
                    if old:
                        self.output.write_text(old)
                    self.fails(message)
                    self.assertEqual(self.output.read_text() if self.output.exists() else None, old)

    def test_files(self):
        self.fails(r"logits\.npy: No such file or directory")
        self.logits.write_text("1 2 3")
        self.fails(r"logits\.npy: not an array in NumPy's \.npy format \(.*\)")
        x, y = draw()
        self.save(x, y)
        whole = self.logits.read_bytes()
        self.logits.write_bytes(whole[:-1])
        self.fails(r"logits\.npy: not an array in NumPy's \.npy format \(.*\)")
        np.save(self.logits, np.array([None, 1]), allow_pickle=True)
        self.fails(r"logits\.npy: not an array in NumPy's \.npy format \(.*\)")

    def test_output(self):
        self.save(*draw())
        self.output = self.folder / "nowhere" / "report.html"
        self.fails(r".*report\.html: there is no such folder, or the file is one")
        self.output = self.folder
        self.fails(r".*: there is no such folder, or the file is one")
        before = self.logits.read_bytes()
        self.output = self.logits
        self.fails(r".*logits\.npy: would overwrite an input")
        self.assertEqual(self.logits.read_bytes(), before)

    def test_full_disk_leaves_the_old_report(self):
        self.save(*draw())
        self.output.write_text("an older report")

        def small_files():
            # Smaller than the page; and the write fails instead of killing the process.
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        done = self.report(preexec_fn=small_files)
        self.check_failure(r".*File too large.*", done.returncode, done.stderr)
        self.assertEqual(self.output.read_text(), "an older report")

    def test_names(self):
        self.save(*draw())
        names = self.folder / "names.txt"
        names.write_text("a\nb\n")
        self.fails(r"names\.txt: 2 names, but logits\.npy has 15 classes", "--classes", names)
        names.write_bytes(b"\xff\n" * CLASSES)
        self.fails(r"names\.txt: not UTF-8 text \(.*\)", "--classes", names)

    def test_usage(self):
        for options in (["--bins", "0"], ["--confidence", "1"], ["--worst", "x"]):
            done = self.report(*options)
            self.assertEqual(done.returncode, 2)
            self.assertIn("usage: python -m nativeloss report", done.stderr)

    def test_permissions_are_those_of_a_new_file(self):
        self.save(*draw())
        self.assertEqual(self.report(umask=0o027).returncode, 0)
        self.assertEqual(stat.S_IMODE(self.output.stat().st_mode), 0o640)


class LargerThanMemory(Files):
    def test_logits_are_not_read_as_a_whole(self):
        # A sparse file of 2.2 GB of zeros, and only half a GB of memory for the process to write to.
        rows, classes = 11_000, 50_000
        array = np.lib.format.open_memmap(self.logits, mode="w+", dtype=np.float32, shape=(rows, classes))
        array[-1, 7] = 20
        del array
        self.assertGreater(self.logits.stat().st_size, 2**31)
        np.save(self.labels, np.full(rows, -100))
        labels = np.load(self.labels, mmap_mode="r+")
        labels[[0, -1]] = 7
        del labels
        limits = resource.RLIMIT_DATA, (2**29, 2**29)
        done = self.report("--threads", "1", preexec_fn=lambda: resource.setrlimit(*limits))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        expected = (math.log(classes) + math.log(classes - 1 + math.exp(20)) - 20) / 2
        self.assertIn(f"loss {expected:.6g},", done.stdout)


class ProgressBar(Files):
    def test_on_a_terminal(self):
        self.save(*draw())
        master, slave = pty.openpty()
        command = [sys.executable, "-m", "nativeloss", "report", self.logits, self.labels, "-o", self.output]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, timeout=120)
        os.close(slave)
        shown = os.read(master, 10_000).decode()
        os.close(master)
        self.assertEqual(done.returncode, 0)
        self.assertRegex(shown, r"^\r\[#{30}\] 100%  [\d,]+ rows/s\x1b\[K\r\n$")

    def test_how_much_is_left(self):
        class Terminal(list):
            isatty, flush, write = lambda self: True, lambda self: None, list.append

        now = iter([0.0, 1.0, 1.05, 2.0, 4.0])
        stream = Terminal()
        bar = progress.Progress(stream, clock=lambda: next(now))
        for done in (25, 26, 50, 100):
            bar(done, 100)
        bar.close()
        self.assertEqual([part.strip("\r\x1b[K") for part in stream][:3], [
            f"{'#' * 7}{'.' * 23}]  25%  25 rows/s, 3 s left",
            f"{'#' * 15}{'.' * 15}]  50%  25 rows/s, 2 s left",
            f"{'#' * 30}] 100%  25 rows/s",
        ])  # fmt: skip
        self.assertEqual(stream[-1], "\n")
