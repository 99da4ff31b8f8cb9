#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# gate.sh [RID]: what the native file promises to be, one line each; fails where it is not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh
target "${1:-linux-x64}"
library=$native/libnativeloss.so archive=$native/libnativeloss.a
limit=$((512 * 1024))
passed=0 failed=0

# check WHAT EXPECTED FOUND
check() {
  if [ "$2" = "$3" ]; then
    echo "ok: $1"
    passed=$((passed + 1))
  else
    echo "FAILED: $1: expected '$2', found '$3'"
    failed=$((failed + 1))
  fi
}

dynamic=$(readelf -dW "$library")
segments=$(readelf -lW "$library")
has() { grep -c -E "$1" <<< "$2" || true; }
# uses LEVEL PATTERN: how many of the level's instructions match.
uses() { "${cross}objdump" -d --no-show-raw-insn "$objects/$1.o" | grep -c -E "$2" || true; }
bmi='andn|bextr|bls[a-z]+|bzhi|mulx|pdep|pext|rorx|s[ah][lr]x|lzcnt|tzcnt|movbe'

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
if [ "$arch" = x64 ]; then
  check "no instruction of AVX or BMI in v2" 0 "$(uses v2 "[[:space:]](v[a-z0-9]+|$bmi)[[:space:]]")"
  check "no instruction of AVX-512 in v3" 0 "$(uses v3 '%zmm|%[xy]mm(1[6-9]|2[0-9]|3[01])|%k[0-7]')"
fi
size=$(stat -c %s "$library")
check "at most $limit bytes, is $size" 1 $((size <= limit))
echo "$passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
