"""One log to its evidence: lines that name the file, lines that cannot be read, and the tally."""

from __future__ import annotations

import gzip
from dataclasses import astuple
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forensics.errors import SourceError
from forensics.model import Case, FileVersion, LeakedFile, Log, Scan, Window
from forensics.scan.jobs import formats_of, jobs
from forensics.scan.scan import scan, scan_source
from forensics.sources import LONGEST_LINE, open_source

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
LEAK = LeakedFile("Lijst é.xlsx", versions=(FileVersion(2_000_000),))
WINDOW = Window("one", datetime(2026, 6, 8, tzinfo=UTC), datetime(2026, 6, 11, tzinfo=UTC), (LEAK.name,))


def line(
    target: str, *, time: str = "12:00:00", rest: str = '"-" "-"', size: int = 5, peer: str = "192.0.2.10"
) -> bytes:
    """A line of the combined format."""
    return f'{peer} - - [09/Jun/2026:{time} +0000] "GET {target} HTTP/1.1" 200 {size} {rest}\n'.encode()


def case(folder: Path, *files: LeakedFile, **log: Any) -> Case:
    """A case over access.log in the folder."""
    entry = Log(**({"path": "access.log", "format": "nginx_combined"} | log))
    return Case(id="c", files=files or (LEAK,), windows=(WINDOW,), logs=(entry,), folder=folder)


def scanned(folder: Path, content: bytes, *files: LeakedFile, **log: Any) -> Scan:
    """The scan of a log that holds these bytes."""
    (folder / "access.log").write_bytes(content)
    [job] = jobs(case(folder, *files, **log))
    [found] = scan_source(job)
    return found


def told(found: Scan) -> list[tuple[str, str]]:
    """Row and kind of match of each request."""
    return found.requests.select("row", "match").rows()


NAMED, OTHER = line("/docs/Lijst%20%C3%A9.xlsx"), line("/index.html")


def test_kept_lines_know_their_place(tmp_path: Path) -> None:
    """Line number, byte offset and original bytes, also of lines that stand there twice."""
    content = OTHER + NAMED + OTHER + NAMED + NAMED
    found = scanned(tmp_path, content).requests
    assert found["line_no"].to_list() == [2, 4, 5]
    for number, offset, raw in found.select("line_no", "offset", "line").iter_rows():
        assert content[offset:].startswith(raw + b"\n")
        assert raw == content.split(b"\n")[number - 1]


@pytest.mark.parametrize(
    "content",
    [
        NAMED.replace(b"\n", b"\r\n") * 2,
        b"\xef\xbb\xbf" + NAMED * 2,
        NAMED + NAMED.rstrip(b"\n"),
        NAMED + b"\n\n" + NAMED,
        NAMED + b"\x00\x01\x02\n" + NAMED,
        NAMED + b"\xff\xfe junk\n" + NAMED,
        NAMED.replace(b'"-"', b'"caf\xe9"', 1) * 2,
    ],
    ids=["CRLF", "BOM", "no last end", "blank lines", "binary", "not UTF-8", "Latin-1 referer"],
)
def test_odd_bytes_lose_no_line(tmp_path: Path, content: bytes) -> None:
    """Each whole line that names the file is evidence, with the bytes as they lie."""
    found = scanned(tmp_path, content)
    assert [kind for _, kind in told(found)] == ["target", "target"]
    for offset, raw in found.requests.select("offset", "line").iter_rows():
        assert content[offset : offset + len(raw)] == raw
        assert b"Lijst" in raw
        assert not raw.endswith(b"\r")


@pytest.mark.parametrize(
    ("target", "kind"),
    [
        ("/docs/Lijst%20%C3%A9.xlsx", "target"),
        (r"/docs/Lijst%20\xC3\xA9.xlsx", "target"),
        (r"/docs/Lijst\x20\xc3\xa9.xlsx", "target"),
        ("http://www.example.org/docs/Lijst%20%C3%A9.xlsx", "target"),
        ("/docs/Lijst%20%C3%A9.xlsx?utm_source=mail", "target"),
        ("/docs/Lijst%20%C3%A9.xlsx#p1", "target"),
        ("/docs/Lijst%20%C3%A9.xlsx;jsessionid=1", "variant"),
        ("/docs/LIJST%20%C3%A9.xlsx", "variant"),
        ("/search?q=Lijst%20%C3%A9.xlsx", "query"),
        ("/Lijst%20%C3%A9.xlsx/x", "other"),
    ],
)
def test_how_a_request_names_the_file(tmp_path: Path, target: str, kind: str) -> None:
    """As it stands in a log of nginx."""
    assert told(scanned(tmp_path, line(target))) == [("s1:1", kind)]


def test_a_referer_is_not_a_request(tmp_path: Path) -> None:
    """Somebody came from the file's address; that is listed and never counts."""
    found = scanned(tmp_path, line("/", rest='"http://example.org/Lijst%20%C3%A9.xlsx" "Lijst é.xlsx"'))
    assert told(found) == [("s1:1", "other")]


