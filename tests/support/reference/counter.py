"""The rules of counting.md 3.4 to 3.6, 3.8 and 4b in plain Python, for requests as `lines` reads them.

It shares no code with the tool. Where a rule leaves a choice, its comment says which one was made.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import unquote

from tests.support.reference.lines import Request

__all__ = ["File", "Judged", "Unit", "distinct", "judge", "units"]

_EPISODE, _ABSORB = timedelta(minutes=30), timedelta(seconds=60)
_HEADERS = 16 * 1024


@dataclass(frozen=True)
class File:
    """The leaked file, the parties, and what the size field of the logs means (planned, total, body)."""

    path: str
    size: int
    kind: str
    encoded: int | None
    proxies: tuple[str, ...]
    own: tuple[str, ...]


@dataclass(frozen=True)
class Judged:
    """A request with its verdict; a piece has the bytes that it may hold and, where known, their place."""

    request: Request
    client: str
    verdict: str
    least: int = 0
    most: int = 0
    interval: tuple[int, int] | None = None

    @property
    def time(self) -> datetime:
        """When it was logged."""
        return self.request.time


@dataclass(frozen=True)
class Unit:
    """A download, or what may be one: `most` is as how many deliveries the ceiling counts it."""

    client: str
    time: datetime
    kind: str  # complete | assembled | partial | indeterminate | not_modified
    proven: bool = False
    most: int = 1
    open: bool = False  # the rules allow it in the headline as well

    @property
    def whole(self) -> bool:
        """It is in the headline."""
        return self.kind in ("complete", "assembled")


# -- 3.8: which requests there were, and whose -----------------------------------------------------


def distinct(requests: Iterable[Request]) -> list[Request]:
    """4b.2: a request that stands in several files counts as often as in the file that holds it most often."""
    seen: dict[object, dict[str, list[Request]]] = defaultdict(lambda: defaultdict(list))
    for request in requests:
        key = (request.time, request.peer, request.method, request.target, request.status, request.size)
        seen[key][str(request.file)].append(request)
    found = [request for files in seen.values() for request in max(files.values(), key=len)]
    return sorted(found, key=lambda request: request.time)


def _client(request: Request, file: File) -> str:
    """From the right, the first address that is no trusted proxy; behind another peer the chain keeps people apart
    (4b.5): here the chain's own end, which a visitor cannot choose."""
    chain = [request.peer] if request.forwarded == "-" else [*request.forwarded.split(", "), request.peer]
    trusted = [*file.proxies, *([request.peer] if ip_address(request.peer).is_private and len(chain) > 1 else [])]
    for address in reversed(chain):
        if address not in trusted:
            return address
    return request.peer


def _names(request: Request, file: File) -> bool:
    path = unquote(request.target.partition("?")[0])
    return posixpath.normpath("/" + path.lstrip("/")) == file.path


# -- 3.5: one verdict for each request -------------------------------------------------------------


def _is_whole(size: int, whole: int, kind: str) -> bool:
    """3.3: the size itself, or with headers the band above it."""
    return whole + 80 <= size <= whole * 1.005 + _HEADERS if kind == "total" else size == whole


def _body(size: int, kind: str) -> tuple[int, int]:
    """The least and most bytes of the body; 4b.12: headers take at most 16 KiB."""
    return (max(0, size - _HEADERS), max(0, size - 80)) if kind == "total" else (size, size)


def judge(request: Request, file: File) -> Judged | None:
    """The verdict by the first rule that fits; nothing where the request is for another file."""
    client = _client(request, file)
    size = request.size or 0
    if not _names(request, file):
        return None  # rule 2; the generator has no twins
    if request.method not in ("GET", "POST"):
        return Judged(request, client, "probe")  # rule 3
    if request.status == 304:
        return Judged(request, client, "not_modified")  # rule 6
    if request.status >= 300:
        return Judged(request, client, "error")  # rules 5, 7 to 9
    return _of_206(request, client, size, file) if request.status == 206 else _of_200(request, client, size, file)


def _of_200(request: Request, client: str, size: int, file: File) -> Judged:
    least, most = _body(size, file.kind)
    if not size:
        return Judged(request, client, "probe")  # rule 10
    if _is_whole(size, file.size, file.kind):
        doubt = request.done is False and file.kind == "planned"
        return Judged(request, client, "indeterminate" if doubt else "complete", least, most)  # rules 11 and 12
    if file.encoded and _is_whole(size, file.encoded, file.kind) and request.done is not False:
        return Judged(request, client, "complete", least, most)  # rule 14
    if most < file.size and file.kind != "planned" and request.done is not True:
        return Judged(request, client, "partial", least, most)  # rule 16
    return Judged(request, client, "indeterminate", least, most)  # rules 17 and 18


