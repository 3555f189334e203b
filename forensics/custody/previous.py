"""An earlier report for the public beside the new one: the two together tell no more of few visitors than each."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from pathlib import Path

from forensics.custody.bundle.bag import PAYLOAD, is_bag
from forensics.errors import OutputError
from forensics.model import Findings
from forensics.report.disclosure.difference import Bar, difference
from forensics.report.files import FINDINGS
from forensics.report.saved.reopen import reopen

__all__ = ["findings_in", "left_out_after", "texts_of"]

#: How to allow what the difference tells.
_PREVIOUS = "previous"
#: More numbers than these are counted, not named.
_NAMED = 5


def texts_of(allowed: Mapping[str, str]) -> Mapping[str, str]:
    """What is allowed of the texts of the case: all but the difference."""
    return {place: reason for place, reason in allowed.items() if place != _PREVIOUS}


def findings_in(report: Path) -> Path:
    """The findings of a report folder or a bundle."""
    return (report / PAYLOAD if is_bag(report) else report) / FINDINGS


def left_out_after(
    previous: Path, now: Findings, k: int, *, few: Sequence[Bar], allowed: Container[str]
) -> tuple[str, ...]:
    """The tables of the new report that have to go, so that its difference from the earlier shows at least k visitors.

    Raises OutputError if one of the other numbers, which are the answer, shows fewer, unless that is allowed; or if
    the earlier report is not one for the public of this case. SourceError if it cannot be read.
    """
    earlier = reopen(findings_in(previous).parent)
    if (earlier.level, earlier.case.id) != (now.level, now.case.id):
        raise OutputError(
            f"this is of level {earlier.level} and case {earlier.case.id}, not an earlier report of level {now.level}"
            f" of case {now.case.id}",
            where=str(previous),
            hint="give the folder or bundle of the report that was published",
        )
    told = difference(earlier, now, few)
    if told.numbers and _PREVIOUS not in allowed:
        more = f" and {len(told.numbers) - _NAMED} more" if len(told.numbers) > _NAMED else ""
        raise OutputError(
            f"what this report adds to the earlier one tells of fewer than {k} visitors:"
            f" {', '.join(told.numbers[:_NAMED])}{more}",
            where=str(previous),
            hint="publish when more has changed, or not at all; if it must be told all the same:"
            f" --allow '{_PREVIOUS}=REASON', which the custody log keeps",
        )
    return () if _PREVIOUS in allowed else told.tables
