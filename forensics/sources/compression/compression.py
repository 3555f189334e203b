"""Any compressed file as a stream of bytes: recognised by its first bytes, read past what is damaged.

A compressed file is a row of parts: gzip members, bzip2 and xz streams, zstd frames.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from forensics.language.statement import Statement, joined, state
from forensics.model import Compression
from forensics.sources.compression.bgzf import Blocks
from forensics.sources.compression.decoding import BZIP2, XZ, Body, DecodingProblem
from forensics.sources.compression.gzipped import GzipMember
from forensics.sources.compression.zstd import Frame
from forensics.sources.damage import Flaws
from forensics.sources.rawfile import RawFile

__all__ = ["MAGIC_BYTES", "StreamPart", "beginning", "compression_of", "decode", "go_to_next"]

#: As many first bytes of a file tell its compression.
MAGIC_BYTES = 6

_SEARCH = 64 * 1024
#: Where a part was cut short and another one appended, the decoder may fail only after the seam
#: (bzip2: up to one block later): the search for the next part goes back this far.
_LOOK_BACK = 1024 * 1024
#: Places that look like a part and prove not to be one, before the search is given up.
_TRIALS = 100
#: A place that gives so much without a fault is one.
_TRIED = 64 * 1024 * 1024


class StreamPart(Protocol):
    """Iterates over the content of one part; `problem` is set afterwards if it is damaged.

    Its kind is "truncated", "corrupt", or "checksum": all was decoded, anything may be wrong.
    """

    problem: DecodingProblem | None

    def __iter__(self) -> Iterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class _Compression:
    """A kind of compression: what its parts begin with, what they are called, how one is read."""

    magics: tuple[bytes, ...]
    title: Statement
    read: Callable[[RawFile, int], StreamPart]

    def begins(self, head: bytes) -> bool:
        """A part begins here, as far as the file still goes."""
        return any(head.startswith(magic[: len(head)]) for magic in self.magics)

    def nearly_begins(self, head: bytes) -> bool:
        """Half of the magic is right: rather a damaged part than junk."""
        return any(2 * sum(a == b for a, b in zip(head, magic, strict=False)) >= len(magic) for magic in self.magics)


def _skippable_frames() -> tuple[bytes, ...]:
    return tuple(bytes([first]) + b"\x2a\x4d\x18" for first in range(0x50, 0x60))


_KINDS: Mapping[Compression, _Compression] = {
    "gzip": _Compression((b"\x1f\x8b\x08",), state("gzip member"), GzipMember),
    "bzip2": _Compression((b"BZh",), state("bzip2 stream"), lambda file, step: Body(file, BZIP2, step)),
    "xz": _Compression((b"\xfd7zXZ\0",), state("xz stream"), lambda file, step: Body(file, XZ, step)),
    "zstd": _Compression((b"\x28\xb5\x2f\xfd", *_skippable_frames()), state("zstd frame"), Frame),
}


def compression_of(head: bytes) -> Compression:
    """gzip, bzip2, xz, zstd or none, by the first bytes of a file; its name says nothing."""
    for name, kind in _KINDS.items():
        if any(head.startswith(magic) for magic in kind.magics):
            return name
    return "none"


def beginning(file: RawFile, compression: Compression, size: int) -> bytes:
    """The first `size` bytes of the content; fewer if it is shorter, or damaged before that."""
    kind = _KINDS[compression]
    found = b""
    while len(found) < size and (head := file.peek(MAGIC_BYTES)) and kind.begins(head):
        part = kind.read(file, size)
        for block in part:
            found += block
            if len(found) >= size:
                break
        if part.problem is not None:
            break
    return found[:size]


def decode(file: RawFile, compression: Compression, flaws: Flaws, step: int) -> Iterator[bytes]:
    """The content of all parts, in blocks of at most `step` bytes; what is wrong goes to `flaws`.

    A damaged part is given up to the fault; then later parts follow that decode without fault,
    after an empty block: it marks a gap across which no line goes on. A part whose checksum is
    wrong is given whole, and its end can be trusted as little as its content.
    """
    kind = _KINDS[compression]
    longest = max(len(magic) for magic in kind.magics)
    parts = 0
    problem: DecodingProblem | None = None
    while head := file.peek(longest):
        start, lines = file.offset, flaws.whole_lines()
        if parts and not kind.begins(head):
            suspect = kind.nearly_begins(head) or go_to_next(file, kind.magics[0])
            found = _find_part(file, kind, start + 1, step)
            _note_junk(flaws, kind, start, harmless=problem is None and not suspect)
        else:
            if compression == "gzip":
                blocks = Blocks(file, step)
                yield from blocks
                parts += blocks.count
                if blocks.count:
                    problem = None
                    file.skip_zeros()
                    continue
            parts += 1
            part = kind.read(file, step)
            yield from part
            problem = part.problem
            if problem is not None:
                part_name = state("{kind} {number} (from byte {start})", kind=kind.title, number=parts, start=start)
                _note(flaws, problem, part_name, lines)
            if problem is None or problem.kind == "checksum":
                file.skip_zeros()
                continue
            found = _find_part(file, kind, max(start + 1, problem.offset - _LOOK_BACK), step)
        if not found:
            return
        text = state("Reading went on with the {kind} at byte {at}.", kind=kind.title, at=file.offset)
        flaws.add("corrupt", file.offset, text)
        yield b""


def _find_part(file: RawFile, kind: _Compression, offset: int, step: int) -> bool:
    """Go to the next sound part at or after an offset already read; false if there is none.

    Each place that looks like one is decoded first, with the content thrown away: a few bytes
    alone would be found by chance. Needs a file that can be read twice.
    """
    if not file.seekable:
        return False
    for _ in range(_TRIALS):
        file.go_to(offset)
        if not go_to_next(file, kind.magics[0]):
            return False
        offset = file.offset
        trial = kind.read(file, step)
        left = _TRIED
        for block in trial:
            left -= len(block)
            if left < 0:
                break
        if trial.problem is None:
            file.go_to(offset)
            return True
        offset += 1
    return False


def go_to_next(file: RawFile, wanted: bytes) -> bool:
    """Take everything before the next occurrence of `wanted`, or before the end of the file."""
    while len(block := file.peek(_SEARCH)) >= len(wanted):
        found = block.find(wanted)
        if found >= 0:
            file.take_exactly(found)
            return True
        file.take_exactly(len(block) - len(wanted) + 1)
    return False


def _note(flaws: Flaws, problem: DecodingProblem, part: Statement, lines: int) -> None:
    """Note a damaged part that began after `lines` whole lines."""
    last, at = flaws.whole_lines(), problem.offset
    if problem.kind == "truncated":
        text = state("The file ends at byte {at}, inside {part}: what followed is missing.", at=at, part=part)
    elif problem.kind == "checksum":
        text = state("The checksum of {part} does not match.", part=part)
    else:
        text = state("At byte {at}, {part} is damaged ({reason}).", at=at, part=part, reason=problem.reason)
    if last > lines:
        unsure = state("Lines {first} to {last} were read from it but are unconfirmed.", first=lines + 1, last=last)
        text = joined(text, unsure, by=" ")
    if problem.kind == "checksum":
        flaws.add("corrupt", at, text, last_line=lines)
    else:
        flaws.add(problem.kind, at, text)


def _note_junk(flaws: Flaws, kind: _Compression, offset: int, *, harmless: bool) -> None:
    """Note bytes that do not begin a part; harmless if no part can be lost with them."""
    about = {"at": offset, "kind": kind.title}
    if harmless:
        text = state(
            "From byte {at} on, after the last {kind}, bytes follow that are something else: every line before them"
            " was read.",
            **about,
        )
        flaws.add("trailing-junk", offset, text, lost=False)
    else:
        flaws.add("corrupt", offset, state("At byte {at} a {kind} should begin but does not.", **about))
