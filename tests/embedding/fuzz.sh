#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# fuzz.sh [COUNT | SECONDSs]: calls with random shapes, strides, options, values and mistakes, at every level, against
# each other and against the reference in C. It takes all processors and goes on from the corpus in artifacts/fuzz;
# with "anew" after the count one processor, an empty corpus and the same inputs every time. Needs ./build.sh native.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/embedding/tally.sh

here=tests/embedding
out=artifacts/fuzz
amount=${1:-100000000}
[[ $amount =~ ^[0-9]+s?$ ]] || { sed -n '/^# fuzz.sh/,/^# Needs/s/^# //p' tests/embedding/fuzz.sh; exit 2; }
# A night's run leaves the machine to others; one among other tests would only end last.
niceness=$([ "${2:-}" = anew ] && echo 0 || echo 10)
export NATIVELOSS_LIBRARY=$PWD/artifacts/native/linux-x64/libnativeloss.so
mkdir -p "$out/findings"

build() {
    clang -std=c11 -D_GNU_SOURCE -O2 -g -Wall -Wextra -Wpedantic -Werror -Iinclude -fsanitize=fuzzer \
        "$here"/{fuzz,fuzz_input}.c "$here"/reference*.c "$here"/ops*.c "$here"/{scene,slots,elements}.c \
        -o "$out/fuzz" -lm -lpthread -ldl
}

# fuzz AMOUNT CORPUS OPTION...
fuzz() {
    local limit=-runs=$1
    case $1 in *s) limit=-max_total_time=${1%s} ;; esac
    nice -n "$niceness" "$out/fuzz" "$2" "$limit" -max_len=128 -len_control=0 -verbosity=0 -print_final_stats=0 "${@:3}"
}

# It must be able to fail: what the harness falsifies itself has to be found soon.
finds() {
    rm -rf "$out/plant"
    mkdir -p "$out/plant"
    ! PLANT=$1 fuzz 20000 "$out/plant" -seed=1 -artifact_prefix="$out/plant/" > "$out/plant.log" 2>&1 &&
        grep -q -E "$2" "$out/plant.log"
}

succeeds "compiling fuzz" build
succeeds "finds: other numbers at one level" finds "one level" 'FOUND: .* has other numbers than at'
succeeds "finds: a wrong sign at every level" finds "every level" 'FOUND: .* allowed are'
succeeds "finds: a byte written outside" finds "outside" 'FOUND: bytes next to .* were written|FOUND: signal 11'
succeeds "finds: an output written on an error" finds "on error" 'FOUND: .* was written, and the status is'

# Slow inputs get less of a night; by the clock, so that two runs are not the same.
workers=$(nproc) corpus=$out/corpus options=(-seed=0 -entropic_scale_per_exec_time=1)
if [ "${2:-}" = anew ]; then
    workers=1 corpus=$out/anew options=(-seed=1)
    rm -rf "$corpus"
fi
mkdir -p "$corpus"
share=$amount
case $amount in *s) ;; *) share=$((amount / workers)) ;; esac
rm -f "$out"/[0-9]*.log
started=$SECONDS
pids=()
for worker in $(seq "$workers"); do
    fuzz "$share" "$corpus" "${options[@]}" -artifact_prefix="$out/findings/" > "$out/$worker.log" 2>&1 &
    pids+=($!)
done
found=0
for worker in "${!pids[@]}"; do
    wait "${pids[worker]}" && continue
    found=$((found + 1))
    log=$out/$((worker + 1)).log
    grep -a -A 1 -E '^FOUND|ERROR: libFuzzer' "$log" | head -4
    sed -n 's/.*Test unit written to //p' "$log" |
        sed "s|.*|       again: NATIVELOSS_LIBRARY=$NATIVELOSS_LIBRARY $out/fuzz &|"
done
# What the workers counted, added up.
cat "$out"/[0-9]*.log | awk -F '\t' '$1 == "fuzz" { if (!($3 in sum)) names[++n] = $3; sum[$3] += $2 }
    END { for (i = 1; i <= n; i++) printf "      %d %s\n", sum[names[i]], names[i] }'
check "fuzz, $workers at a time, $((SECONDS - started)) s: findings" "$found" = 0
close_tally
