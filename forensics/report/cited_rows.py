"""The lines behind each number of an answer: which rows of evidence were counted for it (docs/citations.md).

Numbers are named as citations name them, without the file: "W1.D.est" are the established downloads of the first
window, "W.D.est" those of all windows, "X.D.est" those outside every window.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from forensics.model import FileFindings, Findings
from forensics.model.schema import COUNTED_VERDICTS
from forensics.report.cited import ALL, OUTSIDE, numbered, slug

__all__ = ["Behind", "behind"]

#: Columns of DOWNLOAD that tell in which numbers a download counts.
_COLUMNS = (
    "file", "kind", "grade", "client", "party", "own", "agent_class", "robot", "first", "size", "window",
    "edge_window", "rows", "in_at_least", "in_headline", "at_most",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Behind:
    """Of one file: the rows behind each number, and what the number is by these rows."""

    rows: Mapping[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, rows: list[str], count: int = 1) -> None:
        """These rows were counted as so many for that number."""
        self.rows[name].extend(rows)
        self.counts[name] += count

    def of(self, name: str, value: int | None) -> tuple[str, ...] | None:
        """The rows of a number; None where it is another one by these rows, as a bound is that must hold for another
        reading of the logs too."""
        return tuple(self.rows.get(name, ())) if self.counts[name] == value else None


def behind(findings: Findings, visitors: Mapping[str, int]) -> Mapping[str, Behind]:
    """What is behind the numbers of each file, by its name; `visitors` are their numbers by address."""
    found = {file.name: Behind() for file in findings.files}
    places = {file.name: _places(file) for file in findings.files}
    parties = numbered(findings)
    zone = ZoneInfo(findings.case.zone)
    countries = {(file.name, who.address): who.country for file in findings.files for who in file.addresses}
    for download in findings.downloads.select(_COLUMNS).iter_rows(named=True):
        about = {
            "day": None if download["first"] is None else download["first"].astimezone(zone).date().isoformat(),
            "country": countries.get((download["file"], download["client"])),
            "visitor": visitors.get(download["client"]),
            "party": parties.get(download["party"]),
        }
        _sort_in(found[download["file"]], places[download["file"]], {**download, **about})
    requests = findings.requests.select("file", "window", "verdict", "row")
    for name, window, verdict, row in requests.iter_rows():
        if verdict in COUNTED_VERDICTS:
            for place in (places[name][window], ALL) if window is not None else (OUTSIDE,):
                found[name].add(f"{place}.R", [row])
                found[name].add(f"{place}.R.{verdict}", [row])
    return found


def _places(file: FileFindings) -> Mapping[str | None, str]:
    """How the windows of a file are named in its citations, by their labels."""
    return {tally.label: f"{ALL}{number}" for number, tally in enumerate(file.windows, 1)}


def _sort_in(found: Behind, places: Mapping[str | None, str], download: Mapping[str, Any]) -> None:
    """A download into each number that counts it. The ceiling of a window holds those at its edge too."""
    inside, edge, rows = download["window"], download["edge_window"], download["rows"]
    here = (places[inside], ALL) if inside is not None else (OUTSIDE,)
    for place in here:
        for name in _names(download):
            found.add(f"{place}.{name}", rows)
    touched = dict.fromkeys([*here, *((places[edge], ALL) if edge is not None else ())])
    for place in touched if download["at_most"] else ():
        found.add(f"{place}.D.max", rows, download["at_most"])
    if inside is not None:
        for name in _shares(download):
            found.add(f"{ALL}.{name}", rows)


def _names(download: Mapping[str, Any]) -> Iterator[str]:
    """Numbers of a tally that count a download placed there."""
    if download["in_at_least"]:
        yield "D.min"
    if download["kind"] == "partial":
        yield "P"
    if download["in_headline"]:
        yield "D.est"
        yield f"D.{download['grade']}"
        yield from ["own"] * bool(download["own"])
        yield from ["robots"] * bool(download["robot"])


def _shares(download: Mapping[str, Any]) -> Iterator[str]:
    """Numbers of the parts of a total that count a download placed in a window."""
    if download["kind"] == "partial":
        yield f"visitor-{download['visitor']}.P"
    if download["in_headline"]:
        yield f"day-{slug(download['day'])}.D"
        yield f"class-{slug(download['agent_class'])}.D"
        yield f"country-{slug(download['country'])}.D"
        yield f"visitor-{download['visitor']}.D"
        yield f"party-{download['party']}.D"
        yield f"size-{download['size']}.D"
