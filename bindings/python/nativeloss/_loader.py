# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Find, load and check the native library."""

from __future__ import annotations

import ctypes
import os
import pathlib
import platform
import sys

from . import _abi

_PACKAGE = pathlib.Path(__file__).resolve().parent
_ARM64 = platform.machine().lower() in ("aarch64", "arm64")
# The system's name in the names of build.sh, the native file, and the name under which a system's own copy is found.
_SYSTEM, _FILE_NAME, _SHARED_NAME = {
    "win32": ("win", "nativeloss.dll", "nativeloss.dll"),
    "darwin": ("osx", "libnativeloss.dylib", f"libnativeloss.{_abi.ABI}.dylib"),
}.get(sys.platform, ("linux", "libnativeloss.so", f"libnativeloss.so.{_abi.ABI}"))
_LEVELS = {
    level.name.lower(): level
    for level in _abi.IsaLevel
    if level is not _abi.IsaLevel.NONE and (level is _abi.IsaLevel.NEON) == _ARM64
}


def _find() -> pathlib.Path:
    chosen = os.environ.get("NATIVELOSS_LIBRARY")
    if chosen:
        return pathlib.Path(chosen)
    candidates = [_PACKAGE / _FILE_NAME]
    # parents[2] is the root of a checkout: <root>/bindings/python/nativeloss.
    if len(_PACKAGE.parents) > 2:
        rid = f"{_SYSTEM}-{'arm64' if _ARM64 else 'x64'}"
        candidates.append(_PACKAGE.parents[2] / "artifacts" / "native" / rid / _FILE_NAME)
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    try:
        ctypes.CDLL(_SHARED_NAME)
        return pathlib.Path(_SHARED_NAME)
    except OSError:
        places = " nor ".join(str(candidate) for candidate in candidates)
        raise ImportError(
            f"nativeloss: no native library at {places}; run ./build.sh native or set NATIVELOSS_LIBRARY"
        ) from None


def _load(file: pathlib.Path) -> ctypes.CDLL:
    try:
        library = ctypes.CDLL(str(file))
        library.nloss_abi.restype = ctypes.c_int32
        library.nloss_api_hash.restype = ctypes.c_uint64
        abi, api_hash = library.nloss_abi(), library.nloss_api_hash()
    except (OSError, AttributeError) as error:
        raise ImportError(f"nativeloss: cannot load {file}: {error}") from error
    # The hash decides; the ABI number is there to tell a human how far apart the two are.
    if (abi, api_hash) != (_abi.ABI, _abi.API_HASH):
        raise ImportError(
            f"nativeloss: {file} has ABI {abi} and API hash {api_hash:#x}, "
            f"this package needs ABI {_abi.ABI} and API hash {_abi.API_HASH:#x}; build both from the same source"
        )
    _abi.declare(library)
    return library


def isa() -> str:
    """Return the instruction-set level that calls use now.

    Returns
    -------
    str
        ``"v2"`` (SSE4.2), ``"v3"`` (AVX2 and FMA) or ``"v4"`` (AVX-512), or ``"neon"`` on arm64; ``"none"`` where this
        CPU or operating system lacks the smallest, and then every operation raises RuntimeError.

    Examples
    --------
    >>> import nativeloss as nl
    >>> nl.isa() in ("v2", "v3", "v4", "neon")
    True
    """
    return _abi.IsaLevel(native.nloss_isa()).name.lower()


def limit_isa(level: str) -> None:
    """Limit the instruction-set level of all later calls in this process, for tests and comparisons.

    Results do not change, only speed. A level above what the machine has means the best it has. The environment
    variable ``NATIVELOSS_ISA``, read when the package is imported, does the same.

    Parameters
    ----------
    level : str
        ``"v2"``, ``"v3"`` or ``"v4"``; on arm64 ``"neon"``.

    Raises
    ------
    ValueError
        For any other level.
    RuntimeError
        If this machine has no usable level.

    Examples
    --------
    >>> import nativeloss as nl
    >>> nl.limit_isa("v2")
    >>> nl.isa()
    'v2'
    >>> nl.limit_isa("v4")
    """
    code = _LEVELS.get(level)
    if code is None:
        raise ValueError(f"{level!r} is not an instruction-set level; use one of {', '.join(_LEVELS)}")
    if native.nloss_limit_isa(code):
        raise RuntimeError("nativeloss: this CPU or operating system lacks the smallest instruction-set level, v2")


def show() -> None:
    """Print the version, the ABI, the instruction-set level and the path of the native library.

    Examples
    --------
    >>> import nativeloss as nl
    >>> nl.show()  # doctest: +ELLIPSIS
    nativeloss ...
    ABI ...
    ISA ...
    """
    print(f"nativeloss {version}")
    print(f"ABI        {_abi.ABI}, API hash {_abi.API_HASH:#x}")
    print(f"ISA        {isa()}")
    print(f"library    {path}")


def _version() -> str:
    number = native.nloss_version()
    return f"{number // 1_000_000}.{number // 1_000 % 1_000}.{number % 1_000}"


path = _find()
native = _load(path)
version = _version()

_limit = os.environ.get("NATIVELOSS_ISA")
if _limit:
    try:
        limit_isa(_limit)
    except ValueError as error:
        raise ImportError(f"nativeloss: NATIVELOSS_ISA: {error}") from error
