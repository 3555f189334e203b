"""Limitations of the files themselves: damage, members and lines that were not read, zones, formats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from forensics.findings.coverage.open_windows import cut_windows, holed_windows, lost_windows
from forensics.findings.coverage.strangers import is_stranger, is_unread_log, named_elsewhere
from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.limitations.words import line_count, row_names
from forensics.formats import is_error_log
from forensics.formats.detection.layouts import NAME as WORKED_OUT
from forensics.language.statement import Statement, listed, state, state_many
from forensics.model import ALWAYS, Damage, SourceReport, Unread

__all__ = [
    "cleaned_lines",
    "counted_lines",
    "cut_end",
    "damaged_source",
    "hole",
    "no_log",
    "no_sizes",
    "other_format",
    "overlong_line",
    "refused_lines",
    "refused_log",
    "rejected_lines",
    "size_field_assumed",
    "unread_member",
    "unreadable_source",
    "worked_out_format",
    "zone_assumed",
]


def _where(source: SourceReport) -> str:
    return f"{source.id} ({source.path})"


def _read(draft: Draft) -> Iterator[SourceReport]:
    """The sources whose lines were read as requests."""
    return (source for source in draft.sources if not source.refused)


def damaged_source(draft: Draft) -> Iterator[Found]:
    """For each damaged source, with the windows into which lost lines may fall."""
    for source in draft.sources:
        if source.damage is not None:
            lost = lost_windows(draft.case, source, draft.sources)
            yield Found(_damaged(_where(source), source.damage, lost), incomplete=bool(lost))


def unread_member(draft: Draft) -> Iterator[Found]:
    """For each archive with members that may hold lines and were not read."""
    for source in draft.sources:
        if missed := tuple(member for member in source.unread if member.lost):
            yield Found(_unread(_where(source), missed, source.more_lost or 0), incomplete=True)


def hole(draft: Draft) -> Iterator[Found]:
    """For each source with blocks of zero bytes."""
    for source in draft.sources:
        if source.holes:
            holed = holed_windows(draft.case, source)
            yield Found(_holed(_where(source), len(source.holes), holed), incomplete=bool(holed))


def cut_end(draft: Draft) -> Iterator[Found]:
    """For each source that ends in the middle of a line."""
    for source in draft.sources:
        if source.cut:
            touched = cut_windows(draft.case, source, draft.sources)
            yield Found(_cut(_where(source), touched), incomplete=bool(touched))


def refused_log(draft: Draft) -> Iterator[Found]:
    """For each source that holds no requests of the web."""
    for source in draft.sources:
        if source.refused:
            named = source.unparsed_candidates + named_elsewhere(source)
            yield Found(_refused(_where(source), source.refused, named), incomplete=named > 0)


def unreadable_source(draft: Draft) -> Iterator[Found]:
    """For each log of which no line could be read."""
    for source in _read(draft):
        if is_unread_log(source):
            about = {"log": _where(source), "because": source.format_because}
            yield Found(state("{log}: no line could be read; {because}", **about), incomplete=True)


def no_log(draft: Draft) -> Iterator[Found]:
    """For each file beside the logs that is none."""
    for source in _read(draft):
        if is_stranger(source) and not is_unread_log(source):
            yield Found(state("{log}: no log, by its name and by its lines", log=_where(source)))


def rejected_lines(draft: Draft) -> Iterator[Found]:
    """For each log with lines that could not be read and do not name the file."""
    for source in _read(draft):
        others = source.unparsed - source.unparsed_candidates
        if others > 0 and not is_unread_log(source) and not is_stranger(source):
            about = {"log": _where(source), "lines": line_count(others)}
            yield Found(state("{log}: {lines} could not be read and cannot name the file", **about))


def refused_lines(draft: Draft) -> Iterator[Found]:
    """For each log with lines of another service."""
    for source in _read(draft):
        beside = [each for each in source.refused_lines if not is_error_log(each.format)]
        if beside:
            text = state(
                "{log}: {lines} are no requests of the web ({formats})",
                log=_where(source),
                lines=line_count(sum(each.lines for each in beside)),
                formats=listed(tuple(each.format for each in beside)),
            )
            yield Found(text, incomplete=named_elsewhere(source) > 0)


def counted_lines(draft: Draft) -> Iterator[Found]:
    """For each log whose lines of evidence stand for several."""
    for source in _read(draft):
        if source.counted:
            text = state_many(
                "{log}: lines of evidence stand for {count} equal line more, which was not counted",
                "{log}: lines of evidence stand for {count} equal lines more, which were not counted",
                source.counted,
                log=_where(source),
            )
            yield Found(text, incomplete=True)


def cleaned_lines(draft: Draft) -> Iterator[Found]:
    """For each log whose lines of evidence held what is no part of any line."""
    for source in _read(draft):
        if source.cleaned:
            text = state(
                "{log}: zero bytes, colours or byte order marks were taken out of {lines} of evidence",
                log=_where(source),
                lines=line_count(source.cleaned),
            )
            yield Found(text)


def overlong_line(draft: Draft) -> Iterator[Found]:
    """For each log with lines that are too long."""
    for source in _read(draft):
        if source.overlong:
            about = {"log": _where(source), "lines": line_count(source.overlong)}
            yield Found(state("{log}: {lines} over 1 MiB skipped", **about))


def size_field_assumed(draft: Draft) -> Iterator[Found]:
    """For each log that does not show what its sizes count."""
    for source in _read(draft):
        if source.size_field_source == "assumed":
            text = state(
                "{log}: nothing shows whether sizes are planned or handed over; taken as planned, the weaker",
                log=_where(source),
            )
            yield Found(text)


def worked_out_format(draft: Draft) -> Iterator[Found]:
    """For each log in no known format: how it was read."""
    for source in _read(draft):
        if source.parsed and source.format == WORKED_OUT and not _sizes_contradict(source):
            text = state(
                "{log}: no known format reads it, so its layout was worked out from its lines, and what did not speak"
                " for itself was not read: {because}; give the server's own LogFormat or log_format string to be sure",
                log=_where(source),
                because=source.format_because,
            )
            yield Found(text)


def no_sizes(draft: Draft) -> Iterator[Found]:
    """For each log without sizes, or with sizes that cannot be told."""
    for source in _read(draft):
        if not source.parsed or source.size_field is not None:
            continue
        about = {"log": _where(source), "because": source.size_field_because}
        if _sizes_contradict(source):
            yield Found(state("{log}: {because}; so only the status speaks", **about))
        elif source.format == WORKED_OUT:
            yield Found(state("{log}: {because}, so only the status speaks", **about))
        else:
            yield Found(state("{log}: the format holds no sizes, so only the status speaks", log=_where(source)))


def _sizes_contradict(source: SourceReport) -> bool:
    return source.size_field is None and source.size_field_source == "inferred"


def zone_assumed(draft: Draft) -> Iterator[Found]:
    """Times that were read as UTC because nobody said in which zone they are: of windows, and of logs."""
    case = draft.case
    if case.zone_stated:
        return
    if case.local_times:
        text = state(
            "{keys}: written without an offset, and case.zone is not stated; read as UTC", keys=listed(case.local_times)
        )
        yield Found(text, incomplete=True)
    local = tuple(source.path for source in draft.sources if source.parsed and source.zone_source == "case")
    if local:
        text = state(
            "{logs}: no offset from UTC is logged and no zone was stated; times are read, and shown, as UTC",
            logs=listed(local),
        )
        bounded = any(time not in ALWAYS for window in case.windows for time in (window.start, window.end))
        yield Found(text, incomplete=bounded)


def other_format(draft: Draft) -> Iterator[Found]:
    """Lines that only another format could read: their sizes may mean less than the log's own."""
    for source in draft.sources:
        other = pl.col("format").is_not_null() & pl.col("format").ne_missing(pl.lit(source.format, pl.String))
        mine = draft.requests.filter(pl.col("source") == source.id, other)
        if mine.height:
            text = state(
                "{log}: {lines} of evidence not in the log's format but read as {formats}: {rows}",
                log=_where(source),
                lines=line_count(mine.height),
                formats=listed(tuple(sorted(set(mine["format"])))),
                rows=row_names(mine),
            )
            yield Found(text)


