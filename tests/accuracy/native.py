# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Calls the native file with a case. The generated manifest says what the parameters are, so that a new operation needs
nothing here."""

import ctypes
import importlib.util
import json
import os
from pathlib import Path

import numpy as np
from vectors import DTYPES, type_of

ROOT = Path(__file__).parents[2]
LIBRARY = Path(os.environ.get("NATIVELOSS_LIBRARY", ROOT / "artifacts/native/linux-x64/libnativeloss.so"))
LABELS = {1: np.int8, 2: np.uint8, 3: np.int16, 4: np.uint16, 5: np.int32, 6: np.uint32, 7: np.int64}
MASK_BOOL = 1


def _in_memory(name, array, case):
    """The array as the library reads it; bfloat16 is held as f32 elsewhere."""
    kind = type_of(name, case)
    if name == "second_labels":
        return array.astype(LABELS[case.ints["label_type"]])
    if name == "mask" and case.ints["mask_type"] == MASK_BOOL:
        return array.astype(np.uint8)
    return (array.view(np.uint32) >> 16).astype(np.uint16) if kind == "bf16" else array.copy()


def _from_memory(name, array, case):
    return (array.astype(np.uint32) << 16).view(np.float32) if type_of(name, case) == "bf16" else array


def _python_name(struct):
    return "".join(part.capitalize() for part in struct.removeprefix("nloss_").split("_"))


class Native:
    def __init__(self):
        spec = importlib.util.spec_from_file_location("_abi", ROOT / "bindings/python/nativeloss/_abi.py")
        self._abi = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._abi)
        self._library = ctypes.CDLL(str(LIBRARY))
        self._abi.declare(self._library)
        sections = json.loads((ROOT / "include/nativeloss.api.json").read_text())["sections"]
        self._functions = {f["name"]: f["parameters"] for section in sections for f in section["functions"]}
        self._library.nloss_limit_isa(4)  # another object may have limited the library that both share
        self.levels = [level for level in (2, 3, 4) if level <= self._library.nloss_isa()]

    def limit(self, level):
        status = self._library.nloss_limit_isa(level)
        assert status == 0 and self._library.nloss_isa() == level, f"level {level}: status {status}"

    def call(self, case, sizes):
        """The outputs that `sizes` names, with their counts. What is left unwritten is a number that no case gives."""
        name = f"nloss_{case.op}_{case.dtype}"
        parameters = {p["name"]: p for p in self._functions[name]}
        # The shapes are documented once, at the function for f32.
        shapes = {p["name"]: p.get("shape", "").split(", ") for p in self._functions[f"nloss_{case.op}_f32"]}
        arrays = {name: _in_memory(name, array, case) for name, array in case.inputs.items()}
        for output, size in sizes.items():
            if output not in arrays:
                unwritten = np.full(size, 77 if output == "correct" else -1234.5, DTYPES[type_of(output, case)])
                arrays[output] = _in_memory(output, unwritten, case)
        if case.labels is not None:
            arrays["labels"] = np.array(case.labels, LABELS[case.ints["label_type"]])
        ints = dict(case.ints)
        if "scratch" in parameters:
            ints["scratch_size"] = self._scratch_size(ints)
            arrays["scratch"] = np.empty(ints["scratch_size"], np.uint8)
        options = None
        if "options" in parameters:
            options = self._make_options(parameters["options"]["type"]["name"], case, arrays)
        arguments = [self._argument(p, shapes, ints, case.reals, arrays, options) for p in parameters.values()]
        status = getattr(self._library, name)(*arguments)
        assert status == 0, f"{case.name}: status {status}"
        return {name: _from_memory(name, arrays[name], case) for name in sizes}

    def _scratch_size(self, ints):
        size = ctypes.c_int64()
        assert not self._library.nloss_ranking_scratch_size_f32(ints["rows"], ints["classes"], None, ctypes.byref(size))
        return size.value

    @staticmethod
    def _argument(parameter, shapes, ints, reals, arrays, options):
        name, kind = parameter["name"], parameter["type"]
        if name == "options":
            return ctypes.addressof(options)
        if kind.get("pointer"):
            return arrays[name].ctypes.data if name in arrays else None
        if kind["name"] == "double":
            return reals[name]
        if name.endswith("_stride"):
            return ints[shapes[name.removesuffix("_stride")][-1]] * (ints.get("inner", 0) or 1)
        return ints.get(name, 0)

    def _make_options(self, struct, case, arrays):
        options = getattr(self._abi, _python_name(struct))()
        options.struct_size = ctypes.sizeof(options)
        width = case.ints.get("classes", case.ints.get("columns", 0))
        for name, _ in options._fields_:
            if name in case.ints or name in case.reals:
                setattr(options, name, (case.ints | case.reals)[name])
            elif name in arrays:
                setattr(options, name, arrays[name].ctypes.data)
                # An array with a row for each of the input's.
                if hasattr(options, name + "_stride") and arrays[name].size > width:
                    setattr(options, name + "_stride", width * (case.ints.get("inner", 0) or 1))
        return options
