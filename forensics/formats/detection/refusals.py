"""Lines that are no requests, told one by one: those of FTP, of a firewall, of an error log.

A log can hold them among its requests, as the streams of a container do, so they never decide what the
other lines of a log are; and no line that looks like one is read as a request.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import polars as pl

from forensics.formats.declared.presets import registry
from forensics.formats.format import Format
from forensics.formats.reading import could_read, matches
from forensics.model.schema import absent

__all__ = ["METHODS", "closing", "is_error_log", "refusals", "refused_by"]

#: Methods with which web servers are asked: a line with one of them is a request (RFC 9110, WebDAV, RFC 5789).
METHODS = (
    *("GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"),
    *("PROPFIND", "PROPPATCH", "MKCOL", "COPY", "MOVE", "LOCK", "UNLOCK", "REPORT", "SEARCH"),
)
_ERRORS = "Error logs"
#: So few lines are looked through for a format's fixed texts sooner than its pattern is compiled.
_FEW = 500


@functools.cache
def refusals() -> tuple[Format, ...]:
    """The formats whose lines are recognised and never read."""
    return tuple(fmt for fmt in registry() if fmt.refused)


def refused_by(lines: pl.Series, formats: Sequence[Format], headings: pl.Series) -> pl.Series:
    """The name of the refused format that each line is in; null for any other line."""
    found = absent(len(lines), pl.String)
    texts = lines.drop_nulls().to_list() if len(lines) <= _FEW else None
    for fmt in formats:
        if texts is not None and not could_read(fmt, texts):
            continue
        places = found.is_null().arg_true()
        if not len(places):
            break
        hits = places.filter(matches(fmt, lines.gather(places), headings=headings.gather(places)))
        found = found.scatter(hits, fmt.name) if len(hits) else found
    return found


@functools.cache
def closing(name: str) -> str | None:
    """The format of the lines that end what the lines of this one begin, and hold all of it; None for any other."""
    return next((fmt.closed_by for fmt in refusals() if fmt.name == name), None) or None


@functools.cache
def is_error_log(name: str | None) -> bool:
    """Whether a format is that of an error log, which holds no delivery (counting.md 4b.7)."""
    return any(fmt.name == name and fmt.family == _ERRORS for fmt in refusals())
