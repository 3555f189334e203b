"""Any bytes as a log file: every octet is read, or told of; and nothing is raised."""

from __future__ import annotations

import bz2
import gzip
import hashlib
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import zstandard

from forensics.errors import SourceError
from forensics.sources import Chunk, SourceTally, ending, is_archive, open_archive, open_source, sample
from forensics.sources.compression.compression import compression_of
from tests.fuzz.target import Target, file_of, only_told
from tests.support.archive_fixture import METHODS, TARS, tar_of, zip_of
from tests.support.source_fixture import COMPRESS, LOG

__all__ = ["TARGETS"]

_SHORT, _LINE = 1024, 300
_DECODE: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "bzip2": bz2.decompress,
    "xz": lzma.decompress,
    "zstd": lambda data: zstandard.ZstdDecompressor().stream_reader(BytesIO(data), read_across_frames=True).read(),
}
_UNSOUND = (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError, zstandard.ZstdError)


def _read(path: Path, data: bytes, **sizes: int) -> tuple[list[Chunk], SourceTally, bool]:
    with open_source(path, **sizes) as source:
        chunks = list(source)
        framed = source.frame is not None
    tally = source.tally
    assert tally.bytes == len(data), "not every octet was read"
    assert tally.sha256 == hashlib.sha256(data).hexdigest(), "the hash is of other octets"
    numbered = 1
    for chunk in chunks:
        chunk.data.decode()
        assert chunk.first_line >= numbered, "lines were numbered twice"
        numbered = chunk.first_line + chunk.height
        if chunk.framed is None:
            assert len(chunk.data) == len(chunk.raw)
            assert len(chunk.lines) == chunk.height == chunk.data.count(b"\n") + (not chunk.data.endswith(b"\n"))
    assert sum(chunk.height for chunk in chunks) + tally.overlong == tally.lines, "lines do not add up"
    assert sum(chunk.repaired for chunk in chunks) == tally.repaired
    return chunks, tally, framed


def file(data: bytes) -> None:
    """A log as a file, in chunks of two sizes; what another decoder gives is what is read, or damage is told."""
    path = file_of(data, "log")
    try:
        chunks, tally, framed = _read(path, data)
        in_pieces, other, _ = _read(path, data, chunk_bytes=_SHORT, longest=_LINE)
        sample(path, lines=50)
        ending(path)
        if is_archive(path):
            return
    except SourceError as error:
        only_told(error)
        return
    assert (tally.stream_bytes, tally.stream_sha256) == (other.stream_bytes, other.stream_sha256)
    read = b"".join(chunk.raw for chunk in chunks)
    alike = all(one.framed is None for one in chunks) == all(one.framed is None for one in in_pieces)
    if not framed and alike:  # what frames a stream is told by its first block
        assert tally.lines == other.lines, "how it is cut changes the number of lines"
        short = b"".join(chunk.raw for chunk in in_pieces)
        cut = any(chunk.holed or chunk.framed for chunk in (*chunks, *in_pieces))
        assert cut or tally.damage or short == _without_long(read, _LINE), "a line was lost between two pieces"
    _compare(data, read, tally, framed=framed)


def _without_long(data: bytes, longest: int) -> bytes:
    lines = data.split(b"\n")
    ends = [*(line + b"\n" for line in lines[:-1]), lines[-1]]
    return b"".join(line for line in ends if len(line.removesuffix(b"\n")) <= longest)


def _compare(data: bytes, read: bytes, tally: SourceTally, *, framed: bool) -> None:
    """With what another decoder makes of it."""
    compression = compression_of(data[:16])
    if compression == "none":
        assert framed or tally.overlong or tally.damage or read == data, "plain octets were lost"
        return
    try:
        whole = _DECODE[compression](data)
    except _UNSOUND:
        assert tally.damage is not None or compression == "zstd", f"damage of {compression} was not told"
        return
    if compression_of(whole[:16]) == "none" and not framed and not tally.overlong:
        assert read == whole or tally.damage is not None, f"octets of {compression} were lost"


def archive(data: bytes) -> None:
    """A zip or a tar: its members are read as another program reads them, or it is told what was not."""
    path = file_of(data, "archive")
    found: dict[str, bytes] = {}
    told = False
    try:
        if not is_archive(path):
            return
        with open_archive(path, chunk_bytes=4096) as opened:
            for member in opened:
                told |= member.source is None or member.name in found
                if member.source is not None:
                    chunks = list(member.source)
                    tally = member.source.tally
                    found[member.name] = b"".join(chunk.raw for chunk in chunks)
                    told |= bool(tally.damage or tally.overlong or member.source.frame)
                    told |= member.source.compression != "none"
                    assert sum(chunk.height for chunk in chunks) + tally.overlong == tally.lines
            kind = opened.kind
        tally_of_all = opened.tally
    except SourceError as error:
        only_told(error)
        return
    assert tally_of_all.bytes == len(data)
    assert tally_of_all.sha256 == hashlib.sha256(data).hexdigest()
    if kind == "zip" and not told and tally_of_all.damage is None:
        with suppress(*_UNSOUND, zipfile.BadZipFile, NotImplementedError, RuntimeError), zipfile.ZipFile(path) as other:
            for info in other.infolist():
                if not info.is_dir() and info.file_size < 1 << 20:
                    content = other.read(info)
                    assert found.get(info.filename, content) == content, "a member has other octets"
                    assert content in found.values() or not content, "a member was lost without a word"


def _packed() -> Iterator[bytes]:
    lines = LOG[:600]
    yield b""
    yield lines
    yield lines[:-3]
    yield b"\xff\xfe" + lines.decode().encode("utf-16-le")
    yield b"a\x00\x00b\n\r\nc\xff\xc3\xa9\n" + b"x" * 400 + b"\n" + bytes(400) + b"line\n"
    yield from (pack(lines) for pack in COMPRESS.values())
    yield gzip.compress(lines) + gzip.compress(lines)
    yield gzip.compress(gzip.compress(lines))
    yield gzip.compress(lines)[:-9]
    yield bz2.compress(lines) + bz2.compress(b"end\n")
    yield lzma.compress(lines, format=lzma.FORMAT_ALONE)
    yield zstandard.ZstdCompressor().compress(lines) + b"\x50\x2a\x4d\x18\x04\x00\x00\x00abcd"
    yield b'[{"a": 1}, {"a": "x\\ny"},\n {"a": [1, 2]}]'
    yield b'{"Records": [{"eventTime": "2026-06-09T08:00:00Z"}, {"b": {}}]}'
    yield b'time,method,"path"\n2026-06-09T08:00:00Z,GET,"/a\nb"\n"x""y",1,2\n'
    yield b"__REALTIME_TIMESTAMP=1781000000000000\nMESSAGE=GET /a\n\n__CURSOR=s=1\nMESSAGE\n\x05\0\0\0\0\0\0\0hello\n\n"


def _archives() -> Iterator[bytes]:
    members = {"logs/access.log": LOG[:300], "b.gz": gzip.compress(LOG[:200]), "d/": b"", "c.log": b"x\n"}
    yield from (zip_of(members, method) for method in METHODS)
    yield from (tar_of(members, kind) for kind in TARS)
    yield gzip.compress(tar_of(members, "pax"))
    yield zip_of({})


TARGETS = (
    Target(
        "source", file, "octets read and told make all, and nothing is raised", _packed, ("forensics.sources",),
        (b"\x1f\x8b\x08", b"BZh9", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"\r\n", b"\x00" * 16, b"\xef\xbb\xbf",
         b"__CURSOR=", b"MESSAGE\n", b'"Records":[', b"[{", b"}]", b'""'),
        longest=8192, seconds=2.0,
    ),
    Target(
        "archive", archive, "members as another program has them, or told", _archives, ("forensics.sources",),
        (b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x07\x08", b"ustar\x0000",
         b"ustar  \x00", b"././@LongLink", b"27 path=", b"GNU.sparse.map="),
        longest=16384, seconds=2.0,
    ),
)  # fmt: skip
