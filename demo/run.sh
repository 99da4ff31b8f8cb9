#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Trains the classifier of demo/README.md from C, Python and C#, and compares the bits. ./build.sh demo calls this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source build/common.sh

data=tests/data/digits.csv.gz
out=artifacts/demo

train_c() {
  gcc -std=c99 -O2 -Wall -Wextra -Wpedantic -Werror -Iinclude bindings/c/demo.c -o "$out/demo" \
    -L"$native" -lnativeloss -Wl,-rpath,"$PWD/$native"
  gzip -dc "$data" | "$out/demo" --bytes "$out/C.bin"
}

train_python() {
  PYTHONPATH=bindings/python PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 bindings/python/demo.py \
    --bytes "$out/Python.bin" --json "$out/training.json" "$data"
}

train_csharp() {
  dotnet build -c Release -v quiet -p:NoLogo=true demo/csharp > "$out/build.log" || { cat "$out/build.log"; return 1; }
  dotnet artifacts/dotnet/bin/Demo/release/Demo.dll --bytes "$out/C#.bin" "$data"
}

# row LANGUAGE: its line of the table, from what its program printed.
row() {
  local log=$out/$1.log
  printf '%-8s  %-20s  %-16s  %9s  %s\n' "$1" "$(sed -n 's/^final loss //p' "$log")" \
    "$(sed -n 's/^test accuracy //p' "$log" | tr -d ' ' | sed 's/=/ = /')" "$(sed -n 's/^time //p' "$log")" \
    "$(sha256sum < "$out/$1.bin" | cut -d' ' -f1)"
}

[ -e "$native/libnativeloss.so" ] || fail "the native file is missing: ./build.sh native"
needs "${for_c[@]}" "${for_python[@]}" gzip=gzip "$modules/matplotlib=python3-matplotlib"
rm -rf "$out"
mkdir -p "$out"
train_c | tee "$out/C.log"
echo
train_python | tee "$out/Python.log"
echo
train_csharp | tee "$out/C#.log"

printf '\n%-8s  %-20s  %-16s  %9s  %s\n' language 'final loss' 'test accuracy' time sha256
for language in C Python 'C#'; do
  row "$language"
done
echo
/usr/bin/python3 demo/picture.py "$out/training.json" "$out/training.png" "$out/training.svg"
if cmp -s "$out/C.bin" "$out/Python.bin" && cmp -s "$out/C.bin" "$out/C#.bin"; then
  echo "identical: yes"
else
  echo "identical: no"
  exit 1
fi
