"""The headings in evidence.xlsx, read no further than they stand: a bundle may come from anybody."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from forensics.report.saved import received

__all__ = ["headings_of", "opened_book"]

_SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
#: So far into a sheet its headings are looked for: what stands above them is a page, and a name is short.
_FAR = 4 * 1024 * 1024
_MOST = 500  # sheets; a million rows fill one
#: Bytes of the list of parts at the end of a workbook, which is read whole; and of what stands behind it.
_LIST, _END = 1024 * 1024, 22
#: What tells a table by its headings, in every language; every sheet of records ends with the first.
_LAST = "sanitised"
_TABLES = {"row": "requests", "download": "downloads", "address": "addresses", "log": "coverage", "id": "sources"}


def headings_of(root: Path, file: str) -> list[tuple[str, list[str]]] | None:
    """Each sheet of records by the name of its table, with its headings; the zone in a heading is left out. None where
    the file is no workbook."""
    try:
        with opened_book(root, file) as packed:
            names = [name for name in packed.namelist() if _SHEET.fullmatch(name)]
            if len(names) > _MOST:
                return None
            heads = [_head(packed, name) for name in names]
    except (OSError, BadZipFile, zlib.error, ET.ParseError, NotImplementedError, RuntimeError, EOFError):
        return None
    return [(_table(head), list(dict.fromkeys(map(_plain, head)))) for head in heads if head]


@contextmanager
def opened_book(root: Path, file: str) -> Iterator[ZipFile]:
    """The parts of a workbook. Raises OSError or BadZipFile where it is none, or has far more of them than ours."""
    with received.opened(root, file) as opened:
        opened.seek(-_END, os.SEEK_END)
        end = opened.read()
        if not end.startswith(b"PK\5\6") or int.from_bytes(end[12:16], "little") > _LIST:
            raise BadZipFile("the list of its parts is not one of ours")
        with ZipFile(opened) as packed:
            yield packed


def _head(packed: ZipFile, name: str) -> list[str]:
    """The headings of a sheet of records; none where it has no row that ends like them."""
    with packed.open(name) as sheet:
        for _, element in ET.iterparse(_Honest(sheet)):  # noqa: S314 - nothing that declares is fed to it
            if element.tag == f"{_MAIN}row" and (texts := list(_texts(element)))[-1:] == [_LAST]:
                return texts
    return []


class _Honest:
    """The beginning of a part that declares nothing: what could swell does not."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part, self._left, self._last = part, _FAR, b""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes, and nothing beyond where headings may stand."""
        piece = self._part.read(min(size, self._left))
        self._left -= len(piece)
        if b"<!" in self._last + piece:
            raise ET.ParseError("a sheet of ours declares nothing")
        self._last = piece[-1:]
        return piece


def _texts(row: ET.Element) -> Iterator[str]:
    return ("".join(cell.itertext()) for cell in row)


def _table(head: list[str]) -> str:
    return next((table for first, table in _TABLES.items() if first in head), "requests")


def _plain(heading: str) -> str:
    return heading.partition(" (")[0]
