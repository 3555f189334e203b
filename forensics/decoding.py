"""One compressed body after another, decoded in bounded steps; what breaks is placed to the byte."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from isal import igzip_lib, isal_zlib

from forensics.rawfile import RawFile

__all__ = ["BZIP2", "DEFLATE", "XZ", "Body", "Codec", "Problem"]

#: Compressed bytes handed to a decoder at once.
_PIECE = 64 * 1024
#: xz files may ask for 4 GiB to decode; the strongest preset (xz -9) needs 65 MiB.
_XZ_MEMORY = 512 * 1024 * 1024


class _Decoder(Protocol):
    """The interface of `bz2.BZ2Decompressor`, which lzma and isal share."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflate:
    """zlib's raw deflate decoder behind that interface; never reads ahead of what it gives."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self._left = b""
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inflate.eof

    @property
    def unused_data(self) -> bytes:
        return self._inflate.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        block = self._inflate.decompress(self._left + data, max_length)
        self._left = self._inflate.unconsumed_tail
        self.needs_input = not self.eof and len(block) < max_length
        return block


@dataclass(frozen=True, slots=True)
class Codec:
    """How one kind of body is decoded: the fast decoder, and one that stops exactly at a fault."""

    fast: Callable[[], _Decoder]
    exact: Callable[[], _Decoder]
    errors: tuple[type[Exception], ...]


def _isal() -> _Decoder:
    return igzip_lib.IgzipDecompressor(flag=igzip_lib.DECOMP_DEFLATE)


def _xz() -> _Decoder:
    return lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY)


#: isal declares its error as an instance, which it is not.
DEFLATE = Codec(_isal, _Inflate, (isal_zlib.IsalError, zlib.error))  # type: ignore[arg-type]
BZIP2 = Codec(bz2.BZ2Decompressor, bz2.BZ2Decompressor, (OSError,))
XZ = Codec(_xz, _xz, (lzma.LZMAError,))


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a body could not be decoded to its end: truncated or corrupt, or a wrong checksum at its end."""

    kind: str  # truncated | corrupt | checksum
    offset: int
    reason: str = ""


class _Follower:
    """The exact decoder, kept one piece behind: it stands before the piece on which the other failed."""

    def __init__(self, decoder: _Decoder) -> None:
        self.decoder = decoder
        self.made = 0

    def pass_over(self, piece: bytes, step: int) -> None:
        data = piece
        while not self.decoder.eof:
            self.made += len(self.decoder.decompress(data, step))
            data = b""
            if self.decoder.needs_input:
                break

    def one_byte(self, byte: bytes, given: int, step: int) -> Iterator[bytes]:
        """What one more compressed byte gives beyond the `given` bytes, one at a time: then a
        decoder that fails has given all it could."""
        data = byte
        while not self.decoder.eof:
            block = self.decoder.decompress(data, min(step, max(1, given - self.made)))
            data = b""
            self.made += len(block)
            if self.made > given:
                yield block
            if self.decoder.needs_input:
                break


class Body:
    """Iterates over what one body decodes to, in blocks of at most `step` bytes.

    Leaves the file just after the body, or `problem` set. A decoder that fails takes the output
    of its last step with it; so the exact one is then led from the start of the body to the
    fault. Standard input cannot be read again: there the exact decoder runs along from the start.
    """

    def __init__(self, file: RawFile, codec: Codec, step: int) -> None:
        self.problem: Problem | None = None
        self._file = file
        self._codec = codec
        self._step = step
        self._start = file.offset
        self._given = 0
        self._piece = b""
        self._decoder = codec.fast() if file.seekable else codec.exact()
        self._follower = None if file.seekable else _Follower(codec.exact())

    def __iter__(self) -> Iterator[bytes]:
        while self.problem is None and not self._decoder.eof:
            try:
                block = self._decode()
            except self._codec.errors as error:
                for block in self._rescue(str(error)):
                    self._given += len(block)
                    yield block
            else:
                self._given += len(block)
                if block:
                    yield block
        if self.problem is None:
            self._file.put_back(self._decoder.unused_data)

    def _decode(self) -> bytes:
        if not self._decoder.needs_input:
            return self._decoder.decompress(b"", self._step)
        if self._follower is not None:
            self._follower.pass_over(self._piece, self._step)
        self._piece = self._file.take(_PIECE)
        if not self._piece:
            self.problem = Problem("truncated", self._file.offset)
            return b""
        return self._decoder.decompress(self._piece, self._step)

    def _rescue(self, reason: str) -> Iterator[bytes]:
        """What lies before the fault in the piece that broke the decoder."""
        at = self._file.offset - len(self._piece)
        given = self._given
        gathered = bytearray()
        try:
            follower = self._follower or self._replay(at)
            for index in range(len(self._piece)):
                for byte in follower.one_byte(self._piece[index : index + 1], given, self._step):
                    gathered += byte
                    if len(gathered) == self._step:
                        yield bytes(gathered)
                        gathered.clear()
                at += 1
                if follower.decoder.eof:
                    break
        except self._codec.errors as error:
            self.problem = Problem("corrupt", at, str(error))
        else:
            self._go_on(follower, at, reason)
        if gathered:
            yield bytes(gathered)

    def _go_on(self, follower: _Follower, offset: int, reason: str) -> None:
        """The exact decoder read what the fast one could not: leave the rest to it."""
        if self._file.seekable:
            self._file.go_to(offset)
            self._decoder = follower.decoder
        else:
            self.problem = Problem("corrupt", offset, reason)

    def _replay(self, end: int) -> _Follower:
        """A follower led through the file from the start of the body up to `end`."""
        follower = _Follower(self._codec.exact())
        self._file.go_to(self._start)
        while piece := self._file.take(min(_PIECE, end - self._file.offset)):
            follower.pass_over(piece, self._step)
        return follower
