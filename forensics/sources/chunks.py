"""Chunks of whole lines, cut from blocks of bytes: numbered, repaired, overlong lines left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from forensics.octets import Numbers, count, octets, places
from forensics.sources.overlong import Names, Overlong, OverlongLine, no_names

try:
    from stringzilla import count as count_texts  # of a machine's widest registers
except ImportError:  # no wheel for this machine: numpy counts the same
    count_texts = None

__all__ = ["CHUNK_BYTES", "LONGEST_LINE", "MOST_LINES", "START", "Beginning", "Chunk", "Cutter", "Framed", "repair"]

#: About how much of a log is scanned at once: what a chunk costs beside its lines is a tenth of it then.
CHUNK_BYTES = 8 * 1024 * 1024
#: And of how many lines at most, for each costs memory however short it is: of 32 octets each they fill a chunk.
MOST_LINES = 256 * 1024
#: A longer line, without its line end, is skipped and counted (counting.md 2b.2).
LONGEST_LINE = 1024 * 1024
#: Bytes that are not UTF-8 stand as lone surrogates after decoding (PEP 383).
_LONE_SURROGATE = re.compile("[\udc80-\udcff]")
_SUBSTITUTE = "\x1a"
_ZERO = b"\x00"
#: Text is checked in segments, because a decoded string may take four times the bytes.
_SEGMENT = 1024 * 1024
#: What `Chunk.others` tells of, beside controls and octets that are not ASCII.
_ESCAPES = b"%\\"
_LF, _CR = 0x0A, 0x0D
_LINE_END = b"\n"


@dataclass(frozen=True, slots=True)
class Framed:
    """The records of a chunk (see `frames`): what each reads as, its number, and where it stands in `raw`."""

    lines: pl.Series
    numbers: pl.Series
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Chunk:
    """Whole lines that follow each other without a gap.

    Lines end with LF; only the last line of a source, or the last before a gap in a damaged
    one, may lack it. CR, NUL and a byte order mark stay where they are.
    """

    data: bytes  # always valid UTF-8; same length and same lines as `raw`
    raw: bytes  # the original bytes; the same object as `data` when nothing was repaired
    first_line: int  # 1-based number of the first line
    offset: int  # byte offset in the decompressed stream
    repaired: int  # lines in which bytes were replaced
    holed: bool = False  # before the first line lay a hole: zero bytes, too many to keep
    framed: Framed | None = field(default=None, compare=False)  # of records whose lines are not those of `raw`

    @property
    def told(self) -> bytes:
        """The lines to tell the format by: as they lie, or as the records read."""
        return self.raw if self.framed is None else self.data

    @cached_property
    def _survey(self) -> tuple[Numbers, Numbers]:
        told = places(self.data, _ESCAPES)
        is_end = octets(self.data)[told] == _LF
        return (told, told[:0]) if is_end.all() else (told[is_end], told[~is_end])

    @property
    def ends(self) -> Numbers:
        """Where in `data` the LF of each line stands."""
        return self._survey[0]

    @property
    def others(self) -> Numbers:
        """Where in `data` other control characters stand, octets that are not ASCII, "%" and the backslash."""
        return self._survey[1]

    @cached_property
    def lines(self) -> pl.Series:
        """String, "line": the lines of `data`, without LF, and CR before it."""
        return self.framed.lines if self.framed else pl.scan_lines(self.data).collect()["line"]

    @cached_property
    def height(self) -> int:
        """How many lines there are."""
        return len(self.framed.lines) if self.framed else _height(self.data)

    @cached_property
    def bounds(self) -> tuple[Numbers, Numbers]:
        """Where in `data` each line begins, and where it ends: at its LF, or at the end of the chunk."""
        ends = self.ends
        if self.data and not self.data.endswith(b"\n"):
            ends = np.append(ends, len(self.data))
        return np.concatenate([np.zeros(1, np.int64), ends[:-1] + 1])[: len(ends)], ends

    def texts(self, at: Numbers) -> list[str]:
        """The lines with these numbers (0-based), as `lines` has them."""
        return [self.data[start:end].decode() for start, end in self._within(at)]

    def places(self, at: Numbers) -> list[tuple[int, int]]:
        """Start and end in `raw` of the lines with these numbers (0-based)."""
        return [self.framed.places[number] for number in at.tolist()] if self.framed else self._within(at)

    def _within(self, at: Numbers) -> list[tuple[int, int]]:
        starts, ends = (bound[at] for bound in self.bounds)
        if len(at):
            last = octets(self.data)[np.maximum(ends - 1, 0)]
            ends = ends - ((last == _CR) & (ends > starts))
        return list(zip(starts.tolist(), ends.tolist(), strict=True))

    def numbered(self, at: pl.Series) -> pl.Series:
        """The numbers (1-based, Int64) of the lines at these places (0-based)."""
        return self.framed.numbers.gather(at) if self.framed else at.cast(pl.Int64) + self.first_line


def _height(data: bytes) -> int:
    """How many lines there are, an unfinished last one among them."""
    return _line_ends(data) + (data[-1:] not in (b"", _LINE_END))


def _line_ends(data: bytes | memoryview) -> int:
    return count(bytes(data), _LF) if count_texts is None else int(count_texts(data, _LINE_END))


def _parted(whole: bytes) -> Iterator[bytes]:
    """The lines in parts of at most `MOST_LINES`. So many octets, up to the end of a line, hold no more."""
    if len(whole) <= MOST_LINES or _line_ends(whole) <= MOST_LINES:
        yield whole
        return
    begin = end = lines = 0
    view = memoryview(whole)
    while end < len(whole):
        behind = whole.find(_LINE_END, end + MOST_LINES - 1) + 1 or len(whole)
        more = _line_ends(view[end:behind])
        if lines + more > MOST_LINES:
            yield whole[begin:end]
            begin, lines = end, 0
        end, lines = behind, lines + more
    yield whole[begin:]


def repair(raw: bytes) -> tuple[bytes, int]:
    """The lines with each byte that is not UTF-8 replaced by SUB (0x1a), and how many lines changed."""
    if raw.isascii():
        return raw, 0
    parts: list[bytes] = []
    changed = 0
    for segment in _segments(raw):
        try:
            segment.decode()
            parts.append(segment)
        except UnicodeDecodeError:
            text = _LONE_SURROGATE.sub(_SUBSTITUTE, segment.decode("utf-8", "surrogateescape"))
            parts.append(text.encode())
            before, after = segment.split(b"\n"), parts[-1].split(b"\n")
            changed += sum(old != new for old, new in zip(before, after, strict=True))
    return (b"".join(parts), changed) if changed else (raw, 0)


def _segments(raw: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(raw):
        end = raw.find(b"\n", start + _SEGMENT) + 1 or len(raw)
        yield raw[start:end]
        start = end


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where in a stream the reading begins: at its start, or where it was left, behind so many bytes and lines."""

    offset: int = 0
    lines: int = 0


