"""Tables as plain text, with a character between the values (CSV): nothing in one can be hidden, but it tells how many
records it shows, and which data.

What reads as one: at least two rows of which nine of ten have the same number of values, three if they have two values
only, with a comma, a semicolon, a tab or a bar between them (RFC 4180 for the quotes).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from forensics.documents.contents import Piece, Row, State, Table, laid_out
from forensics.documents.limits import BLOCK, Limits, NotInspectableError
from forensics.language.statement import state

__all__ = ["Form", "form_of", "is_table", "read"]

_HEAD = 1 << 14
_DELIMITERS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
#: What begins a page, a program, structured text or a letter, with as many commas as it may have.
_NO_TABLE = ("<", "{", "[", "%", "#!", "//", "/*", "import ", "from ", "BEGIN:", "---")
#: Of the lines, those that end as statements of programs and style sheets do.
_ENDS = ("{", "}", "};", ");")
_ALIKE = 0.9
_CONTROLS = frozenset(map(chr, range(32))) - set("\t\n\r\f\x0b\x1a")


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written."""

    encoding: str
    delimiter: str


def form_of(head: bytes) -> Form | None:
    """The form of a file that begins so; None where it is no table."""
    encoding = _encoding(head)
    if encoding is None:
        return None
    text = head.decode(encoding, "ignore")
    whole = len(head) < _HEAD
    lines = text.splitlines(keepends=True)
    lines = lines if whole or len(lines) < 2 else lines[:-1]
    if not lines or text.lstrip().startswith(_NO_TABLE) or not _CONTROLS.isdisjoint(text):
        return None
    if sum(line.rstrip().endswith(_ENDS) for line in lines) * 4 > len(lines):
        return None
    widths = {delimiter: width for delimiter in _DELIMITERS if (width := _width(lines, delimiter)) > 1}
    delimiter = max(widths, key=lambda each: widths[each], default=None)
    return None if delimiter is None else Form(encoding, delimiter)


def is_table(file: BinaryIO) -> bool:
    """Whether the file is one; it is left where it may be."""
    file.seek(0)
    return form_of(file.read(_HEAD)) is not None


def _encoding(head: bytes) -> str | None:
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _width(lines: list[str], delimiter: str) -> int:
    """Values of a row; 0 where the rows have no number of values in common."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return 0
    widths = Counter(map(len, rows)).most_common(1)
    if not widths:
        return 0
    width, count = widths[0]
    enough = 2 if width > 2 else 3
    return width if count >= max(enough, _ALIKE * len(rows)) and not _is_prose(rows) else 0


def _is_prose(rows: list[list[str]]) -> bool:
    """Sentences with as many commas each."""
    spaced = sum(value.startswith(" ") and len(value) > 20 for row in rows for value in row[1:])
    return spaced * 2 > sum(len(row) - 1 for row in rows)


def read(file: BinaryIO, limits: Limits) -> Iterator[Piece]:
    """The rows of the table. Raises NotInspectableError where it cannot be read to its end."""
    form = form_of(file.read(_HEAD))
    if form is None:
        raise NotInspectableError(state("It is text, and no table."))
    file.seek(0)
    yield Table("")
    text = io.TextIOWrapper(file, form.encoding, "replace", newline="")
    try:
        for number, values in enumerate(csv.reader(_lines(text, limits), delimiter=form.delimiter), 1):
            filled = [(place, held) for place, value in enumerate(values) if (held := value.strip())]
            layout = laid_out((place for place, _ in filled), [State.VISIBLE] * len(filled))
            yield Row(number, State.VISIBLE, layout[0], [value for _, value in filled], layout[1])
    except (csv.Error, UnicodeError) as error:
        raise NotInspectableError(state("It holds a row that cannot be read.")) from error
    finally:
        text.detach()


def _lines(text: io.TextIOWrapper, limits: Limits) -> Iterator[str]:
    while line := text.readline(BLOCK):
        if len(line) >= BLOCK:
            raise NotInspectableError(state("It holds a line without an end."))
        limits.spend(len(line))
        yield line
