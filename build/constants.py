# SPDX-License-Identifier: MIT
# SPDX-FileCopyrightText: The NativeLoss authors
"""constants.py FILE: every constant of an x64 object file in a section of its own.

ilc puts the constants of a function into one section, and a linker that keeps one of several equal sections finds few. Most numbers are
in many functions: alone, each is kept once. A constant starts where an instruction refers to, as none is reached from another's place.
"""

import struct
import sys
from bisect import bisect_right

POOL = b"__readonlydata_"  # in the names of the symbols of those sections


def place_of(place: int) -> int:
    """A byte that follows the address in an instruction has been taken off; constants lie at multiples of 4."""
    assert place % 4 in (0, 3), "an instruction with more than a byte behind the address"
    return (place + 3) & -4


def lowest(number: int, most: int) -> int:
    """The largest power of two up to another that divides the number."""
    return (number | most) & -(number | most)


class Pool:
    """A section of constants, of which others refer to starts."""

    def __init__(self) -> None:
        self.starts = {0}
        self.symbols: dict[int, int] = {}

    def pieces(self, size: int, alignment: int) -> list[tuple[int, int, int]]:
        """Start, size and alignment of each."""
        starts = sorted(self.starts)
        return [
            (start, end - start, min(lowest(start, alignment), 1 << (end - start).bit_length() - 1))
            for start, end in zip(starts, [*starts[1:], size])
        ]


def elf(file: bytearray) -> None:
    section, symbol, relocation = struct.Struct("<IIQQQQIIQQ"), struct.Struct("<IBBHQQ"), struct.Struct("<QIIq")
    (headers,) = struct.unpack_from("<Q", file, 40)
    (count,) = struct.unpack_from("<H", file, 60)
    sections = [list(fields) for fields in section.iter_unpack(file[headers : headers + section.size * count])]
    (table,) = (fields for fields in sections if fields[1] == 2)  # SHT_SYMTAB
    symbols = list(symbol.iter_unpack(file[table[4] : table[4] + table[5]]))
    names, others = sections[table[6]][4], table[7]  # others: the first that is not local
    pools = {fields[3]: Pool() for fields in symbols if POOL in file[names + fields[0] : file.index(0, names + fields[0])]}

    relocated = [fields for fields in sections if fields[1] == 4]  # SHT_RELA
    assert not any(fields[7] in pools for fields in relocated), "a constant that is an address"
    places = [place for fields in relocated for place in range(fields[4], fields[4] + fields[5], relocation.size)]
    references = []
    for place in places:
        _, kind, index, addend = relocation.unpack_from(file, place)
        if pool := pools.get(symbols[index][3]):
            assert kind in (2, 4), "not relative to an instruction"  # R_X86_64_PC32, R_X86_64_PLT32
            start = place_of(symbols[index][4] + addend + 4)
            pool.starts.add(start)
            references.append((place, pool, start))

    added = []
    for index, pool in pools.items():
        whole = sections[index]
        for start, size, alignment in pool.pieces(whole[5], whole[8]):
            piece = [*whole[:4], whole[4] + start, size, *whole[6:8], alignment, whole[9]]
            if start == 0:
                sections[index] = piece
                continue
            pool.symbols[start] = others + len(added)
            added.append(symbol.pack(0, 3, 0, len(sections), 0, 0))  # STT_SECTION
            sections.append(piece)
    assert len(sections) < 0xFF00, "more sections than a symbol has digits for"

    for place in places:
        offset, kind, index, addend = relocation.unpack_from(file, place)
        relocation.pack_into(file, place, offset, kind, index + len(added) * (index >= others), addend)
    for place, pool, start in references:
        if start:
            offset, kind, _, addend = relocation.unpack_from(file, place)
            relocation.pack_into(file, place, offset, kind, pool.symbols[start], addend - start)

    packed = [symbol.pack(*fields) for fields in symbols]
    table[4:6], table[7] = [len(file), symbol.size * (len(packed) + len(added))], others + len(added)
    file += b"".join(packed[:others] + added + packed[others:])
    struct.pack_into("<Q", file, 40, len(file))
    struct.pack_into("<H", file, 60, len(sections))
    file += b"".join(section.pack(*fields) for fields in sections)


