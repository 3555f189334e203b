"""Which logs hold the same requests, across formats and wrappers, and which of them counts (counting.md 4b.2).

Two logs are compared over the time that both cover, as multisets. What is done with the requests that they share:

copy    all requests for the file that one of them holds stand in the other, and so may all its lines: they count
        once, in the log that shows most. One request alone can be equal by chance: it takes a second one (of
        another client or minute), the same line within the other, or lines that run alike.
layer   the same, but the one log names a server in front of it instead of the clients.
doubt   half or more are shared, or one line is, or something speaks against a copy: both readings stand. The
        headline counts each once, the ceiling both.
chance  fewer are shared: two servers that one client asked in the same second. Both count, and it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import polars as pl

from forensics.downloads.copies.likeness import likeness
from forensics.downloads.copies.logbooks import Logbook, logbooks
from forensics.downloads.copies.pairing import Ask, Slack, paired, same_line
from forensics.model import Case, Evidence, Overlap, OverlapKind, SourceReport
from forensics.parties.addresses import address_kind
from forensics.sources.lineage import all_series

__all__ = ["set_aside"]

#: The same second; two clocks or writers; a log that stamps the start beside one that stamps the end. The last
#: two only where whole logs match.
_EXACT, _CLOCKS, _LASTING = Slack(), Slack(2, 2), Slack(2, 3600)
#: Servers in front that a log behind them may name.
_FRONTS = 3
_INNER = ("loopback", "link-local", "private")
#: Share of the smaller log's requests from which two logs are no strangers.
_SHARED = 0.5
#: Requests that agree in all but the client, with less probability than this if the logs had nothing in common.
_CHANCE = 0.001

_Pairs = Sequence[tuple[Ask, Ask]]


@dataclass(frozen=True)
class _Found:
    """What a pair of logs shares: `poorer` counts less."""

    kind: OverlapKind
    poorer: Logbook
    richer: Logbook
    pairs: _Pairs  # of the poorer, of the richer
    held: int  # requests of the poorer in the time that both cover
    holds_all: tuple[bool, bool]  # the richer holds all that the poorer holds, and the other way round


def set_aside(requests: pl.DataFrame, evidence: Evidence, case: Case) -> tuple[pl.DataFrame, Evidence]:
    """Marks requests that another log holds too: `copy` and `copy_how` ("request", "layer"), or `copy_how` "perhaps"
    alone where that is in doubt. The evidence gains its overlaps, and its sources what they are copies of.

    `requests` are identified, after `mark_copies`; no row goes.
    """
    books = logbooks(requests, evidence.minutes, evidence.sources, case)
    found = list(_overlaps(books))
    rows = requests["row"]
    how: dict[int, str] = {}
    for each in found:
        how |= {one.index: _HOW[each.kind] for one, _ in each.pairs if each.kind in _HOW}
    marks = pl.Series("_how", [how.get(index) for index in range(requests.height)], dtype=pl.String)
    marked = requests.with_columns(
        copy=pl.col("copy") | (marks.is_in(["request", "layer"])).fill_null(value=False),
        copy_how=pl.coalesce("copy_how", marks),
    )
    kept = _copied(evidence.sources, found, case)
    overlaps = tuple(_told(each, rows) for each in found)
    return marked, replace(evidence, sources=kept, overlaps=overlaps)


_HOW: Mapping[str, str] = {"copy": "request", "layer": "layer", "doubt": "perhaps"}


def _told(found: _Found, rows: pl.Series) -> Overlap:
    return Overlap(
        kind=found.kind,
        one=tuple(source.id for source in found.poorer.sources),
        other=tuple(source.id for source in found.richer.sources),
        matched=len(found.pairs),
        held=found.held,
        rows=tuple(rows[one.index] for one, _ in found.pairs),
        peers=_peers(found) if found.kind == "layer" else (),
    )


def _peers(found: _Found) -> tuple[str, ...]:
    return tuple(sorted({one.client for one, other in found.pairs if one.client and one.client != other.client}))


def _overlaps(books: Sequence[Logbook]) -> Iterator[_Found]:
    """What pairs of logs share, the best shown log first; a request that is set aside is compared no more."""
    left = list(books)
    near, far = ([_asked(book, slack.after) for book in books] for slack in (_CLOCKS, _LASTING))
    starts = [all(ask.start is not None for ask in book.asks) for book in books]
    for one, other in combinations(range(len(books)), 2):
        asked = near if starts[one] == starts[other] else far
        if books[one].origin != books[other].origin or asked[one].isdisjoint(asked[other]):
            continue
        found = _compared(left[one], left[other])
        if found is None:
            continue
        yield found
        if found.kind in ("copy", "layer", "doubt"):
            poorer = one if found.poorer is left[one] else other
            gone = {ask.index for ask, _ in found.pairs}
            rest = tuple(ask for ask in left[poorer].asks if ask.index not in gone)
            left[poorer] = replace(left[poorer], asks=rest)


def _asked(book: Logbook, length: int) -> frozenset[tuple[str | None, str, int]]:
    """What was asked in which stretches of so many seconds, and in those after them."""
    times = ((ask, time) for ask in book.asks for time in ask.times or (0.0,))
    stretches = ((ask, int(time) // length) for ask, time in times)
    return frozenset((ask.method, ask.target, stretch + later) for ask, stretch in stretches for later in (0, 1))


def _compared(richer: Logbook, poorer: Logbook) -> _Found | None:
    """What two logs share; None where that is nothing."""
    ours, theirs = poorer.within(richer), richer.within(poorer)
    if not ours or not theirs:
        return None
    pairs = _best(ours, theirs, clients=True)
    fronted = _fronted(ours, theirs) or _fronted(theirs, ours)
    if not _whole(pairs, ours, theirs) and fronted:
        pairs = max(pairs, _beyond_chance(_best(ours, theirs, clients=False), poorer, richer), key=len)
    if not pairs:
        return None
    if _names_front(pairs, 1) and not _names_front(pairs, 0):  # the log that shows more is the inner one
        richer, poorer, ours, theirs = poorer, richer, theirs, ours
        pairs = [(other, one) for one, other in pairs]
    kind = _kind(poorer, richer, pairs, (len(ours), len(theirs)))
    all_of = (len(pairs) == len(poorer.asks), len(pairs) == len(richer.asks))
    return _Found(kind, poorer, richer, pairs, len(ours), all_of)


def _beyond_chance(pairs: _Pairs, one: Logbook, other: Logbook) -> _Pairs:
    """The pairs without regard to clients, unless a busy log would hold such requests by chance."""
    seconds = sum(last - first + 1 for first, last in other.spans)
    widest = max((abs(int(a.time or 0) - int(b.time or 0)) for a, b in pairs), default=0)
    share = min(len(one.asks), len(other.asks)) and max(len(one.asks), len(other.asks)) * (2 * widest + 1) / seconds
    return pairs if share < 1 and share ** _independent(pairs) < _CHANCE else ()


def _best(ours: Sequence[Ask], theirs: Sequence[Ask], *, clients: bool) -> _Pairs:
    """The requests shared to the second; more loosely only if that shows one whole log in the other, or most of it."""
    exact = paired(ours, theirs, slack=_EXACT, clients=clients)
    least = min(len(ours), len(theirs))
    if len(exact) == least:
        return exact
    for slack in _looser(ours, theirs):
        loose = paired(ours, theirs, slack=slack, clients=clients)
        if len(loose) > max(1, len(exact), _SHARED * least):
            return loose
    return exact


def _looser(ours: Sequence[Ask], theirs: Sequence[Ask]) -> Iterator[Slack]:
    """Two clocks; then, where one log stamps the start and the other the end of its requests, how long one may last."""
    yield _CLOCKS
    ours_end, theirs_end = (all(ask.start is None for ask in asks) for asks in (ours, theirs))
    if theirs_end and not ours_end:
        yield _LASTING
    elif ours_end and not theirs_end:
        yield Slack(_LASTING.after, _LASTING.before)


def _whole(pairs: _Pairs, ours: Sequence[Ask], theirs: Sequence[Ask]) -> bool:
    return len(pairs) == min(len(ours), len(theirs))


def _fronted(inner: Sequence[Ask], outer: Sequence[Ask]) -> bool:
    """All requests of the inner log came from a few addresses that asked nothing of the outer one."""
    fronts = {ask.client for ask in inner}
    return len(fronts) <= _FRONTS and fronts.isdisjoint(ask.client for ask in outer)


def _names_front(pairs: _Pairs, side: int) -> bool:
    """That side of the pairs names another client than the other side, and it is that of a server in front: an
    inner address, or one that passed on the client of the other side."""
    apart = [(pair[side], pair[1 - side]) for pair in pairs if pair[0].client != pair[1].client]
    return bool(apart) and all(_is_front(one, other) for one, other in apart)


def _is_front(one: Ask, other: Ask) -> bool:
    passed_on = one.hop is not None and one.hop == other.client
    inner = address_kind(one.client) in _INNER and address_kind(other.client) not in _INNER
    return passed_on or inner


def _kind(poorer: Logbook, richer: Logbook, pairs: _Pairs, held: tuple[int, int]) -> OverlapKind:
    layered = any(one.client != other.client for one, other in pairs)
    named = not layered or _names_front(pairs, 0)
    jitter = int(layered or any(_apart(one, other) for one, other in pairs))
    ways = ((poorer, richer), (richer, poorer))
    lines = [likeness(a.lines_within(b), b.minutes, jitter=jitter) for a, b in ways]
    whole = len(pairs) == min(held)
    same = any(same_line(one, other) for one, other in pairs)
    sure = same or _independent(pairs) > 1 or any(like.telling for like in lines)
    if whole and sure and named and any(like.contained for like in lines):
        return "layer" if layered else "copy"
    if len(pairs) >= _SHARED * min(held) and (len(pairs) > 1 or same or whole):
        return "doubt"
    return "chance"


def _apart(one: Ask, other: Ask) -> bool:
    return int(one.time or 0) != int(other.time or 0)


def _independent(pairs: _Pairs) -> int:
    """How many of the requests shared are no mere repeats of each other: of another client, or another minute."""
    return len({(other.client, int((other.time or 0) // 60)) for _, other in pairs})


# ---- sources that are copies ---------------------------------------------------------------------


def _copied(sources: Sequence[SourceReport], found: Sequence[_Found], case: Case) -> tuple[SourceReport, ...]:
    """The sources, each with the one that holds all it holds: no two are copies of each other."""
    of: dict[str, str] = _same_stream(sources, case)
    for each in found:
        if each.kind != "copy":
            continue
        for held, one, other in zip(
            each.holds_all, (each.poorer, each.richer), (each.richer, each.poorer), strict=True
        ):
            if held and _lines_stand(one, other) and not _follows(of, other.sources, {s.id for s in one.sources}):
                of |= {source.id: _where(source, other).id for source in one.sources if source.id not in of}
                break
    return tuple(replace(source, copy_of=of.get(source.id, "")) for source in sources)


def _same_stream(sources: Sequence[SourceReport], case: Case) -> dict[str, str]:
    """Sources that hold the same bytes as another of the same host, once decompressed: the one in the series of
    most files is the original, then the first."""
    order = {source.id: at for at, source in enumerate(sources)}
    of_each = ((len(log.sources), source) for log in all_series(sources, case) for source in log.sources)
    first: dict[tuple[str, str | None], str] = {}
    of = {}
    for _, source in sorted(of_each, key=lambda pair: (-pair[0], order[pair[1].id])):
        if source.lines and source.stream_sha256:
            kept = first.setdefault((source.stream_sha256, case.logs[source.log].host), source.id)
            if kept != source.id:
                of[source.id] = kept
    return of


def _lines_stand(one: Logbook, other: Logbook) -> bool:
    """All files of the one lie in the time that the other covers, and all its lines may stand there."""
    ends = [time for span in one.spans for time in span]
    return all(other.covers(time, 60) for time in ends) and likeness(one.minutes, other.minutes, jitter=1).contained


def _follows(of: Mapping[str, str], sources: Sequence[SourceReport], wanted: set[str]) -> bool:
    """Whether what these sources are copies of leads to a wanted one."""
    for source in sources:
        name = source.id
        while name in of:
            name = of[name]
            if name in wanted:
                return True
    return False


def _where(source: SourceReport, other: Logbook) -> SourceReport:
    """The file of the other log in which the source begins."""
    began = source.first
    inside = (each for each in other.sources if began and each.first and each.last and each.first <= began <= each.last)
    return next(inside, other.sources[0])
