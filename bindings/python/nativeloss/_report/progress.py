# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""A progress bar."""

from __future__ import annotations

import time
from typing import Callable, TextIO

_WIDTH = 30


class Progress:
    """A line of a terminal that says how far a count has come; in a file, nothing."""

    def __init__(self, stream: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._clock = stream, clock
        self._start = self._shown = clock()
        self._visible = False

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` rows are done, at most ten times a second."""
        now = self._clock()
        if not self._stream.isatty() or (done < total and self._visible and now - self._shown < 0.1):
            return
        self._shown, self._visible = now, True
        full = _WIDTH * done // total
        passed = max(now - self._start, 1e-9)
        left = "" if done == total else f", {passed / done * (total - done):.0f} s left"
        bar = f"[{'#' * full}{'.' * (_WIDTH - full)}] {done / total:4.0%}  {done / passed:,.0f} rows/s{left}"
        self._stream.write(f"\r{bar}\x1b[K")
        self._stream.flush()

    def close(self) -> None:
        """End the line."""
        if self._visible:
            self._stream.write("\n")
            self._visible = False
