"""What a size means: no sign outvotes the file's own responses, and no visitor decides what all lines mean."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forensics.investigation import investigate
from forensics.model import ALWAYS, Case, FileFindings, FileVersion, Findings, LeakedFile, Log, Window
from tests.support.thorough import some

SIZE = 2_000_000
FILE = "/docs/leak.xlsx"


def line(by: str, request: str, answer: str, *, minute: int = 0) -> str:
    """A line of a combined log."""
    return f'{by} - - [09/Jun/2026:10:{minute % 60:02}:00 +0200] "{request} HTTP/1.1" {answer} "-" "Firefox/126"'


def site(sign: str = "", *, extra: int = 0, downloads: int = 4, clients: int = 3) -> list[str]:
    """A site whose server writes `sign` for 304 (nothing: no response without a body) and sizes with so many bytes
    of headers; a few clients got the file."""
    pages = [line(f"198.51.100.{n}", f"GET /page{n}", f"200 {1000 + n + extra}", minute=n) for n in range(1, 30)]
    signs = [line(f"198.51.100.{n}", f"GET /page{n}", f"304 {sign}", minute=30) for n in range(1, 6) if sign]
    whole = [
        line(f"192.0.2.{n % clients + 1}", f"GET {FILE}", f"200 {SIZE + extra}", minute=2 * n) for n in range(downloads)
    ]
    return [*pages, *signs, *whole]


def found(folder: Path, *logs: Sequence[str], size: int | None = SIZE, layout: str = "access.log{}") -> Findings:
    """The answer from these logs, rotations of one another."""
    for number, lines in enumerate(logs):
        name = layout.format(f".{number}" if number else "")
        (folder / name).write_text("\n".join([*lines, ""]), encoding="utf-8")
    versions = (FileVersion(size),) if size else ()
    return investigate(
        Case(
            id="leak",
            files=(LeakedFile("leak.xlsx", versions=versions, size_source="case" if size else "unknown"),),
            windows=(Window("all", *ALWAYS, ("leak.xlsx",)),),
            logs=(Log("access.log*"),),
            folder=folder,
        )
    )


def of(findings: Findings) -> tuple[int | None, int, int]:
    """At least, headline, at most."""
    bounds = findings.files[0].total.downloads
    return bounds.at_least, bounds.headline, bounds.at_most


def meaning(findings: Findings) -> list[tuple[str | None, str]]:
    """How the sizes of each log were read."""
    return [(source.size_field, source.size_field_source) for source in findings.sources]


def doubts(findings: Findings) -> list[str]:
    """What is told of other readings."""
    return [limit.text for limit in findings.limitations if limit.code == "two-readings"]


HEAD = line("203.0.113.66", "HEAD /robots.txt", "200 1256")


def test_one_head_request_changes_nothing(tmp_path: Path) -> None:
    """An application server's Content-Length looks like Apache's headers: exact sizes outvote it."""
    answer = found(tmp_path, [*site(), HEAD])
    assert of(answer) == (None, 4, 4)
    assert not doubts(answer)


def test_many_heads_do_not_outvote_exact_sizes(tmp_path: Path) -> None:
    """Not even if everybody sends them."""
    heads = [line(f"198.51.100.{n}", f"HEAD /h{n}", f"200 {300 + n}") for n in range(1, 40)]
    answer = found(tmp_path, [*site(), *heads])
    assert of(answer) == (None, 4, 4)
    assert meaning(answer) == [("planned", "assumed")]
    assert answer.sources[0].server is None
    assert "exactly the file's size" in answer.sources[0].size_field_because


def test_304_with_sizes_do_not_outvote_exact_sizes(tmp_path: Path) -> None:
    """Nor do 304 lines that carry a size, as some proxies and applications write them."""
    assert of(found(tmp_path, site("217"))) == (None, 4, 4)


def test_one_address_and_contrary_signs_are_two_readings(tmp_path: Path) -> None:
    """The headline follows the exact sizes, the bounds span both readings, and the other one is told."""
    heads = [line(f"198.51.100.{n}", f"HEAD /h{n}", f"200 {300 + n}") for n in range(1, 9)]
    answer = found(tmp_path, [*site(clients=1), *heads])
    assert answer.files[0].total.downloads.headline == 4
    assert answer.files[0].total.addresses.headline == 1
    assert "it is 0 downloads to 0 IP addresses" in doubts(answer)[0]
    assert not answer.complete
    told = [row for row in answer.files[0].sensitivity if row.reading]
    assert told[0].reading == "the sizes of s1 count headers too"
    assert (told[0].headline, told[0].at_least) == (0, 0)


@pytest.mark.parametrize("sign", ["", "217"])
def test_size_and_headers_speak_for_total(tmp_path: Path, sign: str) -> None:
    """Responses of S and a constant to several addresses tell that headers are counted."""
    answer = found(tmp_path, site(sign, extra=334))
    assert of(answer)[1:] == (4, 4)
    assert meaning(answer) == [("total", "inferred")]
    assert not doubts(answer)
    assert answer.sources[0].header_bytes == ((217, 217) if sign else None)


def test_one_response_with_headers_is_told(tmp_path: Path) -> None:
    """A single address decides nothing, but what it got may have been the file: never a plain 0."""
    answer = found(tmp_path, site(extra=334, downloads=1))
    assert of(answer) == (0, 0, 1)
    assert "it is 1 download to 1 IP address" in doubts(answer)[0]
    assert not answer.complete


def test_status_499_of_an_application_is_no_nginx(tmp_path: Path) -> None:
    """Planned sizes stay planned: at least cannot be told."""
    gone = [line("203.0.113.66", "GET /arcgis/rest", f"499 {size}") for size in (0, 120) * 20]
    assert of(found(tmp_path, [*site("-"), *gone])) == (None, 4, 4)


def test_durations_are_no_sizes(tmp_path: Path) -> None:
    """Milliseconds in the place of the size: the status alone speaks, and that is told."""
    times = (33, 36, 40, 2, 2, 118)
    rows = [line(f"192.0.2.{n % 4}", f"GET {FILE}", f"200 {ms}", minute=n) for n, ms in enumerate(times)]
    answer = found(tmp_path, [*site("0", downloads=0), *rows])
    assert of(answer) == (None, 6, 6)
    assert {row["grade"] for row in answer.requests.to_dicts()} == {"G0"}
    assert "no-sizes" in [limit.code for limit in answer.limitations]
    assert meaning(answer) == [(None, "inferred")]


def test_a_page_in_place_of_the_file_is_no_duration(tmp_path: Path) -> None:
    """Everybody gets the same small page: its size is one."""
    rows = [line(f"192.0.2.{n}", f"GET {FILE}", "200 512", minute=n) for n in range(5)]
    answer = found(tmp_path, [*site("0", downloads=0), *rows])
    assert answer.files[0].total.downloads.headline == 0
    assert answer.files[0].total.downloads.at_most == 5


def test_a_rotation_teaches_no_other_against_its_own_evidence(tmp_path: Path) -> None:
    """Neither by the lines of one visitor nor where the other shows otherwise itself."""
    heads = [line(f"198.51.100.{n}", f"HEAD /h{n}", f"200 {300 + n}") for n in range(1, 9)]
    assert of(found(tmp_path, site(), [*site(downloads=0), HEAD])) == (None, 4, 4)
    answer = found(tmp_path, site(), [*site(downloads=0), *heads])
    assert answer.files[0].total.downloads.headline == 4


def test_rotations_that_show_little_each_show_it_together(tmp_path: Path) -> None:
    """Two addresses in two rotations are two."""
    first = [*site(), line("198.51.100.1", "GET /a", "304 0")]
    second = [*site(downloads=0), line("198.51.100.2", "GET /a", "304 0")]
    answer = found(tmp_path, first, second)
    assert meaning(answer) == [("body", "inferred")] * 2
    assert of(answer) == (4, 4, 4)
    alone = [*site(downloads=0), line("198.51.100.1", "GET /b", "304 0")]
    assert meaning(found(tmp_path, first, alone)) == [("planned", "assumed")] * 2


def test_soft_404_of_one_prefix_is_not_the_file(tmp_path: Path) -> None:
    """The size is not what one visitor had served under other paths; that it might be is told."""
    soft = [line(f"2001:db8::{n % 2 + 1}", f"GET /x{n}/leak.xlsx", "200 5120", minute=n) for n in range(12)]
    answer = found(tmp_path, [*site("0"), *soft], size=None)
    assert (answer.files[0].size, answer.files[0].total.downloads.headline) == (SIZE, 4)
    assert any("the size of the file is 5,120 bytes" in text for text in doubts(answer))


def test_two_sizes_are_two_answers(tmp_path: Path) -> None:
    """Without a size each 200 may be the file: at least is not known, and both answers are told."""
    soft = [line(f"203.0.113.{n}", "GET /x/leak.xlsx", "200 5120", minute=2 * n) for n in range(3)]
    answer = found(tmp_path, [*site("0"), *soft], size=None)
    assert answer.files[0].size is None
    assert of(answer) == (None, 7, 7)
    assert not answer.complete
    assert [any(text in told for told in doubts(answer)) for text in ("it is 4 downloads", "it is 3 downloads")] == [
        True,
        True,
    ]


def test_name_in_a_query_is_told_where_no_size_is_known(tmp_path: Path) -> None:
    """Nothing tells whether the script handed over the file: no plain 0."""
    rows = [line(f"192.0.2.{n}", "GET /download.php?file=leak.xlsx", f"200 {SIZE}") for n in (1, 2)]
    answer = found(tmp_path, [*site("0", downloads=0), *rows], size=None)
    assert not answer.complete
    assert "2 requests" in next(limit.text for limit in answer.limitations if limit.code == "script-query")


# ---- one visitor -------------------------------------------------------------------------------

_SERVERS = {
    "nginx": site("0"),
    "apache": site("-"),
    "debian": site("217", extra=334),
    "silent": site(),
    "application": [*site(), *(line(f"198.51.100.{n}", f"HEAD /page{n}", f"200 {1000 + n}") for n in range(1, 9))],
}
_ANSWERS = st.sampled_from([
    "200 -", "200 0", "200 217", "200 1256", "200 2000000", "200 2000334", "200 5120", "304 -", "304 0", "304 180",
    "204 0", "204 200", "499 0", "499 120", "444 0", "206 1", "404 153", "302 -", "- -", "000 0",
])  # fmt: skip
_REQUESTS = st.sampled_from([
    "HEAD /robots.txt", "GET /page1", "GET http://www.example.org/page1", "OPTIONS *", "POST /form", "HEAD /page2",
    "GET /docs%2fpage.xlsx", "GET /DOCS/PAGE.XLSX", "FOO /", "GET /big.iso",
])  # fmt: skip


def others(file: FileFindings) -> list[str]:
    """Addresses that got the file, but for the visitor's own."""
    return sorted(one.address for one in file.addresses if not one.address.startswith("2001:db8:66:"))


@functools.cache
def before_the_visit(server: str) -> Findings:
    """What the log of a server gives without the visitor."""
    with TemporaryDirectory() as folder:
        return found(Path(folder), _SERVERS[server])


@pytest.mark.parametrize("server", _SERVERS)
@settings(max_examples=some(5, 8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tricks=st.lists(st.tuples(_REQUESTS, _ANSWERS, st.integers(1, 9)), min_size=1, max_size=100))
def test_one_visitor_moves_no_answer(tmp_path: Path, server: str, tricks: list[tuple[str, str, int]]) -> None:
    """Whatever one /64 sends that is no request for the file: headline, at least and addresses stay."""
    before = before_the_visit(server)
    junk = [line(f"2001:db8:66::{host}", request, answer) for request, answer, host in tricks]
    after = found(tmp_path, [*_SERVERS[server], *junk])
    assert of(after)[:2] == of(before)[:2]
    assert others(after.files[0]) == others(before.files[0])
    assert after.files[0].total.addresses.at_least == before.files[0].total.addresses.at_least
