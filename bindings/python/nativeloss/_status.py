# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Turn what a native call reported into a Python exception."""

from __future__ import annotations

from . import _abi, _executor
from ._loader import native


def finish(status: int) -> None:
    """Raise what the executor's callback met, else what the status says; return if both are clean."""
    _executor.raise_pending()
    if status == _abi.Status.OK:
        return
    if status == _abi.Status.E_ALIAS:
        raise ValueError("an output overlaps another array in memory; it may only be the very same array as an input")
    if status == _abi.Status.E_UNSUPPORTED:
        raise RuntimeError("nativeloss: this CPU or operating system lacks the smallest instruction-set level, v2")
    # Everything else is checked before the call, with a better message.
    raise RuntimeError(f"nativeloss: {native.nloss_status_name(status).decode()}")
