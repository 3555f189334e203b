"""From labelled requests and downloads to the answer: at least, headline, at most (counting.md 3.7)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

import polars as pl

from forensics.downloads.assembly import assemble
from forensics.downloads.file_size import sizes_seen
from forensics.downloads.totals import SMALL
from forensics.findings.availability import observe
from forensics.findings.by_file import by_file
from forensics.findings.coverage.open_windows import open_causes
from forensics.findings.definitions import define
from forensics.findings.inquiry import Inquiry
from forensics.findings.limitations.draft import Draft
from forensics.findings.limitations.limitations import limitations
from forensics.findings.reasons.reasons import Apart, ceiling_of, floor_of
from forensics.findings.recipients import Background, by_class, by_country, by_day, recipients
from forensics.findings.spans import Compared, Counts, sensitivity, spanned
from forensics.language.statement import message
from forensics.model import (
    Alternative,
    Bounds,
    Case,
    Database,
    FileFindings,
    Findings,
    LeakedFile,
    ReasonCode,
    Tally,
    VersionCount,
)
from forensics.model.schema import COUNTED_VERDICTS
from forensics.parties.geoip import DatabaseInfo
from forensics.scan.near_names import NAMING

__all__ = ["conclude", "counts_of", "undeterminable", "versions_of"]


@dataclass(frozen=True, slots=True)
class _Tables:
    """Judged requests, LABELLED requests and DOWNLOAD rows by the file that they are of."""

    judged: Mapping[str, pl.DataFrame]
    requests: Mapping[str, pl.DataFrame]
    downloads: Mapping[str, pl.DataFrame]


_GRADES = ("G0", "G1", "G2", "G3")
#: Other lengths of an episode that are tried, to show that the count does not hang on it (3.6.1).
_EPISODES = {message("5 minutes"): timedelta(minutes=5), message("24 hours"): timedelta(hours=24)}


def undeterminable(requests: pl.DataFrame, downloads: pl.DataFrame) -> bool:
    """At least cannot be told: something was delivered, and no log that shows it can prove that
    every byte was handed over (only G0 and G1; counting.md 3.7)."""
    headline = downloads.filter("in_headline")
    if headline.is_empty():
        return False
    rows = requests.filter(pl.col("row").is_in(headline["rows"].explode().to_list()))
    handed = rows["body_bytes"].is_not_null() | (rows["total_bytes"].is_not_null() & (rows["size"] >= SMALL))
    proxied = rows["flags"].list.contains("proxied")
    proven = rows["grade"].is_in(["G2", "G3"])
    return not ((handed & ~proxied & rows["size"].is_not_null()) | proven).any()


def _addresses(units: pl.DataFrame, column: str) -> int:
    """Distinct addresses; of downloads that name none, one at least."""
    named = units[column].drop_nulls().n_unique()
    return named or int(units.height > 0)


def _addresses_at_most(most: pl.DataFrame) -> int:
    """Distinct addresses; what has none, or one behind which several may stand, may be of as many as it counts."""
    several = pl.col("client").is_null() | pl.col("flags").list.contains("shared").fill_null(value=False)
    return most.filter(~several)["client"].n_unique() + int(most.filter(several)["at_most"].sum())


def _bounds(
    requests: pl.DataFrame, sure: pl.DataFrame, most: pl.DataFrame, *, open_ended: bool
) -> tuple[Bounds, Bounds]:
    """Downloads and addresses: `sure` are those placed here, `most` also those that may be."""
    headline, least = sure.filter("in_headline"), sure.filter("in_at_least")
    unknown = undeterminable(requests, headline)
    downloads = Bounds(
        at_least=None if unknown else least.height,
        headline=headline.height,
        at_most=int(most["at_most"].sum()),
        open_ended=open_ended,
    )
    addresses = Bounds(
        at_least=None if unknown else _addresses(least, "client_64"),
        headline=_addresses(headline, "client"),
        at_most=_addresses_at_most(most.filter("in_at_most")),
        open_ended=open_ended,
        by_64=_addresses(headline, "client_64"),
    )
    return downloads, addresses


def _tally(
    requests: pl.DataFrame,
    all_requests: pl.DataFrame,
    sure: pl.DataFrame,
    most: pl.DataFrame,
    *,
    open_ended: bool,
) -> Tally:
    if requests.is_empty() and sure.is_empty() and most.is_empty():
        return _nothing(open_ended=open_ended)
    headline = sure.filter("in_headline")
    downloads, addresses = _bounds(all_requests, sure, most, open_ended=open_ended)
    return Tally(
        requests=requests.filter(pl.col("verdict").is_in(COUNTED_VERDICTS)).height,
        downloads=downloads,
        addresses=addresses,
        partial=sure.filter(pl.col("kind") == "partial").height,
        verdicts=_numbers(requests["verdict"], COUNTED_VERDICTS),
        grades=_numbers(headline["grade"], _GRADES),
        own=headline.filter(pl.col("own").fill_null(value=False)).height,
        robots=headline.filter(pl.col("robot").fill_null(value=False)).height,
    )


def _nothing(*, open_ended: bool) -> Tally:
    """The numbers of a file that nothing names."""
    bounds = Bounds(at_least=0, headline=0, at_most=0, open_ended=open_ended)
    return Tally(
        requests=0,
        downloads=bounds,
        addresses=replace(bounds, by_64=0),
        partial=0,
        verdicts=dict.fromkeys(COUNTED_VERDICTS, 0),
        grades=dict.fromkeys(_GRADES, 0),
        own=0,
        robots=0,
    )


def _numbers(column: pl.Series, names: Iterable[str]) -> dict[str, int]:
    """How often each of the names stands in the column."""
    found = dict(column.value_counts().rows())
    return {name: found.get(name, 0) for name in names}


def _sensitivity(judged: pl.DataFrame, case: Case, file: LeakedFile) -> tuple[Alternative, ...]:
    """The three numbers of a file with other lengths of an episode; `judged` are its requests."""
    if judged.is_empty():
        return tuple(Alternative(episode=title, at_least=0, headline=0, at_most=0) for title in _EPISODES)
    found = []
    for title, length in _EPISODES.items():
        other = replace(case, counting=replace(case.counting, episode=length), files=(file,))
        labelled, downloads = assemble(judged, other)
        sure = downloads.filter(pl.col("window").is_not_null())
        most = downloads.filter(pl.col("window").is_not_null() | pl.col("edge_window").is_not_null())
        bounds, _ = _bounds(labelled, sure, most, open_ended=False)
        least, headline, most_of_all = bounds.at_least, bounds.headline, bounds.at_most
        found.append(Alternative(episode=title, at_least=least, headline=headline, at_most=most_of_all))
    return tuple(found)


def counts_of(case: Case, file: str, rows: pl.DataFrame, units: pl.DataFrame, open_ended: frozenset[str]) -> Counts:
    """The numbers of one file, by window, in all and outside, by its requests and downloads."""
    windows = []
    for window in case.windows:
        if file not in window.files:
            continue
        inside = pl.col("window") == window.label
        tally = _tally(
            rows.filter(inside),
            rows,
            units.filter(inside),
            units.filter(inside | (pl.col("edge_window") == window.label)),
            open_ended=window.label in open_ended,
        )
        windows.append(
            replace(tally, label=window.label, start=window.start, end=window.end, observed=observe(rows, window))
        )
    placed = pl.col("window").is_not_null()
    most = units.filter(placed | pl.col("edge_window").is_not_null())
    open_total = any(tally.downloads.open_ended for tally in windows)
    total = _tally(rows.filter(placed), rows, units.filter(placed), most, open_ended=open_total)
    beyond = units.filter(~placed)
    return Counts(
        tuple(windows),
        replace(total, observed=observe(rows, None)),
        _tally(rows.filter(~placed), rows, beyond, beyond, open_ended=False),
    )


def _file_findings(
    inquiry: Inquiry,
    file: LeakedFile,
    tables: _Tables,
    background: Background,
    compared: Compared,
    causes: Mapping[ReasonCode, frozenset[str]],
) -> FileFindings:
    case = inquiry.case
    judged, rows, units = (table[file.name] for table in (tables.judged, tables.requests, tables.downloads))
    inside = units.filter(pl.col("window").is_not_null())
    unknown = not file.versions
    headline = inside.filter("in_headline")
    counts = spanned(compared)
    apart = Apart(rows, units, compared.chosen.total.downloads, counts.total.downloads)
    return FileFindings(
        name=file.name,
        size=file.versions[0].size if file.versions else None,
        size_source="unknown" if unknown else file.size_source,
        sizes_considered=sizes_seen(judged, file),
        windows=counts.windows,
        total=counts.total,
        outside=counts.outside,
        addresses=recipients(rows, units, background),
        versions=versions_of(file, inside),
        sensitivity=(*_sensitivity(judged, case, file), *sensitivity(compared)),
        by_day=by_day(headline, case.zone),
        by_class=by_class(headline),
        by_country=by_country(headline, background),
        named=rows.filter(pl.col("match").is_in(NAMING)).height,
        near_names=tuple(inquiry.near.get(file.name, ())),
        again=headline["client"].drop_nulls().len() - headline["client"].drop_nulls().n_unique(),
        floor=floor_of(apart),
        ceiling=ceiling_of(apart, _touching(causes, counts)),
    )


def _touching(causes: Mapping[ReasonCode, frozenset[str]], counts: Counts) -> list[ReasonCode]:
    """What leaves a window of this file open."""
    mine = {tally.label for tally in counts.windows}
    return [code for code, labels in causes.items() if not labels.isdisjoint(mine)]


def versions_of(file: LeakedFile, inside: pl.DataFrame) -> tuple[VersionCount, ...]:
    """Downloads of each version, counted apart (rule 13)."""
    return tuple(
        VersionCount(
            version.size,
            version.sha256,
            inside.filter("in_headline").filter(pl.col("size") == version.size).height,
        )
        for version in file.versions
    )


def _database(base: DatabaseInfo) -> Database:
    """As a report names it; "" is a time that is not known."""
    built = base.built.isoformat() if base.built else ""
    return Database(base.path, base.type, built, base.sha256)


def conclude(inquiry: Inquiry) -> Findings:
    """The whole answer."""
    case, evidence = inquiry.case, inquiry.evidence
    causes = open_causes(case, evidence, inquiry.requests, inquiry.coverage)
    compared = _compared(inquiry, frozenset().union(*causes.values()))
    background = Background(inquiry.places, inquiry.lists)
    of_all = (inquiry.judged, inquiry.requests, inquiry.downloads)
    tables = _Tables(*(by_file(table, case.files) for table in of_all))
    files = tuple(
        _file_findings(inquiry, file, tables, background, each, causes)
        for file, each in zip(case.files, compared, strict=True)
    )
    limits = limitations(Draft(inquiry, files, compared))
    unknown = [f.name for f in files if f.total.downloads.at_least is None]
    return Findings(
        case=case,
        files=files,
        definitions=define(inquiry.requests, inquiry.downloads, case, not_determinable=unknown),
        coverage=tuple(inquiry.coverage),
        sources=evidence.sources,
        limitations=limits,
        complete=not any(limit.incomplete for limit in limits),
        requests=inquiry.requests,
        downloads=inquiry.downloads,
        databases=tuple(map(_database, inquiry.bases)),
        second_reader=replace(inquiry.second_reader, disagreements=tuple(inquiry.disagreements)),
        documents=tuple(inquiry.documents),
    )


def _compared(inquiry: Inquiry, open_ended: frozenset[str]) -> list[Compared]:
    """The numbers of each file by the chosen reading of the logs, and by the others; `open_ended` are the windows in
    which at_most is "or more"."""
    case = inquiry.case

    def counted(requests: pl.DataFrame, downloads: pl.DataFrame) -> list[Counts]:
        rows, units = by_file(requests, case.files), by_file(downloads, case.files)
        return [counts_of(case, file.name, rows[file.name], units[file.name], open_ended) for file in case.files]

    chosen = counted(inquiry.requests, inquiry.downloads)
    others = [counted(one.requests, one.downloads) for one in inquiry.answers]
    return [
        Compared(counts, tuple(zip(inquiry.answers, alike, strict=True)))
        for counts, *alike in zip(chosen, *others, strict=True)
    ]
