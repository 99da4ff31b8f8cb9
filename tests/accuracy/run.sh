#!/bin/sh
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Measures artifacts/native/linux-x64/libnativeloss.so (or $NATIVELOSS_LIBRARY) against tests/reference/reference.py.
exec "${PYTHON:-/usr/bin/python3}" "$(dirname "$0")/accuracy.py"
