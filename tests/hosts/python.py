# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Python hosts: worker processes made by fork, and faulthandler. Prints a line for run.sh to compare."""

import ctypes
import faulthandler
import multiprocessing
import sys
import threading

import numpy as np

if sys.argv[1] == "before the import":
    faulthandler.enable()
import nativeloss as nl  # noqa: E402

X = np.linspace(-5, 5, 300 * 1000, dtype=np.float32).reshape(300, 1000)


def work(_):
    """Return the bytes of a result, which two threads of the binding's pool compute."""
    return nl.softmax(X).tobytes()


def pools():
    nl.set_num_threads(2)
    expected, stop = work(0), threading.Event()

    def call():
        while not stop.is_set():
            work(0)

    caller = threading.Thread(target=call)
    caller.start()
    tasks = wrong = 0
    context = multiprocessing.get_context("fork")
    for _ in range(10):
        with context.Pool(4) as pool:
            for got in pool.imap_unordered(work, range(20)):
                tasks += 1
                wrong += got != expected
    stop.set()
    caller.join()
    print(f"{tasks} tasks in 40 forked workers, {wrong} wrong")


def crash(order):
    """End by a real fault, of which faulthandler has to write the traceback."""
    if order == "after the import":
        faulthandler.enable()
    nl.softmax(X)
    if order == "after a call":
        faulthandler.enable()
    nl.softmax(X)
    ctypes.string_at(0)


if __name__ == "__main__":
    pools() if sys.argv[1] == "pools" else crash(sys.argv[1])
