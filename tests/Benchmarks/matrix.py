# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Which races are run. The shapes are those that people have: see where each list says so."""

from dataclasses import dataclass

from contenders import GIVEN, IN_PLACE, NEW
from elementwise import ArgMax, BinaryCrossEntropy, MeanSquaredError, Sigmoid, TopK
from operations import (
    AddedMaskSoftmax,
    BiasedSoftmax,
    CappedCrossEntropyGrad,
    CrossEntropy,
    CrossEntropyGrad,
    CrossEntropySoft,
    Entropy,
    LogSoftmax,
    LogSoftmaxBackward,
    LogSumExp,
    LogSumExpBackward,
    MaskedSoftmax,
    Softmax,
    SoftmaxBackward,
    Softmin,
    TemperedLogSoftmax,
    TemperedSoftmax,
)
from problem import CACHE_BYTES, DATA, Problem

CALLS = [(1, 10), (1, 64), (1, 100), (1, 1000)]
# CIFAR, ImageNet with 1000, 1001 and all classes, ADE20K.
VISION = [(256, 10), (65536, 10), (1024, 100), (128, 1000), (1024, 1000), (128, 1001), (64, 21841), (66049, 151)]
# Heads times queries, keys.
ATTENTION = [(4096, 128), (16 * 12 * 384, 384), (12 * 1024, 1024), (4096, 4096), (64 * 16 * 100, 100)]
# oneDNN's shapes of language models' inner layers.
INNER_LAYERS = [(240, 20), (8576, 67)]
# Tokens, words: BERT, Llama 2, GPT-2, Llama 3, Qwen, Gemma.
LANGUAGE = [(16, 28996), (256, 32000), (1, 50257), (512, 50257), (1024, 65536), (256, 128256), (512, 128256)]
LANGUAGE += [(64, 151936), (64, 256000)]
# Segmentation and detection: the class axis is not the last.
INNER = [(32, 81, 8732), (1, 3072, 1024), (4, 21, 65536)]
# As many elements with ever more classes; one more than a power of two has a tail.
SWEEP = [(1 << 24 - k, (1 << k) + more) for k in range(1, 23) for more in (0, 1) if k % 2 == 0 or more == 0]
QUICK = [(65536, 10), (4096, 128), (1024, 1000), (256, 32000)]
SOME = [(65536, 10), (1024, 1000), (512, 50257)]


@dataclass(frozen=True)
class Race:
    """An operation on a problem."""

    operation: type
    shape: tuple
    dtype: str = "f32"
    memory: str = GIVEN
    cold: bool = False
    variant: str = ""
    data: str = "normal"
    threads: int = 1
    only: tuple = ("",)

    @property
    def text(self):
        """In words; what is as usual is left out."""
        name = self.operation.label or self.operation.name
        usual = self.memory == GIVEN, not self.cold, not self.variant, self.data == "normal", self.threads == 1
        words = self.memory, "cold", self.variant, self.data, f"{self.threads} threads"
        more = [word for word, is_usual in zip(words, usual) if not is_usual]
        return ", ".join([name, " x ".join(map(str, self.shape)), self.dtype, *more])

    def prepare(self):
        """The operation, with its arrays made."""
        problem = Problem(*self.shape, dtype=self.dtype, cold=self.cold, data=self.data)
        variant = {"variant": self.variant} if self.variant else {}
        return self.operation(problem, self.memory, self.threads, **variant)


def quick():
    """A tour of some two minutes."""
    for operation in Softmax, CrossEntropy, CrossEntropyGrad:
        yield from (Race(operation, shape) for shape in QUICK)
    yield Race(LogSoftmax, (1024, 1000))
    yield Race(LogSoftmax, (2, 81, 8732))
    yield Race(LogSumExp, (1024, 1000))
    yield Race(Softmax, (1024, 1000), cold=True)
    yield Race(Softmax, (1024, 1000), memory=NEW)
    yield Race(CrossEntropyGrad, (256, 32000), memory=IN_PLACE)
    yield Race(CrossEntropyGrad, (256, 32000), dtype="bf16")


def full():
    """Everything."""
    shapes = CALLS + VISION + ATTENTION + INNER_LAYERS + LANGUAGE
    for operation in Softmax, LogSoftmax, LogSumExp, CrossEntropy, CrossEntropyGrad:
        yield from (Race(operation, shape) for shape in shapes)
        yield from (Race(operation, shape) for shape in INNER)
        yield from (Race(operation, shape, cold=True) for shape in shapes if _is_cached(shape))
        yield from (Race(operation, shape, dtype) for dtype in ("f64", "bf16", "f16") for shape in SOME)
    for operation in Softmax, LogSoftmax, CrossEntropyGrad:
        yield from (Race(operation, shape, memory=NEW) for shape in VISION + LANGUAGE)
    yield from (Race(CrossEntropyGrad, shape, memory=IN_PLACE) for shape in VISION + LANGUAGE)
    for operation in CrossEntropySoft, Entropy, SoftmaxBackward, LogSoftmaxBackward, LogSumExpBackward:
        yield from (Race(operation, shape) for shape in SOME)
    for operation in Sigmoid, BinaryCrossEntropy, MeanSquaredError, ArgMax:
        yield from (Race(operation, shape, dtype) for dtype in ("f32", "f64") for shape in ((65536, 10), (1024, 1000)))
    # Of the experts of a token, of ImageNet's classes.
    yield from (Race(TopK, shape) for shape in ((65536, 10), (16384, 64), (4096, 128), (1024, 1000)))
    for operation in TemperedSoftmax, TemperedLogSoftmax, Softmin, MaskedSoftmax, AddedMaskSoftmax, CappedCrossEntropyGrad:
        yield from (Race(operation, shape, dtype) for dtype in ("f32", "f64") for shape in ((65536, 10), (1024, 1000)))
    yield from (Race(BiasedSoftmax, shape) for shape in ((65536, 10), (1024, 1000)))
    # With more classes than a tile of targets holds.
    yield Race(CrossEntropySoft, (8192, 64))
    for variant in "smoothing 0.1", "class weights", "ignored 50 %", "ignored 100 %":
        yield from (Race(CrossEntropyGrad, shape, variant=variant) for shape in SOME)
    yield from (Race(operation, (1024, 1000), data=data) for operation in (Softmax, CrossEntropyGrad) for data in DATA)
    # Those that have threads, and are fast enough for so many shapes.
    few = "NativeLoss v4", "NativeLoss v3", "PyTorch", "oneDNN", "memcpy"
    for operation in Softmax, CrossEntropyGrad:
        yield from (Race(operation, shape, threads=2, only=few) for shape in SOME)
        yield from (Race(operation, shape, only=few) for shape in SWEEP)


def _is_cached(shape):
    """Whether it makes a difference that the caches are cold, and there are not too many copies."""
    return CACHE_BYTES / 1000 < 8 * shape[0] * shape[1] < 2 * CACHE_BYTES
