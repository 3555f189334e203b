"""What the properties of a document say of itself and of who made it, told alike for all kinds that office programs
write."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from forensics.documents.contents import Author, Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.language.statement import state, state_many
from forensics.model.document import Hidden

__all__ = ["added", "described", "gone", "thumbnail"]


def described(where: str, code: str, people: Collection[str], texts: Collection[str]) -> Iterator[Piece]:
    """Who made it, and titles, subjects, keywords; `code` is that of the check for this kind, here and below."""
    yield from (Author(where, name) for name in people)
    yield from (Passage(where, State.HIDDEN, text) for text in texts)
    if people:
        text = state_many("{count} property names who made the document.",
                          "{count} properties name who made the document.", len(people))  # fmt: skip
        yield hidden(code, where, len(people), text, "L")
    if texts:
        text = state_many("{count} property holds text.", "{count} properties hold text.", len(texts))
        yield hidden(code, where, len(texts), text, "I")


def added(where: str, code: str, count: int) -> Iterator[Hidden]:
    """Properties with names of their own."""
    if count:
        text = state_many("{count} property that somebody, or a program, added.",
                          "{count} properties that somebody, or a program, added.", count)  # fmt: skip
        yield hidden(code, where, count, text, "L")


def thumbnail(where: str, code: str) -> Hidden:
    """A picture that may be older than the document."""
    return hidden(code, where, 1, state("A small picture of the document as it once was lies beside it."), "L")


def gone(where: str, titles: Iterable[str], known: Collection[str]) -> Iterator[Piece]:
    """Names of sheets and ranges that the properties still have, and the workbook has not."""
    found = [title for title in titles if title and title not in known and "!" not in title]
    yield from (Passage(where, State.HIDDEN, title) for title in found)
    if found:
        text = state_many("The properties name {count} sheet or range that the workbook does not have.",
                          "The properties name {count} sheets or ranges that the workbook does not have.",
                          len(found))  # fmt: skip
        yield hidden("X8", where, len(found), text)
