#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The header alone, the layout of its structs, the symbols of the files that it describes, and what has changed since the
# last release. Needs ./build.sh native.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/embedding/tally.sh

native=artifacts/native/linux-x64
out=artifacts/tests/abi
strict=(-Wall -Wextra -Wpedantic -Werror -Iinclude)
mkdir -p "$out"

# Twice, and with nothing before it: the header needs no other and guards itself.
printf '#include "nativeloss.h"\n#include "nativeloss.h"\nint nothing;\n' > "$out/alone.c"
cp "$out/alone.c" "$out/alone.cpp"
alone() { # alone COMPILER STANDARD FILE
    succeeds "the header alone: $1, $2" "$1" -std="$2" "${strict[@]}" -fsyntax-only "$3"
}
for standard in c99 c11 c17; do
    alone gcc $standard "$out/alone.c"
    alone clang $standard "$out/alone.c"
done
for standard in c++11 c++17 c++20; do
    alone g++ $standard "$out/alone.cpp"
    alone clang++ $standard "$out/alone.cpp"
done

manifest_layout() {
    /usr/bin/python3 - include/nativeloss.api.json << 'END'
import json, sys
for struct in json.load(open(sys.argv[1]))["structs"]:
    print(struct["name"], struct["size"])
    for field in struct["fields"]:
        print(f"{struct['name']}.{field['name']}", field["offset"])
END
}
manifest_layout | LC_ALL=C sort > "$out/layout.manifest"
for compiler in "gcc -std=c99" "clang -std=c99" "g++ -x c++ -std=c++17" "clang++ -x c++ -std=c++17"; do
    $compiler "${strict[@]}" tests/abi/layout.c -o "$out/layout" && "$out/layout" | LC_ALL=C sort > "$out/layout.found"
    succeeds "the layout of every struct is the manifest's: $compiler" diff "$out/layout.manifest" "$out/layout.found"
done

# What the header declares and what the files define are one list.
export LC_ALL=C
gcc -E -P -Iinclude "$out/alone.c" | tr '\n' ' ' | grep -oE '\bnloss_\w+ *\(' | tr -d ' (' | sort -u > "$out/prototypes"
nm -D --defined-only "$native/libnativeloss.so" | awk '{ print $3 }' | sort > "$out/exports.so"
nm --defined-only --extern-only "$native/libnativeloss.a" | awk 'NF == 3 { print $3 }' | sort > "$out/exports.a"
succeeds "the header's prototypes are exports.txt" diff tests/abi/exports.txt "$out/prototypes"
succeeds "the shared library's exports are exports.txt" diff tests/abi/exports.txt "$out/exports.so"
succeeds "the static library's symbols are exports.txt" diff tests/abi/exports.txt "$out/exports.a"

# What may change when: docs/abi-policy.md. A version in NEWS.md that is not called unreleased has been released.
released=$(sed -nE 's/^## ([0-9.]+)$/\1/p' NEWS.md | head -n 1)
last=tests/abi/released.api.json
check "the manifest of the last release is kept (${released:-there was none})" \
    "$([ ! -e $last ] || sed -n 's/^  "version": "\(.*\)",$/\1/p' $last)" = "$released"
[ ! -e $last ] ||
    succeeds "the interface is what the policy allows after $released" /usr/bin/python3 -B tests/abi/compatibility.py $last include/nativeloss.api.json
suite "the policy, on made-up changes" /usr/bin/python3 -B tests/abi/test_compatibility.py include/nativeloss.api.json
close_tally