def _of_206(request: Request, client: str, size: int, file: File) -> Judged:
    least, most = _body(size, file.kind)
    if request.interval:
        first, last = request.interval
        handed = min(last - first + 1, most)
        if last - first < 2:
            return Judged(request, client, "probe")  # rule 19
        whole = first == 0 and handed >= file.size
        return Judged(request, client, "complete" if whole else "piece", handed, handed, (first, first + handed - 1))
    if file.kind != "total" and size <= 2:
        return Judged(request, client, "probe")  # rule 19
    if file.kind != "total" and size == file.size:
        return Judged(request, client, "complete", size, size)  # rule 20
    return Judged(request, client, "piece", least, min(most, file.size))  # rule 22, 4b.9


# -- 3.6: from requests to downloads ---------------------------------------------------------------


def _episodes(rows: list[Judged]) -> Iterable[list[Judged]]:
    """3.6.1: one client and agent, closed after half an hour without a line."""
    groups: dict[tuple[str, str], list[Judged]] = defaultdict(list)
    for row in rows:
        groups[row.client, row.request.agent].append(row)
    for group in groups.values():
        episode: list[Judged] = []
        for row in group:
            if episode and row.time - episode[-1].time > _EPISODE:
                yield episode
                episode = []
            episode.append(row)
        yield episode


def _resumed(rows: list[Judged], file: File) -> tuple[list[Unit], list[Judged]]:
    """3.6.3 and 4b.12: a 200 and then the rest, from a place that the client held, are one download."""
    units: list[Unit] = []
    left = list(rows)
    for row in rows:
        if row.verdict not in ("complete", "partial") or row.request.status != 200:
            continue
        for rest in left:
            if rest.verdict == "piece" and rest.time > row.time and _closes(row, rest, file):
                units.append(Unit(row.client, row.time, "assembled", proven=rest.interval is not None))
                left = [other for other in left if other is not row and other is not rest]
                break
    return units, left


def _closes(row: Judged, rest: Judged, file: File) -> bool:
    if rest.interval:
        return 0 < rest.interval[0] <= row.most and rest.interval[1] == file.size - 1
    return row.verdict == "partial" and file.size - rest.least <= row.most and rest.most < file.size


def _united(pieces: list[Judged], file: File) -> tuple[list[Unit], list[Judged]]:
    """3.6.4 and 3.6.8: known intervals in order of time; once they cover the file, the next piece begins anew."""
    units: list[Unit] = []
    open_pieces: list[Judged] = []
    for piece in pieces:
        open_pieces.append(piece)
        if _cover(open_pieces, file):
            units.append(Unit(piece.client, open_pieces[0].time, "assembled", proven=True))
            open_pieces = []
    return units, open_pieces


def _cover(pieces: list[Judged], file: File) -> bool:
    reached = 0
    for first, last in sorted(piece.interval for piece in pieces if piece.interval):
        if first > reached:
            return False
        reached = max(reached, last + 1)
    return reached >= file.size


def _summed(pieces: list[Judged], file: File) -> list[Unit]:
    """3.6.5, 4b.3, 4b.13: pieces without a place: they tile, are too few, or decide nothing."""
    if not pieces:
        return []
    total, client, time = sum(piece.most for piece in pieces), pieces[0].client, pieces[0].time
    exact = all(piece.least == piece.most for piece in pieces)
    equal = len({piece.most for piece in pieces}) == 1
    if exact and total == file.size:  # row 19 and 4b.13 leave open what equal parts are: the part again, or all parts
        return [Unit(client, time, "indeterminate" if equal else "assembled", open=equal)]
    if total < file.size:
        return [Unit(client, time, "partial")]
    return [Unit(client, time, "indeterminate", most=total // file.size)]


def units(rows: list[Judged], file: File) -> list[Unit]:
    """Downloads and what may be one, from all requests for the file in order of time."""
    found: list[Unit] = []
    rest: list[Judged] = []
    for episode in _episodes([row for row in rows if row.verdict in ("complete", "partial", "piece")]):
        joined, left = _resumed(episode, file)
        found += joined
        rest += left
    whole = [row for row in rest if row.verdict == "complete"]
    found += [Unit(row.client, row.time, "complete", proven=True) for row in whole]
    rest = [row for row in rest if row.verdict != "complete" and not _absorbed(row, whole)]
    for episode in _episodes(sorted(rest, key=lambda row: row.time)):
        known, open_pieces = _united([row for row in episode if row.interval], file)
        found += known
        found += _summed([*open_pieces, *(row for row in episode if not row.interval)], file)
    found += [Unit(row.client, row.time, "indeterminate") for row in rows if row.verdict == "indeterminate"]
    return found + _never_seen(rows, found)


def _absorbed(row: Judged, whole: list[Judged]) -> bool:
    """3.6.2: a part within a minute of a whole one to the same address belongs to it."""
    return any(other.client == row.client and abs(other.time - row.time) <= _ABSORB for other in whole)


def _never_seen(rows: list[Judged], units: list[Unit]) -> list[Unit]:
    """3.4: a 304 to a client to whom nothing whole was seen to go."""
    known = {unit.client for unit in units if unit.whole}
    strangers = {row.client: row.time for row in reversed(rows) if row.verdict == "not_modified"}
    return [Unit(client, time, "not_modified") for client, time in strangers.items() if client not in known]
