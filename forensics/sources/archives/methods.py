"""The compression methods of zip (APPNOTE.TXT 4.4.5): a member's body, decoded in bounded steps."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator

from forensics.language.statement import state
from forensics.sources.compression.compression import StreamPart
from forensics.sources.compression.decoding import BZIP2, DEFLATE, XZ, Body, Codec, DecodingProblem
from forensics.sources.compression.zstd import Frame
from forensics.sources.rawfile import RawFile

__all__ = ["STORED", "body_of", "refusal_of"]

STORED = 0
_UNREAD = {1: "Shrink", 6: "Implode", 9: "Deflate64", 98: "PPMd", 99: "AES encryption"}
#: lzma may ask for 4 GiB to decode; 7-Zip's strongest preset for zip asks for 64 MiB.
_LZMA_MEMORY = 64 * 1024 * 1024
#: A version, the size of the properties, and the five bytes of them.
_LZMA_HEAD = 9
_EVERY_BYTE = 2**64


class _LzmaDecoder:
    """lzma's decoder, which ends where the content is complete: a mark of the end is optional."""

    def __init__(self, properties: bytes, size: int) -> None:
        rest, lc = divmod(properties[0], 9)
        pb, lp = divmod(rest, 5)
        dictionary = max(int.from_bytes(properties[1:], "little"), 4096)
        filters = [{"id": lzma.FILTER_LZMA1, "dict_size": dictionary, "lc": lc, "lp": lp, "pb": pb}]
        self._decoder = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
        self._left = size

    @property
    def eof(self) -> bool:
        return self._decoder.eof or not self._left

    @property
    def needs_input(self) -> bool:
        return self._decoder.needs_input

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        block = self._decoder.decompress(data, min(max_length, self._left))
        self._left -= len(block)
        return block


class _Lzma:
    """Iterates over the content of an lzma body of zip (APPNOTE.TXT 5.8.8)."""

    def __init__(self, file: RawFile, step: int, size: int | None) -> None:
        self.problem: DecodingProblem | None = None
        self._file = file
        self._step = step
        self._size = _EVERY_BYTE if size is None else size

    def __iter__(self) -> Iterator[bytes]:
        head = self._file.take_exactly(_LZMA_HEAD)
        properties = head[4:]
        if len(head) < _LZMA_HEAD:
            self.problem = DecodingProblem("truncated", self._file.offset)
            return
        if int.from_bytes(properties[1:], "little") > _LZMA_MEMORY:
            reason = state("more than 64 MiB of memory would be needed")
            self.problem = DecodingProblem("corrupt", self._file.offset, reason)
            return

        def decoder() -> _LzmaDecoder:
            return _LzmaDecoder(properties, self._size)

        try:
            body = Body(self._file, Codec(decoder, decoder, (lzma.LZMAError,)), self._step)
        except lzma.LZMAError as error:
            self.problem = DecodingProblem("corrupt", self._file.offset, str(error))
            return
        yield from body
        self.problem = body.problem


_READ: dict[int, Callable[[RawFile, int, int | None], StreamPart]] = {
    8: lambda file, step, _size: Body(file, DEFLATE, step),
    12: lambda file, step, _size: Body(file, BZIP2, step),
    14: _Lzma,
    93: lambda file, step, _size: Frame(file, step),
    95: lambda file, step, _size: Body(file, XZ, step),
}


def refusal_of(method: int) -> str:
    """Why a method is not read, in words; "" for one that is."""
    if method == STORED or method in _READ:
        return ""
    title = f"{method}, {_UNREAD[method]}" if method in _UNREAD else str(method)
    return state(
        "It is packed by a method ({method}) that is not read: unpack the archive and name the log itself.",
        method=title,
    )


def body_of(method: int, file: RawFile, step: int, size: int | None) -> StreamPart:
    """The body that begins here, of a method that is read and not stored; `size` of its content if known."""
    return _READ[method](file, step, size)
