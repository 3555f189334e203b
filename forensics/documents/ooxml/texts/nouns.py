"""The elements of a Word document's text by what they do, and what is kept of the paragraph that is open."""

from __future__ import annotations

from dataclasses import dataclass, field

from forensics.documents.contents import State
from forensics.documents.ooxml.texts.ledger import Ledger
from forensics.documents.ooxml.texts.looks import Palette, Styles

__all__ = [
    "BLANKS",
    "CHOICES",
    "CODES",
    "DEEPEST",
    "MARKED",
    "OF_TABLES",
    "PAGE",
    "QUIET",
    "RUNS",
    "TEXT",
    "WRAPPERS",
    "Paragraph",
    "Setting",
]

TEXT = frozenset(("w:t", "w:delText", "m:t", "a:t"))
CODES = frozenset(("w:instrText", "w:delInstrText"))
BLANKS = {"w:tab": " ", "w:br": " ", "w:cr": " ", "w:ptab": " ", "w:noBreakHyphen": "-"}
WRAPPERS = {"w:ins": "inserted", "w:moveTo": "inserted", "w:del": "deleted", "w:moveFrom": "deleted"}
#: Where one of these is no wrapper of text, but says what became of the thing that it lies in.
MARKED = frozenset(("w:rPr", "w:trPr", "w:numPr", "m:ctrlPr"))
RUNS = frozenset(("w:r", "m:r"))
OF_TABLES = frozenset(("w:tr", "w:tc", "w:tblStyle", "w:tblLook", "w:gridSpan", "w:gridBefore", "w:hidden"))
CHOICES = frozenset(("w:listItem", "w:listEntry", "w:helpText", "w:statusText", "w:default"))
#: The most frequent of those that decide nothing: passed over at once.
QUIET = frozenset((
    "w:t", "w:rPr", "w:pPr", "w:tcPr", "w:trPr", "w:rFonts", "w:lang", "w:b", "w:bCs", "w:i", "w:iCs", "w:u",
    "w:szCs",
    "w:jc", "w:ind", "w:tabs", "w:proofErr", "w:lastRenderedPageBreak", "w:tcW", "w:tcBorders", "w:gridCol",
    "w:noProof",
    "w:keepNext", "w:numPr", "w:ilvl", "w:numId", "w:bookmarkEnd", "w:instrText", "w:delText", "w:top", "w:left",
    "w:bottom", "w:right", "w:vAlign",
))  # fmt: skip
PAGE = ("ffffff",)
DEEPEST = 64  # tables and boxes one within the other


@dataclass(frozen=True, slots=True)
class Setting:
    """What all parts of the document have in common."""

    styles: Styles
    palette: Palette
    ledger: Ledger
    page: tuple[str, ...] = PAGE


@dataclass(slots=True)
class Paragraph:
    """What is known of a paragraph so far: None, nothing."""

    style: str | None = None
    behind: str | None = None
    line: int | None = None  # twentieths of a point from line to line, where that is exact
    texts: list[tuple[State, str]] = field(default_factory=list)
