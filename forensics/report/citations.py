"""Every number of the answer with a short id that a letter can quote (docs/citations.md).

    for cited in citations(findings):
        print(cited.id, cited.value, cited.what)

An id is the same in every language and at every level; a number that a level does not show has none there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from forensics.language.catalogue import Language
from forensics.language.statement import Statement
from forensics.model import FileFindings, Findings
from forensics.report.cited import Cited, numbered
from forensics.report.cited_parts import of_document, of_file, of_parties, of_visitors
from forensics.report.cited_rows import Behind, behind
from forensics.report.cited_tallies import of_windows
from forensics.report.disclosure.labels import labels

__all__ = ["Cited", "citations", "place_of"]

#: Numbers whose lines are not told apart; and addresses of a party, some of which got only a part.
_WITHOUT_LINES = re.compile(r"alt-|def-|lines$|W[.](above|below)-|.*[.]party-\w+[.]A$")
_OF_DOWNLOADS = {"A": "D", "64": "est"}


def citations(findings: Findings) -> tuple[Cited, ...]:
    """Every number of the answer, file by file, window by window; then what the documents hold."""
    visitors = _visitors(findings)
    rows = {} if findings.level == "public" else behind(findings, visitors)
    found: list[Cited] = []
    for number, file in enumerate(findings.files, 1):
        mine = tuple(_of_file(file, findings, visitors))
        shown = _with_rows(mine, rows[file.name]) if rows else mine
        found += (replace(each, id=f"{number}.{each.id}", file=file.name) for each in shown)
    for number, document in enumerate(findings.documents, 1):
        found += (replace(each, id=f"doc-{number}.{each.id}", file=document.file) for each in of_document(document))
    return tuple(found)


def place_of(cited: Cited, language: Language) -> str:
    """Its window in words; a label stays as the case has it."""
    return language.say(cited.window) if isinstance(cited.window, Statement) else cited.window or ""


def _visitors(findings: Findings) -> Mapping[str, int]:
    """The numbers of those who got a file, as "Visitor 3" has them."""
    if not any(file.addresses for file in findings.files):
        return {}
    return {address: int(label.values["number"]) for address, label in labels(findings).items()}


def _of_file(file: FileFindings, findings: Findings, visitors: Mapping[str, int]) -> Iterator[Cited]:
    yield from of_windows(file)
    yield from of_file(file, tuple(each for each in findings.definitions if each.file == file.name))
    yield from of_parties(file, numbered(findings))
    yield from of_visitors(file, visitors)


def _with_rows(mine: Sequence[Cited], seen: Behind) -> Iterator[Cited]:
    """With the lines behind each: behind addresses are those of the downloads that they made."""
    known = {each.id: seen.of(each.id, each.value) for each in mine if _WITHOUT_LINES.match(each.id) is None}
    return (replace(each, rows=known.get(_made_of(each.id))) for each in mine)


def _made_of(name: str) -> str:
    """Which downloads an id is about: "W1.A.min" is about "W1.D.min"."""
    return ".".join(_OF_DOWNLOADS.get(part, part) for part in name.split("."))
