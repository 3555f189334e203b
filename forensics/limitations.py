"""What the answer cannot promise: each limitation has a code, a sentence, and says whether it makes
the evidence incomplete where it could touch a window (exit code 3).

`CODES` is the list that docs/limitations.md explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from forensics.episodes import union
from forensics.model import Case, Coverage, Evidence, FileFindings, Limitation, SourceReport
from forensics.parties import address_kind
from forensics.reach import copied_elsewhere, from_caching_layer, lost_windows, missing_windows
from forensics.statement import message

__all__ = ["CODES", "limitations"]

#: code -> what it means.
CODES = {
    "gap": message("A log has no lines for a stretch of a window in which lines were to be expected."),
    "missing-rotation": message("A rotated file is missing from a series."),
    "clock": message("Lines stand out of order by more than a minute, or the clock jumped."),
    "damaged-source": message("A log is damaged; lines after the damage may be lost."),
    "unread-member": message("A member of an archive was not read, though it may hold lines."),
    "unreadable-source": message("No line of a log could be read."),
    "refused-log": message(
        "A log holds no requests of the web: an FTP, firewall or error log, say. It was not counted."
    ),
    "rejected-lines": message("Lines that do not name the file could not be read."),
    "overlong-line": message("Lines over 1 MiB were skipped."),
    "size-field-assumed": message("The log does not show what its size field means."),
    "no-sizes": message("A log holds no sizes."),
    "other-format": message("Lines of evidence were read in another format than that of their log."),
    "unreadable-line": message("A line that could name the file could not be read."),
    "copies": message("Lines that stand in two files were counted once."),
    "edge": message("A request so near a window's edge that the clock leaves doubt."),
    "repeated-hour": message("A local time that occurred twice, in October."),
    "missing-layer": message("An origin log whose outer layer caches, without the outer layer's log."),
    "copy-elsewhere": message("A search engine or archiver fetched the file; its copy may have been read."),
    "size-inferred": message("The file's size was taken from the log."),
    "size-unknown": message("The file's size is not known; no delivery can be called whole."),
    "size-twin": message("Another path delivered exactly the file's size."),
    "recurring-size": message("Several clients got the same smaller size."),
    "size-field-doubt": message("The sizes seen do not fit what the size field is said to mean."),
    "still-reachable": message("The file was delivered outside every window."),
    "abort-blind": message("Downloads that the log cannot tell from aborted ones."),
    "complementary-parts": message("Parts sent to different addresses together make the whole file."),
    "hidden-clients": message("Addresses that may stand for several parties."),
    "second-reader": message("The second reader disagrees on a line of evidence."),
}
_LISTED = 20


def _many(count: int, one: str) -> str:
    return f"{count:,} {one}" if count == 1 else f"{count:,} {one}s"


def _listed(values: Iterable[str]) -> str:
    """The first of them, and how many more there are."""
    every = list(values)
    more = f" and {len(every) - _LISTED:,} more" if len(every) > _LISTED else ""
    return ", ".join(every[:_LISTED]) + more


def _of_coverage(case: Case, coverage: Sequence[Coverage], sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    for series in coverage:
        for gap in series.gaps:
            if gap.window is not None:
                text = (
                    f"{series.log} has no line from {gap.start:%Y-%m-%d %H:%M} to {gap.end:%Y-%m-%d %H:%M} UTC,"
                    f" in window “{gap.window}”: {gap.because}"
                )
                yield Limitation("gap", text, incomplete=True)
        if series.missing_rotations:
            each = [missing_windows(case, series, label, sources) for label in series.missing_rotations]
            touched = list(dict.fromkeys(label for labels in each for label in labels))
            reach = f"; its lines may fall into {_listed(touched)}" if touched else "; its lines fall into no window"
            text = f"{series.log}: rotation {_listed(series.missing_rotations)} is missing{reach}"
            yield Limitation("missing-rotation", text, incomplete=bool(touched))
        if series.clock_jumps or series.out_of_order > 0:
            jumps = f"; {_many(series.clock_jumps, 'file')} with a jump of the clock" if series.clock_jumps else ""
            share = f"{series.out_of_order:.2%} of its lines stand more than a minute out of order"
            yield Limitation("clock", f"{series.log}: {share}{jumps}")


def _of_sources(case: Case, evidence: Evidence) -> Iterator[Limitation]:
    for source in evidence.sources:
        where = f"{source.id} ({source.path})"
        lost = lost_windows(case, source, evidence.sources)
        if source.damage is not None:
            reach = f"; lost lines may fall into {_listed(lost)}" if lost else "; lost lines fall into no window"
            text = f"{where}: {source.damage.text.rstrip('.')}{reach if source.damage.lost else ''}"
            yield Limitation("damaged-source", text, incomplete=bool(lost))
        others = source.unparsed - source.unparsed_candidates
        lost_members = [member for member in source.unread if member.lost]
        if lost_members:
            listed = _listed(f"{member.name} ({member.reason})" for member in lost_members)
            text = f"{where}: {_many(len(lost_members), 'member')} not read: {listed}"
            yield Limitation("unread-member", text, incomplete=True)
        if source.refused:
            named = f"; {_many(source.unparsed_candidates, 'line')} of it could name the file"
            text = f"{where}: {source.refused.rstrip('.')}{named if source.unparsed_candidates else ''}"
            yield Limitation("refused-log", text, incomplete=source.unparsed_candidates > 0)
            continue
        if source.lines > source.blank + source.headings and not source.parsed:
            text = f"{where}: no line could be read; {source.format_because}"
            yield Limitation("unreadable-source", text, incomplete=True)
        elif others > 0:
            text = f"{where}: {_many(others, 'line')} could not be read and cannot name the file"
            yield Limitation("rejected-lines", text)
        if source.overlong:
            yield Limitation("overlong-line", f"{where}: {_many(source.overlong, 'line')} over 1 MiB skipped")
        if source.size_field_source == "assumed":
            text = f"{where}: nothing shows whether sizes are planned or handed over; taken as planned, the weaker"
            yield Limitation("size-field-assumed", text)
        if source.parsed and source.size_field is None:
            yield Limitation("no-sizes", f"{where}: the format holds no sizes, so only the status speaks")


def _of_formats(requests: pl.DataFrame, sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """Lines that only another format could read: their sizes may mean less than the log's own."""
    for source in sources:
        other = pl.col("format").is_not_null() & pl.col("format").ne_missing(pl.lit(source.format, pl.String))
        mine = requests.filter(pl.col("source") == source.id, other)
        if mine.height:
            names = _listed(sorted(set(mine["format"])))
            text = (
                f"{source.id} ({source.path}): {_many(mine.height, 'line')} of evidence not in the log's format"
                f" but read as {names}: {_listed(mine['row'])}"
            )
            yield Limitation("other-format", text)


