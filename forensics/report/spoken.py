"""Findings with the case's own words in the language of a report: title, purpose, labels of windows, names of parties.

In the findings as they are saved a window goes by one label in whatever language, by which tables and sentences refer
to it; what a reader sees is made from a copy in which all of them are changed alike.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import polars as pl

from forensics.language.catalogue import Language
from forensics.language.statement import Statement
from forensics.model import Case, Coverage, FileFindings, Findings, Gap, Tally

if TYPE_CHECKING:
    from forensics.report.saved.document import Document

__all__ = ["Words", "in_language", "parts_in", "words"]

_USUAL = re.compile(r"window(?: (\d+))?")
#: The values of our sentences that hold labels of windows.
_LABELLED = ("window", "windows")
_WINDOWS, _PARTIES = ("window", "edge_window"), ("party",)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Words:
    """What the labels of windows and the names of parties are in a language, where they are others there."""

    windows: Mapping[str, str]
    parties: Mapping[str, str]

    def label(self, text: T) -> T | str:
        """The label of a window in the language; None as it is."""
        return self.windows.get(text, text) if isinstance(text, str) else text

    def party(self, name: T) -> T | str:
        """The name of a party in the language; None as it is."""
        return self.parties.get(name, name) if isinstance(name, str) else name


def words(case: Case, language: Language) -> Words:
    """The words of the case in that language."""
    labels = {w.label: w.labels.get(language.code) or _usual(w.label, language) for w in case.windows}
    names = {party.name: party.names.get(language.code, party.name) for party in case.parties.known}
    return Words(_others(labels), _others(names))


def _usual(label: str, language: Language) -> str:
    """A label that the case did not give, as it is called in the language; any other as it is."""
    found = _USUAL.fullmatch(label)
    if not found:
        return label
    return language.text("window {number}", number=found[1]) if found[1] else language.text("window")


def _others(texts: Mapping[str, str]) -> Mapping[str, str]:
    return {text: other for text, other in texts.items() if other != text}


def in_language(findings: Findings, language: Language) -> Findings:
    """The findings as a report in that language shows them."""
    said = words(findings.case, language)
    requests, downloads = _table(findings.requests, said), _table(findings.downloads, said)
    return replace(findings, **parts_in(findings, language), requests=requests, downloads=downloads)


def parts_in(found: Findings | Document, language: Language) -> dict[str, Any]:
    """The parts of findings, or of saved ones, that hold words of the case, in that language."""
    said = words(found.case, language)
    return {
        "case": _case(found.case, language),
        "files": tuple(_file(file, said) for file in found.files),
        "coverage": tuple(_coverage(series, said) for series in found.coverage),
        "limitations": tuple(replace(limit, text=_sentence(limit.text, said)) for limit in found.limitations),
    }


def _case(case: Case, language: Language) -> Case:
    """The case in its words of that language."""
    said, code = words(case, language), language.code
    known = tuple(replace(party, name=said.party(party.name)) for party in case.parties.known)
    return replace(
        case,
        title=case.titles.get(code, case.title),
        purpose=case.purposes.get(code, case.purpose),
        requested_by=case.requesters.get(code, case.requested_by),
        legal_basis=case.legal_bases.get(code, case.legal_basis),
        windows=tuple(replace(window, label=said.label(window.label)) for window in case.windows),
        parties=replace(case.parties, known=known),
    )


def _file(file: FileFindings, said: Words) -> FileFindings:
    return replace(
        file,
        windows=tuple(_tally(tally, said) for tally in file.windows),
        addresses=tuple(replace(one, party=said.party(one.party)) for one in file.addresses),
    )


def _tally(tally: Tally, said: Words) -> Tally:
    return replace(tally, label=said.label(tally.label))


def _coverage(series: Coverage, said: Words) -> Coverage:
    return replace(
        series,
        gaps=_gaps(series.gaps, said),
        quiet=_gaps(series.quiet, said),
        silences=_gaps(series.silences, said),
        thinned=_gaps(series.thinned, said),
    )


def _gaps(gaps: tuple[Gap, ...], said: Words) -> tuple[Gap, ...]:
    return tuple(replace(gap, window=said.label(gap.window)) for gap in gaps)


def _sentence(text: str, said: Words) -> str:
    if not isinstance(text, Statement):
        return text
    values = {name: (_labels if name in _LABELLED else _value)(value, said) for name, value in text.values.items()}
    return Statement(text.message, text.many, values)


def _value(value: Any, said: Words) -> Any:  # noqa: ANN401 - of a statement
    """A value with the labels in sentences within it changed."""
    if isinstance(value, tuple):
        return tuple(_value(part, said) for part in value)
    return _sentence(value, said) if isinstance(value, Statement) else value


def _labels(value: Any, said: Words) -> Any:  # noqa: ANN401 - of a statement
    """A value that is a label, or holds labels, with each of them changed."""
    if isinstance(value, Statement):
        return Statement(value.message, value.many, {name: _labels(part, said) for name, part in value.values.items()})
    return tuple(_labels(part, said) for part in value) if isinstance(value, tuple) else said.label(value)


def _table(table: pl.DataFrame, said: Words) -> pl.DataFrame:
    columns = [(name, said.windows) for name in _WINDOWS] + [(name, said.parties) for name in _PARTIES]
    return table.with_columns(
        pl.col(name).replace(dict(texts)) for name, texts in columns if texts and name in table.columns
    )
