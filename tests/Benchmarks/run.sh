#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Compares the speed with PyTorch's and oneDNN's, and measures what a call costs. ./build.sh bench calls this.
#
#   --write     write the results to tests/Benchmarks/results
#   --strict    exit status 1 when a bar is missed
#   --full      also run the C# benchmarks
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh

full=0 options=()
for option; do
  case $option in
    --full) full=1 ;;
    --write | --strict) options+=("$option") ;;
    *) sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"; exit 2 ;;
  esac
done

[ -e "$native/libnativeloss.so" ] || fail "the native file is missing: ./build.sh native"
needs "${for_c[@]}" "${for_python[@]}" "${for_bench[@]}"

mkdir -p artifacts/bench
gcc -O3 -march=native -std=gnu99 -Wall -Wextra -Werror -shared -fPIC -Iinclude tests/Benchmarks/peers.c \
  -o artifacts/bench/libpeers.so -L"$native" -lnativeloss -ldnnl -Wl,-rpath,"$PWD/$native"
status=0
/usr/bin/python3 tests/Benchmarks/bench.py "${options[@]}" || status=$?

managed=tests/Benchmarks/Managed
log=artifacts/bench/managed.log
dotnet build -c Release -v quiet $managed -p:NoLogo=true > $log || { cat $log; exit 1; }
dotnet artifacts/dotnet/bin/Benchmarks/release/Benchmarks.dll
[ $full = 0 ] || (cd artifacts/bench && dotnet ../dotnet/bin/Benchmarks/release/Benchmarks.dll --full)
exit $status
