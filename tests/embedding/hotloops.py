#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""The hot loops in the machine code of v3 and v4: no call, and no vector on the stack beyond the stated number. At every level: no
operation on vectors is a call, which the compiler makes of it without a word where a function has become too long to inline all it uses.

A hot loop is an innermost natural loop that holds a packed fused multiply-add: a back edge's header and all blocks that
reach the edge without passing the header, so cold blocks that the compiler moved out of line belong to it.
Usage: hotloops.py FOLDER-OF-OBJECTS
"""

import re
import subprocess
import sys
from pathlib import Path

# Vector stores to and loads from the stack that one hot loop may have. v3 has 16 registers for constants, accumulators
# and temporaries; most of its loads are constants that an instruction takes from memory instead of from a register.
STORES_ALLOWED = {"v3": 8, "v4": 0}
LOADS_ALLOWED = {"v3": 21, "v4": 0}

# Kernels that must show up, so that a renamed symbol or a changed compiler cannot empty the test.
KERNELS = ["SingleSumKernel", "TileKernel", "DoubleSumKernel", "DoubleTile", "ExpWriteKernel", "UnboundedWriteKernel", "GemmTile",
           "OptimizerKernel", "SigmoidSingle"]

OURS = "NativeLoss_Native_NativeLoss_Native_"
PACKED_FMA = re.compile(r"^vfn?m(add|sub)\d+p[sd]$")
# The vectors and what losses of elements see of them; not the helper of objects, which nothing makes of a vector.
OPERATION = re.compile(
    rf"R_X86_64_PLT32 +(nloss_v\d_{OURS}(?:Simd_(?:V\d+|Pair)_\d<\S+>__(?:get_|op_)?[A-Z]|Kernels_Rounded(?:Lanes|Logistic)__get_)\w+)")
ON_STACK = re.compile(r"\((%rsp|%rbp)[,)]")
VECTOR = re.compile(r"%[xyz]mm\d")


class Instruction:
    def __init__(self, line):
        address, text = line.split(":", 1)
        self.address = int(address, 16)
        self.name, _, self.operands = text.split("#")[0].split("<")[0].strip().partition("\t")
        self.jumps = self.name.startswith("j") and self.operands.strip().startswith("0x")
        self.target = int(self.operands, 16) if self.jumps else None
        self.ends = self.name.startswith(("jmp", "ret", "ud2", "int3"))
        self.calls = self.name.startswith("call")


def functions(path):
    """Name and instructions of every function of ours."""
    text = subprocess.check_output(["llvm-objdump", "-d", "--no-show-raw-insn", path], text=True)
    for block in re.split(r"\n(?=[0-9a-f]+ <)", text):
        header, *lines = block.splitlines()
        name = re.match(r"[0-9a-f]+ <(.*)>:$", header)
        if name and OURS in name[1]:
            yield name[1], [Instruction(line) for line in lines if re.match(r"\s*[0-9a-f]+:\s", line)]


def blocks_of(code):
    """Basic blocks by their first address: their instructions and successors."""
    inside = {i.address for i in code}
    starts = {code[0].address} | {i.target for i in code if i.target in inside}
    starts |= {after.address for i, after in zip(code, code[1:]) if i.jumps or i.ends}
    blocks, current = {}, None
    for i in code:
        if i.address in starts:
            current = blocks[i.address] = []
        current.append(i)
    order = sorted(blocks)
    following = dict(zip(order, order[1:]))
    successors = {}
    for start, body in blocks.items():
        last = body[-1]
        successors[start] = {last.target} & inside if last.jumps else set()
        if not last.ends and start in following:
            successors[start].add(following[start])
    return blocks, successors


def dominators(entry, successors):
    everything = set(successors)
    predecessors = {b: {p for p in successors if b in successors[p]} for b in successors}
    dominate = {b: everything for b in successors} | {entry: {entry}}
    changed = True
    while changed:
        changed = False
        for b in sorted(everything - {entry}):
            new = {b} | (set.intersection(*(dominate[p] for p in predecessors[b])) if predecessors[b] else set())
            if new != dominate[b]:
                dominate[b], changed = new, True
    return dominate, predecessors


def innermost_loops(code):
    """The instructions of every natural loop that has no other loop's header inside."""
    blocks, successors = blocks_of(code)
    dominate, predecessors = dominators(code[0].address, successors)
    loops = {}
    for tail in successors:
        for header in successors[tail] & dominate[tail]:
            body, todo = loops.setdefault(header, {header}), [tail]
            while todo:
                block = todo.pop()
                if block not in body:
                    body.add(block)
                    todo += predecessors[block]
    for header, body in loops.items():
        if not any(other in body for other in loops if other != header):
            yield [i for block in sorted(body) for i in blocks[block]]


def spills(loop):
    """Vector instructions that store to the stack (the destination is written last), and those that load from it."""
    touching = [i for i in loop if ON_STACK.search(i.operands) and VECTOR.search(i.operands)]
    stores = [i for i in touching if i.operands.rstrip().endswith(")")]
    return len(stores), len(touching) - len(stores)


def short(name):
    name = re.sub(r"NativeLoss_Native_NativeLoss_Native_(\w+?_)?(?=[A-Z])", "", name)
    return name if len(name) < 110 else name[:107] + "..."


class Tally:
    passed = failed = 0

    def check(self, holds, name, detail=""):
        self.passed += bool(holds)
        self.failed += not holds
        print(f"ok    {name}" if holds else f"FAIL  {name}: {detail}")


def check_level(tally, folder, level):
    # Losses of elements call functions on blocks by design: there, size counts for more.
    hot = [(name, loop) for name, code in functions(folder / f"{level}.o") if code and "ElementLoop" not in name
           for loop in innermost_loops(code) if any(PACKED_FMA.match(i.name) for i in loop)]
    for kernel in KERNELS:
        tally.check(any(kernel in name for name, _ in hot), f"{level}: {kernel} has a hot loop", "none was found")
    where = [f"{short(name)}+{loop[0].address:x}" for name, loop in hot]
    calls = [place for place, (_, loop) in zip(where, hot) if any(i.calls for i in loop)]
    tally.check(not calls, f"{level}: no call in any of {len(hot)} hot loops", f"in {len(calls)}: {'; '.join(calls)}")
    for kind, what, limit in (0, "stores", STORES_ALLOWED[level]), (1, "loads", LOADS_ALLOWED[level]):
        counts = [spills(loop)[kind] for _, loop in hot]
        over = [f"{count} in {place}" for count, place in zip(counts, where) if count > limit]
        name = f"{level}: at most {limit} vector {what} on the stack in a hot loop (most: {max(counts)})"
        tally.check(not over, name,
                    f"{len(over)} have more: {'; '.join(over)}")


def check_operations(tally, folder, level):
    relocations = subprocess.check_output(["llvm-objdump", "-r", folder / f"{level}.o"], text=True)
    called = sorted({short(name) for name in OPERATION.findall(relocations)})
    tally.check(not called, f"{level}: no operation on vectors is a call", "; ".join(called))


def main():
    tally = Tally()
    for level in "v2", "v3", "v4":
        check_operations(tally, Path(sys.argv[1]), level)
    for level in STORES_ALLOWED:
        check_level(tally, Path(sys.argv[1]), level)
    print(f"{tally.passed} passed, {tally.failed} failed, 0 skipped")
    return tally.failed != 0


if __name__ == "__main__":
    sys.exit(main())
