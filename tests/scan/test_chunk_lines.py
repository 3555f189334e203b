"""What octets prove of a log is what reading every line of it says, for every format and every odd line."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from forensics import formats
from forensics.formats import Format, InForce
from forensics.model import FileVersion, LeakedFile, Log
from forensics.scan import chunk_lines
from forensics.scan.chunk_evidence import ChunkEvidence
from forensics.scan.chunk_headings import ChunkWithHeadings, with_headings
from forensics.scan.chunk_reading import evidence_of
from forensics.scan.first_and_last import OuterMinute
from forensics.scan.recipe import Recipe
from forensics.sources.chunks import Chunk, Cutter
from tests.support import hostile
from tests.support.all_writers import HEADINGS, WRITERS, written
from tests.support.writers.exchange import Exchange

_Evidence = ChunkEvidence | OuterMinute | None
LEAK = LeakedFile("leak.xlsx", versions=(FileVersion(2_000_000),))
START = datetime(2026, 6, 9, 21, 50, tzinfo=UTC)
KNOWN = {fmt.name: fmt for fmt in formats.registry()}
COMBINED = KNOWN["combined"]


class _Only(Recipe):
    """Tries the formats that it is given, so that lines of no format are soon done with."""

    def tried(self) -> Iterator[Format]:
        yield from self.detected


def recipe(*order: Format, files: Sequence[LeakedFile] = (LEAK,)) -> Recipe:
    """Lines in these formats."""
    log = Log(path="access.log", zone="Europe/Amsterdam")
    return _Only(
        source="s1", log_index=0, log=log, detected=order, refused=(), server=order[0].server, files=tuple(files)
    )


def chunks(data: bytes, size: int) -> list[Chunk]:
    """The chunks of a log that comes in blocks of so many octets."""
    cutter = Cutter(size, 1024 * 1024)
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    return [chunk for part in (*map(cutter.take, blocks), cutter.end()) for chunk in part]


def stretches(data: bytes, size: int) -> list[ChunkWithHeadings]:
    """The chunks with the headings in force."""
    return list(with_headings(chunks(data, size), (), lambda: 0))


def assert_same(data: bytes, how: Recipe, monkeypatch: pytest.MonkeyPatch, size: int = 1 << 16) -> int:
    """Octets and reading every line give the same evidence; in how many chunks octets proved something."""
    proved = 0
    real = chunk_lines.proved_lines
    for stretch in stretches(data, size):
        proved += real(stretch, how, np.arange(stretch.chunk.height)) is not None
        quick = evidence_of(stretch, how)
        with monkeypatch.context() as patch:
            patch.setattr(chunk_lines, "proved_lines", lambda *_: None)
            patch.setattr(chunk_lines, "candidates", lambda *_: None)
            slow = evidence_of(stretch, how)
        for of_quick, of_slow in zip(quick, slow, strict=True):
            _assert_equal(of_quick, of_slow)
    return proved


def _assert_equal(quick: _Evidence, slow: _Evidence) -> None:
    if slow is None or quick is None:
        assert quick is slow
        return
    for field in fields(slow):
        mine, other = getattr(quick, field.name), getattr(slow, field.name)
        if isinstance(other, pl.DataFrame):
            assert_frame_equal(mine, other)
        else:
            assert mine == other, field.name


def exchanges(count: int, seed: int) -> list[Exchange]:
    """Requests of many clients, three in a second, a few of them late, a few for the file."""
    rng = random.Random(seed)
    found = []
    for number in range(count):
        late = timedelta(seconds=rng.choice([0] * 20 + [70, 4000]))
        start = START + timedelta(milliseconds=333 * number) - late
        target = rng.choice(["/", "/a/b.css", "/x?q=1", "/docs/leak.xlsx", "/docs/%6Ceak.xlsx", "/LEAK.xlsx", "/big"])
        size = rng.choice([5, 900, 2_000_000])
        peer = rng.choice(["192.0.2.7", "198.51.100.123", "2001:db8::1", "2001:db8:1111:2222:3333:4444:5555:6666"])
        user = rng.choice([None] * 30 + ["anna", "j. smith", "o\\brien", "x" * 70])
        found.append(Exchange(start, start + timedelta(seconds=1), peer, 200, size, size, target=target, user=user))
    return found


def spoiled(lines: Sequence[str], seed: int) -> list[str]:
    """Lines among which some were cut, doubled, changed or put there."""
    rng = random.Random(seed)
    odd = ["", " ", "-", "[", "x" * 300, "Jun  9 10:00:00 web sshd[7]: closed", "\ufeff", "leak.xlsx", "# leak.xlsx"]
    found = []
    for plain in lines:
        line = plain
        what = rng.randrange(40)
        at = rng.randrange(len(line) + 1)
        if what == 0:
            line = line[:at]
        elif what == 1:
            line = line[:at] + rng.choice('0129"[]\\ -:/,.\té漢\u017f\u212a%\x7f') + line[at:]
        elif what == 2:
            line = line[:at] + rng.choice('0129"[]\\ -:/,.') + line[at + 1 :]
        elif what == 3:
            line = line[:at] + line[at + 1 :]
        elif what == 4:
            found.append(rng.choice(odd))
        elif what == 5:
            line = line.replace("2026", rng.choice(["0026", "2226", "1999", "20266"]), 1)
        found.append(line)
    return found


def logged(name: str, lines: Sequence[str], end: str = "\n") -> bytes:
    """A log in which lines stand, with the heading of its format."""
    return "".join(line + end for line in (*HEADINGS.get(name, ()), *lines)).encode()


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_every_format(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines as a server writes them, and the same with some of them spoiled, in chunks of any size."""
    lines = [line.replace("\n", " ") for line in written(name, exchanges(400, 1))]
    how = recipe(KNOWN[name])
    assert_same(logged(name, lines), how, monkeypatch)
    assert_same(logged(name, spoiled(lines, 2)), how, monkeypatch, 1 << 13)
    assert_same(logged(name, spoiled(lines, 3), "\r\n")[:-5], how, monkeypatch, 1 << 14)


