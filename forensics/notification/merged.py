"""Saved findings with what the case file states now."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from forensics.errors import CaseError, Problem
from forensics.model import ALWAYS, Case
from forensics.notification.saved import Saved

__all__ = ["with_case"]

_Exposed = tuple[str, str | None, datetime | None, datetime | None]


def with_case(saved: Saved, case: Case) -> Saved:
    """The findings with `aware` and the words of the case as it is now.

    Raises CaseError where the case is another one, or its files or windows are no longer those counted.
    """
    problems = []
    if case.id != saved.case.id:
        problems.append(
            Problem("case.id", f"is {case.id!r}, but the findings are of {saved.case.id!r}", f'id = "{saved.case.id}"')
        )
    elif _windows(case) != _counted(saved):
        reason = "files and windows are no longer those that were counted; count again"
        problems.append(Problem("windows", reason, "forensics investigate CASE.toml"))
    if problems:
        raise CaseError(str(case.folder), problems)
    about = replace(saved.case, aware=case.aware, title=case.title, titles=case.titles, windows=case.windows)
    return replace(saved, case=about, digest_now=case.digest)


def _windows(case: Case) -> list[_Exposed]:
    return [
        (file.name, window.label, _bound(window.start), _bound(window.end))
        for file in case.files
        for window in case.windows
        if file.name in window.files
    ]


def _bound(time: datetime) -> datetime | None:
    return None if time in ALWAYS else time


def _counted(saved: Saved) -> list[_Exposed]:
    return [(file.name, window.label, window.start, window.end) for file in saved.files for window in file.windows]
