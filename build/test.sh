#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Runs every suite, shows what it prints, and ends with one line that adds up the suites' closing lines
# "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh

needs "${for_native[@]}" "${for_runtime[@]}" "${for_c[@]}" "${for_python[@]}" "${for_test[@]}"
for rid in "${platforms[@]}"; do build/native.sh "$rid"; done
build/native-runtime.sh

# Name, command. Every folder of tests/ with a run.sh is a suite; the benchmarks measure and test nothing.
suites=("native file" build/gate.sh "format" build/suite-format.sh "dotnet" build/suite-dotnet.sh)
for script in tests/*/run.sh; do
  [ "$script" = tests/Benchmarks/run.sh ] || suites+=("$(dirname "$script")" "$script")
done

passed=0 failed=0 skipped=0
broken=()
closing='^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$'
log=$(mktemp)
trap 'rm -f "$log"' EXIT
set -- "${suites[@]}"
while [ $# -gt 0 ]; do
  echo "== $1"
  status=0
  # Indented, so that the total is the only line of its form that starts in the first column.
  "$2" 2>&1 | tee "$log" | sed -u 's/^/  /' || status=$?
  if [[ $(tail -n 1 "$log") =~ $closing ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
    [ "$status" -eq 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ] || broken+=("$1")
  else
    echo "  $1 printed no closing line"
    failed=$((failed + 1))
    broken+=("$1")
  fi
  shift 2
done

[ ${#broken[@]} -eq 0 ] || echo "failed: ${broken[*]}"
echo "$passed passed, $failed failed, $skipped skipped"
[ ${#broken[@]} -eq 0 ]
