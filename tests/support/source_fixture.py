"""Logs in every compression, and how the tests of sources read them."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import random
from collections.abc import Callable
from pathlib import Path

import zstandard

from forensics.model import Damage
from forensics.sources import SourceTally, open_source
from forensics.sources.chunks import Chunk

LINES = [b"line %04d %016x\n" % (number, random.Random(number).getrandbits(64)) for number in range(60)]
LOG = b"".join(LINES)
#: A log that hardly compresses: 6,000 lines, 115 kB as gzip, several pieces for a decoder.
HEX = b"".join(b"%032x\n" % random.Random(number).getrandbits(128) for number in range(6_000))
COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,
}
#: The same, and no compression at all.
PLAIN_TOO = {"none": bytes, **COMPRESS}


def read(path: Path, *, chunk_bytes: int = 1 << 20) -> tuple[list[Chunk], SourceTally]:
    """All chunks of a source, and its tally."""
    with open_source(path, chunk_bytes=chunk_bytes) as source:
        chunks = list(source)
    assert source.tally.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert source.tally.bytes == path.stat().st_size
    return chunks, source.tally


def read_bytes(folder: Path, data: bytes, *, chunk_bytes: int = 1 << 20) -> tuple[bytes, SourceTally]:
    """The joined lines of a file that holds these bytes."""
    (folder / "log").write_bytes(data)
    chunks, tally = read(folder / "log", chunk_bytes=chunk_bytes)
    return b"".join(chunk.raw for chunk in chunks), tally


def damage_of(tally: SourceTally) -> Damage:
    """The damage, which must be there."""
    assert tally.damage is not None
    return tally.damage