def coff(file: bytearray) -> None:
    section, symbol, relocation = struct.Struct("<8sIIIIIIHHI"), struct.Struct("<8sIhHBB"), struct.Struct("<IIH")
    _, count, _, table, symbols = struct.unpack_from("<HHIII", file)
    sections = [list(fields) for fields in section.iter_unpack(file[20 : 20 + section.size * count])]
    strings = table + symbol.size * symbols
    pools = {}
    homes = {}
    at = 0
    while at < symbols:
        name, value, home, _, storage, more = symbol.unpack_from(file, table + symbol.size * at)
        if name[:4] == b"\0\0\0\0":
            long = strings + struct.unpack("<I", name[4:])[0]
            if POOL in file[long : file.index(0, long)]:
                pools.setdefault(home, Pool())
        homes[at] = (home, value)
        at += 1 + more

    references = []
    for fields in sections:
        for place in range(fields[5], fields[5] + relocation.size * fields[7], relocation.size):
            offset, index, kind = relocation.unpack_from(file, place)
            home, value = homes[index]
            if pool := pools.get(home):
                assert kind == 4, "not relative to an instruction"  # IMAGE_REL_AMD64_REL32
                addend = fields[4] + offset
                start = place_of(value + struct.unpack_from("<i", file, addend)[0])
                pool.starts.add(start)
                references.append((place, addend, pool, start))

    added = []
    for index, pool in pools.items():
        whole = sections[index - 1]
        assert whole[7] == 0, "a constant that is an address"
        for start, size, alignment in pool.pieces(whole[3], 1 << (whole[9] >> 20 & 15) - 1):
            piece = [*whole[:3], size, whole[4] + start, *whole[5:9], whole[9] & ~0x00F0_0000 | alignment.bit_length() << 20]
            if start == 0:
                sections[index - 1] = piece
                continue
            sections.append(piece)
            # The section's own symbol, of which the linker may keep any, and one that stands for what is in it.
            added.append(symbol.pack(whole[0], 0, len(sections), 0, 3, 1) + struct.pack("<IHHIHBxxx", size, 0, 0, 0, len(sections) & 0xFFFF, 2))
            added.append(symbol.pack(b"constant", 0, len(sections), 0, 3, 0))
            pool.symbols[start] = symbols + 3 * (len(added) // 2) - 1
    assert len(sections) < 0x7FFF, "more sections than a symbol has digits for"

    for place, addend, pool, start in references:
        if start:
            offset, _, kind = relocation.unpack_from(file, place)
            relocation.pack_into(file, place, offset, pool.symbols[start], kind)
            struct.pack_into("<i", file, addend, struct.unpack_from("<i", file, addend)[0] - start)

    # What is behind the headers moves.
    shift = section.size * (len(sections) - count)
    for fields in sections:
        for pointer in (4, 5, 6):
            fields[pointer] += shift if fields[pointer] else 0
    file[strings:strings] = b"".join(added)
    file[20 : 20 + section.size * count] = b"".join(section.pack(*fields) for fields in sections)
    struct.pack_into("<H", file, 2, len(sections))
    struct.pack_into("<II", file, 8, table + shift, symbols + 3 * (len(added) // 2))


def mach_o(file: bytearray) -> None:
    """Sections are cut where symbols are, but no linker for macOS keeps one of equal constants: here all refer to the same, and the rest is dead."""
    section, symbol, relocation = struct.Struct("<32xQQIIII16x"), struct.Struct("<IBBHQ"), struct.Struct("<iI")
    (commands,) = struct.unpack_from("<I", file, 16)
    sections = []
    at = 32
    for _ in range(commands):
        command, size = struct.unpack_from("<II", file, at)
        if command == 0x19:  # LC_SEGMENT_64
            sections += section.iter_unpack(file[at + 72 : at + size])
        if command == 2:  # LC_SYMTAB
            symtab = at + 8
            table, count, strings, _ = struct.unpack_from("<IIII", file, symtab)
        if command == 0xB:  # LC_DYSYMTAB
            groups = at + 8
            _, others, external, _, undefined, _ = struct.unpack_from("<IIIIII", file, groups)  # others: the first that is not local
        at += size
    assert strings == table + symbol.size * count and external == others, "another order than of ilc"
    symbols = list(symbol.iter_unpack(file[table:strings]))
    pools = {
        index: Pool()
        for index, (name, _, home, _, _) in enumerate(symbols)
        if home and POOL in file[strings + name : file.index(0, strings + name)]
    }
    ends = sorted({value for _, _, home, _, value in symbols if home} | {start + size for start, size, *_ in sections})

    places = [(place, fields[2]) for fields in sections for place in range(fields[4], fields[4] + relocation.size * fields[5], relocation.size)]
    references = {}
    for place, data in places:
        address, kind = relocation.unpack_from(file, place)
        if kind >> 27 & 1 and (pool := pools.get(kind & 0xFF_FFFF)):
            assert kind >> 24 & 7 == 5, "not relative to an instruction"  # r_pcrel, r_length 2
            start = place_of(struct.unpack_from("<i", file, data + address)[0])
            pool.starts.add(start)
            references[place] = data + address, pool, start

    added = []
    kept = {}
    for index, pool in pools.items():
        name, kind, home, description, value = symbols[index]
        base, _, data, most, *_ = sections[home - 1]
        for start, size, alignment in pool.pieces(ends[bisect_right(ends, value)] - value, lowest(value, 1 << most)):
            content = bytes(file[data + value - base + start :][:size]), alignment
            if start == 0:
                kept.setdefault(content, index)
            elif content not in kept:
                kept[content] = count + len(added)
                added.append(symbol.pack(name, kind & ~1, home, description, value + start))  # not N_EXT
            pool.symbols[start] = kept[content]

    def moved(index: int) -> int:
        """Where a symbol is once those that are added stand behind the other local ones."""
        return index if index < others else index + len(added) if index < count else index - count + others

    for place, _ in places:
        address, kind = relocation.unpack_from(file, place)
        index = kind & 0xFF_FFFF
        if place in references:
            addend, pool, start = references[place]
            index = pool.symbols[start]
            struct.pack_into("<i", file, addend, struct.unpack_from("<i", file, addend)[0] - start)
        if kind >> 27 & 1:
            relocation.pack_into(file, place, address, kind & ~0xFF_FFFF | moved(index))
    struct.pack_into("<III", file, symtab, table, count + len(added), strings + symbol.size * len(added))
    struct.pack_into("<I", file, groups + 4, others + len(added))
    struct.pack_into("<I", file, groups + 8, external + len(added))
    struct.pack_into("<I", file, groups + 16, undefined + len(added))
    place = table + symbol.size * others
    file[place:place] = b"".join(added)


FORMATS = {b"\x7fELF": elf, b"\x64\x86": coff, b"\xcf\xfa\xed\xfe\x07": mach_o}

with open(sys.argv[1], "r+b") as stream:
    content = bytearray(stream.read())
    for start, split in FORMATS.items():
        if content.startswith(start) and (split is not elf or content[18] == 0x3E):  # EM_X86_64
            split(content)
    stream.seek(0)
    stream.write(content)
