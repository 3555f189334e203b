r"""From a leaked file to a cheap superset pattern over lines, and the exact test on the path.

Cheap superset first, exact judgement second: `superset` finds every line that could name the file
in any spelling a server resolves (plain, percent-encoded, \\xHH, double-encoded, any case), `match`
decides on the decoded, normalised path. A name in a query or a referer never matches.
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

__all__ = ["SMALLEST_TWIN", "match", "names", "resolve_path", "superset"]

#: Below this size other files of the same size are too common to be called twins.
SMALLEST_TWIN = 4096

#: A name cut off at the end of a line is recognised from this many characters on.
_SHORTEST_PREFIX = 4

_NOT_ASCII = r"(?:[^\x00-\x7f]|\x1a|%(?:25)*[89A-F][0-9A-F]|\\+x[89A-F][0-9A-F]|\\+u[0-9A-F]{4})"


def _spellings(char: str) -> str:
    """A pattern for every way a log can spell one character of a path."""
    if ord(char) > 0x7F:
        plain = unicodedata.normalize("NFD", char)[0]
        base = f"(?:{_spellings(plain)})?" if ord(plain) < 0x80 else ""
        return f"{base}{_NOT_ASCII}{{1,8}}"
    code = f"{ord(char):02X}"
    literal = re.escape(char)
    blank = r"|\+" if char == " " else ""
    return rf"(?:{literal}{blank}|%(?:25)*{code}|\\+x{code}|\\+u00{code})"


def _literal(text: str) -> str:
    return "".join(_spellings(char) for char in text)


def _cut_at_line_end(name: str) -> str:
    """A pattern for the beginning of `name` where the line ends: a line cut by a rotation."""
    shortest = max(_SHORTEST_PREFIX, len(name) // 2)
    if len(name) <= shortest:
        return ""
    tail = ""
    for char in reversed(name[shortest:-1]):
        tail = f"(?:{_spellings(char)}{tail})?"
    return f"|{_literal(name[:shortest])}{tail}$"


def _needles(file: LeakedFile) -> tuple[str, ...]:
    """The literal pieces of which a line must hold one to name the file."""
    if not file.paths:
        return (file.name,)
    pieces = []
    for path in file.paths:
        segment = path.partition("?")[0].rstrip("/").rpartition("/")[2]
        pieces.append(max(re.split(r"[*\[\]]", segment), key=len) or segment)
    return tuple(dict.fromkeys((file.name, *pieces)))


def names(files: Sequence[LeakedFile]) -> str:
    """A pattern (Rust and Python regex) that finds every line that could name one of the files."""
    needles = dict.fromkeys(needle for file in files for needle in _needles(file))
    return "(?i:" + "|".join(_literal(needle) + _cut_at_line_end(needle) for needle in needles) + ")"


def superset(files: Sequence[LeakedFile]) -> str:
    """`names`, and every line that holds the size of a file as a number of its own (size twins)."""
    sizes = dict.fromkeys(version.size for file in files for version in file.versions if version.size >= SMALLEST_TWIN)
    twins = "".join(rf"|(?-u:\b){size}(?-u:\b)" for size in sizes)
    return names(files) + twins


# ---- the exact test -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rules:
    """How one kind of server resolves a path (measured; counting.md section 2)."""

    any_case: bool
    encoded_slash: bool  # %2f is a path separator
    lenient: bool  # backslash as slash, trailing dots and blanks dropped (Windows)


_SERVERS = {
    "apache": _Rules(any_case=False, encoded_slash=False, lenient=False),
    "nginx": _Rules(any_case=False, encoded_slash=True, lenient=False),
    "iis": _Rules(any_case=True, encoded_slash=True, lenient=True),
}
#: A server we do not know: what either Apache or nginx resolves; status and size decide the rest.
_UNKNOWN = _Rules(any_case=False, encoded_slash=True, lenient=False)
#: What any server might resolve; matches only this way are "variant".
_ANY = _Rules(any_case=True, encoded_slash=True, lenient=True)


def _decode(raw: str) -> str:
    octets = unquote_to_bytes(raw)
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        return octets.decode("latin-1")


def _fold(text: str, rules: _Rules) -> str:
    text = unicodedata.normalize("NFC", text)
    return text.casefold() if rules.any_case else text


def _normalise(raw: str, rules: _Rules) -> str:
    if not rules.encoded_slash:
        raw = re.sub("%2f", "%252f", raw, flags=re.IGNORECASE)
    path = _decode(raw)
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
    """target, variant, or None for one request; see schema.MATCH_KINDS."""
    if file.hosts and host is not None and host not in file.hosts:
        return None
    if _names_file(file, path, query, _SERVERS.get(server or "", _UNKNOWN)):
        return "target"
    # Matrix parameters (;jsessionid=1) and double encoding: some servers resolve them, most do not.
    loose = re.sub(r";[^/]*", "", path)
    if any(_names_file(file, p, query, _ANY) for p in (path, loose, _decode(path))):
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


def match(table: pl.DataFrame, files: Sequence[LeakedFile], *, server: str | None) -> pl.DataFrame:
    """Columns `file` and `match` for parsed lines (PARSED columns and `line`, original bytes).

    `file` is null where a line only holds a file's size as some number: it is no evidence of
    anything. A line that holds the name elsewhere than in its path is `match` "other".
    """
    files_of: list[str | None] = []
    kinds: list[str | None] = []
    finders = [(file, re.compile(names([file]))) for file in files]
    columns = table.select("path", "query", "host", "status", "body_bytes", "planned_bytes", "line")
    for path, query, host, status, body, planned, line in columns.iter_rows():
        found, kind = None, None
        if path is not None:
            hits = [(f, k) for f in files if (k := _kind(f, path, query, host, server))]
            hits.sort(key=lambda hit: hit[1] != "target")
            if hits:
                found, kind = hits[0][0].name, hits[0][1]
        if found is None:
            size = body if body is not None else planned
            for file, finder in finders:
                if path is not None and _twin(size, status, file):
                    found, kind = file.name, "cleared" if _cleared(file, path, server) else "twin"
                    break
                if finder.search(line.decode("utf-8", "replace")):
                    found, kind = file.name, "other"
                    break
        files_of.append(found)
        kinds.append(kind)
    return pl.DataFrame({"file": files_of, "match": kinds}, schema={"file": pl.String, "match": pl.String})
