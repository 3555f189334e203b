"""How servers resolve a path, and what text stands in a line whatever way it was escaped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from forensics.scan.spellings import decode

__all__ = ["ANY", "Rules", "fold", "loose", "normalise", "plain", "resolve_path", "rules_of"]

_LOG_ESCAPE = re.compile(rb"\\{1,4}(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))")
#: So often a URL may have been encoded, and a line wrapped.
_LAYERS = 5


@dataclass(frozen=True, slots=True)
class Rules:
    """How one kind of server resolves a path (measured; counting.md section 2)."""

    any_case: bool
    encoded_slash: bool  # %2f is a path separator
    lenient: bool  # backslash as slash, trailing dots and blanks dropped (Windows)
    plus: bool = False  # its log writes a blank as "+"; a true plus sign is refused by default (404.11)

    def read(self, path: str) -> tuple[str, ...]:
        """A path of a log of such a server, as it was asked for."""
        return (path, path.replace("+", " ")) if self.plus else (path,)


_SERVERS = {
    "apache": Rules(any_case=False, encoded_slash=False, lenient=False),
    "nginx": Rules(any_case=False, encoded_slash=True, lenient=False),
    "iis": Rules(any_case=True, encoded_slash=True, lenient=True, plus=True),
}
#: A server we do not know: what either Apache or nginx resolves; status and size decide the rest.
_UNKNOWN = Rules(any_case=False, encoded_slash=True, lenient=False)
#: What any server might resolve; matches only this way are "variant".
ANY = Rules(any_case=True, encoded_slash=True, lenient=True)


def rules_of(server: str | None) -> Rules:
    """Those of a kind of server; of one that is not known, those of either Apache or nginx."""
    return _SERVERS.get(server or "", _UNKNOWN)


def fold(text: str, rules: Rules) -> str:
    """A text in NFC, for servers that tell no case apart without it."""
    text = unicodedata.normalize("NFC", text)
    return text.casefold() if rules.any_case else text


def normalise(raw: str, rules: Rules) -> str:
    """The path as a server of this kind resolves it."""
    if not rules.encoded_slash:
        raw = re.sub("%2f", "%252f", raw, flags=re.IGNORECASE)
    path = decode(raw)
    if rules.lenient:
        path = path.replace("\\", "/")
    segments: list[str] = []
    for segment in path.split("/"):
        if segment in ("", "."):
            continue
        if segment == "..":
            del segments[-1:]
            continue
        segments.append(segment.rstrip(". ") if rules.lenient else segment)
    return fold("/" + "/".join(segments), rules)


@lru_cache(maxsize=65536)
def resolve_path(raw: str, server: str | None) -> str:
    """The path as the server resolves it: decoded once, slashes merged, dot segments removed, NFC.

    `server` is "apache", "nginx", "iis" or None (not known). A trailing slash is not kept: both
    servers answer "/file/" with 404, so the status decides.
    """
    return normalise(raw, rules_of(server))


def loose(path: str) -> tuple[str, ...]:
    """Spellings that some servers resolve, most do not: matrix parameters (;jsessionid=1), double encoding, + for a
    blank."""
    return path, re.sub(r";[^/]*", "", path), decode(path), path.replace("+", " ")


def _octets(found: re.Match[bytes]) -> bytes:
    code = chr(int(found[1] or found[2], 16))
    return code.encode("latin-1") if found[1] else code.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1024)
def plain(raw: bytes) -> tuple[str, str]:
    """Text for comparison, by UTF-8 and by Latin-1: every escape of a log and of a URL undone, any case alike."""
    for _ in range(_LAYERS):
        before, raw = raw, unquote_to_bytes(_LOG_ESCAPE.sub(_octets, raw))
        if raw == before:
            break
    raw = raw.replace(b"+", b" ").replace(b"\\", b"")
    return fold(raw.decode("utf-8", "replace"), ANY), fold(raw.decode("latin-1"), ANY)
