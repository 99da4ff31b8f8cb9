#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Every test project of the solution; dotnet's summaries become the closing line.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test NativeLoss.sln -c Release -v q -nologo --logger "console;verbosity=normal" 2>&1 | tee "$log" || status=$?
# "Total tests: 7", then "     Passed: 6" and so on, once per project
awk -v status="$status" '
  /^Total tests: / { projects++ }
  /^ +Passed: [0-9]+$/ { passed += $2 }
  /^ +Failed: [0-9]+$/ { failed += $2 }
  /^ +Skipped: [0-9]+$/ { skipped += $2 }
  END {
    if (status != 0 && failed == 0) { print "FAILED: dotnet test ended with status " status; failed = 1 }
    if (projects == 0) { print "FAILED: no test project ran"; failed++ }
    printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
  }' "$log"
exit "$status"
