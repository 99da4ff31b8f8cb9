# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What the library costs apart from its work: calls from each language, size, memory."""

import subprocess
import sys

import nativeloss
import numpy as np

from native import LIBRARY, hosted, limit_level, nloss, timed_loop
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
    """{what: nanoseconds}. The fast end of the samples: a call costs what it costs undisturbed."""
    limit_level("v4")
    z, out, lse, labels = (np.zeros(shape, np.float32) for shape in ((1, 16), (1, 16), 1, 1))
    labels = np.zeros(1, np.int64)
    softmax = z, 16, 1, 16, None, out, 16, None
    entropy = z, 16, labels, 7, 1, 16, None, lse, out, 16, None
    # Bare: with everything converted before.
    bare = {name: getattr(nloss, f"nloss_{name}_f32") for name in ("softmax", "logsumexp", "cross_entropy")}
    ...
