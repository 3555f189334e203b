r"""The spellings of a name in a log, as patterns: plain, percent-encoded, \\xHH, double-encoded, in any case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import parse_qsl, unquote_to_bytes

from forensics.model import LeakedFile

__all__ = ["LONGEST_NEEDLE", "SMALLEST_TWIN", "decode", "head", "names", "needle_pattern", "needles", "sizes"]

#: Below this size other files of the same size are too common to be called twins.
SMALLEST_TWIN = 4096
#: A name cut off at the end of a line is recognised from this many characters on.
_SHORTEST_PREFIX = 4
#: Of a longer name its beginning is sought: engines limit how deep and long a pattern may be.
LONGEST_NEEDLE = 64

#: "%" of an escape, also encoded again and again; the backslashes before an escape of a log, also
#: doubled by a wrapper. Bounded, so that a line full of them costs no more than any other.
_PERCENT, _BACKSLASH = "%(?:25){0,4}", r"\\{1,4}"
_HIGH = "[89A-F][0-9A-F]"
_NOT_ASCII = rf"(?:(?-i:[\x80-\U0010ffff])|\x1a|{_PERCENT}{_HIGH}|{_BACKSLASH}x{_HIGH}|{_BACKSLASH}u[0-9A-F]{{4}})"
#: An escape that the end of the line cut.
_CUT_ESCAPE = rf"(?:{_PERCENT}[0-9A-F]?|{_BACKSLASH}(?:x[0-9A-F]?|u[0-9A-F]{{0,3}})?)?"


def _spellings(char: str) -> str:
    """A pattern for every way a log can spell one ASCII character of a path."""
    code = f"{ord(char):02X}"
    plain = re.escape(char)
    if char == " ":
        plain += r"|\+"
    if char in '"\\':  # Apache and JSON put a backslash before them
        plain = rf"\\{{0,4}}{plain}"
    return rf"(?:{plain}|{_PERCENT}{code}|{_BACKSLASH}x{code}|{_BACKSLASH}u00{code})"


def _foreign(run: str) -> str:
    """A pattern for characters that are not ASCII, in any encoding: with accents as characters of
    their own (NFD), ASCII letters stand between them."""
    letters = sorted({char for char in unicodedata.normalize("NFD", run) if char.isascii()})
    plain = f"(?:{'|'.join(map(_spellings, letters))})?" if letters else ""
    return f"(?:{plain}{_NOT_ASCII})+"


def _units(text: str) -> list[str]:
    """Patterns for the parts of a text: one for each ASCII character, one for each run of others."""
    runs = re.findall(r"[\x00-\x7f]|[^\x00-\x7f]+", text)
    return [_spellings(run) if run.isascii() else _foreign(run) for run in runs]


def head(text: str) -> str:
    """The beginning of a text that every line must hold which names it, cut or not."""
    return text[: min(max(_SHORTEST_PREFIX, len(text) // 2), LONGEST_NEEDLE // 2)]


@lru_cache(maxsize=4096)
def needle_pattern(text: str) -> str:
    """A pattern for a text, or the beginning of a long one, or a beginning of it where the line ends:
    a line cut by a rotation."""
    units = _units(text[:LONGEST_NEEDLE])
    beginning = _units(head(text))
    cut = ""
    if len(beginning) < len(units):
        for unit in reversed(units[len(beginning) :]):
            cut = f"(?:{unit}{cut})?"
        cut = f"|{''.join(beginning)}{cut}{_CUT_ESCAPE}$"
    return "".join(units) + cut


def _literal(path: str) -> str:
    """The text that a request for a declared path must hold: of the query that identifies the file, else
    the literal part of the last segment that has one."""
    place, _, query = path.partition("?")
    if pairs := parse_qsl(query, keep_blank_values=True):
        return max((f"{key}={value}" if value else key for key, value in pairs), key=len)
    for segment in reversed(place.split("/")):
        if piece := max(re.split(r"\*|\[[^\]]*\]", segment), key=len):
            return decode(piece)  # a declared path may be written as a browser shows it or percent-encoded
    return "/"


def decode(raw: str) -> str:
    """The text that a part of a URL is, with its escapes undone once: UTF-8, else Latin-1."""
    octets = unquote_to_bytes(raw)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def needles(files: Sequence[LeakedFile]) -> tuple[str, ...]:
    """The texts (NFC) of which a line must hold one to name a file, each in any spelling."""
    texts = (text for file in files for text in (file.name, *map(_literal, file.paths)))
    return tuple(dict.fromkeys(unicodedata.normalize("NFC", text) for text in texts))


def sizes(files: Sequence[LeakedFile]) -> tuple[int, ...]:
    """The sizes of which a twin may have one."""
    known = (version.size for file in files for version in file.versions if version.size >= SMALLEST_TWIN)
    return tuple(dict.fromkeys(known))


def names(files: Sequence[LeakedFile]) -> str:
    """A pattern (Rust and Python regex) that finds every line that could name one of the files, which are few."""
    return "(?i:" + "|".join(map(needle_pattern, needles(files))) + ")"
