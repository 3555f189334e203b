"""The tables of requests and downloads with the columns that a level shows; the others stand there empty."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import unquote

import polars as pl

from forensics.model import Case
from forensics.model.schema import DOWNLOAD, LABELLED, check
from forensics.report.disclosure.fields import CLEAN, LABEL, OWN, SHOWN, WORD, shown_as
from forensics.report.disclosure.parts import Level

__all__ = ["shown_table"]

#: Words of RFC 9110, 5789, 4918 and 3253, and of IANA's registry of codings; anything else a client may have made up.
_WORDS = {
    "method": [
        *("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"),
        *("PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH"),
    ],
    "protocol": ["HTTP/0.9", "HTTP/1.0", "HTTP/1.1", "HTTP/2", "HTTP/2.0", "HTTP/3", "HTTP/3.0"],
    "encoding": ["gzip", "x-gzip", "br", "deflate", "zstd", "compress", "identity"],
}


#: Columns of names that we made.
_IDS = ("row", "source", "download")


def shown_table(name: str, table: pl.DataFrame, case: Case, level: Level) -> pl.DataFrame:
    """The table "requests" or "downloads" as LABELLED or DOWNLOAD, null where the level shows nothing."""
    schema = LABELLED if name == "requests" else DOWNLOAD
    own = {"path": _own_paths(case), "host": _own_hosts(case)}
    made = []
    for column, kind in schema.items():
        how = shown_as(name, column, level.name)
        if how == SHOWN or (how == LABEL and level.full):
            made.append(_masked(column, kind, level))
        elif how == LABEL:
            made.append(_replaced(table, column, lambda client: str(level.labels[client])))
        elif how == OWN:
            made.append(_replaced(table, column, own[column]))
        elif how == CLEAN:
            made.append(_replaced(table, column, level.clean))
        elif how == WORD:
            made.append(pl.when(pl.col(column).is_in(_WORDS[column])).then(pl.col(column)).alias(column))
        else:
            made.append(pl.lit(None, kind).alias(column))
    return check(table.select(made), schema)


def _masked(column: str, kind: pl.DataType | type[pl.DataType], level: Level) -> pl.Expr:
    """The column as it is, but for names of files, windows and parties that are masked."""
    if kind != pl.String or not level.masks or column in _IDS:
        return pl.col(column)
    return pl.col(column).replace(dict(level.masks))


def _replaced(table: pl.DataFrame, column: str, by: Callable[[str], str | None]) -> pl.Expr:
    """The column with each distinct text looked up once; null stays null."""
    texts = table[column].drop_nulls().unique().to_list()
    return pl.col(column).replace_strict(texts, [by(text) for text in texts], default=None, return_dtype=pl.String)


def _own_paths(case: Case) -> Callable[[str], str | None]:
    """From a path as logged to the path of the case that it spells, as the case writes it and without its query."""
    written = [path.partition("?")[0] for file in case.files for path in (*file.paths, *file.other_paths)]
    known = {_resolved(path): path for path in reversed(written)}
    return lambda path: known.get(_resolved(path))


def _own_hosts(case: Case) -> Callable[[str], str | None]:
    """From a host as logged to the same, if the case names it."""
    named = {host.casefold() for file in case.files for host in file.hosts}
    named |= {log.host.casefold() for log in case.logs if log.host}
    return lambda host: host if host.casefold() in named else None


def _resolved(path: str) -> str:
    """Percent signs decoded and doubled slashes one: the commonest of a path's spellings."""
    return re.sub("/{2,}", "/", unquote(path))
