#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# python.sh PACKAGES VERSION: what is in the wheels; this machine's in an empty environment without network or
# compiler, where the tests of the API run against it; the source distribution with a native file from elsewhere. NumPy is Debian's:
# without a network there is no other.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh
source tests/embedding/tally.sh
folder=$1 version=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

declare -A tag=([linux-x64]=musllinux_1_1_x86_64 [linux-arm64]=musllinux_1_1_aarch64 [win-x64]=win_amd64
    [win-arm64]=win_arm64 [osx-x64]=macosx_12_0_x86_64 [osx-arm64]=macosx_12_0_arm64)
for rid in "${platforms[@]}"; do
    target "$rid"
    wheel=$(echo "$folder/nativeloss-$version-py3-none-"*"${tag[$rid]}.whl")
    unzip -q "$wheel" -d "$work/$rid"
    succeeds "the native file of $rid is in its wheel" cmp "$native/$library" "$work/$rid/nativeloss/$library"
    succeeds "and the modules of bindings/python" diff -r -x "$library" -x __pycache__ bindings/python/nativeloss "$work/$rid/nativeloss"
    check "and no other, with py.typed, licence and notices" "$(cd "$work/$rid" && find . -name '*nativeloss.*' -type f -o \
        -name py.typed -o -path '*/licenses/*' -type f | wc -l)" = 4
    check "for its platform and any Python 3" "$(grep -c "^Tag: py3-none-${tag[$rid]}$" "$work/$rid"/*.dist-info/WHEEL)" = 1
done

venv=$work/venv
/usr/bin/python3 -m venv --system-site-packages "$venv"
# in_venv COMMAND...: with nothing on the path but the environment's programs.
in_venv() { env -i "PATH=$venv/bin" "HOME=$work" PYTHONDONTWRITEBYTECODE=1 "$@"; }
check "no compiler there" -z "$(in_venv /bin/sh -c 'command -v cc gcc g++ clang')"
succeeds "the wheel installs" in_venv pip install -q --no-index --find-links "$folder" "nativeloss==$version"
check "its own native file is the one in use" \
    "$(in_venv python -I -c 'import nativeloss as nl; nl.show()' | sed -n 's/^library *//p')" = \
    "$(echo "$venv"/lib/python3*/site-packages/nativeloss/libnativeloss.so)"

# The others compile C, look at the source tree, or go through the levels of what is the same file.
modules=$(cd tests/python && grep -LE 'gcc|BINDING|limit_isa' test_*.py | sed 's/\.py$//')
# shellcheck disable=SC2086 # one module per word
suite "packages: tests of the API of the installed one" in_venv PYTHONPATH=tests/python:tests/vectors \
    python -W error tests/python/main.py $modules

succeeds "it goes away" in_venv pip uninstall -q -y nativeloss
succeeds "the source distribution installs" in_venv pip install -q --no-index --no-build-isolation \
    "$folder/nativeloss-$version.tar.gz"
check "and runs with a native file from elsewhere" \
    "$(in_venv NATIVELOSS_LIBRARY="$PWD/artifacts/native/linux-x64/libnativeloss.so" python -I -c \
        'import nativeloss as nl; print(nl.softmax([[0.0, 0.0]]))')" = "[[0.5 0.5]]"
check "or says that there is none" \
    "$(in_venv python -I -c 'import nativeloss' 2>&1 | grep -c 'ImportError: nativeloss: no native library at ')" = 1
close_tally
