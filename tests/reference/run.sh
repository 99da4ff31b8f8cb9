#!/bin/sh
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# Tests the definition itself, and that tests/vectors/vectors.txt is what it gives. Needs Debian's python3-gmpy2 and
# python3-numpy.
exec "${PYTHON:-/usr/bin/python3}" "$(dirname "$0")/test_reference.py"
