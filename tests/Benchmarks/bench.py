# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Measures NativeLoss beside its peers, in one process. Run it through ./build.sh bench: run.sh says what there is."""

import argparse
import os
import re
import sys
from pathlib import Path

# Before torch and oneDNN are loaded: they read these once.
os.environ |= {"ATEN_CPU_CAPABILITY": "avx512", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}

import native
import numpy as np
import torch

import bars
import matrix
import overhead
import report
import threads
from sampling import SAMPLES, race

RESULTS = Path(__file__).parent / "results"
QUICK_SECONDS, FULL_SECONDS = 5e-4, 2e-3


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--bars", action="store_true")
    parser.add_argument("--threads", action="store_true")
    parser.add_argument("--calls", action="store_true")
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("--write writes everything")
    seconds = QUICK_SECONDS if options.quick else FULL_SECONDS
    everything = not (options.bars or options.threads or options.calls)
    print(caption(options.quick), flush=True)
    torch.set_num_threads(1)
    # Of SciPy, about logits that are not finite.
    np.seterr(all="ignore")
    if everything:
        races = matrix.quick() if options.quick else matrix.full()
        records = run_matrix([one for one in races if options.only in one.text], seconds)
        if options.write:
            write(records, caption(options.quick))
    if options.bars:
        run_bars(options.only, seconds)
    if options.calls or everything:
        run_calls(seconds)
    if options.threads:
        run_threads(seconds)


def run_matrix(races, seconds):
    """Prints each race's table, and returns the records of all."""
    records = []
    for number, one in enumerate(races):
        torch.set_num_threads(one.threads)
        operation = one.prepare()
        some = list(report.records(one, operation, race(operation.contenders(one.only), seconds)))
        print(f"\n{report.table(f'{one.text}: ns per element (largest ulp)', some)}", flush=True)
        records += some
    return records


def run_bars(only, seconds):
    print("\n" + bars.heading(), flush=True)
    found = []
    for result in bars.results(only, seconds):
        print(result.line(), flush=True)
        found.append(result)
    with_bar = [result for result in found if result.bar is not None]
    print(f"\n{sum(not result.missed for result in with_bar)} of {len(with_bar)} bars met")


def run_calls(seconds):
    print("\n| one row of 16, ns per call | " + " | ".join(overhead.COLUMNS) + " |")
    print("|---|" + "---:|" * len(overhead.COLUMNS))
    for name, columns in overhead.calls(seconds):
        print(f"| {name} | " + " | ".join(f"{nanoseconds:.0f}" for nanoseconds in columns) + " |", flush=True)
    print(f"\nnative file: {overhead.file_bytes()} bytes")
    print("loading it adds {} KiB of address space and {} KiB of private memory".format(*overhead.memory_growth()))


def run_threads(seconds):
    names = list(threads.EXECUTORS)
    print("\n| softmax f32, elements | one thread, µs | " + " | ".join(f"two, {name}" for name in names) + " |")
    print("|---:|---:|" + "---:|" * len(names))
    found = []
    for elements, microseconds, ratios in threads.speedups(seconds):
        found.append((elements, microseconds, ratios))
        cells = " | ".join(f"{ratios[name]:.2f} x" for name in names)
        print(f"| {elements} | {microseconds:.1f} | {cells} |", flush=True)
    for name in names:
        print(f"{name}: two threads help from {threads.helps_from(found, name)} elements on")


def write(records, text):
    """Files, chart, README."""
    import chart

    folder = RESULTS / f"{slug(cpu())}_{native.levels()[0]}"
    report.write(folder, records)
    charts = chart.draw([one for one in records if report.is_usual(one)], native.ROOT / "docs")
    report.update_readme(native.ROOT / "README.md", text, records, charts)


def caption(quick):
    """What was measured, on what."""
    peers = "; ".join(f"{name} {version}" for name, version in native.versions().items())
    kind = "./build.sh bench --quick" if quick else "./build.sh bench"
    return (
        f"From one run of `{kind}`: {cpu()}; best level {native.levels()[0]}; {peers}; {SAMPLES} interleaved samples, "
        "medians; one thread."
    )


def cpu():
    """The model as the system names it; family and model number, where a virtual machine hides the rest."""
    info = Path("/proc/cpuinfo").read_text()
    field = lambda name: re.search(rf"^{name}\s*: (.*)$", info, re.MULTILINE)[1]
    return f"{field('model name')} (family {field('cpu family')}, model {field('model')})"


def slug(text):
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


if __name__ == "__main__":
    sys.exit(main())
