#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The native files of the platforms: what each is, that the same sources give the same files, and that programs of other
# systems get the bits of linux-x64, where they run here (README.md). Needs ./build.sh native --all.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh

native=$PWD/artifacts/native out=$PWD/artifacts/tests/platforms
mkdir -p "$out"

# compile NAME COMPILER ARGUMENT...: two programs for NAME.
compile() {
    local source
    for source in tests/embedding/vectors.c tests/arm64/hashes.c; do
        succeeds "compiling $(basename "$source") for $1" "$2" -std=c11 -D_GNU_SOURCE -O1 -Wall -Wextra -Wpedantic -Werror \
            -Iinclude -Itests/embedding "-I$out" "$source" tests/embedding/{scene,elements}.c tests/embedding/ops*.c \
            "${@:3}" -o "$out/$(basename "$source" .c)-$1"
    done
}

# bits NAME LIBRARY RUN...: what the two programs print of all vectors, and of every set of options of every operation.
bits() {
    "${@:3}" "$out/vectors-$1" "$2" tests/vectors/vectors.txt hash | grep fnv1a
    "${@:3}" "$out/hashes-$1" "$2"
}

# same_bits NAME LIBRARY RUN...
same_bits() {
    bits "$@" > "$out/$1.bits"
    succeeds "$1: the bits of linux-x64, $(wc -l < "$out/$1.bits") hashes" diff "$out/linux-x64.bits" "$out/$1.bits"
}

# Wine is not on the path, and makes itself a home.
export WINEPREFIX=$out/wine WINEDEBUG=-all
windows() { timeout 600 /usr/lib/wine/wine64 "$@" 2> "$out/wine.log" | tr -d '\r'; }

echo "== platforms: the bits of linux-x64"
sed 's/.*/EXPORT(&)/' tests/abi/exports.txt > "$out/exports.inc"
cp "$native/win-x64/nativeloss.dll" "$out" # where a program looks for it
ansi=-D__USE_MINGW_ANSI_STDIO=1
compile linux-x64 gcc -lm -ldl
compile musl musl-gcc
compile musl-static musl-gcc -static -DLINKED -DNLOSS_STATIC "$native/linux-x64/libnativeloss.a"
compile win-x64.exe x86_64-w64-mingw32-gcc-posix $ansi
compile win-x64-linked.exe x86_64-w64-mingw32-gcc-posix $ansi -DLINKED "-L$native/win-x64" -lnativeloss
bits linux-x64 "$native/linux-x64/libnativeloss.so" > "$out/linux-x64.bits"
check "linux-x64: a hash of all vectors" "$(grep -c fnv1a "$out/linux-x64.bits")" = 1
same_bits musl "$native/linux-x64/libnativeloss.so"
same_bits musl-static linked
same_bits win-x64.exe nativeloss.dll windows
same_bits win-x64-linked.exe linked windows

for rid in "${platforms[@]}"; do
    [ "$rid" = linux-x64 ] || suite "platforms: the file of $rid" build/gate.sh "$rid"
done

echo "== platforms: built again in another folder"
again=$out/again
rm -rf "$again"
mkdir -p "$again/tests/abi"
cp -r build build.sh include src Directory.*.props global.json .editorconfig "$again"
cp tests/abi/exports.txt "$again/tests/abi"
succeeds "the same sources build there" "$again/build.sh" native --all
for rid in "${platforms[@]}"; do
    for file in "$native/$rid"/*; do
        check "the same bytes: $rid/$(basename "$file"), $(sha256sum < "$file" | cut -c 1-16)" \
            "$(sha256sum < "$file")" = "$(sha256sum < "$again/artifacts/native/$rid/$(basename "$file")")"
    done
done
close_tally
