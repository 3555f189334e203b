"""Limitations that lie in the name of a file: none of that name was seen, or a script was asked for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from forensics.findings.limitations.of_logs import line_count, row_names
from forensics.language.statement import Statement, listed, state, state_many
from forensics.language.untrusted import for_terminal
from forensics.model import FileFindings, LeakedFile, Limitation, SourceReport

__all__ = ["of_given_names", "of_names"]

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


def of_given_names(files: Sequence[LeakedFile]) -> Iterator[Limitation]:
    """Names that were given as a URL writes them."""
    for file in files:
        if file.written:
            text = state("“{written}” was taken as “{file}”, as a browser would", written=file.written, file=file.name)
            yield Limitation("name-decoded", text)


def of_names(file: FileFindings, rows: pl.DataFrame, sources: Sequence[SourceReport]) -> Iterator[Limitation]:
    """That no line names the file, with names close to it; and scripts that were asked for it. `rows` are the
    requests about the file."""
    asked = rows.filter(pl.col("match") == "query", pl.col("verdict") == "indeterminate")
    if asked.height:
        text = state(
            "“{file}”: {requests} asked a script for it and may have got it: {rows}; if the script delivers the file,"
            " list under paths: {paths}",
            file=file.name,
            requests=state_many("{count} request", "{count} requests", asked.height),
            rows=row_names(asked),
            paths=listed(tuple(sorted(set(asked["target"].drop_nulls().map_elements(for_terminal, pl.String))))),
        )
        yield Limitation("script-query", text, incomplete=not file.named)
    if file.named:
        return
    unread = [source for source in sources if not _understood(source)]
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
        text = state("“{file}”: no line names it; close to it: {names}", file=file.name, names=listed(near))
    elif unread:
        text = state(
            "“{file}”: no line names it, and these logs could not be read in large part: {logs}",
            file=file.name,
            logs=listed(tuple(map(_share, unread))),
        )
    else:
        text = state("“{file}”: no line names it, nor a name close to it", file=file.name)
    yield Limitation("name-not-seen", text, incomplete=bool(file.near_names or unread))


def _lines(source: SourceReport) -> int:
    return source.lines - source.blank - source.headings


def _understood(source: SourceReport) -> bool:
    """Whether nearly all lines of a log were read; one of another kind is told apart (refused-log)."""
    return bool(source.refused) or source.parsed >= _READ * _lines(source)


def _share(source: SourceReport) -> Statement:
    return state(
        "{log} ({read} of {lines} read)", log=source.path, read=source.parsed, lines=line_count(_lines(source))
    )
