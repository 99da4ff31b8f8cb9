# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Finding and checking the native file, levels by environment, layouts, and what the package must not import."""

import ctypes
import json
import pathlib
import re
import shutil
import tempfile

import nativeloss as nl
from nativeloss import _abi, _loader
from support import BINDING, ROOT, TestCase, run_python

API = json.loads((ROOT / "include" / "nativeloss.api.json").read_text())


class Levels(TestCase):
    def test_environment(self):
        order = ("v2", "v3", "v4")
        for level in order[: order.index(nl.isa()) + 1]:
            done = run_python("import nativeloss as nl; print(nl.isa())", NATIVELOSS_ISA=level)
            self.assertEqual((done.stdout, done.stderr), (level + "\n", ""))

    def test_a_higher_level_means_the_best(self):
        code = "import nativeloss as nl; nl.limit_isa('v2'); nl.limit_isa('v4'); print(nl.isa())"
        self.assertEqual(run_python(code).stdout, nl.isa() + "\n")

    def test_bad_environment(self):
        done = run_python("import nativeloss", NATIVELOSS_ISA="avx")
        message = (
            "ImportError: nativeloss: NATIVELOSS_ISA: 'avx' is not an instruction-set level; use one of v2, v3, v4"
        )
        self.assertEqual(done.stderr.splitlines()[-1], message)


class Library(TestCase):
    def package(self):
        """A copy of the package, away from the checkout."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        shutil.copytree(BINDING / "nativeloss", pathlib.Path(folder.name, "nativeloss"))
        return folder.name

    def last_line(self, folder, **environment):
        return run_python("import nativeloss", PYTHONPATH=folder, **environment).stderr.strip().splitlines()[-1:]

    def test_other_hash_or_abi(self):
        ours = {"ABI": _abi.ABI, "API_HASH": _abi.API_HASH}
        for name in ours:
            wanted = ours | {name: ours[name] ^ 1}
            folder = self.package()
            file = pathlib.Path(folder, "nativeloss", "_abi.py")
            text, count = re.subn(
                rf"^{name}: Final = .*$", f"{name}: Final = {wanted[name]}", file.read_text(), flags=re.M
            )
            self.assertEqual(count, 1)
            file.write_text(text)
            expected = (
                f"ImportError: nativeloss: {_loader.path} has ABI {ours['ABI']} and API hash {ours['API_HASH']:#x}, "
                f"this package needs ABI {wanted['ABI']} and API hash {wanted['API_HASH']:#x}; "
                "build both from the same source"
            )
            self.assertEqual(self.last_line(folder, NATIVELOSS_LIBRARY=str(_loader.path)), [expected])

    def test_file_beside_the_package(self):
        folder = self.package()
        place = pathlib.Path(folder, "nativeloss", "libnativeloss.so")
        shutil.copy(_loader.path, place)
        done = run_python("import nativeloss; nativeloss.show()", PYTHONPATH=folder, NATIVELOSS_LIBRARY="")
        self.assertEqual(done.stdout.splitlines()[-1].split(), ["library", str(place)])

    def test_no_file(self):
        (line,) = self.last_line(self.package(), NATIVELOSS_LIBRARY="")
        self.assertRegex(
            line, "^ImportError: nativeloss: no native library at .*; run ./build.sh native or set NATIVELOSS_LIBRARY$"
        )

    def test_not_a_library(self):
        file = str(BINDING / "nativeloss" / "__init__.py")
        (line,) = self.last_line(str(BINDING), NATIVELOSS_LIBRARY=file)
        self.assertTrue(line.startswith(f"ImportError: nativeloss: cannot load {file}: "), line)

    def test_another_library(self):
        (line,) = self.last_line(str(BINDING), NATIVELOSS_LIBRARY="libm.so.6")
        self.assertRegex(line, "^ImportError: nativeloss: cannot load libm.so.6: .*undefined symbol: nloss_abi$")

    def test_version(self):
        self.assertEqual(nl.version, API["version"])
        self.assertEqual(nl.__version__, API["version"])

    def test_imports_nothing_but_numpy(self):
        code = (
            "import sys, numpy, ctypes, concurrent.futures.thread\n"
            "before = set(sys.modules)\n"
            "import nativeloss\n"
            "print(sorted(m for m in set(sys.modules) - before if not m.startswith('nativeloss')\n"
            "    and m.partition('.')[0] not in {'numpy', *sys.stdlib_module_names}))\n"
        )
        self.assertEqual(run_python(code).stdout, "[]\n")


class Layout(TestCase):
    def test_structs(self):
        declared = {struct["name"]: struct for struct in API["structs"]}
        python = {f"nloss_{snake(t.__name__)}": t for t in _abi.LAYOUT}
        self.assertEqual(set(python), set(declared))
        for name, struct in declared.items():
            self.assertEqual(ctypes.sizeof(python[name]), struct["size"], name)
            offsets = {field: getattr(python[name], field).offset for field, *_ in python[name]._fields_}
            self.assertEqual(offsets, {field["name"]: field["offset"] for field in struct["fields"]}, name)

    def test_hash(self):
        self.assertEqual(_abi.API_HASH, int(API["api_hash"], 16))
        self.assertEqual(_abi.ABI, API["abi"])


def snake(name):
    return "".join("_" + c.lower() if c.isupper() else c for c in name).lstrip("_")