def test_a_line_that_only_holds_the_size_is_no_evidence(tmp_path: Path) -> None:
    """The size as a number somewhere else; a body of that size is a twin."""
    content = line("/?n=2000000") + line("/alias", size=2_000_000)
    assert told(scanned(tmp_path, content)) == [("s1:2", "twin")]


def test_the_host_of_the_case_fills_in(tmp_path: Path) -> None:
    """A format without a host takes that of its [[logs]] entry."""
    file = LeakedFile("leak.xlsx", hosts=("www.example.org",))
    assert told(scanned(tmp_path, line("/leak.xlsx"), file, host="www.example.org")) == [("s1:1", "target")]
    assert told(scanned(tmp_path, line("/leak.xlsx"), file, host="intranet.example.org")) == [("s1:1", "variant")]


def test_unreadable_lines_that_name_a_file(tmp_path: Path) -> None:
    """Rule 1: at the minute of the line, or of the one before it; the address where it can be told."""
    cut = b'192.0.2.5 - - [09/Jun/2026:12:07:30 +0000] "GET /docs/Lijst%20%C3%A'
    content = line("/", time="12:05:10") + b"junk Lijst \xe9.xlsx\n" + b"more junk\n" + cut
    found = scanned(tmp_path, content)
    assert told(found) == [("s1:2", "rejected"), ("s1:4", "rejected")]
    assert found.requests["start"].to_list() == [NOON.replace(minute=5), NOON.replace(minute=7)]
    assert found.requests["peer"].to_list() == [None, "192.0.2.5"]
    assert found.requests["line"].to_list() == [b"junk Lijst \xe9.xlsx", cut]
    report = found.report
    assert (report.lines, report.parsed, report.unparsed, report.unparsed_candidates) == (4, 1, 3, 2)
    assert [(sample.line_no, sample.names_file) for sample in report.rejected] == [(2, True), (3, False), (4, True)]


def test_an_unreadable_line_goes_to_the_file_it_names(tmp_path: Path) -> None:
    """In any spelling, and of several files to the one that it names."""
    files = (LeakedFile("leak.xlsx"), LEAK, LeakedFile("annex.pdf"))
    found = scanned(tmp_path, b"junk Lijst%20%c3%a9.xlsx\njunk ANNEX.pdf\njunk none.xlsx\n", *files)
    assert found.requests["file"].to_list() == ["Lijst é.xlsx", "annex.pdf"]


def test_samples_of_unreadable_lines_are_the_original_bytes(tmp_path: Path) -> None:
    """As they lie, with their place, cut at 2,048 bytes; at most twenty."""
    content = OTHER + b"junk \xff\n" + b"\xfe" * 3000 + b"\n" + b"junk \xff\n" + b"x\n" * 50
    samples = scanned(tmp_path, content).report.rejected
    assert len(samples) == 20
    for sample in samples:
        assert content[sample.offset :].startswith(sample.line)
        assert len(sample.line) <= 2048
    assert [sample.line_no for sample in samples] == list(range(2, 22))


def test_blank_lines_are_no_rejects(tmp_path: Path) -> None:
    """White space alone is nothing that could not be read."""
    report = scanned(tmp_path, b"\n \t\n" + OTHER + b"\n").report
    assert (report.lines, report.blank, report.parsed, report.unparsed) == (4, 3, 1, 0)


def test_an_overlong_line_that_names_the_file(tmp_path: Path) -> None:
    """Skipped and counted; its beginning is kept where it holds the name."""
    content = OTHER + b"GET /Lijst%20%C3%A9.xlsx" + b"A" * LONGEST_LINE + b"\n" + NAMED + b"B" * (LONGEST_LINE + 1)
    found = scanned(tmp_path, content)
    assert told(found) == [("s1:3", "target"), ("s1:2", "rejected")]
    report = found.report
    assert (report.lines, report.overlong, report.parsed, report.unparsed) == (4, 2, 2, 0)
    assert report.unparsed_candidates == 1


def test_a_log_of_several_formats(tmp_path: Path) -> None:
    """Lines of a second format are read as that format and counted under its name."""
    other = b"www.example.org:443 " + line("/Lijst%20%C3%A9.xlsx", time="12:01:00")
    found = scanned(tmp_path, OTHER * 3 + NAMED + other, format="auto")
    assert [kind for _, kind in told(found)] == ["target", "target"]
    assert found.requests["host"].to_list() == [None, "www.example.org"]
    assert dict(map(astuple, found.report.formats_seen)) == {found.requests["format"][1]: 1}
    assert found.report.parsed == 5


def test_the_tally_adds_up(tmp_path: Path) -> None:
    """Every line is accounted for."""
    content = OTHER * 5 + b"junk\n" * 3 + b"\n" + NAMED * 2 + b"junk Lijst \xc3\xa9.xlsx\n" + b"\xff\n"
    report = scanned(tmp_path, content).report
    assert report.lines == content.count(b"\n")
    assert report.parsed + report.unparsed + report.blank + report.overlong == report.lines
    assert (report.parsed, report.unparsed, report.unparsed_candidates, report.blank, report.repaired) == (
        7,
        5,
        1,
        1,
        1,
    )
    assert report.first == report.last == NOON


