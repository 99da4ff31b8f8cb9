#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# gate.sh LIBRARY ARCHIVE: what the native file promises to be, one line each; fails where it is not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
library=$1 archive=$2
limit=$((160 * 1024))
failed=0

# check WHAT EXPECTED FOUND
check() {
  if [ "$2" = "$3" ]; then
    echo "ok: $1"
  else
    echo "FAILED: $1: expected '$2', found '$3'"
    failed=1
  fi
}

dynamic=$(readelf -dW "$library")
segments=$(readelf -lW "$library")
has() { grep -c -E "$1" <<< "$2" || true; }
vex='\b(v[a-z0-9]+|[a-z]+x) .*%[xyz]mm|%ymm|%zmm'

check "no undefined symbol in the library" "" "$(nm -D --undefined-only "$library")"
check "no undefined symbol in the archive" "" "$(nm --undefined-only "$archive" | grep ' U ' || true)"
check "needs no other library" 0 "$(has NEEDED "$dynamic")"
check "exports are those of tests/abi/exports.txt" "$(cat tests/abi/exports.txt)" \
  "$(nm -D --defined-only "$library" | awk '{ print $3 }' | LC_ALL=C sort)"
check "the archive's global symbols are the same" "$(cat tests/abi/exports.txt)" \
  "$(nm --defined-only --extern-only "$archive" | awk 'NF == 3 { print $3 }' | LC_ALL=C sort)"
check "read-only relocations" 1 "$(has GNU_RELRO "$segments")"
check "bound at load" 1 "$(has 'FLAGS_1.*NOW' "$dynamic")"
check "stack not executable" 1 "$(has 'GNU_STACK.* RW ' "$segments")"
check "no writable code" 0 "$(has 'LOAD.* RWE ' "$segments")"
check "no relocation in code" 0 "$(has TEXTREL "$dynamic")"
check "nothing runs at load or unload" 0 "$(has '\((INIT|FINI)' "$dynamic")"
check "no thread-local storage" 0 "$(has 'TLS' "$segments")"
check "no instruction of AVX in v2" 0 "$(objdump -d --no-show-raw-insn artifacts/native/objects/v2.o | grep -c -E "$vex" || true)"
check "no instruction of AVX-512 in v3" 0 \
  "$(objdump -d --no-show-raw-insn artifacts/native/objects/v3.o | grep -c -E '%zmm|%[xy]mm(1[6-9]|2[0-9]|3[01])|%k[0-7]' || true)"
size=$(stat -c %s "$library")
check "file of $size bytes is within $limit" 1 $((size <= limit))
exit $failed