START = Beginning()


class Cutter:
    """Takes the blocks of a stream in order and gives chunks of whole lines.

    A chunk is at most `chunk_bytes` long unless one line, or one block, is longer. Lines are numbered, and bytes
    counted, from the start of the stream, wherever the reading began.
    """

    def __init__(self, chunk_bytes: int, longest: int, begin: Beginning = START) -> None:
        self.stream_bytes = begin.offset
        self.repaired = 0
        self.overlong = 0
        self.overlong_lines: list[Overlong] = []
        self.names: Names = no_names  # that overlong lines are sought through for
        self._chunk_bytes = chunk_bytes
        self._longest = longest
        self._first_line = begin.lines + 1  # of the chunk under way
        self._offset = begin.offset
        self._closed: list[bytes | memoryview] = []  # whole lines of the chunk under way
        self._closed_bytes = 0
        self._asked = self._closed_lines = 0  # how many of these were counted, and their lines
        self._open: list[bytes | memoryview] = []  # the line under way
        self._open_bytes = 0
        self._skipping: OverlongLine | None = None  # inside an overlong line
        self._in_hole = self._holed = False  # among zero bytes of which one line had too many; behind them
        self._counted = begin.lines  # lines of the chunks given, and overlong ones

    @property
    def whole_lines(self) -> int:
        """Lines whose end was seen; those of the chunk under way are counted when somebody asks, each block once: a
        file may have a thousand members in a chunk, each of which asks."""
        new, self._asked = self._closed[self._asked :], len(self._closed)
        self._closed_lines += sum(_line_ends(part) for part in new)
        return self._counted + self._closed_lines

    def take(self, block: bytes) -> Iterator[Chunk]:
        """Add a block; give a chunk when one is full."""
        if len(block) <= self._longest:
            yield from self._take(block)
        elif not (self._open or self._skipping) and _lines_fit(block, self._longest):
            yield from self._close_chunk()
            self.stream_bytes += len(block)
            self._closed.append(block)
            yield from self._close_chunk()
        else:
            for start in range(0, len(block), self._longest):
                yield from self._take(block[start : start + self._longest])

    def _take(self, block: bytes) -> Iterator[Chunk]:
        """Of a block so short, only the first line can be overlong."""
        self.stream_bytes += len(block)
        if self._in_hole:
            block = self._behind_hole(block)
        if self._skipping:
            block = self._skip(block)
        first_end = block.find(b"\n")
        if self._open_bytes + (first_end if first_end >= 0 else len(block)) > self._longest:
            yield from self._close_chunk()
            if block.startswith(_ZERO) and not any(bytes(part).strip(_ZERO) for part in self._open):
                self._open, self._open_bytes, self._in_hole = [], 0, True
                block = self._behind_hole(block)
            else:
                self._begin_overlong()
                block = self._skip(block)
        yield from self._add(block)

    def end(self) -> Iterator[Chunk]:
        """End the line under way, if any: the stream ends, or does not go on from here."""
        self._closed += self._open
        self._open, self._open_bytes = [], 0
        yield from self._close_chunk()
        self.overlong += self._in_hole
        self._counted += (self._skipping is not None) + self._in_hole
        if self._skipping:
            self.overlong_lines.append(self._skipping.ended())
        self._skipping, self._in_hole = None, False
        self._first_line, self._offset = self._counted + 1, self.stream_bytes

    def _add(self, block: bytes) -> Iterator[Chunk]:
        last_end = block.rfind(b"\n") + 1
        view = memoryview(block)
        if last_end:
            grown = self._closed_bytes + self._open_bytes + last_end
            if grown > self._chunk_bytes:
                yield from self._close_chunk()
            self._closed += [*self._open, view[:last_end]]
            self._closed_bytes += self._open_bytes + last_end
            self._open, self._open_bytes = [], 0
        if last_end < len(block):
            self._open.append(view[last_end:])
            self._open_bytes += len(block) - last_end

    def _close_chunk(self) -> Iterator[Chunk]:
        """The whole lines so far as a chunk, or as several; the line under way begins the next."""
        if self._closed:
            whole = b"".join(self._closed)
            self._closed, self._closed_bytes, self._asked, self._closed_lines = [], 0, 0, 0
            for raw in _parted(whole):
                data, repaired = repair(raw)
                self.repaired += repaired
                chunk = Chunk(data, raw, self._first_line, self._offset, repaired, self._holed)
                self._counted += chunk.height
                yield chunk
                self._holed = False
                self._offset += len(raw)
                self._first_line = self._counted + 1

    def _begin_overlong(self) -> None:
        self.overlong += 1
        self._skipping = OverlongLine(self.whole_lines + 1, self._offset, self.names)
        for part in self._open:
            self._skipping.add(part)
        self._open, self._open_bytes = [], 0

    def _behind_hole(self, block: bytes) -> bytes:
        """What follows a hole in this block, which is a line; nothing while it goes on. What a file that was
        truncated while it was written has before its first line is no part of that line."""
        rest = block.lstrip(_ZERO)
        if rest:
            self._in_hole, self._holed = False, True
            self._first_line, self._offset = self._counted + 1, self.stream_bytes - len(rest)
        return rest

    def _skip(self, block: bytes) -> bytes:
        """What follows the overlong line in this block; nothing while it goes on."""
        end = block.find(b"\n") + 1
        if self._skipping:
            self._skipping.add(block[: end - 1] if end else block)
        if not end:
            return b""
        if self._skipping:
            self.overlong_lines.append(self._skipping.ended())
        self._skipping = None
        self._counted += 1
        rest = block[end:]
        self._first_line = self._counted + 1
        self._offset = self.stream_bytes - len(rest)
        return rest


def _lines_fit(block: bytes, longest: int) -> bool:
    """Whether a block certainly holds only whole lines, none of them longer than `longest`."""
    half = longest // 2
    return block.endswith(b"\n") and all(block.find(b"\n", at, at + half) >= 0 for at in range(0, len(block), half))
