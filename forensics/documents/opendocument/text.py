"""Texts: paragraphs and tables, tracked changes, comments, hidden text and sections (ODF 1.3 part 3, 5, 7 and 14)."""

from __future__ import annotations

from collections.abc import Mapping

from forensics.documents import variables
from forensics.documents.causes import in_text
from forensics.documents.contents import Author, Passage, Piece, Row, State, Table
from forensics.documents.hidden import hidden
from forensics.documents.opendocument.names import NAMES, attribute
from forensics.documents.opendocument.paragraphs import CAUSES, STATES, Paragraphs, Why
from forensics.documents.opendocument.styles import Styles
from forensics.language.statement import state_many

__all__ = ["Text"]

_TABLE_NAME, _STRING = attribute("table:name"), attribute("office:string-value")
_NAME, _DISPLAY = attribute("text:name"), attribute("text:display")
_COLUMNS = attribute("table:number-columns-repeated")
_MOST_COLUMNS = 1024


class Text:
    """A handler of the body of a text, and of its headers and footers."""

    def __init__(self, styles: Styles, where: str, found: list[Piece]) -> None:
        self.found = found
        self._where = where

        self._paragraphs = Paragraphs(styles)
        self._tables: list[_Rows] = []
        self._names: list[str] | None = None  # the text of an author's name
        self._insertions = self._queries = 0
        self._variables: dict[str, str] = {}  # text that no field has shown yet

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        self._paragraphs.start(known, attributes)
        match known:
            case "table:table":
                self._tables.append(_Rows(attributes.get(_TABLE_NAME) or self._where))
            case "table:table-row" if self._tables:
                self._tables[-1].begin_row()
            case "table:table-cell" | "table:covered-table-cell" if self._tables:
                self._tables[-1].begin_cell(attributes)
            case "dc:creator":
                self._names = []
            case "text:insertion":
                self._insertions += 1
            case "text:database-display" | "text:database-next" | "text:dde-connection-decl":
                self._queries += 1
            case "text:user-field-decl" | "text:variable-decl" if attributes.get(_STRING):
                self._variables[attributes.get(_NAME, "")] = attributes[_STRING]
            case "text:user-field-get" | "text:user-field-input" if attributes.get(_DISPLAY) != "none":
                self._variables.pop(attributes.get(_NAME, ""), None)

    def end(self, name: str) -> None:
        """As `markup.Handler`."""
        known = NAMES[name]
        for why, text in self._paragraphs.end(known):
            if self._tables and why not in (Why.COMMENT, Why.DELETED):
                self._tables[-1].take(text, STATES[why])
            elif text.strip():
                self.found.append(Passage(self._where, STATES[why], text))
        match known:
            case "table:table-row" if self._tables:
                self._tables[-1].end_row()
            case "table:table" if self._tables:
                self.found.extend(self._tables.pop().pieces())
            case "dc:creator":
                self._end_author()

    def _end_author(self) -> None:
        names, self._names = self._names, None
        if names:
            self.found.append(Author(self._where, "".join(names)))

    def text(self, data: str) -> None:
        """As `markup.Handler`."""
        if self._names is not None:
            self._names.append(data)
        else:
            self._paragraphs.text(data)

    def findings(self) -> list[Piece]:
        """What is hidden, now that all of it was read."""
        found: list[Piece] = []
        for why, cause in CAUSES.items():
            if self._paragraphs.characters[why]:
                found.append(in_text(cause, self._where, self._paragraphs.characters[why]))
        if self._insertions:
            text = state_many("{count} insertion is marked as a tracked change.",
                              "{count} insertions are marked as tracked changes.", self._insertions)  # fmt: skip
            found.append(hidden("W1", self._where, self._insertions, text, "M"))
        found.extend(variables.told(self._variables.items(), self._where))
        if self._queries:
            text = state_many("{count} field names a database or another program.",
                              "{count} fields name a database or another program.", self._queries)  # fmt: skip
            found.append(hidden("W3", self._where, self._queries, text))
        return found


class _Rows:
    """The rows of one table of a text; they are handed on when it has ended, for tables stand in each other."""

    def __init__(self, where: str) -> None:
        self._rows: list[Piece] = [Table(where)]
        self._cells: list[tuple[int, list[tuple[str, State]]]] = []
        self._place = self._number = 0

    def begin_row(self) -> None:
        self._cells, self._place = [], 0
        self._number += 1

    def begin_cell(self, attributes: Mapping[str, str]) -> None:
        self._cells.append((self._place, []))
        times = attributes.get(_COLUMNS, "1")
        self._place += min(int(times), _MOST_COLUMNS) if times.isdecimal() else 1

    def take(self, text: str, seen: State) -> None:
        """A paragraph, or a run of one, in the cell."""
        if self._cells and text.strip():
            self._cells[-1][1].append((text, seen))

    def end_row(self) -> None:
        filled = [(place, runs) for place, runs in self._cells if runs]
        if filled:
            columns = [place for place, _ in filled]
            values = [" ".join(text for text, _ in runs) for _, runs in filled]
            # A cell is seen if something of it is; what is hidden in it is told by itself.
            states = [min(seen for _, seen in runs) for _, runs in filled]
            self._rows.append(Row(self._number, State.VISIBLE, columns, values, states))
        self._cells = []

    def pieces(self) -> list[Piece]:
        """The table."""
        return self._rows
