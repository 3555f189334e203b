"""One compressed body after another, decoded in bounded steps; what breaks is placed to the byte."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from isal import igzip_lib, isal_zlib

from forensics.sources.rawfile import RawFile

__all__ = ["BZIP2", "DEFLATE", "XZ", "Body", "Codec", "DecodingProblem"]

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
class DecodingProblem:
    """Why a body could not be decoded to its end: truncated or corrupt, or a wrong checksum at its end."""

    kind: Literal["truncated", "corrupt", "checksum"]
    offset: int
    reason: str = ""


class _HeldBackError(Exception):
    """The file ends inside the body; the fast decoder may hold back some bytes that it could give."""


class _Follower:
    """The exact decoder, led along behind the other up to the fault on which that one stopped."""

    def __init__(self, decoder: _Decoder) -> None:
        self.decoder = decoder
        self._made = 0

    def follow(self, data: bytes, given: int, step: int) -> Iterator[bytes]:
        """What more compressed bytes give beyond the `given` bytes, one at a time: a decoder that
        fails then takes nothing with it."""
        while not self.decoder.eof:
            block = self.decoder.decompress(data, min(step, max(1, given - self._made)))
            data = b""
            self._made += len(block)
            if self._made > given:
                yield block
            if self.decoder.needs_input:
                break


class Body:
    """Iterates over what one body decodes to, in blocks of at most `step` bytes.

    Leaves the file just after the body, or `problem` set. A decoder that fails takes the output
    of its last step with it, and the fast one reads ahead of what it gives; so the exact one is
    then led from the start of the body to the fault. Standard input cannot be read again: there
    the exact decoder does the work, and a second one follows a piece behind.
    """

    def __init__(self, file: RawFile, codec: Codec, step: int) -> None:
        self.problem: DecodingProblem | None = None
        self._file = file
        self._codec = codec
        self._failures: tuple[type[Exception], ...] = (*codec.errors, _HeldBackError)
        self._step = step
        self._start = file.offset
        self._given = 0
        self._piece = b""
        self._exact = codec.fast is codec.exact or not file.seekable
        self._decoder = codec.exact() if self._exact else codec.fast()
        self._follower = None if file.seekable else _Follower(codec.exact())

    def __iter__(self) -> Iterator[bytes]:
        while self.problem is None and not self._decoder.eof:
            try:
                block = self._decode()
            except self._failures as error:
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
            deque(self._follower.follow(self._piece, self._given, self._step), maxlen=0)
        self._piece = self._file.take(_PIECE)
        if not self._piece:
            if not self._exact:
                raise _HeldBackError
            self.problem = DecodingProblem("truncated", self._file.offset)
            return b""
        return self._decoder.decompress(self._piece, self._step)

    def _rescue(self, reason: str) -> Iterator[bytes]:
        """What lies before the fault and was not given."""
        follower = self._follower or _Follower(self._codec.exact())
        given, gathered = self._given, bytearray()
        at = self._start if self._follower is None else self._file.offset - len(self._piece)
        try:
            for data in self._up_to_fault():
                for byte in follower.follow(data, given, self._step):
                    gathered += byte
                    if len(gathered) == self._step:
                        yield bytes(gathered)
                        gathered.clear()
                at += len(data)
                if follower.decoder.eof:
                    break
        except self._codec.errors as error:
            self.problem = DecodingProblem("corrupt", at, str(error))
        else:
            self._go_on(follower, at, reason)
        if gathered:
            yield bytes(gathered)

    def _up_to_fault(self) -> Iterator[bytes]:
        """The compressed bytes that the follower has not seen: those of the last piece singly."""
        last = self._piece
        if self._follower is None:
            end = self._file.offset - len(last)
            self._file.go_to(self._start)
            while piece := self._file.take(min(_PIECE, end - self._file.offset)):
                yield piece
        for index in range(len(last)):
            yield last[index : index + 1]

    def _go_on(self, follower: _Follower, offset: int, reason: str) -> None:
        """The exact decoder read what the fast one could not: leave the rest to it."""
        if self._file.seekable:
            self._file.go_to(offset)
            self._decoder, self._exact = follower.decoder, True
        else:
            self.problem = DecodingProblem("corrupt", offset, reason)
