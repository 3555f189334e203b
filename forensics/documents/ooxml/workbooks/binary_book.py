"""What a binary workbook says of itself, and its strings and styles (MS-XLSB 2.4)."""

from __future__ import annotations

from forensics.documents.limits import Limits
from forensics.documents.ooxml.workbooks.biff12 import Reading, Record, records
from forensics.documents.ooxml.workbooks.book import Book, Name, Sheet
from forensics.documents.ooxml.workbooks.colours import AUTOMATIC, Colour
from forensics.documents.ooxml.workbooks.strings import Shared, packed
from forensics.documents.ooxml.workbooks.styles import Fill, Font, Sheetwide, Xf
from forensics.documents.package import Package

__all__ = ["book", "rich_text", "strings", "styles"]

_STATES = ("visible", "hidden", "veryHidden")
_EVERYWHERE = 0xFFFFFFFF
#: Kinds of colours (MS-XLSB 2.5.16).
_COLOURS = ("auto", "indexed", "rgb", "theme")
_SOLID = 1
_TINT = 32767


def book(package: Package, part: str, _: Limits) -> Book:
    """Of the part that begins the workbook. Raises NotInspectableError."""
    found = Book()
    for type_, data in records(package.blocks(part)):
        reading = Reading(data)
        match type_:
            case Record.SHEET:
                state_ = reading.long()
                reading.skip(4)
                relationship, name = reading.text(), reading.text()
                found.sheets.append(Sheet(name, _STATES[state_ & 3 if state_ & 3 < 3 else 0], relationship))
            case Record.BOOK_PROPERTIES:
                found.macintosh = bool(reading.byte() & 1)
            case Record.VIEW:
                reading.skip(28)
                found.windows += 1
                found.windows_hidden += bool(reading.byte() & 3)
            case Record.NAME:
                found.names.append(_name(reading))
            case Record.CACHE_ID:
                reading.skip(4)
                found.caches.append(reading.text())
            case Record.SAVED_AT:
                found.saved_at = reading.text()
    return found


def _name(reading: Reading) -> Name:
    flags = reading.long()
    reading.skip(1)
    sheet = reading.long()
    return Name(reading.text(), "", bool(flags & 1), None if sheet == _EVERYWHERE else sheet)


def strings(package: Package, part: str, _: Limits) -> Shared:
    """The strings that cells share, without fonts of their own. Raises NotInspectableError."""
    found = (rich_text(Reading(data)) for type_, data in records(package.blocks(part)) if type_ == Record.STRING)
    return Shared(packed("" if text.isspace() else text for text in found), {})


def rich_text(reading: Reading) -> str:
    """A text without its fonts and without how it is read aloud."""
    reading.skip(1)
    return reading.text()


def styles(package: Package, part: str, _: Limits) -> Sheetwide:
    """Fonts, fills and formats. Raises NotInspectableError."""
    found = Sheetwide()
    above = False
    for type_, data in records(package.blocks(part)):
        reading = Reading(data)
        if type_ in (Record.BASE_STYLES, Record.BASE_STYLES_END):
            above = type_ == Record.BASE_STYLES
        elif type_ == Record.FONT:
            size = reading.short() / 20
            reading.skip(10)
            found.fonts.append(Font(size, _colour(reading)))
        elif type_ == Record.FORMAT:
            number = reading.short()
            found.codes[number] = reading.text()
        elif type_ == Record.FILL:
            pattern = reading.long()
            colour = _colour(reading) if pattern == _SOLID else None
            found.fills.append(Fill(colour, pattern > _SOLID))
        elif type_ == Record.STYLE and not above:
            reading.skip(2)
            found.xfs.append(Xf(reading.short(), reading.short(), reading.short()))
        elif type_ == Record.COLOUR:
            red, green, blue = reading.byte(), reading.byte(), reading.byte()
            found.indexed.append(f"{red:02X}{green:02X}{blue:02X}")
    return found


def _colour(reading: Reading) -> Colour:
    kind, number, tint = reading.byte() >> 1, reading.byte(), reading.short()
    red, green, blue, _ = reading.byte(), reading.byte(), reading.byte(), reading.byte()
    if kind >= len(_COLOURS):
        return AUTOMATIC
    signed = tint - 0x10000 if tint & 0x8000 else tint
    return Colour(_COLOURS[kind], number, f"{red:02X}{green:02X}{blue:02X}", signed / _TINT)
