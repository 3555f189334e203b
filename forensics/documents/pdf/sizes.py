"""How large a stream of a PDF becomes, before anything unpacks it whole."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from pikepdf import Array, Name

from forensics.documents.limits import BLOCK
from forensics.documents.pdf.objects import FAULTS, Object

__all__ = ["MOST", "is_larger", "too_large"]

#: Bytes that draw a page, at most; PDFium takes twice as many to read them. The largest maps have a third of it.
MOST = 128 << 20
#: Deflate packs no better than this (RFC 1951): what is shorter than its share, packed once, stays below.
_RATIO = 1032


def too_large(streams: Iterable[Object]) -> bool:
    """Whether any of the streams becomes larger than what draws a page."""
    return any(is_larger(each, MOST) for each in streams)


def is_larger(stream: Object, most: int) -> bool:
    """Whether it becomes larger than so many bytes; False as well where it is packed in no way that packs so well, or
    is damaged, which whoever unpacks it tells."""
    try:
        rounds = _rounds(stream)
        raw = bytes(stream.read_raw_bytes()) if rounds else b""
    except FAULTS:
        return False
    if len(raw) * _RATIO**rounds <= most:
        return False
    blocks: Iterable[bytes] = [raw]
    for _ in range(rounds):
        blocks = _inflated(blocks, most)
    try:
        return sum(map(len, blocks)) > most
    except zlib.error:
        return False


def _rounds(stream: Object) -> int:
    """How often it was deflated, one time after the other (ISO 32000-2 section 7.4.1)."""
    filters = stream.get("/Filter", Array())
    names = list(filters) if isinstance(filters, Array) else [filters]
    return next((place for place, name in enumerate(names) if name != Name.FlateDecode), len(names))


def _inflated(blocks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """Until the end, or until there is more than may be."""
    packer, size = zlib.decompressobj(), 0
    for block in blocks:
        rest = block
        while rest and not packer.eof and size <= most:
            found = packer.decompress(rest, BLOCK)
            rest = packer.unconsumed_tail
            size += len(found)
            yield found
