# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""Made-up changes of the manifest of today, and what the policy says of them. Usage: test_compatibility.py MANIFEST"""

import copy
import json
import sys

from compatibility import violations

with open(sys.argv[1], encoding="utf-8") as file:
    TODAY = json.load(file) | {"version": "1.4.2", "abi": 3}

FUNCTION = TODAY["sections"][0]["functions"][0]


def changed(change, version="1.5.0", abi=3):
    """Today's manifest after a change, as a later version."""
    manifest = copy.deepcopy(TODAY) | {"version": version, "abi": abi}
    change(manifest)
    return manifest


def nothing(manifest):
    pass


def document(manifest):
    manifest["structs"][0]["doc"] = "Other words."
    manifest["sections"][0]["functions"][0]["parameters"][0]["name"] = "other_name"


def add_function(manifest):
    manifest["sections"][0]["functions"].append(FUNCTION | {"name": "nloss_new"})


def add_constant(manifest):
    manifest["enums"][0]["members"].append({"name": "NEW", "value": 4096})


def append_field(manifest):
    struct = manifest["structs"][0]
    struct["fields"].append({"name": "new", "offset": struct["size"], "type": {"in_c": "double "}})
    struct["size"] += 8


def remove_function(manifest):
    del manifest["sections"][0]["functions"][0]


def rename_function(manifest):
    manifest["sections"][0]["functions"][0]["name"] = "nloss_other"


def swap_parameters(manifest):
    manifest["sections"][0]["functions"][0]["parameters"][:2] = FUNCTION["parameters"][1::-1]


def narrow_parameter(manifest):
    manifest["sections"][0]["functions"][0]["parameters"][1]["type"]["in_c"] = "int32_t "


def change_return_type(manifest):
    manifest["sections"][0]["functions"][0]["type"]["in_c"] = "int64_t "


def change_callback(manifest):
    manifest["callbacks"][0]["parameters"].pop()


def renumber_constant(manifest):
    manifest["enums"][0]["members"][-1]["value"] += 100


def remove_constant(manifest):
    manifest["enums"][0]["members"].pop()


def move_field(manifest):
    manifest["structs"][0]["fields"][-1]["offset"] += 8


def remove_field(manifest):
    manifest["structs"][0]["fields"].pop()


def insert_field(manifest):
    manifest["structs"][0]["fields"].insert(1, {"name": "new", "offset": 4, "type": {"in_c": "uint32_t "}})


def grow_struct_without_size(manifest):
    manifest["structs"][0]["fields"][0]["name"] = "other"


ADDITIONS = (add_function, add_constant, append_field)
BREAKS = (
    remove_function,
    rename_function,
    swap_parameters,
    narrow_parameter,
    change_return_type,
    change_callback,
    renumber_constant,
    remove_constant,
    move_field,
    remove_field,
    insert_field,
    grow_struct_without_size,
)
results = {"passed": 0, "failed": 0}


def expect(allowed, change, version, abi=3, old=TODAY):
    found = violations(old, changed(change, version, abi))
    passed = allowed == (not found)
    results["passed" if passed else "failed"] += 1
    verdict = "allowed" if allowed else "forbidden"
    print(f"{'ok   ' if passed else 'FAIL '} {change.__name__} in {version}, interface {abi}: {verdict}")
    if not passed:
        print(f"      but: {'; '.join(found) or 'nothing was found'}")


expect(True, nothing, "1.4.2")
expect(True, document, "1.4.3")
expect(False, nothing, "1.4.1")
for addition in ADDITIONS:
    expect(True, addition, "1.5.0")
    expect(True, addition, "2.0.0")
    expect(False, addition, "1.4.3")
for broken in BREAKS:
    expect(False, broken, "1.5.0")
    expect(False, broken, "2.0.0")
    expect(False, broken, "1.5.0", abi=4)
    expect(True, broken, "2.0.0", abi=4)
expect(False, nothing, "1.5.0", abi=2)
BEFORE_1 = TODAY | {"version": "0.4.2"}
expect(True, remove_function, "0.5.0", abi=4, old=BEFORE_1)
expect(False, remove_function, "0.5.0", abi=3, old=BEFORE_1)
expect(False, remove_function, "0.4.3", abi=4, old=BEFORE_1)
print(f"{results['passed']} passed, {results['failed']} failed, 0 skipped")
sys.exit(results["failed"] != 0)
