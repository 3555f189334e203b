"""What changed between two versions of a document, in counts and findings: a correction may hide more than it mends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from forensics.documents.personal.categories import CATEGORIES
from forensics.language.statement import Statement, message, state
from forensics.model.document import CategoryCount, Document, Hidden, Records

__all__ = ["Comparison", "compare"]

_RECORDS = {
    "visible": message("Records shown: {before}, then {after}."),
    "hidden": message("Records hidden: {before}, then {after}."),
    "cosmetic": message("Records drawn so that nobody sees them: {before}, then {after}."),
    "blank": message("Rows that hold no value any more: {before}, then {after}."),
}
_VALUES = {
    "visible": message("{category}, shown: {before}, then {after}."),
    "hidden": message("{category}, hidden: {before}, then {after}."),
    "cosmetic": message("{category}, drawn so that nobody sees them: {before}, then {after}."),
    "blank": message("{category}, records without a value: {before}, then {after}."),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the later of two versions has that the earlier has not, and the other way round."""

    changes: tuple[Statement, ...]  # of counts and of what could be looked into; empty: none
    gone: tuple[Hidden, ...]
    new: tuple[Hidden, ...]
    same: tuple[Hidden, ...]  # as they are in the later one


def compare(before: Document, after: Document) -> Comparison:
    """From one version to the next. A finding is the same if its check and its place are; counts may differ."""
    earlier, later = ({(found.code, found.where): found for found in each.findings} for each in (before, after))
    return Comparison(
        changes=tuple(_changes(before, after)),
        gone=tuple(found for key, found in earlier.items() if key not in later),
        new=tuple(found for key, found in later.items() if key not in earlier),
        same=tuple(found for key, found in later.items() if key in earlier),
    )


def _changes(before: Document, after: Document) -> Iterator[Statement]:
    if before.sha256 and before.sha256 == after.sha256:
        return
    if (before.state, before.reason) != (after.state, after.reason):
        yield from _readable(before, after)
    if before.kind != after.kind:
        yield state("Kind of file: {before}, then {after}.", before=before.kind, after=after.kind)
    yield from _counts(_RECORDS, before.records, after.records)
    for name, category in CATEGORIES.items():
        pair = (each.categories.get(name, CategoryCount()) for each in (before, after))
        yield from _counts(_VALUES, *pair, category=state(category.title))
    for message_, one, other in _others(before, after):
        if one != other:
            yield state(message_, before=one, after=other)


def _readable(before: Document, after: Document) -> Iterator[Statement]:
    if after.reason and after.reason != before.reason:
        yield state("Not inspected in the later version: {reason}", reason=after.reason)
    if before.reason and after.reason != before.reason:
        yield state("Not inspected in the earlier version: {reason}", reason=before.reason)
    if before.state != "hidden" and after.state == "hidden":
        yield state("The later version hides something that the earlier did not.")
    if before.state == "hidden" and after.state == "nothing_hidden":
        yield state("The later version hides nothing any more.")


def _counts(
    messages: dict[str, str],
    before: Records | CategoryCount,
    after: Records | CategoryCount,
    **values: object,
) -> Iterator[Statement]:
    for each in fields(before):
        one, other = getattr(before, each.name), getattr(after, each.name)
        if one != other:
            yield state(messages[each.name], before=one, after=other, **values)


def _others(before: Document, after: Document) -> Iterator[tuple[str, object, object]]:
    one, other = (each.characters.hidden + each.characters.cosmetic for each in (before, after))
    yield message("Characters of text that are not shown: {before}, then {after}."), one, other
    yield message("Values of personal data: {before}, then {after}."), before.items, after.items
    one, other = (each.people.least if each.people else 0 for each in (before, after))
    yield message("People, at least: {before}, then {after}."), one, other
    yield message("Findings: {before}, then {after}."), len(before.findings), len(after.findings)
