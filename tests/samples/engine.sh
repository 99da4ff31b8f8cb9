# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The engine of bindings/cpp/samples/engine; sourced by run.sh.

engine=bindings/cpp/samples/engine
strict=(-std=c++17 -O2 -Wall -Wextra -Wpedantic -Werror -Wshadow -Wconversion -Iinclude)

# build NAME COMPILER FLAG...
build() { "$2" "${strict[@]}" "${@:3}" $engine/main.cpp -o "$out/$1" -pthread -ldl; }

# play NAME PROGRAM ARGUMENT...: runs an engine; what it prints is in $out/NAME.txt.
play() { timeout 300 "$out/$2" "${@:3}" > "$out/$1.txt" 2>&1; }

# said NAME KEY: the value of a line "KEY value" of what an engine printed.
said() { sed -n "s/^$2 //p" "$out/$1.txt"; }

# The command that the source begins with.
succeeds "engine: builds with its line" \
    bash -c "cd $engine && $(sed -n 's|^// \(c++ .*\) -o engine|\1 -o "$1"|p' $engine/main.cpp)" - "$out/engine"
for compiler in g++ clang++; do
    succeeds "engine: strict C++17, $compiler" build "$compiler" "$compiler"
done

short=(--frames 120 --agents 512)
succeeds "engine: runs" play base g++ "$library" --workers 0 "${short[@]}"
hash=$(said base hash)
check "engine: prints a hash" "${#hash}" = 16
check "engine: a line for each part of the frames" "$(grep -c '^frames ' "$out/base.txt")" = 6
for workers in 1 3 7; do
    play "workers-$workers" clang++ "$library" --workers "$workers" "${short[@]}"
    check "engine: same hash with $workers workers" "$(said "workers-$workers" hash)" = "$hash"
done
play reloads g++ "$library" --workers 3 "${short[@]}" --reload-every 10
check "engine: reloaded every 10 frames" "$(said reloads reloads)" = 12
check "engine: same hash with reloads" "$(said reloads hash)" = "$hash"
check "engine: nobody else saw a difference" "$(said reloads bystander | sed 's/.*calls, //')" = "0 differences"
# A replacement takes as long as some frames: with time for it, each part of the frames ends at another level than the one before.
play levels g++ "$library" --workers 2 "${short[@]}" --reload-every 10 --frame-ms 4 --levels
check "engine: same hash with every instruction set in turn" "$(said levels hash)" = "$hash"
check "engine: which were in use" "$(grep -o 'level v[234]' "$out/levels.txt" | sort -u | wc -l)" -ge 2
play long g++ "$library" --frames 400 --agents 512
check "engine: the agents learn to come nearer" \
    "$(sed -n 's/^frames .*nearer by *\([0-9.]*\) a move.*/\1/p' "$out/long.txt" | tail -n 1 | tr -d .)" -gt 0800

# The library is replaced on disk while the engine runs, as a build would: by a new file, by one that is no library, by
# one with another interface.
cp "$library" "$out/live.so"
replace() { cp "$1" "$out/next.so" && mv "$out/next.so" "$out/live.so"; }
# wait_for PATTERN: until the engine has printed it.
wait_for() {
    local i
    for ((i = 0; i < 1200; i++)); do
        grep -q "$1" "$out/live.txt" && return 0
        sleep 0.05
    done
    return 1
}
echo 'int nloss_api_hash(void) { return 1; }' | gcc -shared -fPIC -x c - -o "$out/other.so"
"$out/g++" "$out/live.so" --workers 2 --agents 512 --frames 600 --frame-ms 10 > "$out/live.txt" 2>&1 &
pid=$!
# The engine's own output comes line by line: each third of a second or more there is one.
succeeds "engine: runs while the library is replaced" wait_for '^frames '
replace "$library"
wait_for ', 1 reloads' && replace "$out/base.txt"
succeeds "engine: keeps the old one where the new one is no library" wait_for '^kept the old library: .*'
replace "$out/other.so"
succeeds "engine: keeps the old one where the new one has another interface" \
    wait_for '^kept the old library: it has another interface$'
replace "$library"
wait_for ', 2 reloads'
check "engine: one copy is in memory" "$(grep -o 'engine-.*/lib[0-9]*\.so' /proc/$pid/maps | sort -u | wc -l)" = 1
wait $pid
check "engine: two replacements were taken" "$(said live reloads)" = 2
play still g++ "$library" --workers 0 --agents 512 --frames 600
check "engine: same hash as undisturbed" "$(said live hash)" = "$(said still hash)"
check "engine: leaves no copy behind" "$(ls "$TMPDIR" | wc -l)" = 0
play missing g++ "$out/nowhere.so"
check "engine: says what is missing" "$(cat "$out/missing.txt")" = "engine: there is no $out/nowhere.so"

for sanitizer in thread address,undefined; do
    succeeds "engine: builds with -fsanitize=$sanitizer" build "san-$sanitizer" g++ -g -fsanitize=$sanitizer
    succeeds "engine: $sanitizer sanitizer is silent" play "san-$sanitizer-run" "san-$sanitizer" "$library" \
        --workers 3 --frames 60 --agents 512 --reload-every 5
    check "engine: reloads under the $sanitizer sanitizer" "$(said "san-$sanitizer-run" reloads)" = 12
done
