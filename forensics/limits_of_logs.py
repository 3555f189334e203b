"""Limitations that lie in the logs themselves: gaps, damage, members and lines that were not read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from forensics.formats import is_error_log
from forensics.model import Case, Coverage, Damage, Evidence, Limitation, SourceReport, Unread
from forensics.reach import holed_windows, lost_windows, missing_windows
from forensics.statement import Statement, listed, state, state_many

__all__ = ["line_count", "of_coverage", "of_formats", "of_sources", "row_names"]


def line_count(count: int) -> Statement:
    """So many lines."""
    return state_many("{count} line", "{count} lines", count)


def row_names(requests: pl.DataFrame) -> Statement:
    """Where requests stand: the first of them, and how many more."""
    return listed(tuple(requests["row"]))


def _percent(share: float) -> Statement:
    """With two decimals."""
    whole, rest = f"{share:.2%}".removesuffix("%").split(".")
    return state("{whole}.{rest}%", whole=whole, rest=rest)


def of_coverage(case: Case, coverage: Sequence[Coverage], sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """Gaps that touch a window, rotations that are missing, clocks that jump."""
    for series in coverage:
        for gap in series.gaps:
            if gap.window is not None:
                text = state(
                    "{log} has no line from {start} to {end} UTC, in window “{window}”: {because}",
                    log=series.log,
                    start=f"{gap.start:%Y-%m-%d %H:%M}",
                    end=f"{gap.end:%Y-%m-%d %H:%M}",
                    window=gap.window,
                    because=gap.because,
                )
                yield Limitation("gap", text, incomplete=True)
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
        if series.clock_jumps or series.out_of_order > 0:
            yield Limitation("clock", _clock(series))


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
        lost = lost_windows(case, source, evidence.sources)
        if source.damage is not None:
            yield Limitation("damaged-source", _damaged(where, source.damage, lost), incomplete=bool(lost))
        if missed := tuple(member for member in source.unread if member.lost):
            yield Limitation("unread-member", _unread(where, missed), incomplete=True)
        if source.holes:
            holed = holed_windows(case, source)
            yield Limitation("hole", _holed(where, len(source.holes), holed), incomplete=bool(holed))
        if source.refused:
            named = source.unparsed_candidates + _named_elsewhere(source)
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


def _named_elsewhere(source: SourceReport) -> int:
    """Lines of another service that name the file: a second way out. An error log knows no delivery."""
    return sum(named for name, _, named in source.refused_lines if not is_error_log(name))


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
    told = source.blank + source.headings + sum(lines for _, lines, _ in source.refused_lines)
    if source.lines > told and not source.parsed:
        text = state("{log}: no line could be read; {because}", log=where, because=source.format_because)
        yield Limitation("unreadable-source", text, incomplete=True)
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
        yield Limitation("refused-lines", text, incomplete=_named_elsewhere(source) > 0)
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
    if source.size_field_source == "assumed":
        text = state(
            "{log}: nothing shows whether sizes are planned or handed over; taken as planned, the weaker", log=where
        )
        yield Limitation("size-field-assumed", text)
    if source.parsed and source.size_field is None:
        yield Limitation("no-sizes", state("{log}: the format holds no sizes, so only the status speaks", log=where))


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
