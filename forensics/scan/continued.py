"""A log that was read in stretches, one after the other: what they hold, as if it had been read at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

import polars as pl

from forensics.model import RefusedLines, Rejected, Scan, SeenFormat, SourceReport
from forensics.model.schema import MINUTES
from forensics.scan.chunk_evidence import SAMPLES

__all__ = ["continued", "continued_report"]

#: What is counted in each stretch, of lines of their own.
_COUNTS = (
    *("stream_bytes", "cleaned", "counted", "lines", "blank", "headings", "parsed", "unparsed"),
    *("unparsed_candidates", "repaired", "overlong", "out_of_order"),
)


def continued(earlier: Scan, later: Scan) -> Scan:
    """Both stretches of one log as one. Lines that are out of order only between the two are not counted as such."""
    minutes = pl.concat([earlier.minutes, later.minutes])
    return Scan(
        requests=pl.concat([earlier.requests, later.requests]),
        minutes=minutes.group_by("source", "minute", maintain_order=True).sum().select(list(MINUTES)),
        report=continued_report(earlier.report, later.report),
    )


def continued_report(earlier: SourceReport, later: SourceReport) -> SourceReport:
    """The tally of both stretches; how the log is read is what the later one says, for it saw more."""
    counts = {name: getattr(earlier, name) + getattr(later, name) for name in _COUNTS}
    return replace(
        later,
        **counts,
        format=later.format or earlier.format,
        refused=later.refused if earlier.refused else earlier.refused,
        formats_seen=_seen(earlier.formats_seen + later.formats_seen),
        refused_lines=_refused(earlier.refused_lines + later.refused_lines),
        holes=earlier.holes + later.holes,
        sha256="",
        stream_sha256="",
        first=_outermost(min, (earlier.first, later.first)),
        last=_outermost(max, (earlier.last, later.last)),
        damage=later.damage or earlier.damage,
        rejected=_rejected(earlier.rejected + later.rejected),
    )


def _seen(formats: Sequence[SeenFormat]) -> tuple[SeenFormat, ...]:
    lines: Counter[str] = Counter()
    for seen in formats:
        lines[seen.format] += seen.lines
    return tuple(SeenFormat(name, count) for name, count in sorted(lines.items()))


def _refused(parts: Sequence[RefusedLines]) -> tuple[RefusedLines, ...]:
    lines: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for part in parts:
        lines[part.format] += part.lines
        named[part.format] += part.names_file
    return tuple(RefusedLines(name, lines[name], named[name]) for name in sorted(lines))


def _rejected(lines: Sequence[Rejected]) -> tuple[Rejected, ...]:
    """All that could name a file, and samples of the others."""
    others = [line for line in lines if not line.names_file]
    return tuple(line for line in lines if line.names_file or line in others[:SAMPLES])


def _outermost(choose: Callable[[Iterable[datetime]], datetime], times: Iterable[datetime | None]) -> datetime | None:
    known = [time for time in times if time is not None]
    return choose(known) if known else None
