"""Damaged sources: nothing raises, every line before the damage is read, and the damage is placed."""

from __future__ import annotations

import gzip
import io
import random
import sys
import zlib
from pathlib import Path
from types import SimpleNamespace

import pytest

from forensics.sources import open_source
from tests.support.source_fixture import COMPRESS, HEX, LINES, LOG, damage_of, read, read_bytes


def byte_by_byte(data: bytes) -> bytes:
    """All that zlib can decode before it fails."""
    decoder, decoded = zlib.decompressobj(31), bytearray()
    try:
        for byte in data:
            decoded += decoder.decompress(bytes([byte]))
    except zlib.error:
        return bytes(decoded)
    raise AssertionError("zlib finds nothing wrong")


# ---- truncated ------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_a_file_cut_anywhere_gives_a_prefix_of_its_lines(tmp_path: Path, compression: str) -> None:
    """At every length: a prefix comes out, its whole lines are counted, the end is the damage.

    A cut between two parts cannot be seen: the file is then whole.
    """
    first, second = COMPRESS[compression](LOG[:700]), COMPRESS[compression](LOG[700:])
    for length in range(6, len(first + second)):
        lines, tally = read_bytes(tmp_path, (first + second)[:length])
        assert LOG.startswith(lines)
        if length == len(first):
            assert (lines, tally.damage) == (LOG[:700], None)
        else:
            damage = damage_of(tally)
            assert (damage.kind, damage.offset, damage.lost) == ("truncated", length, True)
            assert damage.last_line == lines.count(b"\n")


def test_a_cut_gzip_gives_all_that_zlib_can_decode(tmp_path: Path) -> None:
    """An unfinished last line may name the file: it is given too, to the last byte."""
    whole = gzip.compress(HEX)
    for length in range(20, 4000, 41):
        lines, _tally = read_bytes(tmp_path, whole[:length])
        assert lines == zlib.decompressobj(31).decompress(whole[:length])


# ---- flipped --------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_a_flipped_byte_never_passes_unseen(tmp_path: Path, compression: str) -> None:
    """Wherever it lies: either every line is as it was, or the damage says that lines are lost."""
    whole = COMPRESS[compression](LOG[:700]) + COMPRESS[compression](LOG[700:])
    for place in range(6, len(whole)):
        flipped = bytearray(whole)
        flipped[place] ^= 0x10
        lines, tally = read_bytes(tmp_path, bytes(flipped), chunk_bytes=100)
        assert lines == LOG or damage_of(tally).lost
        assert tally.damage is None or 0 <= tally.damage.last_line <= tally.lines


@pytest.mark.parametrize("seed", range(8))
def test_damaged_gzip_data_gives_all_that_zlib_can_decode(tmp_path: Path, seed: int) -> None:
    """Just behind the first 64 KiB, where the fast decoder gets its next piece and holds bytes back."""
    whole = bytearray(gzip.compress(HEX))
    whole[65_536:65_700] = random.Random(seed).randbytes(164)
    lines, tally = read_bytes(tmp_path, bytes(whole))
    assert lines == byte_by_byte(bytes(whole))
    assert damage_of(tally).kind == "corrupt"


