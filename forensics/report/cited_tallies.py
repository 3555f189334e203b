"""The numbers of a window, of all windows and of the time outside them, as citations of one file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forensics.language.statement import message, state
from forensics.model import Bounds, FileFindings, Tally
from forensics.report.cited import ALL, OUTSIDE, Cited

__all__ = ["BOUNDS", "BY_64", "DOWNLOADS", "of_bounds", "of_windows"]

#: How a citation names a bound, and the key that holds it.
BOUNDS = {"min": "at_least", "est": "headline", "max": "at_most"}
#: How the id of addresses ends of which IPv6 is cut to /64.
BY_64 = ".A.64"
DOWNLOADS = {
    "min": message("downloads: at least"),
    "est": message("downloads: established"),
    "max": message("downloads: at most"),
}
_ADDRESSES = {
    "min": message("IP addresses: at least"),
    "est": message("IP addresses: established"),
    "max": message("IP addresses: at most"),
}
_COUNTS = {
    "P": message("partial deliveries"),
    "R": message("requests for the file"),
    "own": message("established downloads by own systems"),
    "robots": message("established downloads by declared robots or scripts"),
}


def of_windows(file: FileFindings) -> Iterator[Cited]:
    """Window by window, then all of them, then outside."""
    for number, tally in enumerate(file.windows, 1):
        yield from _of_tally(f"{ALL}{number}", tally, tally.label)
    yield from _of_tally(ALL, file.total, state("all windows"))
    yield from _of_tally(OUTSIDE, file.outside, state("outside every window"))


def of_bounds(name: str, bounds: Bounds, words: Mapping[str, str], window: str | None) -> Iterator[Cited]:
    """The three numbers of one thing."""
    for short, key in BOUNDS.items():
        more, value = bounds.open_ended and short == "max", getattr(bounds, key)
        yield Cited(id=f"{name}.{short}", what=state(words[short]), value=value, open_ended=more, window=window)


def _of_tally(place: str, tally: Tally, window: str | None) -> Iterator[Cited]:
    """Of verdicts and grades those that are not 0: there are many."""
    yield from of_bounds(f"{place}.D", tally.downloads, DOWNLOADS, window)
    yield from of_bounds(f"{place}.A", tally.addresses, _ADDRESSES, window)
    if tally.addresses.by_64 is not None:
        what = state("IP addresses: established, IPv6 cut to /64")
        yield Cited(id=f"{place}{BY_64}", what=what, value=tally.addresses.by_64, window=window)
    for thing, value in (("P", tally.partial), ("R", tally.requests), ("own", tally.own), ("robots", tally.robots)):
        yield Cited(id=f"{place}.{thing}", what=state(_COUNTS[thing]), value=value, window=window)
    for verdict, value in ((name, count) for name, count in tally.verdicts.items() if count):
        what = state("requests with the verdict “{verdict}”", verdict=verdict)
        yield Cited(id=f"{place}.R.{verdict}", what=what, value=value, window=window)
    for grade, value in ((name, count) for name, count in tally.grades.items() if count):
        what = state("established downloads of grade {grade}", grade=grade)
        yield Cited(id=f"{place}.D.{grade}", what=what, value=value, window=window)
