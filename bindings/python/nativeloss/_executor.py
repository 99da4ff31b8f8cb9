# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Run the native library's tasks on a pool of Python threads."""

from __future__ import annotations

import collections
import ctypes
import os
import signal
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Callable, Optional

from . import _abi

Task = Callable[[Optional[int], int], None]

# The address of the nloss_executor that calls pass on; None runs on the calling thread.
active: int | None = None

# Elements of logits from which on it pays to wake threads up, some half a millisecond of work. Measured by
# `build.sh bench --threads`.
SMALLEST = 1 << 20

# A thread that wakes up late finds fewer tasks left, instead of making the others wait for its half of the work.
_TASKS_PER_THREAD = 4

_threads = 1
_pool: ThreadPoolExecutor | None = None
_chosen = False
_local = threading.local()

# By number of threads, and for ever: a call on another thread may have just read the address.
_structs: dict[int, _abi.Executor] = {}


def set_num_threads(n: int) -> None:
    """Set how many threads a call may use.

    Results do not depend on it: any number gives the same bits. Threads start when first needed, and calls for fewer
    than some 2**20 elements use none: it takes longer to wake them up. Calls that other threads are inside of end with
    the threads that they began with.

    Parameters
    ----------
    n : int
        Number of threads, the calling one included, at least 1. The default, 1, runs everything on the calling
        thread.

    Raises
    ------
    ValueError
        If `n` is below 1.

    Examples
    --------
    >>> import nativeloss as nl
    >>> nl.set_num_threads(2)
    >>> nl.get_num_threads()
    2
    >>> nl.set_num_threads(1)
    """
    global _chosen
    if n < 1:
        raise ValueError(f"set_num_threads expects a positive number, got {n}")
    _chosen = True
    _set(n)


def follow(n: int) -> None:
    """Use as many threads as another package does, unless `set_num_threads` was called."""
    if n != _threads and not _chosen:
        _set(n)


def _set(n: int) -> None:
    global active, _threads, _pool
    # The threads of a pool that nobody holds any more end by themselves.
    _threads = n
    if n == 1:
        active = _pool = None
        return
    # The calling thread works too, so that a call on an exhausted or ending pool still gets its work done.
    _pool = ThreadPoolExecutor(n - 1, thread_name_prefix="nativeloss")
    struct = _structs.setdefault(n, _abi.Executor(ctypes.sizeof(_abi.Executor), _TASKS_PER_THREAD * n, None, _parallel_for))
    active = ctypes.addressof(struct)


def get_num_threads() -> int:
    """Return how many threads a call may use, the calling one included.

    Examples
    --------
    >>> import nativeloss as nl
    >>> nl.get_num_threads()
    1
    """
    return _threads


def for_size(elements: int) -> int | None:
    """Return the executor for work that takes as long as the softmax of so many elements. Called once per call."""
    return active if elements >= SMALLEST else None


def raise_pending() -> None:
    """Raise what went wrong inside the callback of this thread's last native call, if anything did."""
    error = getattr(_local, "error", None)
    if error is not None:
        _local.error = None
        raise error


def _run(task: Task, data: int | None, count: int) -> None:
    indices = collections.deque(range(count))

    def drain() -> None:
        # popleft is atomic: each index is taken exactly once. The task itself runs without the GIL.
        while indices:
            try:
                index = indices.popleft()
            except IndexError:
                return
            task(data, index)

    # Another thread may set the number of threads: then this one alone, or the new pool, does it as well.
    pool = _pool
    helpers: list[Future[Any]] = []
    try:
        if pool is not None:
            for _ in range(min(count, _threads) - 1):
                helpers.append(pool.submit(drain))
    finally:
        try:
            drain()
        finally:
            _join(helpers)


def _join(helpers: list[Future[Any]]) -> None:
    # The tasks write into memory that the caller frees: nothing may leave before they are done.
    first: BaseException | None = None
    for helper in helpers:
        error = helper.exception()
        first = first or error
    if first is not None:
        raise first


def _run_uninterrupted(task: Task, data: int | None, count: int) -> None:
    # A Ctrl-C may raise between any two steps of this module, also between handing a task to a thread and remembering
    # it: the caller would then free memory that the thread still writes to. So it waits until all tasks are done.
    handler = signal.getsignal(signal.SIGINT) if threading.current_thread() is threading.main_thread() else None
    if handler is None:
        _run(task, data, count)
        return
    interrupts: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _frame: interrupts.append(number))
    try:
        _run(task, data, count)
    finally:
        signal.signal(signal.SIGINT, handler)
    if interrupts:
        signal.raise_signal(signal.SIGINT)


def _run_and_keep_error(_user: int | None, task: Task, data: int | None, count: int) -> None:
    # ctypes would print an exception and go on; it is kept for the caller of the native function instead. What remains
    # is a Ctrl-C in the microseconds before the first line and after the last.
    try:
        _run_uninterrupted(task, data, count)
    except BaseException as error:
        _local.error = error


_parallel_for = _abi.PARALLEL_FOR(_run_and_keep_error)


def _restart_after_fork() -> None:
    # The child has the pool but none of its threads.
    global _pool
    if _pool is not None:
        _pool = ThreadPoolExecutor(_threads - 1, thread_name_prefix="nativeloss")


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_restart_after_fork)
