"""The sheets of requests and downloads: the rows and columns of the CSV files, with their types."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import polars as pl

from forensics.model import Findings
from forensics.model.schema import UTC
from forensics.report import wording
from forensics.report.disclosure import LEVELS
from forensics.report.workbook.records import Reader, records
from forensics.report.workbook.sheet import Row, Sheet
from forensics.report.workbook.shown import shown

__all__ = ["MOST_ROWS", "downloads", "left_out", "requests"]

#: Rows of a sheet. More are written slowly, opened slowly, and by some programs not at all; the CSV file has them.
MOST_ROWS = 50_000

_Said = Mapping[int, Callable[[Any], Any]]


def requests(findings: Findings, reader: Reader) -> Sheet:
    """Every request that names the file, as the level shows it."""
    return _sheet("requests", reader.language.text("requests"), findings.requests, findings, reader)


def downloads(findings: Findings, reader: Reader) -> Sheet:
    """Every download and possible download, as the level shows it."""
    return _sheet("downloads", reader.language.text("downloads"), findings.downloads, findings, reader)


def _sheet(name: str, title: str, table: pl.DataFrame, findings: Findings, reader: Reader) -> Sheet:
    rows = table.height
    table = table.select(shown(name, findings.level)).head(MOST_ROWS)
    times = frozenset(column for column, kind in table.schema.items() if kind == UTC)
    made = records(name, title, reader, table.columns, _rows(table, _said(table, findings, reader)), times=times)
    return replace(made, above=left_out(rows, f"{name}.csv", reader))


def left_out(rows: int, file: str, reader: Reader) -> tuple[Row, ...]:
    """What stands above a sheet that holds the first rows only: how many there are, and the file that holds all."""
    if rows <= MOST_ROWS:
        return ()
    return (
        (
            reader.language.text(
                "The first {listed} of {count} rows; {file} holds all of them.", listed=MOST_ROWS, count=rows, file=file
            ),
        ),
    )


def _said(table: pl.DataFrame, findings: Findings, reader: Reader) -> _Said:
    """What the columns of sentences and labels say in the language of the report, by their places."""
    say: dict[str, Callable[[Any], Any]] = {"because": reader.language.say}
    if findings.level != LEVELS[0]:
        label = partial(wording.visitor, reader.language)
        say |= {"client": label, "client_64": label}
    return {place: say[name] for place, name in enumerate(table.columns) if name in say}


def _rows(table: pl.DataFrame, said: _Said) -> Iterator[Sequence[Any]]:
    for row in table.iter_rows():
        cells = list(row)
        for place, say in said.items():
            if cells[place] is not None:
                cells[place] = say(cells[place])
        yield cells
