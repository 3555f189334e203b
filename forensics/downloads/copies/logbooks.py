"""The logs of a case as they are compared with each other: a log is the files of one series in one format."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from forensics.downloads.copies.pairing import Ask, ask_of
from forensics.model import Case, SourceReport
from forensics.sources.rotation import series

__all__ = ["Logbook", "logbooks", "logs_of"]

_COMPARED = (
    *("row", "source", "file", "match", "start", "end", "client", "forwarded", "method", "target", "path", "query"),
    *("host", "status", "range", "content_range", "body_bytes", "planned_bytes", "total_bytes", "line"),
)
_MINUTE = 60
_SEVERAL = 2


def logs_of(sources: Iterable[SourceReport], case: Case) -> dict[str, str]:
    """Of which log each source is a file, by number: of one series by its name, of one host, in one format.

    Wrappers are part of the format. A number, since a name may hold bytes that no table can.
    """
    numbers: dict[tuple[str, str | None, str], str] = {}
    return {
        source.id: numbers.setdefault(
            (series(source.place), case.logs[source.log].host, _written(source, case)), str(len(numbers))
        )
        for source in sources
        if source.kind == "log"
    }


def _written(source: SourceReport, case: Case) -> str:
    """How its lines are written: one format string has a name of its own in each entry of the case."""
    stated = (source.format or "").startswith("logs[")
    return " ".join((case.logs[source.log].format if stated else source.format or "", *source.wrappers))


@dataclass(frozen=True)
class Logbook:
    """One log: its files, its requests for the files sought that count so far, and what it says of them."""

    sources: tuple[SourceReport, ...]
    origin: bool
    asks: tuple[Ask, ...]
    proxied: bool
    known: tuple[int, ...]
    minutes: Mapping[int, int] = field(repr=False)

    @property
    def rank(self) -> tuple[int, ...]:
        """The log of two with the higher rank is counted: that of the outer layer; that which has the status; whose
        size proves most (bytes handed over before planned before none); which says more of who asked and when;
        with less around its lines; the first."""
        return (not self.proxied, *self.known, -max(len(source.wrappers) for source in self.sources))

    @cached_property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """The seconds from first to last line of each of its files, joined where they touch."""
        found: list[tuple[float, float]] = []
        for first, last in sorted(self._own_spans()):
            if found and first <= found[-1][1] + _MINUTE:
                found[-1] = found[-1][0], max(found[-1][1], last)
            else:
                found.append((first, last))
        return tuple(found)

    def _own_spans(self) -> Iterable[tuple[float, float]]:
        for source in self.sources:
            if source.first is not None and source.last is not None:
                ends = source.first.timestamp(), source.last.timestamp()
                yield min(ends), max(ends)

    def covers(self, seconds: float, slack: float = 0) -> bool:
        """Whether one of its files holds that time."""
        at = bisect_right(self.spans, (seconds + slack, float("inf"))) - 1
        return at >= 0 and seconds <= self.spans[at][1] + slack

    def within(self, other: Logbook) -> tuple[Ask, ...]:
        """Its requests of the time that the other covers too, by their start or their end: one of both is what the
        log stamps. Those without a time are of any."""
        return tuple(ask for ask in self.asks if not ask.times or any(other.covers(int(time), 1) for time in ask.times))

    def lines_within(self, other: Logbook) -> dict[int, int]:
        """Its lines in each whole minute that the other covers too."""
        return {
            minute: lines
            for minute, lines in self.minutes.items()
            if other.covers(minute * _MINUTE) and other.covers(minute * _MINUTE + _MINUTE - 1)
        }


def logbooks(
    requests: pl.DataFrame, minutes: pl.DataFrame, sources: Sequence[SourceReport], case: Case
) -> list[Logbook]:
    """The logs that hold requests, the best first, if there are several. `requests` are identified, with `copy`."""
    logs = logs_of(sources, case)
    if len({logs[source] for source in requests["source"].unique()}) < _SEVERAL:
        return []
    files, asks, rows = defaultdict(list), defaultdict(list), defaultdict(list)
    for source in sources:
        if source.id in logs:
            files[logs[source.id]].append(source)
    table = requests.with_row_index("_index").filter(~pl.col("copy"))
    for row in table.select("_index", "agent", "proxied", *_COMPARED).iter_rows(named=True):
        asks[logs[row["source"]]].append(ask_of(row["_index"], row))
        rows[logs[row["source"]]].append(row)
    counted = _by_log(minutes, logs)
    books = [
        Logbook(
            tuple(files[name]),
            case.logs[files[name][0].log].layer == "origin",
            tuple(asks[name]),
            any(row["proxied"] and row["forwarded"] for row in rows[name]),
            _known(rows[name]),
            counted.get(name, {}),
        )
        for name in files
        if name in asks
    ]
    return sorted(books, key=lambda book: book.rank, reverse=True)  # of equal rank in the order of sources


def _known(rows: Sequence[Mapping[str, object]]) -> tuple[int, ...]:
    """What a log says of its requests, most telling first."""
    holds = {name: any(row[name] is not None for row in rows) for name in rows[0]}
    handed = holds["body_bytes"] or holds["total_bytes"]
    return (
        holds["status"],
        2 if handed else int(holds["planned_bytes"]),
        holds["forwarded"],
        holds["agent"],
        holds["start"] and holds["end"],
        holds["range"] or holds["content_range"],
    )


def _by_log(minutes: pl.DataFrame, logs: Mapping[str, str]) -> dict[str, dict[int, int]]:
    """Lines of each log by minute since 1970."""
    name = pl.col("source").replace_strict(dict(logs), default=None, return_dtype=pl.String)
    number = pl.col("minute").dt.epoch("s") // _MINUTE
    counted = minutes.group_by(log=name, number=number).agg(pl.col("lines").sum()).drop_nulls()
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for log, at, lines in counted.iter_rows():
        found[log][at] = lines
    return found
