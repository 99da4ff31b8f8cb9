# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The command line of ``python -m nativeloss report``."""

from __future__ import annotations

import argparse
import os
import pathlib
import sys
import tempfile

from .._executor import set_num_threads
from .evaluation import evaluate
from .files import EvaluationError, open_array
from .page import page
from .progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe what `run` needs."""
    parser.add_argument("logits", type=pathlib.Path, help="[..., classes] logits, float16, float32 or float64, .npy")
    parser.add_argument("labels", type=pathlib.Path, help="[...] indices of classes, integers, .npy")
    parser.add_argument("-o", "--output", type=pathlib.Path, required=True, help="the HTML page to write")
    parser.add_argument("--title", help="of the page; default: Evaluation of and the file's name")
    parser.add_argument("--classes", type=pathlib.Path, metavar="FILE", help="names of the classes, one a line")
    parser.add_argument("--ignore-index", type=int, default=-100, metavar="N", help="label of rows to leave out (-100)")
    parser.add_argument("--bins", type=_positive, default=15, metavar="N", help="bins of the reliability diagram (15)")
    parser.add_argument("--worst", type=_positive, default=20, metavar="N", help="rows of highest loss to list (20)")
    parser.add_argument("--confidence", type=_share, default=0.95, metavar="P", help="of the intervals (0.95)")
    parser.add_argument("--threads", type=_positive, metavar="N", help="default: the processors this process may use")


def run(options: argparse.Namespace) -> int:
    """Write the report; return the exit status."""
    set_num_threads(options.threads or _processors())
    progress = Progress(sys.stderr)
    try:
        _check_output(options)
        names = None if options.classes is None else _read_names(options.classes, options.logits)
        found = evaluate(
            options.logits,
            options.labels,
            ignore_index=options.ignore_index,
            bins=options.bins,
            worst=options.worst,
            confidence=options.confidence,
            progress=progress,
        )
        progress.close()
        title = options.title or f"Evaluation of {options.logits.name}"
        _replace(options.output, page(found, title, f"{options.logits.name} with {options.labels.name}", names))
    except (EvaluationError, OSError) as error:
        progress.close()
        print(f"nativeloss report: {error}", file=sys.stderr)
        return 1
    print(
        f"loss {found.loss.value:.6g}, perplexity {found.perplexity.value:.6g}, top-1 {found.top_k[0].value:.2%}, "
        f"calibration error {found.calibration_error:.2%}; wrote {options.output}"
    )
    return 0


def _check_output(options: argparse.Namespace) -> None:
    # Before hours of work, and never over what is read.
    output: pathlib.Path = options.output
    if output.is_dir() or not output.parent.is_dir():
        raise EvaluationError(f"{output}: there is no such folder, or the file is one")
    for source in (options.logits, options.labels, options.classes):
        if source is not None and source.exists() and output.exists() and output.samefile(source):
            raise EvaluationError(f"{output}: would overwrite an input")


def _read_names(file: pathlib.Path, logits: pathlib.Path) -> list[str]:
    try:
        names = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{file.name}: not UTF-8 text ({error})") from error
    classes = open_array(logits).shape[-1:]
    if classes and len(names) != classes[0]:
        raise EvaluationError(f"{file.name}: {len(names)} names, but {logits.name} has {classes[0]} classes")
    return names


def _replace(output: pathlib.Path, text: str) -> None:
    """Write a file so that there is the old one, or none, until the new one is whole."""
    descriptor, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)
        os.replace(name, output)
    except BaseException:
        os.unlink(name)
        raise


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not at least 1")
    return number


def _share(text: str) -> float:
    number = float(text)
    if not 0 < number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 1")
    return number
