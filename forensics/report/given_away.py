"""What each leaked file gave away, by what it holds and how often it was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forensics.documents.summary import summary
from forensics.language.statement import Statement, forms, state_many
from forensics.model import FileFindings, Findings
from forensics.model.document import Document

__all__ = ["GivenAway", "given_away"]

_ONE, _MANY = forms(
    "{downloads} \N{MULTIPLICATION SIGN} {count} hidden record",
    "{downloads} \N{MULTIPLICATION SIGN} {count} hidden records",
)


@dataclass(frozen=True, slots=True)
class GivenAway:
    """Of one file: what it is, the sentence on it, and its hidden records times its downloads; "" without either."""

    document: Document
    sentence: Statement
    product: str


def given_away(findings: Findings) -> Iterator[GivenAway]:
    """Each document of the case, in its order."""
    files = {file.name: file for file in findings.files}
    for document in findings.documents:
        file = files.get(document.file or "")
        yield GivenAway(document, summary(document), _product(document, file) if file else "")


def _product(document: Document, file: FileFindings) -> str:
    downloads = file.total.downloads.headline
    records = document.records.hidden + document.records.cosmetic
    if not downloads or not records:
        return ""
    times = state_many("{count} download", "{count} downloads", downloads)
    return state_many(_ONE, _MANY, records, downloads=times)
