"""A language in which only what stands in the catalogue is marked: what is left over is a sentence that it lacks.

A value of a case or a log goes into brackets of its own, so that words without any are words of ours.
"""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Iterator

from babel import Locale
from babel.messages.pofile import read_po

from forensics.language.catalogue import DOMAIN, LOCALE, Language
from forensics.language.statement import Statement

__all__ = ["KNOWN", "bracketed", "lacking", "marked", "unmarked"]


def _known() -> frozenset[str]:
    with (LOCALE / "nl" / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        texts = [(entry.id,) if isinstance(entry.id, str) else entry.id for entry in read_po(file) if entry.id]
    return frozenset(text for each in texts for text in each)


#: Every message of the catalogue, plural forms too.
KNOWN = _known()


class _Catalogued(gettext.NullTranslations):
    """Messages of the catalogue between brackets, all others as they are."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧" if message in KNOWN else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def marked(code: str = "en", region: str = "GB") -> Language:
    """The language; `code` chooses the texts that do not come from the catalogue."""
    return Language(code, _Catalogued(), Locale(code, region))


def bracketed(text: str) -> str:
    """A value of a case or a log."""
    return f"⟪{text}⟫"


def unmarked(text: str) -> set[str]:
    """The words of two letters or more that stand in no brackets; hashes and bytes that are no text are none."""
    for opening, closing in ("⟦⟧", "⟪⟫"):
        inner = re.compile(f"{opening}[^{opening}{closing}]*{closing}")
        while (less := inner.sub(" ", text)) != text:
            text = less
    return set(re.findall(r"[^\W\d_]{2,}", re.sub(r"\b[0-9a-f]{16,}\b|\\udc[0-9a-f]{2}", " ", text)))


def lacking(text: str) -> list[str]:
    """The messages of a statement, and of those in it, that the catalogue does not hold."""
    return [message for message in _messages(text) if message not in KNOWN and _says(message)]


def _messages(value: object) -> Iterator[str]:
    if isinstance(value, Statement):
        yield from filter(None, (value.message, value.many))
        for part in value.values.values():
            yield from _messages(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _messages(part)


def _says(message: str) -> bool:
    """Whether there is a word in it beside its placeholders."""
    return any(any(map(str.isalpha, text)) for text, *_ in string.Formatter().parse(message))
