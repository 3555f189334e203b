"""The findings against themselves: each number is a filter over the tables beside them (design principle 1), as far
as the level of the report shows these."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from forensics.custody.bundle.level import foreign, level_of
from forensics.custody.verify.check import Check, compared, unchecked
from forensics.custody.verify.sums import unfitting
from forensics.report.saved import received
from forensics.report.tables import cell_of

__all__ = ["check_findings"]

_Row = Mapping[str, str]
_COLUMNS = {
    "requests.csv": ("row", "file", "window", "verdict"),
    "downloads.csv": (
        "file", "window", "edge_window", "kind", "grade", "client", "own", "robot", "in_at_least", "in_headline",
        "at_most",
    ),
}  # fmt: skip
_TABLES = tuple(_COLUMNS)
#: Rows of a table, and bytes of a line of events, that are read.
_MOST, _LINE = 20_000_000, 64 * 1024**2


def check_findings(root: Path, findings: Mapping[str, Any]) -> Check:
    """The numbers fit each other; downloads, requests, verdicts and parts of each window, and of all, are those of
    the tables, where the level of the report has tables."""
    try:
        found = list(unfitting(findings))
        if foreign(level_of(findings), _TABLES):
            return compared("findings", found, "every number fits the others; this level shows no rows to count")
        try:
            requests, downloads = (_rows(root, name, _COLUMNS[name]) for name in _TABLES)
        except (OSError, ValueError, csv.Error):
            return _uncounted(found, "a table that the numbers are counted from is missing or cannot be read")
        if requests is None or downloads is None:
            return _uncounted(found, "the tables of this report leave out what the numbers are counted from")
        found += _events(root, requests)
        for place, file in enumerate(findings["files"]):
            found += _file(f"files[{place}]", file, requests, downloads)
    except (LookupError, TypeError, AttributeError) as error:
        return Check("findings", "differs", (f"findings.json is not as its schema says: {error!r}",))
    count = f"{len(requests):,} requests and {len(downloads):,} downloads"
    return compared("findings", found, f"every number is that of the tables ({count})")


def _uncounted(found: Sequence[str], reason: str) -> Check:
    return Check("findings", "differs", tuple(found)) if found else unchecked("findings", reason)


def _rows(root: Path, name: str, columns: Sequence[str]) -> list[_Row] | None:
    """These columns of a table, null where only the level leaves one out; None where it has not what is counted. Raises
    OSError, ValueError or csv.Error where it cannot be read."""
    with received.opened(root, name) as file, TextIOWrapper(file, encoding="utf-8", newline="") as text:
        rows = csv.reader(text, strict=True)
        head = next(rows, [])
        if not set(columns) <= set(head):
            return None
        places = {column: head.index(column) for column in columns}
        found: list[_Row] = []
        for row in rows:
            if len(row) != len(head) or len(found) >= _MOST:
                raise ValueError(f"{name} has a row of other columns, or too many")
            found.append({column: sys.intern(row[place]) for column, place in places.items()})
        return found


def _events(root: Path, requests: Sequence[_Row]) -> Iterator[str]:
    """events.jsonl, where it is there, has the rows of requests.csv."""
    if not received.is_there(root, "events.jsonl"):
        return
    try:
        ids = list(_events_of(root, len(requests)))
    except (OSError, ValueError, LookupError, TypeError):
        yield "events.jsonl cannot be read"
        return
    yield from _same("rows of events.jsonl", len(ids), len(requests))
    if ids != [row["row"] for row in requests]:
        yield "events.jsonl and requests.csv are about different lines"


def _events_of(root: Path, most: int) -> Iterator[str]:
    """The ids of the events, and of one more than there may be."""
    with received.opened(root, "events.jsonl") as file:
        while (line := file.readline(_LINE)) and most >= 0:
            yield received.json_of(line)["event"]["id"]
            most -= 1


def _file(key: str, file: Mapping[str, Any], requests: Sequence[_Row], downloads: Sequence[_Row]) -> Iterator[str]:
    name = cell_of(file["name"])
    asked = [row for row in requests if row["file"] == name]
    units = [row for row in downloads if row["file"] == name]
    # By another reading of the logs at least may be less and at most more than the rows, which are of one reading.
    tally_of = _spanned if any("reading" in row for row in file["sensitivity"]) else _tally
    for place, tally in enumerate(file["windows"]):
        label = cell_of(tally["label"])
        yield from tally_of(f"{key}.windows[{place}]", tally, asked, units, lambda window, label=label: window == label)  # type: ignore[misc]
    yield from tally_of(f"{key}.total", file["total"], asked, units, bool)


def _spanned(
    key: str,
    tally: Mapping[str, Any],
    requests: Sequence[_Row],
    downloads: Sequence[_Row],
    inside: Callable[[str], bool],
) -> Iterator[str]:
    """The same where the bounds hold for several readings: those of the rows lie within them."""
    bounds = tally["downloads"]
    least = _true([row for row in downloads if inside(row["window"])], "in_at_least")
    most = _at_most([row for row in downloads if inside(row["window"]) or inside(row["edge_window"])])
    if not (bounds["at_least"] or 0) <= least or not most <= bounds["at_most"]:
        yield f"{key}.downloads: findings.json says bounds that do not hold the {least} to {most} of the tables"
    none = bounds["at_least"] is None
    of_rows = {**bounds, "at_least": None if none else least, "at_most": most}
    yield from _tally(key, {**tally, "downloads": of_rows}, requests, downloads, inside)


def _tally(
    key: str,
    tally: Mapping[str, Any],
    requests: Sequence[_Row],
    downloads: Sequence[_Row],
    inside: Callable[[str], bool],
) -> Iterator[str]:
    """What a tally says of a window, or of all: `inside` tells by a label whether a row belongs to it."""
    here = [row for row in downloads if inside(row["window"])]
    touching = [row for row in downloads if inside(row["window"]) or inside(row["edge_window"])]
    bounds, verdicts = tally["downloads"], Counter(row["verdict"] for row in requests if inside(row["window"]))
    counted = {
        "headline": _true(here, "in_headline"),
        "at_most": _at_most(touching),
        # Where no log can prove a download, none is the least.
        **({} if bounds["at_least"] is None else {"at_least": _true(here, "in_at_least")}),
    }
    for bound, number in counted.items():
        yield from _same(f"{key}.downloads.{bound}", bounds[bound], number)
    visitors = {row["client"] for row in here if row["in_headline"] == "true" and row["client"]}
    yield from _same(f"{key}.addresses.headline", tally["addresses"]["headline"], len(visitors))
    yield from _same(f"{key}.partial", tally["partial"], sum(row["kind"] == "partial" for row in here))
    headline = [row for row in here if row["in_headline"] == "true"]
    for name, column in (("own", "own"), ("robots", "robot")):
        yield from _same(f"{key}.{name}", tally[name], _true(headline, column))
    for grade, number in tally["grades"].items():
        yield from _same(f"{key}.grades.{grade}", number, sum(row["grade"] == grade for row in headline))
    for verdict, number in tally["verdicts"].items():
        yield from _same(f"{key}.verdicts.{verdict}", number, verdicts[verdict])
    yield from _same(f"{key}.requests", tally["requests"], sum(verdicts[name] for name in tally["verdicts"]))


def _at_most(rows: Sequence[_Row]) -> int:
    return sum(int(row["at_most"]) for row in rows if row["at_most"].isdecimal())


def _true(rows: Sequence[_Row], column: str) -> int:
    return sum(row[column] == "true" for row in rows)


def _same(key: str, stated: object, counted: object) -> Iterator[str]:
    if stated != counted:
        yield f"{key}: findings.json says {json.dumps(stated)}, the tables say {json.dumps(counted)}"
