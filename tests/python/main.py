# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Run the test modules beside this file and end with the line that build.sh adds up."""

import pathlib
import sys
import unittest


def main() -> int:
    here = pathlib.Path(__file__).parent
    loader = unittest.TestLoader()
    names = sys.argv[1:] or sorted(path.stem for path in here.glob("test_*.py"))
    suite = unittest.TestSuite(loader.loadTestsFromName(name) for name in names)
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(suite)
    # A test counts once, however many of its subtests fail.
    bad = {getattr(test, "test_case", test).id() for test, _ in result.failures + result.errors}
    bad |= {test.id() for test in result.unexpectedSuccesses}
    skipped = len(result.skipped)
    print(f"{max(result.testsRun - len(bad) - skipped, 0)} passed, {len(bad)} failed, {skipped} skipped")
    return 1 if bad or result.testsRun == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
