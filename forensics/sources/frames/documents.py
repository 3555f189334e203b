r"""JSON documents as records: arrays, objects printed over many lines, answers of a search with the lines deep inside.

A record is an object (or a list with text, as Loki writes it) that is an element of an array, or stands by itself.
Objects that only hold such arrays under one of the usual names are opened. Line ends inside a record, which JSON has
only between its tokens, become blanks, so that it reads as one line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from forensics.language.statement import state
from forensics.sources.frames.frame import Span

__all__ = ["Document", "is_document"]

#: How much of the text is looked at for the end of a value, in turn; a longer one is no record.
_WINDOWS = (4096, 64 * 1024, 1024 * 1024)
_WINDOW = _WINDOWS[-1]
#: Keys under which exports and answers of servers hold their records.
_HOLDERS = (
    *("events", "hits", "data", "result", "results", "logEvents", "records", "Records", "logs", "values", "value"),
    *("entries", "rows", "items", "messages", "streams", "resourceLogs", "scopeLogs", "logRecords", "responses"),
    *("rawResponse", "response", "tables"),
)
#: Keys of a record itself, by any of which an object is no mere holder.
_OF_A_RECORD = re.compile(r"(?i)^(?:@?message|msg|log|line|_raw|status|status_?code|method|uri|url|path|request)$")
_HOLDER = re.compile(rf'"(?:{"|".join(_HOLDERS)})"\s*:\s*[\[{{]')
_BETWEEN = re.compile("[\\s,\\]}\x1e\ufeff]*")
_SCALAR = re.compile(r"-?[0-9][0-9.eE+-]*|true|false|null")
_LINE_ENDS = str.maketrans("\r\n", "  ")
_DECODER = json.JSONDecoder(strict=False)
#: So near the end of a text a fault means that more of it is to come.
_NEAR = 8


class _Unfinished(Exception):  # noqa: N818 (more text is to come: no error)
    """The value goes on behind the text."""


def _value(text: str, at: int) -> tuple[object, int]:
    """The JSON value at a place, and where it ends. Raises ValueError where none can stand, _Unfinished where it may
    go on."""
    for size in _WINDOWS:
        try:
            return _value_in(text[at : at + size], at, more=at + size < len(text))
        except _Unfinished:
            if at + size >= len(text):
                raise
    raise _Unfinished


def _value_in(window: str, at: int, *, more: bool) -> tuple[object, int]:
    try:
        value, end = _DECODER.raw_decode(window)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated") or error.pos >= len(window) - _NEAR:
            raise _Unfinished from error
        raise
    except RecursionError as error:
        raise ValueError from error
    if isinstance(value, int | float) and end == len(window) and more:
        raise _Unfinished
    return value, at + end


def _holds_records(value: Mapping[str, object]) -> bool:
    """Whether an object is only there to hold records."""
    if any(_OF_A_RECORD.match(key) and _tells(inner) for key, inner in value.items()):
        return False
    return any(_is_holder(value.get(key)) for key in _HOLDERS)


def _tells(value: object) -> bool:
    """Whether a value says something of a request; a word like "success" is about the answer as a whole."""
    return isinstance(value, int) or (isinstance(value, str) and not value.isalpha())


def _is_holder(value: object) -> bool:
    if isinstance(value, dict):
        return _holds_records(value)
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict | list)


class Document:
    """The records of JSON text; see the module."""

    title = state("a JSON document, its objects one by one")
    line_end = ""

    def __init__(self) -> None:
        self._depth = 0  # arrays opened so far, to tell a list of lines from a list in a list

    def cut(self, text: str, *, last: bool) -> tuple[list[Span], int]:
        """See `Frame.cut`."""
        spans: list[Span] = []
        at = 0
        while True:
            found = _BETWEEN.match(text, at)
            at = found.end() if found else at
            if at >= len(text):
                return spans, at
            try:
                span, after = self._next(text, at)
            except _Unfinished:
                if not last and len(text) - at < _WINDOW:
                    return spans, at
                span, after = self._broken(text, at)
            except ValueError:
                span, after = self._broken(text, at)
            if span:
                spans.append((at, after, text[at:after].translate(_LINE_ENDS)))
            at = after

    def _next(self, text: str, at: int) -> tuple[bool, int]:
        """Whether what stands at a place is a record, and where to go on."""
        first = text[at]
        if first == "[":
            return self._array(text, at)
        if first == '"':
            return self._text(text, at)
        if first == "{":
            value, end = _value(text, at)
            opened = isinstance(value, dict) and _holds_records(value)
            return (False, at + 1) if opened else (True, end)
        scalar = _SCALAR.match(text, at)
        if scalar is None:
            raise ValueError
        return False, scalar.end()

    def _array(self, text: str, at: int) -> tuple[bool, int]:
        inner = text[at + 1 : at + 256].lstrip()
        if not inner:
            raise _Unfinished
        if self._depth and inner[0] not in "[{]":  # a list of values
            value, end = _value(text, at)
            return isinstance(value, list) and any(isinstance(one, str) for one in value), end
        self._depth += 1
        return False, at + 1

    @staticmethod
    def _text(text: str, at: int) -> tuple[bool, int]:
        """A line by itself, or a key with its value."""
        key, end = _value(text, at)
        behind = text[end : end + 256].lstrip()
        if not behind:
            raise _Unfinished
        if not behind.startswith(":"):
            return True, end
        start = text.index(":", end) + 1
        start += len(text[start : start + 256]) - len(text[start : start + 256].lstrip())
        if start >= len(text):
            raise _Unfinished
        if key in _HOLDERS and text[start] in "[{":
            return False, start + (text[start] == "{")
        _, end = _value(text, start)
        return False, end

    @staticmethod
    def _broken(text: str, at: int) -> tuple[bool, int]:
        """An object that is too long for a record may hold some; of anything else its line is shown as it is."""
        if text[at] == "{" and _HOLDER.search(text, at, at + _WINDOW):
            return False, at + 1
        end = text.find("\n", at)
        return True, len(text) if end < 0 else end


def is_document(head: str) -> bool:
    """Whether text that begins like this is a document, rather than one JSON object a line."""
    text = head.lstrip("\ufeff \t\r\n\x1e")
    if text.startswith("["):
        return re.match(r"\[\s*(?:\{\s*[\"}]|\[\s*[\"\[{]|\"(?:[^\"\\]|\\.)*\"\s*,\s*\")", text) is not None
    if not re.match(r'\{\s*"', text):
        return False
    line = text.partition("\n")[0].rstrip("\r \t")
    try:
        value, end = _value(line, 0)
    except (_Unfinished, ValueError):
        return _goes_on(text, line)
    rest = line[end:].strip()
    return rest in (",", ",]") or (not rest and isinstance(value, dict) and _holds_records(value))


def _goes_on(text: str, line: str) -> bool:
    """Whether an object goes on behind its first line."""
    if "\n" not in text:
        return len(text) > _WINDOW // 16 and _HOLDER.search(text) is not None
    if line.endswith("}") and line != "{}":
        return False
    try:
        _value(text, 0)
    except _Unfinished:
        return True
    except ValueError:
        return False
    return True
