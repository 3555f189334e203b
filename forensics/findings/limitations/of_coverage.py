"""Limitations of what the logs cover: gaps, quiet stretches, silences, missing rotations, clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from forensics.findings.coverage.open_windows import missing_windows
from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.limitations.words import percent
from forensics.language.statement import Statement, first_of, listed, state, state_many
from forensics.model import Coverage, Gap

__all__ = ["clock", "gap", "missing_rotation", "quiet", "silence", "thinned"]

#: Share of lines out of order that servers themselves cause: a line is written when its transfer ends.
_LATE = 0.01
_NAMED = 5  # gaps named in one limitation; all stand in the coverage


def gap(draft: Draft) -> Iterator[Found]:
    """One for all gaps that touch a window."""
    found = [(series.log, gap) for series in draft.coverage for gap in series.gaps if gap.window is not None]
    if found:
        yield Found(_stretches(found), incomplete=True)


def quiet(draft: Draft) -> Iterator[Found]:
    """One for all quiet stretches."""
    found = [(series.log, gap) for series in draft.coverage for gap in series.quiet]
    if found:
        yield Found(_stretches(found))


def silence(draft: Draft) -> Iterator[Found]:
    """One for the rarest silence of each window that is neither."""
    found = [(series.log, gap) for series in draft.coverage for gap in series.silences]
    if found:
        yield Found(_gap(*found[0]) if len(found) == 1 else _silences(found))


def thinned(draft: Draft) -> Iterator[Found]:
    """One for each of the first stretches that hold far fewer lines than they should, and one for all others."""
    found = [(series.log, gap) for series in draft.coverage for gap in series.thinned]
    each = {(log, gap.start, gap.end): gap for log, gap in found}  # one that touches two windows is one
    for (log, _, _), gap in list(each.items())[:_NAMED]:
        yield Found(_thinned(log, gap), incomplete=True)
    if len(each) > _NAMED:
        text = state_many(
            "{count} more stretch of the logs holds far fewer lines than were to be expected",
            "{count} more stretches of the logs hold far fewer lines than were to be expected",
            len(each) - _NAMED,
        )
        yield Found(text, incomplete=True)


def missing_rotation(draft: Draft) -> Iterator[Found]:
    """For each log, with the windows into which its lines may fall."""
    for series in draft.coverage:
        if not series.missing_rotations:
            continue
        each = [missing_windows(draft.case, series, label, draft.sources) for label in series.missing_rotations]
        touched = tuple(dict.fromkeys(label for labels in each for label in labels))
        about = {"log": series.log, "rotations": listed(series.missing_rotations)}
        if touched:
            windows = listed(touched)
            text = state(
                "{log}: rotation {rotations} is missing; its lines may fall into {windows}", windows=windows, **about
            )
        else:
            text = state("{log}: rotation {rotations} is missing; its lines fall into no window", **about)
        yield Found(text, incomplete=bool(touched))


def clock(draft: Draft) -> Iterator[Found]:
    """For each log whose lines stand out of order, or whose clock jumped."""
    for series in draft.coverage:
        if series.clock_jumps or series.out_of_order > _LATE:
            yield Found(_clock(series))


def _stretches(found: Sequence[tuple[str, Gap]]) -> Statement:
    return _gap(*found[0]) if len(found) == 1 else _gaps(found)


def _stretch(log: str, gap: Gap) -> dict[str, str]:
    shown = "%Y-%m-%d %H:%M" if gap.end - gap.start >= timedelta(minutes=1) else "%Y-%m-%d %H:%M:%S"
    return {"log": log, "start": f"{gap.start:{shown}}", "end": f"{gap.end:{shown}}"}


def _gap(log: str, gap: Gap) -> Statement:
    return state(
        "{log} has no line from {start} to {end} UTC, in window “{window}”: {because}",
        window=gap.window,
        because=gap.because,
        **_stretch(log, gap),
    )


def _thinned(log: str, gap: Gap) -> Statement:
    return state(
        "{log} has {seen} lines from {start} to {end} UTC, in window “{window}”, where at least about {expected} were"
        " to be expected: lines may have been taken out",
        window=gap.window,
        seen=gap.seen,
        expected=round(gap.expected or 0),
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
    about = {"log": series.log, "share": percent(series.out_of_order)}
    if not series.clock_jumps:
        return state("{log}: {share} of its lines stand more than a minute out of order", **about)
    return state_many(
        "{log}: {share} of its lines stand more than a minute out of order; {count} file with a jump of the clock",
        "{log}: {share} of its lines stand more than a minute out of order; {count} files with a jump of the clock",
        series.clock_jumps,
        **about,
    )
