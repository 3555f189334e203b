"""What two reports for the public tell together that neither tells alone: their difference.

A report of Monday says 40 downloads, that of Tuesday 41: the two show one visitor. Every number of the files and of
the other definitions is compared with the same number of the earlier report, windows also where one lies in the other,
or several in one, and tables by day, program and country by what their parts have in common. What is taken for the
visitors in between is the fewest that the difference in networks, or in addresses, may be; where a number has neither,
its own difference. Of visitors who came and went between the two reports nothing can be told from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from forensics.model import Bounds, FileFindings, Findings, Share, Tally
from forensics.report.disclosure import breakdown
from forensics.report.disclosure.breakdown import Seen
from forensics.report.disclosure.crossing import crossed_days, crossed_windows
from forensics.report.disclosure.units import addresses_of, among, networks_of, units
from forensics.report.saved.document import document

__all__ = ["TABLES", "Bar", "Difference", "bars", "difference", "without"]

#: The tables that are left out where they would tell; everything else is refused.
TABLES = ("by_day", "by_class", "by_country")
#: Keys that are told of no visitor, and those that stand for a table or a list with rules of its own.
_PASSED = ("size", "size_source", "sizes_considered", "windows", *TABLES)
#: What tells one entry of a list from another.
_NAMES = ("label", "code", "episode", "reading", "size")
#: Of a tally: its counts, and of downloads and addresses.
_COUNTED, _BOUNDS = ("requests", "partial", "own", "robots"), ("at_least", "headline", "at_most", "by_64")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two reports differ by fewer than k visitors: numbers, and tables that can be left out."""

    numbers: tuple[str, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """What is few of a file: k visitors, and of how many networks and addresses, whichever, they are the fewest."""

    k: int
    networks: int
    addresses: int
    downloads: tuple[Seen, ...] = ()


def bars(findings: Findings, k: int) -> tuple[Bar, ...]:
    """Of each file, by the findings for investigators; those for the public do not tell more than k."""
    if findings.level == "public":
        return tuple(Bar(k, k, k) for _ in findings.files)
    counted = units(findings)
    of_files = [(file, among(findings, file.name, counted)) for file in findings.files]
    return tuple(
        Bar(k, networks_of(k, clients), addresses_of(k, clients), tuple(breakdown.seen(file, findings, counted)))
        for file, clients in of_files
    )


def difference(earlier: Findings, now: Findings, few: Sequence[Bar]) -> Difference:
    """Of two reports for the public of one case; `few` is of the files of the new one."""
    before = {file.name: file for file in earlier.files}
    numbers: list[str] = []
    tables: list[str] = []
    for place, (file, bar) in enumerate(zip(now.files, few, strict=True)):
        if (old := before.get(file.name)) is not None:
            key = f"files[{place}]"
            numbers += _windows(old, file, bar, key)
            numbers += (f"{key}.windows[{at}]" for at in crossed_windows(old, file, bar.downloads, bar.k))
            tables += (f"{key}.{name}" for name in TABLES if _tells(getattr(old, name), getattr(file, name), bar))
            tables += [f"{key}.by_day"] if crossed_days(old, file, bar.downloads, bar.k) else []
    numbers += _counts(_plain(earlier), _plain(now), min(bar.k for bar in few))
    return Difference(tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(tables)))


def without(findings: Findings, tables: Sequence[str]) -> Findings:
    """The findings less these tables."""
    return replace(findings, files=tuple(_less(file, f"files[{at}]", tables) for at, file in enumerate(findings.files)))


def _less(file: FileFindings, place: str, tables: Sequence[str]) -> FileFindings:
    gone: dict[str, Any] = {name: () for name in TABLES if f"{place}.{name}" in tables}
    return replace(file, **gone)


def _windows(old: FileFindings, new: FileFindings, bar: Bar, place: str) -> Iterator[str]:
    """Totals with totals, and each window with every one that it lies in or that lies in it, and with all of these."""
    yield from _tallies(old.total, new.total, bar, f"{place}.total")
    yield from _tallies(old.outside, new.outside, bar, f"{place}.outside")
    for number, window in enumerate(new.windows):
        above = [other for other in old.windows if _within(window, other)]
        below = [other for other in old.windows if _within(other, window)]
        for other in (*above, *below, *_joined(below)):
            yield from _tallies(other, window, bar, f"{place}.windows[{number}]")
    for other in old.windows:
        for joined in _joined([window for window in new.windows if _within(window, other)]):
            yield from _tallies(other, joined, bar, f"{place}.windows")


