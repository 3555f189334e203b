"""An event in a plain sentence, for people: in mail, chat and journals.

What stands in it of names and agents was written by others, and ends in programs that read markup. A name is shown
with its letters, digits and a few signs; everything else in it is an escape. Nothing else that others wrote is told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from forensics.language.untrusted import escape

__all__ = ["plain", "said"]

_LONGEST: Final = 200
#: Beside letters, marks and digits: signs that no mail program, chat or terminal reads as anything.
_SIGNS: Final = " -._(),+"
_ADDRESS: Final = re.compile(r"[0-9a-fA-F.:/]{2,64}")


def said(told: Mapping[str, Any]) -> str:
    """One sentence on the event as a level shows it."""
    sentence = _SENTENCES.get(str(told.get("event")), _other)
    return sentence(told)


def plain(text: object) -> str:
    """A name that nothing acts on, cut where it is long."""
    shown = unicodedata.normalize("NFC", str(text))
    cut = shown[:_LONGEST] + ("\N{HORIZONTAL ELLIPSIS}" if len(shown) > _LONGEST else "")
    # A name that looks like an address on the web becomes a link in many programs: its dots are no dots there.
    return "".join(_sign(character) for character in cut)


def _sign(character: str) -> str:
    kept = character in _SIGNS or character == "\N{HORIZONTAL ELLIPSIS}" or unicodedata.category(character)[0] in "LMN"
    if kept:
        return character
    match = re.match(r"(?s).", character)
    return escape(match) if match else ""


def _where(told: Mapping[str, Any]) -> str:
    """The path as it stands in a URL, else the name."""
    if isinstance(path := told.get("path"), str):
        spelled = quote(path.encode("utf-8", "replace"), safe="/-._").replace("~", "%7E")
        return spelled if len(spelled) <= _LONGEST else f"{spelled[:_LONGEST]}\N{HORIZONTAL ELLIPSIS}"
    return plain(told["file"]) if isinstance(told.get("file"), str) else "a file that is not named here"


def _when(told: Mapping[str, Any], key: str = "time") -> str:
    time = told.get(key)
    return plain(time).replace("\\x3a", ":") if isinstance(time, str) else ""


def _at(told: Mapping[str, Any]) -> str:
    return f" at {when}" if (when := _when(told)) else ""


def _between(told: Mapping[str, Any]) -> str:
    earliest, latest = _when(told, "earliest"), _when(told, "latest")
    if earliest and latest and earliest != latest:
        return f" between {earliest} and {latest}"
    return f" at {latest or earliest}" if latest or earliest else _at(told)


def _published(told: Mapping[str, Any]) -> str:
    if told.get("first_pass") is True:
        return f"{_where(told)} is published."
    return f"{_where(told)} was published{_between(told)}."


def _changed(told: Mapping[str, Any]) -> str:
    return f"{_where(told)} was replaced by another version{_between(told)}."


def _removed(told: Mapping[str, Any]) -> str:
    return f"{_where(told)} was removed{_between(told)}."


def _flagged(told: Mapping[str, Any]) -> str:
    found = told.get("findings")
    codes = [each.get("code") for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    named = ", ".join(plain(code) for code in codes[:10] if isinstance(code, str))
    return f"{_where(told)} holds something that its readers do not see{f': {named}' if named else ''}."


def _downloaded(told: Mapping[str, Any]) -> str:
    what = "was downloaded" if told.get("event") == "download" else "was fetched in part"
    client = told.get("client")
    by = f" by {client}" if isinstance(client, str) and _ADDRESS.fullmatch(client) else ""
    return f"{_where(told)} {what}{by}{_at(told)}."


def _incomplete(told: Mapping[str, Any]) -> str:
    of = {"log": "A log", "document": "A document", "root": "A published folder", "line": "A line of a log"}
    place = f" ({_where(told)})" if told.get("path") or told.get("file") else ""
    return f"{of.get(str(told.get('of')), 'Something')} could not be read whole{place}."


def _other(told: Mapping[str, Any]) -> str:
    return f"{_where(told)}: {plain(told.get('event'))}{_at(told)}."


_SENTENCES: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "published": _published,
    "changed": _changed,
    "removed": _removed,
    "flagged": _flagged,
    "download": _downloaded,
    "partial": _downloaded,
    "incomplete": _incomplete,
}
