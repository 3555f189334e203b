"""The output folder of a case: all its files, each by its writer, put down whole or not at all (see `staging`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from forensics.language.catalogue import Language
from forensics.model import Findings
from forensics.output.folder import os_errors_as_output_errors, staged
from forensics.output.private import write_file
from forensics.report import events, tables
from forensics.report.database.writer import evidence_sqlite
from forensics.report.disclosure import LEVELS, columns
from forensics.report.files import CHECKSUMS, CUSTODY, DATABASE, FINDINGS, WORKBOOK
from forensics.report.page import html
from forensics.report.place import refuse_foreign
from forensics.report.plots.studio import Pictures, here
from forensics.report.saved import document

__all__ = ["tables_of", "write_reports"]


def write_reports(
    findings: Findings,
    folder: Path,
    *,
    language: Language,
    custody: bytes = b"",
    pdf: bool = False,
    pictures: Pictures | None = None,
) -> Path:
    """Writes the whole report folder, with the custody log if there is one; returns the path of report.html.

    The pictures are drawn unless they are given; they are asked for when all else is made.

    Which files there are goes by the level of the findings (docs/disclosure.md). Raises OutputError where `folder`
    holds something else or cannot be written, and for a PDF where typst is not installed.
    """
    refuse_foreign(folder)
    content = {FINDINGS: document.as_json(findings).encode(), **tables_of(findings)}
    with_pictures = html.prepared(findings, language)
    drawn = (pictures or here(findings, language.code))()
    page = with_pictures(drawn)
    content["report.html"] = page.encode()
    if pdf:
        content["report.pdf"] = _pdf(page)
    if findings.level == LEVELS[0]:
        reread = (FINDINGS, "requests.parquet", "downloads.parquet", DATABASE)
        content[CHECKSUMS] = tables.checksums({name: content[name] for name in reread})
    if custody:
        content[CUSTODY] = custody
    for picture in drawn:
        content[f"plots/{picture.name}.svg"] = picture.svg.encode()
        content[f"plots/{picture.name}.png"] = picture.png
    hint = "make room or give another folder with -o; nothing half-written was left there"
    with os_errors_as_output_errors("the report", folder, hint), staged(folder) as staging:
        (staging / "plots").mkdir(mode=0o700)
        for name, data in content.items():
            write_file(staging / name, data)
        _workbook(findings, staging / WORKBOOK, language)
    return folder / "report.html"


def tables_of(findings: Findings) -> dict[str, bytes]:
    """The tables that a report of this level holds, by file name."""
    return _TABLES[findings.level](findings)


def _pdf(page: str) -> bytes:
    from forensics.report.pdf import typeset  # noqa: PLC0415 # an extra: only who wants a PDF needs it

    return typeset.render(page)


def _workbook(findings: Findings, path: Path, language: Language) -> None:
    from forensics.report.workbook.workbook import write_workbook  # noqa: PLC0415 - what counts and prints does without

    write_workbook(findings, path, language)


def _every_table(findings: Findings) -> dict[str, bytes]:
    return {
        "requests.csv": tables.requests_csv(findings.requests).encode(),
        "downloads.csv": tables.downloads_csv(findings.downloads).encode(),
        "requests.parquet": tables.requests_parquet(findings.requests),
        "downloads.parquet": tables.downloads_parquet(findings.downloads),
        "events.jsonl": events.events_jsonl(findings).encode(),
        "timeline.jsonl": events.timeline_jsonl(findings).encode(),
        DATABASE: evidence_sqlite(findings),
    }


def _shown_tables(findings: Findings) -> dict[str, bytes]:
    """Without the columns that the level does not show: they would stand there empty."""
    requests, downloads = (
        table.select(column for column in table.columns if column in columns(name, findings.level))
        for name, table in (("requests", findings.requests), ("downloads", findings.downloads))
    )
    return {
        "requests.csv": tables.requests_csv(requests).encode(),
        "downloads.csv": tables.downloads_csv(downloads).encode(),
        DATABASE: evidence_sqlite(findings),
    }


def _counts_alone(findings: Findings) -> dict[str, bytes]:
    """No table of single requests or downloads; the database holds the counts alone."""
    return {
        DATABASE: evidence_sqlite(findings),
    }


_TABLES: Mapping[str, Callable[[Findings], dict[str, bytes]]] = {
    "investigator": _every_table,
    "regulator": _shown_tables,
    "public": _counts_alone,
}