def _of_lines(requests: pl.DataFrame) -> Iterator[Limitation]:
    placed = pl.col("window").is_not_null() | pl.col("edge_window").is_not_null()
    rejected = requests.filter(pl.col("match") == "rejected")
    if rejected.height:
        text = f"{_many(rejected.height, 'line')} could name the file but could not be read: {_listed(rejected['row'])}"
        yield Limitation("unreadable-line", text, incomplete=rejected.filter(placed).height > 0)
    copies = requests.filter(pl.col("verdict") == "duplicate_line")
    if copies.height:
        where = _listed(copies["row"])
        text = f"{_many(copies.height, 'line')} of evidence stood in a second file and counted once: {where}"
        yield Limitation("copies", text)
    edges = requests.filter(pl.col("flags").list.contains("edge") & pl.col("download").is_not_null())
    if edges.height:
        text = f"{_many(edges.height, 'request')} at a window's edge, in doubt by the clock: {_listed(edges['row'])}"
        yield Limitation("edge", text)
    repeated = requests.filter(pl.col("second_reading").is_not_null() & pl.col("download").is_not_null())
    if repeated.height:
        text = f"{_many(repeated.height, 'request')} in the hour that occurs twice; both readings are kept"
        yield Limitation("repeated-hour", text)
    caching = from_caching_layer(requests)
    if caching.height:
        text = (
            f"{_many(caching.height, 'request')} came from a cache whose own log is not here; each may have served many"
        )
        yield Limitation("missing-layer", text, incomplete=caching.filter(placed).height > 0)
    copied = copied_elsewhere(requests)
    if copied.height:
        who = _listed(sorted(set(copied["agent_class"])))
        yield Limitation(
            "copy-elsewhere", f"fetched {_many(copied.height, 'time')} by {who}: its copy may have been read"
        )