def _joined(windows: Sequence[Tally]) -> Iterator[Tally]:
    """Several windows as one, which is no window of the report: its visitors are counted once for each."""
    if len(windows) < 2:
        return
    first, *others = windows
    for other in others:
        sums: dict[str, Any] = {name: getattr(first, name) + getattr(other, name) for name in _COUNTED}
        sums |= {name: _both(getattr(first, name), getattr(other, name)) for name in ("downloads", "addresses")}
        sums |= {name: _summed(getattr(first, name), getattr(other, name)) for name in ("verdicts", "grades")}
        first = replace(first, **sums)
    yield first


def _summed(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    return {name: number + other.get(name, 0) for name, number in one.items()}


def _both(one: Bounds, other: Bounds) -> Bounds:
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in _BOUNDS}
    sums: dict[str, Any] = {name: None if None in pair else sum(pair) for name, pair in pairs.items()}
    return replace(one, **sums)


def _within(one: Tally, other: Tally) -> bool:
    starts = other.start is None or (one.start is not None and one.start >= other.start)
    return starts and (other.end is None or (one.end is not None and one.end <= other.end))


def _tallies(old: Tally, new: Tally, bar: Bar, place: str) -> Iterator[str]:
    before, after = (dict(_numbers(_values(tally), "")) for tally in (old, new))
    changed = [name for name in after if before.get(name) != after[name]]
    few = abs(_networks(new) - _networks(old)) < bar.networks
    for name in changed:
        if few or _is_small(before.get(name), after[name], bar.k):
            yield f"{place}.{name}"


def _networks(tally: Tally) -> int:
    counted = tally.addresses.by_64
    return tally.addresses.headline if counted is None else counted


def _values(tally: Tally) -> Mapping[str, Any]:
    bounds = {
        name: {bound: getattr(getattr(tally, name), bound) for bound in _BOUNDS} for name in ("downloads", "addresses")
    }
    counts = {name: getattr(tally, name) for name in (*_COUNTED, "verdicts", "grades")}
    return {**counts, **bounds}


def _counts(before: Mapping[str, int], after: Mapping[str, int], k: int) -> Iterator[str]:
    for name, number in after.items():
        if _is_small(before.get(name), number, k):
            yield name


def _is_small(before: int | None, after: int | None, k: int) -> bool:
    return before is not None and after is not None and 0 < abs(after - before) < k


def _plain(findings: Findings) -> dict[str, int]:
    """The other numbers of the files and of the definitions, by their places."""
    whole = document(findings)
    found: dict[str, int] = {}
    for file in whole["files"]:
        kept = {key: value for key, value in file.items() if key not in (*_PASSED, "total", "outside")}
        found |= dict(_numbers(kept, f"files[{file['name']}]"))
    for each in whole["definitions"]:
        found |= dict(_numbers(each, f"definitions[{each['file']}: {each['name']}]"))
    return found


def _numbers(part: Any, place: str) -> Iterator[tuple[str, int]]:  # noqa: ANN401 - JSON
    if isinstance(part, Mapping):
        for key, value in part.items():
            yield from _numbers(value, f"{place}.{key}" if place else key)
    elif isinstance(part, list):
        for number, value in enumerate(part):
            yield from _numbers(value, f"{place}[{_name(value, number)}]")
    elif isinstance(part, int) and not isinstance(part, bool):
        yield place, part


def _name(entry: Any, number: int) -> str:  # noqa: ANN401 - JSON
    """What an entry of a list is called in both reports."""
    if isinstance(entry, Mapping):
        return next((str(entry[name]) for name in _NAMES if entry.get(name) is not None), str(number))
    return str(number)


def _tells(old: Sequence[Share], new: Sequence[Share], bar: Bar) -> bool:
    """Whether two tables of one kind show fewer than k visitors: in a part of both, in what is left of both, or in
    what the one joins and the other shows."""
    if not old or not new:
        return False
    before, after = ({share.name: share for share in shares} for shares in (old, new))
    both = [name for name in after if name in before and name is not None]
    if any(_apart(before[name], after[name], bar.addresses) for name in both):
        return True
    rests = one, other = [_sum(share for share in shares if share.name not in both) for shares in (old, new)]
    if _apart(one, other, bar.addresses):
        return True
    single = [share for shares in (old, new) for share in shares if share.name not in both and share.name is not None]
    return any(0 < abs(rest.addresses - share.addresses) < bar.addresses for rest in rests for share in single)


def _apart(one: Share, other: Share, few: int) -> bool:
    same = (one.downloads, one.addresses) == (other.downloads, other.addresses)
    return not same and abs(one.addresses - other.addresses) < few


def _sum(shares: Iterator[Share]) -> Share:
    parts = list(shares)
    return Share(None, sum(part.downloads for part in parts), sum(part.addresses for part in parts))
