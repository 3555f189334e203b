"""The first sentence of every report: what a document shows against what is in it."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.hidden import CHECKS, GRAVE
from forensics.documents.personal.categories import CATEGORIES
from forensics.language.statement import Statement, joined, state, state_many
from forensics.model.document import CategoryCount, Document, Records

__all__ = ["summary"]


def summary(document: Document) -> Statement:
    """What is shown against what is there, as in "87 of 1,185 records shown; 1,098 hidden and recoverable; in the 87
    shown the name columns hold no value".

    Of a document without records its characters are told, else the kinds of what is hidden. What was not looked into
    is told with every sentence.
    """
    if document.state == "not_inspected" and not _held(document):
        return state("Not inspected: {reason}", reason=document.reason)
    parts = [*_records(document), *_characters(document)]
    parts = [*parts, *_beside(document)] if parts else [_alone(document)]
    if document.reason:
        parts.append(state("not all of it was inspected: {reason}", reason=document.reason.removesuffix(".")))
    return state("{sentence}.", sentence=joined(*parts, by="; "))


def _held(document: Document) -> int:
    """Whether anything in it was read."""
    return _all(document.records) + _all(document.characters) + len(document.categories)


def _all(counts: Records) -> int:
    return counts.visible + counts.hidden + counts.cosmetic


def _records(document: Document) -> Iterator[Statement]:
    """Of a document with records."""
    records = document.records
    if not _all(records):
        return
    if records.visible == _all(records):
        yield state_many("The {count} record in it is shown", "All {count} records in it are shown", records.visible)
        yield from _blank_rows(records)
        return
    yield state_many("{shown} of {count} record shown", "{shown} of {count} records shown", _all(records),
                     shown=records.visible)  # fmt: skip
    if records.hidden:
        yield state("{count} hidden and recoverable", count=records.hidden)
    if records.cosmetic:
        yield state("{count} drawn so that nobody sees them, and recoverable", count=records.cosmetic)
    yield from _blank_rows(records)
    yield from _emptied(document)


def _blank_rows(records: Records) -> Iterator[Statement]:
    if records.blank:
        yield state_many("{count} row among them holds no value any more",
                         "{count} rows among them hold no value any more", records.blank)  # fmt: skip


def _emptied(document: Document) -> Iterator[Statement]:
    """Columns that other records fill, and that no record shown does."""
    shown = document.records.visible
    columns = tuple(
        state(CATEGORIES[name].column) for name, count in document.categories.items() if _is_emptied(count, shown)
    )
    if columns:
        yield state("in the {shown} shown the {columns} columns hold no value", shown=shown, columns=columns)


def _is_emptied(count: CategoryCount, shown: int) -> bool:
    return bool(shown) and not count.visible and count.blank >= shown and count.hidden + count.cosmetic > 0


def _characters(document: Document) -> Iterator[Statement]:
    """Of running text that is not all shown; what is in properties, or beside the records of a workbook, is none."""
    characters = document.characters
    total = _all(characters)
    beside = not characters.visible and _all(document.records)
    if document.state != "hidden" or beside or not characters.hidden + characters.cosmetic:
        return
    yield state_many("{shown} of {count} character of text shown", "{shown} of {count} characters of text shown", total,
                     shown=characters.visible)  # fmt: skip
    if characters.hidden:
        yield state("{count} hidden and recoverable", count=characters.hidden)
    if characters.cosmetic:
        yield state("{count} drawn so that nobody sees them, and recoverable", count=characters.cosmetic)


def _beside(document: Document) -> Iterator[Statement]:
    """Of a document all of whose records and text are shown."""
    records, characters = document.records, document.characters
    told = characters.visible and characters.hidden + characters.cosmetic and document.state == "hidden"
    if records.hidden + records.cosmetic or told or document.reason:
        return
    kinds = _kinds(document)
    yield state("it hides: {kinds}", kinds=kinds) if kinds else state("nothing hidden was found")


def _alone(document: Document) -> Statement:
    """Of what has neither records nor text that is not shown: a picture, or a text that is shown as it is."""
    if kinds := _kinds(document):
        return state("It hides: {kinds}", kinds=kinds)
    if document.reason:
        return state("In what was read nothing hidden was found")
    return state("Nothing hidden was found")


def _kinds(document: Document) -> tuple[Statement, ...]:
    grave = dict.fromkeys(found.code for found in document.findings if found.severity in GRAVE)
    return tuple(state(CHECKS[code].title) for code in grave)
