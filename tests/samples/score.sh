# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
# The program of bindings/csharp/samples/score; sourced by run.sh.

succeeds "score: builds" dotnet build -c Release -v quiet -nologo bindings/csharp/samples/score
PYTHONPATH=tests/samples:tests/python:bindings/python PYTHONDONTWRITEBYTECODE=1 \
    suite "score" /usr/bin/python3 tests/python/main.py test_score
