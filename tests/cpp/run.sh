#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The C examples, built with the line that they begin with, and the C++ layer under both compilers.
# Needs ./build.sh native.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/embedding/tally.sh

native=$PWD/artifacts/native/linux-x64
out=artifacts/tests/cpp
strict=(-Wall -Wextra -Wpedantic -Werror -Iinclude)
export LD_LIBRARY_PATH=$native
mkdir -p "$out" artifacts/examples

# example FILE: does what its first comment says, in a folder as deep as its own, and prints what the program prints.
example() {
    cp "bindings/c/$1" artifacts/examples/
    (cd artifacts/examples && eval "$(sed -n 's/^ \* \(cc .*\)/\1/p; s/^ \* \(LD_LIBRARY_PATH.*\)/\1/p' "$1")")
}

for file in bindings/c/example.c bindings/c/example_executor.c; do
    succeeds "$file is strict C99" gcc -std=c99 "${strict[@]}" -fsyntax-only $file
done
example example.c > "$out/example.txt"
succeeds "bindings/c/example.c builds with its line and prints the definition's values" \
    /usr/bin/python3 tests/cpp/example_check.py "$out/example.txt"
check "bindings/c/example_executor.c builds with its line and prints the same bits" \
    "$(example example_executor.c)" = "512 rows on up to 4 threads, same bits: yes"

for link in "" "-static"; do
    succeeds "the static library links${link:+ with $link}" gcc -std=c99 -DNLOSS_STATIC "${strict[@]}" $link \
        bindings/c/example.c "$native/libnativeloss.a" -o "$out/static"
    check "the static library computes the same${link:+ with $link}" "$("$out/static")" = "$(cat "$out/example.txt")"
done

# part OPERATION LIBRARY OPTION...: what a program prints that calls it and no other.
part() {
    rm -f "$out/part"
    gcc -std=c99 "${strict[@]}" -s "-D$1" tests/cpp/part.c -o "$out/part" "${@:3}" "$2" && "$out/part"
}
nothing=$(gcc -s -x c - -o "$out/part" <<< 'int main(void) { return 0; }' && stat -c %s "$out/part")
while read -r operation most; do
    shared=$(part "$operation" "$native/libnativeloss.so")
    static=$(part "$operation" "$native/libnativeloss.a" -DNLOSS_STATIC -Wl,--gc-sections)
    size=$(($(stat -c %s "$out/part") - nothing))
    check "a program with $operation out of the static library prints the same: $shared" "$static" = "$shared" -a "${static%%:*}" = NLOSS_OK
    check "and no other's code: $size bytes more than a program that calls nothing, at most $most" "$size" -le "$most"
done << 'END'
SOFTMAX 212992
CROSS_ENTROPY 323584
MSE 49152
ARGMAX 24576
END

for compiler in g++ clang++; do
    for standard in c++17 c++20; do
        rm -f "$out/test_nativeloss"
        succeeds "compiling test_nativeloss.cpp: $compiler, $standard" "$compiler" -std=$standard -O1 "${strict[@]}" \
            -Wshadow -Wconversion tests/cpp/test_nativeloss.cpp -o "$out/test_nativeloss" \
            -L"$native" -lnativeloss -lpthread
        suite "nativeloss.hpp: $compiler, $standard" "$out/test_nativeloss"
    done
done
close_tally
