"""The log of a shared workbook: what cells held before, and who changed them.

ECMA-376 part 1, 18.11.
"""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.limits import Limits
from forensics.documents.markup import Names, elements
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.package import Package
from forensics.language.statement import state_many

__all__ = ["log", "users"]


def log(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Values before and after, of one part of the log."""
    count = 0
    for element in elements(package.blocks(part), Names(SPREADSHEET), {"x:oc", "x:nc"}, limits):
        text = element.text.strip()
        if text and element.attributes.get("t") != "s":
            count += element.name == "x:oc"
            yield Passage(part, State.HIDDEN, text)
    if count:
        text = state_many("{count} value that a cell held before is kept.",
                          "{count} values that cells held before are kept.", count)  # fmt: skip
        yield hidden("X7", part, count, text)


def users(package: Package, part: str, limits: Limits) -> Iterator[Piece]:
    """Who took part: of the list of users, or the headers of the log."""
    names = {}
    for element in elements(package.blocks(part), Names(SPREADSHEET), {"x:userInfo", "x:header"}, limits):
        names[element.attributes.get("name") or element.attributes.get("userName", "")] = True
    for name in filter(None, names):
        yield Author(part, name)
    if names:
        text = state_many("{count} user of a shared workbook is named.",
                          "{count} users of a shared workbook are named.",
                          len(names))  # fmt: skip
        yield hidden("X7", part, len(names), text, "L")
