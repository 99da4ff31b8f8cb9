#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Runs ONNX's node tests of the operations that the library has, through the Python binding.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh

[ -e "${NATIVELOSS_LIBRARY:-$native/libnativeloss.so}" ] || fail "the native file is missing: ./build.sh native"
needs "${for_python[@]}" "${for_onnx[@]}"
export PYTHONPATH=bindings/python PYTHONDONTWRITEBYTECODE=1
exec /usr/bin/python3 tests/onnx/nodes.py
