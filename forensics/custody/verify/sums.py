"""The numbers of findings.json against each other: what can be checked at every level, without any table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["unfitting"]

_Tally = Mapping[str, Any]
#: Numbers that a whole is the sum of, over its windows: each request and each download belongs to one.
_ADDED = ("requests", "partial", "own", "robots")
#: Lists that break the headline down, each in full.
_BROKEN_DOWN = ("by_day", "by_class", "by_country")


def unfitting(findings: Mapping[str, Any]) -> Iterator[str]:
    """Each number that another one contradicts. Raises LookupError, TypeError or AttributeError where the document
    is not as its schema says."""
    complete = not any(limit["incomplete"] for limit in findings["limitations"])
    if findings["complete"] is not complete:
        yield f"complete: findings.json says {str(findings['complete']).lower()}, its limitations say otherwise"
    for place, file in enumerate(findings["files"]):
        key = f"files[{place}]"
        for name, tally in _tallies(file):
            yield from _within(f"{key}.{name}", tally)
        yield from _over(f"{key}.total", file["total"], file["windows"])
        for name in _BROKEN_DOWN:
            if shares := file.get(name):
                whole = sum(share["downloads"] for share in shares)
                yield from _same(f"{key}.{name}", whole, file["total"]["downloads"]["headline"])


def _tallies(file: Mapping[str, Any]) -> Iterator[tuple[str, _Tally]]:
    yield from ((f"windows[{place}]", tally) for place, tally in enumerate(file["windows"]))
    yield "total", file["total"]
    yield "outside", file["outside"]


def _within(key: str, tally: _Tally) -> Iterator[str]:
    """What holds in any one tally."""
    for bounds in ("downloads", "addresses"):
        found = tally[bounds]
        if not (found["at_least"] or 0) <= found["headline"] <= found["at_most"]:
            yield f"{key}.{bounds}: at_least, headline and at_most are not in order"
    headline = tally["downloads"]["headline"]
    yield from _same(f"{key}.verdicts", sum(tally["verdicts"].values()), tally["requests"])
    parts = {name: tally[name] for name in ("own", "robots")}
    for name, number in {**parts, "grades": sum(tally["grades"].values()), "addresses": _addresses(tally)}.items():
        if number > headline:
            yield f"{key}.{name}: {number:,}, and there were {headline:,} downloads"


def _over(key: str, whole: _Tally, parts: Sequence[_Tally]) -> Iterator[str]:
    """What holds between all windows and each."""
    for name in _ADDED:
        yield from _same(f"{key}.{name}", sum(part[name] for part in parts), whole[name])
    headline = sum(part["downloads"]["headline"] for part in parts)
    yield from _same(f"{key}.downloads.headline", headline, whole["downloads"]["headline"])
    for verdict, number in whole["verdicts"].items():
        yield from _same(f"{key}.verdicts.{verdict}", sum(part["verdicts"][verdict] for part in parts), number)
    counts = [_addresses(part) for part in parts]
    if not max(counts, default=0) <= _addresses(whole) <= sum(counts):
        yield f"{key}.addresses.headline: {_addresses(whole):,} does not fit the windows, with {counts}"


def _addresses(tally: _Tally) -> int:
    number: int = tally["addresses"]["headline"]
    return number


def _same(key: str, parts: int, whole: int) -> Iterator[str]:
    if parts != whole:
        yield f"{key}: the parts make {parts:,}, the whole is {whole:,}"
