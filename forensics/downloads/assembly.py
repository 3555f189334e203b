"""From judged requests to downloads: one row per download or possible download (schema.DOWNLOAD).

Requests keep their rows: they gain the download they belong to, the verdict "assembled", the grade
G3 where a later request proves receipt, and their window. counting.md 3.6 and 3.7.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl

from forensics.downloads.ceilings import allotted
from forensics.downloads.download import Download, in_order
from forensics.downloads.refetches import refetches
from forensics.downloads.units import NEVER, Row, Unit, logged_time, units_of
from forensics.downloads.windows import Moment, Placed, place, span
from forensics.model import Case, Window
from forensics.model.schema import DOWNLOAD, LABELLED, check

__all__ = ["assemble"]


#: Columns of the requests that downloads are told by: of a million requests, all the others would fill the memory.
_READ = (
    "row", "file", "match", "target", "referer", "start", "end", "second_reading", "status", "range", "encoding",
    "total_bytes", "client", "client_64", "person", "shared", "party", "own", "agent", "agent_class", "robot", "size",
    "verdict", "rule", "because", "grade", "flags", "foreign", "body", "bare", "least_sent", "cut_off", "multipart",
    "interval", "asked_first", "asked_last", "first_byte", "last_byte", "names",
)  # fmt: skip
#: And those that requests gain from them.
_GAINED = ("verdict", "because", "rule", "download", "window", "edge_window", "flags", "grade")


def _lifted(rows: Sequence[Row], units: Sequence[Unit]) -> frozenset[int]:
    """Requests whose receipt a later request of the same client proves: a 304, or a 416 for the
    byte after the last (3.3, G3; 3.5 rule 7). The latest delivery before it is lifted, the best
    proven of one second."""
    deliveries: dict[tuple[str, str], list[tuple[datetime, str, str, tuple[int, ...]]]] = {}
    for unit in units:
        client, time = rows[unit.indexes[0]]["person"], logged_time(rows[unit.indexes[-1]])
        weakest = min(rows[i]["grade"] or "" for i in unit.indexes)
        if unit.kind in ("complete", "assembled") and client is not None and time is not None:
            insort(deliveries.setdefault((unit.file, client), []), (time, unit.proof or "", weakest, unit.indexes))
    lifted: set[int] = set()
    for row in rows:
        proof = row["verdict"] == "not_modified" or (
            row["status"] == 416 and row["verdict"] == "error" and row["range"] == f"bytes={row['size']}-"
        )
        proof = proof and row["match"] == "target"
        time = logged_time(row)
        before = deliveries.get((row["file"], row["person"]), []) if proof and time is not None else []
        count = bisect_right(before, time, key=lambda delivery: delivery[0])
        if count:
            lifted.update(before[count - 1][-1])
    return frozenset(lifted)


def _moment(row: Row) -> Moment:
    return Moment(row["start"], row["end"], row["second_reading"])


def _windows_of(case: Case, file: str | None) -> tuple[Window, ...]:
    return tuple(window for window in case.windows if file in window.files)


def _grade(rows: Sequence[Row], unit: Unit, lifted: frozenset[int]) -> str | None:
    """The weakest grade among the requests that carried bytes."""
    if unit.kind in ("indeterminate", "not_modified"):
        return None
    return min("G3" if i in lifted else rows[i]["grade"] or "G0" for i in unit.indexes)


def _placed(moments: Sequence[Moment], windows: tuple[Window, ...], case: Case) -> Placed:
    """Where a download falls. One of several requests lies at an edge without doubt only if any of
    these requests is beyond doubt."""
    tolerance = case.counting.clock_tolerance
    placed = place(span(moments), windows, tolerance)
    each = [place(moment, windows, tolerance) for moment in moments]
    if placed.edge or not all(one.edge for one in each):
        return placed
    touched = next((one.edge_window for one in each if one.edge_window), None)
    return Placed(placed.window, placed.edge_window or touched, edge=True)


def _download(rows: Sequence[Row], unit: Unit, case: Case, lifted: frozenset[int]) -> Download:
    """A download, but for its name, the merging of at_least, and its share of the ceiling."""
    first = rows[unit.indexes[0]]
    moments = [_moment(rows[i]) for i in unit.indexes]
    moment = span(moments)
    placed = _placed(moments, _windows_of(case, unit.file), case)
    grade = _grade(rows, unit, lifted)
    whole = unit.kind in ("complete", "assembled")
    sure = (
        whole
        and unit.proof != "inferred"
        and grade is not None
        and grade >= "G2"
        and not first["own"]
        and not placed.edge
        and "cross-UA" not in unit.flags
    )
    flags = {flag for i in unit.indexes for flag in rows[i]["flags"]} | set(unit.flags)
    flags |= {"edge"} if placed.edge else set()
    if grade == "G3" or unit.kind not in ("complete", "assembled"):
        flags.discard("abort-blind")
    return Download(
        file=unit.file,
        size=unit.size,
        kind=unit.kind,
        proof=unit.proof,
        grade=grade,
        **{name: first[name] for name in ("client", "client_64", "party", "own", "agent", "agent_class", "robot")},
        first=moment.start or moment.end,
        last=moment.end or moment.start,
        bytes=unit.bytes,
        window=placed.window,
        edge_window=placed.edge_window,
        flags=in_order(flags),
        because=unit.because,
        rows=tuple(rows[i]["row"] for i in unit.indexes),
        in_at_least=sure,
        in_headline=whole,
        indexes=unit.indexes,
        absorbed=unit.absorbed,
        person=first["person"],
        shared=first["shared"],
    )


def _without_repeats(downloads: Sequence[Download], case: Case) -> Iterator[Download]:
    """Of deliveries to one address within 30 seconds of each other, at_least keeps the first
    (COUNTER's double-click window, chained, agent ignored; counting.md 3.7). Where several may stand
    behind an address, only those of one and the same are its repeats (4b.5)."""
    latest: dict[tuple[str, str | None, str | None], datetime] = {}
    for one in downloads:
        if not one.in_at_least or one.first is None or (one.shared and one.person is None):
            yield one
            continue
        key = (one.file, one.window, one.person if one.shared else one.client_64)
        again = key in latest and one.first - latest[key] <= case.counting.merge
        latest[key] = one.first
        yield replace(one, in_at_least=False).flagged("repeat-within-30s") if again else one


def _with_refetches(downloads: Sequence[Download], rows: Sequence[Row]) -> list[Download]:
    again = refetches(downloads, {row["row"]: row for row in rows})
    return [one.flagged("re-fetch") if one.name in again else one for one in downloads]


def _belonging(downloads: Sequence[Download]) -> dict[int, Row]:
    """What requests gain from the downloads that they belong to: the name; and of an episode, what they amount to
    together is the verdict of each (3.6.4, 3.6.5)."""
    gained: dict[int, Row] = {}
    for one in downloads:
        amounts = {"verdict": one.kind, "because": one.because} if one.kind in ("assembled", "indeterminate") else {}
        gained |= {index: {"download": one.name, **amounts} for index in one.indexes}
        gained |= {index: {"download": one.name, "absorbed": True} for index in one.absorbed}
    return gained


def _labelled(row: Row, gained: Row, placed: Placed, *, lifted: bool) -> tuple[object, ...]:
    """What a request gains (`_GAINED`): its download, the verdict of its episode, its window by itself, and the grade
    that a later one proves."""
    other = gained.get("verdict", row["verdict"]) != row["verdict"]
    flags = {"absorbed"} if gained.get("absorbed") else set()
    flags |= {"edge"} if placed.edge else set()
    return (
        gained["verdict"] if other else row["verdict"],
        gained["because"] if other else row["because"],
        f"3.6, {row['rule']}" if other else row["rule"],
        gained.get("download"),
        placed.window,
        placed.edge_window,
        sorted({*row["flags"], *flags}) if flags else row["flags"],
        "G3" if lifted else row["grade"],
    )


def _when(download: Download) -> tuple[datetime, int, str]:
    return (download.first or NEVER, download.indexes[0], download.file)


def assemble(requests: pl.DataFrame, case: Case) -> tuple[pl.DataFrame, pl.DataFrame]:
    """LABELLED requests and DOWNLOAD rows from judged requests; no request is dropped.

    Loops over the requests that name a file, not over the log.
    """
    rows = requests.select(_READ).to_dicts()
    units = [unit for file in case.files for unit in units_of(rows, file, case)]
    lifted = _lifted(rows, units)
    found = sorted((_download(rows, unit, case, lifted) for unit in units), key=_when)
    counted = list(_without_repeats(found, case))
    shares = allotted(counted, rows)
    named = [
        replace(one, name=f"d{number}", at_most=share)
        for number, (one, share) in enumerate(zip(counted, shares, strict=True), 1)
    ]
    gained = _belonging(named)
    tolerance = case.counting.clock_tolerance
    labelled = [
        _labelled(
            row,
            gained.get(index, {}),
            place(_moment(row), _windows_of(case, row["file"]), tolerance),
            lifted=index in lifted,
        )
        for index, row in enumerate(rows)
    ]
    downloads = [one.row() for one in _with_refetches(named, rows)]
    gains = pl.DataFrame(labelled, schema={name: LABELLED[name] for name in _GAINED}, orient="row")
    table = requests.with_columns(gains.get_columns())
    return (
        check(table.select(list(LABELLED)), LABELLED),
        check(pl.DataFrame(downloads, schema=dict(DOWNLOAD), orient="row"), DOWNLOAD),
    )
