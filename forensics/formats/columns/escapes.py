r"""What Apache and nginx write for bytes that would break a line, undone.

Apache: `\"`, `\\`, `\n`, `\t` and the like, `\xHH`. nginx: `\xHH`, or JSON's with escape=json.
HAProxy: `#HH`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

import polars as pl

__all__ = ["undo", "undone"]

_ESCAPE = re.compile(r"((?:\\x[0-9A-Fa-f]{2})+)|\\u([0-9A-Fa-f]{4})|\\(.)", re.DOTALL)
_HASH = re.compile("(?:#[0-9A-Fa-f]{2})+")
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def undo(text: str) -> str:
    r"""The text that was escaped; a run of `\xHH` is read as UTF-8 if it is that, else as Latin-1."""
    return _ESCAPE.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    run, unicode, char = match.groups()
    if run:
        return _decoded(run.replace("\\x", ""))
    if unicode:
        code = int(unicode, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _CONTROLS.get(char, char)


def _decoded(digits: str) -> str:
    raw = bytes.fromhex(digits)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _undo_hash(text: str) -> str:
    return _HASH.sub(lambda match: _decoded(match.group().replace("#", "")), text)


def _undo_percents(text: str) -> str:
    """Percent escapes undone once, and once more where what they hid was escaped as well."""
    once = unquote(text)
    return unquote(once) if "%20" in once and " " not in once else once


#: What marks an escape, and how it is undone.
_KINDS: dict[str, tuple[str, Callable[[str], str]]] = {
    "backslash": ("\\", undo),
    "hash": ("#", _undo_hash),
    "percent": ("%", unquote),
    "html": ("&", unescape),
    "percents": ("%", _undo_percents),
}


def undone(texts: pl.Series, kind: str = "backslash") -> pl.Series:
    """The same Series with every escape of that kind undone; only distinct values that hold one are
    touched. Percent escapes are those that a server has put around a whole field."""
    mark, undo_one = _KINDS[kind]
    escaped = texts.filter(texts.str.contains(mark, literal=True)).unique().to_list()
    if not escaped:
        return texts
    return texts.replace(escaped, [undo_one(text) for text in escaped])
