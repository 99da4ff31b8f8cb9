# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Train a language model twice, with PyTorch's cross-entropy and with nativeloss.torch, and compare losses and times.

The text is this repository's own. Tokens are words, signs and frequent pairs of them, which makes a vocabulary of some
ten thousands; the model is that of Bengio et al. 2003: embeddings of the last tokens, a hidden layer, a softmax over the
vocabulary. Both models start from the same parameters and see the same batches.

usage: language_model.py [--steps N] [--vocabulary N] [--batch N]
"""

from __future__ import annotations

import argparse
import collections
import copy
import pathlib
import re
import statistics
import time
from typing import Callable, Iterator

import torch
import torch.nn.functional as F

import nativeloss as nl
import nativeloss.torch

ROOT = pathlib.Path(__file__).resolve().parents[2]
SOURCES = ("*.md", "docs/*.md", "include/*.h*", "src/**/*.cs", "bindings/**/*.py")
CONTEXT, EMBEDDING, HIDDEN = 6, 32, 64

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]


def read_words() -> list[str]:
    """Return the repository's text as words, numbers and signs."""
    files = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file())
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    return re.findall(r"[^\W\d_]+|\d+|[^\w\s]|_", text)


def tokenize(words: list[str], vocabulary: int) -> tuple[list[int], list[str]]:
    """Return the numbers of the tokens, and what they stand for: all words, and as many pairs as there is room for."""
    single = collections.Counter(words)
    pairs = collections.Counter(zip(words, words[1:]))
    chosen = {pair for pair, _ in pairs.most_common(max(vocabulary - len(single), 0))}
    tokens, at = [], 0
    while at < len(words):
        length = 2 if tuple(words[at : at + 2]) in chosen else 1
        tokens.append(" ".join(words[at : at + length]))
        at += length
    names = [name for name, _ in collections.Counter(tokens).most_common()]
    numbers = {name: number for number, name in enumerate(names)}
    return [numbers[token] for token in tokens], names


class LanguageModel(torch.nn.Module):
    """Logits of the next token from the last `CONTEXT` ones."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.embedding = torch.nn.Embedding(vocabulary, EMBEDDING)
        self.hidden = torch.nn.Linear(CONTEXT * EMBEDDING, HIDDEN)
        self.output = torch.nn.Linear(HIDDEN, vocabulary)

    def forward(self, context: torch.Tensor) -> torch.Tensor:
        """Return [N, vocabulary] logits of [N, CONTEXT] tokens."""
        logits: torch.Tensor = self.output(torch.tanh(self.hidden(self.embedding(context).flatten(1))))
        return logits


class Trainer:
    """A model with its loss and its times."""

    def __init__(self, name: str, model: LanguageModel, loss: Loss) -> None:
        self.name, self.model, self.loss = name, model, loss
        self.losses: list[float] = []
        self.seconds: list[float] = []
        self._optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9)

    def step(self, context: torch.Tensor, following: torch.Tensor) -> None:
        start = time.perf_counter()
        self._optimizer.zero_grad(set_to_none=True)
        loss = self.loss(self.model(context), following)
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimizer.step()
        self.losses.append(loss.item())
        self.seconds.append(time.perf_counter() - start)


def batches(tokens: torch.Tensor, size: int, count: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Yield contexts and the tokens that follow them, from anywhere in the text."""
    windows = tokens.unfold(0, CONTEXT + 1, 1)
    for _ in range(count):
        drawn = windows[torch.randint(len(windows), (size,))]
        yield drawn[:, :CONTEXT], drawn[:, CONTEXT]


def loss_errors(logits: torch.Tensor, following: torch.Tensor) -> tuple[float, float]:
    """Return the relative errors of PyTorch's and this library's loss of the same logits, against float64."""
    with torch.no_grad():
        exact = F.cross_entropy(logits.double(), following).item()
        theirs, ours = F.cross_entropy(logits, following).item(), nl.torch.cross_entropy(logits, following).item()
    return abs(theirs / exact - 1), abs(ours / exact - 1)


def loss_seconds(loss: Loss, logits: torch.Tensor, following: torch.Tensor) -> float:
    """Return the time that a loss and its gradient take."""
    leaf = logits.detach().requires_grad_()
    start = time.perf_counter()
    torch.autograd.grad(loss(leaf, following), leaf)
    return time.perf_counter() - start


def continuation(model: LanguageModel, names: list[str], start: torch.Tensor, length: int) -> str:
    """Return text that the model draws after some tokens."""
    context = start.tolist()
    with torch.no_grad():
        for _ in range(length):
            logits = model(torch.tensor([context[-CONTEXT:]]))[0]
            context.append(int(torch.multinomial(nl.torch.softmax(logits / 0.7, dim=0), 1)))
    shown = [names[token] for token in context]
    return f"{' '.join(shown[:CONTEXT])} | {' '.join(shown[CONTEXT:])}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--vocabulary", type=int, default=20_000, help="number of tokens, at least that of the words")
    parser.add_argument("--batch", type=int, default=256)
    options = parser.parse_args()

    torch.manual_seed(1)
    numbers, names = tokenize(read_words(), options.vocabulary)
    tokens = torch.tensor(numbers)
    model = LanguageModel(len(names))
    trainers = (
        Trainer("PyTorch", copy.deepcopy(model), F.cross_entropy),
        Trainer("NativeLoss", copy.deepcopy(model), nl.torch.cross_entropy),
    )
    print(f"{len(tokens):,} tokens of text, a vocabulary of {len(names):,}; batches of {options.batch}")
    print(f"PyTorch {torch.__version__}, NativeLoss {nl.version} ({nl.isa()}), {torch.get_num_threads()} thread(s)")
    print(f"\n{'step':>5} {'PyTorch':>10} {'NativeLoss':>10} {'difference':>11}")

    errors = []
    for step, (context, following) in enumerate(batches(tokens, options.batch, options.steps), 1):
        # In turns, so that neither is always the one that finds the caches as the other left them.
        for trainer in trainers if step % 2 else trainers[::-1]:
            trainer.step(context, following)
        theirs, ours = (trainer.losses[-1] for trainer in trainers)
        if step % max(options.steps // 10, 1) == 0 or step == 1:
            with torch.no_grad():
                errors.append(loss_errors(trainers[0].model(context), following))
            print(f"{step:5} {theirs:10.6f} {ours:10.6f} {abs(ours / theirs - 1):11.1e}", flush=True)

    logits = trainers[0].model(context).detach()
    parts = [[loss_seconds(t.loss, logits, following) for t in trainers] for _ in range(31)]
    steps = [statistics.median(trainer.seconds) for trainer in trainers]
    alone = [min(column) for column in zip(*parts)]
    worst = max(abs(b / a - 1) for a, b in zip(trainers[0].losses, trainers[1].losses))
    print(f"\nlargest relative difference of the losses in training: {worst:.1e}")
    print("largest relative error of a loss of the same logits, against float64: ", end="")
    print(", ".join(f"{t.name} {max(column):.1e}" for t, column in zip(trainers, zip(*errors))))
    print(f"\n{'time, ms':<38} {'PyTorch':>10} {'NativeLoss':>10} {'ratio':>6}")
    rows = ("training step, median", steps), (f"loss and its gradient, least of {len(parts)}", alone)
    for name, (theirs, ours) in rows:
        print(f"{name:<38} {1e3 * theirs:10.2f} {1e3 * ours:10.2f} {theirs / ours:6.2f}")
    print(f"\n{continuation(trainers[1].model, names, tokens[:CONTEXT], 40)}")


if __name__ == "__main__":
    main()
