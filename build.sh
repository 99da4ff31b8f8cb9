#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The only entry point. Each command installs what it needs where it may, and says what is missing where it may not.
#
#   ./build.sh gen       write the generated files: manifest, header, bindings, trampolines
#   ./build.sh native    build artifacts/native/linux-x64/libnativeloss.{so,a} and check what it is
#   ./build.sh native --rid win-x64    the same for another platform, from this machine
#   ./build.sh native --all    the same for every platform: linux, win and osx, x64 and arm64
#   ./build.sh native --flavour runtime    build the standard NativeAOT libraries of the same source, one per level
#   ./build.sh pack      write artifacts/packages: for C#, Python, C and C++, and Debian
#   ./build.sh cppsharp  write C# bindings with CppSharp, and compare what it reads in the header with the manifest
#   ./build.sh demo      train a classifier from C, Python and C#, and compare the bits
#   ./build.sh test      run every check and every test
#   ./build.sh fuzz [COUNT | SECONDSs]    call with random inputs at all levels, by default 100,000,000 times, for a night
#   ./build.sh bench     compare the speed with the peers'
#   ./build.sh all       gen, native, test, demo
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
source build/common.sh

case "${1:-} ${2:-} ${3:-}" in
  "gen  ") build/gen.sh --write ;;
  "native  ") build/native.sh && build/gate.sh ;;
  "native --rid "*) build/native.sh "$3" && build/gate.sh "$3" ;;
  "native --all ") for rid in "${platforms[@]}"; do build/native.sh "$rid" && build/gate.sh "$rid"; done ;;
  "native --flavour runtime") build/native-runtime.sh ;;
  "pack  ") for rid in "${platforms[@]}"; do build/native.sh "$rid"; done && build/pack.sh ;;
  "cppsharp  ") build/cppsharp.sh ;;
  "demo  ") build/native.sh && needs "${for_c[@]}" "${for_python[@]}" && demo/run.sh ;;
  "test  ") build/test.sh ;;
  "fuzz "*) build/native.sh && needs "${for_c[@]}" "${for_fuzz[@]}" && tests/embedding/fuzz.sh "${@:2:1}" ;;
  "bench "*) build/native.sh && needs "${for_c[@]}" "${for_python[@]}" "${for_bench[@]}" && tests/Benchmarks/run.sh "${@:2}" ;;
  "all  ") build/gen.sh --write && build/test.sh && ./build.sh demo ;;
  *) sed -n '/^#   /s/^#   //p' "${BASH_SOURCE[0]}"; exit 2 ;;
esac
