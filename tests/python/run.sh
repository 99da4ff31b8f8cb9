#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Tests the Python binding. Arguments are names of test modules; none means all.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh

[ -e "${NATIVELOSS_LIBRARY:-$native/libnativeloss.so}" ] || fail "the native file is missing: ./build.sh native"
needs "${for_c[@]}" "${for_python[@]}" "${for_types[@]}" "${for_peers[@]}" "$modules/sklearn=python3-sklearn"
export PYTHONPATH=bindings/python:tests/python:tests/vectors PYTHONDONTWRITEBYTECODE=1
# A warning is a defect of the binding. Whatever was exported for it must not leak into the tests' own choices.
unset NATIVELOSS_ISA
exec /usr/bin/python3 -W error tests/python/main.py "$@"
