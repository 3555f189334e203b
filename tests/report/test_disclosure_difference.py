"""Two reports for the public of one case: the second is not written where their difference shows fewer than k."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from forensics.model import Findings, Share
from forensics.report.disclosure import disclose
from forensics.report.disclosure.difference import Bar, difference, without
from forensics.report.disclosure.units import addresses_of, networks_of, units
from forensics.report.plots import draw as plots
from tests.support.command import refused, run
from tests.support.report_fixture import crowd

_LINE = (
    '{address} - - [{day:02}/Jun/2026:{hour}:00:00 +0200] "GET /docs/leak.xlsx HTTP/1.1" 200 2000000'
    ' "-" "Mozilla/5.0 Firefox/115.0"\n'
)
_CASE = """\
[case]
id = "leak-8"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
size = 2000000
[[windows]]
label = "one"
start = 2026-06-08T00:00:00
end = 2026-06-12T00:00:00
[[logs]]
path = "access.log"
format = "combined"
"""
#: Day and address: eight networks on the 9th, six on the 10th.
_CROWD = tuple((9, f"198.51.{number}.7") for number in range(8)) + tuple((10, f"203.0.{n}.9") for n in range(6))
Visit = tuple[int, str]
_FIVE = Bar(5, 5, 5)


@pytest.fixture(autouse=True)
def _no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """They take their time, and nothing here is in them."""
    monkeypatch.setattr(plots, "draw", lambda *_: ())


def _report(folder: Path, visits: Sequence[Visit]) -> Path:
    folder.mkdir()
    lines = [
        _LINE.format(address=address, day=day, hour=10 + number % 12) for number, (day, address) in enumerate(visits)
    ]
    (folder / "access.log").write_text("".join(sorted(lines)), encoding="utf-8", newline="")
    (folder / "case.toml").write_text(_CASE, encoding="utf-8", newline="")
    assert run("investigate", folder / "case.toml", "-o", folder / "leak-8", "--jobs", "1", "-q").exit_code in {0, 3}
    return folder / "leak-8"


def _public(report: Path, *options: object) -> dict[str, Any]:
    result = run("report", report, "--level", "public", "-q", *options)
    assert result.exit_code in {0, 3}, result.stderr
    found: dict[str, Any] = json.loads((report.with_name("leak-8-public") / "findings.json").read_bytes())
    return found


def _days(found: dict[str, Any]) -> list[tuple[str | None, int]]:
    return [(share["name"], share["downloads"]) for share in found["files"][0]["by_day"]]


def test_many_addresses_of_one_network_lift_no_day(tmp_path: Path) -> None:
    """Four of one /64 beside one visitor are two: the day is joined with the next, and no subtraction shows it."""
    own = [(11, f"2001:db8:5:5::{number:x}") for number in range(1, 5)]
    found = _public(_report(tmp_path / "a", [*_CROWD, *own, (11, "192.0.2.10")]))
    assert _days(found) == [("2026-06-09", 8), (None, 11)]
    block = [(11, f"192.0.2.{number}") for number in range(1, 6)]
    assert _days(_public(_report(tmp_path / "b", [*_CROWD, *block]))) == [("2026-06-09", 8), (None, 11)]
    apart = [(11, f"2001:db8:5:{number}::1") for number in range(5)]
    assert len(_days(_public(_report(tmp_path / "c", [*_CROWD, *apart])))) == 3


def test_what_counts_as_one_visitor() -> None:
    """IPv6 by its /64; of a /24 those with one agent, each address with its first; host names by their domain."""
    clients = [
        *("2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1", "192.0.2.2", "192.0.2.3", "::ffff:192.0.2.4"),
        *("198.51.100.1", "a1.pool.example.net", "a2.pool.example.net", "b.example.org"),
    ]
    agents = ["x", "y", "x", "x", "x", "y", "x", "x", "x", "x", "x"]
    found = crowd(len(clients), 1)
    rows = (
        found.requests.sort("start").head(len(clients)).with_columns(client=pl.Series(clients), agent=pl.Series(agents))
    )
    again = rows.head(4).with_columns(agent=pl.lit("made up"), start=pl.col("start") + pl.duration(days=90))
    counted = units(replace(found, requests=pl.concat([rows, again]), downloads=found.downloads.clear()))
    groups: dict[object, list[str]] = {}
    for client in clients:
        groups.setdefault(counted[client], []).append(client)
    assert sorted(groups.values()) == [
        ["192.0.2.1", "192.0.2.2", "::ffff:192.0.2.4"],
        ["192.0.2.3"],
        ["198.51.100.1"],
        ["2001:db8:0:1::1"],
        ["2001:db8::1", "2001:db8::2"],
        ["a1.pool.example.net", "a2.pool.example.net"],
        ["b.example.org"],
    ]
    of_all = {client: counted[client] for client in clients}
    assert [addresses_of(k, of_all) for k in (2, 3, 8)] == [4, 6, 12]
    assert [networks_of(k, of_all) for k in (2, 3, 8)] == [4, 6, 11]


def test_one_more_visitor_is_not_told_by_two_reports(tmp_path: Path) -> None:
    """Refused with the numbers that tell; written where it must be, with the reason in both custody logs."""
    first, second = _report(tmp_path / "a", _CROWD), _report(tmp_path / "b", [*_CROWD, (10, "192.0.2.10")])
    _public(first)
    earlier, made = first.with_name("leak-8-public"), second.with_name("leak-8-public")
    result = run("report", second, "--level", "public", "--previous", earlier)
    refused(result, str(earlier), "fewer than 5 visitors", "files[0].total.requests", "--allow 'previous=REASON'")
    assert not made.exists()
    _public(second, "--previous", earlier, "--allow", "previous=asked by the court")
    for folder in (second, made):
        last = json.loads((folder / "custody.jsonl").read_bytes().splitlines()[-1])["details"]
        assert last["allowed"] == {"previous": "asked by the court"}
        assert len(last["previous"]) == 64


def test_reports_far_enough_apart_are_written(tmp_path: Path) -> None:
    """The same once more, and one with five networks more on a day that was shown."""
    first = _report(tmp_path / "a", _CROWD)
    second = _report(tmp_path / "b", [*_CROWD, *((9, f"192.0.{number}.10") for number in range(5))])
    _public(first)
    earlier = first.with_name("leak-8-public")
    assert _days(_public(first, "--previous", earlier, "-o", earlier)) == [("2026-06-09", 8), ("2026-06-10", 6)]
    assert _days(_public(second, "--previous", earlier)) == [("2026-06-09", 13), ("2026-06-10", 6)]


def test_a_table_that_tells_is_left_out(tmp_path: Path) -> None:
    """Five more on two days: the total tells nobody, the days would."""
    first = _report(tmp_path / "a", _CROWD)
    more = [(9, "192.0.1.10"), *((10, f"192.0.{number}.10") for number in range(2, 6))]
    second = _report(tmp_path / "b", [*_CROWD, *more])
    _public(first)
    earlier = first.with_name("leak-8-public")
    result = run("report", second, "--level", "public", "--previous", earlier)
    assert "files[0].by_day is left out" in result.stderr
    made = second.with_name("leak-8-public")
    assert json.loads((made / "findings.json").read_bytes())["files"][0]["by_day"] == []
    told = run("verify", made, "--case", tmp_path / "b" / "case.toml", "--jobs", "1")
    assert "counted again from the sources" in told.stdout


def test_what_is_no_earlier_report(tmp_path: Path) -> None:
    """Of another level or case, or none at all."""
    report = _report(tmp_path / "a", _CROWD)
    refused(run("report", report, "--level", "public", "--previous", report), "not an earlier report of level public")
    refused(run("report", report, "--level", "public", "--previous", tmp_path), "findings.json")
    _public(report)
    again = run("report", report, "--level", "public")
    assert "not compared with the report that stood in" in again.stderr


def _with(found: Findings, **changed: Any) -> Findings:
    return replace(found, files=(replace(found.files[0], **changed),))


@pytest.mark.parametrize(
    ("before", "after", "tells"),
    [
        ((("a", 9, 9), ("b", 9, 9)), (("a", 9, 9), ("b", 9, 9)), False),
        ((("a", 9, 9), ("b", 9, 9)), (("a", 10, 9), ("b", 9, 9)), True),
        ((("a", 9, 9), ("b", 9, 9)), (("a", 12, 12), ("b", 9, 9)), True),
        ((("a", 9, 9), ("b", 9, 9)), (("a", 14, 14), ("b", 9, 9)), False),
        ((("a", 9, 9), (None, 7, 7)), (("a", 9, 9), ("b", 6, 6), (None, 1, 1)), True),
        ((("a", 9, 9), (None, 12, 12)), (("a", 9, 9), ("b", 6, 6), (None, 6, 6)), False),
        ((("a", 9, 9), ("b", 6, 6)), (("a", 9, 9), (None, 8, 8)), True),
        ((), (("a", 9, 9), ("b", 9, 9)), False),
    ],
)
def test_tables_are_compared_part_by_part(before: Any, after: Any, *, tells: bool) -> None:  # noqa: ANN401 - rows
    """In each part, in what is left, and in what one of them joins and the other shows."""
    found = disclose(crowd(60, 40), "public")
    one, other = (_with(found, by_class=tuple(Share(*row) for row in rows)) for rows in (before, after))
    told = difference(one, other, [_FIVE])
    assert told.numbers == ()
    assert told.tables == (("files[0].by_class",) if tells else ())
    assert without(other, told.tables).files[0].by_class == (() if tells else other.files[0].by_class)


def test_a_window_within_another_is_compared_with_it() -> None:
    """Whatever the two are called."""
    found = disclose(crowd(60, 40), "public")
    whole = found.files[0].windows[0]
    few = replace(whole, label="but for one minute", requests=whole.requests - 1)
    other = _with(found, windows=(few, *found.files[0].windows[1:]))
    assert "files[0].windows[0].requests" in difference(found, other, [_FIVE]).numbers
