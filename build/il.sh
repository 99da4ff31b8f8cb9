# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Sourced by the builds of both flavours.

ilcompiler_version=$(sed -n 's|.*<ILCompilerVersion>\(.*\)</ILCompilerVersion>.*|\1|p' Directory.Packages.props)

# All that the IL is made of: not the dispatcher, which is C.
shopt -s extglob
il_sources=(src/Native/!(Dispatch) Directory.*.props global.json)

# build_il LEVEL: artifacts/il/LEVEL/NativeLoss.Native.dll, which the tests load under the JIT too.
build_il() {
  local il=artifacts/il/$1
  stale "$il/NativeLoss.Native.dll" "${il_sources[@]}" || return 0
  echo "compiling: IL of $1"
  quietly dotnet build src/Native -c Release -v q -nologo -o "$il" "-p:Isa=$1" \
    "-p:ArtifactsPath=$PWD/artifacts/obj/il-$1"
  touch "$il/NativeLoss.Native.dll"
}
