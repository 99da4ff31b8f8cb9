#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Every test project of the solution; dotnet's summaries become the closing line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test NativeLoss.sln -c Release -v q -nologo 2>&1 | tee "$log" || status=$?
# "Passed!  - Failed:     0, Passed:     7, Skipped:     0, Total:     7, ...", once per project
sed -nE 's/^(Passed|Failed)! +- Failed: +([0-9]+), Passed: +([0-9]+), Skipped: +([0-9]+),.*/\3 \2 \4/p' "$log" |
  awk -v status="$status" '
    { passed += $1; failed += $2; skipped += $3 }
    END {
      if (status != 0 && failed == 0) { print "FAILED: dotnet test ended with status " status; failed = 1 }
      if (NR == 0) { print "FAILED: no test project ran"; failed++ }
      printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
    }'
exit "$status"
