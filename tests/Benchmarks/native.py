# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The native file, its levels, and the C and C# functions that are timed beside it."""

import ctypes
import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import scipy
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "bindings/python"))

from nativeloss import _abi as abi
from nativeloss import _loader

LIBRARY = _loader.path
LEVELS = {"v4": 4, "v3": 3, "v2": 2}
MAX_ARGUMENTS = 12

nloss = _loader.native
peers = ctypes.CDLL(str(ROOT / "artifacts/bench/libpeers.so"))
libc = ctypes.CDLL(None)

for _function in peers.onednn_prepare, peers.xnnpack_prepare, peers.make_pool, peers.onednn_version:
    _function.restype = ctypes.c_void_p
peers.onednn_prepare.argtypes = [ctypes.c_void_p] + [ctypes.c_int64] * 3 + [ctypes.c_int] * 2 + [ctypes.c_void_p]
peers.xnnpack_prepare.argtypes = [ctypes.c_void_p] + [ctypes.c_int64] * 2 + [ctypes.c_void_p]
peers.time_calls.restype = ctypes.c_double
peers.time_calls.argtypes = [ctypes.c_void_p] * 2 + [ctypes.c_int64] * 3 + [ctypes.c_int]


def address(array):
    return array.ctypes.data


@functools.lru_cache(maxsize=None)
def pool(threads):
    """The address of an executor; 0 for the calling thread alone."""
    return 0 if threads == 1 else peers.make_pool(threads)


def limit_level(level):
    """All later calls use at most this level."""
    nloss.nloss_limit_isa(LEVELS[level])


def levels():
    """Those that this machine has, the best first."""
    limit_level("v4")
    best = nloss.nloss_isa()
    return [name for name, number in LEVELS.items() if number <= best]


def timed_loop(function, argument_sets):
    """Return run(times): calls a C function, with the sets of arguments in turn, and returns the seconds.

    Arguments are integers, None for NULL, ctypes structs and NumPy arrays, which are passed by their address.
    """
    rows = [[_number(argument) for argument in arguments] for arguments in argument_sets]
    table = np.array([row + [0] * (MAX_ARGUMENTS - len(row)) for row in rows], np.int64)
    where = function if isinstance(function, int) else ctypes.cast(function, ctypes.c_void_p).value
    checked = getattr(function, "__name__", "").startswith("nloss_")
    position = 0

    def run(times):
        nonlocal position
        seconds = peers.time_calls(where, table.ctypes.data, len(table), position, times, checked)
        if seconds < 0:
            raise RuntimeError(f"{function.__name__} reports an error")
        position = (position + times) % len(table)
        return seconds

    # The table has only addresses: what is there must live as long.
    run.keeps = argument_sets
    return run


def _number(argument):
    if isinstance(argument, np.ndarray):
        return argument.ctypes.data
    if isinstance(argument, ctypes.Structure):
        return ctypes.addressof(argument)
    return argument or 0


def hosted(name):
    """The address of a function of Managed/Hosted.cs, in a .NET runtime in this process."""
    global _get_function
    if _get_function is None:
        _get_function = _start_runtime()
    made = ctypes.c_void_p()
    assembly, kind = str(MANAGED).encode(), b"NativeLoss.Benchmarks.Hosted, Benchmarks"
    any_signature = ctypes.c_void_p(-1)
    status = _get_function(assembly, kind, name.encode(), any_signature, None, ctypes.byref(made))
    if status:
        raise RuntimeError(f".NET has no {name}: {status & 0xFFFFFFFF:#x}")
    return made.value


MANAGED = ROOT / "artifacts/dotnet/bin/Benchmarks/release/Benchmarks.dll"
_get_function = None


def _start_runtime():
    """hostfxr is how .NET is started from C; its functions are in hostfxr.h of the runtime's sources."""
    dotnet = Path(os.path.realpath(shutil.which("dotnet"))).parent
    host = ctypes.CDLL(str(max(dotnet.glob("host/fxr/*/libhostfxr.so"))))
    context, function = ctypes.c_void_p(), ctypes.c_void_p()
    config = str(MANAGED.with_suffix(".runtimeconfig.json")).encode()
    status = host.hostfxr_initialize_for_runtime_config(config, None, ctypes.byref(context))
    if status:
        raise RuntimeError(f".NET does not start: {status & 0xFFFFFFFF:#x}")
    load_assembly_and_get_function_pointer = 5
    host.hostfxr_get_runtime_delegate(context, load_assembly_and_get_function_pointer, ctypes.byref(function))
    pointers = [ctypes.c_char_p] * 3 + [ctypes.c_void_p] * 3
    return ctypes.CFUNCTYPE(ctypes.c_int, *pointers)(function.value)


def versions():
    """Of the peers."""
    tensors = json.loads(MANAGED.with_suffix(".deps.json").read_text())["libraries"]
    debian = ["dpkg-query", "--show", "--showformat", "${Version}", "libxnnpack0"]
    return {
        "PyTorch": torch.__version__.split("+")[0],
        "oneDNN": ctypes.string_at(peers.onednn_version()).decode(),
        "XNNPACK": subprocess.run(debian, capture_output=True, text=True).stdout,
        "SciPy": scipy.__version__,
        "NumPy": np.__version__,
        "TensorPrimitives": next(name.split("/")[1] for name in tensors if name.startswith("System.Numerics.Tensors/")),
    }
