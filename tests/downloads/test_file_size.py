"""The size of a file that the case does not give: from the log, never silently (counting.md 0)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl

from forensics.downloads.copies.duplicate_lines import mark_copies
from forensics.downloads.file_size import settle, sizes_seen
from forensics.model import FileVersion, LeakedFile, SizeSeen
from forensics.parties.identify import identify
from tests.support.request_fixture import CASE, NOON, requests

UNKNOWN = LeakedFile("leak.xlsx")


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    """Identified requests."""
    return identify(mark_copies(requests(*rows)), CASE)


def settled(*rows: dict[str, Any]) -> tuple[str, list[int]]:
    """Source and sizes of a file whose size the case does not give."""
    file = settle(replace(CASE, files=(UNKNOWN,)), table(*rows)).case.files[0]
    return file.size_source, [version.size for version in file.versions]


def by(address: int, size: int, **values: Any) -> dict[str, Any]:
    """A 200 of that many body bytes to 192.0.2.ADDRESS."""
    return {"peer": f"192.0.2.{address}", "body_bytes": size, **values}


def test_a_size_that_the_case_gives_stands() -> None:
    """Whatever the log suggests."""
    assert settle(CASE, table(by(1, 5), by(2, 5))).case.files == CASE.files


def test_the_total_of_a_content_range_is_the_servers_own_word() -> None:
    """It said it itself: to whomever, unless other bodies went to several; then to several too."""
    ranged = {"status": 206, "body_bytes": 100, "content_range": "bytes 0-99/5000"}
    assert settled(ranged, by(1, 7000)) == ("inferred", [5000])
    assert settled(ranged, by(1, 7000), by(2, 7000)) == ("unknown", [])
    assert settled(ranged, ranged | {"peer": "192.0.2.77"}, by(1, 600), by(2, 600)) == ("inferred", [5000])


def test_else_the_body_that_two_networks_got() -> None:
    """One address alone, or one /64, may have been served something of its own."""
    assert settled(by(1, 7000), by(2, 7000), by(3, 600)) == ("inferred", [7000])
    assert settled(by(1, 600), by(1, 600), by(1, 600), by(2, 7000), by(3, 7000)) == ("inferred", [7000])
    hosts = [by(0, 600) | {"peer": f"2001:db8::{n}"} for n in range(1, 30)]
    assert settled(*hosts) == ("unknown", [])
    assert settled(*hosts, by(2, 7000), by(3, 7000)) == ("inferred", [7000])


def test_two_sizes_with_two_networks_each_leave_it_open() -> None:
    """However many got the one: a page that stands in place of the file may have gone to more than the file did."""
    found = settle(
        replace(CASE, files=(UNKNOWN,)), table(*(by(n, 7000) for n in range(9)), by(20, 600), by(21, 600), by(1, 7000))
    )
    assert found.case.files[0].versions == ()
    assert [file.versions[0].size for file in found.others[0]] == [7000, 600]
    assert found.doubtful == {"leak.xlsx"}


def test_a_size_that_follows_another_in_time_is_a_second_version() -> None:
    """Each counted apart, in its own time; and as it may have been one of them only, that is told."""
    late = NOON + timedelta(hours=5)
    rows = [by(1, 7000), by(2, 7000), *(by(n, 9000, end=late + timedelta(minutes=n)) for n in (3, 4))]
    found = settle(replace(CASE, files=(UNKNOWN,)), table(*rows))
    first, second = found.case.files[0].versions
    assert (first.size, first.end) == (7000, late + timedelta(minutes=3))
    assert (second.size, second.start) == (9000, late + timedelta(minutes=3))
    assert found.doubtful == {"leak.xlsx"}
    ranged = [
        {"status": 206, "body_bytes": 9, "content_range": f"bytes 0-8/{size}", "peer": f"192.0.2.{n}"}
        for n, size in enumerate((5000, 8000))
    ]
    assert settled(*ranged) == ("inferred", [8000, 5000])


def test_pages_are_no_size_of_a_file() -> None:
    """A page that the case declares, or HTML in place of a file that is none."""
    html = {"content_type": "text/html; charset=utf-8"}
    assert settled(by(1, 600, **html), by(2, 600, **html)) == ("unknown", [])
    pages = replace(CASE, files=(replace(UNKNOWN, page_sizes=(600,)),))
    assert settle(pages, table(by(1, 600), by(2, 600))).case.files[0].versions == ()
    page = replace(CASE, files=(LeakedFile("list.html"),))
    rows = table(*(by(n, 600, file="list.html", **html) for n in (1, 2)))
    assert settle(page, rows).case.files[0].versions[0].size == 600


def test_bytes_with_headers_give_about_a_size() -> None:
    """What lies in a narrow band is one file: its size is that of the least less the least header."""
    totals = [{"peer": f"192.0.2.{n}", "total_bytes": 2_000_300 + n * 7} for n in range(1, 6)]
    assert settled(*totals) == ("inferred", [2_000_307 - 80])
    other = [{"peer": f"192.0.2.{n}", "total_bytes": 5_400 + n} for n in range(1, 6)]
    assert settled(*totals, *other) == ("unknown", [])


def test_totals_of_a_size_that_is_known_are_no_other_size() -> None:
    """One server logs bodies, the other totals: a file, not two. Of a small file that may be chance."""
    totals = [{"peer": f"192.0.2.{n}", "total_bytes": 183_940 + n * 7} for n in range(5, 9)]
    assert settled(by(1, 183_296), by(2, 183_296), *totals) == ("inferred", [183_296])
    assert settled(by(1, 183_296), *totals) == ("inferred", [183_940 + 35 - 80])
    assert settled(by(1, 180_000), by(2, 180_000), *totals) == ("unknown", [])
    small = [{"peer": f"192.0.2.{n}", "total_bytes": 5_600} for n in (5, 6)]
    assert settled(by(1, 5_000), by(2, 5_000), *small) == ("unknown", [])


def test_planned_bytes_will_do() -> None:
    """Apache's %b is the size of the file where it is whole."""
    planned = [{"peer": f"192.0.2.{n}", "planned_bytes": 7000} for n in (1, 2)]
    assert settled(*planned) == ("inferred", [7000])


