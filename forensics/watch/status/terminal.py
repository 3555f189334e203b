"""A status on one screen."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.language.untrusted import for_terminal
from forensics.watch.status.status import FlaggedDocument, Status
from forensics.watch.status.words import counted, faring, length, moment, outcome, since, size, wrong

__all__ = ["lines"]

#: So many rows of a kind; the rest is counted, and stands in the JSON.
_ROWS = 8


def lines(status: Status) -> Iterator[str]:
    """Of plain text on which no terminal acts; paths and reasons are another's."""
    return map(for_terminal, _lines(status))


def _lines(status: Status) -> Iterator[str]:
    yield f"Watch {status.watch}: {'all is well' if status.is_well else 'not all is well'}, {_seen(status)}."
    yield from (f"! {sentence}" for sentence in wrong(status))
    yield ""
    yield from _passes(status)
    yield from _documents(status)
    yield from _files(status)
    yield from _logs(status)
    yield from (f"{'sink':<11} {sink.name}: {faring(sink)}" for sink in status.sinks)
    yield f"{'state':<11} {status.state}, {size(status.state_bytes)}"


def _seen(status: Status) -> str:
    return f"as of {moment(status.now, status.zone)}"


def _passes(status: Status) -> Iterator[str]:
    last = status.last
    if last is not None and last.ended is not None:
        took = length(last.ended - last.began)
        yield (
            f"{'last pass':<11} {last.number}: ended {moment(last.ended, status.zone)}, {length(status.lag)} ago, after"
            f" {took}: {outcome(last)}"
        )
    if status.running is not None:
        yield f"{'now':<11} pass {status.running.number}: began {moment(status.running.began, status.zone)}"
    if status.stopped:
        yield f"{'stopped':<11} {counted(status.stopped, 'pass', 'passes')} of the last day did not come to the end"


def _documents(status: Status) -> Iterator[str]:
    found = status.documents
    parts = [
        f"{found.published:,} published",
        f"{found.inspected:,} inspected",
        f"{found.passed_over:,} no documents",
        f"{len(found.unread):,} not inspected",
        *([f"{found.waiting:,} waiting"] if found.waiting else []),
    ]
    yield f"{'files':<11} {', '.join(parts)}"
    yield f"{'flagged':<11} {status.flagged_now:,} published, {len(found.flagged) - status.flagged_now:,} gone"
    yield from (f"  {_flagged(each, status.zone)}" for each in found.flagged[:_ROWS])
    yield from _more(len(found.flagged))
    if found.unread:
        yield f"{'unread':<11} not inspected:"
        yield from (f"  {each.path}: {each.reason}" for each in found.unread[:_ROWS])
        yield from _more(len(found.unread))


def _flagged(each: FlaggedDocument, zone: str) -> str:
    there = f"since {since(each, zone)}" if each.published else f"gone by {moment(each.ended, zone)}"
    downloads = "downloads not watched" if each.downloads is None else counted(each.downloads, "download", "downloads")
    last = f", last {moment(each.last_download, zone)}" if each.last_download else ""
    return f"{each.path}  {' '.join(each.codes)}  {there}: {downloads}{last}"


def _files(status: Status) -> Iterator[str]:
    downloaded = [each for each in status.files if each.last is not None or each.downloads or each.partials]
    yield f"{'watched':<11} {counted(len(status.files), 'name', 'names')}, {len(downloaded):,} with downloads or parts"
    for each in downloaded[:_ROWS]:
        span = f"{moment(each.first, status.zone)} to {moment(each.last, status.zone)}"
        yield f"  {each.name}: {counted(each.downloads, 'download', 'downloads')}, {each.partials:,} partial, {span}"
    yield from _more(len(downloaded))


def _logs(status: Status) -> Iterator[str]:
    settled = sum(log.settled for log in status.logs)
    lost = f"; {status.lost:,} were lost from sight before their end" if status.lost else ""
    yield f"{'logs':<11} {len(status.logs):,}, {settled:,} of them read for good{lost}"
    for log in [log for log in status.logs if not log.settled][:_ROWS]:
        yield f"  {log.path}: {counted(log.lines, 'line', 'lines')}, newest {moment(log.last, status.zone)}"


def _more(count: int) -> Iterator[str]:
    if count > _ROWS:
        yield f"  and {count - _ROWS:,} more: --json has them all"
