"""What the sizes of look-alike logs mean, weighed with the responses for the file itself; and the other readings.

counting.md 4b.4: responses of exactly S speak for sizes without headers, those of S and some headers for sizes with
them; each network has one vote, and bodiless responses (`formats.sizes`) speak only where the file's own do not. Where
another reading stays possible it is worked out too, so that the bounds can span both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

import polars as pl

from forensics.downloads.file_size import Settled, settle
from forensics.downloads.totals import in_band
from forensics.formats.detection.size_field import FLOOR, SizeField, pooled, weigh
from forensics.language.statement import Statement, forms, listed, message, state, state_many
from forensics.model import Case, LeakedFile, SizeMeaning, SourceReport
from forensics.scan.shared_size_field import kin
from forensics.scan.size_meanings import Meaning, SizeKey, read_as, server_of

__all__ = ["Reading", "readings"]

#: Other readings that are worked out at most.
_MOST = 8
#: A file of at least so many bytes does not fit into a number of milliseconds or the like, which stays below:
_SIZEABLE, _TINY = 64 * 1024, 1024
#: Below this two durations may well be the same.
_COARSE = 64

_READ_AS: Mapping[str, str] = {
    "body": message("the sizes of {sources} are bytes of the body that were handed over"),
    "planned": message("the sizes of {sources} are bytes of the body that were planned"),
    "total": message("the sizes of {sources} count headers too"),
    "none": message("what stands in the place of sizes in {sources} is no size"),
}
_CHOSEN = message("the logs are read as for the number established")
_SIZE = message("the size of the file is {size} bytes")
_EXACT = forms(
    "{count} address got exactly the file's size, without headers",
    "{count} addresses got exactly the file's size, without headers",
)
_ABOVE = forms(
    "{count} address got the file's size and a few bytes more, its headers",
    "{count} addresses got the file's size and a few bytes more, its headers",
)
_NONE = message("no response for the file could be that small: it is something else than a size, a duration say")


@dataclass(frozen=True, slots=True)
class Reading:
    """The evidence by one reading; `doubt` if it may as well be right as the reading of the headline."""

    name: Statement
    case: Case  # with the sizes that the logs support by this reading
    requests: pl.DataFrame
    sources: tuple[SourceReport, ...]
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class _Own:
    """How many networks got responses for the file itself: of exactly its size, of its size and headers, far too small,
    of any other size; and how many of them at most got the same far too small one."""

    exact: int = 0
    above: int = 0
    tiny: int = 0
    other: int = 0
    alike: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    """Sources that are read alike, as what, and as what else they may be read."""

    sources: tuple[SourceReport, ...]
    field: SizeField
    others: tuple[SizeKey, ...]


def readings(
    case: Case, requests: pl.DataFrame, sources: Sequence[SourceReport]
) -> tuple[Reading, tuple[Reading, ...]]:
    """The better evidenced reading, which the headline follows, and the others. `requests` are identified requests with
    the column `copy`; the case may lack sizes of files."""
    stated = settle(case, requests).case
    delivered = _delivered(requests).partition_by("source", as_dict=True)
    of_source = {str(name): rows for (name,), rows in delivered.items()}
    groups = [_weighed(group, of_source, stated) for group in _alike(sources)]
    rows, reports = _read(case, requests, sources, [(group, group.field.meaning or "none") for group in groups])
    settled = settle(case, rows)
    main = Reading(state(_CHOSEN), settled.case, rows, reports)
    return main, (*_of_meanings(case, requests, sources, groups), *_of_sizes(main, settled))


# ---- what the file's own responses say ---------------------------------------------------------


def _alike(sources: Sequence[SourceReport]) -> list[tuple[SourceReport, ...]]:
    """Sources of which the size is not stated: rotations of one log that so far are read alike."""
    found: dict[object, list[SourceReport]] = {}
    for source in sources:
        if source.size_field_source in ("assumed", "inferred"):
            found.setdefault((kin(source), source.size_field), []).append(source)
    return [tuple(group) for group in found.values()]


def _delivered(requests: pl.DataFrame) -> pl.DataFrame:
    """What networks got that asked for a file by GET over HTTP/1.0 or later: without headers nothing can be told."""
    return requests.filter(
        (pl.col("match") == "target") & ~pl.col("copy") & (pl.col("method") == "GET") & (pl.col("status") == 200),
        pl.col("protocol").is_not_null() & pl.col("encoding").is_null() & pl.col("client_64").is_not_null(),
    ).select("source", "format", "file", "client_64", raw=pl.coalesce("body_bytes", "planned_bytes", "total_bytes"))


def _own(group: Sequence[SourceReport], delivered: Mapping[str, pl.DataFrame], case: Case) -> _Own:
    """Votes of the networks that got the file; `delivered` are the rows of each source that has some."""
    found = [delivered[source.id] for source in group if source.id in delivered]
    if not found:
        return _Own()
    rows = pl.concat(found).filter(pl.col("format").is_in([source.format or "" for source in group]))
    rows = rows.drop("source", "format")
    named = set(rows["file"])
    files = [file for file in case.files if file.versions and file.name in named]
    parts = [_marked(rows.filter(pl.col("file") == file.name), file) for file in files]
    if not parts:
        return _Own()
    marked = pl.concat(parts).unique(["client_64", "raw", "kind"])
    count = {kind: marked.filter(pl.col("kind") == kind)["client_64"].n_unique() for kind in _KINDS}
    alike = marked.filter((pl.col("kind") == "tiny") & (pl.col("raw") >= _COARSE)).group_by("raw").len()["len"].max()
    return _Own(**count, alike=alike if isinstance(alike, int) else 0)


_KINDS = ("exact", "above", "tiny", "other")


def _marked(rows: pl.DataFrame, file: LeakedFile) -> pl.DataFrame:
    """Responses for one file with their kind; null for known pages, and for none at all."""
    raw = pl.col("raw")
    versions = [version.size for version in file.versions]
    above = pl.any_horizontal(in_band(raw, pl.lit(size)) for size in versions)
    tiny = (raw < _TINY) & pl.lit(min(versions) >= _SIZEABLE)
    kinds = (
        pl.when(raw.is_in(versions))
        .then(pl.lit("exact"))
        .when(above)
        .then(pl.lit("above"))
        .when(tiny)
        .then(pl.lit("tiny"))
        .otherwise(pl.lit("other"))
    )
    return rows.with_columns(kind=pl.when((raw > 0) & ~raw.is_in(list(file.page_sizes))).then(kinds))


def _weighed(group: tuple[SourceReport, ...], delivered: Mapping[str, pl.DataFrame], case: Case) -> _Group:
    """The group with its reading: by the file's own responses where they tell, else by what the scan found."""
    own, signs = _own(group, delivered, case), pooled([source.size_signs for source in group])
    votes = {sign.meaning: sign.votes for sign in signs}
    first = group[0]
    found = SizeField(first.size_field, first.size_field_source, first.size_field_because, first.server)
    without = found if found.meaning in _BODIES else weigh([sign for sign in signs if sign.meaning in _BODIES])
    if own.exact and own.exact >= own.above:
        doubt = own.exact < FLOOR <= votes["total"] or min(own.above, votes["total"]) >= FLOOR
        field = found if found.meaning in _BODIES else replace(without, because=_told(_EXACT, own.exact))
        return _Group(group, field, ("total",) if doubt else ())
    if own.above >= FLOOR:
        doubt = own.exact > 0 or max(votes[name] for name in _BODIES) >= FLOOR
        total = SizeField("total", "inferred", _told(_ABOVE, own.above), "apache")
        field = found if found.meaning == "total" else total
        return _Group(group, field, (without.meaning or "planned",) if doubt else ())
    if own.tiny and not own.other and not own.above:
        many = own.tiny >= FLOOR and own.alike * 2 < own.tiny
        field = SizeField(None, "inferred", state(_NONE), None) if many else found
        return _Group(group, field, (without.meaning or "planned",) if many else ("none",))
    if found.source == "inferred":
        return _Group(group, found, ())
    possible = [name for name, count in votes.items() if count >= FLOOR] + ["total"] * own.above
    return _Group(group, found, tuple(name for name in ("body", "total") if name in possible))


