"""The exact test on the path of a request: which file it names, and how.

`match` decides on the decoded, normalised path. A name in a query or a referer never matches.
"""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import parse_qsl

import polars as pl

from forensics.model import LeakedFile
from forensics.scan.file_index import asked, file_index, is_twin
from forensics.scan.hosts import ELSEWHERE, settled
from forensics.scan.server_rules import ANY, Rules, fold, loose, normalise, plain, resolve_path, rules_of

__all__ = ["match", "resolve_path"]


def _query_holds(wanted: str, query: str | None) -> bool:
    have = parse_qsl(query or "", keep_blank_values=True)
    return all(pair in have for pair in parse_qsl(wanted, keep_blank_values=True))


def _names_file(file: LeakedFile, raw_path: str, query: str | None, rules: Rules) -> bool:
    path = normalise(raw_path, rules)
    if not file.paths:
        return path.rpartition("/")[2] == fold(file.name, rules)
    for target in file.paths:
        wanted, _, identity = target.partition("?")
        # A declared path may be written as a browser shows it or percent-encoded.
        spellings = {normalise(wanted, rules), fold(wanted, rules)}
        hit = path in spellings or any(fnmatchcase(path, spelling) for spelling in spellings)
        if hit and _query_holds(identity, query):
            return True
    return False


@lru_cache(maxsize=65536)
def _kind(file: LeakedFile, path: str, query: str | None, host: str | None, server: str | None) -> str | None:
    """target, variant, elsewhere (as one of both, but at another host), or None for one request."""
    if file.hosts and host is not None and host not in file.hosts:
        return None if _kind(file, path, query, None, server) is None else ELSEWHERE
    rules = rules_of(server)
    if any(_names_file(file, one, query, rules) for one in rules.read(path)):
        return "target"
    if any(_names_file(file, spelling, query, ANY) for spelling in loose(path)):
        return "variant"
    return None


def _cleared(file: LeakedFile, path: str, server: str | None) -> bool:
    resolved = resolve_path(path, server)
    return any(
        resolved in (resolve_path(other, server), other) or fnmatchcase(resolved, other) for other in file.other_paths
    )


def _asks_for(file: LeakedFile, query: str | None) -> bool:
    """A value of the query is the file's name, or a path that ends in it: a script may have delivered it."""
    return fold(file.name, ANY) in asked(query)


def _holds(line: bytes, file: LeakedFile) -> bool:
    """The name stands somewhere in the line, in any spelling."""
    name = plain(file.name.encode())[0]
    return any(name in text for text in plain(line))


def match(table: pl.DataFrame, files: Sequence[LeakedFile], *, server: str | None) -> pl.DataFrame:
    """Columns `file` and `match` for parsed lines (PARSED columns and `line`, original bytes).

    `file` is null where a line only holds a file's size as some number: it is no evidence of
    anything. A line that holds the name elsewhere than in its path is `match` "other", or "query" if a value of
    its query is that name.
    """
    files_of: list[str | None] = []
    kinds: list[str | None] = []
    index = file_index(tuple(files))
    columns = table.select("path", "query", "host", "status", "body_bytes", "planned_bytes", "line", "target")
    for path, query, host, status, body, planned, line, target in columns.iter_rows():
        found, kind = None, None
        if path is not None:
            kinds_of = ((f, _kind(f, path, query, host, server)) for f in index.at(path, server))
            hits = [(f, k) for f, named in kinds_of if (k := settled(named, f, target, status))]
            if hits := sorted(hits, key=lambda hit: hit[1] != "target"):
                found, kind = hits[0][0].name, hits[0][1]
        if found is None:
            size = body if body is not None else planned
            for file in index.beside(path, query, (size, status), line):
                if path is not None and _asks_for(file, query):
                    found, kind = file.name, "cleared" if _cleared(file, path, server) else "query"
                    break
                if path is not None and is_twin(size, status, file):
                    found, kind = file.name, "cleared" if _cleared(file, path, server) else "twin"
                    break
                if _holds(line, file):
                    found, kind = file.name, "other"
                    break
        files_of.append(found)
        kinds.append(kind)
    return pl.DataFrame({"file": files_of, "match": kinds}, schema={"file": pl.String, "match": pl.String})
