"""Limitations that lie in the logs themselves: gaps, damage, members and lines that were not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import polars as pl

from forensics.formats import is_error_log
from forensics.formats.layouts import NAME as WORKED_OUT
from forensics.model import ALWAYS, Case, Coverage, Damage, Evidence, Gap, Limitation, SourceReport, Unread
from forensics.reach import cut_windows, holed_windows, lost_windows, missing_windows
from forensics.statement import Statement, first_of, listed, state, state_many
from forensics.strangers import is_stranger, is_unread_log, named_elsewhere

__all__ = ["line_count", "of_coverage", "of_formats", "of_sources", "of_zones", "request_count", "row_names"]

#: Share of lines out of order that servers themselves cause: a line is written when its transfer ends.
_LATE = 0.01
_NAMED = 5  # gaps named in one limitation; all stand in the coverage


def line_count(count: int) -> Statement:
    """So many lines."""
    return state_many("{count} line", "{count} lines", count)


def request_count(count: int) -> Statement:
    """So many requests."""
    return state_many("{count} request", "{count} requests", count)


def row_names(requests: pl.DataFrame) -> Statement:
    """Where requests stand: the first of them, and how many more."""
    return listed(tuple(requests["row"]))


def _percent(share: float) -> Statement:
    """With two decimals."""
    whole, rest = f"{share:.2%}".removesuffix("%").split(".")
    return state("{whole}.{rest}%", whole=whole, rest=rest)


def of_zones(case: Case, sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """Times that were read as UTC because nobody said in which zone they are: of windows, and of logs."""
    if case.zone_stated:
        return
    if case.local_times:
        text = state(
            "{keys}: written without an offset, and case.zone is not stated; read as UTC", keys=listed(case.local_times)
        )
        yield Limitation("zone-assumed", text, incomplete=True)
    local = tuple(source.path for source in sources if source.parsed and source.zone_source == "case")
    if local:
        text = state(
            "{logs}: no offset from UTC is logged and no zone was stated; times are read, and shown, as UTC",
            logs=listed(local),
        )
        bounded = any(time not in ALWAYS for window in case.windows for time in (window.start, window.end))
        yield Limitation("zone-assumed", text, incomplete=bounded)


def of_coverage(case: Case, coverage: Sequence[Coverage], sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """Gaps that touch a window, rotations that are missing, clocks that jump."""
    gaps = [(series.log, gap) for series in coverage for gap in series.gaps if gap.window is not None]
    if gaps:
        yield Limitation("gap", _gap(*gaps[0]) if len(gaps) == 1 else _gaps(gaps), incomplete=True)
    rare = [(series.log, gap) for series in coverage for gap in series.quiet]
    if rare:
        yield Limitation("quiet", _gap(*rare[0]) if len(rare) == 1 else _gaps(rare))
    if usual := [(series.log, gap) for series in coverage for gap in series.silences]:
        yield Limitation("silence", _gap(*usual[0]) if len(usual) == 1 else _silences(usual))
    for series in coverage:
        if series.missing_rotations:
            each = [missing_windows(case, series, label, sources) for label in series.missing_rotations]
            touched = tuple(dict.fromkeys(label for labels in each for label in labels))
            about = {"log": series.log, "rotations": listed(series.missing_rotations)}
            text = (
                state(
                    "{log}: rotation {rotations} is missing; its lines may fall into {windows}",
                    windows=listed(touched),
                    **about,
                )
                if touched
                else state("{log}: rotation {rotations} is missing; its lines fall into no window", **about)
            )
            yield Limitation("missing-rotation", text, incomplete=bool(touched))
        if series.clock_jumps or series.out_of_order > _LATE:
            yield Limitation("clock", _clock(series))


def _stretch(log: str, gap: Gap) -> dict[str, str]:
    return {"log": log, "start": f"{gap.start:%Y-%m-%d %H:%M}", "end": f"{gap.end:%Y-%m-%d %H:%M}"}


def _gap(log: str, gap: Gap) -> Statement:
    return state(
        "{log} has no line from {start} to {end} UTC, in window “{window}”: {because}",
        window=gap.window,
        because=gap.because,
        **_stretch(log, gap),
    )


def _gaps(gaps: Sequence[tuple[str, Gap]]) -> Statement:
    """Of several gaps: how many, how long, and the first of them in time; a stretch that touches two windows is one."""
    each = {(log, gap.start, gap.end): gap for log, gap in sorted(gaps, key=lambda pair: (pair[1].start, pair[0]))}
    lengths = [gap.end - gap.start for gap in each.values()]
    named = [state("{log} from {start} to {end}", **_stretch(log, gap)) for (log, _, _), gap in each.items()]
    return state(
        "the logs have no line in {count} stretches that touch a window, together {total}, the longest {longest}"
        " (hours and minutes): {gaps} (UTC)",
        count=len(each),
        total=_hours(sum(lengths, timedelta())),
        longest=_hours(max(lengths)),
        gaps=first_of(tuple(named), _NAMED),
    )


def _silences(found: Sequence[tuple[str, Gap]]) -> Statement:
    named = [state("{log} from {start} to {end}", **_stretch(log, gap)) for log, gap in found]
    return state(
        "of each window the rarest silence that the rhythm of the log explains: {gaps} (UTC); a loss of lines there"
        " would look no different",
        gaps=first_of(tuple(dict.fromkeys(named)), _NAMED),
    )


def _hours(length: timedelta) -> str:
    minutes = round(length.total_seconds() / 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _clock(series: Coverage) -> Statement:
    about = {"log": series.log, "share": _percent(series.out_of_order)}
    if not series.clock_jumps:
        return state("{log}: {share} of its lines stand more than a minute out of order", **about)
    return state_many(
        "{log}: {share} of its lines stand more than a minute out of order; {count} file with a jump of the clock",
        "{log}: {share} of its lines stand more than a minute out of order; {count} files with a jump of the clock",
        series.clock_jumps,
        **about,
    )


def of_sources(case: Case, evidence: Evidence) -> Iterator[Limitation]:
    """What was not read of each log, and what its sizes cannot say."""
    for source in evidence.sources:
        where = f"{source.id} ({source.path})"
        if source.damage is not None:
            lost = lost_windows(case, source, evidence.sources)
            yield Limitation("damaged-source", _damaged(where, source.damage, lost), incomplete=bool(lost))
        if missed := tuple(member for member in source.unread if member.lost):
            yield Limitation("unread-member", _unread(where, missed), incomplete=True)
        if source.holes:
            holed = holed_windows(case, source)
            yield Limitation("hole", _holed(where, len(source.holes), holed), incomplete=bool(holed))
        if source.cut:
            touched = cut_windows(case, source, evidence.sources)
            yield Limitation("cut-end", _cut(where, touched), incomplete=bool(touched))
        if source.refused:
            named = source.unparsed_candidates + named_elsewhere(source)
            yield Limitation("refused-log", _refused(where, source.refused, named), incomplete=named > 0)
        else:
            yield from _of_reading(where, source)


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


def _unread(where: str, members: Sequence[Unread]) -> Statement:
    each = (state("{name} ({reason})", name=member.name, reason=member.reason) for member in members)
    return state_many(
        "{log}: {count} member not read: {members}",
        "{log}: {count} members not read: {members}",
        len(members),
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


def _of_reading(where: str, source: SourceReport) -> Iterator[Limitation]:
    others = source.unparsed - source.unparsed_candidates
    if is_unread_log(source):
        text = state("{log}: no line could be read; {because}", log=where, because=source.format_because)
        yield Limitation("unreadable-source", text, incomplete=True)
    elif is_stranger(source):
        yield Limitation("no-log", state("{log}: no log, by its name and by its lines", log=where))
    elif others > 0:
        text = state("{log}: {lines} could not be read and cannot name the file", log=where, lines=line_count(others))
        yield Limitation("rejected-lines", text)
    beside = [(name, lines) for name, lines, _ in source.refused_lines if not is_error_log(name)]
    if beside:
        text = state(
            "{log}: {lines} are no requests of the web ({formats})",
            log=where,
            lines=line_count(sum(lines for _, lines in beside)),
            formats=listed(tuple(name for name, _ in beside)),
        )
        yield Limitation("refused-lines", text, incomplete=named_elsewhere(source) > 0)
    if source.counted:
        text = state_many(
            "{log}: lines of evidence stand for {count} equal line more, which was not counted",
            "{log}: lines of evidence stand for {count} equal lines more, which were not counted",
            source.counted,
            log=where,
        )
        yield Limitation("counted-lines", text, incomplete=True)
    if source.cleaned:
        text = state(
            "{log}: zero bytes, colours or byte order marks were taken out of {lines} of evidence",
            log=where,
            lines=line_count(source.cleaned),
        )
        yield Limitation("cleaned-lines", text)
    if source.overlong:
        text = state("{log}: {lines} over 1 MiB skipped", log=where, lines=line_count(source.overlong))
        yield Limitation("overlong-line", text)
    yield from _of_size_field(where, source)


def _of_size_field(where: str, source: SourceReport) -> Iterator[Limitation]:
    """What the log does not say of its sizes."""
    if source.size_field_source == "assumed":
        text = state(
            "{log}: nothing shows whether sizes are planned or handed over; taken as planned, the weaker", log=where
        )
        yield Limitation("size-field-assumed", text)
    if source.parsed and source.size_field is None and source.size_field_source == "inferred":
        text = state("{log}: {because}; so only the status speaks", log=where, because=source.size_field_because)
        yield Limitation("no-sizes", text)
    elif source.parsed and source.format == WORKED_OUT:
        yield from _of_layout(where, source)
    elif source.parsed and source.size_field is None:
        yield Limitation("no-sizes", state("{log}: the format holds no sizes, so only the status speaks", log=where))


def _of_layout(where: str, source: SourceReport) -> Iterator[Limitation]:
    """A log in no known format: how it was read, and whether its sizes are known."""
    text = state(
        "{log}: no known format reads it, so its layout was worked out from its lines, and what did not speak for"
        " itself was not read: {because}; give the server's own LogFormat or log_format string to be sure",
        log=where,
        because=source.format_because,
    )
    yield Limitation("worked-out-format", text)
    if source.size_field is None:
        text = state("{log}: {because}, so only the status speaks", log=where, because=source.size_field_because)
        yield Limitation("no-sizes", text)


def of_formats(requests: pl.DataFrame, sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """Lines that only another format could read: their sizes may mean less than the log's own."""
    for source in sources:
        other = pl.col("format").is_not_null() & pl.col("format").ne_missing(pl.lit(source.format, pl.String))
        mine = requests.filter(pl.col("source") == source.id, other)
        if mine.height:
            text = state(
                "{log}: {lines} of evidence not in the log's format but read as {formats}: {rows}",
                log=f"{source.id} ({source.path})",
                lines=line_count(mine.height),
                formats=listed(tuple(sorted(set(mine["format"])))),
                rows=row_names(mine),
            )
            yield Limitation("other-format", text)