def _of_size(file: FileFindings, rows: pl.DataFrame) -> Iterator[Limitation]:
    name = f"“{file.name}”"
    if file.size_source == "inferred":
        yield Limitation("size-inferred", f"{name}: its size, {file.size:,} bytes, was inferred from the logs")
    if file.size is None:
        yield Limitation("size-unknown", f"{name}: neither the case nor the logs give its size")
    twins = rows.filter(pl.col("match") == "twin", pl.col("verdict") == "indeterminate")
    if twins.height:
        paths = _listed(sorted(set(twins["path"].drop_nulls())))
        text = (
            f"{name}: {_many(twins.height, 'request')} for another path got exactly its size and may be an alias"
            f" ({paths}); confirm by configuration or hash, then list the path under other_paths"
        )
        yield Limitation("size-twin", text)
    recurring = rows.filter((pl.col("rule") == "17") & (pl.col("verdict") == "indeterminate"))
    if recurring.height:
        text = (
            f"{name}: {_many(recurring.height, 'request')} with a smaller body may be the file compressed;"
            " measure its gzip and br sizes on the same server and give them as encoded_sizes"
        )
        yield Limitation("recurring-size", text)
    body_only = (pl.col("total_bytes") == pl.col("size")) & pl.col("body_bytes").is_null()
    doubt = rows.filter((pl.col("status") == 200) & body_only)
    if doubt.height:
        text = (
            f"{name}: {_many(doubt.height, 'request')} whose bytes “with headers” equal the file exactly:"
            " perhaps the size field counts the body alone; check size_field"
        )
        yield Limitation("size-field-doubt", text)


def _of_file(file: FileFindings, requests: pl.DataFrame, downloads: pl.DataFrame) -> Iterator[Limitation]:
    rows = requests.filter(pl.col("file") == file.name)
    units = downloads.filter(pl.col("file") == file.name)
    yield from _of_size(file, rows)
    outside = file.outside.downloads.headline
    if outside:
        text = f"“{file.name}” was delivered {_many(outside, 'time')} outside every window: it was reachable then"
        yield Limitation("still-reachable", text)
    counted = units.filter(pl.col("window").is_not_null() & pl.col("in_headline"))
    blind = counted.filter(pl.col("flags").list.contains("abort-blind")).height
    if blind:
        text = (
            f"“{file.name}”: {blind:,} of {_many(counted.height, 'download')} would look the same in the log"
            " had the client broken off"
        )
        yield Limitation("abort-blind", text)
    pairs = list(_complementary(rows, units))
    if pairs:
        text = f"“{file.name}”: parts sent to different addresses fit together and are not joined: {_listed(pairs)}"
        yield Limitation("complementary-parts", text)


def _complementary(rows: pl.DataFrame, units: pl.DataFrame) -> Iterator[str]:
    """Pairs of partial deliveries to different addresses that together are the whole (counting.md 3.6.7)."""
    known = rows.filter((pl.col("verdict") == "partial") & pl.col("last_byte").is_not_null())
    spans: dict[str, list[tuple[int, int]]] = {}
    for download, first, last in known.select("download", "first_byte", "last_byte").iter_rows():
        spans.setdefault(download, []).append((first, last))
    partial = units.filter((pl.col("kind") == "partial") & pl.col("download").is_in(list(spans))).head(_LISTED * 5)
    parts = partial.select("download", "client", "size").rows()
    for (one, client, size), (two, other, _) in combinations(parts, 2):
        if client != other and union([*spans[one], *spans[two]]) == [(0, (size or 0) - 1)]:
            yield f"{one} and {two}"


def _of_clients(downloads: pl.DataFrame) -> Iterator[Limitation]:
    clients = sorted(set(downloads.filter("in_headline")["client"].drop_nulls()))
    kinds = Counter(kind for client in clients if (kind := address_kind(client)) is not None)
    if kinds:
        counted = _listed(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        text = f"addresses that may stand for several parties ({counted}): the number of addresses is a floor"
        yield Limitation("hidden-clients", text)


def _of_second_reader(disagreements: Sequence[dict[str, Any]]) -> Iterator[Limitation]:
    serious = [item for item in disagreements if item.get("known_fault") is None]
    if serious:
        rows = _listed(dict.fromkeys(str(item["row"]) for item in serious))
        text = f"the second reader reads {_many(len(serious), 'field')} of the evidence otherwise: {rows}"
        yield Limitation("second-reader", text)


def limitations(
    case: Case,
    evidence: Evidence,
    *,
    requests: pl.DataFrame,
    downloads: pl.DataFrame,
    coverage: Sequence[Coverage],
    files: Sequence[FileFindings],
    disagreements: Sequence[dict[str, Any]],
) -> tuple[Limitation, ...]:
    """Every limitation of this answer: first those that make it incomplete, then in the order of CODES."""
    found = [
        *_of_coverage(case, coverage, evidence.sources),
        *_of_sources(case, evidence),
        *_of_formats(requests, evidence.sources),
        *_of_lines(requests),
    ]
    for file in files:
        found.extend(_of_file(file, requests, downloads))
    found.extend(_of_clients(downloads))
    found.extend(_of_second_reader(disagreements))
    order = list(CODES)
    return tuple(sorted(found, key=lambda limit: (not limit.incomplete, order.index(limit.code))))
