"""What documents hide, on a terminal: the sentence of each, its findings, its personal data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

from forensics.documents.acceptance import Acceptance, Judged
from forensics.documents.comparison import Comparison
from forensics.documents.personal.categories import CATEGORIES
from forensics.documents.summary import summary
from forensics.language.catalogue import Language
from forensics.language.untrusted import for_terminal
from forensics.model.document import Document, Hidden
from forensics.report import wording

__all__ = ["beside", "compared", "sampled", "told", "totals"]


_NAMED = 3  # of the documents beside one


def told(judged: Judged, language: Language) -> Iterator[str]:
    """One document; one that hides nothing on a line."""
    document = judged.document
    yield f"{for_terminal(document.path)}: {_said(language, summary(document))}"
    if not judged.document.findings:
        return
    shown = "" if document.kind == "unknown" else f"{document.kind}, "
    yield f"  {shown}{wording.size(language, document.bytes)}, SHA-256 {document.sha256}"
    for found, entry in zip(document.findings, judged.accepted, strict=True):
        yield f"  {_finding(language, found)}{_accepted(language, entry)}"
    if judged.unread:
        unread = language.text("not inspected")
        yield f"  {unread}{_accepted(language, judged.unread)}"
    for entry in judged.expired:
        day = language.date(entry.until)
        yield "  " + for_terminal(
            language.text("Accepted until {day}, no longer valid: {reason}", day=day, reason=entry.reason)
        )
    yield from _categories(language, document)
    if document.people:
        people = document.people
        text = language.text("people: {least} to {most}. {rule}", least=people.least, most=people.most,
                             rule=language.say(people.rule))  # fmt: skip
        yield f"  {for_terminal(text)}"


def _said(language: Language, text: str) -> str:
    return for_terminal(language.say(text))


def _finding(language: Language, found: Hidden) -> str:
    where = f"{_said(language, found.where)}: " if found.where else ""
    return f"{found.severity}  {found.code:<3} {where}{_said(language, found.text)}"


def _accepted(language: Language, entry: Acceptance | None) -> str:
    if entry is None:
        return ""
    return " " + for_terminal(
        language.text("(accepted until {day}: {reason})", day=language.date(entry.until), reason=entry.reason)
    )


def _categories(language: Language, document: Document) -> Iterator[str]:
    """A table: personal data by what becomes of it."""
    if not document.categories:
        return
    heads = (language.text("personal data"), language.text("shown"), language.text("hidden"),
             language.text("drawn unseen"), language.text("empty"))  # fmt: skip
    rows: list[tuple[str, ...]] = [heads]
    for name, count in document.categories.items():
        title = language.say(CATEGORIES[name].title) if name in CATEGORIES else name
        rows.append((title, *(language.number(number) for number in astuple(count))))
    widths = [max(len(row[place]) for row in rows) for place in range(len(heads))]
    for row in rows:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield f"  {for_terminal('  '.join(cells))}"


def sampled(samples: Mapping[str, Sequence[str]], language: Language) -> Iterator[str]:
    """Masked examples by category."""
    for name, examples in samples.items():
        if examples:
            title = language.say(CATEGORIES[name].title) if name in CATEGORIES else name
            yield f"  {title}: {for_terminal(', '.join(examples))}"


def totals(judged: Sequence[Judged], passed_over: int, language: Language) -> Iterator[str]:
    """How many documents there were, and what became of them."""
    hides = sum(each.hides for each in judged)
    unread = sum(each.is_unread for each in judged)
    yield language.plural(
        "{count} document: {hides} with something hidden, {unread} not wholly inspected.",
        "{count} documents: {hides} with something hidden, {unread} not wholly inspected.",
        len(judged), hides=hides, unread=unread,
    )  # fmt: skip
    if passed_over:
        yield language.plural(
            "{count} file is no document (a page, a program, plain text) and was passed over.",
            "{count} files are no documents (pages, programs, plain text) and were passed over.",
            passed_over,
        )


def beside(paths: Sequence[Path], language: Language) -> Iterator[str]:
    """Documents in the same folders that nobody asked for, the first ones by name."""
    if not paths:
        return
    names = [for_terminal(path.name) for path in paths[:_NAMED]]
    if len(paths) > _NAMED:
        names.append(language.plural("{count} other", "{count} others", len(paths) - _NAMED))
    yield language.plural(
        "{count} document in the same folder was not inspected: {names}.",
        "{count} documents in the same folders were not inspected: {names}.",
        len(paths), names=language.listed(names),
    )  # fmt: skip


def compared(found: Comparison, language: Language) -> Iterator[str]:
    """What changed between two versions."""
    for change in found.changes:
        yield _said(language, change)
    for title, findings in ((language.text("Gone:"), found.gone), (language.text("New:"), found.new)):
        if findings:
            yield title
            yield from (f"  {_finding(language, each)}" for each in findings)
    if not (found.changes or found.gone or found.new):
        yield language.text("Nothing that is counted here has changed.")
