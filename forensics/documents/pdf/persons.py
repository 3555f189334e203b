"""Whether a few hidden words are about a person, or what printing houses and programs leave behind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from forensics.documents.personal.free_text import proved
from forensics.documents.personal.names import like_a_person
from forensics.documents.personal.proofs import FORMS, forms_of

__all__ = ["of_a_person"]

#: Of a BSN one number in eleven has the check digit, and numbers of orders are as long: it needs its name before it.
_KNOWN_BY = frozenset({"iban", "licence_plate", "national_id", "phone"})
_SMALL = frozenset(
    ("af", "al", "bin", "da", "de", "del", "den", "der", "di", "do", "dos", "du", "el", "het", "ibn", "la", "le", "op",
     "'s", "'t", "te", "ten", "ter", "van", "vande", "vom", "von", "y", "zu")
)  # fmt: skip
_NAME = 2  # words: a single one that is a first name too is as often a month, a flower or a brand


def of_a_person(text: str) -> bool:
    """Whether it has somebody's name in capitals, or a number or an address by which somebody is known."""
    if any(like_a_person(name) for name in _in_capitals(text)) or any(True for _ in proved(text)):
        return True
    parts = (part for line in text.splitlines() for part in {line.strip(), *line.split()})
    return any(FORMS[kind](part) for part in parts for kind in forms_of(part) if kind in _KNOWN_BY)


def _in_capitals(text: str) -> Iterator[str]:
    """Words with a capital that follow each other, with the small ones that names have between them."""
    for line in text.splitlines():
        for is_name, part in groupby(line.split(), key=lambda word: word[0].isupper() or word in _SMALL):
            words = list(part) if is_name else []
            while words and words[0] in _SMALL:
                del words[0]
            while words and words[-1] in _SMALL:
                del words[-1]
            if len(words) >= _NAME:
                yield " ".join(words)
