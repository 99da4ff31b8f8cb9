#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Every test project of the solution, which is built; dotnet's summaries become the closing line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test NativeLoss.sln -c Release --no-build -v q -nologo --logger "console;verbosity=minimal" 2>&1 | tee "$log" || status=$?
# "Passed!  - Failed:     0, Passed:     7, Skipped:     0, Total:     7, Duration: 2 s - Gen.Tests.dll", once per project
awk -v status="$status" '
  /^(Passed|Failed|Skipped)! +- Failed: / {
    projects++
    gsub(",", "")
    for (i = 1; i < NF; i++) {
      if ($i == "Passed:") passed += $(i + 1)
      if ($i == "Failed:") failed += $(i + 1)
      if ($i == "Skipped:") skipped += $(i + 1)
    }
  }
  END {
    if (status != 0 && failed == 0) { print "FAILED: dotnet test ended with status " status; failed = 1 }
    if (projects == 0) { print "FAILED: no test project ran"; failed++ }
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  }' "$log"
exit "$status"
