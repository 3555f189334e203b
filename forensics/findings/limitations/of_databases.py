"""Limitations that lie in the age of address databases."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.findings.limitations.draft import Draft, Found
from forensics.language.statement import state

__all__ = ["database_date"]

#: Days between a database and the event beyond which addresses may have changed hands (counting.md 3.10.2).
_FAR = 90


def database_date(draft: Draft) -> Iterator[Found]:
    """What was made more than 90 days before the first window or after the last, or does not say when."""
    windows = draft.case.windows
    start, end = min(window.start for window in windows), max(window.end for window in windows)
    for base in draft.inquiry.bases:
        what = {"type": base.type, "path": base.path}
        if base.built is None:
            text = state("{type} ({path}) does not say when it was made; IP addresses change hands", **what)
            yield Found(text)
            continue
        made = base.built.date().isoformat()
        before, after = (start - base.built).days, (base.built - end).days
        if before > _FAR:
            text = state(
                "{type} ({path}) was made on {date}, {days} days before the first window; IP addresses change hands",
                **what, date=made, days=before,
            )  # fmt: skip
            yield Found(text)
        elif after > _FAR:
            text = state(
                "{type} ({path}) was made on {date}, {days} days after the last window; IP addresses change hands",
                **what, date=made, days=after,
            )  # fmt: skip
            yield Found(text)
