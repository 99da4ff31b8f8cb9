# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Measures NativeLoss against PyTorch and oneDNN, one thread, one process. Run through ./build.sh bench."""

import argparse
import os
import re
import sys
from pathlib import Path

# Before torch and oneDNN are loaded: they read these once.
os.environ |= {"ATEN_CPU_CAPABILITY": "avx512", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import torch

import overhead
from contenders import Problem
from native import best_level, dnnl_version, levels
from report import markdown, record, write
from sampling import SAMPLES, race

SHAPES = [(4096, 10), (4096, 128), (1024, 1000), (256, 32000)]
CROSS_ENTROPY_BAR = (256, 32000), "PyTorch", 4.0
SOFTMAX_BAR = (1024, 1000), "oneDNN", 1.4


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true", help="write results/<cpu>_<level>/*.csv")
    parser.add_argument("--strict", action="store_true", help="exit status 1 when a bar is missed")
    options = parser.parse_args()
    torch.set_num_threads(1)

    best = best_level()
    print(f"CPU: {cpu()}; level {best}; PyTorch {torch.__version__.split('+')[0]}; oneDNN {dnnl_version()}; "
          f"{SAMPLES} interleaved samples, medians; one thread\n", flush=True)

    problems = {shape: Problem(*shape) for shape in SHAPES}
    tables = {
        "softmax": [problems, lambda p: [p.softmax(best), p.dnnl_softmax(), p.torch_softmax(), *p.roofs()]],
        "cross-entropy": [problems, lambda p: [p.cross_entropy(best), p.torch_cross_entropy(), *p.roofs()]],
        "cross-entropy and gradient": [
            problems, lambda p: [p.cross_entropy(best, grad=True), p.torch_cross_entropy_backward(), *p.roofs()]],
        "softmax by level": [[SOFTMAX_BAR[0]], lambda p: [p.softmax(level) for level in levels()]],
        "cross-entropy by level": [[CROSS_ENTROPY_BAR[0]], lambda p: [p.cross_entropy(level) for level in levels()]],
    }
    results = {}
    for title, (shapes, contenders) in tables.items():
        results[title] = {shape: race(contenders(problems[shape])) for shape in shapes}
        records = [record(problems[shape], timing) for shape in shapes for timing in results[title][shape]]
        print(markdown(f"{title}, f32: ns per element (largest ulp)", records) + "\n", flush=True)
        if options.write:
            write(folder(best) / (title.replace(" ", "_") + ".csv"), records)

    met = [bar("cross-entropy", results["cross-entropy"], CROSS_ENTROPY_BAR),
           bar("softmax", results["softmax"], SOFTMAX_BAR)]
    costs()
    return 1 if options.strict and not all(met) else 0


def bar(title, timings, goal):
    """Prints how many times as fast as the peer we are, and whether that is enough."""
    shape, peer, needed = goal
    ours, theirs = (next(one for one in timings[shape] if one.name.startswith(name)) for name in ("NativeLoss", peer))
    ratio = ours.times_as_fast_as(theirs)
    verdict = "met" if ratio >= needed else "MISSED"
    print(f"{title} {shape[0]} x {shape[1]}: {ratio:.2f} times {peer} (bar: {needed}): {verdict}")
    return ratio >= needed


def costs():
    """Prints what the library costs apart from its work."""
    print(f"\nnative file: {overhead.file_bytes()} bytes")
    print("loading it adds {} KiB of address space and {} KiB of private memory".format(*overhead.memory_growth()))
    for name, nanoseconds in overhead.calls().items():
        print(f"call: {name}: {nanoseconds:.1f} ns")


def cpu():
    """The model as the system names it; family and model number, where a virtual machine hides the rest."""
    info = Path("/proc/cpuinfo").read_text()
    field = lambda name: re.search(rf"^{name}\s*: (.*)$", info, re.MULTILINE)[1]
    return f"{field('model name')} (family {field('cpu family')}, model {field('model')})"


def folder(level):
    """Where the results of this machine are kept."""
    slug = re.sub(r"[^a-z0-9]+", "-", cpu().lower()).strip("-")
    return Path(__file__).parent / "results" / f"{slug}_{level}"


if __name__ == "__main__":
    sys.exit(main())
