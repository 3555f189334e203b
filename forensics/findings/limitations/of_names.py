"""Limitations that lie in the name of a file: none of that name was seen, or a script was asked for it."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from forensics.findings.limitations.draft import Draft, Found
from forensics.findings.limitations.words import line_count, row_names
from forensics.language.statement import Statement, listed, state, state_many
from forensics.language.untrusted import for_terminal
from forensics.model import FileFindings, SourceReport

__all__ = ["name_decoded", "name_not_seen", "script_query"]

#: A log of which a smaller share was read is not understood.
_READ = 0.9
_DIFFERENCES = {
    "same": state("so written, but not as what was asked for"),
    "pattern": state("fits it as a pattern"),
    "spelling": state("other capitals, blanks or hyphens"),
    "ending": state("another extension"),
    "part": state("the one is part of the other"),
    "typing": state("a letter or two differ"),
}


def name_decoded(draft: Draft) -> Iterator[Found]:
    """Names that were given as a URL writes them."""
    for file in draft.case.files:
        if file.written:
            text = state("“{written}” was taken as “{file}”, as a browser would", written=file.written, file=file.name)
            yield Found(text)


def script_query(draft: Draft) -> Iterator[Found]:
    """Scripts that were asked for the file."""
    for file, rows in draft.asked_for():
        asked = rows.filter(pl.col("match") == "query", pl.col("verdict") == "indeterminate")
        if asked.height:
            text = state(
                "“{file}”: {requests} asked a script for it and may have got it: {rows}; if the script delivers the"
                " file, list under paths: {paths}",
                file=file.name,
                requests=state_many("{count} request", "{count} requests", asked.height),
                rows=row_names(asked),
                paths=listed(tuple(sorted(set(asked["target"].drop_nulls().map_elements(for_terminal, pl.String))))),
            )
            yield Found(text, incomplete=not file.named)


def name_not_seen(draft: Draft) -> Iterator[Found]:
    """That no line names the file, with names close to it."""
    unread = [source for source in draft.sources if not _understood(source)]
    for file in draft.files:
        if not file.named:
            yield Found(_not_seen(file, unread), incomplete=bool(file.near_names or unread))


def _not_seen(file: FileFindings, unread: list[SourceReport]) -> Statement:
    if file.near_names:
        near = tuple(
            state(
                "“{name}” ({lines}, {difference})",
                name=for_terminal(name.name),
                lines=line_count(name.lines),
                difference=_DIFFERENCES[name.difference],
            )
            for name in file.near_names
        )
        return state("“{file}”: no line names it; close to it: {names}", file=file.name, names=listed(near))
    if unread:
        return state(
            "“{file}”: no line names it, and these logs could not be read in large part: {logs}",
            file=file.name,
            logs=listed(tuple(map(_share, unread))),
        )
    return state("“{file}”: no line names it, nor a name close to it", file=file.name)


def _lines(source: SourceReport) -> int:
    return source.lines - source.blank - source.headings


def _understood(source: SourceReport) -> bool:
    """Whether nearly all lines of a log were read; one of another kind is told apart (refused-log)."""
    return bool(source.refused) or source.parsed >= _READ * _lines(source)


def _share(source: SourceReport) -> Statement:
    return state(
        "{log} ({read} of {lines} read)", log=source.path, read=source.parsed, lines=line_count(_lines(source))
    )
