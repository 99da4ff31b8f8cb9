#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Compares the speed with the peers'. ./build.sh bench calls this.
#
#   (nothing)    every race, by operation and shape, and what a call costs
#   --quick      a tour of them in less than three minutes
#   --bars       the bars alone: how many times as fast as whom we are to be, and are
#   --threads    from which size two threads help, for the executor of each language
#   --calls      what a call costs, from each language
#   --csharp     BenchmarkDotNet on the C# face: calls, small rows, bytes allocated
#   --only TEXT  the races or bars with the text in their name, as "softmax, 1024 x 1000"
#   --write      with the races: write tests/Benchmarks/results, the chart, and the table in README.md
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh

csharp=0 options=()
while [ $# -gt 0 ]; do
  case $1 in
    --quick | --bars | --threads | --calls | --write) options+=("$1") ;;
    --only) options+=("$1" "${2?what}") && shift ;;
    --csharp) csharp=1 ;;
    *) sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"; exit 2 ;;
  esac
  shift
done

[ -e "$native/libnativeloss.so" ] || fail "the native file is missing: ./build.sh native"
needs "${for_c[@]}" "${for_python[@]}" "${for_bench[@]}"

here=tests/Benchmarks out=artifacts/bench
mkdir -p $out
strict=(-Wall -Wextra -Werror -fPIC -Iinclude)
c=(gcc -std=gnu99 "${strict[@]}" -c)
for loop in exp_sum three_passes; do
  for level in v3 v4; do
    "${c[@]}" -O3 -march=x86-64-$level -mprefer-vector-width=512 -DNAME=${loop}_$level $here/$loop.c -o $out/${loop}_$level.o
  done
done
"${c[@]}" -O3 -march=native -mprefer-vector-width=512 $here/limits.c -o $out/limits.o
"${c[@]}" -O2 -fno-tree-vectorize $here/scalar.c -o $out/scalar.o
"${c[@]}" -O2 $here/timer.c -o $out/timer.o
"${c[@]}" -O2 $here/peers.c -o $out/peers.o
g++ -std=c++17 -O2 "${strict[@]}" -c $here/pool.cpp -o $out/pool.o
g++ -shared $out/*.o -o $out/libpeers.so -L"$native" -lnativeloss -ldnnl -lXNNPACK -lm -Wl,-rpath,"$PWD/$native"
quietly dotnet build -c Release -v quiet $here/Managed -p:NoLogo=true

if [ $csharp = 1 ]; then
  cd $out && exec dotnet ../dotnet/bin/Benchmarks/release/Benchmarks.dll
fi
exec /usr/bin/python3 $here/bench.py "${options[@]}"
