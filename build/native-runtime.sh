#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Builds the same source as standard NativeAOT libraries, artifacts/native-runtime/LEVEL/libnativeloss.so, with the .NET
# runtime inside. They are not shipped; the tests hold the freestanding file to their bits.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh
source build/il.sh

needs "${for_runtime[@]}"
for level in "${levels[@]}"; do
  library=artifacts/native-runtime/$level/libnativeloss.so
  stale "$library" "${il_sources[@]}" build/native-runtime.sh build/runtime-flavour.targets || continue
  echo "compiling: $level with the runtime"
  # Analyzers have seen the same sources in build_il, at every level.
  quietly dotnet publish src/Native -c Release -r linux-x64 -v q -nologo -p:PublishAot=true -p:NativeLib=Shared -p:RunAnalyzers=false \
    "-p:Isa=$level" "-p:IlcInstructionSet=x86-x64-$level" \
    "-p:CustomAfterMicrosoftCommonTargets=$PWD/build/runtime-flavour.targets" \
    "-p:ArtifactsPath=$PWD/artifacts/obj/runtime-$level" -o "artifacts/obj/runtime-$level/publish"
  mkdir -p "$(dirname "$library")"
  cp "artifacts/obj/runtime-$level/publish/NativeLoss.Native.so" "$library"
done
