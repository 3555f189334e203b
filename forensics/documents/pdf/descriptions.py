"""Texts that stand beside the pages: for who cannot see a picture, as the first value of a field, why somebody signed
(check D5)."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.pdf.found import Found
from forensics.documents.pdf.persons import of_a_person
from forensics.documents.pdf.reading import Reading
from forensics.language.statement import state, state_many

__all__ = ["descriptions"]


def descriptions(found: Found, reading: Reading) -> Iterator[Piece]:
    """Their words that no page has; pictures that have others in their stead."""
    where = state("descriptions")
    words = reading.unknown(found.descriptions)
    if words:
        yield Passage(where, State.HIDDEN, " ".join(words))
        text = state_many("{count} word stands in a description and on no page.",
                          "{count} words stand in descriptions and on no page.", len(words))  # fmt: skip
        yield hidden("D5", where, len(words), text)
    yield from _said(reading)
    if found.alternates:
        text = state_many("{count} picture has another that can be shown in its stead.",
                          "{count} pictures have others that can be shown in their stead.",
                          found.alternates)  # fmt: skip
        yield hidden("D5", where, found.alternates, text)


def _said(reading: Reading) -> Iterator[Piece]:
    """Words that who copies or listens is given in the place of others."""
    words = reading.unknown(reading.said)
    if words:
        where = state("copied text")
        yield Passage(where, State.HIDDEN, "\n".join(reading.said))
        text = state_many("{count} word is handed to who copies or listens, and the page shows another.",
                          "{count} words are handed to who copies or listens, and the page shows others.",
                          len(words))  # fmt: skip
        yield hidden("D1", where, len(words), text, "M" if any(map(of_a_person, reading.said)) else "L")
