"""Members whose borders are known are decoded side by side, and give what they give one after the other."""

from __future__ import annotations

import gzip
import random
import zlib
from pathlib import Path

import pytest

from forensics.sources import SourceTally, open_source
from forensics.sources.compression import compression

LINE = b'192.0.2.1 - - [01/Jun/2026:00:00:07 +0200] "GET /%d HTTP/1.1" 200 5 "-" "curl/8.5"\n'
LINES = b"".join(LINE % number for number in range(6000))


def _member(data: bytes) -> bytes:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    body = packer.compress(data) + packer.flush()
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0" + (len(body) + 25).to_bytes(2, "little")
    return head + body + zlib.crc32(data).to_bytes(4, "little") + len(data).to_bytes(4, "little")


WHOLE = [*(_member(LINES[at : at + 9_000]) for at in range(0, len(LINES), 9_000)), _member(b"")]


def _changed(at: int, octet: int) -> bytes:
    data = bytearray(b"".join(WHOLE))
    data[at] ^= octet
    return bytes(data)


FILES = {
    "whole": b"".join(WHOLE),
    "one": WHOLE[0],
    "padded": b"".join(WHOLE) + bytes(1000),
    "cut": b"".join(WHOLE)[:-2000],
    "cut in a header": b"".join(WHOLE[:5]) + WHOLE[5][:10],
    "junk behind": b"".join(WHOLE) + b"some words",
    "an ordinary member behind": b"".join(WHOLE) + gzip.compress(LINES[:5000]),
    "an ordinary member between": b"".join(WHOLE[:7]) + gzip.compress(LINES[:5000]) + b"".join(WHOLE[7:]),
    "a member is missing its end": b"".join(WHOLE[:7]) + WHOLE[7][:-4] + b"".join(WHOLE[8:]),
    "too short a length": WHOLE[0][:16] + b"\x01\x00" + WHOLE[0][18:] + b"".join(WHOLE[1:]),
    **{f"changed at {at}": _changed(at, 0x55) for at in random.Random(1).sample(range(len(b"".join(WHOLE))), 8)},
    "a checksum is wrong": _changed(len(WHOLE[0]) - 6, 1),
}


def _read(path: Path) -> tuple[bytes, SourceTally]:
    with open_source(path) as source:
        return b"".join(chunk.raw for chunk in source), source.tally


@pytest.mark.parametrize("name", FILES)
def test_sound_or_not_it_is_read_alike(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines, digests and what is told of damage."""
    path = tmp_path / "access.log.gz"
    path.write_bytes(FILES[name])
    found = _read(path)

    class Nothing:
        count = 0

        def __init__(self, *_: object) -> None: ...

        def __iter__(self) -> object:
            return iter(())

    monkeypatch.setattr(compression, "Blocks", Nothing)
    assert found == _read(path)
    assert found[0] == LINES or name != "whole"
