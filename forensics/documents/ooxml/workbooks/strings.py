"""The strings that cells share, in little more memory than their letters take."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from forensics.documents.limits import Limits
from forensics.documents.markup import Names
from forensics.documents.ooxml.workbooks.attributes import decimal_of
from forensics.documents.ooxml.workbooks.colours import AUTOMATIC, Colour
from forensics.documents.ooxml.workbooks.names import SPREADSHEET
from forensics.documents.ooxml.workbooks.plain import Feed
from forensics.documents.ooxml.workbooks.styles import TINY, Font, colour_of
from forensics.documents.package import Package

__all__ = ["FEW", "Shared", "packed", "read"]

#: Strings that are kept as a list.
FEW = 262_144
_USUAL = 11.0
_BEGIN = re.compile(rb"<((?:[A-Za-z][\w.-]*:)?)sst(?:\s[^<>]*[^<>/])?>")
_TEXT = r"[^<&\x00-\x08\x0b-\x1f\ufffe\uffff]*+"
#: What almost all letters are written in.
_BLACK = (AUTOMATIC, Colour("theme", 1), Colour("rgb", code="FF000000"), Colour("indexed", 8))


@dataclass(frozen=True, slots=True)
class Shared:
    """The strings by number, and of those with letters in several fonts these fonts, but for plain black ones."""

    texts: Sequence[str]
    fonts: Mapping[int, tuple[Font, ...]]


class _Strings:
    """Keeps the text of each item, without how it is read aloud (`rPh`)."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.is_among = False  # between items
        self.fonts: dict[int, tuple[Font, ...]] = {}
        self._count = 0
        self._runs: list[Font] = []
        self._size, self._colour = _USUAL, AUTOMATIC
        self._begin = 0  # of the letters in one font
        self._names = Names(SPREADSHEET)
        self._texts: list[str] = []
        self._taking = self._aloud = False
        self._inside = 0  # items
        self._run, self._items = _plain("")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names[name]
        self.is_among = known == "x:sst" and not self._inside and not self._aloud
        self._inside += known == "x:si"
        if known == "x:t":
            self._taking = not self._aloud
        elif known == "x:rPh":
            self._aloud = True
        elif known == "x:r":
            self._begin = len(self._texts)
            self._size, self._colour = _USUAL, AUTOMATIC
        elif known == "x:sz":
            self._size = decimal_of(attributes.get("val"), _USUAL)
        elif known == "x:color":
            self._colour = colour_of(attributes)

    def end(self, name: str) -> None:
        known = self._names[name]
        if known == "x:t":
            self._taking = False
        elif known == "x:rPh":
            self._aloud = False
        elif known == "x:si":
            text = "".join(self._texts)
            self.found.append("" if text.isspace() else text)
            self._texts.clear()
            if self._runs:
                self.fonts[self._count] = tuple(dict.fromkeys(self._runs))
                self._runs.clear()
            self._count += 1
            self._inside -= 1
            self.is_among = not self._inside and not self._aloud
        elif known == "x:r":
            self._end_run()

    def _end_run(self) -> None:
        plain = self._colour in _BLACK and self._size > TINY
        if not plain and "".join(self._texts[self._begin :]).strip():
            self._runs.append(Font(self._size, self._colour))

    def text(self, data: str) -> None:
        if self._taking:
            self._texts.append(data)

    def begin(self, prefix: str) -> str:
        """As `plain.Taker`."""
        self._run, self._items = _plain(prefix)
        return f"</{prefix}si>"

    def take(self, text: str, at: int) -> int:
        """As `plain.Taker`."""
        found = self._run.match(text, at)
        if found is None or self._texts or self._runs:
            return at
        items = self._items.findall(text, at, found.end())
        self.found += ["" if item.isspace() else item for item in items]
        self._count += len(items)
        return found.end()


def _plain(prefix: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Items of one text without entities, as many as there are, and each of them. In XML there are no other signs."""
    own = re.escape(prefix)
    begin, end = rf'[ \t\n]*<{own}si><{own}t(?: xml:space="preserve")?>', f"</{own}t></{own}si>"
    return re.compile(f"(?:{begin}{_TEXT}{end})++"), re.compile(f"{begin}({_TEXT}){end}")


class Packed(Sequence[str]):
    """Strings one after the other in UTF-8, and where each ends: a list of them would take some fifty bytes more for
    each."""

    def __init__(self) -> None:
        self._letters = bytearray()
        self._ends = array("Q", [0])

    def add(self, texts: Iterable[str]) -> None:
        """Some more."""
        for text in texts:
            self._letters += text.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._letters))

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._letters[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")


def packed(texts: Iterable[str]) -> Sequence[str]:
    """A list of few, which is quicker to look into; more than that packed."""
    few: list[str] = []
    many = Packed()
    for text in texts:
        few.append(text)
        if len(few) >= FEW:
            many.add(few)
            few.clear()
    if not len(many):
        return few
    many.add(few)
    return many


def read(package: Package, part: str, limits: Limits) -> Shared:
    """All of them, in their order. Raises NotInspectableError."""
    strings = _Strings()
    texts = packed(_pieces(package.blocks(part), strings, limits)) if part in package else ()
    return Shared(texts, strings.fonts)


def _pieces(blocks: Iterable[bytes], strings: _Strings, limits: Limits) -> Iterator[str]:
    feed = Feed(strings, _BEGIN, limits)
    for block in blocks:
        feed.take(block)
        yield from strings.found
        strings.found.clear()
    feed.close()
    yield from strings.found
