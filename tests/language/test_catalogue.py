"""Both languages: no message without a translation, and numbers, times and plural forms as each writes them."""

from __future__ import annotations

import importlib.util
import string
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest
from babel.messages import Message
from babel.messages.pofile import read_po
from jinja2 import Environment

from forensics.language.catalogue import DOMAIN, LOCALE, language
from forensics.language.languages import LANGUAGES

ROOT = Path(__file__).parents[2]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OTHERS = [code for code in LANGUAGES if code != "en"]


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_messages", ROOT / "docs" / "messages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = _tool()


def _path(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / f"{DOMAIN}.po"


def _messages(code: str) -> list[Message]:
    with _path(code).open("rb") as file:
        return [message for message in read_po(file) if message.id]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (str(value or ""),)


def _placeholders(text: str) -> list[str]:
    return sorted({name for _, name, _, _ in string.Formatter().parse(text) if name is not None})


@pytest.mark.parametrize("code", OTHERS)
def test_catalogue_is_that_of_the_source(code: str) -> None:
    """Both files are, byte for byte, what `make messages` writes from today's source."""
    po, mo = TOOL.written(TOOL.updated(_path(code)))
    assert po == _path(code).read_bytes()
    assert mo == _path(code).with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated(code: str) -> None:
    """None is empty or fuzzy, and each plural has every form of its language."""
    messages = _messages(code)
    assert len(messages) > 200
    lacking = [m.id for m in messages if m.fuzzy or not all(text.strip() for text in _texts(m.string))]
    assert lacking == []
    assert [m.id for m in messages if m.pluralizable and len(_texts(m.string)) != 2] == []


@pytest.mark.parametrize("code", OTHERS)
def test_translations_have_the_placeholders_of_their_source(code: str) -> None:
    """A value that is lost, or one that nobody gives, would be a wrong or a broken sentence."""
    for message in _messages(code):
        one, *_, many = [_placeholders(text) for text in (*_texts(message.id), _texts(message.id)[-1])]
        *forms, last = [_placeholders(text) for text in _texts(message.string)]
        assert last == many
        assert all(form in (one, many) for form in forms)  # "the request" need not say that it is 1


@pytest.mark.parametrize("code", OTHERS)
def test_translations_end_as_their_source(code: str) -> None:
    """A sentence stays a sentence: the same end, and the same blanks at the edges."""
    for message in _messages(code):
        for source, text in zip(_texts(message.id), _texts(message.string), strict=True):
            assert text.endswith((".", "?", ":", ";")) == source.endswith((".", "?", ":", ";")), message.id
            assert (text != text.strip()) == (source != source.strip()), message.id


def test_calls_within_calls_are_seen() -> None:
    """Whatever stands around it: another message, a star, an f-string, a name of a module."""
    source = """
state("{kinds} of these", kinds=listed(tuple(state_many(*FORMS[kind], count) for kind in kinds)))
found = [f"{say('in an f-string')}: {language.plural('{count} day', '{count} days', n)}"]
statement.message("of " "two parts")
say(name); state_many(*FORMS, 3); text(b"bytes"); other("no message")
"""
    found = list(TOOL.in_module(source, TOOL.KEYWORDS))
    assert found == ["{kinds} of these", "in an f-string", ("{count} day", "{count} days"), "of two parts"]


def test_numbers() -> None:
    """Thousands and decimals, and shares rounded down so that only a whole is called 100%."""
    english, dutch = language("en"), language("nl")
    assert (english.number(183296), dutch.number(183296)) == ("183,296", "183.296")
    assert (english.number(0.25), dutch.number(0.25)) == ("0.25", "0,25")
    assert [english.percent(share) for share in (1, 0.99999, 0.5)] == ["100%", "99.9%", "50%"]
    assert dutch.percent(0.972) == "97,2%"


def test_dates_and_times() -> None:
    """The day in words, the time with its offset, summer and winter."""
    english, dutch = language("en"), language("nl")
    summer, winter = datetime(2020, 6, 18, 13, tzinfo=UTC), datetime(2020, 12, 1, 8, 5, 9, tzinfo=UTC)
    assert english.moment(summer, AMSTERDAM) == "18 June 2020 at 15:00 (UTC+02:00)"
    assert dutch.moment(winter, AMSTERDAM) == "1 december 2020 om 09:05:09 uur (UTC+01:00)"
    assert dutch.deadline(summer, AMSTERDAM) == "donderdag 18 juni 2020 om 15:00 uur (UTC+02:00)"
    assert english.moment(summer, ZoneInfo("UTC")) == "18 June 2020 at 13:00 (UTC)"
    assert dutch.date(date(2020, 3, 1)) == "1 maart 2020"


@pytest.mark.parametrize(
    ("span", "english", "dutch"),
    [
        (timedelta(days=3, hours=4, minutes=5), "3 days and 4 hours", "3 dagen en 4 uur"),
        (timedelta(days=1), "1 day", "1 dag"),
        (timedelta(hours=1, minutes=1), "1 hour and 1 minute", "1 uur en 1 minuut"),
        (timedelta(seconds=-61), "1 minute and 1 second", "1 minuut en 1 seconde"),
        (timedelta(), "0 seconds", "0 seconden"),
    ],
)
def test_durations(span: timedelta, english: str, dutch: str) -> None:
    """The two largest units, in the right form, without a sign."""
    assert (language("en").duration(span), language("nl").duration(span)) == (english, dutch)


def test_plural_forms_and_lists() -> None:
    """One is one; nought and many are many."""
    words = ("{count} IP address", "{count} IP addresses")
    dutch = [language("nl").plural(*words, n) for n in (0, 1, 1200)]
    assert dutch == ["0 IP-adressen", "1 IP-adres", "1.200 IP-adressen"]
    assert language("en").plural(*words, 1) == "1 IP address"
    assert language("nl").listed(["a", "b", "c"]) == "a, b en c"
    assert language("en").listed(["a", "b", "c"]) == "a, b and c"


def test_values_are_not_read_as_messages() -> None:
    """Braces in a value stay braces, and a truth value is no number."""
    assert language("nl").text("Reference: {number}.", number="{evil} 1000") == "Kenmerk: {evil} 1000."
    assert language("en").text("{least} to {most}", least=True, most=1000) == "True to 1,000"


def test_templates_speak_the_language() -> None:
    """`_`, `trans` and the filters of a jinja2 environment."""
    environment = Environment(autoescape=True)
    language("nl").into(environment)
    template = '{{ _("Sources") }} {% trans %}Method{% endtrans %} {{ 1200|number }}'
    assert environment.from_string(template).render() == "Bronnen Werkwijze 1.200"
    template = '{{ plural("{count} day", "{count} days", 2) }}'
    assert environment.from_string(template).render() == "2 dagen"


def test_a_language_that_is_not_spoken() -> None:
    """The message names those that are."""
    with pytest.raises(ValueError, match="none of en, nl"):
        language("fr")
