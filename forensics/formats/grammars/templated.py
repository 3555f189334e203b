"""The template grammar: lines of one template, a LogFormat or log_format string or one of fields."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import polars as pl

from forensics.formats.grammars.grammar import Grammar
from forensics.formats.templates.classes import Escape
from forensics.formats.templates.pieces import Slot
from forensics.formats.templates.stamps import Stamp
from forensics.formats.templates.template import Template, compiled, cut, lexed

__all__ = ["Templated"]


@dataclass(frozen=True)
class Templated(Grammar):
    """Lines of a template in a dialect: "apache" (LogFormat), "nginx" (log_format) or "fields"."""

    dialect: str
    template: str
    escape: Escape = "backslash"  # what the server does to a quote in text, see `classes`
    once: str = ""  # a pattern that a line must not hold twice: it could be read in two ways

    name: ClassVar[str] = "template"

    @property
    def _compiled(self) -> Template:
        return compiled(self.dialect, self.template, escape=self.escape)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Those of the template."""
        return self._compiled.slots

    @property
    def stamps(self) -> tuple[Stamp, ...]:
        """The stamp of the template, if it has one."""
        stamp = self._compiled.stamp
        return () if stamp is None else (stamp,)

    @property
    def escaped(self) -> str:
        """A server that does not escape leaves text as it was sent."""
        return "" if self.escape == "none" else self.escape

    @property
    def look(self) -> str:
        """The pattern of the template."""
        return self._compiled.pattern

    @property
    def literals(self) -> tuple[str, ...]:
        """What stands between the fields."""
        return tuple(piece for piece in lexed(self.dialect, self.template) if isinstance(piece, str))

    def cut(self, lines: pl.Series) -> pl.DataFrame:
        """The fields of the template."""
        raw = cut(self._compiled, lines)
        return raw.select(pl.when(lines.str.count_matches(self.once) == 1).then(pl.all())) if self.once else raw

    def matches(self, lines: pl.Series) -> pl.Series:
        """Which lines the template fits, and hold only once what must not be there twice."""
        found = lines.str.contains(self.look).fill_null(value=False)
        if not self.once:
            return found
        return found & (lines.str.count_matches(self.once) == 1).fill_null(value=False)