def _damaged(where: str, damage: Damage, lost: Sequence[str]) -> Statement:
    about = {"log": where, "damage": damage.text}
    if not damage.lost:
        return state("{log}: {damage}", **about)
    if not lost:
        return state("{log}: {damage} Lost lines fall into no window.", **about)
    return state("{log}: {damage} Lost lines may fall into {windows}.", windows=listed(tuple(lost)), **about)


def _cut(where: str, windows: Sequence[str]) -> Statement:
    if not windows:
        return state("{log}: ends in the middle of a line, after which no line of a window can have stood", log=where)
    return state(
        "{log}: ends in the middle of a line: the file is not whole, and lines behind it may fall into {windows}",
        log=where,
        windows=listed(tuple(windows)),
    )


def _holed(where: str, holes: int, windows: Sequence[str]) -> Statement:
    about = {"log": where, "windows": listed(tuple(windows))}
    if not windows:
        return state_many(
            "{log}: {count} block of zero bytes, where no line of a window can have stood",
            "{log}: {count} blocks of zero bytes, where no line of a window can have stood",
            holes,
            log=where,
        )
    return state_many(
        "{log}: {count} block of zero bytes; lines that stood there are lost, and may fall into {windows}",
        "{log}: {count} blocks of zero bytes; lines that stood there are lost, and may fall into {windows}",
        holes,
        **about,
    )


def _unread(where: str, members: Sequence[Unread], more: int) -> Statement:
    each = [state("{name} ({reason})", name=member.name, reason=member.reason) for member in members]
    if more:
        each.append(state_many("{count} other", "{count} others", more))
    return state_many(
        "{log}: {count} member not read: {members}",
        "{log}: {count} members not read: {members}",
        len(members) + more,
        log=where,
        members=listed(tuple(each)),
    )


def _refused(where: str, reason: str, candidates: int) -> Statement:
    if not candidates:
        return state("{log}: {reason}", log=where, reason=reason)
    return state_many(
        "{log}: {reason} {count} line of it could name the file.",
        "{log}: {reason} {count} lines of it could name the file.",
        candidates,
        log=where,
        reason=reason,
    )
