"""One log, iterated over once: decompressed, hashed, cut into chunks, its damage told in the tally."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

from forensics.language.statement import Statement
from forensics.model import Damage
from forensics.sources.chunks import START, Beginning, Chunk, Cutter
from forensics.sources.compression.compression import MAGIC_BYTES, compression_of, decode
from forensics.sources.compression.expansion import Expansion
from forensics.sources.compression.nested import unpacked
from forensics.sources.damage import Flaws, misfit
from forensics.sources.frames.frame import Framer
from forensics.sources.frames.framing import HEAD_BYTES, frame_of
from forensics.sources.overlong import Names, Overlong, no_names
from forensics.sources.rawfile import Digest, RawFile

__all__ = ["STEP", "Source", "SourceTally"]

#: Bytes decoded, hashed and cut at once.
STEP = 1024 * 1024
#: Bytes of a pipe that are waited for.
_PIPED = 64 * 1024


@dataclass(frozen=True, slots=True)
class SourceTally:
    """What one pass over a source has counted from where it began. Uncompressed, stream and file are the same."""

    bytes: int  # of the file as it lies, up to where it was read
    sha256: str
    stream_bytes: int  # decompressed
    stream_sha256: str
    lines: int  # with overlong lines and an unfinished last one
    repaired: int  # lines in which bytes were replaced
    overlong: int  # lines over LONGEST_LINE, left out of the chunks
    overlong_lines: tuple[Overlong, ...]
    damage: Damage | None


class Source:
    """One log, to be iterated over once; `tally` holds the counts after that.

    `compression` is gzip, bzip2, xz, zstd or none; `size` is that of the file as it lies, None
    for standard input; `position` tells how much of it has been read. The file may be a member of
    an archive, as it lies there.
    """

    def __init__(  # noqa: PLR0913 - what it is, and how it is cut
        self,
        raw: RawFile,
        judge: Callable[[RawFile, Flaws], None],
        *,
        size: int | None,
        chunk_bytes: int,
        longest: int,
        tables: bool = True,
        begin: Beginning = START,
        expansion: Expansion | None = None,
    ) -> None:
        """`judge` notes what was wrong with the file once its end was reached; for `tables` see `frame_of`. The digests
        are those of the whole where it is read from its start. `expansion` is that of the archive it is in."""
        self.size = size
        self._tables = tables
        self._longest = longest
        self._raw = raw
        self._judge = judge
        self._begin = begin
        self._expansion = expansion or Expansion(raw)
        self._names: Names = no_names
        self._ahead: list[bytes] = []  # blocks that tell the frame and are not cut yet
        self._flaws = Flaws(self._whole_lines)
        self._step = min(STEP, chunk_bytes, longest)
        self._chunk_bytes = chunk_bytes
        self._cutter: Cutter | Framer = Cutter(chunk_bytes, longest, begin)
        self.compression = compression_of(raw.peek(MAGIC_BYTES))
        self._digest = raw.digest if self.compression == "none" else Digest()
        self._chunks = self._read()
        self._tally: SourceTally | None = None

    @property
    def position(self) -> int:
        """Bytes of the file as it lies that have been read so far."""
        return self._raw.position

    @property
    def frame(self) -> Statement | None:
        """What the records are that the lines are made of; None for lines as they stand. Known once the first chunk
        was taken."""
        return self._cutter.title if isinstance(self._cutter, Framer) else None

    @property
    def tally(self) -> SourceTally:
        """The counts; only once all chunks were taken."""
        if self._tally is None:
            raise RuntimeError("a source has no tally before its last chunk was taken")
        return self._tally

    def __iter__(self) -> Iterator[Chunk]:
        return self._chunks

    def seek_names(self, names: Names) -> None:
        """What lines too long to be read are sought through for; before the first chunk is taken."""
        self._names = names

    def head(self, size: int) -> bytes:
        """The first lines of the stream, about `size` bytes: to be asked for instead of iterating."""
        blocks: list[bytes] = []
        for block in self._framed():
            blocks.append(block)
            size -= len(block)
            if size <= 0:
                break
        if isinstance(self._cutter, Framer):
            return b"".join(
                chunk.data for part in (*map(self._cutter.take, blocks), self._cutter.end()) for chunk in part
            )
        head = b"".join(blocks)
        return head if size > 0 else head[: head.rfind(b"\n") + 1]

    def passage(self, start: int, end: int) -> bytes:
        """The bytes of the stream from one offset to another, fewer where it ends before: to be asked for instead of
        iterating."""
        if self.compression == "none" and self._raw.seekable:
            self._raw.go_to(start)
            return self._raw.take_exactly(end - start)
        found, offset = b"", 0
        for block in self._blocks():
            found += block[max(start - offset, 0) : max(end - offset, 0)]
            offset += len(block)
            if offset >= end:
                break
        return found

    def close(self) -> None:
        """End the hashing threads."""
        self._chunks.close()
        self._raw.digest.close()
        self._digest.close()

    def _read(self) -> Generator[Chunk, None, None]:
        for block in self._framed():
            if block:
                self._judge_start(block)
                if self._digest is not self._raw.digest:
                    self._digest.update(block)
                yield from self._cutter.take(block)
            else:
                yield from self._cutter.end()
        self._raw.finish(STEP)
        self._judge(self._raw, self._flaws)
        yield from self._cutter.end()
        self._tally = self._count()

    def _framed(self) -> Iterator[bytes]:
        """The blocks, once the first of them have told what cuts them into lines: a file packed in parts may begin with
        a small one. Of one that is not packed the first block is enough; through a pipe it comes in small pieces."""
        if self.size is None and self.compression == "none":
            self._raw.peek(_PIPED)
        blocks = self._blocks()
        size = 0
        for block in blocks:
            self._ahead.append(block)
            size += len(block)
            if self.compression == "none" or not block or size >= HEAD_BYTES:
                break
        self._cutter = self._cutter_of(b"".join(self._ahead))
        self._cutter.names = self._names
        first, self._ahead = self._ahead, []
        yield from first
        yield from blocks

    def _cutter_of(self, first: bytes) -> Cutter | Framer:
        """What cuts a stream into lines that begins so."""
        if not self._begin.offset and (found := frame_of(first[:HEAD_BYTES], tables=self._tables)):
            return Framer(*found, chunk_bytes=self._chunk_bytes, longest=self._longest)
        return Cutter(self._chunk_bytes, self._longest, self._begin)

    def _whole_lines(self) -> int:
        """Lines whose end was seen, by which damage is placed."""
        if not self._ahead:
            return self._cutter.whole_lines
        first = b"".join(self._ahead)
        cutter = self._cutter_of(first)
        deque(cutter.take(first), maxlen=0)
        return cutter.whole_lines

    def _blocks(self) -> Iterator[bytes]:
        """The decompressed stream in blocks; an empty one marks a gap."""
        if self.compression != "none":
            blocks = unpacked(decode(self._raw, self.compression, self._flaws, self._step), self._flaws, self._step)
            yield from _behind(self._expansion.bounded(blocks, self._stopped), self._begin.offset)
        else:
            if self._begin.offset:
                self._raw.go_to(self._begin.offset)
            while block := self._raw.take_lines(self._chunk_bytes, self._step):
                yield block

    def _stopped(self, text: Statement) -> None:
        self._flaws.add("truncated", self._raw.position, text)

    def _judge_start(self, block: bytes) -> None:
        if self._cutter.stream_bytes == 0 and (found := misfit(block)):
            self._flaws.add(found[0], 0, found[1])

    def _count(self) -> SourceTally:
        cutter = self._cutter
        return SourceTally(
            bytes=self._raw.position,
            sha256=self._raw.digest.hexdigest(),
            stream_bytes=cutter.stream_bytes - self._begin.offset,
            stream_sha256=self._digest.hexdigest(),
            lines=cutter.whole_lines - self._begin.lines,
            repaired=cutter.repaired,
            overlong=cutter.overlong,
            overlong_lines=tuple(cutter.overlong_lines),
            damage=self._flaws.summary(),
        )


def _behind(blocks: Iterator[bytes], passed: int) -> Iterator[bytes]:
    """What follows so many bytes; an empty block marks a gap, wherever it lies."""
    for block in blocks:
        if not block or len(block) > passed:
            yield block[passed:]
        passed = max(passed - len(block), 0)
