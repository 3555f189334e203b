"""The output folder of a case: all its files, each by its writer, put down whole or not at all (see `staging`)."""

from __future__ import annotations

import os
from pathlib import Path

from forensics.bundle.custody import CUSTODY
from forensics.errors import OutputError
from forensics.model import Findings
from forensics.report import document, events, html, plots, tables
from forensics.staging import LEFT_BEHIND, staged, told, write_file

__all__ = ["refuse_foreign", "write_reports"]

#: A folder with the first of these, and nothing beside them, is a report of ours and may be replaced.
_OURS = (
    "findings.json", "report.html", "requests.csv", "downloads.csv", "requests.parquet", "events.jsonl",
    "timeline.jsonl", "plots", CUSTODY,
)  # fmt: skip


def refuse_foreign(folder: Path) -> None:
    """Raises OutputError if `folder` cannot be a report: a file, no place to write, or one that holds something
    that is not a report of ours."""
    with told("the report", folder, "give another folder with -o"):
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
        names = sorted(path.name for path in folder.iterdir() if path.name not in LEFT_BEHIND)
    foreign = [name for name in names if name not in _OURS]
    if names and (foreign or _OURS[0] not in names):
        raise OutputError(
            f"the folder exists and holds something that is not a report: {(foreign or names)[0]}",
            where=str(folder),
            hint="give another folder with -o, or empty this one",
        )


def write_reports(findings: Findings, folder: Path, *, custody: bytes = b"") -> Path:
    """Writes the whole report folder, with the custody log if there is one; returns the path of report.html.

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
        "events.jsonl": events.events_jsonl(findings).encode(),
        "timeline.jsonl": events.timeline_jsonl(findings).encode(),
    }
    if custody:
        content[CUSTODY] = custody
    for picture in pictures:
        content[f"plots/{picture.name}.svg"] = picture.svg.encode()
        content[f"plots/{picture.name}.png"] = picture.png
    hint = "make room or give another folder with -o; nothing half-written was left there"
    with told("the report", folder, hint), staged(folder.resolve()) as staging:
        (staging / "plots").mkdir(mode=0o700)
        for name, data in content.items():
            write_file(staging / name, data)
    return folder / "report.html"
