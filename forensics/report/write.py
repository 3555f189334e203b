"""The output folder of a case: written beside its final place, then moved there whole.

A full disk, a kill or an error leaves no half-written report under the final name (issue of every
tool that writes in place). Files are created 0600, folders 0700: the output is personal data too.
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
from forensics.verdicts import rules

__all__ = ["MARKER", "refuse_foreign", "write_reports"]

#: A folder that holds this file is a report of ours and may be replaced by a new one.
MARKER = "findings.json"


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError if `folder` is a file, or holds something that is not a report of ours."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("is a file, not a folder", where=str(folder), hint="give another place with -o")
    if any(folder.iterdir()) and not (folder / MARKER).is_file():
        raise OutputError(
            "the folder exists and holds something that is not a report",
            where=str(folder),
            hint="give another folder with -o, or empty this one",
        )


@contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of `folder` at the end, or vanishes."""
    staging = folder.with_name(f".{folder.name}.new")
    old = folder.with_name(f".{folder.name}.old")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for leftover in (staging, old):
            if leftover.exists():
                shutil.rmtree(leftover)
        staging.mkdir(mode=0o700)
        yield staging
        if folder.exists():
            folder.rename(old)
        staging.rename(folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        reason = error.strerror or str(error)
        raise OutputError(
            f"the report could not be written: {reason}",
            where=str(folder),
            hint="make room or give another folder with -o; nothing was left under that name",
        ) from error
    finally:
        for leftover in (staging, old):
            shutil.rmtree(leftover, ignore_errors=True)


def write_reports(findings: Findings, folder: Path) -> Path:
    """Writes the whole report folder; returns the path of report.html.

    Raises OutputError where `folder` holds something else or cannot be written.
    """
    refuse_foreign(folder)
    pictures = plots.draw(findings)
    page = html.render(findings, pictures, rules())
    with _staged(folder) as staging:
        _write(staging / "findings.json", document.as_json(findings).encode())
        _write(staging / "report.html", page.encode())
        _write(staging / "requests.csv", tables.requests_csv(findings.requests).encode())
        _write(staging / "downloads.csv", tables.downloads_csv(findings.downloads).encode())
        tables.requests_parquet(findings.requests, staging / "requests.parquet")
        (staging / "requests.parquet").chmod(0o600)
        (staging / "plots").mkdir(mode=0o700)
        for picture in pictures:
            _write(staging / "plots" / f"{picture.name}.svg", picture.svg.encode())
            _write(staging / "plots" / f"{picture.name}.png", picture.png)
    return folder / "report.html"
