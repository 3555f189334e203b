"""What a workbook says of itself: its sheets, names, views, and the parts that it leads to.

ECMA-376 part 1, 18.2. A binary workbook says the same in records (`binary_book`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from forensics.documents.limits import Limits
from forensics.documents.markup import Element, Names, elements
from forensics.documents.ooxml.workbooks.attributes import number_of, truth_of
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.package import Package

__all__ = ["Book", "Name", "Sheet", "read"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """As the tabs show it, or do not."""

    name: str
    state: str  # "visible", "hidden", "veryHidden"
    relationship: str  # id of the one that leads to its part


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands for cells, a value or a formula."""

    name: str
    text: str  # the formula, as far as it could be read
    hidden: bool
    sheet: int | None = None  # the one that it belongs to, from 0


@dataclass(slots=True)
class Book:
    """All that it says."""

    sheets: list[Sheet] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    caches: list[str] = field(default_factory=list)  # of pivots, by id of relationship
    views: list[str] = field(default_factory=list)  # that users kept for themselves
    macintosh: bool = False  # dates count from 1904
    windows: int = 0
    windows_hidden: int = 0
    no_tabs: bool = False
    saved_at: str = ""  # where, on the computer of whoever saved it
    reserved_by: str = ""  # who asked others not to change it


_WANTED = {
    *("x:sheet", "x:definedName", "x:pivotCache", "x:customWorkbookView", "x:workbookPr", "x:workbookView"),
    *("x15ac:absPath", "x:fileSharing"),
}
_VISIBILITY = {"hidden": "hidden", "veryhidden": "veryHidden"}


def read(package: Package, part: str, limits: Limits) -> Book:
    """Of an XML part. Raises NotInspectableError."""
    book = Book()
    for element in elements(package.blocks(part), Names(SPREADSHEET), _WANTED, limits):
        _take(book, element)
    return book


def _take(book: Book, element: Element) -> None:
    found = element.attributes
    match element.name:
        case "x:sheet" if element.parent == "x:sheets":
            state = _VISIBILITY.get(found.get("state", "").casefold(), "visible")
            book.sheets.append(Sheet(found.get("name", ""), state, found.get("r:id", "")))
        case "x:definedName":
            sheet = number_of(found["localSheetId"], 0) if "localSheetId" in found else None
            book.names.append(Name(found.get("name", ""), element.text, truth_of(found.get("hidden")), sheet))
        case "x:pivotCache":
            book.caches.append(found.get("r:id", ""))
        case "x:customWorkbookView":
            book.views.append(found.get("name", ""))
        case "x:workbookPr":
            book.macintosh = truth_of(found.get("date1904"))
        case "x:workbookView":
            book.windows += 1
            book.windows_hidden += found.get("visibility", "visible") != "visible"
            book.no_tabs = found.get("showSheetTabs") is not None and not truth_of(found["showSheetTabs"])
        case "x15ac:absPath":
            book.saved_at = found.get("url", "")
        case "x:fileSharing":
            book.reserved_by = found.get("userName", "")
