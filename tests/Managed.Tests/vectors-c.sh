#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Runs the vectors from C; the line "vectors: fnv1a HASH" is what VectorTests compares.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

out=artifacts/tests/managed
mkdir -p "$out"
gcc -std=c11 -D_GNU_SOURCE -O1 -Iinclude tests/embedding/{vectors,scene,elements}.c tests/embedding/ops*.c -o "$out/vectors" -lm -lpthread -ldl
exec "$out/vectors" artifacts/native/linux-x64/libnativeloss.so tests/vectors/vectors.txt