@pytest.mark.parametrize(
    "name", ["combined", "common", "nginx_combined", "varnish_ncsa", "aws_alb", "aws_s3", "iis_w3c", "liberty"]
)
def test_octets_prove_the_usual_formats(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is not that nothing is ever proved."""
    lines = written(name, exchanges(2000, 4))
    assert assert_same(logged(name, lines), recipe(KNOWN[name]), monkeypatch) > 0


@pytest.mark.parametrize("name", ["combined", "nginx_main", "iis_w3c", "aws_alb", "haproxy_clf"])
def test_hostile_lines(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a client sends to look like the rest of a line changes nothing."""
    lines = [line.replace("\n", " ") for line in written(name, list(hostile.exchanges())[:3000])]
    assert_same(logged(name, lines), recipe(KNOWN[name]), monkeypatch)


@pytest.mark.parametrize("seed", range(12))
def test_two_formats_in_one_log(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the second format is read by it, whatever stands around it."""
    rng = random.Random(seed)
    names = rng.sample(["combined", "common", "vhost_combined", "nginx_main", "squid", "haproxy_http", "caddy_json"], 2)
    both = [
        line for pair in zip(*(written(name, exchanges(300, seed)) for name in names), strict=True) for line in pair
    ]
    mixed = spoiled(sorted(both, key=lambda _: rng.random() < 0.1), seed)
    assert_same(logged("", mixed), recipe(*(KNOWN[name] for name in names)), monkeypatch, 1 << 15)


STAMPS = (
    *("[09/Jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:00:60 +0200]", "[31/Feb/2026:10:00:00 +0200]"),
    *("[09/jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:00:0x +0200]", "[09/Jun/2026:10:00:00 +02:00]"),
    *("[09/Jun/2026:10:00:00 Z]", "[09/Jun/2026:25:00:00 +0200]", "[09/Jun/1926:10:00:00 +0200]"),
    *("[09/Jun/2026:10:00:00 +0260]", "[9/Jun/2026:10:00:00 +0200]", "[09/Jun/2026:10:00:00 -0000]"),
    *("09/Jun/2026:10:00:00 +0200", "[09/Jun/2026:10:00:00 +0200] ", "[09/Mei/2026:10:00:00 +0200]", "[]", "["),
)
HEADS = (
    *("192.0.2.7 - -", "192.0.2.7 - anna", "192.0.2.7 anna -", "192.0.2.7 7 -", "192.0.2.7 7a -", "- - -", " - -"),
    *("192.0.2.7  - -", "192.0.2.7 - ", "192.0.2.7 -", "[::1] - -", "a[b - -", "192.0.2.7 - a b", '192.0.2.7 - "" '),
    *("192.0.2.7 - a\\x20b", "192.0.2.7, 192.0.2.8 - -", "h" * 15 + " - -", "h" * 16 + " - -", "h" * 300 + " - -"),
    *("192.0.2.7 - a[09/Jun/2026:10:00:00", "192.0.2.7 - é", "éé - -", "192.0.2.7\t- -", "192.0.2.7 -\t-", ""),
)


@pytest.mark.parametrize("name", ["combined", "common", "nginx_combined", "varnish_ncsa", "jira", "confluence"])
def test_every_head_before_every_stamp(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each beside plain lines, so that a run could swallow it."""
    plain = '192.0.2.7 - - [09/Jun/2026:10:00:{:02} +0200] "GET / HTTP/1.1" 200 5 "-" "-"'
    lines = [plain.format(second) for second in range(20)]
    for head in HEADS:
        for stamp in STAMPS:
            lines += [f'{head} {stamp} "GET /leak.xlsx HTTP/1.1" 200 5 "-" "-"', plain.format(30), plain.format(31)]
    assert_same(logged("", lines), recipe(KNOWN[name], COMBINED), monkeypatch)


@pytest.mark.parametrize(
    "heading",
    [
        ["#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes"],
        [
            "#Software: Microsoft Internet Information Services 10.0",
            "#Date: 2026-06-09 00:00:00",
            "#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes",
        ],
        ["#Date: 2026-06-09 00:00:00", "#Fields: time c-ip cs-method cs-uri-stem sc-status sc-bytes"],
        ["#Fields: c-ip date time cs-method cs-uri-stem sc-status sc-bytes"],
    ],
)
def test_headings_in_the_middle(heading: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The same heading again, another one, and rows before the first."""
    names = heading[-1].split()[1:]
    cells = {"date": "2026-06-09", "c-ip": "192.0.2.7", "cs-method": "GET", "cs-uri-stem": "/leak.xlsx"}
    cells |= {"sc-status": "200", "sc-bytes": "2000000"}

    def row(number: int) -> str:
        clock = {"time": f"{10 + number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}"}
        return " ".join((cells | clock)[name] for name in names)

    rows = [row(number) for number in range(300)]
    other = ["#Fields: date time cs-uri-stem c-ip cs-method sc-status sc-bytes"]
    for lines in (
        [*heading, *rows],
        [*rows[:20], *heading, *rows],
        [*heading, *rows[:150], *heading, *rows[150:]],
        [*heading, *rows[:150], *other, *rows[150:]],
        [*heading, *rows[:150], "#Remark: restarted", "", "# leak.xlsx", *rows[150:]],
    ):
        for end in ("\n", "\r\n"):
            for size in (1 << 10, 1 << 12, 1 << 16):
                assert_same(logged("", lines, end), recipe(KNOWN["iis_w3c"]), monkeypatch, size)


@pytest.mark.parametrize(
    "junk", [b"\x00" * 20, b"\x1b[31m", b"\xff\xfe", b"\r", b"\xef\xbb\xbf", "é".encode(), b"\x1a"]
)
def test_octets_that_are_no_text(junk: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in the log they stand."""
    rng = random.Random(5)
    data = logged("combined", written("combined", exchanges(300, 6)))
    for _ in range(12):
        at = rng.randrange(len(data))
        assert_same(data[:at] + junk + data[at:], recipe(COMBINED), monkeypatch)


def test_names_that_no_fragment_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name without four plain characters in a row, or with none that is ASCII."""
    names = ["a b c.x", "отчёт.pdf", "é.x", "ab", "x" * 80 + ".pdf"]
    lines = [
        f'192.0.2.7 - - [09/Jun/2026:10:00:00 +0200] "GET /{path} HTTP/1.1" 200 5 "-" "-"'
        for path in (*names, "a%20b%20c.x", "%D0%BE%D1%82", "\\xd0\\xbe", "/", "b.css")
        for _ in range(9)
    ]
    for name in names:
        assert_same(logged("", lines), recipe(COMBINED, files=(LeakedFile(name),)), monkeypatch)


def test_a_heading_in_force_before_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is that of the rows, whatever the chunk itself holds."""
    stretch = stretches(b"2026-06-09 10:00:00 /leak.xlsx 200\n" * 50, 1 << 16)[0]
    before = InForce(fields="date time cs-uri-stem sc-status")
    under = ChunkWithHeadings(stretch.chunk, before, headed=True, read=0)
    how = recipe(KNOWN["iis_w3c"])
    quick = evidence_of(under, how)
    monkeypatch.setattr(chunk_lines, "proved_lines", lambda *_: None)
    _assert_equal(quick[0], evidence_of(under, how)[0])
    assert quick[0].runs.height == 1
