#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Builds and runs the samples: the engine in C++ that reloads the library while it runs, and the C# program that scores
# a memory-mapped file. Needs ./build.sh native.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh

needs "${for_c[@]}" "${for_python[@]}" clang=clang "$modules/scipy=python3-scipy"
out=$PWD/artifacts/tests/samples
library=$PWD/$native/libnativeloss.so
rm -rf "$out"
mkdir -p "$out/tmp"
# Where the engine keeps its copies of the library.
export TMPDIR=$out/tmp

source tests/samples/engine.sh
source tests/samples/score.sh
close_tally
