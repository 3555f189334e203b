"""Files that are not one log line a line: text in another encoding, tables, documents, journals, re-framed as lines.

A frame finds the records in decoded text and says how each reads as one line. The `Framer` gives chunks like those
of a `Cutter`: numbers, offsets and original bytes are those of the file, and nothing is held but the record under way.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import polars as pl

from forensics.language.statement import Statement
from forensics.sources.chunks import Chunk, Framed
from forensics.sources.overlong import KEPT_BYTES, Names, Overlong, OverlongLine, no_names

__all__ = ["ENCODINGS", "Encoding", "Frame", "Framer", "Lines", "Span"]

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
#: A byte that is part of no character stands as this and its number; Python's own handlers know no UTF-32.
_FIRST, _ERRORS = 0xDC00, "forensics-octets"
_ALONE = re.compile("([\udc00-\udcff]+)")
_SUBSTITUTE = "\x1a"

#: Start and end of a record in the text, and the line that it reads as.
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes become text and text the same bytes again, whatever they hold; so many bytes an ASCII character."""

    name: str
    width: int

    def decoder(self) -> codecs.IncrementalDecoder:
        """Bytes to text, each byte that is part of no character as a lone surrogate."""
        return codecs.getincrementaldecoder(self.name)(_ERRORS)

    def size(self, text: str) -> int:
        """Bytes that the text took in the file."""
        return len(text) * self.width if text.isascii() else len(self.bytes(text))

    def bytes(self, text: str) -> bytes:
        """The bytes that the text was."""
        if text.isascii():
            return text.encode(self.name)
        parts = _ALONE.split(text)  # texts and, at every second place, bytes that were no text
        return b"".join(
            bytes(ord(char) - _FIRST for char in part) if place % 2 else part.encode(self.name)
            for place, part in enumerate(parts)
        )


