# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The thread pool: the same bits for any number of threads, and no exception lost."""

import os
import signal
import subprocess
import sys
import threading
import time
from unittest import mock

import numpy as np

import nativeloss as nl
from nativeloss import _executor
from support import TestCase, logits

ROWS, CLASSES = 300, 1000


def everything():
    """Return the results of all operations on matrices large enough to be cut into tasks."""
    results = []
    for dtype in (np.float32, np.float64):
        x, g = logits(ROWS, CLASSES, dtype=dtype), logits(ROWS, CLASSES, dtype=dtype, seed=2)
        w = logits(200, CLASSES, dtype=dtype, seed=3)
        labels = np.arange(ROWS) % CLASSES
        results += [nl.softmax(x), nl.log_softmax(x), nl.logsumexp(x), nl.softmax_backward(x, g)]
        results += [nl.log_softmax_backward(x, g), nl.logsumexp_backward(x, g[:, 0])]
        results += nl.cross_entropy(x, labels, return_grad=True)
        results += nl.cross_entropy(x, g, return_grad=True, reduction="none")
        results += [nl.linear(x, w), *nl.linear_backward(x, w, g[:, :200])]
        p, m, v = x.copy(), np.zeros_like(x), np.zeros_like(x)
        nl.adam_step(p, g, m, v, 1)
        nl.sgd_step(p, g, m, momentum=0.9)
        results += [p, m, v]
    return results


class Threads(TestCase):
    def setUp(self):
        self.allow_threads()

    def test_any_number_gives_the_same_bits(self):
        expected = everything()
        original = _executor._run
        for threads in range(1, 17):
            nl.set_num_threads(threads)
            self.assertEqual(nl.get_num_threads(), threads)
            counts = []
            with mock.patch.object(
                _executor, "_run", lambda task, data, n: (counts.append(n), original(task, data, n))
            ):
                results = everything()
            for number, (got, want) in enumerate(zip(results, expected)):
                self.assert_same_bits(got, want, f"result {number} with {threads} threads")
            # Without this the test would pass on a library that ignores the executor.
            self.assertEqual(bool(counts), threads > 1)
            # No more than there are blocks of rows.
            self.assertEqual(max(counts, default=0), min(4 * threads, 32) if threads > 1 else 0)

    def test_few_rows_of_many_classes_are_shared(self):
        nl.set_num_threads(2)
        x, original = logits(8, 1 << 17), _executor._run
        for function in (nl.argmax, nl.logsumexp, nl.softmax):
            counts = []
            with mock.patch.object(
                _executor, "_run", lambda task, data, n: (counts.append(n), original(task, data, n))
            ):
                function(x)
            self.assertEqual(counts, [len(x)], function.__name__)

    def test_tasks_run_on_several_threads(self):
        nl.set_num_threads(4)
        seen, original = set(), _executor._run
        barrier = threading.Barrier(2, timeout=30)

        def run(task, data, count):
            def watched(data, index):
                # No thread gets past its first task before another has one too.
                if threading.get_ident() not in seen:
                    seen.add(threading.get_ident())
                    if len(seen) <= 2:
                        barrier.wait()
                task(data, index)

            original(watched, data, count)

        with mock.patch.object(_executor, "_run", run):
            nl.softmax(logits(ROWS, CLASSES))
        self.assertGreaterEqual(len(seen), 2)

    def test_callers_on_several_threads(self):
        nl.set_num_threads(3)
        x = logits(ROWS, CLASSES)
        expected, wrong = nl.softmax(x), []

        def work():
            for _ in range(10):
                if nl.softmax(x).tobytes() != expected.tobytes():
                    wrong.append(1)

        workers = [threading.Thread(target=work) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        self.assertFalse(wrong)

    def test_exception_of_the_pool_is_raised(self):
        nl.set_num_threads(4)
        x = logits(ROWS, CLASSES)
        with mock.patch.object(_executor._pool, "submit", side_effect=RuntimeError("no more threads")):
            with self.assertRaisesRegex(RuntimeError, "^no more threads$"):
                nl.softmax(x)
        # It is raised once, and the next call is clean.
        nl.softmax(x)

    def test_exception_of_a_task_is_raised(self):
        nl.set_num_threads(4)
        original = _executor._run
        for error in (ValueError("broken"), KeyboardInterrupt()):
            for failing in range(4):

                def run(task, data, count, error=error, failing=failing):
                    def broken(data, index):
                        task(data, index)
                        if index == failing:
                            raise error

                    original(broken, data, count)

                with mock.patch.object(_executor, "_run", run):
                    with self.assertRaises(type(error)):
                        nl.softmax(logits(ROWS, CLASSES))

    def test_bad_label_with_threads(self):
        nl.set_num_threads(4)
        labels = np.zeros(ROWS, int)
        labels[250] = CLASSES
        with self.assertRaisesRegex(IndexError, "^Target 1000 is out of bounds.$"):
            nl.cross_entropy(logits(ROWS, CLASSES), labels)

    def test_fork(self):
        nl.set_num_threads(4)
        x = logits(ROWS, CLASSES)
        expected = nl.softmax(x).tobytes()
        child = os.fork()
        if child == 0:
            signal.alarm(30)
            os._exit(0 if nl.softmax(x).tobytes() == expected and _executor._pool._threads else 1)
        self.assertEqual(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0)

    def test_interrupt_reaches_the_caller(self):
        # A shell's background jobs ignore the signal, and so would the child.
        code = (
            "import signal\n"
            "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
            "import numpy as np, nativeloss as nl\n"
            "nl.set_num_threads(4)\n"
            "x = np.zeros((4000, 1000), np.float32)\n"
            "print('ready', flush=True)\n"
            "while True: nl.softmax(x)\n"
        )
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.addCleanup(child.kill)
        self.assertEqual(child.stdout.readline(), "ready\n")
        time.sleep(0.3)
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=30)
        self.assertEqual(child.returncode, -signal.SIGINT, errors)
        self.assertTrue(errors.rstrip().endswith("KeyboardInterrupt"), errors)

    def test_call_while_the_interpreter_ends(self):
        code = (
            "import atexit, numpy as np, nativeloss as nl\n"
            "nl.set_num_threads(4)\n"
            "x = np.zeros((4000, 1000), np.float32)\n"
            "nl.softmax(x)\n"
            "def last():\n"
            "    try: nl.softmax(x)\n"
            "    except RuntimeError as error: print(error)\n"
            "atexit.register(last)\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertIn("cannot schedule new futures", done.stdout)
