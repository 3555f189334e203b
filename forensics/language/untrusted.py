r"""The exits for text that came from a log or a document: escaped for each place it may go.

HTML goes through jinja2's autoescape and JSON through `json.dumps`; the other exits are here.
Escapes are reversible: backslash is doubled (CPython gh-100038), everything else that could act
is written as `\xHH` or `\uHHHH` (counting.md 2b.5).
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["escape", "for_csv", "for_markdown", "for_terminal", "from_bytes"]

#: C0, DEL, C1, line separators, lone surrogates, bidirectional controls, everything that Unicode calls a format
#: character, and whatever else is drawn as nothing (Default_Ignorable_Code_Point: fillers, selectors, joiners).
_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\\\\]"
)
#: Marks that are drawn over or under the letter before them, each beyond the last: the seventh in a row and those
#: behind it, which no script needs, and which would lie over what others wrote.
_PILED = re.compile(
    "[{0}](?<=[{0}]{{7}})".format(
        "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0730-\u074a\u0900-\u0903"
        "\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ebc\u0ec8-\u0ecd\u0f71-\u0f84\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0"
        "\u302a-\u302f\u3099\u309a\ua66f-\ua67d\ufe20-\ufe2f"
    )
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
#: Where a cell begins for a spreadsheet that takes semicolons for what stands between cells, as in much of Europe:
#: quotes that do not begin a cell are no quotes to it.
_NEXT_CELL = re.compile(r';(?=[\s"]*(\S))')
#: What Markdown acts on anywhere, and at the start of a line; and what makes a link of an address without marks.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&$]|^\s*(?:[#+=-]|\d+[.)])|:(?=//)|(?<=[wW]{3})\.")


def escape(match: re.Match[str]) -> str:
    """The one character that was matched, as an escape."""
    char = match.group()
    if char == "\\":
        return "\\\\"
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _backslash(match: re.Match[str]) -> str:
    return f"{match.group()[:-1]}\\{match.group()[-1]}"


def from_bytes(raw: bytes) -> str:
    """Original bytes as text: UTF-8, with every byte that is not UTF-8 as a lone surrogate (PEP 383)."""
    return raw.decode("utf-8", "surrogateescape")


def for_terminal(text: str) -> str:
    """Text that no terminal acts on: controls, bidi and zero-width characters shown as escapes."""
    shown = _ACTIVE.sub(escape, text)
    return shown if shown.isascii() else _PILED.sub(escape, shown)


def for_csv(text: str) -> str:
    """Text that no spreadsheet takes for a formula: controls escaped, then a leading ' where needed
    (OWASP CSV injection; NFKC first, so that a full-width equals sign is caught), and a semicolon that another
    spreadsheet would begin a formula behind."""
    safe = for_terminal(text)
    if ";" in safe:
        safe = _NEXT_CELL.sub(lambda found: r"\x3b" if _begins_formula(found[1]) else ";", safe)
    return "'" + safe if _begins_formula(safe.lstrip()[:1]) or text.startswith(_FORMULA) else safe


def _begins_formula(char: str) -> bool:
    return unicodedata.normalize("NFKC", char).startswith(_FORMULA)


def for_markdown(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKDOWN.sub(_backslash, for_terminal(text))
