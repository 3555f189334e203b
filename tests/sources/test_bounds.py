"""What a file may grow to when it is decompressed, and how much of it is a sample."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
from zstandard import ZstdCompressor

from forensics.sources import open_source, spread
from forensics.sources.compression import expansion

_MB = 1 << 20


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, ZstdCompressor(write_content_size=False).compress])
def test_what_grows_as_no_log_does_is_not_read_on(
    pack: Callable[[bytes], bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read until then is counted, and the damage says where and why; the file is hashed as a whole."""
    monkeypatch.setattr(expansion, "MOST_EXPANDED", 2 * _MB)
    path = tmp_path / "access.log"
    path.write_bytes(pack(b"\n" * (64 * _MB)))
    assert path.stat().st_size < 32_000
    with open_source(path) as opened:
        lines = sum(chunk.height for chunk in opened)
    told = opened.tally.damage
    assert told is not None
    assert "2000 times as large" in str(told.text) or "2,000 times as large" in str(told.text)
    assert opened.tally.bytes == path.stat().st_size
    assert 2 * _MB - (1 << 20) <= lines == opened.tally.lines < 64 * _MB


def test_what_a_log_can_shrink_to_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Gzip shrinks nothing to less than a thousandth; and any file may grow up to a size."""
    path = tmp_path / "access.log"
    path.write_bytes(gzip.compress(b"\n" * (8 * _MB)))
    monkeypatch.setattr(expansion, "MOST_EXPANDED", _MB)
    with open_source(path) as opened:
        assert sum(chunk.height for chunk in opened) == 8 * _MB
    assert opened.tally.damage is None


def test_a_sample_of_empty_lines_is_of_a_million() -> None:
    """However many there are in so many octets."""
    assert len(spread(b"\n" * (2 * _MB), lines=2 * _MB)) == 1_000_000
