#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# cpp.sh PACKAGES VERSION: the archives for C and C++: projects that find them by CMake and by pkg-config.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh
folder=$1 version=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for rid in "${platforms[@]}"; do
    tar -xf "$folder/nativeloss-$version-$rid.tar.gz" -C "$work"
    target "$rid"
    prefix=$work/nativeloss-$version-$rid
    succeeds "the native file of $rid is in its archive" cmp "$native/$library" "$(find "$prefix" -name '*nativeloss*' \
        \( -name '*.so.*' -o -name '*.*.dylib' -o -name '*.dll' \))"
    succeeds "and what programs link against" cmp "$native/$archive" "$prefix/lib/$archive"
    check "and headers, licence and notices" "$(find "$prefix" -name nativeloss.h -o -name nativeloss.hpp -o -name LICENSE \
        -o -name THIRD-PARTY-NOTICES.txt | wc -l)" = 4
done

# values PROGRAM...: it prints the values of the definition.
values() { "$@" > "$work/values" && /usr/bin/python3 tests/cpp/example_check.py "$work/values"; }
project() {
    cmake -S tests/packages/cmake -B "$work/$1" "-DCMAKE_PREFIX_PATH=$work/$1-prefix" "-DNATIVELOSS_VERSION=$version" \
        "-DEXAMPLES=$PWD/bindings/c" "${@:2}" && cmake --build "$work/$1"
}

# Nowhere near where it was packed.
mv "$work/nativeloss-$version-linux-x64" "$work/linux-prefix"
succeeds "find_package: a project builds" project linux
succeeds "find_package: the shared library, from C" values "$work/linux/shared"
succeeds "find_package: the static library, from C" values "$work/linux/static"
check "find_package: the shared library, from C++" "$("$work/linux/shared_cpp")" = "$("$work/linux/shared" | head -n 1)"
check "the static program needs no NativeLoss" -z "$(ldd "$work/linux/static" | grep nativeloss)"
check "find_package refuses another version" "$(cmake -S tests/packages/cmake -B "$work/other" -DNATIVELOSS_VERSION=99.0 \
    "-DCMAKE_PREFIX_PATH=$work/linux-prefix" 2>&1 | grep -c "version: $version")" = 1

mv "$work/nativeloss-$version-win-x64" "$work/windows-prefix"
succeeds "find_package: a project for Windows builds" project windows -DCMAKE_SYSTEM_NAME=Windows \
    -DCMAKE_C_COMPILER=x86_64-w64-mingw32-gcc-posix -DCMAKE_CXX_COMPILER=x86_64-w64-mingw32-g++-posix \
    -DCMAKE_EXE_LINKER_FLAGS=-static
cp "$work/windows-prefix/bin/nativeloss.dll" "$work/windows"
# A prefix of its own: another suite's may be starting or not be there yet. Wine makes no parent folders.
mkdir -p artifacts/tests/packages/wine
wine() {
    WINEPREFIX=$PWD/artifacts/tests/packages/wine WINEDEBUG=-all timeout 300 /usr/lib/wine/wine64 "$@" 2> /dev/null |
        tr -d '\r'
}
succeeds "find_package: and runs under Wine" values wine "$work/windows/shared.exe"
check "find_package: and so it does from C++" "$(wine "$work/windows/shared_cpp.exe")" = "$("$work/linux/shared" | head -n 1)"

export PKG_CONFIG_PATH=$work/linux-prefix/lib/pkgconfig
check "pkg-config knows the version" "$(pkg-config --modversion nativeloss)" = "$version"
for kind in nativeloss nativeloss-static; do
    # shellcheck disable=SC2046 # one option per word
    succeeds "pkg-config: $kind links" gcc bindings/c/example.c $(pkg-config --cflags --libs $kind) -o "$work/$kind"
    succeeds "pkg-config: $kind runs" values env "LD_LIBRARY_PATH=$work/linux-prefix/lib" "$work/$kind"
done
check "pkg-config: only one of them needs the library" \
    "$(ldd "$work"/nativeloss "$work"/nativeloss-static | grep -c 'libnativeloss.so')" = 1
close_tally
