"""Texts that stand beside the pages: for who cannot see a picture, as the first value of a field, why somebody signed
(check D5)."""

from __future__ import annotations

from collections.abc import Iterator

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.documents.pdf.found import Found
from forensics.documents.pdf.reading import Reading
from forensics.language.statement import state, state_many

__all__ = ["descriptions"]


def descriptions(found: Found, reading: Reading) -> Iterator[Piece]:
    """Their words that no page has; pictures that have others in their stead."""
    where = state("descriptions")
    words = reading.unknown(found.descriptions)
    if words:
        yield Passage(where, State.HIDDEN, "\n".join(text for text in found.descriptions if reading.unknown([text])))
        text = state_many("{count} word stands in a description and on no page.",
                          "{count} words stand in descriptions and on no page.", len(words))  # fmt: skip
        yield hidden("D5", where, len(words), text)
    if found.alternates:
        text = state_many("{count} picture has another that can be shown in its stead.",
                          "{count} pictures have others that can be shown in their stead.",
                          found.alternates)  # fmt: skip
        yield hidden("D5", where, found.alternates, text)
