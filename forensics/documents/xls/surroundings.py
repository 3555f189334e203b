"""What the stream of a workbook says that xlrd does not hand on: filters, painted cells, texts in shapes, links,
sources of pivots, who wrote it (MS-XLS 2.4)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from forensics.documents.places import Area
from forensics.documents.xls.links import Link, kept, link
from forensics.documents.xls.records import Record, byte_text, long_text, records, wide_text

__all__ = ["FAULTS", "Around", "Beyond", "Source", "Surroundings", "is_encrypted", "surroundings"]

#: What short or twisted records end in.
FAULTS = (struct.error, ValueError, IndexError, OverflowError)
_BOF, _EOF, _CONTINUE, _BOUNDSHEET = 0x809, 0x0A, 0x3C, 0x85
_FILEPASS, _WRITEACCESS, _FILESHARING, _USERBVIEW = 0x2F, 0x5C, 0x5B, 0x1A9
_SUPBOOK, _XCT, _CRN, _EXTERNSHEET = 0x1AE, 0x59, 0x5A, 0x17
_STREAM, _DCONREF, _DCONNAME = 0xD5, 0x51, 0x52
_FILTERMODE, _CONDFMT, _CONDFMT12 = 0x9B, 0x1B0, 0x879
_OBJ, _TXO, _DRAWING = 0x5D, 0x1B6, 0xEC
_STRING, _SCENARIO = 0xCD, 0xAF
_HEADER, _FOOTER = 0x14, 0x15
_NOTE, _NOTE_BOX = 0x1C, 0x19  # a comment; the kind of object in which its text is
_ANCHOR = b"\x00\x00\x10\xf0\x12\x00\x00\x00"
_WANTED = {
    *(_BOF, _EOF, _CONTINUE, _BOUNDSHEET, _WRITEACCESS, _FILESHARING, _USERBVIEW, _SUPBOOK, _XCT, _CRN),
    *(_EXTERNSHEET, _STREAM, _DCONREF, _DCONNAME, _FILTERMODE, _CONDFMT, _CONDFMT12, _OBJ, _TXO, _DRAWING),
    *(_STRING, _SCENARIO, _HEADER, _FOOTER, _NOTE),
}
_BIFF8 = 0x600
#: Programs that write a name of their own where that of a user stands.
_PROGRAMS = ("Calc", "None")


@dataclass(slots=True)
class Around:
    """What stands around the cells of one sheet."""

    filtered: bool = False  # some rows are hidden by a filter
    painted: list[Area] = field(default_factory=list)  # by conditional formats
    texts: list[str] = field(default_factory=list)  # of shapes, headers and footers
    drawn: list[tuple[int, int, int, int]] = field(default_factory=list)  # first and last row, first and last column
    queries: list[str] = field(default_factory=list)  # connections, commands
    scenarios: int = 0
    notes: int = 0  # comments


@dataclass(frozen=True, slots=True)
class Beyond:
    """A sheet that holds no cells of the usual kind."""

    name: str
    kind: int  # 1: macros of Excel 4, 2: a chart, 6: Visual Basic
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Where the records of a pivot came from; without a sheet of this workbook: from elsewhere."""

    stream: int  # number of the stream that keeps them
    sheet: str = ""
    area: Area | None = None


