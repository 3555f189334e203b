"""Text in another encoding, and files packed in parts: nothing is raised, lost or read twice, wherever it is cut."""

from __future__ import annotations

import gzip
from itertools import pairwise
from pathlib import Path

import pytest

from forensics.sources import SourceTally, open_source
from forensics.sources.chunks import Chunk
from tests.support.source_fixture import read_bytes

_LINES = "first\nlast é\n"
_TABLE = b'time,method\n2026-06-09,GET\n"2026\n-06-10",GET\n'
_DOCUMENT = b'[\n{"a": 1},\n{"a": "2\\n3"}]\n'


def _chunks(folder: Path, data: bytes, longest: int) -> tuple[list[Chunk], SourceTally]:
    (folder / "log").write_bytes(data)
    with open_source(folder / "log", chunk_bytes=4 * longest, longest=longest) as source:
        return list(source), source.tally


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("odd", [b"\xff", b"\xff\xff\xff", b"\xff\xff\xff\x7f" * 3, b"\xd8\xd8", b"\xdc\xdcx"])
def test_octets_that_are_no_character(tmp_path: Path, encoding: str, odd: bytes) -> None:
    """They stand where they stood, as substitutes; those of a file that ends within a character too."""
    data = ("\ufeff" + _LINES).encode(encoding) + odd
    raw, tally = read_bytes(tmp_path, data)
    assert raw == data
    is_text = odd.decode(encoding, "ignore").encode(encoding) == odd  # in one encoding or another it may be
    assert (tally.lines, tally.repaired, tally.damage) == (3, not is_text, None)


@pytest.mark.parametrize("at", range(1, 4))
def test_a_document_that_ends_within_a_character(tmp_path: Path, at: int) -> None:
    """The beginning of the character is not lost."""
    data = b'[{"a": 1},{"a": "' + "\U0001f600".encode()[:at]
    raw, tally = read_bytes(tmp_path, data)
    assert raw == data
    assert tally.repaired == 1


@pytest.mark.parametrize("lines", [("\ufeff", "utf-16-le", "\r\n"), ("\ufeff", "utf-32-be", "\n"), ("", "utf-8", "\r")])
def test_a_line_that_is_too_long_in_another_encoding(tmp_path: Path, lines: tuple[str, str, str]) -> None:
    """It is left out to its end, however many blocks it has, and counted once; no part of it is a line."""
    mark, encoding, end = lines
    text = mark + end.join(["first line of the log", "x" * 9_000, "third", "fourth"])
    chunks, tally = _chunks(tmp_path, text.encode(encoding), 1024)
    assert (tally.lines, tally.overlong) == (4, 1)
    assert [line.removeprefix(mark) for chunk in chunks for line in chunk.lines] == [
        "first line of the log",
        "third",
        "fourth",
    ]


@pytest.mark.parametrize(
    "data", [_TABLE, _DOCUMENT, (_LINES * 4).encode("utf-16-le")], ids=["table", "document", "text"]
)
def test_a_file_packed_in_parts(tmp_path: Path, data: bytes) -> None:
    """A heading may be packed by itself, as stores do that put parts together: it is read as if packed at once."""
    (tmp_path / "one").mkdir()
    whole, told = read_bytes(tmp_path / "one", gzip.compress(data))
    for cuts in ([0, 1, 5, 12], [0, 12], [0, 3, 4]):
        parts = b"".join(gzip.compress(data[start:end]) for start, end in pairwise([*cuts, len(data)]))
        raw, tally = read_bytes(tmp_path, parts)
        assert (raw, tally.lines, tally.damage) == (whole, told.lines, None)


def test_damage_behind_a_small_part_is_placed_by_its_lines(tmp_path: Path) -> None:
    """What was looked at to tell the frame counts as read before it."""
    first, second = gzip.compress(b"one\ntwo\n"), gzip.compress(b"three\nfour\n" * 50)
    raw, tally = read_bytes(tmp_path, first + second[:-12])
    assert raw.startswith(b"one\ntwo\nthree\n")
    assert tally.damage is not None
    assert tally.damage.last_line == raw.count(b"\n")
