#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The native file for arm64: that it gives the bits of the one for x64. Needs ./build.sh native and
# ./build.sh native --rid linux-arm64.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/embedding/tally.sh

x64=$PWD/artifacts/native/linux-x64/libnativeloss.so
arm64=$PWD/artifacts/native/linux-arm64/libnativeloss.so
out=artifacts/tests/arm64
mkdir -p "$out"

# emulated COMMAND...: on a processor that has ARMv8.0 and nothing later, such as SVE or the atomics of ARMv8.1.
emulated() { qemu-aarch64 -cpu cortex-a53 -L /usr/aarch64-linux-gnu "$@"; }

# vectors: their hash is compared with that of x64 below.
vectors() { emulated "$out/vectors" "$arm64" tests/vectors/vectors.txt | tee "$out/vectors.txt"; }

# compiled COMPILER SOURCE PROGRAM
compiled() {
    succeeds "compiling $3" "$1" -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wpedantic -Werror -Iinclude \
        -Itests/embedding "$2" tests/embedding/ops*.c tests/embedding/{scene,slots,elements}.c -o "$out/$3" -lm -lpthread -ldl
}

for program in vectors garbage memory process; do
    compiled aarch64-linux-gnu-gcc "tests/embedding/$program.c" "$program"
done
compiled aarch64-linux-gnu-gcc tests/arm64/hashes.c hashes
compiled gcc tests/arm64/hashes.c hashes-x64
compiled gcc tests/embedding/vectors.c vectors-x64

suite "arm64: vectors" vectors
suite "arm64: garbage" emulated "$out/garbage" "$arm64" tests/abi/exports.txt
suite "arm64: memory" emulated "$out/memory" "$arm64" emulated
suite "arm64: floating-point environments" emulated "$out/process" "$arm64" emulated

echo "== arm64: the bits of x64"
of_vectors() { grep '^vectors: fnv1a'; }
here=$("$out/vectors-x64" "$x64" tests/vectors/vectors.txt | of_vectors)
check "all vectors: $here" "$(of_vectors < "$out/vectors.txt")" = "${here:-none}"
"$out/hashes-x64" "$x64" > "$out/hashes-x64.txt"
emulated "$out/hashes" "$arm64" > "$out/hashes.txt"
while read -r hash operation; do
    check "$operation: $hash" "$(grep -c "^$hash $operation\$" "$out/hashes.txt")" = 1
done < "$out/hashes-x64.txt"
check "hashes of as many operations" "$(wc -l < "$out/hashes.txt")" = "$(wc -l < "$out/hashes-x64.txt")"
close_tally