class Surroundings:
    """All of it, gathered record by record."""

    def __init__(self) -> None:
        self.sheets: list[Around] = []  # of cells, in their order
        self.beyond: list[Beyond] = []
        self.links: list[Link] = []
        self.sources: list[Source] = []
        self.writers: list[str] = []
        self.views = 0
        self.damaged = 0  # records
        self._is_wide = True
        self._depth = 0
        self._places: list[int] = []  # of sheets of cells
        self._found: dict[int, Around] = {}
        self._sheet: Around | None = None
        self._object = 0
        self._text: tuple[int, list[str]] | None = None  # characters that are still to come
        self._source = -1
        self._takes: dict[int, Callable[[Record], None]] = {
            _BOF: self._begin, _EOF: self._end, _CONTINUE: self._continue, _BOUNDSHEET: self._take_sheet,
            _WRITEACCESS: self._take_writer, _FILESHARING: self._take_reserved, _USERBVIEW: self._take_view,
            _SUPBOOK: self._take_link, _EXTERNSHEET: self._take_old_link, _CRN: self._take_kept,
            _STREAM: self._take_stream, _DCONREF: self._take_source, _FILTERMODE: self._take_filter,
            _CONDFMT: self._take_rule, _CONDFMT12: self._take_rule, _OBJ: self._take_object, _TXO: self._take_box,
            _DRAWING: self._take_drawing, _STRING: self._take_string, _SCENARIO: self._take_scenario,
            _HEADER: self._take_margin, _FOOTER: self._take_margin, _NOTE: self._take_note,
        }  # fmt: skip

    def take(self, record: Record) -> None:
        """The next record of a kind that is known here."""
        try:
            if record.kind in self._takes:
                self._takes[record.kind](record)
        except FAULTS:
            self.damaged += 1

    def close(self) -> None:
        """There are no more."""
        self.sheets = [self._found.get(place, Around()) for place in self._places]

    def _begin(self, record: Record) -> None:
        version, kind = struct.unpack_from("<HH", record.data)
        self._depth += 1
        if kind == 0x05:
            self._is_wide = version >= _BIFF8
        elif self._depth == 1:
            self._sheet = self._found[record.place] = Around()

    def _end(self, _: Record) -> None:
        self._depth = max(0, self._depth - 1)
        if not self._depth:
            self._sheet = None

    def _take_sheet(self, record: Record) -> None:
        place, seen, kind = struct.unpack_from("<IBB", record.data)
        if kind == 0:
            self._places.append(place)
            return
        text = wide_text(record.data, 7, record.data[6])[0] if self._is_wide else byte_text(record.data, 6)[0]
        self.beyond.append(Beyond(text, kind, bool(seen & 3)))

    def _long(self, data: bytes, at: int) -> str:
        return (long_text(data, at) if self._is_wide else byte_text(data, at))[0]

    def _take_writer(self, record: Record) -> None:
        # Some programs write the name without its length: no names are lost by that which a person has.
        with suppress(*FAULTS):
            self._name(self._long(record.data, 0))

    def _take_reserved(self, record: Record) -> None:
        self._name(self._long(record.data, 4))

    def _name(self, name: str) -> None:
        name = name.strip("\0 ")
        if name and name not in _PROGRAMS:
            self.writers.append(name)

    def _take_view(self, _: Record) -> None:
        self.views += 1

    def _take_link(self, record: Record) -> None:
        self.links.append(link(record.data))

    def _take_old_link(self, record: Record) -> None:
        """Before Excel 97 the name of the other workbook stood where the sheets are named."""
        if not self._is_wide:
            text = record.data[2 : 2 + record.data[0]].decode("cp1252", "replace")
            self.links.append(Link(text if record.data[1] == 1 else "", is_own=record.data[1] != 1))

    def _take_kept(self, record: Record) -> None:
        if self.links:
            self.links[-1].rows.append(kept(record.data, long_text if self._is_wide else byte_text))

    def _take_stream(self, record: Record) -> None:
        self._source = struct.unpack_from("<H", record.data)[0]
        self.sources.append(Source(self._source))

    def _take_source(self, record: Record) -> None:
        top, bottom, left, right, count = struct.unpack_from("<HHBBH", record.data)
        if not self.sources or not self._is_wide:
            return
        text = wide_text(record.data, 8, count)[0] if count else ""
        if text.startswith("\x02"):
            found = Area(top + 1, bottom + 1, left, right)
            self.sources[-1] = Source(self.sources[-1].stream, text[1:], found)

    def _take_filter(self, _: Record) -> None:
        if self._sheet is not None:
            self._sheet.filtered = True

    def _take_rule(self, record: Record) -> None:
        if self._sheet is None:
            return
        at = 12 if record.kind == _CONDFMT else 24
        (count,) = struct.unpack_from("<H", record.data, at)
        for number in range(count):
            top, bottom, left, right = struct.unpack_from("<HHHH", record.data, at + 2 + 8 * number)
            self._sheet.painted.append(Area(top + 1, bottom + 1, left, right))

    def _take_object(self, record: Record) -> None:
        self._object = struct.unpack_from("<H", record.data, 4)[0]

    def _take_box(self, record: Record) -> None:
        if self._object != _NOTE_BOX and len(record.data) >= 12:
            count = struct.unpack_from("<H", record.data, 10)[0]
            self._text = (count, []) if count else None

    def _continue(self, record: Record) -> None:
        if self._text is None:
            return
        left, texts = self._text
        size = min(left, len(record.data[1:]) // (2 if record.data[0] & 1 else 1))
        texts.append(wide_text(record.data, 0, size)[0])
        self._text = (left - size, texts) if left > size else None
        if self._text is None and self._sheet is not None:
            self._sheet.texts.append("".join(texts))

    def _take_drawing(self, record: Record) -> None:
        at = record.data.find(_ANCHOR)
        while at >= 0 and self._sheet is not None:
            left, _, top, _, right, _, bottom = struct.unpack_from("<7H", record.data, at + len(_ANCHOR) + 2)
            self._sheet.drawn.append((top + 1, bottom + 1, left, right))
            at = record.data.find(_ANCHOR, at + 1)

    def _take_string(self, record: Record) -> None:
        if self._sheet is not None and self._is_wide:
            self._sheet.queries.append(self._long(record.data, 0))

    def _take_scenario(self, _: Record) -> None:
        if self._sheet is not None:
            self._sheet.scenarios += 1

    def _take_note(self, _: Record) -> None:
        if self._sheet is not None and self._is_wide:
            self._sheet.notes += 1

    def _take_margin(self, record: Record) -> None:
        if record.data and self._sheet is not None and self._depth == 1:
            self._sheet.texts.append(self._long(record.data, 0))


def surroundings(stream: bytes) -> Surroundings:
    """Of the whole stream."""
    found = Surroundings()
    for record in records(stream, _WANTED):
        found.take(record)
    found.close()
    return found


def is_encrypted(stream: bytes) -> bool:
    """Whether a password is needed: the record that says so stands near the start (MS-XLS 2.4.117)."""
    return any(True for _ in records(stream[:4096], {_FILEPASS}))
