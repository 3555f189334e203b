"""Rich Text Format: text that is hidden, deleted or white, comments, properties, objects and pictures (RTF 1.9.1)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from forensics.documents.contents import Author, Embedded, Passage, Piece, Row, State, Table, Unread
from forensics.documents.hidden import hidden
from forensics.documents.kinds import NO_DOCUMENT, kind_of_content
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.documents.rtf_objects import object_in, picture_in
from forensics.language.statement import forms, state, state_many
from forensics.model.document import Severity

__all__ = ["read"]

_TOKEN = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z'])"
    rb"|(?P<brace>[{}])"
    rb"|[\r\n\0]+"
    rb"|(?P<text>[^\\{}\r\n\0]+)"
    rb"|\\"
)
_SEEN = re.compile(r"\w")
_SIGNS = {b"~": "\u00a0", b"_": "-", b"{": "{", b"}": "}", b"\\": "\\", b"\n": "\n", b"\r": "\n"}
_BREAKS = {b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"tab": " ", b"emdash": "-", b"endash": "-",
           b"lquote": "'", b"rquote": "'", b"ldblquote": '"', b"rdblquote": '"', b"bullet": "*"}  # fmt: skip
#: Destinations whose text is no text of the document.
_SILENT = frozenset((
    b"fonttbl", b"colortbl", b"stylesheet", b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"themedata",
    b"colorschememapping", b"latentstyles", b"datastore", b"xmlnstbl", b"mmathPr", b"pntext", b"nonshppict", b"blipuid",
    b"pnseclvl", b"listtext", b"bkmkstart", b"bkmkend", b"atrfstart", b"atrfend", b"atndate", b"atnref", b"creatim",
    b"revtim", b"printim", b"buptim", b"panose", b"falt", b"fchars", b"lchars", b"wgrffmtfilter", b"picprop", b"sp",
    b"defchp", b"defpap", b"filetbl", b"objclass", b"objname",
))  # fmt: skip
#: Destinations whose text is told by a cause of its own, or is that of the document.
_TOLD = {b"annotation": "comment", b"fldinst": "code", b"docvar": "variable", b"userprops": "property",
         b"template": "property", b"title": "property", b"subject": "property", b"keywords": "property",
         b"doccomm": "property", b"company": "property", b"category": "property", b"comment": "property",
         b"hlinkbase": "property", b"author": "author", b"operator": "author", b"manager": "author",
         b"atnauthor": "author", b"revtbl": "reviser", b"objdata": "object", b"pict": "picture"}  # fmt: skip
_STORY = frozenset((b"footnote", b"header", b"footer", b"headerl", b"headerr", b"headerf", b"footerl", b"footerr",
                    b"footerf", b"shptxt"))  # fmt: skip
#: Optional destinations that hold text of the document, or a picture.
_FOLLOWED = frozenset((b"shpinst", b"ud", b"shppict", b"objattph", b"fldinst"))
_CODEPAGES = {10000: "mac-roman", 65001: "utf-8"}
_TINY = 4  # half points
_NEAR_WHITE = 240
_MOST_GROUPS = 10_000
#: Check and severity of each cause, and what is told of so many characters, or things.
_FINDINGS: dict[str, tuple[str, Severity | None, tuple[str, str]]] = {
    "deleted": ("W1", None, forms("{count} character is a tracked deletion.",
                                  "{count} characters are tracked deletions.")),
    "inserted": ("W1", "M", forms("{count} character is a tracked insertion.",
                                  "{count} characters are tracked insertions.")),
    "vanish": ("W2", None, forms("{count} character is formatted as hidden.",
                                 "{count} characters are formatted as hidden.")),
    "tiny": ("W2", None, forms("{count} character is too small to be seen.",
                               "{count} characters are too small to be seen.")),
    "white": ("W2", None, forms("{count} character is white.", "{count} characters are white.")),
    "comment": ("W3", None, forms("{count} character stands in comments.", "{count} characters stand in comments.")),
    "variable": ("W3", None, forms("{count} character stands in variables.",
                                   "{count} characters stand in variables.")),
    "property": ("W4", None, forms("{count} character stands in properties.",
                                   "{count} characters stand in properties.")),
    "object": ("W3", None, forms("{count} embedded object holds more than the picture of it shows.",
                                 "{count} embedded objects hold more than the pictures of them show.")),
}  # fmt: skip
_STATES = {"tiny": State.COSMETIC, "white": State.COSMETIC}


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds within a pair of braces."""

    goes: str = "text"  # to where its text goes: "text", "silent", or a cause
    vanish: bool = False
    deleted: bool = False
    inserted: bool = False
    colour: int = 0
    behind: int = 0
    size: int = 24  # half points
    in_table: bool = False
    story: int = 0  # depth of the note or header that it belongs to
    fallback: int = 1  # characters after a \\u for programs that do not know it


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

    group: _Group = field(default_factory=_Group)
    outer: list[_Group] = field(default_factory=list)
    found: list[Piece] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    texts: list[tuple[State, str]] = field(default_factory=list)  # of the paragraph
    told: list[str] = field(default_factory=list)  # text of the destination that is open
    colours: list[tuple[int, int, int]] = field(default_factory=list)
    channels: dict[bytes, int] = field(default_factory=dict)
    cells: list[tuple[State, str]] = field(default_factory=list)
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
        while found := _TOKEN.match(content, place):
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
        for cause, (code, severity, sentences) in _FINDINGS.items():
            if self.counts[cause]:
                yield hidden(code, "", self.counts[cause], state_many(*sentences, self.counts[cause]), severity)

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
                self._write(_SIGNS.get(found["sign"], ""))

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
        if word in _TOLD or word in _SILENT or word == b"colortbl":
            self._destination(word)
        elif word in _STORY:
            self._pass(self.texts)
            self.texts = []
            self.group = replace(self.group, story=len(self.outer))
        elif optional and word not in _FOLLOWED:
            self.group = replace(self.group, goes="silent")
        elif word in _BREAKS:
            self._write(_BREAKS[word])
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
        goes = "colours" if word == b"colortbl" else _TOLD.get(word, "silent")
        if self.group.goes in {"text", "comment"} or word in _TOLD:
            self.group = replace(self.group, goes=goes)

    def _code_page(self, number: int) -> None:
        name = _CODEPAGES.get(number, f"cp{number}")
        try:
            b"".decode(name)
        except LookupError:
            return
        self.encoding = name

    def _format(self, word: bytes, number: int | None) -> None:
        on = number != 0
        match word:
            case b"v":
                self.group = replace(self.group, vanish=on)
            case b"deleted":
                self.group = replace(self.group, deleted=on)
            case b"revised":
                self.group = replace(self.group, inserted=on)
            case b"cf":
                self.group = replace(self.group, colour=number or 0)
            case b"cb" | b"highlight" | b"chcbpat":
                self.group = replace(self.group, behind=number or 0)
            case b"fs" if number is not None:
                self.group = replace(self.group, size=number)
            case b"uc" if number is not None:
                self.group = replace(self.group, fallback=max(number, 0))
            case b"plain":
                self.group = replace(
                    self.group, vanish=False, deleted=False, inserted=False, colour=0, behind=0, size=24
                )
            case _:
                pass

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
            seen = State.VISIBLE if cause is None else _STATES.get(cause, State.HIDDEN)
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
        colours = self.colours
        is_white = 0 < group.colour < len(colours) and min(colours[group.colour]) >= _NEAR_WHITE
        is_bare = not group.behind or (group.behind < len(colours) and min(colours[group.behind]) >= _NEAR_WHITE)
        return "white" if is_white and is_bare and not self.group.in_table else None

    def _end_paragraph(self) -> None:
        if self.group.in_table and self.texts:
            return
        texts, self.texts = self.texts, []
        self._pass(texts)

    def _pass(self, texts: list[tuple[State, str]]) -> None:
        self.found += [Passage(state("text"), seen, text) for seen, text in texts if text.strip()]

    def _table(self, word: bytes) -> None:
        if word == b"pard":
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
        elif goes in _FINDINGS:
            self.counts[goes] += len(text.strip())
            self.found.append(Passage(state("text"), State.HIDDEN, text))


def _embedded(kind: str, content: bytes) -> Piece:
    where = state("object") if kind == "object" else state("picture")
    if kind_of_content(content) == NO_DOCUMENT:
        return Unread(where, state("An embedded object of this kind cannot be looked into."))
    return Embedded(where, State.HIDDEN if kind == "object" else State.VISIBLE, content)
