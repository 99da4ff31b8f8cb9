# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""objects.py FILE: change what ilc writes into an object file and neither objcopy nor a linker can change."""

import struct
import sys


def elf(file: bytearray) -> None:
    """No section says that it belongs to a group: the groups are gone, and GNU ld would look for them.

    A function starts where the one before it ends: the gaps for its loops' sake are a fiftieth of the file, and not measurable otherwise.
    But at a multiple of 4: code that calls through a pointer asks its second bit what it points to.
    """
    (headers,) = struct.unpack_from("<Q", file, 40)
    size, count = struct.unpack_from("<HH", file, 58)
    if count == 0:  # more than fit: the first header says how many
        (count,) = struct.unpack_from("<Q", file, headers + 32)
    for header in range(headers, headers + size * count, size):
        (flags,) = struct.unpack_from("<Q", file, header + 8)
        struct.pack_into("<Q", file, header + 8, flags & ~0x200)  # SHF_GROUP
        (alignment,) = struct.unpack_from("<Q", file, header + 48)
        if flags & 0x4:  # SHF_EXECINSTR
            struct.pack_into("<Q", file, header + 48, min(alignment, 4))


def coff(file: bytearray) -> None:
    """Sections without an alignment count as 16: an empty .pdata would leave a gap in the table of functions. Code as in ELF.

    What unwinds a function of x64 ends where the system's part of it does: behind it is what only the .NET runtime reads. Many are then the
    same, and the linker keeps one, unless it finds other checksums with them. Constants it folds in sections of that name only, and
    then the functions that use them. A function that neither moves the stack nor saves a register needs no entry in the table.
    """
    machine, sections = struct.unpack_from("<HH", file)
    symbols, count = struct.unpack_from("<II", file, 8)
    mergeable = set()
    idle = set()
    for number in range(1, 1 + sections):
        header = 40 * number - 20
        (flags,) = struct.unpack_from("<I", file, header + 36)
        alignment = flags & 0x00F00000 or 0x00100000
        if flags & 0x20000000:  # IMAGE_SCN_MEM_EXECUTE
            alignment = min(alignment, 0x00300000)
        struct.pack_into("<I", file, header + 36, flags & ~0x00F00000 | alignment)
        (start,) = struct.unpack_from("<I", file, header + 20)
        if machine == 0x8664 and file[header : header + 8] == b".xdata\0\0" and file[start] >> 3 == 0:  # without a handler
            codes = file[start + 2]  # of two bytes each, an even number
            struct.pack_into("<I", file, header + 16, 4 + 2 * (codes + codes % 2))
            mergeable.add(number)
            if codes == 0:
                idle.add(number)
        (relocations,) = struct.unpack_from("<H", file, header + 32)
        if file[header : header + 8] == b".rdata\0\0" and flags & 0x1000 and relocations == 0:  # IMAGE_SCN_LNK_COMDAT
            file[header : header + 8] = b".xdata\0\0"
            mergeable.add(number)
    for header in range(20, 20 + 40 * sections, 40):
        if file[header : header + 8] != b".pdata\0\0":
            continue
        (first,) = struct.unpack_from("<I", file, header + 24)
        (relocations,) = struct.unpack_from("<H", file, header + 32)
        for at in range(first, first + 10 * relocations, 10):
            place, symbol = struct.unpack_from("<II", file, at)
            (unwound,) = struct.unpack_from("<h", file, symbols + 18 * symbol + 12)
            if place == 8 and unwound in idle:
                assert relocations == 3, "more than one entry"
                (flags,) = struct.unpack_from("<I", file, header + 36)
                struct.pack_into("<I", file, header + 36, flags | 0x800)  # IMAGE_SCN_LNK_REMOVE
    at = symbols
    while at < symbols + 18 * count:
        section, _, storage, more = struct.unpack_from("<hHBB", file, at + 12)
        if section in mergeable and storage == 3 and more:  # the definition of the section
            struct.pack_into("<I", file, at + 18 + 8, 0)
        at += 18 * (1 + more)


def mach_o(file: bytearray) -> None:
    """No symbol is kept although nothing uses it, and none is seen from outside of what the object is linked into. Code as in ELF."""
    (commands,) = struct.unpack_from("<I", file, 16)
    at = 32
    for _ in range(commands):
        command, size = struct.unpack_from("<II", file, at)
        if command == 0x19:  # LC_SEGMENT_64
            for section in range(at + 72, at + size, 80):
                alignment, _, _, flags = struct.unpack_from("<IIII", file, section + 52)
                if flags & 0x8000_0400:  # S_ATTR_PURE_INSTRUCTIONS, S_ATTR_SOME_INSTRUCTIONS
                    struct.pack_into("<I", file, section + 52, min(alignment, 2))
        if command == 2:  # LC_SYMTAB
            start, count = struct.unpack_from("<II", file, at + 8)
            for symbol in range(start, start + 16 * count, 16):
                _, kind, section, description = struct.unpack_from("<IBBH", file, symbol)
                private = 0x10 if section else 0  # N_PEXT of a symbol that is defined
                struct.pack_into("<BBH", file, symbol + 4, kind | private, section, description & ~0x20)  # N_NO_DEAD_STRIP
        at += size


FORMATS = {b"\x7fELF": elf, b"\xcf\xfa\xed\xfe": mach_o}

with open(sys.argv[1], "r+b") as stream:
    content = bytearray(stream.read())
    FORMATS.get(bytes(content[:4]), coff)(content)
    stream.seek(0)
    stream.write(content)
