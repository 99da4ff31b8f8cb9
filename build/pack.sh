#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# pack.sh: writes artifacts/packages, from the native files of all platforms: packages for C#, Python, C and C++, Debian.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh

needs "${for_pack[@]}"
out=$PWD/artifacts/packages
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
rm -rf "$out"
mkdir -p "$out"

# A native file that needs no C library runs under any: the oldest tags there are, but for macOS, where it says its own.
declare -A wheel_platform=(
  [linux-x64]=manylinux_2_5_x86_64.manylinux1_x86_64.musllinux_1_1_x86_64
  [linux-arm64]=manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64
  [win-x64]=win_amd64
  [win-arm64]=win_arm64
  [osx-x64]=macosx_12_0_x86_64
  [osx-arm64]=macosx_12_0_arm64
)
declare -A debian=([linux-x64]=amd64 [linux-arm64]=arm64)

# build_python KIND: a wheel or an sdist of what is staged.
build_python() { (cd "$stage/python" && quietly /usr/bin/python3 -m hatchling build -t "$1" -d "$out"); }

# build_cpp NAME OPTION...: what CPack makes of bindings/cpp.
build_cpp() {
  quietly cmake -S bindings/cpp -B "$stage/$1" "-DRID=$rid" "${@:2}"
  (cd "$stage/$1" && quietly cpack)
  cp "$stage/$1"/*.{tar.gz,deb} "$out" 2> /dev/null || true
}

echo "packing: NuGet"
quietly dotnet pack src/Managed -c Release -v q -nologo -o "$out"

echo "packing: sdist"
cp -r bindings/python "$stage"
cp LICENSE THIRD-PARTY-NOTICES.txt "$stage/python"
build_python sdist
for rid in "${platforms[@]}"; do
  target "$rid"
  echo "packing: $rid"
  cp "$native/$library" "$stage/python/nativeloss"
  NATIVELOSS_WHEEL_PLATFORM=${wheel_platform[$rid]} build_python wheel
  rm "$stage/python/nativeloss/$library"
  build_cpp "$rid"
  [ "$os" != linux ] ||
    build_cpp "$rid-deb" "-DDEBIAN_ARCHITECTURE=${debian[$rid]}" "-DMULTIARCH=$machine-$system"
done
ls -l "$out" | awk 'NR > 1 { print $5, $9 }'
