# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The Python example of the README. tests/python/test_examples.py runs it.
# [readme]
import numpy as np
import nativeloss as nl

logits = np.array([[0.5, 1.5, 0.1], [2.2, 1.3, 1.7]], dtype=np.float32)
labels = np.array([1, 2])

print(nl.softmax(logits))
loss, grad = nl.cross_entropy(logits, labels, return_grad=True)
print(f"loss {loss:.7f}")
logits -= 0.5 * grad
print(f"after one step {nl.cross_entropy(logits, labels):.7f}")
# [/readme]
