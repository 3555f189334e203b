"""A gzip member by hand (RFC 1952), so that a wrong checksum at its end costs no line before it."""

from __future__ import annotations

from collections.abc import Iterator

from isal import isal_zlib

from forensics.language.statement import state
from forensics.sources.compression.decoding import DEFLATE, Body, DecodingProblem
from forensics.sources.rawfile import RawFile

__all__ = ["GzipMember"]

_MAGIC_AND_METHOD = b"\x1f\x8b\x08"
_HEADER_CRC, _EXTRA, _NAME, _COMMENT, _RESERVED = 0x02, 0x04, 0x08, 0x10, 0xE0
#: A longer file name or comment in a header is taken for damage.
_LONGEST_TEXT = 64 * 1024


class GzipMember:
    """Iterates over the content of the member that begins here; `problem` is set if it is damaged."""

    def __init__(self, file: RawFile, step: int) -> None:
        self.problem: DecodingProblem | None = None
        self._file = file
        self._step = step

    def __iter__(self) -> Iterator[bytes]:
        start = self._file.offset
        self.problem = _pass_header(self._file)
        if self.problem is not None:
            return
        body = Body(self._file, DEFLATE, self._step)
        checksum = size = 0
        for block in body:
            checksum = isal_zlib.crc32(block, checksum)
            size += len(block)
            yield block
        self.problem = body.problem
        if self.problem is not None:
            return
        trailer = self._file.take_exactly(8)
        expected = checksum.to_bytes(4, "little") + (size % 2**32).to_bytes(4, "little")
        if len(trailer) < len(expected):
            self.problem = DecodingProblem("truncated", self._file.offset)
        elif trailer != expected:
            self.problem = DecodingProblem("checksum", start)


def _pass_header(file: RawFile) -> DecodingProblem | None:
    """Take the header (RFC 1952 2.3); what it says about the file's name and time is not needed."""
    fixed = file.take_exactly(10)
    if len(fixed) < 10:
        return DecodingProblem("truncated", file.offset)
    flags = fixed[3]
    if not fixed.startswith(_MAGIC_AND_METHOD) or flags & _RESERVED:
        return DecodingProblem("corrupt", file.offset - len(fixed), state("not a gzip header"))
    if flags & _EXTRA:
        file.take_exactly(int.from_bytes(file.take_exactly(2), "little"))
    for text in (_NAME, _COMMENT):
        if flags & text and not _pass_text(file):
            return DecodingProblem("corrupt", file.offset, state("a name in the header does not end"))
    if flags & _HEADER_CRC:
        file.take_exactly(2)
    return None


def _pass_text(file: RawFile) -> bool:
    """Take a text up to its NUL; false, and nothing taken, if there is none within reach."""
    size = 256
    while (end := file.peek(size).find(b"\0")) < 0:
        if size >= _LONGEST_TEXT:
            return False
        size *= 2
    file.take_exactly(end + 1)
    return True
