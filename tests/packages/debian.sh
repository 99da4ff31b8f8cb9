#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# debian.sh PACKAGES VERSION: the Debian packages: installed on this machine, used, and removed again.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/embedding/tally.sh
source build/apt.sh
folder=$1 version=$2
work=$(mktemp -d)
library=$(basename "$folder"/libnativeloss[0-9]*_amd64.deb "_${version}_amd64.deb")
remove() { apt_get remove "$library" libnativeloss-dev; }

if [ "$(id -u)" != 0 ] || ! command -v apt-get > /dev/null; then
    skipped=1
    echo "skip  packages for Debian: they can be installed by root, where there is apt-get"
    close_tally
fi
trap 'remove > /dev/null 2>&1; rm -rf "$work"' EXIT
arm64() {
    dpkg-deb --fsys-tarfile "$folder/$library"_*_arm64.deb | tar -xO --wildcards '*.so.*' |
        cmp - artifacts/native/linux-arm64/libnativeloss.so
}
succeeds "the one for arm64 has its native file" arm64
check "the library depends on no package" -z "$(dpkg-deb -f "$folder/$library"_*_amd64.deb Depends)"
succeeds "they install" apt_get install "$folder/$library"_*_amd64.deb "$folder"/libnativeloss-dev_*_amd64.deb
values() { "$@" > "$work/values" && /usr/bin/python3 tests/cpp/example_check.py "$work/values"; }
succeeds "a program links with -lnativeloss" gcc bindings/c/example.c -lnativeloss -o "$work/shared"
succeeds "and runs" values "$work/shared"
# shellcheck disable=SC2046 # one option per word
succeeds "another links with the static one" gcc bindings/c/example.c $(pkg-config --cflags --libs nativeloss-static) \
    -o "$work/static"
succeeds "and runs" values "$work/static"
succeeds "CMake finds it" cmake -S tests/packages/cmake -B "$work/cmake" "-DNATIVELOSS_VERSION=$version" \
    "-DEXAMPLES=$PWD/bindings/c"
check "and so does a Python package without a native file" \
    "$(tar -xf "$folder/nativeloss-$version.tar.gz" -C "$work" && cd "$work/nativeloss-$version" &&
        /usr/bin/python3 -B -c 'import nativeloss as nl; nl.show()' | sed -n 's/^library *//p')" = \
    "${library/libnativeloss/libnativeloss.so.}"
succeeds "they are removed" remove
check "and leave nothing" -z "$(find /usr/include /usr/lib/x86_64-linux-gnu /usr/share/doc /usr/share/nativeloss \
    -iname '*nativeloss*' 2> /dev/null)"
check "the program misses the library" "$("$work/shared" 2>&1 | grep -c 'libnativeloss.so')" = 1
close_tally
