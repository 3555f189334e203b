"""What the answer cannot promise: each limitation has a code, a sentence, and says whether it makes
the evidence incomplete where it could touch a window (exit code 3).

`CODES` is the list that docs/limitations.md explains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import polars as pl

from forensics.episodes import union
from forensics.geo import DatabaseInfo, far_from_event
from forensics.limits_of_logs import line_count, of_coverage, of_formats, of_sources, row_names
from forensics.model import Case, Coverage, Evidence, FileFindings, Limitation
from forensics.parties import address_kind
from forensics.reach import copied_elsewhere, from_caching_layer
from forensics.statement import Statement, forms, listed, message, state, state_many

__all__ = ["CODES", "limitations"]

#: code -> what it means.
CODES = {
    "gap": message("A log has no lines for a stretch of a window in which lines were to be expected."),
    "missing-rotation": message("A rotated file is missing from a series."),
    "clock": message("Lines stand out of order by more than a minute, or the clock jumped."),
    "damaged-source": message("A log is damaged; lines after the damage may be lost."),
    "hole": message("A log holds a block of zero bytes in place of lines."),
    "unread-member": message("A member of an archive was not read, though it may hold lines."),
    "unreadable-source": message("No line of a log could be read."),
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
    "database-date": message(
        "What tells of addresses was made long before or after the windows, or does not say when."
    ),
    "full-addresses": message("Addresses are shown in full, at a level that would not show them."),
    "small-parts": message("Parts of few visitors are joined with others, so that nobody stands out."),
}
#: Partial deliveries that are compared with each other.
_COMPARED = 100
_COPIERS = {"search engine": state("search engine"), "archiver": state("archiver")}


def _requests(count: int) -> Statement:
    return state_many("{count} request", "{count} requests", count)


#: The kinds of `parties.KINDS`, counted.
_HIDDEN = {
    "anonymised": forms("{count} anonymised", "{count} anonymised"),
    "cgnat": forms("{count} cgnat", "{count} cgnat"),
    "link-local": forms("{count} link-local", "{count} link-local"),
    "loopback": forms("{count} loopback", "{count} loopback"),
    "multicast": forms("{count} multicast", "{count} multicast"),
    "name": forms("{count} name", "{count} name"),
    "private": forms("{count} private", "{count} private"),
    "reserved": forms("{count} reserved", "{count} reserved"),
}


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
    copies = requests.filter(pl.col("verdict") == "duplicate_line")
    if copies.height:
        text = state(
            "{lines} of evidence stood in a second file and counted once: {rows}",
            lines=line_count(copies.height),
            rows=row_names(copies),
        )
        yield Limitation("copies", text)
    edges = requests.filter(pl.col("flags").list.contains("edge") & pl.col("download").is_not_null())
    if edges.height:
        text = state(
            "{requests} at a window's edge, in doubt by the clock: {rows}",
            requests=_requests(edges.height),
            rows=row_names(edges),
        )
        yield Limitation("edge", text)
    repeated = requests.filter(pl.col("second_reading").is_not_null() & pl.col("download").is_not_null())
    if repeated.height:
        text = state(
            "{requests} in the hour that occurs twice; both readings are kept", requests=_requests(repeated.height)
        )
        yield Limitation("repeated-hour", text)
    caching = from_caching_layer(requests)
    if caching.height:
        text = state(
            "{requests} came from a cache whose own log is not here; each may have served many",
            requests=_requests(caching.height),
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


def _of_size(file: FileFindings, rows: pl.DataFrame) -> Iterator[Limitation]:
    if file.size_source == "inferred":
        text = state("“{file}”: its size, {size} bytes, was inferred from the logs", file=file.name, size=file.size)
        yield Limitation("size-inferred", text)
    if file.size is None:
        text = state("“{file}”: neither the case nor the logs give its size", file=file.name)
        yield Limitation("size-unknown", text)
    twins = rows.filter(pl.col("match") == "twin", pl.col("verdict") == "indeterminate")
    if twins.height:
        text = state(
            "“{file}”: {requests} for another path got exactly its size and may be an alias ({paths}); confirm by"
            " configuration or hash, then list the path under other_paths",
            file=file.name,
            requests=_requests(twins.height),
            paths=listed(tuple(sorted(set(twins["path"].drop_nulls())))),
        )
        yield Limitation("size-twin", text)
    recurring = rows.filter((pl.col("rule") == "17") & (pl.col("verdict") == "indeterminate"))
    if recurring.height:
        text = state(
            "“{file}”: {requests} with a smaller body may be the file compressed; measure its gzip and br sizes on"
            " the same server and give them as encoded_sizes",
            file=file.name,
            requests=_requests(recurring.height),
        )
        yield Limitation("recurring-size", text)
    body_only = (pl.col("total_bytes") == pl.col("size")) & pl.col("body_bytes").is_null()
    doubt = rows.filter((pl.col("status") == 200) & body_only)
    if doubt.height:
        text = state(
            "“{file}”: {requests} whose bytes “with headers” equal the file exactly: perhaps the size field counts"
            " the body alone; check size_field",
            file=file.name,
            requests=_requests(doubt.height),
        )
        yield Limitation("size-field-doubt", text)


def _of_file(file: FileFindings, requests: pl.DataFrame, downloads: pl.DataFrame) -> Iterator[Limitation]:
    rows = requests.filter(pl.col("file") == file.name)
    units = downloads.filter(pl.col("file") == file.name)
    yield from _of_size(file, rows)
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


def _of_clients(downloads: pl.DataFrame) -> Iterator[Limitation]:
    clients = sorted(set(downloads.filter("in_headline")["client"].drop_nulls()))
    kinds = Counter(kind for client in clients if (kind := address_kind(client)) is not None)
    if kinds:
        text = state(
            "addresses that may stand for several parties ({kinds}): the number of addresses is a floor",
            kinds=listed(tuple(state_many(*_HIDDEN[kind], count) for kind, count in sorted(kinds.items()))),
        )
        yield Limitation("hidden-clients", text)


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
) -> tuple[Limitation, ...]:
    """Every limitation of this answer: first those that make it incomplete, then in the order of CODES."""
    found = [
        *of_coverage(case, coverage, evidence.sources),
        *of_sources(case, evidence),
        *of_formats(requests, evidence.sources),
        *_of_lines(requests),
    ]
    for file in files:
        found.extend(_of_file(file, requests, downloads))
    found.extend(_of_clients(downloads))
    found.extend(_of_second_reader(disagreements))
    found.extend(far_from_event(databases, case.windows))
    order = list(CODES)
    return tuple(sorted(found, key=lambda limit: (not limit.incomplete, order.index(limit.code))))
