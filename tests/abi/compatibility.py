# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""What docs/abi-policy.md forbids in a new manifest, given that of the last release. Usage: compatibility.py OLD NEW"""

from __future__ import annotations

import json
import sys


def signature(function: dict) -> list[str]:
    """The types; names of parameters bind nobody in C."""
    return [function.get("type", {}).get("in_c", "void"), *(p["type"]["in_c"] for p in function["parameters"])]


def binary_interface(manifest: dict) -> dict[str, object]:
    """All that a compiled caller relies on, by name."""
    facts: dict[str, object] = {}
    for function in [*manifest["callbacks"], *(f for s in manifest["sections"] for f in s["functions"])]:
        facts[function["name"]] = signature(function)
    for enum in manifest["enums"]:
        facts[enum["name"]] = enum["type"]
        for member in enum["members"]:
            facts[enum["prefix"] + member["name"]] = member["value"]
    for struct in manifest["structs"]:
        grows = struct["fields"][0]["name"] == "struct_size"
        facts[struct["name"]] = "grows" if grows else struct["size"]
        for field in struct["fields"]:
            facts[f"{struct['name']}.{field['name']}"] = [field["offset"], field["type"]["in_c"]]
    return facts


def inserted_fields(old: dict, new: dict) -> list[str]:
    """Fields that are new and do not lie behind all that were there."""
    sizes = {struct["name"]: struct["size"] for struct in old["structs"]}
    known = binary_interface(old)
    return [
        f"{struct['name']}.{field['name']} lies inside of the struct as it was"
        for struct in new["structs"]
        for field in struct["fields"]
        if f"{struct['name']}.{field['name']}" not in known and field["offset"] < sizes.get(struct["name"], 0)
    ]


def breaks(old: dict, new: dict) -> list[str]:
    """What callers that were compiled with the old manifest would notice."""
    before, after = binary_interface(old), binary_interface(new)
    changed = [
        f"{name} was {fact}, {'is ' + str(after[name]) if name in after else 'is gone'}"
        for name, fact in before.items()
        if after.get(name) != fact
    ]
    return changed + inserted_fields(old, new)


def violations(old: dict, new: dict) -> list[str]:
    """What the policy forbids; nothing where all is well."""
    (major, minor, patch), (new_major, new_minor, new_patch) = (
        [int(n) for n in manifest["version"].split(".")] for manifest in (old, new)
    )
    broken = breaks(old, new)
    found = []
    if (new_major, new_minor, new_patch) < (major, minor, patch):
        found.append(f"version {new['version']} comes after {old['version']}")
    if broken and new["abi"] == old["abi"]:
        found += [f"callers break, and the number of the binary interface is still {old['abi']}: {b}" for b in broken]
    if new["abi"] < old["abi"]:
        found.append(f"the number of the binary interface was {old['abi']}, is {new['abi']}")
    if new["abi"] > old["abi"] and (new_major, new_minor if major == 0 else 0) <= (major, minor if major == 0 else 0):
        found.append("a new binary interface needs a new major version, or a new minor version of 0")
    if binary_interface(old) != binary_interface(new) and (new_major, new_minor) <= (major, minor):
        found.append("a changed interface needs a new minor version")
    return found


if __name__ == "__main__":
    manifests = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            manifests.append(json.load(file))
    found = violations(*manifests)
    print(*found, sep="\n")
    sys.exit(bool(found))
