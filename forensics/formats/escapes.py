r"""What Apache and nginx write for bytes that would break a line, undone.

Apache: `\"`, `\\`, `\n`, `\t` and the like, `\xHH`. nginx: `\xHH`, or JSON's with escape=json.
"""

from __future__ import annotations

import re

import polars as pl

__all__ = ["undo", "undone"]

_ESCAPE = re.compile(r"((?:\\x[0-9A-Fa-f]{2})+)|\\u([0-9A-Fa-f]{4})|\\(.)", re.DOTALL)
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def undo(text: str) -> str:
    r"""The text that was escaped; a run of `\xHH` is read as UTF-8 if it is that, else as Latin-1."""
    return _ESCAPE.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    run, unicode, char = match.groups()
    if run:
        raw = bytes.fromhex(run.replace("\\x", ""))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("latin-1")
    if unicode:
        code = int(unicode, 16)
        return "\ufffd" if 0xD800 <= code < 0xE000 else chr(code)
    return _CONTROLS.get(char, char)


def undone(texts: pl.Series) -> pl.Series:
    """The same Series with every escape undone; only distinct values that hold one are touched."""
    escaped = texts.filter(texts.str.contains("\\", literal=True)).unique().to_list()
    if not escaped:
        return texts
    return texts.replace(escaped, [undo(text) for text in escaped])
