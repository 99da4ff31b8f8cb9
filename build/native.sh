#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# native.sh [RID]: builds libnativeloss.so and libnativeloss.a: C# to IL to machine code once per level, then one link
# without the .NET runtime.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh
source build/il.sh

target "${1:-linux-x64}"

# All that code compiled by ilc may ask of a runtime; src/Native/Dispatch/runtime_stubs.c has them, and the last two,
# which x64 has no use for, are in arm64/division_stubs.c.
helpers=S_P_CoreLib_Internal_Runtime_CompilerHelpers_ThrowHelpers
stubs=(RhpReversePInvoke RhpReversePInvokeReturn RhpPInvoke RhpPInvokeReturn __security_cookie RhpFallbackFailFast)
[ "$arch" = x64 ] || stubs+=("${helpers}__ThrowDivideByZeroException" "${helpers}__ThrowOverflowException")
dispatch=src/Native/Dispatch
declare -A instructions=([v2]=x86-x64-v2 [v3]=x86-x64-v3 [v4]=x86-x64-v4 [neon]=armv8-a)
declare -A tuning=([x64]=-fcf-protection=none [arm64]=-mno-outline-atomics)
scripts=(build/native.sh build/common.sh build/il.sh)

# compile_level LEVEL: machine code under names of its own, so that no level can call into another.
compile_level() {
  local level=$1 ilc=$packages/runtime.linux-x64.microsoft.dotnet.ilcompiler/$ilcompiler_version renames=() stub
  stale "$objects/$level.o" "artifacts/il/$level/NativeLoss.Native.dll" "${scripts[@]}" || return 0
  echo "compiling: $level"
  mkdir -p "$objects/$level"
  "$ilc/tools/ilc" "artifacts/il/$level/NativeLoss.Native.dll" -o:"$objects/$level/code.o" \
    -r:"$ilc/sdk/*.dll" -r:"$ilc/framework/*.dll" --targetos:linux "--targetarch:$arch" "--instruction-set:${instructions[$level]}" \
    -O --Ot --nativelib --multifile --export-unmanaged-entrypoints --noscan --reflectiondata:none
  llvm-objcopy "--prefix-symbols=nloss_${level}_" "$objects/$level/code.o" "$objects/$level/prefixed.o"
  for stub in "${stubs[@]}"; do
    renames+=(--redefine-sym "nloss_${level}_$stub=nloss_rt_$stub")
  done
  # Without its COMDAT groups, whose names nothing shares, GNU ld can merge the object and drop what is dead. Sections
  # whose name is an identifier are never folded: a program could ask where they start. Nothing unwinds through the
  # library (a callback must not throw through it), and tables for it would be an eighth of the file.
  llvm-objcopy "${renames[@]}" --remove-section=.group --remove-section=.eh_frame --rename-section=__managedcode=.text.managed \
    "$objects/$level/prefixed.o" "$objects/$level.o"
}

# compile_c KIND FLAG...: the dispatcher and the stubs.
compile_c() {
  local kind=$1 source
  mkdir -p "$objects/$kind"
  for source in "$dispatch"/*.c "$dispatch/$arch"/*.c; do
    "${cross}gcc" -std=c11 -fPIC -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fvisibility=hidden -ffunction-sections \
      -fdata-sections "${tuning[$arch]}" -Os -Wall -Wextra -Werror \
      -Iinclude "-I$dispatch" "-I$dispatch/$arch" "${@:2}" \
      -c "$source" -o "$objects/$kind/$(basename "$source" .c).o"
  done
}

# link_shared: what is the same byte for byte, in two levels or in one, is there once. Nothing compares addresses of
# functions or constants.
link_shared() {
  compile_c shared -DNLOSS_BUILD
  { echo '{ global:'; sed 's/$/;/' tests/abi/exports.txt; echo 'local: *; };'; } > "$objects/exports.map"
  ld.lld -shared "${compiled[@]}" "$objects"/shared/*.o -o "$native/libnativeloss.so" \
    --gc-sections --icf=all --ignore-data-address-equality \
    -z defs -z relro -z now -z noexecstack -Bsymbolic --build-id=sha1 --hash-style=gnu \
    -soname libnativeloss.so.1 --version-script="$objects/exports.map"
  "${cross}strip" "$native/libnativeloss.so"
  ln -s libnativeloss.so "$native/libnativeloss.so.1"
}

# link_static: one object without dead code; only the exports are global, and hidden: in a program's own module nothing
# should be exported again.
link_static() {
  compile_c static -DNLOSS_STATIC
  # shellcheck disable=SC2046 # one option per word
  "${cross}ld" -r --gc-sections $(sed 's/^/-u /' tests/abi/exports.txt) \
    "${compiled[@]}" "$objects"/static/*.o -o "$objects/static.raw.o"
  llvm-objcopy --strip-unneeded --keep-global-symbols=tests/abi/exports.txt "$objects/static.raw.o" "$objects/static.o"
  ar rcsD "$native/libnativeloss.a" "$objects/static.o"
}

needs "${for_native[@]}"
[ -z "$cross" ] || needs "${for_arm64[@]}"
for level in "${levels[@]}"; do
  build_il "$level"
  compile_level "$level"
done
compiled=("${levels[@]/#/$objects/}")
compiled=("${compiled[@]/%/.o}")
sources=("${compiled[@]}" "$dispatch" include/nativeloss.h tests/abi/exports.txt "${scripts[@]}")
if stale "$native/libnativeloss.a" "${sources[@]}"; then
  echo "linking: $native"
  mkdir -p "$native"
  rm -f "$native"/* # a link that fails must not leave an older library for the tests
  link_shared
  link_static
fi
