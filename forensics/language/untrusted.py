r"""The exits for text that came from a log or a document: escaped for each place it may go.

HTML goes through jinja2's autoescape and JSON through `json.dumps`; the other exits are here.
Escapes are reversible: backslash is doubled (CPython gh-100038), everything else that could act
is written as `\xHH` or `\uHHHH` (counting.md 2b.5).
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["escape", "for_csv", "for_markdown", "for_terminal", "from_bytes"]

#: C0, DEL, C1, line separators, zero-width and bidirectional controls, lone surrogates, and
#: everything that Unicode calls a format character.
_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f\\\\]"
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
#: What Markdown acts on anywhere, and at the start of a line.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>|~&$]|^\s*(?:[#+=-]|\d+[.)])")


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
    return _ACTIVE.sub(escape, text)


def for_csv(text: str) -> str:
    """Text that no spreadsheet takes for a formula: controls escaped, then a leading ' where needed
    (OWASP CSV injection; NFKC first, so that a full-width equals sign is caught)."""
    safe = _ACTIVE.sub(escape, text)
    head = unicodedata.normalize("NFKC", safe.lstrip()[:1])
    return "'" + safe if head.startswith(_FORMULA) or text.startswith(_FORMULA) else safe


def for_markdown(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKDOWN.sub(_backslash, _ACTIVE.sub(escape, text))
