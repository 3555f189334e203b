"""Logs of which nothing could be read: they give no answer, and the reader is told why."""

from __future__ import annotations

from collections.abc import Sequence

from forensics.errors import SourceError
from forensics.formats.detection.unread_hint import unread_hint
from forensics.model import ALWAYS, Case, Evidence, SourceReport
from forensics.sources import sample

__all__ = ["refuse_unread"]


def refuse_unread(evidence: Evidence, case: Case) -> None:
    """Raises SourceError where the evidence gives no answer.

    Logs of which not one line can be read give no answer (counting.md 4b.14); nor does an archive without a log.
    Logs without any line answer only for a window with bounds: it is not covered."""
    if any(source.parsed for source in evidence.sources):
        return
    lines = sum(source.lines - source.blank - source.headings for source in evidence.sources)
    first = next((source for source in evidence.sources if source.lines or source.kind != "log"), None)
    if first is None or not (lines or first.kind != "log"):
        if evidence.sources and all(window.start == ALWAYS[0] and window.end == ALWAYS[1] for window in case.windows):
            raise SourceError(
                "no log holds a request",
                where=evidence.sources[0].path,
                hint="give the logs of the time in question: rotated files stand beside, as access.log.1",
            )
        return
    hint: str = unread_hint(_beginning(first, case))
    if first.kind != "log":
        more = [f"and {first.more_unread:,} others"] if first.more_unread else []
        members = [f"{member.name}: {member.reason}" for member in first.unread]
        hint = "; ".join([*members, *more]) or _inside(evidence)
    raise SourceError(
        f"none of the {lines:,} lines in the logs could be read",
        where=first.path,
        hint=first.damage.text if first.damage else first.refused or hint,
    )


def _beginning(source: SourceReport, case: Case) -> Sequence[bytes]:
    """Lines of a log to tell it by: a sample of the file; of one that is none on this disk, what was kept."""
    path = case.folder / source.path
    return sample(path) if path.is_file() else [line.line for line in source.rejected]


def _inside(evidence: Evidence) -> str:
    if any("!xl/" in source.path for source in evidence.sources):
        return "this is a workbook: save its sheet as CSV with the heading, or better take the log itself"
    return "unpack it and look inside"
