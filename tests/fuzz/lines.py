"""Any line in any format: read, or rejected and counted, or skipped and counted; what is read stands in the line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, partial

import polars as pl

from forensics.errors import ForensicsError
from forensics.formats import Format, could_read, detect, logged, matches, minutes, parse, registry
from forensics.model import FileVersion, LeakedFile, Log
from forensics.model.schema import REQUEST
from forensics.scan.jobs import Job
from forensics.scan.matching import match
from forensics.scan.progress import quiet
from forensics.scan.scan import Scan, scan_source
from forensics.sources.chunks import repair
from tests.fuzz.target import Target, file_of, only_told

__all__ = ["LEAK", "TARGETS"]

LEAK = LeakedFile("leak.xlsx", paths=("/docs/leak.xlsx",), versions=(FileVersion(2_000_000),))
_SIZES = ("body_bytes", "planned_bytes", "total_bytes", "object_bytes")
_MOST_LINES = 40
_PACKAGES = ("forensics.formats",)


@cache
def _of_grammar(name: str) -> tuple[Format, ...]:
    return tuple(fmt for fmt in registry() if fmt.grammar.name == name)


def _lines(data: bytes) -> pl.Series:
    """As a chunk has them."""
    text = repair(data)[0]
    lines = pl.scan_lines(text).collect()["line"] if text else pl.Series([], dtype=pl.String)
    return lines.head(_MOST_LINES)


def read(name: str, data: bytes) -> None:
    """Lines in one format of a grammar, the first octet says in which."""
    formats = _of_grammar(name)
    fmt = formats[data[0] % len(formats)] if data else formats[0]
    lines = _lines(data[1:])
    table, was_read = parse(fmt, lines, zone="Europe/Amsterdam")
    assert table.height == len(was_read) == len(lines)
    assert not was_read.null_count()
    if lines.is_empty():
        return
    unread = table.filter(~was_read)
    assert all(unread[column].null_count() == unread.height for column in unread.columns), (
        "an unread line says something"
    )
    fits = matches(fmt, lines)
    assert (fits | ~was_read).all(), "a line is read that has not the shape of the format"
    if not fmt.refused:
        _times(fmt, lines, table, was_read)
    _values(table)
    if not fmt.grammar.headed:
        _alone(fmt, lines, table, was_read)
        if was_read.any():
            assert could_read(fmt, lines.filter(was_read)), "a line is read that is said to be unreadable"


def _times(fmt: Format, lines: pl.Series, table: pl.DataFrame, was_read: pl.Series) -> None:
    """What coverage is measured with is what is read in full."""
    quick = minutes(fmt, lines, zone="Europe/Amsterdam")
    whole = table.select(minute=logged(fmt).dt.truncate("1m"))["minute"]
    assert quick.filter(was_read).equals(whole.filter(was_read)), "the minute is another than that of the time"


def _values(table: pl.DataFrame) -> None:
    for column in _SIZES:
        assert not (table[column] < 0).any(), column
    assert not (table["status"] < 0).any()


def _alone(fmt: Format, lines: pl.Series, table: pl.DataFrame, was_read: pl.Series) -> None:
    """A line says the same whatever stands beside it."""
    for row in range(min(len(lines), 2)):
        one, read_alone = parse(fmt, lines.slice(row, 1), zone="Europe/Amsterdam")
        assert read_alone[0] == was_read[row], "a line is read by what stands beside it"
        assert one.equals(table.slice(row, 1)), "a line says something else beside another"


def detection(data: bytes) -> None:
    """A sample of lines: the format is told, or that there is none, the same each time."""
    lines = [line.removesuffix(b"\r") for line in data.split(b"\n")][:_MOST_LINES]
    found = detect(lines)
    assert 0 <= found.matched <= found.sampled <= len(lines), found
    assert found == detect(list(lines))
    assert str(found.because)


def _scanned(data: bytes, fmt: Format | None, chunk_bytes: int) -> Scan:
    path = file_of(data, "access.log")
    log = (
        Log(path=str(path), zone="Europe/Amsterdam")
        if fmt is None
        else Log(path=str(path), zone="Europe/Amsterdam", format=fmt.name)
    )
    (found,) = scan_source(Job("s1", 0, log, path, "access.log", fmt, (LEAK,), quiet), chunk_bytes=chunk_bytes)
    return found


def chunk(data: bytes) -> None:
    """A whole log in one format or, by the first octet, in whichever it is: each line is counted as one thing, and
    each that names the file is kept."""
    formats = registry()
    number = int.from_bytes(data[:1]) if data else 0
    fmt = None if number % 4 == 0 else formats[(number * 7 + len(data)) % len(formats)]
    log = data[1:]
    try:
        found = _scanned(log, fmt, 1 << 20)
        other = _scanned(log, fmt, 512)
    except ForensicsError as error:
        only_told(error)
        return
    report = found.report
    told = (report.parsed, report.unparsed, report.blank, report.headings, report.overlong)
    refused = sum(each.lines for each in report.refused_lines)
    assert min(told) >= 0, told
    assert sum(told) + refused == report.lines, (told, refused, report.lines)
    assert report.unparsed_candidates <= report.unparsed + report.overlong
    rows = found.requests
    assert rows.columns == list(REQUEST)
    if report.compression == "none" and not report.overlong:
        for line, offset in rows.select("line", "offset").iter_rows():
            assert line in log[offset : offset + len(line) + 2] or not log.isascii(), "a line stands elsewhere"
    _same(found, other)
    _kept(found, log)


def _same(one: Scan, other: Scan) -> None:
    """How it is cut into chunks changes nothing."""
    for key in ("lines", "parsed", "unparsed", "blank", "headings", "overlong", "repaired", "unparsed_candidates"):
        assert getattr(one.report, key) == getattr(other.report, key), key
    assert one.requests["line_no"].to_list() == other.requests["line_no"].to_list()
    assert one.minutes.equals(other.minutes)


def _kept(found: Scan, log: bytes) -> None:
    """Every line that, read by itself, asks for the file is among the requests."""
    name = found.report.format
    fmt = next((each for each in registry() if each.name == name), None)
    if fmt is None or fmt.refused or fmt.grammar.headed or found.report.wrappers or not log.isascii():
        return
    if found.report.overlong or found.report.compression != "none" or b"\x00" in log:
        return
    lines = _lines(log)
    if lines.is_empty():
        return
    table, was_read = parse(fmt, lines, zone="Europe/Amsterdam")
    whole = table.with_columns(line=lines.cast(pl.Binary), n=pl.int_range(1, len(lines) + 1)).filter(was_read)
    if whole.is_empty():
        return
    asked = whole.hstack(match(whole, (LEAK,), server=found.report.server)).filter(
        pl.col("match").is_in(["target", "variant"])
    )
    missing = set(asked["n"].to_list()) - set(found.requests["line_no"].to_list())
    assert not missing, f"lines that ask for the file are not kept: {sorted(missing)}"


def _examples(name: str) -> Iterator[bytes]:
    for number, fmt in enumerate(_of_grammar(name)[:256]):
        yield bytes([number]) + "\n".join(fmt.examples).encode() + b"\n"


def _all_examples() -> Iterator[bytes]:
    for fmt in registry():
        yield "\n".join(fmt.examples).encode() + b"\n"


def _logs() -> Iterator[bytes]:
    yield b"\x00" + b"\n".join(_combined()) + b"\n"
    for number, lines in enumerate(_all_examples()):
        yield bytes([number % 8]) + lines


def _combined() -> Iterator[bytes]:
    for path in (
        b"/docs/leak.xlsx",
        b"/docs/le%61k.xlsx",
        b"//docs/./leak.xlsx?x=1",
        b"/DOCS/Leak.XLSX",
        b"/search?q=leak.xlsx",
    ):
        yield b'192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET ' + path + b' HTTP/1.1" 200 2000000 "-" "Firefox/126"'
    yield b"junk leak.xlsx"
    yield (
        b"2026-06-09T08:00:00.000000000Z stdout F "
        b'192.0.2.10 - - [09/Jun/2026:10:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 5'
    )


_MOMENTS = (
    b"09/Jun/2026:10:00:00 +0200",
    b"2026-06-09T10:00:00+02:00",
    b"2026-06-09 10:00:00",
    b"1781000000.123",
    b"Jun  9 10:00:00",
)
_WEB = (
    b"GET /docs/leak.xlsx HTTP/1.1",
    b"leak.xlsx",
    b"%6ceak",
    b"\\x22",
    b'\\"',
    b" - - [",
    b'" 200 ',
    b"2000000",
    b"::1",
    b"192.0.2.1",
)
_JSON = (
    b'":"',
    b'","',
    b'{"',
    b'"}',
    b"\\u0022",
    b"null",
    b"1e999",
    b"-0",
    b'"time":"',
    b'"request":"',
    b'"status":',
    b"[]",
)
_W3C = (
    b"#Fields: date time c-ip cs-method cs-uri-stem sc-status sc-bytes\n",
    b"#Software: ",
    b"#Date: ",
    b"\t",
    b'""',
    b" - ",
)

TARGETS = (
    *(
        Target(
            f"lines-{name}",
            partial(read, name),
            "each line is read as it stands, or not at all",
            partial(_examples, name),
            _PACKAGES,
            (*_MOMENTS, *_WEB, *words),
            longest=2048,
            seconds=1.0,
        )
        for name, words in (
            ("template", ()),
            ("delimited", (b"\t", b"|", b",", b'""')),
            ("w3c", _W3C),
            ("jsonl", _JSON),
            ("records", _JSON),
            ("refused", ()),
            ("refused_w3c", _W3C),
        )
    ),
    Target(
        "detect",
        detection,
        "a format or none, the same each time",
        _all_examples,
        _PACKAGES,
        (*_MOMENTS, *_WEB, *_JSON, *_W3C),
        seconds=2.0,
    ),
    Target(
        "log",
        chunk,
        "each line is counted as one thing; each that names the file is kept",
        _logs,
        ("forensics.formats", "forensics.scan", "forensics.sources"),
        (*_MOMENTS, *_WEB, *_JSON, *_W3C),
        seconds=3.0,
    ),
)