def _as_surrogates(error: UnicodeError) -> tuple[str, int]:
    """Each byte as the surrogate of its number: that no text holds, and 0xDC00 + byte gives the byte back."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(chr(_FIRST + byte) for byte in error.object[error.start : error.end]), error.end


codecs.register_error(_ERRORS, _as_surrogates)

ENCODINGS = {
    name: Encoding(name, width)
    for name, width in (("utf-8", 1), ("utf-16-le", 2), ("utf-16-be", 2), ("utf-32-le", 4), ("utf-32-be", 4))
}


class Frame(Protocol):
    """Finds records in text that comes in pieces."""

    @property
    def title(self) -> Statement | None:
        """What the records are, for the report; None for plain lines."""

    @property
    def line_end(self) -> str:
        """What ends a record wherever it stands; "" where a record is more than a line."""

    def cut(self, text: str, *, last: bool) -> tuple[list[Span], int]:
        """The whole records at the beginning of the text, and up to where it is done with; `last` where no text
        follows."""


class Lines:
    """Plain lines of text, parted as `ends` (a pattern) says."""

    title = None

    def __init__(self, ends: str = "\r?\n") -> None:
        self._ends = re.compile(ends)
        self.line_end = ends[-1:]

    def cut(self, text: str, *, last: bool) -> tuple[list[Span], int]:
        """See `Frame.cut`. A CR at the end of the text may be half of a line end."""
        spans: list[Span] = []
        at = 0
        for end in self._ends.finditer(text, 0, len(text) if last or not text.endswith("\r") else len(text) - 1):
            spans.append((at, end.start(), text[at : end.start()]))
            at = end.end()
        if last and at < len(text):
            spans.append((at, len(text), text[at:]))
            at = len(text)
        return spans, at


class Framer:
    """Takes the blocks of a stream in order and gives chunks of records, as `chunks.Cutter` does of lines.

    A record's number is that of the line on which it begins; of several on one line, each has the next number.
    """

    def __init__(self, frame: Frame, encoding: Encoding, *, chunk_bytes: int, longest: int) -> None:
        self.stream_bytes = 0
        self.repaired = 0
        self.overlong = 0
        self.overlong_lines: list[Overlong] = []
        self.whole_lines = 0  # records given, and overlong ones
        self.title = frame.title
        self._frame = frame
        self._encoding = encoding
        self._decoder = encoding.decoder()
        self._chunk_bytes = chunk_bytes
        self._longest = longest
        self.names: Names = no_names  # that overlong records are sought through for
        self._before = b""
        self._text = ""  # not yet framed
        self._done = ""  # framed, of the chunk under way
        self._spans: list[tuple[int, int, int, str]] = []  # start and end in `_done`, number, line
        self._offset = 0  # bytes before `_done`
        self._line = 1  # number of the line on which `_text` begins
        self._number = 0  # of the last record
        self._skipping: OverlongLine | None = None  # inside a line that is too long

    def take(self, block: bytes) -> Iterator[Chunk]:
        """Add a block; give a chunk when one is full."""
        self.stream_bytes += len(block)
        self._text += self._decoder.decode(block)
        if self._skipping:
            yield from self._close_chunk()
            self._skip(self._skipping, self._frame.line_end, 0)
        self._frame_text(last=False)
        if self._encoding.size(self._text[: self._longest]) >= self._longest:
            yield from self._close_chunk()
            self._leave_out()
        if len(self._done) * self._encoding.width >= self._chunk_bytes:
            yield from self._close_chunk()

    def end(self) -> Iterator[Chunk]:
        """The stream ends, or does not go on from here; it may do so within a character."""
        rest = self._decoder.decode(b"", final=True)
        if self._skipping:
            self._end_overlong(self._skipping)
        else:
            self._text += rest
        self._frame_text(last=True)
        yield from self._close_chunk()
        self._decoder.reset()
        self._text = ""
        self._offset = self.stream_bytes

    def _frame_text(self, *, last: bool) -> None:
        spans, done = self._frame.cut(self._text, last=last)
        before, at = len(self._done), 0
        for start, end, line in spans:
            self._line += self._text.count("\n", at, start)
            at = start
            self._number = max(self._line, self._number + 1)
            self._spans.append((before + start, before + end, self._number, line))
        self._line += self._text.count("\n", at, done)
        self._done += self._text[:done]
        self._text = self._text[done:]
        self.whole_lines += len(spans)

    def _leave_out(self) -> None:
        """Skip a record that is too long, up to the end of the line on which it was found to be so."""
        self.overlong += 1
        self.whole_lines += 1
        self._number = max(self._line, self._number + 1)
        start = self._encoding.bytes(self._text[:KEPT_BYTES])
        self._skipping = OverlongLine(self._number, self._offset, self.names, start=start, before=self._before)
        self._skip(self._skipping, self._frame.line_end or "\n", self._longest // self._encoding.width)

    def _skip(self, record: OverlongLine, line_end: str, begin: int) -> None:
        """Leave out the text up to that end of a line, or all of it, and of a line then what follows as well."""
        end = self._text.find(line_end, begin)
        skipped = self._text if end < 0 else self._text[: end + 1]
        self._text = self._text[len(skipped) :]
        record.add(skipped.encode("utf-8", "replace"))
        if end >= 0 or not self._frame.line_end:
            self._end_overlong(record)
            self._before = record.tail if end < 0 else b""  # a record may be so long that it is skipped in parts
        self._offset += self._encoding.size(skipped)
        self._line += skipped.count("\n")

    def _end_overlong(self, record: OverlongLine) -> None:
        self.overlong_lines.append(record.ended())
        self._skipping = None

    def _close_chunk(self) -> Iterator[Chunk]:
        done, spans = self._done, self._spans
        self._done, self._spans = "", []
        offset, raw = self._offset, self._encoding.bytes(done)
        self._offset += len(raw)
        if not spans:
            return
        texts = [_LONE_SURROGATE.sub(_SUBSTITUTE, line) for *_, line in spans]
        repaired = sum(text != line for text, (*_, line) in zip(texts, spans, strict=True))
        self.repaired += repaired
        yield Chunk(
            data="\n".join([*texts, ""]).encode(),
            raw=raw,
            first_line=spans[0][2],
            offset=offset,
            repaired=repaired,
            framed=Framed(
                lines=pl.Series("line", texts, dtype=pl.String),
                numbers=pl.Series([number for _, _, number, _ in spans], dtype=pl.Int64),
                places=tuple(self._places(done, spans)),
            ),
        )

    def _places(self, text: str, spans: list[tuple[int, int, int, str]]) -> Iterator[tuple[int, int]]:
        """Where the records stand in the original bytes."""
        at = behind = 0
        for start, end, _, _ in spans:
            first = behind + self._encoding.size(text[at:start])
            behind = first + self._encoding.size(text[start:end])
            at = end
            yield first, behind
