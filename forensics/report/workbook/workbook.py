"""The workbook of a report: which sheets a level has, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.model import Findings
from forensics.report.spoken import in_language
from forensics.report.workbook import parts, tables
from forensics.report.workbook.book import write_book
from forensics.report.workbook.records import Reader
from forensics.report.workbook.rules import rules
from forensics.report.workbook.sheet import Column, Row, Sheet
from forensics.report.workbook.summary import summary

__all__ = ["sheets", "write_workbook"]

_Make = Callable[[Findings, Reader], Sheet]
_EVERYTHING: Sequence[_Make] = (
    summary, tables.downloads, tables.requests, parts.addresses, parts.coverage, parts.sources, rules,
)  # fmt: skip
#: What each level has, before the sheet that explains the columns of the others.
_SHEETS: Mapping[str, Sequence[_Make]] = {
    "investigator": _EVERYTHING,
    "regulator": _EVERYTHING,
    "public": (summary, parts.coverage, rules),
}


def write_workbook(findings: Findings, path: Path, language: Language) -> None:
    """evidence.xlsx of the findings, with what their level shows. Raises OSError where it cannot be written."""
    findings = in_language(findings, language)
    cut = language.text(" … (cut here; the whole text is in findings.json or evidence.sqlite)")
    write_book(path, sheets(findings, language), title=findings.case.title or findings.case.id, cut=cut)


def sheets(findings: Findings, language: Language) -> Iterator[Sheet]:
    """The sheets one after the other; each is to be read before the next."""
    reader = Reader(language, ZoneInfo(findings.case.zone))
    made = [make(findings, reader) for make in _SHEETS[findings.level]]
    yield from made
    yield _columns(made, language)


def _columns(explained: Sequence[Sheet], language: Language) -> Sheet:
    """What the columns of the other sheets hold."""
    say = language.text
    headings = (
        Column(say("sheet"), ""),
        Column(say("column"), ""),
        Column(say("what it holds"), ""),
    )
    rows: list[Row] = [(sheet.title, column.name, column.meaning) for sheet in explained for column in sheet.columns]
    return Sheet(say("columns"), headings, rows)
