#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Looks at the pages of `python -m nativeloss report` in a browser. Screenshots stay in artifacts/tests/report.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source build/common.sh

[ -e "${NATIVELOSS_LIBRARY:-$native/libnativeloss.so}" ] || fail "the native file is missing: ./build.sh native"
needs "${for_python[@]}" chromium=chromium chromedriver=chromium-driver "$modules/selenium=python3-selenium"
export PYTHONPATH=bindings/python:tests/python:tests/report PYTHONDONTWRITEBYTECODE=1
mkdir -p artifacts/tests/report
exec /usr/bin/python3 tests/python/main.py test_page
