#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Runs every suite, as many at a time as there are processors, shows what each printed when it ends, and ends with one
# line that adds up the suites' closing lines "N passed, N failed, N skipped". What a suite that is still running has
# printed is in artifacts/tests/logs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh
source build/il.sh

tools=("${for_native[@]}" "${for_osx[@]}" "${for_runtime[@]}")
suites_need=("${for_c[@]}" "${for_python[@]}" "${for_test[@]}" "${for_fuzz[@]}" "${for_hosts[@]}"
  "${for_types[@]}" "${for_peers[@]}" "${for_onnx[@]}" "$modules/sklearn=python3-sklearn")
# Who has to install by hand is told of everything at once.
{ [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; } || needs "${tools[@]}" "${suites_need[@]}"
# Installing takes longer than building, which can go on beside it: IL needs nothing that is installed, native files a
# few tools.
needs "${tools[@]}" &
installing=$!
for level in v2 v3 v4 neon; do build_il "$level"; done
wait "$installing"
needs "${suites_need[@]}" &
installing=$!
at_once=$(nproc)
# Before the suites, not in them: two at a time must not build the same thing.
for rid in "${platforms[@]}"; do [[ $rid != *-x64 ]] || build/native.sh "$rid"; done &
x64=$!
for rid in "${platforms[@]}"; do [[ $rid != *-arm64 ]] || build/native.sh "$rid"; done
build/native-runtime.sh
wait "$x64"
quietly dotnet build NativeLoss.sln -c Release -v q -nologo
wait "$installing"
echo "built after $SECONDS s"

# Name, command. Every folder of tests/ with a run.sh is a suite; the benchmarks measure and test nothing. The longest
# come first, so that at the end no processor waits for one.
suites=("dotnet" build/suite-dotnet.sh)
for script in tests/{accuracy,embedding,arm64,torch,python}/run.sh tests/*/run.sh; do
  [ "$script" = tests/Benchmarks/run.sh ] || [[ " ${suites[*]} " = *" $script "* ]] || suites+=("$(dirname "$script")" "$script")
done
suites+=("native file" build/gate.sh "format" build/suite-format.sh)

passed=0 failed=0 skipped=0
broken=()
closing='^([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped$'
logs=artifacts/tests/logs
rm -rf "$logs"
mkdir -p "$logs"

# ended NAME LOG STATUS SECONDS: shows the suite and counts it.
ended() {
  echo "== $1, $4 s"
  # Indented, so that the total is the only line of its form that starts in the first column.
  sed 's/^/  /' "$2"
  if [[ $(tail -n 1 "$2") =~ $closing ]]; then
    passed=$((passed + BASH_REMATCH[1])) failed=$((failed + BASH_REMATCH[2])) skipped=$((skipped + BASH_REMATCH[3]))
    [ "$3" -eq 0 ] && [ "${BASH_REMATCH[2]}" -eq 0 ] || broken+=("$1")
  else
    echo "  $1 printed no closing line"
    failed=$((failed + 1))
    broken+=("$1")
  fi
}

declare -A name=() log=() start=()
next=0
while [ "$next" -lt ${#suites[@]} ] || [ ${#name[@]} -gt 0 ]; do
  if [ "$next" -lt ${#suites[@]} ] && [ ${#name[@]} -lt "$at_once" ]; then
    file=$logs/$(tr ' /' '__' <<< "${suites[next]}").log
    "${suites[next + 1]}" > "$file" 2>&1 &
    name[$!]=${suites[next]} log[$!]=$file start[$!]=$SECONDS
    next=$((next + 2))
  else
    status=0
    wait -n -p pid "${!name[@]}" || status=$?
    ended "${name[$pid]}" "${log[$pid]}" "$status" $((SECONDS - start[$pid]))
    unset "name[$pid]" "log[$pid]" "start[$pid]"
  fi
done

[ ${#broken[@]} -eq 0 ] || echo "failed: ${broken[*]}"
echo "$SECONDS s"
echo "$passed passed, $failed failed, $skipped skipped"
[ ${#broken[@]} -eq 0 ]
