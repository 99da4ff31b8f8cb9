#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The C# sources are formatted and keep the style of .editorconfig. What other analyzers find, the build refuses.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if dotnet format whitespace NativeLoss.sln --verify-no-changes && dotnet format style NativeLoss.sln --verify-no-changes; then
  echo "ok: dotnet format changes nothing"
  echo "1 passed, 0 failed, 0 skipped"
else
  echo "FAILED: dotnet format would change the files above"
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi
