"""Odd sources: padding, junk, bombs, other kinds of file, files that change, and a decoder that gives up."""

from __future__ import annotations

import gzip
import io
import random
import sys
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from forensics.sources import open_source
from forensics.sources.compression import decoding
from forensics.sources.compression.decoding import Body, Codec
from forensics.sources.rawfile import RawFile
from tests.support.source_fixture import COMPRESS, HEX, LINES, LOG, damage_of, read, read_bytes

# ---- padding and junk -----------------------------------------------------------------------


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_zeros_between_and_after_the_parts_are_no_damage(tmp_path: Path, compression: str) -> None:
    """Tapes and block devices pad with them."""
    parts = [COMPRESS[compression](LOG[:700]), COMPRESS[compression](LOG[700:])]
    lines, tally = read_bytes(tmp_path, (b"\0" * 512).join(parts) + b"\0" * 100_000)
    assert lines == LOG
    assert tally.damage is None


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_junk_after_the_last_part_is_told_and_loses_nothing(tmp_path: Path, compression: str) -> None:
    """All data is kept; the damage says from which byte on there is something else."""
    whole = COMPRESS[compression](LOG)
    lines, tally = read_bytes(tmp_path, whole + b"\0\0signature")
    assert lines == LOG
    damage = damage_of(tally)
    assert (damage.kind, damage.offset, damage.last_line) == ("trailing-junk", len(whole) + 2, len(LINES))
    assert not damage.lost


def test_many_flaws_are_told_in_a_few_sentences(tmp_path: Path) -> None:
    """A file with a thousand bad checksums has one damage: the first, and a number for the rest."""
    member = gzip.compress(b"line\n")
    lines, tally = read_bytes(tmp_path, (member[:-1] + b"\1") * 1000)
    assert lines == b"line\n" * 1000
    assert damage_of(tally).offset == 0
    assert "995 more flaws follow" in damage_of(tally).text


# ---- bounded --------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_a_decompression_bomb_takes_little_memory(tmp_path: Path, compression: str) -> None:
    """64 MiB without a line end out of a few kB: one overlong line, a few MiB of memory."""
    (tmp_path / "log").write_bytes(COMPRESS[compression](b"A" * (64 << 20)))
    tracemalloc.start()
    try:
        chunks, tally = read(tmp_path / "log")
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert chunks == []
    assert (tally.lines, tally.overlong, tally.stream_bytes) == (1, 1, 64 << 20)
    assert peak < 32 << 20


# ---- not a log at all -----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_as_it_lies(tmp_path: Path, encoding: str) -> None:
    """With or without a byte order mark: the lines are text, the bytes those of the file."""
    data = LOG.decode().encode(encoding)
    lines, tally = read_bytes(tmp_path, data)
    assert (lines, tally.damage, tally.lines) == (data, None, LOG.count(b"\n"))


def test_zeros_and_a_utf8_mark_are_not_utf16(tmp_path: Path) -> None:
    """A hole in a file, and a byte order mark that stays where it is."""
    assert read_bytes(tmp_path, b"\0" * 5000)[1].damage is None
    lines, tally = read_bytes(tmp_path, b"\xef\xbb\xbf" + LOG)
    assert (lines[:3], tally.damage, tally.repaired) == (b"\xef\xbb\xbf", None, 0)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"7z\xbc\xaf\x27\x1c", b"\x1f\x9d", b"\0" * 257 + b"ustar"])
def test_an_archive_is_named(tmp_path: Path, start: bytes) -> None:
    """Its bytes are no lines; the text says to unpack it."""
    _lines, tally = read_bytes(tmp_path, start + LOG)
    assert (damage_of(tally).kind, damage_of(tally).lost) == ("archive", True)


# ---- while it is read -----------------------------------------------------------------------


def test_a_file_that_grows_while_it_is_read_is_told(tmp_path: Path) -> None:
    """The count then holds for no state of the file: read a copy."""
    path = tmp_path / "log"
    path.write_bytes(LOG)
    with open_source(path, chunk_bytes=100) as source:
        chunks = iter(source)
        next(chunks)
        with path.open("ab") as file:
            file.write(b"one more\n")
        rest = list(chunks)
    assert rest[-1].raw.endswith(b"one more\n")
    assert (damage_of(source.tally).kind, damage_of(source.tally).lost) == ("changed", True)


class _Failing(io.BytesIO):
    """A file on a disk with a bad sector in its second half."""

    def read(self, size: int | None = -1, /) -> bytes:
        """Read, or fail."""
        if self.tell() > len(self.getvalue()) // 2:
            raise OSError(5, "Input/output error")
        return super().read(size)


@pytest.mark.parametrize("compression", ["none", "gzip"])
def test_a_read_error_ends_the_source_there(monkeypatch: pytest.MonkeyPatch, compression: str) -> None:
    """What was read stays, and the rest is told to be unreadable."""
    data = HEX if compression == "none" else gzip.compress(HEX)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=_Failing(data)))
    with open_source(Path("-"), chunk_bytes=1000) as source:
        lines = b"".join(chunk.raw for chunk in source)
    assert HEX.startswith(lines)
    assert len(lines) > len(HEX) // 2
    damage = damage_of(source.tally)
    assert (damage.offset, damage.lost) == (source.tally.bytes, True)
    assert "Input/output error" in damage.text


# ---- two decoders ---------------------------------------------------------------------------


class _Refusing(decoding._Inflate):
    """A decoder that fails on its third piece, whatever it holds."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces = 0

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Decode, or refuse."""
        self._pieces += bool(data)
        if self._pieces == 3:
            raise zlib.error("refused")
        return super().decompress(data, max_length)


def test_what_only_the_fast_decoder_refuses_is_read_by_the_exact_one(tmp_path: Path) -> None:
    """A fault of a library is not damage of the evidence."""
    log = random.Random(1).randbytes(300_000)
    deflated = zlib.compressobj(wbits=-15)
    (tmp_path / "log").write_bytes(deflated.compress(log) + deflated.flush() + b"next")
    with (tmp_path / "log").open("rb", buffering=0) as file:
        raw = RawFile(file, seekable=True)
        body = Body(raw, Codec(_Refusing, decoding._Inflate, (zlib.error,)), 10_000)
        assert b"".join(_bounded(body, 10_000)) == log
        assert body.problem is None
        assert raw.take(100) == b"next"
        raw.digest.close()


def _bounded(blocks: Body, step: int) -> Iterator[bytes]:
    for block in blocks:
        assert len(block) <= step
        yield block
