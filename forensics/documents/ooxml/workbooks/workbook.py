"""A workbook of Office since 2007, in XML or binary: its sheets, then everything that lies beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Piece
from forensics.documents.limits import Limits
from forensics.documents.ooxml import properties
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.relationships import entrance
from forensics.documents.ooxml.workbooks import beside
from forensics.documents.ooxml.workbooks.sheets import Sheets
from forensics.documents.package import opened

__all__ = ["read"]


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """Everything in it."""
    package = opened(file, limits)
    yield from package.oddities()
    sheets = Sheets(package, entrance(package, limits), limits)
    yield from sheets.read()
    yield from beside.read(package, sheets, limits)
    yield from told("", properties.read(package, sheets.web, limits))
