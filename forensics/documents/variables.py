"""Variables of a text: what programs and people keep in it under a name, for fields to show."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from forensics.documents.contents import Passage, Piece, State
from forensics.documents.hidden import hidden
from forensics.language.statement import state_many

__all__ = ["told"]

#: Those of programs that check grammar, in each document that they saw.
_OF_PROGRAMS = re.compile(r"__Grammarly.*", re.IGNORECASE)
#: Those of the letters, faxes and agendas that LibreOffice makes by asking for a few words, of which its templates have
#: examples: the sender's own address, and what the text shows as its title.
_OF_WIZARDS = frozenset(("AGENDA_TITLE", "AGENDA_DATE", "AGENDA_TIME", "AGENDA_LOCATION", "Salutation", "Greeting",
                         "Company", "Street", "City", "PostCode", "State", "CommunicationType"))  # fmt: skip
#: Characters of an answer to such a question; more was not asked for.
_ANSWER = 60


def told(found: Iterable[tuple[str, str]], where: str) -> Iterator[Piece]:
    """What is held by variables that no field shows: their names and texts."""
    texts = [(name, text) for name, text in found if text.strip() and not _OF_PROGRAMS.fullmatch(name)]
    asked = [name for name, text in texts if name in _OF_WIZARDS and len(text) <= _ANSWER]
    if texts:
        text = state_many("{count} variable holds text that is not shown.",
                          "{count} variables hold text that is not shown.", len(texts))  # fmt: skip
        yield hidden("W3", where, len(texts), text, "L" if len(asked) == len(texts) else None)
    yield from (Passage(where, State.HIDDEN, text) for _, text in texts)
