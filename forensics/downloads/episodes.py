"""From the requests of one client to episodes: resumes, ranges that assemble, viewers, prefetches.

counting.md 3.6. Works on small lists of `Piece`, one per request that delivered something of one
version of one file, in time order. Nothing is joined across addresses or versions.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from forensics.downloads.pieces import Piece, union
from forensics.model import Counting

__all__ = ["Episode", "build", "outcome"]


_PARTIAL = 206
_AT_ONCE = timedelta(seconds=1)


@dataclass(slots=True)
class Episode:
    """Requests that belong together: one response that stands `alone`, or pieces of one delivery."""

    pieces: list[Piece]
    alone: bool = False
    after: Episode | None = None  # the response that stands alone just before these pieces
    flags: list[str] = field(default_factory=list)
    absorbed: list[Piece] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(init=False)  # union of the known intervals

    def __post_init__(self) -> None:
        self.covered = union(span for piece in self.pieces for span in piece.spans)

    def add(self, piece: Piece) -> None:
        """One more piece."""
        self.pieces.append(piece)
        self.covered = union([*self.covered, *piece.spans])

    @property
    def order(self) -> tuple[Any, ...]:
        """That of its first request."""
        return self.pieces[0].order


def _whole(size: int | None) -> list[tuple[int, int]] | None:
    return None if size is None else [(0, size - 1)]


def outcome(episode: Episode) -> tuple[str, str | None, int | None]:
    """(kind, proof, bytes known to have left) of an episode (counting.md 3.6.4 and 3.6.5)."""
    size = episode.pieces[0].size
    if episode.alone:
        sure = episode.pieces[0].verdict == "complete"
        return ("complete", "single", size) if sure else ("indeterminate", None, None)
    known = sum(last - first + 1 for first, last in episode.covered)
    if episode.covered == _whole(size):
        return "assembled", "proven", size
    unknown = [p for p in episode.pieces if not p.spans]
    if not unknown or size is None:
        return "partial", None, known or None
    if _tiles(unknown, known, size) or _closes(episode, unknown, size):
        return "assembled", "inferred", size
    total = known + sum(p.most or 0 if p.length is None else p.length for p in unknown)
    kind = "indeterminate" if total >= size else "partial"
    return kind, None, min(total, size) if all(p.length is not None for p in unknown) else known or None


def _tiles(unknown: Sequence[Piece], known: int, size: int) -> bool:
    """Parts of unknown place have as many bytes as the file, or as it lacks (3.6.5). Of one size they may be the same
    part again and again, unless they were fetched at once, as a download manager does (4b.13)."""
    lengths = [p.length or 0 for p in unknown]
    span = max(p.time for p in unknown) - min(p.time for p in unknown)
    if any(p.length is None for p in unknown) or (len(set(lengths)) < 2 <= len(lengths) and span > _AT_ONCE):
        return False
    return sum(lengths) in {size, size - known}


def _closes(episode: Episode, unknown: Sequence[Piece], size: int) -> bool:
    """A part large enough to reach from what a 200 before it, or of the same second, handed over to the end: resumed,
    though the server had handed over more than the client read (4b.12)."""
    begun = [p for p in episode.pieces if p.status != _PARTIAL and p.spans and _at_start(p)]
    rest = [p for p in unknown if p.status == _PARTIAL]
    return any(one.time <= p.time and size - (p.least or 0) <= one.spans[0][1] + 1 for p in rest for one in begun)


def _absorb(pieces: Sequence[Piece], counting: Counting) -> tuple[list[Piece], dict[int, list[Piece]]]:
    """Splits off pieces that start within a minute of a complete delivery to the same address
    (3.6.2: a viewer that switches to ranges, a prefetch). Returns the rest, and what each complete took."""
    completes = [p for p in pieces if p.verdict == "complete"]
    times = [p.time for p in completes]
    rest: list[Piece] = []
    taken: dict[int, list[Piece]] = {}
    for piece in pieces:
        at = bisect_left(times, piece.time)
        around = completes[max(0, at - 1) : at + 1] if piece.verdict == "partial" else []
        near = [c for c in around if abs(c.time - piece.time) <= counting.absorb]
        if near:
            nearest = min(near, key=lambda c: (abs(c.time - piece.time), c.index))
            taken.setdefault(nearest.index, []).append(piece)
        else:
            rest.append(piece)
    return rest, taken


def _starts_anew(piece: Piece, episode: Episode) -> bool:
    """Offset 0 again after the union was complete opens a new episode (3.6.8); another place may, see `_closed`."""
    if not piece.spans:
        return False
    return outcome(episode)[0] == "assembled" if _at_start(piece) else episode.covered == _whole(piece.size)


def _at_start(piece: Piece) -> bool:
    return piece.spans[0][0] == 0


def _closed(episodes: Sequence[Episode], tails: Collection[int]) -> list[Episode]:
    """The episodes without `tails` (their positions): pieces after a whole that do not begin with offset 0. They are
    another delivery if they are a whole of their own, as of a download manager that fetches the parts in any order;
    else they belong to the one before them, as a viewer asks for a page again."""
    closed: list[Episode] = []
    for at, episode in enumerate(episodes):
        if at in tails and outcome(episode)[0] != "assembled":
            for piece in episode.pieces:
                closed[-1].add(piece)
        else:
            closed.append(episode)
    return closed


def _resumed(episode: Episode) -> Episode | None:
    """One episode of a 200 that looked whole, or broke off who knows where, and of the ranges after
    it, if these run from some X to the end: the client held X bytes and fetched the rest (3.6.3)."""
    before = episode.after
    if before is None or before.pieces[0].status not in (200, 203) or len(episode.covered) != 1:
        return None
    (start, last), size = episode.covered[0], before.pieces[0].size
    if start == 0 or size is None or last != size - 1:
        return None
    held = replace(before.pieces[0], spans=((0, start - 1),))
    return Episode([held, *episode.pieces], flags=["resumed"])


def _continue(episode: Episode, piece: Piece) -> None:
    """Adds a piece. A range from X to the end shows how much of a 200 before it the client held, where
    the log counts its bytes with headers only (3.6.3)."""
    first = episode.pieces[0]
    if piece.status == 206 and first.status in (200, 203) and "resumed" not in episode.flags:
        episode.flags.append("resumed")
        start, last = piece.spans[0] if piece.spans else (0, None)
        held = (first.most or 0) if first.length is None else 0
        if 0 < start <= held and first.size is not None and last == first.size - 1:
            episode.pieces[0] = replace(first, spans=((0, start - 1),))
            episode.covered = union([*episode.covered, (0, start - 1)])
    episode.add(piece)


def _walk(pieces: Sequence[Piece], counting: Counting) -> list[Episode]:
    """The episodes of one client, agent and version; pieces in time order."""
    episodes: list[Episode] = []
    tails: set[int] = set()
    last_time: datetime | None = None
    for piece in pieces:
        open_still = last_time is not None and piece.time - last_time <= counting.episode
        current, last_time = episodes[-1] if open_still else None, piece.time
        if piece.verdict != "partial":
            episodes.append(Episode([piece], alone=True))
        elif current is None or current.alone:
            episodes.append(Episode([piece], after=current))
        elif _starts_anew(piece, current):
            tails.update(() if _at_start(piece) else (len(episodes),))
            episodes.append(Episode([piece]))
        else:
            _continue(current, piece)
        if resumed := _resumed(episodes[-1]):
            episodes[-2:] = [resumed]
    return _closed(episodes, tails)


def build(pieces: Sequence[Piece], counting: Counting) -> list[Episode]:
    """The episodes of one file, all clients; a complete delivery is one of its own (3.6.1 to 3.6.5, 3.6.8).

    Where the log names no client, or several may stand behind it, each piece stands for itself (4b.5).
    """
    known = [p for p in pieces if p.client is not None]
    episodes = [Episode([p], alone=p.verdict != "partial") for p in pieces if p.client is None]
    ordered = sorted(known, key=lambda p: (p.client or "", p.size or 0, p.order))
    for _, group in groupby(ordered, key=lambda p: (p.client, p.size)):
        rest, taken = _absorb(list(group), counting)
        by_agent = sorted(rest, key=lambda p: (p.agent or "", p.order))
        found: list[Episode] = []
        for _, own in groupby(by_agent, key=lambda p: p.agent):
            found.extend(_walk(list(own), counting))
        for episode in found:
            for piece in episode.pieces:
                episode.absorbed.extend(taken.get(piece.index, ()))
            if episode.absorbed:
                earlier = any(p.time < episode.pieces[0].time for p in episode.absorbed)
                episode.flags.append("prefetch" if earlier else "viewer")
        episodes.extend(_across_agents(found, counting))
    return sorted(episodes, key=lambda episode: episode.order)


def _across_agents(episodes: Sequence[Episode], counting: Counting) -> list[Episode]:
    """Second pass (3.6.7): left-over pieces of one address under several agents, joined only if
    their known intervals together are the whole file (browser to download manager, or to Office)."""
    left_over = sorted((e for e in episodes if outcome(e)[0] == "partial"), key=lambda e: e.order)
    if len({e.pieces[0].agent for e in left_over}) < 2:
        return list(episodes)
    joined: list[Episode] = []
    gone: set[int] = set()
    group: list[Episode] = []
    covered: list[tuple[int, int]] = []
    for episode in left_over:
        if group and episode.pieces[0].time - group[-1].pieces[-1].time > counting.episode:
            group, covered = [], []
        group.append(episode)
        covered = union([*covered, *episode.covered])
        if covered == _whole(episode.pieces[0].size):
            pieces = sorted((p for e in group for p in e.pieces), key=lambda p: p.order)
            joined.append(Episode(pieces, flags=["cross-UA"]))
            gone.update(map(id, group))
            group, covered = [], []
    return [e for e in episodes if id(e) not in gone] + joined