def test_first_and_last_are_exact(tmp_path: Path) -> None:
    """To the second, also where lines stand out of order."""
    content = (
        line("/", time="12:00:30")
        + line("/", time="12:00:10")
        + line("/", time="12:09:05")
        + line("/", time="12:03:00")
    )
    report = scanned(tmp_path, content).report
    assert report.first == NOON.replace(second=10)
    assert report.last == NOON.replace(minute=9, second=5)
    assert report.out_of_order == 1


def test_size_field_of_the_case_wins(tmp_path: Path) -> None:
    """Stated in the case, the number means what the case says."""
    named = line("/Lijst%20%C3%A9.xlsx", size=77)
    for field in ("body", "planned", "total"):
        found = scanned(tmp_path, named, size_field=field)
        assert found.requests[f"{field}_bytes"].to_list() == [77]
        assert (found.report.size_field, found.report.size_field_source) == (field, "case")


def test_a_format_that_fits_no_line_is_used_all_the_same(tmp_path: Path) -> None:
    """The case names it; what it cannot read is read by another, and the report says so."""
    found = scanned(tmp_path, NAMED, format="nginx_json")
    assert found.report.format == "nginx_json"
    assert "0 of 1 sampled lines read" in found.report.format_because
    assert told(found) == [("s1:1", "target")]


def test_format_strings_are_named_by_their_entry(tmp_path: Path) -> None:
    """Two strings in one case are two formats."""
    strings = ('$remote_addr [$time_local] "$request" $status', '[$time_local] $status "$request"')
    logs = tuple(Log(f"{n}.log", format=text) for n, text in enumerate(strings))
    (tmp_path / "0.log").write_bytes(b'192.0.2.1 [09/Jun/2026:12:00:00 +0000] "GET /leak.xlsx HTTP/1.1" 200\n')
    (tmp_path / "1.log").write_bytes(b'[09/Jun/2026:12:00:00 +0000] 404 "GET /leak.xlsx HTTP/1.1"\n')
    two = Case(id="c", files=(LeakedFile("leak.xlsx"),), windows=(WINDOW,), logs=logs, folder=tmp_path)
    found = scan(two)
    assert found.requests.select("format", "status", "log").rows() == [
        ("logs[0].format", 200, 0),
        ("logs[1].format", 404, 1),
    ]
    assert {"logs[0].format", "logs[1].format", "combined"} <= formats_of(two).keys()


def test_a_file_that_two_entries_match_is_read_once(tmp_path: Path) -> None:
    """The first entry has it; ids follow the order of files."""
    for name in ("access.log", "access.log.2", "access.log.10"):
        (tmp_path / name).write_bytes(NAMED)
    logs = (Log("access.log.2"), Log("access.log*"), Log(str(tmp_path / "access.log")))
    found = jobs(Case(id="c", files=(LEAK,), windows=(WINDOW,), logs=logs, folder=tmp_path))
    assert [(job.id, job.shown, job.log_index) for job in found] == [
        ("s1", "access.log.2", 0),
        ("s2", "access.log", 1),
        ("s3", "access.log.10", 1),
    ]


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    """An error that names it, not a traceback."""
    (tmp_path / "access.log").symlink_to(tmp_path / "gone.log")
    with pytest.raises(SourceError, match=r"access\.log"):
        scan(case(tmp_path))


def test_an_empty_log(tmp_path: Path) -> None:
    """No line, no row, a tally of nothing."""
    for content in (b"", gzip.compress(b"")):
        found = scanned(tmp_path, content, format="auto")
        assert found.requests.is_empty()
        assert found.minutes.is_empty()
        assert (found.report.lines, found.report.first, found.report.format) == (0, None, None)


@given(
    st.lists(
        st.sampled_from(
            [NAMED, OTHER, b"junk\n", b"junk Lijst \xe9.xlsx\n", b"\n", b"caf\xe9\r\n", line("/", time="13:00:00")]
        ),
        max_size=12,
    ),
    st.integers(60, 400),
)
@settings(max_examples=5)
def test_the_size_of_chunks_changes_nothing(lines: list[bytes], chunk_bytes: int) -> None:
    """Cut into any chunks, a log gives the same rows, minutes and tally."""
    content = b"".join(lines)
    assert _scanned_in_chunks(content, chunk_bytes) == _scanned_in_chunks(content, 1 << 20)


def _scanned_in_chunks(content: bytes, chunk_bytes: int) -> tuple[Any, ...]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr("forensics.scan.scan.open_source", partial(open_source, chunk_bytes=chunk_bytes))
        found = scanned(Path(folder), content)
    return found.requests.rows(), found.minutes.rows(), found.report
