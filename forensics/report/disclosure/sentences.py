"""Our own sentences without the values in them that a log may have supplied.

A value stays if it is a number, a name of a row, a time, a length of time or a share, or a text that the level shows
elsewhere: the name of a file or window, of a source, a format, a class of agents. Everything else becomes an ellipsis.
So does a value that somebody adds to a sentence later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forensics.language.statement import Statement
from forensics.model import Findings
from forensics.parties.addresses import KINDS
from forensics.report.disclosure.masks import LEFT_OUT
from forensics.report.disclosure.spellings import Needles

__all__ = ["Sentences"]

_ROW = r"s[0-9]{1,6}(?:\.[0-9]{1,6})*(?::[0-9]{1,15})?"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TIME = rf"{_DAY}(?:[T ][0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?:Z| UTC)?)?"
_HOURS = r"[0-9]{1,5}:[0-5][0-9]"
_SHARE = r"[0-9]{1,3}(?:[.,][0-9]{1,2})?%"
_SAFE = re.compile(rf"[0-9]{{1,3}}|{_ROW}|d[0-9]{{1,9}}|{_TIME}|{_HOURS}|{_SHARE}")
#: A source as sentences name it.
_SOURCE = re.compile(rf"{_ROW} \((.+)\)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentences:
    """What the sentences of these findings may hold at level regulator."""

    known: frozenset[str]
    hidden: Needles
    allowed: frozenset[str]  # shown as they are all the same

    @classmethod
    def of(cls, findings: Findings, hidden: Needles, allowed: frozenset[str]) -> Sentences:
        """For these findings, with what must not show."""
        return cls(frozenset(_known(findings)), hidden, allowed)

    def said(self, text: str) -> str:
        """A sentence with what is safe to show of its values; nothing of a text that is no sentence of ours."""
        if not isinstance(text, Statement):
            return ""
        values = {name: self._value(value) for name, value in text.values.items()}
        return Statement(text.message, text.many, values)

    def _value(self, value: object) -> object:
        if isinstance(value, Statement):
            return self.said(value)
        if isinstance(value, tuple):
            return tuple(map(self._value, value))
        if isinstance(value, str):
            return value if self._safe(value) else LEFT_OUT
        return value if isinstance(value, int | float | None) else LEFT_OUT

    def _safe(self, text: str) -> bool:
        if _SAFE.fullmatch(text) or not text:
            return True
        if source := _SOURCE.fullmatch(text):
            return self._safe(source[1])
        return text in self.known and (text in self.allowed or not self.hidden.found(text))


def _known(findings: Findings) -> Iterator[str]:
    """Texts of the case, names of sources and formats, and words of ours that stand in the tables."""
    for file in findings.case.files:
        yield from (file.name, *file.paths, *file.other_paths, *file.hosts)
    for window in findings.case.windows:
        yield window.label
    yield from (log.format for log in findings.case.logs)
    for party in findings.case.parties.known:
        yield party.name
    for series in findings.coverage:
        yield from (series.log, *series.missing_rotations)
    for source in findings.sources:
        yield from (source.path, source.archive, source.compression, *source.wrappers)
        yield from (text for text in (source.format, source.size_field, source.size_field_source) if text)
        yield from (seen.format for seen in source.formats_seen)
        yield from (member.name for member in source.unread)
    for column in ("format", "agent_class", "verdict"):
        yield from findings.requests[column].drop_nulls().unique().to_list()
    yield from KINDS
