"""What limitations are drawn from: the inquiry, and what was found on each file; and what one of them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from forensics.findings.by_file import by_file
from forensics.findings.inquiry import Inquiry
from forensics.findings.spans import Compared
from forensics.language.statement import Statement
from forensics.model import Case, Coverage, FileFindings, SourceReport

__all__ = ["Draft", "Found"]


@dataclass(frozen=True, slots=True)
class Found:
    """What a limitation says; `incomplete` where it makes the evidence incomplete (exit code 3)."""

    text: Statement
    incomplete: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """The inquiry and the findings on each of its files, with the numbers by other readings beside each."""

    inquiry: Inquiry
    files: Sequence[FileFindings]
    compared: Sequence[Compared]

    @property
    def case(self) -> Case:
        """The case."""
        return self.inquiry.case

    @property
    def sources(self) -> Sequence[SourceReport]:
        """The files of the evidence."""
        return self.inquiry.evidence.sources

    @property
    def coverage(self) -> Sequence[Coverage]:
        """What each log covers."""
        return self.inquiry.coverage

    @property
    def requests(self) -> pl.DataFrame:
        """The labelled requests."""
        return self.inquiry.requests

    @property
    def downloads(self) -> pl.DataFrame:
        """The downloads."""
        return self.inquiry.downloads

    def each(self) -> Iterator[tuple[FileFindings, pl.DataFrame]]:
        """The findings on each file, and the requests about it."""
        rows = by_file(self.requests, self.case.files)
        return ((file, rows[file.name]) for file in self.files)

    def asked_for(self) -> Iterator[tuple[FileFindings, pl.DataFrame]]:
        """The findings on each file that requests are about, and these."""
        return ((file, rows) for file, rows in self.each() if rows.height)

    def delivered(self) -> Iterator[tuple[FileFindings, pl.DataFrame, pl.DataFrame]]:
        """The findings on each file of which there are downloads, the requests about it, and these."""
        units = by_file(self.downloads, self.case.files)
        return ((file, rows, units[file.name]) for file, rows in self.asked_for() if units[file.name].height)
