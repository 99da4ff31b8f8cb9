# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What bindings/csharp/Example.cs prints, by the arbitrary-precision definition."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "reference"))
import reference  # noqa: E402

BATCH, LABELS = [[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]], [1, 2]

reference.set_dtype("f64")
probs = [p for row in BATCH for p in reference.softmax(row)]
(loss,), _ = reference.cross_entropy(BATCH, LABELS)
print("probabilities", *(f"{float(p):.6f}" for p in probs))
print(f"loss {float(loss):.6f}")
