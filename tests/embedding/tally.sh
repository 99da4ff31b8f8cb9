# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Counts tests in shell scripts; to be sourced. A script's last act is close_tally.

passed=0 failed=0 skipped=0

# check NAME TEST...: one test, of what `[` takes.
check() {
    if [ "${@:2}" ]; then
        passed=$((passed + 1))
        echo "ok    $1"
    else
        failed=$((failed + 1))
        echo "FAIL  $1: not [ ${*:2} ]"
    fi
}

# succeeds NAME COMMAND...: one test, whose output is shown when it fails.
succeeds() {
    local output
    if output=$("${@:2}" 2>&1); then
        passed=$((passed + 1))
        echo "ok    $1"
    else
        failed=$((failed + 1))
        echo "FAIL  $1: ${*:2}"
        sed 's/^/      /' <<< "$output" | head -40
    fi
}

# suite NAME COMMAND...: runs a program of tests, and adds what its closing line says. A program that dies before it has
# failed.
suite() {
    local output status last
    echo "== $1"
    output=$("${@:2}" 2>&1)
    status=$?
    last=$(tail -n 1 <<< "$output")
    if [[ $last =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed,\ ([0-9]+)\ skipped$ ]] &&
        [ $((status != 0)) = $((BASH_REMATCH[2] != 0)) ]; then
        passed=$((passed + BASH_REMATCH[1]))
        failed=$((failed + BASH_REMATCH[2]))
        skipped=$((skipped + BASH_REMATCH[3]))
        sed '$d' <<< "$output"
    else
        echo "$output"
        failed=$((failed + 1))
        echo "FAIL  $1: ended with status $status and without a closing line"
    fi
}

close_tally() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ]
    exit
}
