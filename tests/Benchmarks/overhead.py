# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the library costs apart from its work: calls, size, memory."""

import subprocess
import sys

import numpy as np

from native import LIBRARY, ROOT, peers
from sampling import Contender, python_loop, race

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


def calls():
    """Nanoseconds per call from C and Python, by name: the fast end, because a call costs what it costs undisturbed."""
    sys.path.insert(0, str(ROOT / "bindings/python"))
    import nativeloss

    one, result = np.zeros((1, 1), np.float32), np.zeros(1, np.float32)
    row, probs = np.zeros((1, 16), np.float32), np.zeros((1, 16), np.float32)
    timings = race([
        Contender("nloss_version, C", peers.time_version),
        Contender("nloss_logsumexp_f32 1 x 1, C",
                  lambda times: peers.time_logsumexp(one.ctypes.data, 1, 1, result.ctypes.data, times)),
        Contender("nloss_softmax_f32 1 x 16, C",
                  lambda times: peers.time_softmax(row.ctypes.data, 1, 16, probs.ctypes.data, times)),
        Contender("nativeloss.softmax 1 x 16, Python", python_loop(lambda: nativeloss.softmax(row))),
        Contender("nativeloss.softmax 1 x 16 with out=, Python",
                  python_loop(lambda: nativeloss.softmax(row, out=probs))),
    ])
    return {timing.name: timing.percentile(10) * 1e9 for timing in timings}


def file_bytes():
    """Size of the native file."""
    return LIBRARY.stat().st_size


def memory_growth():
    """KiB of address space and of private memory that a fresh process gains by loading the file and calling it."""
    run = subprocess.run([sys.executable, "-c", PROBE, str(LIBRARY)], check=True, capture_output=True, text=True)
    return tuple(map(int, run.stdout.split()))
