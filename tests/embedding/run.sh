#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# What the library does inside somebody's process, from C. Needs ./build.sh native.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/embedding/tally.sh

here=tests/embedding
library=$PWD/artifacts/native/linux-x64/libnativeloss.so
out=artifacts/tests/embedding
mkdir -p "$out"

for program in vectors guard garbage bits memory hash process executor; do
    succeeds "compiling $program" gcc -std=c11 -D_GNU_SOURCE -O1 -g -Wall -Wextra -Wpedantic -Werror -Iinclude \
        "$here/$program.c" "$here"/ops*.c "$here"/{scene,slots,elements}.c -o "$out/$program" -lm -lpthread -ldl
done

suite "vectors, against the arbitrary-precision definition" "$out/vectors" "$library" tests/vectors/vectors.txt
suite "guard pages" "$out/guard" "$library"
suite "garbage" "$out/garbage" "$library" tests/abi/exports.txt
suite "same bits" "$out/bits" "$library"
suite "memory" "$out/memory" "$library"
suite "hot loops" /usr/bin/python3 "$here/hotloops.py" artifacts/native/objects/linux-x64
for link in "-Lartifacts/native/linux-x64 -lnativeloss -Wl,-rpath,$(dirname "$library")" \
    "-DNLOSS_STATIC artifacts/native/linux-x64/libnativeloss.a"; do
    # shellcheck disable=SC2086 # one option per word
    succeeds "compiling throw, ${link%% *}" g++ -std=c++17 -O1 -g -Wall -Wextra -Wpedantic -Werror -Iinclude \
        "$here/throw.cpp" $link -o "$out/throw"
    suite "an executor that throws" "$out/throw"
done
suite "executors" "$out/executor" "$library"
suite "dispatch" "$here/dispatch.sh" "$out/hash" "$library"
# As many as fit into a minute and a half; a night's ./build.sh fuzz does 100 million.
suite "fuzz" "$here/fuzz.sh" 900000 anew
suite "process" "$out/process" "$library"
close_tally
