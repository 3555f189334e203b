"""The languages a document is written in: messages, plural forms, numbers, dates and durations.

English is the source text and stands in the code. Translations are gettext catalogues under
`forensics/language/locale`, written anew by `make messages`. Numbers and dates are those of the CLDR,
through Babel, and never those of the machine.

    dutch = language("nl")
    dutch.text("{name} was published on {day}.", name=name, day=dutch.date(day))
    dutch.plural("{count} download", "{count} downloads", 11)

In a jinja2 template, after `dutch.into(environment)`: `{% trans %}Sources{% endtrans %}`,
`{{ _("Sources") }}`, `{{ count|number }}`, `{{ time|moment(zone) }}`.
"""

from __future__ import annotations

import gettext
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal

from forensics.language.languages import LANGUAGES, REGIONS
from forensics.language.statement import Statement

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["DOMAIN", "LOCALE", "Language", "language"]

#: Name of the catalogues, and the folder that holds them.
DOMAIN = "forensics"
LOCALE = Path(__file__).with_name("locale")


@dataclass(frozen=True, slots=True)
class Language:
    """One language: `code` is its ISO 639-1 code."""

    code: str
    _catalogue: gettext.NullTranslations
    _locale: Locale

    def text(self, message: str, **values: object) -> str:
        """The message in this language, with its {placeholders} filled in; numbers are written out as here usual."""
        return self._filled(self._catalogue.gettext(message), values)

    def plural(self, one: str, many: str, count: int, **values: object) -> str:
        """The form that goes with `count`, which also fills {count}."""
        return self._filled(self._catalogue.ngettext(one, many, count), {"count": count, **values})

    def _filled(self, text: str, values: dict[str, object]) -> str:
        return text.format(**{name: self._shown(value) for name, value in values.items()})

    def _shown(self, value: object) -> object:
        counted = isinstance(value, int | float) and not isinstance(value, bool)
        return self.number(value) if counted else value  # type: ignore[arg-type] # counted says so

    def say(self, text: str) -> str:
        """What a module below has stated, in this language; a constant of the catalogue too."""
        if not isinstance(text, Statement):
            return self._catalogue.gettext(text) if text else text
        shown = self._catalogue.gettext(text.message)
        if text.many is not None:
            shown = self._catalogue.ngettext(text.message, text.many, text.values["count"])
        return shown.format(**{name: self._said(value) for name, value in text.values.items()})

    def _said(self, value: object) -> object:
        if isinstance(value, tuple):
            return ", ".join(str(self._said(part)) for part in value)
        return self.say(value) if isinstance(value, Statement) else self._shown(value)

    def number(self, value: float) -> str:
        """183296 as "183,296" or "183.296", 2.5 as "2.5" or "2,5"."""
        return format_decimal(value, locale=self._locale)

    def percent(self, share: float) -> str:
        """A share as "97.2%", rounded down, so that only a whole is called 100%."""
        return "100%" if share >= 1 else f"{self.number(math.floor(share * 1000) / 10)}%"

    def date(self, day: date) -> str:
        """As "18 June 2020"."""
        return format_date(day, "d MMMM y", self._locale)

    def moment(self, time: datetime, zone: ZoneInfo) -> str:
        """As "18 June 2020 at 15:00 (UTC+02:00)"; seconds only if there are any."""
        local = time.astimezone(zone)
        clock = format_time(local, "HH:mm:ss" if local.second else "HH:mm", locale=self._locale)
        return self.text("{day} at {time} ({offset})", day=self.date(local), time=clock, offset=_offset(local))

    def deadline(self, time: datetime, zone: ZoneInfo) -> str:
        """A moment with the day of the week before it: "Sunday 21 June 2020 at 15:00 (UTC+02:00)"."""
        return f"{format_date(time.astimezone(zone), 'EEEE', self._locale)} {self.moment(time, zone)}"

    def duration(self, span: timedelta) -> str:
        """Its two largest units: "3 days and 4 hours"; without a sign."""
        seconds = abs(round(span.total_seconds()))
        days, hours, minutes = seconds // 86_400, seconds % 86_400 // 3_600, seconds % 3_600 // 60
        parts = (
            self.plural("{count} day", "{count} days", days) if days else "",
            self.plural("{count} hour", "{count} hours", hours) if hours else "",
            self.plural("{count} minute", "{count} minutes", minutes) if minutes else "",
            self.plural("{count} second", "{count} seconds", seconds % 60) if seconds % 60 or not seconds else "",
        )
        return self.listed([part for part in parts if part][:2])

    def listed(self, parts: Sequence[str]) -> str:
        """As "a, b and c"."""
        return format_list(parts, "standard", self._locale)

    def into(self, environment: Environment) -> None:
        """Makes a jinja2 environment speak this language: `trans`, `_`, and filters for numbers and times."""
        environment.add_extension("jinja2.ext.i18n")
        install = environment.install_gettext_callables  # type: ignore[attr-defined] # the extension's
        install(self._catalogue.gettext, self._catalogue.ngettext, newstyle=True)
        for name in ("say", "number", "percent", "date", "moment", "deadline", "duration", "listed"):
            environment.filters[name] = getattr(self, name)
        environment.globals.update(language=self, plural=self.plural)


def _offset(local: datetime) -> str:
    """As "UTC+02:00"; UTC itself without an offset."""
    digits = local.strftime("%z")
    return f"UTC{digits[:3]}:{digits[3:5]}" if local.utcoffset() else UTC.tzname(None)


@cache
def language(code: str) -> Language:
    """The language of that code, one of LANGUAGES. Raises ValueError for another."""
    if code not in LANGUAGES:
        raise ValueError(f"{code!r} is none of {', '.join(LANGUAGES)}")
    found = gettext.translation(DOMAIN, LOCALE, [code], fallback=code == LANGUAGES[0])
    return Language(code, found, Locale(code, REGIONS[code]))
