"""How much of the exposure the logs cover, and how good the evidence is: field 23."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from forensics.findings.limitations.limitations import CODES
from forensics.notification.field import Filled, Matter, joined
from forensics.notification.saved import Saved

__all__ = ["coverage", "evidence", "exposed", "not_seen"]


def exposed(saved: Saved) -> timedelta:
    """How long something was exposed: the windows with a start and an end together, overlaps once."""
    spans = {(w.start, w.end) for file in saved.files for w in file.windows if w.start and w.end}
    total, until = timedelta(), datetime.min.replace(tzinfo=UTC)
    for start, end in sorted(spans):
        total += max(timedelta(), end - max(start, until))
        until = max(until, end)
    return total


def coverage(saved: Saved) -> float | None:
    """The share of the windows that the least complete series of logs covers; None if that cannot be told."""
    if not saved.coverage or not exposed(saved):
        return None
    return min(series.fraction for series in saved.coverage)


def not_seen(matter: Matter) -> str:
    """What must stand beside "no downloads" (docs/notification.md): how much of the windows the logs cover."""
    say, share = matter.language.text, coverage(matter.saved)
    if not matter.saved.coverage:
        return say("no log covers the exposure")
    if share is None:
        return say("how much of the exposure the logs cover cannot be told, because no window has a start and an end")
    if share >= 1:
        return say("the logs cover 100% of the exposure")
    return say(
        "the logs cover {share} of the exposure, {missing} are not covered",
        share=matter.language.percent(share),
        missing=matter.language.duration(exposed(matter.saved) * (1 - share)),
    )


def evidence(matter: Matter) -> Filled:
    """Field 23: coverage, gaps, damage, and what the count cannot promise."""
    say, plural, saved = matter.language.text, matter.language.plural, matter.saved
    gaps = [gap for series in saved.coverage for gap in series.gaps]
    touching = sum(gap.window is not None for gap in gaps)
    rotations = sum(len(series.missing_rotations) for series in saved.coverage)
    lines, parsed = sum(s.lines for s in saved.sources), sum(s.parsed for s in saved.sources)
    text = (
        plural(
            "{count} log file, {lines} lines; {covered}.",
            "{count} log files, {lines} lines; {covered}.",
            len(saved.sources),
            lines=lines,
            covered=not_seen(matter),
        ),
        plural("{count} gap in the logs", "{count} gaps in the logs", len(gaps))
        + ", "
        + say("{n} of them while the file was exposed", n=touching)
        + "; "
        + plural("{count} rotated file missing.", "{count} rotated files missing.", rotations),
        plural("{count} line could not be read.", "{count} lines could not be read.", lines - parsed)
        if lines != parsed
        else say("Every line could be read."),
        say("The evidence is complete where it could touch the exposure.")
        if saved.complete
        else say("The evidence is not complete where it could touch the exposure."),
    )
    return Filled(
        text=text,
        value=_value(saved, len(gaps), touching, rotations, lines - parsed),
        basis=say("The logs as they were received, each fixed by its SHA-256 when it was read."),
        method=say("Each log is read to its end; stretches without lines are compared with the usual traffic."),
        sources=("findings.json: coverage", "findings.json: sources", "findings.json: limitations"),
        caveats=joined(
            [*_limits(matter), say("The hashes fix the logs from the moment they were read, not before it.")]
        ),
    )


def _value(saved: Saved, gaps: int, touching: int, rotations: int, unread: int) -> dict[str, Any]:
    return {
        "complete": saved.complete,
        "coverage": coverage(saved),
        "gaps": gaps,
        "gaps_in_windows": touching,
        "missing_rotations": rotations,
        "lines_not_read": unread,
        "limitations": dict(sorted(Counter(limit.code for limit in saved.limitations).items())),
    }


def _limits(matter: Matter) -> list[str]:
    """Each kind of limitation once, by its meaning: its own text may name an address (docs/disclosure.md)."""
    found = Counter(limit.code for limit in matter.saved.limitations)
    return [
        matter.language.text(CODES[code]) + (f" ({matter.language.number(count)})" if count > 1 else "")
        for code, count in found.items()
        if code in CODES
    ]
