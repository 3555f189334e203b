"""From judged requests to units: each a download, or what may be one, and the requests it was made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from forensics.downloads.episodes import Episode, build, outcome
from forensics.downloads.pieces import piece_of
from forensics.language.statement import message
from forensics.model import Case, LeakedFile

__all__ = ["NEVER", "Row", "Unit", "logged_time", "units_of"]

_BECAUSE = {
    ("assembled", "proven"): message("the ranges sent to this client together cover the whole file"),
    ("assembled", "inferred"): message(
        "the bytes sent to this client add up to exactly the file; where they belong is not logged"
    ),
    ("partial", None): message("part of the file was sent, not the whole"),
    ("indeterminate", None): message("may be a delivery; the fields do not decide"),
    ("not_modified", None): message("the client said that it holds a copy, and no delivery to it is in these logs"),
}
_TIMELESS = message("delivered, but the log holds no time")


@dataclass(frozen=True, slots=True)
class Unit:
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
NEVER = datetime.max.replace(tzinfo=UTC)


def logged_time(row: Row) -> datetime | None:
    """When a request was answered, or else when it began; None where the log holds no time."""
    time: datetime | None = row["start"] or row["end"]
    return time


def _unit_of(rows: Sequence[Row], file: str, episode: Episode) -> Unit:
    kind, proof, known = outcome(episode)
    because = rows[episode.pieces[0].index]["because"] if episode.alone else _BECAUSE[kind, proof]
    return Unit(
        file=file,
        kind=kind,
        proof=proof,
        indexes=tuple(piece.index for piece in episode.pieces),
        absorbed=tuple(sorted(piece.index for piece in episode.absorbed)),
        bytes=known,
        size=episode.pieces[0].size,
        flags=tuple(episode.flags),
        because=because,
    )


def _single(index: int, row: Row, kind: str, because: str) -> Unit:
    return Unit(row["file"], kind, None, (index,), (), None, row["size"], (), because)


def _first_sight(rows: Sequence[Row], indexes: Sequence[int], delivered: Sequence[Unit]) -> list[Unit]:
    """One unit per client whose first sign is a 304: its copy came from somewhere (3.4). Where the log
    names no client, or several may stand behind it, each 304 may be another's."""
    since: dict[str, datetime] = {}
    for unit in delivered:
        if unit.kind in ("complete", "assembled"):
            client, time = rows[unit.indexes[0]]["person"], logged_time(rows[unit.indexes[0]])
            if client is not None and time is not None:
                since[client] = min(time, since.get(client, time))
    found: dict[str | int, Unit] = {}
    for index in indexes:
        row, time = rows[index], logged_time(rows[index])
        client = row["person"]
        known = client in since and time is not None and since[client] <= time
        if not known:
            found.setdefault(
                index if client is None else client,
                _single(index, row, "not_modified", _BECAUSE["not_modified", None]),
            )
    return list(found.values())


def _may_be_resumed(row: Row) -> bool:
    """Delivered, or planned whole and broken off: ranges that follow may show how much of it the client held."""
    return row["verdict"] in ("complete", "partial") or (row["verdict"] == "indeterminate" and row["rule"] == "12")


def units_of(rows: Sequence[Row], file: LeakedFile, case: Case) -> list[Unit]:
    """Every download and possible download of one file, in time order."""
    mine = [i for i, row in enumerate(rows) if row["file"] == file.name]
    mine.sort(key=lambda i: (logged_time(rows[i]) is None, logged_time(rows[i]) or NEVER, i))
    pieces = [
        piece_of(i, rows[i], time)
        for i in mine
        if _may_be_resumed(rows[i]) and (time := logged_time(rows[i])) is not None
    ]
    units = [_unit_of(rows, file.name, episode) for episode in build(pieces, case.counting)]
    timeless = [i for i in mine if rows[i]["verdict"] in ("complete", "partial") and logged_time(rows[i]) is None]
    units += [_single(i, rows[i], "indeterminate", _TIMELESS) for i in timeless]
    taken = {piece.index for piece in pieces}
    units += [
        _single(i, rows[i], "indeterminate", rows[i]["because"])
        for i in mine
        if rows[i]["verdict"] == "indeterminate" and i not in taken
    ]
    units += _first_sight(rows, [i for i in mine if rows[i]["verdict"] == "not_modified"], units)
    return units
