"""The exact test on the path of a request: which file it names, and how.

`match` decides on the decoded, normalised path. A name in a query or a referer never matches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import parse_qsl, unquote_to_bytes

import polars as pl

from forensics.model import LeakedFile
from forensics.scan.hosts import ELSEWHERE, settled
from forensics.scan.spellings import SMALLEST_TWIN, decode

__all__ = ["match", "resolve_path"]

_LOG_ESCAPE = re.compile(rb"\\{1,4}(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4}))")
#: So often a URL may have been encoded, and a line wrapped.
_LAYERS = 5


@dataclass(frozen=True, slots=True)
class _Rules:
    """How one kind of server resolves a path (measured; counting.md section 2)."""

    any_case: bool
    encoded_slash: bool  # %2f is a path separator
    lenient: bool  # backslash as slash, trailing dots and blanks dropped (Windows)
    plus: bool = False  # its log writes a blank as "+"; a true plus sign is refused by default (404.11)


_SERVERS = {
    "apache": _Rules(any_case=False, encoded_slash=False, lenient=False),
    "nginx": _Rules(any_case=False, encoded_slash=True, lenient=False),
    "iis": _Rules(any_case=True, encoded_slash=True, lenient=True, plus=True),
}
#: A server we do not know: what either Apache or nginx resolves; status and size decide the rest.
_UNKNOWN = _Rules(any_case=False, encoded_slash=True, lenient=False)
#: What any server might resolve; matches only this way are "variant".
_ANY = _Rules(any_case=True, encoded_slash=True, lenient=True)


def _fold(text: str, rules: _Rules) -> str:
    text = unicodedata.normalize("NFC", text)
    return text.casefold() if rules.any_case else text


def _normalise(raw: str, rules: _Rules) -> str:
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
    return _fold("/" + "/".join(segments), rules)


@lru_cache(maxsize=65536)
def resolve_path(raw: str, server: str | None) -> str:
    """The path as the server resolves it: decoded once, slashes merged, dot segments removed, NFC.

    `server` is "apache", "nginx", "iis" or None (not known). A trailing slash is not kept: both
    servers answer "/file/" with 404, so the status decides.
    """
    return _normalise(raw, _SERVERS.get(server or "", _UNKNOWN))


def _query_holds(wanted: str, query: str | None) -> bool:
    have = parse_qsl(query or "", keep_blank_values=True)
    return all(pair in have for pair in parse_qsl(wanted, keep_blank_values=True))


def _names_file(file: LeakedFile, raw_path: str, query: str | None, rules: _Rules) -> bool:
    path = _normalise(raw_path, rules)
    if not file.paths:
        return path.rpartition("/")[2] == _fold(file.name, rules)
    for target in file.paths:
        wanted, _, identity = target.partition("?")
        # A declared path may be written as a browser shows it or percent-encoded.
        spellings = {_normalise(wanted, rules), _fold(wanted, rules)}
        hit = path in spellings or any(fnmatchcase(path, spelling) for spelling in spellings)
        if hit and _query_holds(identity, query):
            return True
    return False


@lru_cache(maxsize=65536)
def _kind(file: LeakedFile, path: str, query: str | None, host: str | None, server: str | None) -> str | None:
    """target, variant, elsewhere (as one of both, but at another host), or None for one request."""
    if file.hosts and host is not None and host not in file.hosts:
        return None if _kind(file, path, query, None, server) is None else ELSEWHERE
    rules = _SERVERS.get(server or "", _UNKNOWN)
    blanks = path.replace("+", " ")
    if any(_names_file(file, one, query, rules) for one in (path, blanks if rules.plus else path)):
        return "target"
    # Matrix parameters (;jsessionid=1), double encoding, + for a blank: some servers resolve them, most do not.
    loose = (path, re.sub(r";[^/]*", "", path), decode(path), blanks)
    if any(_names_file(file, spelling, query, _ANY) for spelling in loose):
        return "variant"
    return None


def _cleared(file: LeakedFile, path: str, server: str | None) -> bool:
    resolved = resolve_path(path, server)
    return any(
        resolved in (resolve_path(other, server), other) or fnmatchcase(resolved, other) for other in file.other_paths
    )


def _twin(size: int | None, status: int | None, file: LeakedFile) -> bool:
    return status in (200, 206) and any(
        size == version.size for version in file.versions if version.size >= SMALLEST_TWIN
    )


def _octets(found: re.Match[bytes]) -> bytes:
    code = chr(int(found[1] or found[2], 16))
    return code.encode("latin-1") if found[1] else code.encode("utf-8", "surrogatepass")


@lru_cache(maxsize=1024)
def _plain(raw: bytes) -> tuple[str, str]:
    """Text for comparison, by UTF-8 and by Latin-1: every escape of a log and of a URL undone, any case alike."""
    for _ in range(_LAYERS):
        before, raw = raw, unquote_to_bytes(_LOG_ESCAPE.sub(_octets, raw))
        if raw == before:
            break
    raw = raw.replace(b"+", b" ").replace(b"\\", b"")
    return _fold(raw.decode("utf-8", "replace"), _ANY), _fold(raw.decode("latin-1"), _ANY)


def _asks_for(file: LeakedFile, query: str | None) -> bool:
    """A value of the query is the file's name, or a path that ends in it: a script may have delivered it."""
    name = _fold(file.name, _ANY)
    values = (value for _, value in parse_qsl(query or ""))
    return any(_fold(decode(value), _ANY).replace("\\", "/").rpartition("/")[2] == name for value in values)


def _holds(line: bytes, file: LeakedFile) -> bool:
    """The name stands somewhere in the line, in any spelling."""
    name = _plain(file.name.encode())[0]
    return any(name in text for text in _plain(line))


def match(table: pl.DataFrame, files: Sequence[LeakedFile], *, server: str | None) -> pl.DataFrame:
    """Columns `file` and `match` for parsed lines (PARSED columns and `line`, original bytes).

    `file` is null where a line only holds a file's size as some number: it is no evidence of
    anything. A line that holds the name elsewhere than in its path is `match` "other", or "query" if a value of
    its query is that name.
    """
    files_of: list[str | None] = []
    kinds: list[str | None] = []
    columns = table.select("path", "query", "host", "status", "body_bytes", "planned_bytes", "line", "target")
    for path, query, host, status, body, planned, line, target in columns.iter_rows():
        found, kind = None, None
        if path is not None:
            kinds_of = ((f, _kind(f, path, query, host, server)) for f in files)
            hits = [(f, k) for f, named in kinds_of if (k := settled(named, f, target, status))]
            if hits := sorted(hits, key=lambda hit: hit[1] != "target"):
                found, kind = hits[0][0].name, hits[0][1]
        if found is None:
            size = body if body is not None else planned
            for file in files:
                if path is not None and _asks_for(file, query):
                    found, kind = file.name, "cleared" if _cleared(file, path, server) else "query"
                    break
                if path is not None and _twin(size, status, file):
                    found, kind = file.name, "cleared" if _cleared(file, path, server) else "twin"
                    break
                if _holds(line, file):
                    found, kind = file.name, "other"
                    break
        files_of.append(found)
        kinds.append(kind)
    return pl.DataFrame({"file": files_of, "match": kinds}, schema={"file": pl.String, "match": pl.String})
