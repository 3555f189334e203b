r"""Texts as findings.json holds them: fit for any reader of JSON, and as they were when they are read again.

A text with bytes that are not UTF-8 (PEP 383), which a reader of JSON may refuse, stands there with `\udcHH` in
letters, and under "..._escaped" with its backslashes doubled too, so that it can be told from one that holds such
letters. A sentence of the tool stands under "..._said" as well, to be said in another language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import Formatter
from typing import Any

from forensics.language.statement import Statement, from_json, to_json

__all__ = ["Spelled", "gathered", "loaded", "read", "saved", "spread", "unescaped"]

_ACTIVE = re.compile(r"[\ud800-\udfff\\]")
_ESCAPE = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|)")


#: What the key of a text is followed by in those of its other spellings.
_MARKS = ("_said", "_escaped")


class Spelled:
    """A text on its way out, whose spellings have keys of their own beside it."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


def spread(value: Any) -> Any:  # noqa: ANN401 - JSON
    """JSON with all spellings of each `Spelled` under the keys beside it, and lists for tuples."""
    if isinstance(value, dict):
        entries: dict[str, Any] = {}
        for key, part in value.items():
            entries |= saved(key, part.text) if isinstance(part, Spelled) else {key: spread(part)}
        return entries
    return _each_part(value, spread)


def _each_part(value: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - JSON
    """A list with its parts changed; texts in a list have one spelling, and there may be millions."""
    if not isinstance(value, tuple | list):
        return value
    return list(value) if value and isinstance(value[0], str) else [change(part) for part in value]


def gathered(value: Any) -> Any:  # noqa: ANN401 - JSON
    """JSON in which a text that has other spellings is one value with them, for `read`."""
    if isinstance(value, dict):
        entries = {key: gathered(part) for key, part in value.items() if not key.endswith(_MARKS)}
        for key in value.keys() - entries.keys():
            base, _, mark = key.rpartition("_")
            text = entries.get(base)
            entries[base] = {**(text if isinstance(text, dict) else {"text": text}), f"text_{mark}": value[key]}
        return entries
    return _each_part(value, gathered)


def read(value: object) -> str:
    """The text that `gathered` made one value of, or that has one spelling alone. Raises ValueError as `loaded`."""
    return loaded({"text": None} | value if isinstance(value, dict) else {"text": value}, "text")


def saved(key: str, text: str | None) -> dict[str, Any]:
    """The entries of a JSON object that hold the text: one for a plain text, a second where more is to be kept."""
    if text is None:
        return {key: None}
    shown = text.encode("utf-8", "backslashreplace").decode()
    entries: dict[str, Any] = {key: shown}
    whole = shown == text
    if (said := to_json(text)) is not None:
        return entries | {f"{key}_said": said if whole else _each(said, _escaped) | {"escaped": True}}
    return entries if whole else entries | {f"{key}_escaped": _escaped(text)}


def loaded(entries: Mapping[str, Any], key: str) -> str:
    """The text that `saved` put there, a Statement if it was one. Raises ValueError if the entries contradict
    each other, or hold what `saved` does not write."""
    shown = entries[key]
    if not isinstance(shown, str):
        raise ValueError("is not a text")  # noqa: TRY004 - as for all else that is wrong
    text = shown
    if (said := entries.get(f"{key}_said")) is not None:
        text = _statement(said)
    elif (escaped := entries.get(f"{key}_escaped")) is not None:
        if not isinstance(escaped, str):
            raise ValueError("is not a text")
        text = unescaped(escaped)
    if text.encode("utf-8", "backslashreplace").decode() != shown:
        raise ValueError("its two spellings differ")
    return text


def unescaped(text: str) -> str:
    r"""The text that `for_terminal` escaped. Raises ValueError at a backslash that begins no escape."""
    return _ESCAPE.sub(_char, text)


def _char(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None and match[0] == "\\":
        raise ValueError("holds a backslash that begins no escape")
    return "\\" if code is None else chr(int(code, 16))


def _escaped(text: str) -> str:
    return _ACTIVE.sub(lambda match: "\\\\" if match[0] == "\\" else f"\\u{ord(match[0]):04x}", text)


def _each(value: Any, change: Callable[[str], str]) -> Any:  # noqa: ANN401 - JSON
    """The statement, as `to_json` gives it, with its values changed; its messages stay as they are."""
    if isinstance(value, dict):
        return {**value, "values": {name: _each(part, change) for name, part in value["values"].items()}}
    if isinstance(value, list):
        return [_each(part, change) for part in value]
    return change(value) if isinstance(value, str) else value


def _statement(said: object) -> Statement:
    _refuse_odd(said)
    if not isinstance(said, dict):
        raise ValueError("is not a statement")  # noqa: TRY004
    try:
        return from_json(_each(said, unescaped) if said.get("escaped") is True else said)
    except (LookupError, TypeError, OverflowError) as error:
        raise ValueError(f"is not a statement: {error!r}") from error


def _refuse_odd(value: object) -> None:
    """Raises ValueError unless a value is one that a statement may have: no format but a plain name in braces."""
    if isinstance(value, list):
        for part in value:
            _refuse_odd(part)
    elif isinstance(value, dict):
        for form in (value.get("message"), value.get("many", "")):
            if not isinstance(form, str) or not all(map(_plain, Formatter().parse(form))):
                raise ValueError("is not a message")
        values = value.get("values")
        if not isinstance(values, dict) or ("many" in value and type(values.get("count")) is not int):
            raise ValueError("is not a statement")
        _refuse_odd(list(values.values()))
    elif not isinstance(value, str | int | float):
        raise ValueError("is not a value of a statement")  # noqa: TRY004


def _plain(piece: tuple[str, str | None, str | None, str | None]) -> bool:
    _, name, layout, conversion = piece
    return name is None or (name.isidentifier() and not layout and conversion is None)
