"""From judged requests to downloads: one row per download or possible download (schema.DOWNLOAD).

Requests keep their rows: they gain the download they belong to, the verdict "assembled", the grade
G3 where a later request proves receipt, and their window. counting.md 3.6 and 3.7.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import polars as pl

from forensics.delivery import HEADERS_LEAST
from forensics.episodes import Episode, Piece, build, outcome
from forensics.model import Case, LeakedFile, Window
from forensics.schema import DOWNLOAD, LABELLED, check
from forensics.windows import Moment, Placed, place, span

__all__ = ["assemble"]

_BECAUSE = {
    ("complete", "single"): "one response carried the whole file",
    ("assembled", "proven"): "the ranges sent to this client together cover the whole file",
    (
        "assembled",
        "inferred",
    ): "the bytes sent to this client add up to exactly the file; where they belong is not logged",
    ("partial", None): "part of the file was sent, not the whole",
    ("indeterminate", None): "may be a delivery; the fields do not decide",
    ("not_modified", None): "the client said that it holds a copy, and no delivery to it is in these logs",
}


@dataclass(frozen=True, slots=True)
class _Unit:
    """A download, or what may be one: the requests it was made of, and what they amount to."""

    file: str
    kind: str
    proof: str | None
    indexes: tuple[int, ...]
    absorbed: tuple[int, ...]
    bytes: int | None
    size: int | None
    flags: tuple[str, ...]
    because: str


Row = dict[str, Any]
_NEVER = datetime.max.replace(tzinfo=UTC)


def _logged(row: Row) -> datetime | None:
    return row["start"] or row["end"]


def _spans(row: Row) -> tuple[tuple[int, int], ...]:
    """The known parts of the file that a request carried; several for a multipart answer (3.6.6)."""
    if not row["multipart"]:
        whole = row["first_byte"] is not None and row["last_byte"] is not None
        return ((row["first_byte"], row["last_byte"]),) if whole else ()
    size = row["size"]
    spans = []
    for part in (row["range"] or "").partition("=")[2].split(","):
        first, dash, last = (side.strip() for side in part.partition("-"))
        if not dash or size is None or not (first + last).isdecimal():
            return ()
        start = int(first) if first else max(0, size - int(last))
        end = min(int(last), size - 1) if first and last else size - 1
        if start <= end:
            spans.append((start, end))
    wanted = sum(end - start + 1 for start, end in spans)
    return tuple(spans) if row["body"] is not None and row["body"] >= wanted else ()


def _piece(index: int, row: Row, time: datetime) -> Piece:
    size, total = row["size"], row["total_bytes"]
    return Piece(
        index=index,
        time=time,
        client=row["client"],
        agent=row["agent"],
        size=size,
        verdict=row["verdict"],
        status=row["status"],
        grade=row["grade"] or "G0",
        spans=_spans(row),
        length=None if row["multipart"] else row["body"],
        at_least_whole=size is not None and total is not None and total >= size + HEADERS_LEAST,
    )


def _unit_of(file: str, episode: Episode) -> _Unit:
    kind, proof, known = outcome(episode)
    return _Unit(
        file=file,
        kind=kind,
        proof=proof,
        indexes=tuple(piece.index for piece in episode.pieces),
        absorbed=tuple(sorted(piece.index for piece in episode.absorbed)),
        bytes=known,
        size=episode.pieces[0].size,
        flags=tuple(episode.flags),
        because=_BECAUSE[kind, proof],
    )


def _single(index: int, row: Row, kind: str, because: str) -> _Unit:
    return _Unit(row["file"], kind, None, (index,), (), None, row["size"], (), because)


def _first_sight(rows: Sequence[Row], indexes: Sequence[int], delivered: Sequence[_Unit]) -> list[_Unit]:
    """One unit per client whose first sign is a 304: its copy came from somewhere (3.4)."""
    since: dict[str | None, datetime] = {}
    for unit in delivered:
        if unit.kind in ("complete", "assembled"):
            row = rows[unit.indexes[0]]
            time = _logged(row)
            if time is not None:
                since[row["client"]] = min(time, since.get(row["client"], time))
    found: dict[str | None, _Unit] = {}
    for index in indexes:
        row, time = rows[index], _logged(rows[index])
        client = row["client"]
        known = client in since and time is not None and since[client] <= time
        if not known and client not in found:
            found[client] = _single(index, row, "not_modified", _BECAUSE["not_modified", None])
    return list(found.values())


def _units(rows: Sequence[Row], file: LeakedFile, case: Case) -> list[_Unit]:
    """Every download and possible download of one file, in time order."""
    mine = [i for i, row in enumerate(rows) if row["file"] == file.name]
    mine.sort(key=lambda i: (_logged(rows[i]) is None, _logged(rows[i]) or _NEVER, i))
    pieces = [
        _piece(i, rows[i], time)
        for i in mine
        if rows[i]["verdict"] in ("complete", "partial") and (time := _logged(rows[i])) is not None
    ]
    units = [_unit_of(file.name, episode) for episode in build(pieces, case.counting)]
    timeless = [i for i in mine if rows[i]["verdict"] in ("complete", "partial") and _logged(rows[i]) is None]
    units += [_single(i, rows[i], "indeterminate", "delivered, but the log holds no time") for i in timeless]
    units += [
        _single(i, rows[i], "indeterminate", rows[i]["because"]) for i in mine if rows[i]["verdict"] == "indeterminate"
    ]
    units += _first_sight(rows, [i for i in mine if rows[i]["verdict"] == "not_modified"], units)
    return units


def _lifted(rows: Sequence[Row], units: Sequence[_Unit]) -> frozenset[int]:
    """Requests whose receipt a later request of the same client proves: a 304, or a 416 for the
    byte after the last (3.3, G3; 3.5 rule 7). The latest delivery before it is lifted."""
    deliveries: dict[tuple[str, str | None], list[tuple[datetime, int]]] = {}
    for unit in units:
        if unit.kind == "complete" and (time := _logged(rows[unit.indexes[0]])) is not None:
            key = (unit.file, rows[unit.indexes[0]]["client"])
            deliveries.setdefault(key, []).append((time, unit.indexes[0]))
    lifted = set()
    for row in rows:
        proof = row["verdict"] == "not_modified" or (
            row["status"] == 416 and row["verdict"] == "error" and row["range"] == f"bytes={row['size']}-"
        )
        time = _logged(row)
        if proof and time is not None:
            earlier = [d for d in deliveries.get((row["file"], row["client"]), ()) if d[0] <= time]
            if earlier:
                lifted.add(max(earlier)[1])
    return frozenset(lifted)


def _moment(row: Row) -> Moment:
    return Moment(row["start"], row["end"], row["second_reading"])


def _windows_of(case: Case, file: str | None) -> tuple[Window, ...]:
    return tuple(window for window in case.windows if file in window.files)


def _grade(rows: Sequence[Row], unit: _Unit, lifted: frozenset[int]) -> str | None:
    """The weakest grade among the requests that carried bytes."""
    if unit.kind in ("indeterminate", "not_modified"):
        return None
    return min("G3" if i in lifted else rows[i]["grade"] or "G0" for i in unit.indexes)


def _download(rows: Sequence[Row], unit: _Unit, case: Case, lifted: frozenset[int]) -> Row:
    """One row of DOWNLOAD, but for its name and the merging of at_least."""
    first = rows[unit.indexes[0]]
    moment = span([_moment(rows[i]) for i in unit.indexes])
    placed: Placed = place(moment, _windows_of(case, unit.file), case.counting.clock_tolerance)
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
    return {
        "file": unit.file,
        "size": unit.size,
        "kind": unit.kind,
        "proof": unit.proof,
        "grade": grade,
        **{name: first[name] for name in ("client", "client_64", "party", "own", "agent", "agent_class", "robot")},
        "first": moment.start or moment.end,
        "last": moment.end or moment.start,
        "bytes": unit.bytes,
        "window": placed.window,
        "edge_window": placed.edge_window,
        "flags": sorted(flags),
        "because": unit.because,
        "rows": [rows[i]["row"] for i in unit.indexes],
        "in_at_least": sure,
        "in_headline": whole,
        "in_at_most": True,
        "_unit": unit,
    }


def _merge_repeats(downloads: list[Row], case: Case) -> None:
    """Of deliveries to one address within 30 seconds of each other, at_least keeps the first
    (COUNTER's double-click window, chained, agent ignored; counting.md 3.7)."""
    latest: dict[tuple[str, str | None], datetime] = {}
    for row in downloads:
        if not row["in_at_least"]:
            continue
        key = (row["file"], row["client_64"])
        if key in latest and row["first"] - latest[key] <= case.counting.merge:
            row["in_at_least"] = False
            row["flags"] = sorted({*row["flags"], "repeat-within-30s"})
        latest[key] = row["first"]


def assemble(requests: pl.DataFrame, case: Case) -> tuple[pl.DataFrame, pl.DataFrame]:
    """LABELLED requests and DOWNLOAD rows from judged requests; no request is dropped.

    Loops over the requests that name a file, not over the log.
    """
    rows = requests.to_dicts()
    units = [unit for file in case.files for unit in _units(rows, file, case)]
    lifted = _lifted(rows, units)
    downloads = [_download(rows, unit, case, lifted) for unit in units]
    downloads.sort(key=lambda d: (d["first"] or _NEVER, d["_unit"].indexes[0], d["file"]))
    _merge_repeats(downloads, case)
    for number, download in enumerate(downloads, 1):
        download["download"] = f"d{number}"
        unit: _Unit = download.pop("_unit")
        for index in (*unit.indexes, *unit.absorbed):
            rows[index]["download"] = download["download"]
        for index in unit.absorbed:
            rows[index]["flags"] = sorted({*rows[index]["flags"], "absorbed"})
        if unit.kind == "assembled":
            for index in unit.indexes:
                rows[index] |= {
                    "verdict": "assembled",
                    "because": unit.because,
                    "rule": f"3.6, {rows[index]['rule']}",
                }
    for index, row in enumerate(rows):
        placed = place(_moment(row), _windows_of(case, row["file"]), case.counting.clock_tolerance)
        row |= {"window": placed.window, "edge_window": placed.edge_window}
        row.setdefault("download", None)
        if placed.edge:
            row["flags"] = sorted({*row["flags"], "edge"})
        if index in lifted:
            row["grade"] = "G3"
    table = pl.DataFrame(rows, schema={**requests.schema, **LABELLED}, orient="row")
    return (
        check(table.select(list(LABELLED)), LABELLED),
        check(pl.DataFrame(downloads, schema=dict(DOWNLOAD), orient="row").select(list(DOWNLOAD)), DOWNLOAD),
    )
