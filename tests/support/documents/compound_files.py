"""Compound files written by hand (MS-CFB): storages and streams, each stream in sectors of its own."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["compound", "native"]

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_SMALLEST = 4096  # smaller ones would lie in another table


@dataclass
class _Entry:
    name: str
    kind: int  # 1 a storage, 2 a stream, 5 the root
    content: bytes = b""
    below: list[int] = field(default_factory=list)


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A file with streams by their paths, which "/" divides; short ones are filled up with zeros."""
    entries = [_Entry("Root Entry", 5)]
    places = {"": 0}
    for path, content in streams.items():
        *folders, name = path.split("/")
        above = ""
        for folder in folders:
            inside = f"{above}/{folder}" if above else folder
            if inside not in places:
                places[inside] = _add(entries, places[above], _Entry(folder, 1))
            above = inside
        _add(entries, places[above], _Entry(name, 2, content.ljust(_SMALLEST, b"\0")))
    return _written(entries)


def _add(entries: list[_Entry], above: int, entry: _Entry) -> int:
    entries.append(entry)
    entries[above].below.append(len(entries) - 1)
    return len(entries) - 1


def _written(entries: list[_Entry]) -> bytes:
    """The sectors: first those of the streams, then the directory, then the table."""
    chains: list[int] = []
    starts = {}
    body = b""
    for number, entry in enumerate(entries):
        if entry.kind == 2:
            starts[number] = len(chains)
            body += _sectors(entry.content, chains)
    directory_start = len(chains)
    directory = b"".join(_directory_entry(entries, number, starts) for number in range(len(entries)))
    body += _sectors(directory, chains)
    tables = 1
    while (len(chains) + tables) * 4 > tables * _SECTOR:
        tables += 1
    first_table = len(chains)
    chains += [_FAT] * tables
    chains += [_FREE] * (tables * _SECTOR // 4 - len(chains))
    body += struct.pack(f"<{len(chains)}I", *chains)
    numbers = [*range(first_table, first_table + tables), *[_FREE] * (109 - tables)]
    head = struct.pack("<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables,
                       directory_start, 0, _SMALLEST, _END, 0, _END, 0, numbers[0])  # fmt: skip
    return head + struct.pack("<108I", *numbers[1:]) + body


def _sectors(content: bytes, chains: list[int]) -> bytes:
    count = -(-len(content) // _SECTOR)
    chains += [len(chains) + 1 + number for number in range(count - 1)] + [_END]
    return content.ljust(count * _SECTOR, b"\0")


def _directory_entry(entries: list[_Entry], number: int, starts: Mapping[int, int]) -> bytes:
    """The entries below another one are a chain to the right."""
    entry = entries[number]
    siblings = next((each.below for each in entries if number in each.below), [number])
    place = siblings.index(number)
    right = siblings[place + 1] if place + 1 < len(siblings) else _FREE
    child = entry.below[0] if entry.below else _FREE
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", name, len(name), entry.kind, 1, _FREE, right, child, starts.get(number, 0),
                       len(entry.content))  # fmt: skip


def native(name: str, content: bytes) -> bytes:
    """A file as the packager keeps it in its stream."""
    text = name.encode() + b"\0"
    inside = struct.pack("<H", 2) + text + text + struct.pack("<II", 0x30000, len(text)) + text
    inside += struct.pack("<I", len(content)) + content
    return struct.pack("<I", len(inside)) + inside