_BODIES: tuple[SizeMeaning, ...] = ("planned", "body")


def _told(because: tuple[str, str], count: int) -> Statement:
    return state_many(*because, count)


# ---- the evidence, read so ---------------------------------------------------------------------


def _read(
    case: Case,
    requests: pl.DataFrame,
    sources: Sequence[SourceReport],
    chosen: Sequence[tuple[_Group, SizeKey]],
) -> tuple[pl.DataFrame, tuple[SourceReport, ...]]:
    """The rows and the reports, the sources of each group read as said."""
    after = {
        source.id: _report(source, group.field, meaning, case) for group, meaning in chosen for source in group.sources
    }
    changed = {
        source.id: source
        for source in sources
        if source.id in after
        and (source.size_field, source.server) != (after[source.id].size_field, after[source.id].server)
    }
    reports = tuple(after.get(source.id, source) for source in sources)
    if not changed:
        return requests, reports
    parts = [
        read_as(part, changed[name], Meaning(after[name].size_field or "none", after[name].server), case)
        if name in changed
        else part
        for (name,), part in requests.group_by(["source"], maintain_order=True)
    ]
    return pl.concat(parts) if parts else requests, reports


def _report(source: SourceReport, field: SizeField, meaning: SizeKey, case: Case) -> SourceReport:
    """The report of a source whose sizes are read so; by another reading than the chosen one no server is known."""
    chosen = (field.meaning or "none") == meaning
    server = field.server if chosen else None
    return replace(
        source,
        size_field=None if meaning == "none" else meaning,
        size_field_source=field.source,
        size_field_because=_because(source, field) if chosen else "",
        header_bytes=source.header_bytes if meaning == "total" else None,
        server=server_of(source, case, server),
    )


def _because(source: SourceReport, field: SizeField) -> str:
    """What its own lines showed, if that is what was chosen."""
    return source.size_field_because if source.size_field == field.meaning else field.because


def _of_meanings(
    case: Case, requests: pl.DataFrame, sources: Sequence[SourceReport], groups: Sequence[_Group]
) -> Iterator[Reading]:
    """The readings that stay possible, in every combination of logs, as far as these are few."""
    options = [(group.field.meaning or "none", *group.others) for group in groups]
    for chosen in islice(product(*options), 1, _MOST + 1):
        pairs = list(zip(groups, chosen, strict=True))
        rows, reports = _read(case, requests, sources, pairs)
        name = listed(tuple(_name(group, meaning) for group, meaning in pairs if meaning in group.others))
        yield Reading(name, settle(case, rows).case, rows, reports, doubt=True)


def _name(group: _Group, meaning: str) -> Statement:
    return state(_READ_AS[meaning], sources=listed(tuple(source.id for source in group.sources)))


def _of_sizes(main: Reading, settled: Settled) -> Iterator[Reading]:
    """The evidence of the main reading with other sizes of a file."""
    for place, others in enumerate(settled.others):
        for other in others:
            files = tuple(other if at == place else file for at, file in enumerate(main.case.files))
            name = state(_SIZE, size=other.versions[0].size)
            doubt = other.name in settled.doubtful
            yield replace(main, name=name, case=replace(main.case, files=files), doubt=doubt)
