"""The end of a report: what identifies visitors is deleted, and the key of the linking ids (docs/disclosure.md).

What goes by the level of the report. For investigators, everything: its page holds addresses and lines of the logs
too. For a regulator, the tables of single requests and downloads; the report stays. For the public, nothing but the
key. The custody log stays, with the name, size and SHA-256 of every file that was deleted. Only files that this tool
writes are deleted, links are never followed, and a sealed bundle is not touched.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from forensics.custody import log as custody
from forensics.custody.bundle.bag import PAYLOAD, is_bag, sha256_of
from forensics.custody.derived import append
from forensics.custody.retention import overdue
from forensics.errors import OutputError
from forensics.output.folder import LEFT_BEHIND, claimed, os_errors_as_output_errors
from forensics.report.disclosure import LEVELS
from forensics.report.disclosure.tokens import forget, key_beside
from forensics.report.files import CUSTODY, FINDINGS, OURS
from forensics.report.saved import received
from forensics.report.saved.document import UnfitError
from forensics.report.saved.head import Head, head

__all__ = ["Forgotten", "Purged", "forget_key", "late", "purge"]

_PLOTS = "plots"
_PLOT = re.compile(r"[a-z0-9-]+\.(?:svg|png)")
#: What stays, by level; plots stay with the page that shows them.
_STAYS: Mapping[str, tuple[str, ...]] = {
    LEVELS[0]: (CUSTODY,),
    LEVELS[1]: (CUSTODY, FINDINGS, "report.html", "report.pdf", _PLOTS),
    LEVELS[2]: OURS,
}


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A key: where it lay, whether there was one, and what could not be done."""

    path: Path
    was_there: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purged:
    """What was deleted of a report: names of files, the key, and what to know beside that."""

    files: tuple[str, ...]
    key: Forgotten
    notes: tuple[str, ...] = ()


def forget_key(target: Path) -> Forgotten:
    """Destroys the key of a report folder, or the key file itself; once it is gone, nothing happens.

    Tokens of different reports can no longer be linked or checked. Raises OutputError where the file is no key of ours
    or cannot be deleted.
    """
    is_key = not target.is_dir() and (target.suffix == ".key" or target.is_file())
    path = target if is_key else key_beside(target)
    report = path.with_name(path.name.removesuffix(".key")) if is_key else target
    key = forget(path)
    if key is None:
        return Forgotten(path, was_there=False)
    case, investigator = _case(report) if (report / FINDINGS).is_file() else (report.name, None)
    notes: tuple[str, ...] = ()
    if report.is_dir() and (report / CUSTODY).is_file() and not is_bag(report):
        notes = append(report, [custody.key_forgotten(case, key, actor=investigator)])
    return Forgotten(path, was_there=True, notes=notes)


def purge(report: Path, *, key: Path | None = None) -> Purged:
    """Deletes what identifies visitors from a report folder, and its key; a second time there is nothing to delete.

    Raises OutputError, with nothing deleted, where the folder holds anything that is not of a report, or a link; and
    where a file cannot be deleted.
    """
    with os_errors_as_output_errors("the report", report, "nothing was deleted"), claimed(report):
        gone = _purged(report)
    forgotten = forget_key(key or key_beside(report))
    return Purged(tuple(gone), forgotten, (*forgotten.notes, *_beside(report)))


def _purged(report: Path) -> dict[str, Path]:
    """What was deleted, by name."""
    entries = _entries(report)
    level = _level(report) if FINDINGS in entries else LEVELS[0]
    gone = {name: path for name, path in entries.items() if name.partition("/")[0] not in _STAYS[level]}
    if gone:
        case, investigator = _case(report)
        listed = {name: (path.stat().st_size, sha256_of(path)) for name, path in gone.items()}
        # Entered first: what is deleted can no longer be told by anything else. An interrupted purge enters the rest.
        notes = append(report, [custody.purged(case, listed, actor=investigator)])
        if notes:
            hint = "make it writable; nothing was deleted"
            raise OutputError("the purge cannot be entered in the custody log", where=str(report), hint=hint)
        _delete(report, gone)
    return gone


def late(report: Path) -> str | None:
    """The warning where a saved report, in its folder or a bundle, should be gone by now; None where it may be kept, or
    does not say."""
    try:
        case = _head(report / PAYLOAD if is_bag(report) else report).case
    except OutputError:
        return None
    until = None if case is None else case.retain_until
    return None if until is None else overdue(until, custody.now())


def _entries(report: Path) -> dict[str, Path]:
    """The files of a report folder by name, findings.json last: while it is there, a purge can be finished."""
    if is_bag(report):
        hint = "delete the bundle as a whole when its time has come"
        raise OutputError("this is a sealed bundle: without a file it would be broken", where=str(report), hint=hint)
    if report.is_symlink() or not report.is_dir():
        raise OutputError("this is not a folder", where=str(report), hint="give the folder of a report")
    found: dict[str, Path] = {}
    with os_errors_as_output_errors("the report", report, "nothing was deleted"):
        for path in sorted(report.iterdir()):
            if path.name == _PLOTS and not path.is_symlink() and path.is_dir():
                found |= {f"{_PLOTS}/{plot.name}": plot for plot in sorted(path.iterdir())}
            elif path.name not in LEFT_BEHIND:
                found[path.name] = path
        for name, path in found.items():
            above, _, plot = name.partition("/")
            ours = name in OURS and name != _PLOTS if not plot else above == _PLOTS and _PLOT.fullmatch(plot)
            if not ours or not stat.S_ISREG(path.lstat().st_mode):
                what = "this is not of a report, and nothing was deleted" if not ours else "this is a link or no file"
                raise OutputError(what, where=str(path), hint="move it elsewhere")
    if found and FINDINGS not in found and set(found) != {CUSTODY}:
        raise OutputError(f"this is not a report: {FINDINGS} is missing", where=str(report))
    return dict(sorted(found.items(), key=lambda entry: entry[0] == FINDINGS))


def _delete(report: Path, files: dict[str, Path]) -> None:
    try:
        for path in files.values():
            path.unlink()
        if any(name.startswith(f"{_PLOTS}/") for name in files):
            (report / _PLOTS).rmdir()
    except OSError as error:
        what = f"not everything could be deleted: {error.strerror or error}"
        raise OutputError(what, where=str(error.filename or report), hint="run the purge again") from error


def _level(report: Path) -> str:
    level = _head(report).level
    if level not in LEVELS:
        raise OutputError(f"level {level} is not known, so nothing was deleted", where=str(report / FINDINGS))
    return level


def _case(report: Path) -> tuple[str, str | None]:
    """Id of the case, and who investigates it."""
    case = _head(report).case
    return (report.name, None) if case is None else (case.id or report.name, case.investigator)


def _head(report: Path) -> Head:
    try:
        return head(received.read(report, FINDINGS))
    except (OSError, UnfitError) as error:
        raise OutputError("these are no findings of ours", where=str(report / FINDINGS)) from error


def _beside(report: Path) -> tuple[str, ...]:
    """What else there may be of the same case: each is deleted by whoever answers for it."""
    folder = report.resolve()
    others = sorted(path.name for path in folder.parent.glob(f"{_literal(folder.name)}-*") if path.is_dir())
    return (f"not purged, and of the same case by its name: {', '.join(others)}",) if others else ()


def _literal(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)
