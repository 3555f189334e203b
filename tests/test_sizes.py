"""The size of a file that the case does not give: from the log, never silently (counting.md 0)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from forensics.copies import mark_copies
from forensics.model import FileVersion, LeakedFile
from forensics.parties import identify
from forensics.sizes import settle, sizes_seen
from tests.request_fixture import CASE, requests

UNKNOWN = LeakedFile("leak.xlsx")


def table(*rows: dict[str, Any]) -> pl.DataFrame:
    """Identified requests."""
    return identify(mark_copies(requests(*rows)), CASE)


def settled(*rows: dict[str, Any]) -> tuple[str, list[int]]:
    """Source and sizes of a file whose size the case does not give."""
    file = settle(replace(CASE, files=(UNKNOWN,)), table(*rows)).files[0]
    return file.size_source, [version.size for version in file.versions]


def by(address: int, size: int, **values: Any) -> dict[str, Any]:
    """A 200 of that many body bytes to 192.0.2.ADDRESS."""
    return {"peer": f"192.0.2.{address}", "body_bytes": size, **values}


def test_a_size_that_the_case_gives_stands() -> None:
    """Whatever the log suggests."""
    assert settle(CASE, table(by(1, 5), by(2, 5))).files == CASE.files


def test_the_total_of_a_content_range_wins() -> None:
    """The server said it itself, to whomever."""
    ranged = {"status": 206, "body_bytes": 100, "content_range": "bytes 0-99/5000"}
    assert settled(ranged, by(1, 7000), by(2, 7000)) == ("inferred", [5000])


def test_else_the_most_frequent_body_of_two_addresses() -> None:
    """One address alone may have been served something of its own."""
    assert settled(by(1, 7000), by(2, 7000), by(3, 600)) == ("inferred", [7000])
    assert settled(by(1, 600), by(1, 600), by(1, 600), by(2, 7000), by(3, 7000)) == ("inferred", [7000])


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
    assert seen[0] == {"source": "status_200_body", "size": 7000, "requests": 2, "addresses": 2}
    assert len(seen) == 5
    assert [entry["size"] for entry in seen[1:]] == [607, 606, 605, 604]


def test_each_file_for_itself() -> None:
    """One file's bodies are no size of another."""
    case = replace(CASE, files=(UNKNOWN, LeakedFile("annex.pdf"), LeakedFile("x", versions=(FileVersion(3),))))
    rows = [by(1, 7000), by(2, 7000), by(1, 9000, file="annex.pdf"), by(2, 9000, file="annex.pdf")]
    found = settle(case, table(*rows)).files
    assert [[version.size for version in file.versions] for file in found] == [[7000], [9000], [3]]
