#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# gen.sh --write | --check: writes the generated files, or prints how they differ from what the sources say.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh

needs
quietly dotnet build src/BindGen -c Release -v q -nologo
dotnet artifacts/dotnet/bin/BindGen/release/BindGen.dll "$1" .
