# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the library costs apart from its work: calls from each language, size, memory."""

import ctypes
import subprocess
import sys

import nativeloss
import numpy as np

from native import LIBRARY, hosted, limit_level, nloss, timed_loop
from operations import LABELS_I64
from sampling import Contender, python_loop, race

CLASSES = 16
COLUMNS = "C", "C#, pointer", "C#", "ctypes", "Python"
PROBE = """
import ctypes, sys
ctypes.CDLL(None)
def pages():
    fields = (line.split() for line in open("/proc/self/status"))
    return {field[0]: int(field[1]) for field in fields if field[0] in ("VmSize:", "RssAnon:")}
pages()
before = pages()
library = ctypes.CDLL(sys.argv[1])
library.nloss_logsumexp_f32(*[ctypes.c_void_p()] * 7)
after = pages()
print(after["VmSize:"] - before["VmSize:"], after["RssAnon:"] - before["RssAnon:"])
"""


def calls(sample_seconds):
    """(function, nanoseconds by column) of one row of 16 classes: the fast end of the samples, as nothing disturbs it."""
    limit_level("v4")
    z, out, number = (np.zeros(shape, np.float32) for shape in ((1, CLASSES), (1, CLASSES), 1))
    labels = np.zeros(1, np.int64)
    rows, labelled = (1, CLASSES, None), (labels, LABELS_I64, 1, CLASSES, None, number)
    functions = {
        "softmax": ((z, CLASSES, *rows, out, CLASSES, None), lambda: nativeloss.softmax(z, out=out)),
        "logsumexp": ((z, CLASSES, *rows, number, None), lambda: nativeloss.logsumexp(z)),
        "cross_entropy": ((z, CLASSES, *labelled, None, 0, None), lambda: nativeloss.cross_entropy(z, labels)),
        "cross_entropy, gradient": (
            (z, CLASSES, *labelled, out, CLASSES, None),
            lambda: nativeloss.cross_entropy(z, labels, grad_out=out),
        ),
    }
    managed = ctypes.CFUNCTYPE(ctypes.c_double, ctypes.c_ssize_t, ctypes.c_ssize_t)(hosted("TimeCalls"))
    for index, (name, (arguments, python)) in enumerate(functions.items()):
        function = getattr(nloss, f"nloss_{name.split(',')[0]}_f32")
        addresses = [one.ctypes.data if isinstance(one, np.ndarray) else one for one in arguments]
        runs = [
            timed_loop(function, [arguments]),
            lambda times: managed(2 * index, times),
            lambda times: managed(2 * index + 1, times),
            python_loop([lambda: function(*addresses)]),
            python_loop([python]),
        ]
        timings = race([Contender(column, run, 1) for column, run in zip(COLUMNS, runs)], sample_seconds)
        yield name, [timing.percentile(10) * 1e9 for timing in timings]


def file_bytes():
    """Size of the native file."""
    return LIBRARY.stat().st_size


def memory_growth():
    """KiB of address space and of private memory that a fresh process gains by loading the file and calling it."""
    run = subprocess.run([sys.executable, "-c", PROBE, str(LIBRARY)], check=True, capture_output=True, text=True)
    return tuple(map(int, run.stdout.split()))
