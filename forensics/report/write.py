"""The output folder of a case: written beside its final place, then moved there whole.

A full disk, a kill or an error leaves no half-written report under the final name, and the report
that stood there before stays. Files are created 0600, folders 0700: the output is personal data too.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forensics.errors import OutputError
from forensics.model import Findings
from forensics.report import document, html, plots, tables

__all__ = ["refuse_foreign", "write_reports"]

#: A folder with the first of these, and nothing beside them, is a report of ours and may be replaced.
_OURS = ("findings.json", "report.html", "requests.csv", "downloads.csv", "requests.parquet", "plots")
#: What file managers leave behind.
_IGNORED = (".DS_Store", "Thumbs.db", "desktop.ini")


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


@contextmanager
def _told(folder: Path, hint: str) -> Iterator[None]:
    """What the operating system refuses, as an error that names the folder."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(f"the report cannot be written: {reason}", where=str(folder), hint=hint) from error


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError if `folder` cannot be a report: a file, no place to write, or one that holds something
    that is not a report of ours."""
    with _told(folder, "give another folder with -o"):
        above = next(place for place in folder.resolve().parents if place.exists())
        for place in (above, folder):
            if place.exists() and not place.is_dir():
                raise OutputError("this is a file, not a folder", where=str(place), hint="give another place with -o")
        if not os.access(above, os.W_OK):
            raise OutputError(
                "permission to write here is missing", where=str(above), hint="give another place with -o"
            )
        if not folder.exists():
            return
        names = sorted(path.name for path in folder.iterdir() if path.name not in _IGNORED)
    foreign = [name for name in names if name not in _OURS]
    if names and (foreign or _OURS[0] not in names):
        raise OutputError(
            f"the folder exists and holds something that is not a report: {(foreign or names)[0]}",
            where=str(folder),
            hint="give another folder with -o, or empty this one",
        )


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, or vanishes."""
    staging = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    folder.parent.mkdir(parents=True, exist_ok=True)
    _restore(old, folder)
    for leftover in (staging, old):
        if leftover.exists():
            shutil.rmtree(leftover)
    try:
        staging.mkdir(mode=0o700)
        yield staging
        if folder.exists():
            folder.rename(old)
        staging.rename(folder)
    finally:
        _restore(old, folder)
        for leftover in (staging, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _restore(old: Path, folder: Path) -> None:
    """Puts an earlier report back where a run was ended between two renames."""
    if old.exists() and not folder.exists():
        old.rename(folder)


def write_reports(findings: Findings, folder: Path) -> Path:
    """Writes the whole report folder; returns the path of report.html.

    Raises OutputError where `folder` holds something else or cannot be written.
    """
    refuse_foreign(folder)
    pictures = plots.draw(findings)
    content = {
        "findings.json": document.as_json(findings).encode(),
        "report.html": html.render(findings, pictures).encode(),
        "requests.csv": tables.requests_csv(findings.requests).encode(),
        "downloads.csv": tables.downloads_csv(findings.downloads).encode(),
        "requests.parquet": tables.requests_parquet(findings.requests),
    }
    for picture in pictures:
        content[f"plots/{picture.name}.svg"] = picture.svg.encode()
        content[f"plots/{picture.name}.png"] = picture.png
    hint = "make room or give another folder with -o; nothing half-written was left there"
    with _told(folder, hint), _staged(folder.resolve()) as staging:
        (staging / "plots").mkdir(mode=0o700)
        for name, data in content.items():
            _write(staging / name, data)
    return folder / "report.html"
