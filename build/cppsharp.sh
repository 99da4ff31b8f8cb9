#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# cppsharp.sh: writes C# bindings with CppSharp to artifacts/cppsharp, and compares what it read with the manifest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh

project=bindings/cppsharp
needs
version=$(sed -n 's/.*"CppSharp" .*="\(.*\)".*/\1/p' $project/*.csproj)
dotnet restore $project -v q > /dev/null 2>&1 ||
  fail "CppSharp $version cannot be restored from the package sources of this machine: nothing was run"
quietly dotnet build $project -c Release -v q -nologo --no-restore
dotnet artifacts/dotnet/bin/CppSharpBindings/release/CppSharpBindings.dll . artifacts/cppsharp
