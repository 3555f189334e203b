"""evidence.xlsx read back by openpyxl, and its parts as they lie."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

import openpyxl

from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.report.workbook.sheet import Sheet
from forensics.report.workbook.workbook import sheets, write_workbook

__all__ = ["Read", "made", "parts", "read", "row", "values"]


@dataclass(frozen=True)
class Read:
    """A sheet: its headings, its rows below them by heading, and what stands above them."""

    title: str
    headings: list[str]
    rows: list[dict[str, Any]]
    above: list[list[Any]]


def made(findings: Findings, code: str = "en") -> bytes:
    """The workbook of these findings."""
    with TemporaryDirectory() as folder:
        write_workbook(findings, Path(folder) / "evidence.xlsx", language(code))
        assert [path.name for path in Path(folder).iterdir()] == ["evidence.xlsx"]
        return (Path(folder) / "evidence.xlsx").read_bytes()


def read(content: bytes) -> dict[str, Read]:
    """Each sheet by its title; the headings are the row that its filter stands on."""
    found = {}
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        top = int(sheet.auto_filter.ref.partition(":")[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        headings = lines[top - 1]
        rows = [dict(zip(headings, line, strict=True)) for line in lines[top:]]
        found[sheet.title] = Read(sheet.title, headings, rows, lines[: top - 1])
    return found


def parts(content: bytes) -> dict[str, str]:
    """The XML parts of a package."""
    with ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist()}


def row(sheet: Read, **known: object) -> dict[str, Any]:
    """The one row with these values."""
    [found] = [each for each in sheet.rows if all(each[name] == value for name, value in known.items())]
    return found


def values(findings: Findings, title: str) -> Sheet:
    """A sheet before it is written."""
    return next(sheet for sheet in sheets(findings, language("en")) if sheet.title == title)
