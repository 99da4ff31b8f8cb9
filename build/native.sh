#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# native.sh [RID]: builds the native file of a platform and what programs link against: C# to IL to machine code once per
# level, then one link without the .NET runtime.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh
source build/il.sh

target "${1:-linux-x64}"
source "build/os/$os.sh"

# All that code compiled by ilc may ask of a runtime; src/Native/Dispatch/runtime_stubs.c has them, and the last two,
# which x64 has no use for, are in arm64/division_stubs.c.
helpers=S_P_CoreLib_Internal_Runtime_CompilerHelpers_ThrowHelpers
stubs=(RhpReversePInvoke RhpReversePInvokeReturn RhpPInvoke RhpPInvokeReturn __security_cookie RhpFallbackFailFast)
[ "$arch" = x64 ] || stubs+=("${helpers}__ThrowDivideByZeroException" "${helpers}__ThrowOverflowException")
dispatch=src/Native/Dispatch
declare -A instructions=([v2]=x86-x64-v2 [v3]=x86-x64-v3 [v4]=x86-x64-v4 [neon]=armv8-a)
declare -A tuning=([x64]=-fcf-protection=none [arm64]=-mno-outline-atomics)
scripts=(build/native.sh build/common.sh build/il.sh build/constants.py build/objects.py "build/os/$os.sh")

# names LEVEL: every symbol of a level and its new name: stubs are shared, and all else is the level's own, so that no
# level can call into another. What is undefined and no stub is dead, or the link fails.
names() {
  llvm-nm -P "$objects/$1/code.o" | awk -v level="$1" -v mark="$symbol_mark" -v unreachable="$unreachable" -v stubs="${stubs[*]}" '
    BEGIN { split(stubs, list); for (i in list) is_stub[list[i]] = 1 }
    { name = substr($1, length(mark) + 1) }
    name in is_stub { print $1, mark "nloss_rt_" name; next }
    $2 == "U" && unreachable { print $1, mark unreachable; next }
    { print $1, mark "nloss_" level "_" name }'
}

# compile_level LEVEL: machine code under names of its own.
compile_level() {
  local level=$1 ilc=$packages/runtime.linux-x64.microsoft.dotnet.ilcompiler/$ilcompiler_version
  stale "$objects/$level.o" "artifacts/il/$level/NativeLoss.Native.dll" "${scripts[@]}" || return 0
  echo "compiling: $level for $rid"
  mkdir -p "$objects/$level"
  "$ilc/tools/ilc" "artifacts/il/$level/NativeLoss.Native.dll" -o:"$objects/$level/code.o" \
    -r:"$ilc/sdk/*.dll" -r:"$ilc/framework/*.dll" "--targetos:$os" "--targetarch:$arch" "--instruction-set:${instructions[$level]}" \
    -O --Ot --nativelib --multifile --export-unmanaged-entrypoints --noscan --reflectiondata:none
  names "$level" > "$objects/$level/names"
  llvm-objcopy "--redefine-syms=$objects/$level/names" "${section_options[@]}" "$objects/$level/code.o" "$objects/$level.o"
  /usr/bin/python3 build/constants.py "$objects/$level.o"
  /usr/bin/python3 build/objects.py "$objects/$level.o"
}

# compile_c KIND FLAG...: the dispatcher and the stubs.
compile_c() {
  local kind=$1 source
  rm -rf "${objects:?}/$kind"
  mkdir -p "$objects/$kind"
  for source in "$dispatch"/*.c "$dispatch/$arch"/*.c; do
    clang "--target=$machine-$system" -std=c11 -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables \
      -fvisibility=hidden -ffunction-sections -fdata-sections "${tuning[$arch]}" -Oz -Wall -Wextra -Werror "${c_options[@]}" \
      -Iinclude "-I$dispatch" "-I$dispatch/$arch" "${@:2}" \
      -c "$source" -o "$objects/$kind/$(basename "$source" .c).o"
  done
}

needs "${for_native[@]}" "${for_os[@]}"
for level in "${levels[@]}"; do
  build_il "$level"
  compile_level "$level"
done
compiled=("${levels[@]/#/$objects/}")
compiled=("${compiled[@]/%/.o}")
sources=("${compiled[@]}" "$dispatch" include/nativeloss.h tests/abi/exports.txt "${scripts[@]}")
if stale "$native/$archive" "${sources[@]}"; then
  echo "linking: $native"
  mkdir -p "$native"
  rm -f "$native"/* # a link that fails must not leave an older library for the tests
  link_files
fi
