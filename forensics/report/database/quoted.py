"""Tables of why the numbers are what they are, and of the ids by which they are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter, itemgetter

from forensics.model import FileFindings, Findings
from forensics.model.reasons import Why
from forensics.report.citations import citations
from forensics.report.database.column import Table, file_name, made, numbers, text_of, texts, within

__all__ = ["TABLES"]


def _whys(findings: Findings) -> Iterator[tuple[FileFindings, tuple[str, Why]]]:
    for file in findings.files:
        yield file, ("at_least", file.floor)
        yield file, ("at_most", file.ceiling)


_REASONS = Table(
    "reasons",
    "Why at least is no more, and at most no less: reasons that add up to the difference from what is established.",
    (
        *within(0, [file_name()]),
        *within(1, (
            made("bound", "TEXT", "at_least or at_most.", itemgetter(0), more="NOT NULL"),
            *within(1, (*texts("Reason", "code"), *numbers("Reason", "downloads addresses"))),
        )),
    ),
    lambda findings: (
        (file, (bound, reason)) for file, (bound, why) in _whys(findings) for reason in why.reasons
    ),
)  # fmt: skip

_WHY = Table(
    "why",
    "Why each bound is what it is, in a sentence, and what would settle it.",
    (
        *within(0, [file_name()]),
        *within(1, (
            made("bound", "TEXT", "at_least or at_most.", itemgetter(0), more="NOT NULL"),
            *within(1, texts("Why", "text settled_by")),
        )),
    ),
    _whys,
)  # fmt: skip

_CITATIONS = Table(
    "citations",
    "Every number of the answer with the id that a letter can quote (docs/citations.md).",
    (
        made("id", "TEXT", "The id, the same in every language and at every level.", attrgetter("id"),
             more="PRIMARY KEY NOT NULL"),
        made("file", "TEXT", "Name of the file; null for a document that is no file of the case.",
             lambda one: text_of(one.file)),
        made("window", "TEXT", "The window, or that it is all or none of them; null for what hangs on no window.",
             lambda one: text_of(one.window)),
        made("what", "TEXT", "What the number is.", lambda one: text_of(one.what), more="NOT NULL"),
        made("value", "INTEGER", "The number; null where the logs cannot tell it.", attrgetter("value")),
        made("open_ended", "INTEGER", "Whether it is that many or more.", lambda one: int(one.open_ended)),
    ),
    citations,
)  # fmt: skip

_CITED_LINES = Table(
    "citation_lines",
    "The lines that were counted for a number.",
    (
        made("citation", "TEXT", "Id of the number.", itemgetter(0), more="NOT NULL REFERENCES citations (id)"),
        made("row", "TEXT", "Id of the line.", itemgetter(1), more="NOT NULL"),
    ),
    lambda findings: ((cited.id, row) for cited in citations(findings) for row in cited.rows or ()),
    (("Findings", "requests"),),
    indices=(("citation",), ("row",)),
)  # fmt: skip

TABLES: tuple[Table, ...] = (_WHY, _REASONS, _CITATIONS, _CITED_LINES)
