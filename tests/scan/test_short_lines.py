"""Lines of one or two octets are counted by their octets, and everything else is as when every line is read."""

from __future__ import annotations

import random
from itertools import product

import polars as pl
import pytest

from forensics import formats
from forensics.model import LeakedFile
from forensics.scan import chunk_lines
from forensics.scan.chunk_headings import ChunkWithHeadings
from forensics.scan.chunk_reading import evidence_of
from forensics.scan.recipe import Recipe
from forensics.sources.chunks import MOST_LINES, Cutter
from tests.support.all_writers import written
from tests.support.proved_fixture import KNOWN, assert_equal, exchanges, logged, recipe, stretches

_PRINTABLE = [chr(octet) for octet in (0x09, *range(0x20, 0x7F))]
_SHORT = sorted(
    line for line in ("", *_PRINTABLE, *map("".join, product(_PRINTABLE, repeat=2))) if not line.startswith("#")
)


def test_no_format_reads_a_short_line() -> None:
    """Neither its time, nor that it is no request; and no format has such a heading."""
    lines = pl.Series(_SHORT)
    assert not formats.refused_by(lines, formats.refusals(), pl.Series([None] * len(lines), dtype=pl.String)).count()
    for fmt in KNOWN.values():
        assert not formats.minutes(fmt, lines, zone="UTC", headings=None).count(), fmt.name
    titles = [fmt.heading for fmt in KNOWN.values() if fmt.heading]
    assert not formats.is_heading(lines, titles).any()


def _mixed(seed: int, end: str, kinds: list[str]) -> bytes:
    """Short lines of all kinds, with a line of a log among some hundred of them."""
    rng = random.Random(seed)
    found: list[str] = []
    for line in written("combined", exchanges(60, seed)):
        found += [rng.choice(kinds) for _ in range(rng.randrange(200))]
        found += [line, "leak.xlsx", "x" * rng.randrange(6)][: rng.randrange(1, 4)]
    return logged("combined", found, end)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "kinds",
    [[""], ["", " ", "\t ", "a", "zz", "#", "#a", "é", "\x00", "\x7f", "\x1b[", "abc", "\r"], ["}", "{", "7", "-"]],
)
@pytest.mark.parametrize("cut", [0, 1, 3])
def test_the_same_as_read_line_by_line(end: str, kinds: list[str], cut: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counts, minutes, samples and kept lines, in chunks of any size, with a last line that has no end."""
    how = recipe(KNOWN["combined"])
    data = _mixed(1, end, kinds) + b"\n" * 7
    for stretch in stretches(data[: len(data) - cut] + b"a" * (cut == 1), 1 << 13):
        _assert_same(stretch, how, monkeypatch)


def test_a_file_with_a_short_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is the name of the file is none of the short ones."""
    how = recipe(KNOWN["combined"], files=[LeakedFile("a")])
    for stretch in stretches(b"a\n\nb\n" * 2000, 1 << 12):
        _assert_same(stretch, how, monkeypatch)
        assert evidence_of(stretch, how)[0].kept.height == sum(line == b"a" for line in stretch.chunk.data.split(b"\n"))


def _assert_same(stretch: ChunkWithHeadings, how: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    quick = evidence_of(stretch, how)
    with monkeypatch.context() as patch:
        patch.setattr(chunk_lines, "short_lines", lambda *_: None)
        slow = evidence_of(stretch, how)
    for mine, other in zip(quick, slow, strict=True):
        assert_equal(mine, other)


def test_none_of_a_million_line_ends_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """No line of them becomes an object; of a log with a request in ten thousand only that is read."""
    seen: list[int] = []
    real = chunk_lines._looked_at

    def looked_at(stretch: ChunkWithHeadings, how: Recipe) -> chunk_lines.LookedAt:
        seen.append(stretch.chunk.height)
        return real(stretch, how)

    monkeypatch.setattr(chunk_lines, "_looked_at", looked_at)
    how = recipe(KNOWN["combined"])
    blank = [evidence_of(one, how)[0].unread.blank for one in stretches(b"\n" * 1_000_000, 1 << 20)]
    assert (sum(blank), seen) == (1_000_000, [])
    line = written("combined", exchanges(1, 1))[0].encode()
    found = [evidence_of(one, how)[0] for one in stretches((b"\n" * 10_000 + line + b"\n") * 50, 1 << 20)]
    assert (sum(one.unread.blank for one in found), sum(seen)) == (500_000, 50)


def test_a_chunk_has_so_many_lines_at_most() -> None:
    """Numbers and offsets go on, no octet is lost, and each part but the last is more than half full."""
    data = (b"\n" * 3 + b"\r\n" + b"x\n" * 5 + b"y" * 90 + b"\n") * 60_000
    cutter = Cutter(1 << 27, 1 << 20)
    chunks = [*cutter.take(data[: 1 << 20]), *cutter.take(data[1 << 20 :]), *cutter.end()]
    assert b"".join(chunk.raw for chunk in chunks) == data
    assert [chunk.offset for chunk in chunks] == [sum(len(one.raw) for one in chunks[:at]) for at in range(len(chunks))]
    assert [chunk.first_line for chunk in chunks] == [
        1 + sum(one.height for one in chunks[:at]) for at in range(len(chunks))
    ]
    assert max(chunk.height for chunk in chunks) <= MOST_LINES
    assert cutter.whole_lines == 600_000
