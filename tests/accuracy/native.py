# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Calls the native file with a case: raw pointers, nothing of the Python package but its generated declarations."""

import ctypes
import importlib.util
import os
from pathlib import Path

import elementwise
import numpy as np

ROOT = Path(__file__).parents[2]
LIBRARY = Path(os.environ.get("NATIVELOSS_LIBRARY", ROOT / "artifacts/native/linux-x64/libnativeloss.so"))
LABELS = {1: np.int8, 2: np.uint8, 3: np.int16, 4: np.uint16, 5: np.int32, 6: np.uint32, 7: np.int64}

# The parameters of each function: array/width for an array with a row stride, #integer, %double; the rest are arrays
# without one.
SIGNATURES = {
    "softmax": "logits/classes #rows #classes options probs/classes executor",
    "log_softmax": "logits/classes #rows #classes options log_probs/classes executor",
    "logsumexp": "logits/classes #rows #classes lse executor",
    "softmax_backward": "probs/classes grad_probs/classes #rows #classes grad_logits/classes executor",
    "log_softmax_backward": "logits/classes grad_log_probs/classes #rows #classes options grad_logits/classes executor",
    "logsumexp_backward": "logits/classes grad_lse #rows #classes grad_logits/classes executor",
    "cross_entropy": "logits/classes labels #label_type #rows #classes options loss grad/classes executor",
    "cross_entropy_soft": "logits/classes targets/classes #rows #classes options loss grad/classes executor",
    "linear": "input/inputs weight/inputs bias #rows #inputs #outputs output/outputs executor",
    "linear_backward": "input/inputs weight/inputs grad_output/outputs #rows #inputs #outputs "
    "grad_input/inputs grad_weight/inputs grad_bias executor",
    "sgd_step": "param grad velocity #count %learning_rate options executor",
    "rank": "values/classes #rows #classes ranks/classes scratch #scratch_size executor",
    "spearman": "first/classes second/classes #rows #classes correlation scratch #scratch_size executor",
    "soft_rank": "values/classes #rows #classes options ranks/classes scratch #scratch_size executor",
    "soft_rank_backward": "values/classes grad_ranks/classes #rows #classes options grad_values/classes "
    "scratch #scratch_size executor",
    "spearman_loss": "pred/classes target/classes #rows #classes options loss grad/classes "
    "scratch #scratch_size executor",
    "argmax": "input/classes #rows #classes indices executor",
    "top_k": "input/classes #rows #classes #k values/k indices/k executor",
    "adam_step": "param grad moment1 moment2 #count #step %learning_rate options executor",
}

_NUMBERS = {op: "".join(f"%{name} " for name in names) for op, names in elementwise.PARAMETERS.items()}
SIGNATURES |= {
    op: f"input/columns target/columns #rows #columns {_NUMBERS.get(op, '')}options loss grad/columns executor"
    for op in elementwise.LOSSES
}
SIGNATURES |= {
    "margin_ranking": "input1/columns input2/columns target/columns #rows #columns %margin options loss grad1/columns "
    "grad2/columns executor",
    "sigmoid": "logits/columns #rows #columns probs/columns executor",
    "sigmoid_backward": "logits/columns grad_probs/columns #rows #columns grad_logits/columns executor",
    "log_sigmoid": "logits/columns #rows #columns log_probs/columns executor",
    "log_sigmoid_backward": "logits/columns grad_log_probs/columns #rows #columns grad_logits/columns executor",
}


class Native:
    def __init__(self):
        spec = importlib.util.spec_from_file_location("_abi", ROOT / "bindings/python/nativeloss/_abi.py")
        self._abi = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(self._abi)
        self._library = ctypes.CDLL(str(LIBRARY))
        self._abi.declare(self._library)
        self._options = {
            "softmax": self._abi.SoftmaxOptions,
            "log_softmax": self._abi.SoftmaxOptions,
            "log_softmax_backward": self._abi.SoftmaxOptions,
            "cross_entropy": self._abi.CrossEntropyOptions,
            "cross_entropy_soft": self._abi.CrossEntropyOptions,
            "sgd_step": self._abi.SgdOptions,
            "adam_step": self._abi.AdamOptions,
            "soft_rank": self._abi.SoftRankOptions,
            "soft_rank_backward": self._abi.SoftRankOptions,
            "spearman_loss": self._abi.SoftRankOptions,
            **dict.fromkeys(elementwise.LOSSES, self._abi.ElementwiseOptions),
        }

    def best_level(self):
        return self._library.nloss_isa()

    def limit(self, level):
        status = self._library.nloss_limit_isa(level)
        assert status == 0 and self._library.nloss_isa() == level, f"level {level}: status {status}"

    def call(self, case, sizes):
        """The outputs that `sizes` names, with their counts. What is left unwritten is a number that no case gives."""
        dtype = {"f32": np.float32, "f64": np.float64}[case.dtype]
        arrays = {name: array.copy() for name, array in case.inputs.items()}
        for name, size in sizes.items():
            if name not in arrays:
                arrays[name] = np.full(size, -123456.75, np.int64 if name == "indices" else dtype)
        if case.labels is not None:
            arrays["labels"] = np.array(case.labels, LABELS[case.ints["label_type"]])

        if "scratch" in SIGNATURES[case.op]:
            arrays["scratch"] = np.empty(self._scratch_size(case), np.uint8)
        arguments = []
        for word in SIGNATURES[case.op].split():
            name, _, width = word.lstrip("#%").partition("/")
            if name == "scratch_size":
                arguments.append(arrays["scratch"].size)
            elif word[0] == "#":
                arguments.append(case.ints.get(name, 0))
            elif word[0] == "%":
                arguments.append(case.reals[name])
            elif name == "options":
                options = self._make_options(case, arrays)
                arguments.append(ctypes.addressof(options))
            elif name == "executor":
                arguments.append(None)
            else:
                arguments.append(arrays[name].ctypes.data if name in arrays else None)
            if width:
                arguments.append(case.ints[width])
        status = getattr(self._library, f"nloss_{case.op}_{case.dtype}")(*arguments)
        assert status == 0, f"{case.name}: status {status}"
        return {name: arrays[name] for name in sizes}

    def _scratch_size(self, case):
        size = ctypes.c_int64()
        rows, classes = case.ints["rows"], case.ints["classes"]
        assert self._library.nloss_ranking_scratch_size_f32(rows, classes, None, ctypes.byref(size)) == 0
        return size.value

    def _make_options(self, case, arrays):
        options = self._options[case.op]()
        options.struct_size = ctypes.sizeof(options)
        for name, value in (case.ints | case.reals).items():
            if hasattr(options, name):
                setattr(options, name, value)
        for name in ("class_weights", "weights", "row_weights", "pos_weights"):
            if name in arrays:
                setattr(options, name, arrays[name].ctypes.data)
        # An array of weights for every element has a row for each of the input's.
        for name in ("weights", "pos_weights"):
            if name in arrays and arrays[name].size > case.ints["columns"]:
                setattr(options, name + "_stride", case.ints["columns"])
        return options
