"""Odd archives: methods that zipfile does not know, bombs, and archives in parts."""

from __future__ import annotations

import bz2
import lzma
import tarfile
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from tests.support.archive_fixture import METHODS, contents, read, reasons, tar_of, tar_with, zip_by_hand, zip_of
from tests.support.source_fixture import COMPRESS, LOG, PLAIN_TOO

# ---- methods of zip -------------------------------------------------------------------------


def _lzma_without_end() -> bytes:
    """An lzma body with more in it than the member has: only its size says where it ends."""
    properties = bytes([3 + 9 * (0 + 5 * 2)]) + (1 << 20).to_bytes(4, "little")
    encoder = lzma.LZMACompressor(lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA1, "dict_size": 1 << 20}])
    return b"\x09\x04\x05\x00" + properties + encoder.compress(LOG + b"more") + encoder.flush()


@pytest.mark.parametrize(
    ("method", "packed"),
    [(12, bz2.compress(LOG)), (14, _lzma_without_end()), (93, zstandard.compress(LOG)), (95, lzma.compress(LOG))],
)
def test_newer_methods_are_read(tmp_path: Path, method: int, packed: bytes) -> None:
    """Also zstd and xz, which zipfile does not know, and lzma without the mark of its end."""
    seen, tally = read(tmp_path, zip_by_hand(packed, LOG, method))
    assert (contents(seen), tally.damage) == ({"log": LOG}, None)
    assert seen[0].damage is None


@pytest.mark.parametrize(
    ("method", "flags", "word"), [(9, 0, "9, Deflate64"), (99, 1, "encrypted"), (8, 1, "encrypted"), (77, 0, "(77)")]
)
def test_other_methods_are_refused(tmp_path: Path, method: int, flags: int, word: str) -> None:
    """With the way out: unpack it."""
    seen, _tally = read(tmp_path, zip_by_hand(LOG, LOG, method, flags=flags))
    reason, lost = reasons(seen)["log"]
    assert word in reason
    assert "unpack" in reason
    assert lost


# ---- bounded --------------------------------------------------------------------------------

_BOMB = {"bomb": b"A" * (40 << 20), "log": LOG}


@pytest.mark.parametrize("pack", [*METHODS, "tar", *COMPRESS])
def test_a_bomb_takes_little_memory(tmp_path: Path, pack: str) -> None:
    """40 MiB without a line end out of a few kB: one overlong line, a few MiB of memory."""
    data = zip_of(_BOMB, pack) if pack in METHODS else PLAIN_TOO.get(pack, bytes)(tar_of(_BOMB))
    tracemalloc.start()
    try:
        before, _peak = tracemalloc.get_traced_memory()
        seen, _tally = read(tmp_path, data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert contents(seen) == {"bomb": b"", "log": LOG}
    assert seen[0].tally is not None
    assert (seen[0].tally.overlong, seen[0].tally.stream_bytes) == (1, 40 << 20)
    assert peak - before < 32 << 20


def test_members_that_share_their_bytes_are_read_once(tmp_path: Path) -> None:
    """As in a bomb of overlapping members, which grows with their square."""
    made = zip_of({"a": LOG, "b": LOG})
    second = made.rindex(b"PK\x01\x02")
    overlapping = made[: second + 42] + bytes(4) + made[second + 46 :]
    seen, tally = read(tmp_path, overlapping)
    assert list(contents(seen).values()) == [LOG]
    assert [(reason, lost) for reason, lost in reasons(seen).values()] == [
        ("It lies inside another member: the archive is forged.", True)
    ]
    assert tally.damage is not None  # and the bytes of the second are named


def test_an_endless_extended_header_is_passed_over(tmp_path: Path) -> None:
    """It is taken into memory, so it may not be of any size."""
    info = tarfile.TarInfo("log")
    info.pax_headers = {"comment": "x" * (3 << 20)}
    seen, tally = read(tmp_path, tar_with([(info, LOG)]))
    assert contents(seen) == {"log": LOG}
    assert tally.damage is not None
    assert "extended header" in tally.damage.text


# ---- in parts -------------------------------------------------------------------------------


def test_parts_of_a_split_zip_are_refused(tmp_path: Path) -> None:
    """The first by its mark, a member of a later one by the number of its part; the way out is to join them."""
    seen, tally = read(tmp_path, b"PK\x07\x08" + zip_of({"log": LOG}))
    assert seen == []
    assert tally.damage is not None
    assert (tally.damage.kind, tally.damage.lost) == ("archive", True)
    assert "join" in tally.damage.text
    later = bytearray(zip_of({"log": LOG}))
    later[later.rindex(b"PK\x01\x02") + 34] = 1
    reason, lost = reasons(read(tmp_path, bytes(later))[0])["log"]
    assert "join" in reason
    assert lost
