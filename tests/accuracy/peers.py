# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The peers' results for a case of comparison.py: {output: array}, of what each of them has."""

import re
import subprocess
import warnings
from pathlib import Path

import numpy as np
import scipy
import scipy.special
import scipy.stats
import torch
import torch.nn.functional
from ulp import DTYPES

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "artifacts/dotnet/bin/TensorPrimitives/release/TensorPrimitives.dll"
TENSORS = r'"System.Numerics.Tensors" Version="([^"]+)"'
# Their versions, for the table.
VERSIONS = {
    "PyTorch": torch.__version__,
    "SciPy": scipy.__version__,
    "TensorPrimitives": re.search(TENSORS, (ROOT / "Directory.Packages.props").read_text())[1],
}

torch.set_num_threads(1)
warnings.filterwarnings("ignore")


def _torch(entry, case, arrays, output):
    tensors = {name: torch.from_numpy(array.copy()) for name, array in arrays.items()}
    labels = None if case.labels is None else torch.tensor(case.labels)
    inputs = {name: tensors[entry.gradients[name]].requires_grad_() for name in entry.gradients}
    value = entry.torch(torch.nn.functional, tensors, labels, case)
    results = {}
    if inputs:
        value.sum().backward()
        results = {name: tensor.grad.numpy().ravel() for name, tensor in inputs.items()}
    return results if output in results else results | {output: value.detach().numpy().ravel()}


def _tensor_primitives(function, case, arrays):
    (array,) = arrays.values()
    command = ["dotnet", str(PROGRAM), function, case.dtype, str(array.shape[-1])]
    done = subprocess.run(command, input=array.tobytes(), capture_output=True, check=True)
    return np.frombuffer(done.stdout, array.dtype)


def results(entry, case, shapes, output):
    """{peer: {output: array}}; `output` is the name of the value."""
    arrays, found = {name: array.reshape(shapes[name]) for name, array in case.inputs.items()}, {}
    if entry.torch:
        found["PyTorch"] = _torch(entry, case, arrays, output)
    if entry.scipy:
        with np.errstate(all="ignore"):
            value = np.ravel(entry.scipy(scipy, arrays))
            found["SciPy"] = {output: value.astype(DTYPES[case.dtype])}
    if entry.tensor_primitives:
        found["TensorPrimitives"] = {output: _tensor_primitives(entry.tensor_primitives, case, arrays)}
    return found
