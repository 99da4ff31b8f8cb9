# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Train a softmax classifier on handwritten digits, by the rule of demo/README.md.

usage: demo.py [--bytes FILE] [--json FILE] [digits.csv.gz]
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import pathlib
import time

import numpy as np
import numpy.typing as npt

import nativeloss as nl

EPOCHS, BATCH, TRAIN_ROWS = 30, 32, 1437
PIXELS, CLASSES = 64, 10
LEARNING_RATE = 0.01

Floats = npt.NDArray[np.float32]
Labels = npt.NDArray[np.int64]


class Parameters:
    """Parameters from 0, with their gradient and Adam's state."""

    def __init__(self, *shape: int) -> None:
        self.values, self.grad, self.moment1, self.moment2 = np.zeros((4, *shape), np.float32)

    def update(self, step: int) -> None:
        nl.adam_step(self.values, self.grad, self.moment1, self.moment2, step, lr=LEARNING_RATE)


def read_digits(path: str) -> tuple[Floats, Labels]:
    """Read lines of 64 pixels from 0 to 16 and the digit."""
    with gzip.open(path, "rt", newline="") as file:
        table = np.array([[int(number) for number in row] for row in csv.reader(file)])
    return table[:, :PIXELS].astype(np.float32) / np.float32(16), table[:, PIXELS]


def train_epoch(pixels: Floats, labels: Labels, weight: Parameters, bias: Parameters, first_step: int) -> float:
    """Run one epoch and return the mean of the losses before each step."""
    total = 0.0
    for number, first in enumerate(range(0, len(labels), BATCH)):
        x, y = pixels[first : first + BATCH], labels[first : first + BATCH]
        logits = nl.linear(x, weight.values, bias.values)
        loss = nl.cross_entropy(logits, y, grad_out=logits)
        nl.linear_backward(x, weight.values, logits, grad_input=False, grad_weight=weight.grad, grad_bias=bias.grad)
        weight.update(first_step + number)
        bias.update(first_step + number)
        total += float(loss) * len(y)
    return total / len(labels)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("digits", nargs="?", default="tests/data/digits.csv.gz")
    parser.add_argument("--bytes", help="write epoch losses, weights and biases here, little-endian")
    parser.add_argument("--json", help="write epoch losses and the confusion matrix here")
    options = parser.parse_args()

    pixels, labels = read_digits(options.digits)
    weight, bias = Parameters(CLASSES, PIXELS), Parameters(CLASSES)
    steps = -(-TRAIN_ROWS // BATCH)
    print(f"Python, libnativeloss {nl.version}, level {nl.isa()}")

    start = time.perf_counter()
    losses = []
    for epoch in range(EPOCHS):
        losses.append(train_epoch(pixels[:TRAIN_ROWS], labels[:TRAIN_ROWS], weight, bias, 1 + epoch * steps))
        print(f"epoch {epoch + 1:2}  loss {losses[-1]:.6f}", flush=True)
    predicted = nl.linear(pixels[TRAIN_ROWS:], weight.values, bias.values).argmax(axis=1)
    seconds = time.perf_counter() - start

    truth = labels[TRAIN_ROWS:]
    correct, count = int((predicted == truth).sum()), len(truth)
    result = np.array(losses, "<f8").tobytes() + b"".join(p.values.astype("<f4").tobytes() for p in (weight, bias))
    print(f"final loss {losses[-1]!r}")
    print(f"test accuracy {correct}/{count} = {100 * correct / count:.2f}%")
    print(f"time {seconds:.3f} s")
    print(f"sha256 {hashlib.sha256(result).hexdigest()}")

    if options.bytes:
        pathlib.Path(options.bytes).write_bytes(result)
    if options.json:
        confusion = np.zeros((CLASSES, CLASSES), int)
        np.add.at(confusion, (truth, predicted), 1)
        report = {"losses": losses, "correct": correct, "count": count, "confusion": confusion.tolist()}
        pathlib.Path(options.json).write_text(json.dumps(report))


if __name__ == "__main__":
    main()
