"""Rich Text Format: text that is hidden, deleted or white, comments, properties, objects and pictures (RTF 1.9.1)."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from forensics.documents.causes import TEXTS, in_text, state_of
from forensics.documents.colours import BLACK, RGB, WHITE, alike
from forensics.documents.contents import Author, Embedded, Passage, Piece, Row, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, kind_of_content
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.documents.ooxml.texts.fields import cause_of
from forensics.documents.rtf.objects import object_in, picture_in
from forensics.documents.rtf.words import (
    BREAKS,
    CODEPAGES,
    FOLLOWED,
    SIGNS,
    SILENT,
    STORY,
    TOKEN,
    TOLD,
    Group,
    formatted,
)
from forensics.language.statement import state, state_many

__all__ = ["read"]

_SEEN = re.compile(r"\w")
_TINY = 4  # half points
_MOST_GROUPS = 10_000


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """What a text shows and hides. Raises NotInspectableError."""
    blocks = []
    while block := file.read(BLOCK):
        limits.spend(len(block))
        blocks.append(block)
    document = _Document()
    yield from document.pieces(b"".join(blocks))
    if document.depth_left:
        yield Unread("", state("It ends before it is complete."))


@dataclass(slots=True)
class _Document:
    """Reads the tokens one by one; what is found is handed on at the end of each paragraph."""

    group: Group = field(default_factory=Group)
    outer: list[Group] = field(default_factory=list)
    found: list[Piece] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[State, str]] = field(default_factory=list)  # of the paragraph
    told: list[str] = field(default_factory=list)  # text of the destination that is open
    colours: list[RGB] = field(default_factory=list)
    channels: dict[bytes, int] = field(default_factory=dict)
    cells: list[tuple[State, str]] = field(default_factory=list)
    cell_fills: list[int] = field(default_factory=list)  # colours of the row that is open
    cell_fill: int = 0
    shading: int = 0  # of the paragraph
    rows: int = 0
    tables: int = 0
    encoding: str = "cp1252"
    pending: bytearray = field(default_factory=bytearray)  # bytes in that encoding
    to_skip: int = 0
    optional: bool = False  # after \\*: a destination that a reader may not know
    depth_left: int = 0

    def pieces(self, content: bytes) -> Iterator[Piece]:
        """All of it."""
        place = 0
        while found := TOKEN.match(content, place):
            place = found.end()
            if found["word"] == b"bin":
                place += max(int(found["number"] or 0), 0)
            self._take(found)
            if self.found:
                yield from self.found
                self.found.clear()
            if found["brace"] == b"}" and not self.outer:
                break
        self._end_paragraph()
        self.depth_left = len(self.outer)
        yield from self.found
        after = len(content[place:].strip(b"\0\r\n \t"))
        if after:
            told = state_many(
                "{count} byte follows the end of the text.", "{count} bytes follow the end of the text.", after
            )
            yield hidden("Z", "", after, told)
        yield from (in_text(cause, "", self.counts[cause]) for cause in TEXTS if self.counts[cause])

    def _take(self, found: re.Match[bytes]) -> None:
        if found["hex"]:
            self._byte(bytes([int(found["hex"], 16)]))
        elif found["text"]:
            for_old = min(self.to_skip, len(found["text"]))
            self.to_skip -= for_old
            self._byte(found["text"][for_old:])
        else:
            self._decode()
            if found["brace"]:
                self._brace(found["brace"])
            elif found["word"]:
                self._word(found["word"], int(found["number"]) if found["number"] else None)
            elif found["sign"] == b"*":
                self.optional = True
            elif found["sign"]:
                self._write(SIGNS.get(found["sign"], ""))

    def _byte(self, data: bytes) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif self.group.goes == "colours":
            if b";" in data:
                self.colours.append((self.channels.get(b"red", 0), self.channels.get(b"green", 0),
                                     self.channels.get(b"blue", 0)))  # fmt: skip
                self.channels.clear()
        else:
            self.pending += data

    def _decode(self) -> None:
        if self.pending:
            text = self.pending.decode(self.encoding, "replace")
            self.pending.clear()
            self._write(text)

    def _brace(self, brace: bytes) -> None:
        self.optional = False
        self.to_skip = 0
        if brace == b"{":
            if len(self.outer) > _MOST_GROUPS:
                raise NotInspectableError(state("Its groups lie too deep within each other."))
            self.outer.append(self.group)
        elif self.outer:
            inner, self.group = self.group, self.outer.pop()
            if inner.goes != self.group.goes:
                self._end_destination(inner.goes)
            if inner.story != self.group.story:
                self._pass(self.texts)
                self.texts = []

    # Control words.

    def _word(self, word: bytes, number: int | None) -> None:
        optional, self.optional = self.optional, False
        if word in TOLD or word in SILENT or word == b"colortbl":
            self._destination(word)
        elif word in STORY:
            self._pass(self.texts)
            self.texts = []
            self.group = replace(self.group, story=len(self.outer))
        elif optional and word not in FOLLOWED:
            self.group = replace(self.group, goes="silent")
        elif word in BREAKS:
            self._write(BREAKS[word])
        elif word in {b"red", b"green", b"blue"}:
            self.channels[word] = number or 0
        elif word == b"u" and number is not None:
            self._write(chr(number % 0x10000) if not 0xD800 <= number % 0x10000 < 0xE000 else "\ufffd")
            self.to_skip = self.group.fallback
        elif word == b"ansicpg" and number:
            self._code_page(number)
        elif word in {b"cell", b"nestcell", b"row", b"nestrow", b"intbl", b"pard"}:
            self._table(word)
        else:
            self._format(word, number)

    def _destination(self, word: bytes) -> None:
        goes = "colours" if word == b"colortbl" else TOLD.get(word, "silent")
        if self.group.goes in {"text", "comment"} or word in TOLD:
            self.group = replace(self.group, goes=goes)

    def _code_page(self, number: int) -> None:
        name = CODEPAGES.get(number, f"cp{number}")
        with suppress(LookupError):
            self.encoding = codecs.lookup(name).name

    def _format(self, word: bytes, number: int | None) -> None:
        match word:
            case b"cbpat":
                self.shading = number or 0
            case b"clcbpat":
                self.cell_fill = number or 0
            case b"cellx":
                self.cell_fills.append(self.cell_fill)
                self.cell_fill = 0
            case b"trowd":
                self.cell_fills.clear()
            case _:
                self.group = formatted(self.group, word, number)

    # Text.

    def _write(self, text: str) -> None:
        goes = self.group.goes
        if goes == "silent" or not text:
            return
        if goes == "text":
            self._judge(text)
        else:
            self.told.append(text)

    def _judge(self, text: str) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self._end_paragraph()
            cause = self._cause()
            if _SEEN.search(line):
                self.counts[cause or "shown"] += len(line.strip())
                self.counts["inserted"] += len(line.strip()) if self.group.inserted else 0
            seen = state_of(cause)
            if self.texts and self.texts[-1][0] == seen:
                self.texts[-1] = (seen, self.texts[-1][1] + line)
            elif line:
                self.texts.append((seen, line))

    def _cause(self) -> str | None:
        group = self.group
        if group.deleted:
            return "deleted"
        if group.vanish:
            return "vanish"
        if 0 < group.size <= _TINY:
            return "tiny"
        return "same_colour" if self._is_lost() else None

    def _is_lost(self) -> bool:
        """Whether text has the colour of what is behind it. Colour 0 is automatic: on shading it turns white, on
        highlighting it stays black."""
        group = self.group
        if not group.colour and not group.marked:
            return False
        ink = self._colour(group.colour, BLACK)
        cell = self.cell_fills[len(self.cells)] if group.in_table and len(self.cells) < len(self.cell_fills) else 0
        behind = next((each for each in (group.marked, group.behind, self.shading, cell) if each), 0)
        paper = self._colour(behind, WHITE)
        return alike(ink, paper)

    def _colour(self, number: int, usual: RGB) -> RGB:
        return self.colours[number] if 0 < number < len(self.colours) else usual

    def _end_paragraph(self) -> None:
        if self.group.in_table and self.texts:
            return
        texts, self.texts = self.texts, []
        self._pass(texts)

    def _pass(self, texts: list[tuple[State, str]]) -> None:
        self.found += [Passage(state("text"), seen, text) for seen, text in texts if text.strip()]

    def _table(self, word: bytes) -> None:
        if word == b"pard":
            self.shading = 0
            if not self.cells:
                self.group = replace(self.group, in_table=False)
        elif word == b"intbl":
            self.group = replace(self.group, in_table=True)
        elif word in {b"cell", b"nestcell"}:
            least = min((seen for seen, _ in self.texts), default=State.VISIBLE)
            self.cells.append((least, " ".join(text.strip() for seen, text in self.texts if seen == least)))
            self.found += [
                Passage(state("text"), seen, text) for seen, text in self.texts if seen != least and text.strip()
            ]
            self.texts = []
        else:
            self._end_row()

    def _end_row(self) -> None:
        cells, self.cells = self.cells, []
        filled = [(column, seen, text) for column, (seen, text) in enumerate(cells) if text]
        if len(cells) < 2:
            self._pass([(seen, text) for _, seen, text in filled])
            return
        if not self.rows:
            self.tables += 1
            self.found.append(Table(state("table {number}", number=self.tables)))
        self.rows += 1
        self.found.append(Row(self.rows, State.VISIBLE, [column for column, _, _ in filled],
                              [text for _, _, text in filled], [seen for _, seen, _ in filled]))  # fmt: skip

    # Destinations.

    def _end_destination(self, goes: str) -> None:
        text = "".join(self.told)
        self.told.clear()
        if not text.strip():
            return
        if goes == "author":
            self.found.append(Author(state("authors"), text.strip()))
        elif goes == "reviser":
            names = (name.strip() for name in text.split(";"))
            self.found += [Author(state("tracked changes"), name) for name in names if name and name != "Unknown"]
        elif goes == "object":
            self.counts["object"] += 1
            self.found.append(_embedded("object", object_in(text)))
        elif goes == "picture":
            self.found.append(_embedded("picture", picture_in(text)))
        elif goes == "code" and not cause_of(text):
            return
        elif goes in TEXTS:
            goes = cause_of(text) or goes if goes == "code" else goes
            self.counts[goes] += len(text.strip())
            self.found.append(Passage(state("text"), State.HIDDEN, text))


def _embedded(kind: str, content: bytes) -> Piece:
    where = state("object") if kind == "object" else state("picture")
    if kind_of_content(content) == NO_DOCUMENT:
        return Unread(where, state("An embedded object of this kind cannot be looked into."))
    return Embedded(where, State.HIDDEN if kind == "object" else State.VISIBLE, content)
