"""Whether a report may take the place of what lies there: of its own case and level alone."""

from __future__ import annotations

from pathlib import Path

from forensics.custody import log as custody
from forensics.errors import OutputError
from forensics.report.files import FINDINGS
from forensics.report.place import refuse_foreign
from forensics.report.saved.document import UnfitError
from forensics.report.saved.head import head

__all__ = ["refuse_other"]

_UNKNOWN = "unknown"


def refuse_other(folder: Path, case: str, level: str) -> None:
    """Raises OutputError if `folder` cannot be a report, or holds one that would be lost: of another case, or for other
    readers. A report of the same case and level is written anew; one that was purged goes by its custody log."""
    refuse_foreign(folder)
    found = _told(folder)
    if found is not None and found not in ((case, level), (case, None)):
        of = f"case {found[0]}" + (f", level {found[1]}" if found[1] else ", purged")
        raise OutputError(
            f"the folder holds another report: {of}",
            where=str(folder),
            hint="give another folder with -o, or move this one away: only its own case and level replace a report",
        )


def _told(folder: Path) -> tuple[str, str | None] | None:
    """Case and level of the report that lies there, the level None of one that was purged; None where none lies."""
    if not (folder / FINDINGS).is_file():
        done = custody.last(custody.kept(folder), "purge")
        return None if done is None else (done["subject"], None)
    try:
        found = head((folder / FINDINGS).read_bytes())
    except (OSError, UnfitError):
        return _UNKNOWN, _UNKNOWN
    return (found.case.id, found.level) if found.case else (_UNKNOWN, _UNKNOWN)
