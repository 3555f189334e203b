"""A TOML file a person wrote -> its bytes, text and content, or what is wrong in which line."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from forensics.errors import Problem, SourceError
from forensics.tomlfile.kind import FileKind

__all__ = ["Document", "read_document"]

_LARGEST = 16 * 1024 * 1024  # what is larger is a log, given by mistake
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_AS_UTF8 = "save the file with the encoding UTF-8"
_NO_SECONDS = re.compile(r"=\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)(?!:)")

#: tomllib's words for the likeliest slips (the same from 3.11 on), what they mean, and what to write: "" stands for
#: what is usual in the kind of file.
_SLIPS = (
    (
        "Unescaped '\\' in a string",
        "a backslash in double quotes starts an escape; write the text in single quotes",
        r"path = 'C:\logs\access.log'",
    ),
    (
        "Invalid hex value",
        "a backslash in double quotes starts an escape; write the text in single quotes",
        r"path = 'C:\Users\logs\access.log'",
    ),
    ("Illegal character '\\n'", "a text is not closed by its quote", ""),
    ("Unterminated string", "a text is not closed by its quote", ""),
    ("Invalid value", "the value is no TOML value; text needs quotes", ""),
    ("Cannot overwrite a value", "a key or a table stands twice", "one line for each key"),
    ("Cannot declare", "the table is opened twice; a second entry needs two brackets", "[[windows]]"),
    ("Invalid date or datetime", "the calendar or the clock has no such time", "2020-06-08T09:00:00"),
)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it lies, as text, and what it says."""

    raw: bytes
    text: str
    content: Mapping[str, Any]


def read_document(path: Path, kind: FileKind[Any]) -> Document:
    """The file of that kind.

    Raises SourceError if it cannot be read, the error of its kind with the line if it is not UTF-8 or not TOML.
    A byte order mark, which some editors write, is passed over.
    """
    raw = _bytes(path, kind)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            reason = "this is UTF-16, as `>` of Windows PowerShell and Notepad's Unicode write it"
            raise kind.refuse(str(path), [Problem("line 1", reason, _AS_UTF8)]) from None
        line = raw.count(b"\n", 0, error.start) + 1
        reason = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        problem = Problem(f"line {line}", reason, _AS_UTF8)
        raise kind.refuse(str(path), [problem]) from None
    try:
        return Document(raw, text, tomllib.loads(text))
    except RecursionError:
        problem = Problem("the file", "its values lie in each other too deep", "a list within a few others")
        raise kind.refuse(str(path), [problem]) from None
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise kind.refuse(str(path), [_slip(str(error), text, kind)]) from None


def _bytes(path: Path, kind: FileKind[Any]) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        reason = "is a folder" if path.is_dir() else error.strerror or "cannot be opened"
        raise SourceError(reason, where=str(path), hint=kind.hint) from None
    if len(raw) > _LARGEST:
        raise SourceError(f"is too large for {kind.name}", where=str(path), hint="is it a log?")
    return raw


def _slip(message: str, text: str, kind: FileKind[Any]) -> Problem:
    lines = text.splitlines() or [""]
    found = _PLACE.search(message)
    number = int(found[1]) if found and found[1] else len(lines)
    line = lines[min(number, len(lines)) - 1]
    if short := _NO_SECONDS.search(line):
        return Problem(f"line {number}", "a time needs its seconds", f"{short[1]}:00")
    for words, meaning, example in _SLIPS:
        if message.startswith(words):
            return Problem(f"line {number}", meaning, example or kind.usual)
    reason = f"this is not TOML: {_PLACE.sub('', message)}"
    return Problem(f"line {number}", reason, 'key = "text", or a [table]')
