"""What the answer cannot promise: each limitation has a code, a sentence, and says whether it makes
the evidence incomplete where it could touch a window (exit code 3).

`CODES` is the list that docs/limitations.md explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from forensics.episodes import union
from forensics.formats.objects import keys_in
from forensics.geo import DatabaseInfo, far_from_event
from forensics.limits_of_clients import of_clients, of_proxies
from forensics.limits_of_copies import of_copies
from forensics.limits_of_logs import (
    line_count,
    of_coverage,
    of_formats,
    of_sources,
    of_zones,
    request_count,
    row_names,
)
from forensics.limits_of_names import of_given_names, of_names
from forensics.limits_of_sizes import of_size
from forensics.model import Case, Coverage, Evidence, FileFindings, Limitation
from forensics.ranges import PrefixList
from forensics.reach import copied_elsewhere, from_caching_layer
from forensics.statement import Statement, listed, message, state, state_many

__all__ = ["CODES", "limitations"]

#: code -> what it means.
CODES = {
    "gap": message("A log has no lines for a stretch of a window in which lines were to be expected."),
    "quiet": message("A log has no lines for a stretch of a window that is rare in its rhythm, but no gap."),
    "silence": message("The rarest silence of a log in a window; lines lost there would leave no other trace."),
    "missing-rotation": message("A rotated file is missing from a series."),
    "clock": message("Lines stand out of order by more than a minute, or the clock jumped."),
    "cut-end": message("A log ends in the middle of a line; lines behind it may be lost."),
    "damaged-source": message("A log is damaged; lines after the damage may be lost."),
    "hole": message("A log holds a block of zero bytes in place of lines."),
    "unread-member": message("A member of an archive was not read, though it may hold lines."),
    "unreadable-source": message("No line of a log could be read."),
    "no-log": message("A file beside the logs is no log: a note, checksums or a picture, say."),
    "refused-log": message(
        "A log holds no requests of the web: an FTP, firewall or error log, say. It was not counted."
    ),
    "refused-lines": message(
        "Lines of a log are no requests of the web but those of FTP or of a firewall, say. They were not counted."
    ),
    "counted-lines": message("A line of evidence stands for several equal ones; only the line itself was counted."),
    "cleaned-lines": message(
        "Zero bytes, colours of a terminal or byte order marks were taken out of lines of evidence."
    ),
    "rejected-lines": message("Lines that do not name the file could not be read."),
    "overlong-line": message("Lines over 1 MiB were skipped."),
    "size-field-assumed": message("The log does not show what its size field means."),
    "no-sizes": message("A log holds no sizes."),
    "other-format": message("Lines of evidence were read in another format than that of their log."),
    "worked-out-format": message("No known format reads a log: its layout was worked out from its lines."),
    "unreadable-line": message("A line that could name the file could not be read."),
    "unknown-keys": message("An object that could name the file was not understood by its keys."),
    "name-not-seen": message("No line names the file as it was asked for."),
    "script-query": message("A script was asked for a file of that name and may have delivered it."),
    "name-decoded": message("The name was given with percent escapes and was decoded."),
    "zone-assumed": message("A log writes no offset from UTC and nobody stated its zone: its times were read as UTC."),
    "copies": message("Lines that stand in two files, or requests that two logs hold, were counted once."),
    "inner-log": message("A log of a server behind another repeats requests that the other's log holds."),
    "doubtful-copies": message("Two logs hold equal requests of which it cannot be told whether they are the same."),
    "equal-requests": message("Two logs hold equal requests, but otherwise differ: each counts."),
    "edge": message("A request so near a window's edge that the clock leaves doubt."),
    "repeated-hour": message("A local time that occurred twice, in October."),
    "missing-layer": message("An origin log whose outer layer caches, without the outer layer's log."),
    "copy-elsewhere": message("A search engine or archiver fetched the file; its copy may have been read."),
    "size-inferred": message("The file's size was taken from the log."),
    "size-unknown": message("The file's size is not known; no delivery can be called whole."),
    "size-twin": message("Another path delivered exactly the file's size."),
    "recurring-size": message("Several clients got the same smaller size."),
    "two-readings": message("The logs can be read in another way, by which the answer would be another one."),
    "size-field-doubt": message("The sizes seen do not fit what the size field is said to mean."),
    "still-reachable": message("The file was delivered outside every window."),
    "abort-blind": message("Downloads that the log cannot tell from aborted ones."),
    "complementary-parts": message("Parts sent to different addresses together make the whole file."),
    "hidden-clients": message("Addresses that may stand for several parties."),
    "undeclared-proxy": message("An address that may be a proxy of which the case knows nothing."),
    "second-reader": message("The second reader disagrees on a line of evidence."),
    "database-date": message(
        "What tells of addresses was made long before or after the windows, or does not say when."
    ),
    "full-addresses": message("Addresses are shown in full, at a level that would not show them."),
    "small-parts": message("Parts of few visitors are joined with others, so that nobody stands out."),
}
#: Partial deliveries that are compared with each other.
_COMPARED = 100
_COPIERS = {"search engine": state("search engine"), "archiver": state("archiver")}


def _of_lines(requests: pl.DataFrame) -> Iterator[Limitation]:
    placed = pl.col("window").is_not_null() | pl.col("edge_window").is_not_null()
    rejected = requests.filter(pl.col("match") == "rejected")
    if rejected.height:
        text = state(
            "{lines} could name the file but could not be read: {rows}",
            lines=line_count(rejected.height),
            rows=row_names(rejected),
        )
        yield Limitation("unreadable-line", text, incomplete=rejected.filter(placed).height > 0)
        yield from _of_keys(rejected, incomplete=rejected.filter(placed).height > 0)
    edges = requests.filter(pl.col("flags").list.contains("edge") & pl.col("download").is_not_null())
    if edges.height:
        text = state(
            "{requests} at a window's edge, in doubt by the clock: {rows}",
            requests=request_count(edges.height),
            rows=row_names(edges),
        )
        yield Limitation("edge", text)
    repeated = requests.filter(pl.col("second_reading").is_not_null() & pl.col("download").is_not_null())
    if repeated.height:
        text = state(
            "{requests} in the hour that occurs twice; both readings are kept", requests=request_count(repeated.height)
        )
        yield Limitation("repeated-hour", text)
    caching = from_caching_layer(requests)
    if caching.height:
        text = state(
            "{requests} came from a cache whose own log is not here; each may have served many",
            requests=request_count(caching.height),
        )
        yield Limitation("missing-layer", text, incomplete=caching.filter(placed).height > 0)
    copied = copied_elsewhere(requests)
    if copied.height:
        text = state_many(
            "fetched {count} time by {who}: its copy may have been read",
            "fetched {count} times by {who}: its copy may have been read",
            copied.height,
            who=listed(tuple(_COPIERS[name] for name in sorted(set(copied["agent_class"])))),
        )
        yield Limitation("copy-elsewhere", text)


def _of_file(file: FileFindings, requests: pl.DataFrame, downloads: pl.DataFrame) -> Iterator[Limitation]:
    rows = requests.filter(pl.col("file") == file.name)
    units = downloads.filter(pl.col("file") == file.name)
    yield from of_size(file, rows)
    if outside := file.outside.downloads.headline:
        text = state_many(
            "“{file}” was delivered {count} time outside every window: it was reachable then",
            "“{file}” was delivered {count} times outside every window: it was reachable then",
            outside,
            file=file.name,
        )
        yield Limitation("still-reachable", text)
    counted = units.filter(pl.col("window").is_not_null() & pl.col("in_headline"))
    blind = counted.filter(pl.col("flags").list.contains("abort-blind")).height
    if blind:
        text = state_many(
            "“{file}”: {blind} of {count} download would look the same in the log had the client broken off",
            "“{file}”: {blind} of {count} downloads would look the same in the log had the client broken off",
            counted.height,
            blind=blind,
            file=file.name,
        )
        yield Limitation("abort-blind", text)
    if pairs := tuple(_complementary(rows, units)):
        text = state(
            "“{file}”: parts sent to different addresses fit together and are not joined: {pairs}",
            file=file.name,
            pairs=listed(pairs),
        )
        yield Limitation("complementary-parts", text)


def _complementary(rows: pl.DataFrame, units: pl.DataFrame) -> Iterator[Statement]:
    """Pairs of partial deliveries to different addresses that together are the whole (counting.md 3.6.7)."""
    known = rows.filter((pl.col("verdict") == "partial") & pl.col("last_byte").is_not_null())
    spans: dict[str, list[tuple[int, int]]] = {}
    for download, first, last in known.select("download", "first_byte", "last_byte").iter_rows():
        spans.setdefault(download, []).append((first, last))
    partial = units.filter((pl.col("kind") == "partial") & pl.col("download").is_in(list(spans))).head(_COMPARED)
    parts = partial.select("download", "client", "size").rows()
    for (one, client, size), (two, other, _) in combinations(parts, 2):
        if client != other and union([*spans[one], *spans[two]]) == [(0, (size or 0) - 1)]:
            yield state("{one} and {two}", one=one, two=two)


def _of_keys(rejected: pl.DataFrame, *, incomplete: bool) -> Iterator[Limitation]:
    """The keys of objects that could name the file and were not understood."""
    keys = [keys_in(line.decode("utf-8", "replace")) for line in rejected["line"]]
    names = tuple(dict.fromkeys(name for each in keys for name in each))
    if names:
        text = state_many(
            "{count} object was not understood: its time, path or status stands under no known key, or under two that"
            " differ; its keys: {keys}. Say what they hold in a format of your own (keys = ...)",
            "{count} objects were not understood: their time, path or status stands under no known key, or under two"
            " that differ; their keys: {keys}. Say what they hold in a format of your own (keys = ...)",
            sum(bool(each) for each in keys),
            keys=listed(names),
        )
        yield Limitation("unknown-keys", text, incomplete=incomplete)


def _of_second_reader(disagreements: Sequence[dict[str, Any]]) -> Iterator[Limitation]:
    serious = [item for item in disagreements if item.get("known_fault") is None]
    if serious:
        text = state_many(
            "the second reader reads {count} field of the evidence otherwise: {rows}",
            "the second reader reads {count} fields of the evidence otherwise: {rows}",
            len(serious),
            rows=listed(tuple(dict.fromkeys(str(item["row"]) for item in serious))),
        )
        yield Limitation("second-reader", text)


def limitations(  # noqa: PLR0913 each strand of the inquiry has limits of its own
    case: Case,
    evidence: Evidence,
    *,
    requests: pl.DataFrame,
    downloads: pl.DataFrame,
    coverage: Sequence[Coverage],
    files: Sequence[FileFindings],
    disagreements: Sequence[dict[str, Any]],
    databases: Sequence[DatabaseInfo] = (),
    lists: Sequence[PrefixList] = (),
    doubts: Sequence[Limitation] = (),
) -> tuple[Limitation, ...]:
    """Every limitation of this answer: first those that make it incomplete, then in the order of CODES."""
    found = [
        *of_coverage(case, coverage, evidence.sources),
        *of_sources(case, evidence),
        *of_zones(case, evidence.sources),
        *of_formats(requests, evidence.sources),
        *_of_lines(requests),
        *of_copies(requests, evidence),
    ]
    found.extend(of_given_names(case.files))
    for file in files:
        found.extend(of_names(file, requests.filter(pl.col("file") == file.name), evidence.sources))
        found.extend(_of_file(file, requests, downloads))
    found.extend(doubts)
    found.extend(of_clients(downloads))
    found.extend(of_proxies(requests, case, lists))
    found.extend(_of_second_reader(disagreements))
    found.extend(far_from_event(databases, case.windows))
    order = list(CODES)
    return tuple(sorted(found, key=lambda limit: (not limit.incomplete, order.index(limit.code))))
