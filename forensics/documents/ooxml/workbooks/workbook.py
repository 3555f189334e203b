"""A workbook of Office since 2007, in XML or binary: its sheets, then everything that lies beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from forensics.documents.contents import Piece
from forensics.documents.limits import Limits, NotInspectableError
from forensics.documents.ooxml import properties
from forensics.documents.ooxml.parts import told
from forensics.documents.ooxml.relationships import main_part
from forensics.documents.ooxml.workbooks import beside
from forensics.documents.ooxml.workbooks.sheets import Sheets
from forensics.documents.package import opened
from forensics.language.statement import state

__all__ = ["read"]


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """Everything in it."""
    package = opened(file, limits)
    yield from package.oddities()
    part = main_part(package, limits)
    if part not in package:
        raise NotInspectableError(state("It has no part that begins a workbook."))
    sheets = Sheets(package, part, limits)
    yield from sheets.read()
    yield from beside.read(package, sheets, limits)
    yield from told("", properties.read(package, limits))
