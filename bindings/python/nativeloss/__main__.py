# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Commands: ``python -m nativeloss report logits.npy labels.npy -o report.html``."""

from __future__ import annotations

import argparse
import sys
from typing import Sequence

from ._report import command


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m nativeloss", description="Commands of NativeLoss.")
    commands = parser.add_subparsers(dest="command", required=True)
    about = "evaluate saved logits and write one page about them"
    report = commands.add_parser("report", help=about, description=f"{about[0].upper()}{about[1:]}.")
    command.add_arguments(report)
    try:
        return command.run(parser.parse_args(arguments))
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
