# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The timed loops of peers.c, and the levels of the native file."""

import ctypes
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARY = ROOT / "artifacts/native/linux-x64/libnativeloss.so"
LEVELS = {"v2": 2, "v3": 3, "v4": 4}

peers = ctypes.CDLL(str(ROOT / "artifacts/bench/libpeers.so"))
nloss = ctypes.CDLL(str(LIBRARY))

_pointer, _long = ctypes.c_void_p, ctypes.c_int64
for _name, _types in {
    "time_softmax": [_pointer, _long, _long, _pointer, _long],
    "time_cross_entropy": [_pointer, _pointer, _long, _long, _pointer, _pointer, _long],
    "time_logsumexp": [_pointer, _long, _long, _pointer, _long],
    "time_version": [_long],
    "time_memcpy": [_pointer, _pointer, _long, _long],
    "time_read": [_pointer, _pointer, _long, _long],
    "time_peer_softmax": [_pointer, _long],
}.items():
    getattr(peers, _name).argtypes = _types
    getattr(peers, _name).restype = ctypes.c_double
peers.peer_prepare.argtypes = [_pointer, _pointer, _long, _long, _pointer]


def best_level():
    """What the machine has when nothing limits it."""
    nloss.nloss_limit_isa(max(LEVELS.values()))
    level = nloss.nloss_isa()
    return next(name for name, number in LEVELS.items() if number == level)


def levels():
    """Every level that this machine has, the best first."""
    best = LEVELS[best_level()]
    return [name for name, number in reversed(LEVELS.items()) if number <= best]


def at_level(level, run):
    """A contender's run with the level limited."""

    def limited(times):
        nloss.nloss_limit_isa(LEVELS[level])
        return run(times)

    return limited


def dnnl_version():
    """As major.minor.patch."""
    numbers = [ctypes.c_int() for _ in range(3)]
    peers.peer_version(*map(ctypes.byref, numbers))
    return ".".join(str(number.value) for number in numbers)