def test_damage_in_gzip_data_is_placed_to_the_byte(tmp_path: Path) -> None:
    """The decoder fails far into a step; all that lies before is kept, also an unfinished line."""
    log = HEX * 3 + b"cut"
    member = zlib.compressobj(wbits=31)
    sound = member.compress(log) + member.flush(zlib.Z_FULL_FLUSH)
    no_such_block = b"\x07"  # block type 3 (RFC 1951 3.2.3)
    lines, tally = read_bytes(tmp_path, sound + no_such_block + bytes(range(256)) * 400)
    assert lines == log
    damage = damage_of(tally)
    assert (damage.kind, damage.offset, damage.last_line) == ("corrupt", len(sound), 18_000)


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_standard_input_keeps_the_same_lines_as_a_file(
    tmp_path: Path, compression: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe cannot be read again, yet loses nothing before the damage."""
    whole = bytearray(COMPRESS[compression](HEX))
    whole[len(whole) // 2] ^= 0x55
    from_file, tally = read_bytes(tmp_path, bytes(whole), chunk_bytes=5_000)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(bytes(whole))))
    with open_source(Path("-"), chunk_bytes=5_000) as source:
        from_pipe = b"".join(chunk.raw for chunk in source)
    assert from_pipe == from_file
    assert source.tally == tally


def test_a_wrong_checksum_keeps_every_line_and_names_those_it_leaves_unconfirmed(tmp_path: Path) -> None:
    """The second of three members: its lines are doubtful, all others are sound."""
    first, second, third = (gzip.compress(b"".join(LINES[start : start + 20])) for start in (0, 20, 40))
    wrong = second[:-8] + bytes([second[-8] ^ 1]) + second[-7:]
    lines, tally = read_bytes(tmp_path, first + wrong + third)
    assert lines == LOG
    damage = damage_of(tally)
    assert (damage.kind, damage.offset, damage.last_line, damage.lost) == ("corrupt", len(first), 20, True)
    assert "gzip member 2" in damage.text
    assert "Lines 21 to 40" in damage.text


@pytest.mark.parametrize("header", [b"\x1f\x8b\x08\xe0" + b"\0" * 6, b"\x1f\x8b\x08\x08" + b"\1" * 100_000])
def test_a_damaged_gzip_header_is_damage(tmp_path: Path, header: bytes) -> None:
    """Flags that do not exist; a file name without an end."""
    lines, tally = read_bytes(tmp_path, gzip.compress(LOG) + header)
    assert lines == LOG
    assert (damage_of(tally).kind, damage_of(tally).last_line) == ("corrupt", len(LINES))


def test_a_skippable_zstd_frame_is_no_log_and_no_damage(tmp_path: Path) -> None:
    """Such as pzstd writes before each frame; cut short, it is damage like any other."""
    skippable = b"\x5a\x2a\x4d\x18" + (300_000).to_bytes(4, "little") + b"x" * 300_000
    lines, tally = read_bytes(tmp_path, skippable + COMPRESS["zstd"](LOG) + skippable)
    assert (lines, tally.damage) == (LOG, None)
    assert damage_of(read_bytes(tmp_path, skippable[:-1])[1]).kind == "truncated"


def test_a_zstd_block_that_is_too_large_is_not_waited_for(tmp_path: Path) -> None:
    """A block holds 128 KiB at most; a larger size is damage."""
    _lines, tally = read_bytes(tmp_path, b"\x28\xb5\x2f\xfd\x04\x58" + b"\xf8\xff\xff" + b"x" * 500_000)
    assert (damage_of(tally).kind, damage_of(tally).offset) == ("corrupt", 6)


# ---- salvaged -------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", list(COMPRESS))
def test_members_after_a_destroyed_one_are_read(tmp_path: Path, compression: str) -> None:
    """What lies before and after is kept; the lines at the gap do not grow together."""
    parts = [COMPRESS[compression](b"".join(LINES[start : start + 20]) + b"cut") for start in (0, 20, 40)]
    destroyed = parts[1][:10] + b"\xff" * (len(parts[1]) - 10)
    (tmp_path / "log").write_bytes(parts[0] + destroyed + parts[2])
    chunks, tally = read(tmp_path / "log")
    assert chunks[0].raw.startswith(b"".join(LINES[:20]) + b"cut")
    assert chunks[-1].raw == b"".join(LINES[40:]) + b"cut"
    assert chunks[-1].first_line == tally.lines - 20
    assert chunks[-1].offset == tally.stream_bytes - len(chunks[-1].raw)
    assert damage_of(tally).lost
    assert f"Reading went on with the {compression}" in damage_of(tally).text


def test_a_member_cut_short_and_another_appended(tmp_path: Path) -> None:
    """A rotation that was killed, and the next one: both logs are read."""
    first, second = gzip.compress(b"".join(LINES[:30])), gzip.compress(b"".join(LINES[30:]))
    lines, tally = read_bytes(tmp_path, first[:-200] + second)
    assert lines.startswith(zlib.decompressobj(31).decompress(first[:-200]))
    assert lines.endswith(b"".join(LINES[30:]))
    assert damage_of(tally).lost


def test_a_false_member_is_not_read(tmp_path: Path) -> None:
    """It must decode and its checksum must hold; yet it may be one that is lost, so it is no mere junk."""
    lines, tally = read_bytes(tmp_path, gzip.compress(LOG) + b"junk \x1f\x8b\x08\0 more junk")
    assert lines == LOG
    assert (damage_of(tally).kind, damage_of(tally).lost) == ("corrupt", True)
