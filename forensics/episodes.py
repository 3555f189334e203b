"""From the requests of one client to episodes: resumes, ranges that assemble, viewers, prefetches.

counting.md 3.6. Works on small lists of `Piece`, one per request that delivered something of one
version of one file, in time order. Nothing is joined across addresses or versions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import groupby

from forensics.model import Counting

__all__ = ["Episode", "Piece", "across_agents", "build", "outcome", "union"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One request that delivered something: the `spans` of the file it carried (first and last byte)
    if they are known, else `length` if that is known."""

    index: int  # position in the table of requests
    time: datetime  # start, or the logged time
    client: str | None
    agent: str | None
    size: int | None  # S
    verdict: str  # complete | partial
    status: int
    grade: str
    spans: tuple[tuple[int, int], ...]
    length: int | None  # body bytes; None where only bytes with headers, or several parts, are logged
    at_least_whole: bool = False  # with headers, enough bytes for the whole file


@dataclass(slots=True)
class Episode:
    """Requests that belong together: one complete delivery, or pieces of one."""

    pieces: list[Piece]
    complete: bool = False
    flags: list[str] = field(default_factory=list)
    absorbed: list[Piece] = field(default_factory=list)

    @property
    def key(self) -> tuple[datetime, int]:
        """Order of episodes: time of the first request, then its place in the table."""
        return (self.pieces[0].time, self.pieces[0].index)


def union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Intervals (first and last byte) joined where the next starts at or before last + 1 (3.6.4)."""
    merged: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _covered(pieces: Iterable[Piece]) -> list[tuple[int, int]]:
    return union(span for piece in pieces for span in piece.spans)


def _whole(size: int | None) -> list[tuple[int, int]] | None:
    return None if size is None else [(0, size - 1)]


def outcome(episode: Episode) -> tuple[str, str | None, int | None]:
    """(kind, proof, bytes known to have left) of an episode (counting.md 3.6.4 and 3.6.5)."""
    size = episode.pieces[0].size
    if episode.complete:
        return "complete", "single", size
    covered = _covered(episode.pieces)
    known = sum(last - first + 1 for first, last in covered)
    if covered == _whole(size):
        return "assembled", "proven", size
    unknown = [p for p in episode.pieces if not p.spans]
    if not unknown or size is None:
        return "partial", None, known if covered else None
    if any(p.length is None for p in unknown):
        # Bytes with headers: enough of them may be the whole file, exact tiling cannot be seen.
        kind = "indeterminate" if any(p.at_least_whole for p in unknown) else "partial"
        return kind, None, known or None
    total = known + sum(p.length or 0 for p in unknown)
    if total == size:
        return "assembled", "inferred", size
    return ("indeterminate" if total > size else "partial"), None, min(total, size)


def _absorb(pieces: Sequence[Piece], counting: Counting) -> tuple[list[Piece], dict[int, list[Piece]]]:
    """Splits off pieces that start within a minute of a complete delivery to the same address
    (3.6.2: a viewer that switches to ranges, a prefetch). Returns the rest, and what each complete took."""
    completes = [p for p in pieces if p.verdict == "complete"]
    rest: list[Piece] = []
    taken: dict[int, list[Piece]] = {}
    for piece in pieces:
        near = [c for c in completes if abs(c.time - piece.time) <= counting.absorb]
        if piece.verdict == "partial" and near:
            nearest = min(near, key=lambda c: (abs(c.time - piece.time), c.index))
            taken.setdefault(nearest.index, []).append(piece)
        else:
            rest.append(piece)
    return rest, taken


def _resumes(piece: Piece, episode: Episode) -> bool:
    """A 206 from X to the end after a 200 that may have been cut: the client held X bytes (3.6.3)."""
    return (
        episode.complete
        and episode.pieces[0].status in (200, 203)
        and episode.pieces[0].grade != "G3"
        and piece.status == 206
        and piece.size is not None
        and len(piece.spans) == 1
        and 0 < piece.spans[0][0] < piece.size
        and piece.spans[0][1] == piece.size - 1
    )


def _starts_anew(piece: Piece, episode: Episode) -> bool:
    """Offset 0 again after the union was complete opens a new episode (3.6.8)."""
    return bool(piece.spans) and piece.spans[0][0] == 0 and outcome(episode)[0] == "assembled"


def _walk(pieces: Sequence[Piece], counting: Counting) -> list[Episode]:
    """The episodes of one client, agent and version; pieces in time order."""
    episodes: list[Episode] = []
    current: Episode | None = None
    last_time: datetime | None = None
    for piece in pieces:
        if last_time is not None and piece.time - last_time > counting.episode:
            current = None
        last_time = piece.time
        if piece.verdict == "complete":
            current = Episode([piece], complete=True)
            episodes.append(current)
        elif current is not None and _resumes(piece, current):
            held = replace(current.pieces[0], spans=((0, piece.spans[0][0] - 1),))
            current.pieces, current.complete = [held, piece], False
            current.flags.append("resumed")
        elif current is None or current.complete or _starts_anew(piece, current):
            current = Episode([piece])
            episodes.append(current)
        else:
            if piece.status == 206 and current.pieces[0].status == 200 and "resumed" not in current.flags:
                current.flags.append("resumed")
            current.pieces.append(piece)
    return episodes


def build(pieces: Sequence[Piece], counting: Counting) -> list[Episode]:
    """The episodes of one file, all clients; a complete delivery is one of its own (3.6.1 to 3.6.5, 3.6.8)."""
    episodes: list[Episode] = []
    ordered = sorted(pieces, key=lambda p: (p.client or "", p.size or 0, p.time, p.index))
    for _, group in groupby(ordered, key=lambda p: (p.client, p.size)):
        rest, taken = _absorb(list(group), counting)
        by_agent = sorted(rest, key=lambda p: (p.agent or "", p.time, p.index))
        found: list[Episode] = []
        for _, own in groupby(by_agent, key=lambda p: p.agent):
            found.extend(_walk(list(own), counting))
        for episode in found:
            for piece in episode.pieces:
                episode.absorbed.extend(taken.get(piece.index, ()))
            if episode.absorbed:
                earlier = any(p.time < episode.pieces[0].time for p in episode.absorbed)
                episode.flags.append("prefetch" if earlier else "viewer")
        episodes.extend(across_agents(found, counting))
    return sorted(episodes, key=lambda episode: episode.key)


def across_agents(episodes: Sequence[Episode], counting: Counting) -> list[Episode]:
    """Second pass (3.6.7): left-over pieces of one address under several agents, joined only if
    their known intervals together are the whole file (browser to download manager, or to Office)."""
    open_ones = sorted((e for e in episodes if outcome(e)[0] == "partial"), key=lambda e: e.key)
    if len({e.pieces[0].agent for e in open_ones}) < 2:
        return list(episodes)
    joined: list[Episode] = []
    group: list[Episode] = []
    for episode in open_ones:
        if group and episode.pieces[0].time - group[-1].pieces[-1].time > counting.episode:
            group = []
        group.append(episode)
        pieces = sorted((p for e in group for p in e.pieces), key=lambda p: (p.time, p.index))
        if len(group) > 1 and _covered(pieces) == _whole(pieces[0].size):
            joined.append(Episode(pieces, flags=["cross-UA"]))
            group = []
    merged = {id(p) for episode in joined for p in episode.pieces}
    return [e for e in episodes if not any(id(p) in merged for p in e.pieces)] + joined
