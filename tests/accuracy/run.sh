#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# run.sh [--full | --write]: measures artifacts/native/linux-x64/libnativeloss.so (or $NATIVELOSS_LIBRARY) against
# tests/reference, over every option and special value (--full: each with every length, as the README says); then beside
# its peers, for the table in docs/accuracy.md, which --write writes.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh

needs "${for_peers[@]}"
quietly dotnet build tests/accuracy/TensorPrimitives -c Release -v q -nologo
[ "$*" = --write ] && exec /usr/bin/python3 tests/accuracy/table.py --write
suite "accuracy" /usr/bin/python3 tests/accuracy/accuracy.py "$@"
suite "accuracy beside the peers" /usr/bin/python3 tests/accuracy/table.py
close_tally
