#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# gate.sh [RID]: what the native file promises to be, one line each; fails where it is not.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh
target "${1:-linux-x64}"
source "build/os/$os.sh"
limit=$((640 * 1024))
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

# count PATTERN TEXT: the lines that match.
count() { grep -c -E "$1" <<< "$2" || true; }
# uses LEVEL PATTERN: how many of the level's instructions match.
uses() { llvm-objdump -d --no-show-raw-insn "$objects/$1.o" | grep -c -E "$2" || true; }
bmi='andn|bextr|bls[a-z]+|bzhi|mulx|pdep|pext|rorx|s[ah][lr]x|lzcnt|tzcnt|movbe'

# other_than_exports < NAMES: how a list differs from what is to be exported; nothing where it does not.
other_than_exports() { LC_ALL=C sort -u | diff tests/abi/exports.txt - || true; }
# missing < NM: the symbols that some object of an archive lacks and none has.
missing() { awk 'NF == 2 { lacks[$2] } NF == 3 { has[$3] } END { for (name in lacks) if (!(name in has)) print name }'; }

check "exports are those of tests/abi/exports.txt" "" "$(exported | other_than_exports)"
check "no undefined symbol in the archive" "" "$(llvm-nm "$native/$archive" | missing)"
check_file
if [ "$arch" = x64 ]; then
  check "no instruction of AVX or BMI in v2" 0 "$(uses v2 "[[:space:]](v[a-z0-9]+|$bmi)[[:space:]]")"
  check "no instruction of AVX-512 in v3" 0 "$(uses v3 '%zmm|%[xy]mm(1[6-9]|2[0-9]|3[01])|%k[0-7]')"
fi
size=$(stat -c %s "$native/$library")
check "at most $limit bytes, is $size" 1 $((size <= limit))
echo "$passed passed, $failed failed, 0 skipped"
[ $failed -eq 0 ]
