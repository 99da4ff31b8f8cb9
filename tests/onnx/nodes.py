# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""ONNX's node tests: one-node models with their inputs and outputs, as Debian's libonnx-testdata has them.

Those that were converted from PyTorch have the operators' older versions. The `_expanded` twins compute the same
outputs by other operators and have nothing to test here.
"""

import collections
import math
import pathlib
import sys

import numpy as np
import onnx
from onnx import helper, numpy_helper

import nativeloss as nl

DATA = pathlib.Path("/usr/share/libonnx-testdata/data")
FOLDERS = ("node", "pytorch-converted")

# ONNX's own runner allows 1e-3 and 1e-7. The outputs are float32 results of NumPy, a few units in the last place off,
# and a logarithm near 0 is off by some of 1.
RELATIVE, ABSOLUTE = 2e-6, 5e-7

# How many tests Debian 12 has of each; fewer would mean that the data are not there.
EXPECTED = {
    "LogSoftmax": 10,
    "NegativeLogLikelihoodLoss": 18,
    "ReduceLogSumExp": 8,
    "Softmax": 10,
    "SoftmaxCrossEntropyLoss": 34,
}


def along_axis(function):
    """Softmax or LogSoftmax. Before version 13 the axis and all after it were the classes together."""

    def run(opset, inputs, *, axis=None):
        (x,) = inputs
        if opset >= 13:
            return (function(x, -1 if axis is None else axis),)
        split = 1 if axis is None else axis % x.ndim
        return (function(x.reshape(math.prod(x.shape[:split]), -1)).reshape(x.shape),)

    return run


def reduce_log_sum_exp(opset, inputs, *, axes=None, keepdims=1):
    # From version 18 the axes are an input.
    x, axes = inputs if len(inputs) == 2 else (inputs[0], axes)
    return (nl.logsumexp(x, None if axes is None else tuple(int(axis) for axis in axes), bool(keepdims)),)


def softmax_cross_entropy_loss(opset, inputs, *, reduction=b"mean", ignore_index=None):
    loss = nl.cross_entropy(*inputs, **loss_options(reduction, ignore_index))
    return loss, nl.log_softmax(inputs[0], 1)


def negative_log_likelihood_loss(opset, inputs, *, reduction=b"mean", ignore_index=None):
    return (nl.nll_loss(*inputs, **loss_options(reduction, ignore_index)),)


def loss_options(reduction, ignore_index):
    # ONNX has no default; -100 is no class of any test.
    return {"reduction": reduction.decode(), "ignore_index": -100 if ignore_index is None else ignore_index}


OPERATORS = {
    "LogSoftmax": along_axis(nl.log_softmax),
    "NegativeLogLikelihoodLoss": negative_log_likelihood_loss,
    "ReduceLogSumExp": reduce_log_sum_exp,
    "Softmax": along_axis(nl.softmax),
    "SoftmaxCrossEntropyLoss": softmax_cross_entropy_loss,
}


def tensors(folder, kind):
    count = len(list(folder.glob(f"{kind}_*.pb")))
    return [numpy_helper.to_array(onnx.load_tensor(str(folder / f"{kind}_{i}.pb"))) for i in range(count)]


def difference(got, expected):
    """Return what is wrong with a result, or nothing."""
    if np.shape(got) != expected.shape or np.asarray(got).dtype != expected.dtype:
        return f"{np.asarray(got).dtype}{np.shape(got)} instead of {expected.dtype}{expected.shape}"
    excess = np.abs(got - expected) - (ABSOLUTE + RELATIVE * np.abs(expected))
    return "" if (excess <= 0).all() else f"{got} instead of {expected}"


def run(model, folder):
    """Return what is wrong with the results of one data set, or nothing."""
    (node,) = model.graph.node
    (opset,) = (entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    options = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    inputs, expected = tensors(folder, "input"), tensors(folder, "output")
    try:
        got = OPERATORS[node.op_type](opset, inputs, **options)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if not expected or len(expected) > len(got):
        return f"{len(expected)} expected outputs, {len(got)} results"
    return "; ".join(filter(None, map(difference, got, expected)))


def main():
    passed, failed = collections.Counter(), collections.Counter()
    for path in sorted(path for folder in FOLDERS for path in (DATA / folder).glob("test_*/model.onnx")):
        if path.parent.name.endswith("_expanded"):
            continue
        model = onnx.load(str(path))
        name = model.graph.node[0].op_type
        if len(model.graph.node) != 1 or name not in OPERATORS:
            continue
        wrong = "; ".join(filter(None, (run(model, folder) for folder in path.parent.glob("test_data_set_*"))))
        print(f"FAILED: {path.parent.name}: {wrong}" if wrong else f"ok: {path.parent.name}")
        (failed if wrong else passed)[name] += 1
    for name, count in EXPECTED.items():
        print(f"{name}: {passed[name]} of {passed[name] + failed[name]}")
        if passed[name] + failed[name] < count:
            print(f"FAILED: {name}: the data have only {passed[name] + failed[name]} tests of {count}")
            failed[name] += 1
    print(f"{sum(passed.values())} passed, {sum(failed.values())} failed, 0 skipped")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