def test_what_supports_no_size() -> None:
    """Encoded, partial, refused, empty, of another path, a copy, or of one address: no size is made up."""
    other: dict[str, Any] = {"source": "s2", "line": b"line 1"}
    for rows in (
        [by(1, 7000)],
        [by(1, 7000, encoding="gzip"), by(2, 7000, encoding="gzip")],
        [by(1, 7000, status=206), by(2, 7000, status=206)],
        [by(1, 7000, status=404), by(2, 7000, status=404)],
        [by(1, 7000, method="HEAD"), by(2, 7000, method="HEAD")],
        [by(1, 0), by(2, 0)],
        [by(1, 7000, match="other"), by(2, 7000, match="other")],
        [by(1, 7000), by(2, 7000) | other],
        [{"status": 206, "content_range": "bytes 0-99/*"}],
        [],
    ):
        assert settled(*rows) == ("unknown", []), rows


def test_sizes_considered_are_shown() -> None:
    """Best supported first, at most five of each source, with how many addresses."""
    rows = [by(1, 7000), by(2, 7000), *(by(3, 600 + n) for n in range(8))]
    seen = sizes_seen(table(*rows), UNKNOWN)
    assert seen[0] == SizeSeen("status_200_body", 7000, 2, 2)
    assert len(seen) == 5
    assert [entry.size for entry in seen[1:]] == [607, 606, 605, 604]


def test_each_file_for_itself() -> None:
    """One file's bodies are no size of another."""
    case = replace(CASE, files=(UNKNOWN, LeakedFile("annex.pdf"), LeakedFile("x", versions=(FileVersion(3),))))
    rows = [by(1, 7000), by(2, 7000), by(1, 9000, file="annex.pdf"), by(2, 9000, file="annex.pdf")]
    found = settle(case, table(*rows)).case.files
    assert [[version.size for version in file.versions] for file in found] == [[7000], [9000], [3]]


def test_an_origin_is_asked_by_no_visitor() -> None:
    """What one visitor got through a CDN went to two networks, and to one."""
    logs = (replace(CASE.logs[0], layer="edge"), replace(CASE.logs[0], layer="origin"))
    case = replace(CASE, files=(UNKNOWN,), logs=logs)
    short = [by(1, 65_536, log=0), by(77, 65_536, log=1)]
    whole = [by(2, 7000, log=0), by(3, 7000, log=0)]
    assert settle(case, table(*short, *whole)).case.files[0].versions == (FileVersion(7000),)
    alone = settle(case, table(by(76, 7000, log=1), by(77, 7000, log=1)))
    assert alone.case.files[0].versions == (FileVersion(7000),)
