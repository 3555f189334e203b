"""Whether tables give the numbers of the findings: each number that is a filter over them, counted again as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace

import polars as pl

from forensics.findings.by_file import by_file
from forensics.findings.conclusion import counts_of, versions_of
from forensics.findings.definitions import define
from forensics.findings.recipients import Background, by_class, by_day, recipients
from forensics.findings.spans import Counts
from forensics.model import Bounds, Definition, FileFindings, Findings, LeakedFile, Recipient, Tally
from forensics.scan.near_names import NAMING

__all__ = ["disagreements"]

#: What of a recipient the tables tell without a database or a list of addresses.
_TOLD = ("address", "downloads", "partial", "first", "last", "party", "agent_class", "agent_family")
_NOWHERE = Background({}, ())


def disagreements(findings: Findings) -> Iterator[tuple[str, str]]:
    """The key of each number that the tables do not give, with what they give."""
    case = findings.case
    names = [file.name for file in findings.files]
    if [file.name for file in case.files] != names:
        yield "files", "these are not the files of the case"
        return
    rows, units = (by_file(table, case.files) for table in (findings.requests, findings.downloads))
    for number, (stated, file) in enumerate(zip(findings.files, case.files, strict=True)):
        own, mine = rows[file.name], units[file.name]
        counted = counts_of(case, file.name, own, mine, frozenset())
        for place, one, other in (*_tallies(stated, counted), *_lists(stated, file, own, mine, case.zone)):
            yield from _unlike(f"files[{number}].{place}", one, other)
    unknown = [file.name for file in findings.files if file.total.downloads.at_least is None]
    again = define(findings.requests, findings.downloads, case, not_determinable=unknown)
    yield from _unlike("definitions", [_count(each) for each in findings.definitions], [_count(each) for each in again])


def _count(definition: Definition) -> dict[str, object]:
    return {"name": definition.name, "downloads": definition.downloads, "addresses": definition.addresses}


def _tallies(stated: FileFindings, counted: Counts) -> Iterator[tuple[str, object, object]]:
    """Each tally by its key, as stated and as counted."""
    places = (*(f"windows[{number}]" for number in range(len(stated.windows))), "total", "outside")
    tallies = (*stated.windows, stated.total, stated.outside)
    if len(stated.windows) != len(counted.windows):
        yield "windows", len(stated.windows), len(counted.windows)
        return
    several = any(each.reading for each in stated.sensitivity)
    for place, one, other in zip(places, tallies, counted.each(), strict=True):
        yield place, asdict(one), asdict(_as_told(one, other, several=several))


def _as_told(stated: Tally, counted: Tally, *, several: bool) -> Tally:
    """What is counted, but for what the tables do not tell: whether an end is open."""
    downloads = _bounds(stated.downloads, counted.downloads, several=several)
    return replace(
        counted, downloads=downloads, addresses=_bounds(stated.addresses, counted.addresses, several=several)
    )


def _bounds(stated: Bounds, counted: Bounds, *, several: bool) -> Bounds:
    """Where the bounds hold for several readings of the logs, those of the tables, which are of one, lie within."""
    least, most = stated.at_least, stated.at_most
    within = several and (least is None or least <= (counted.at_least or 0)) and most >= counted.at_most
    counted = replace(counted, open_ended=stated.open_ended)
    return replace(counted, at_least=least, at_most=most) if within else counted


def _lists(
    stated: FileFindings, file: LeakedFile, rows: pl.DataFrame, units: pl.DataFrame, zone: str
) -> Iterator[tuple[str, object, object]]:
    inside = units.filter(pl.col("window").is_not_null())
    headline = inside.filter("in_headline")
    clients = headline["client"].drop_nulls()
    yield "by_day", stated.by_day, by_day(headline, zone)
    yield "by_class", stated.by_class, by_class(headline)
    if stated.by_country:
        yield "by_country", sum(share.downloads for share in stated.by_country), headline.height
    yield "versions", stated.versions, versions_of(file, inside)
    yield "named", stated.named, rows.filter(pl.col("match").is_in(NAMING)).height
    yield "again", stated.again, clients.len() - clients.n_unique()
    told = [_recipient(each) for each in recipients(rows, units, _NOWHERE)]
    yield "addresses", [_recipient(each) for each in stated.addresses], told


def _recipient(found: Recipient) -> dict[str, object]:
    return {name: getattr(found, name) for name in _TOLD}


def _unlike(key: str, stated: object, counted: object) -> Iterator[tuple[str, str]]:
    """Each number below a key that is not the same."""
    if isinstance(stated, dict) and isinstance(counted, dict) and stated.keys() == counted.keys():
        for name in stated:
            yield from _unlike(f"{key}.{name}", stated[name], counted[name])
    elif isinstance(stated, list) and isinstance(counted, list) and len(stated) == len(counted):
        for number, (one, other) in enumerate(zip(stated, counted, strict=True)):
            yield from _unlike(f"{key}[{number}]", one, other)
    elif stated != counted:
        shown = f"{counted:,}" if isinstance(counted, int) else "something else"
        yield key, f"the tables make it {shown}"
