#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Compares every operation that PyTorch has with PyTorch's in float64, on random cases. Arguments are names of
# operations; none means all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh

[ -e "${NATIVELOSS_LIBRARY:-$native/libnativeloss.so}" ] || fail "the native file is missing: ./build.sh native"
needs "${for_python[@]}" $modules/gmpy2=python3-gmpy2 $modules/torch=python3-torch
export PYTHONPATH=bindings/python:tests/reference PYTHONDONTWRITEBYTECODE=1
exec /usr/bin/python3 tests/torch/main.py "$@"
