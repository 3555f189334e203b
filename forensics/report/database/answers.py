"""Tables of the answer: files, windows, what was counted in each, who got the file, other definitions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any

from forensics.model import FileFindings, Findings, Tally
from forensics.model.written import ALWAYS
from forensics.report.database.column import (
    Column,
    Table,
    about,
    file_name,
    made,
    moment,
    moments,
    numbers,
    text_of,
    texts,
    within,
)

__all__ = ["TABLES"]

_OBSERVED = ("first_delivery", "last_delivery", "first_answer", "last_answer", "first_gone")


def _bounds(of: str, prefix: str = "", more: str = "") -> tuple[Column, ...]:
    """The three numbers of downloads, or of addresses."""

    def bound(name: str, field: str, told: str) -> Column:
        get = attrgetter(f"{of}.{field}")
        says = f"Of addresses, not downloads. {told}" if prefix else told
        return made(f"{prefix}{name}", "INTEGER", says, lambda tally: _int(get(tally)), of=f"Tally.{of}")

    found = [bound("at_least", "at_least", about("Bounds", "at_least")),
             bound("established", "headline", f"Headline in findings.json. {about('Bounds', 'headline')}"),
             bound("at_most", "at_most", about("Bounds", "at_most"))]  # fmt: skip
    return (*found, bound(more, more, about("Bounds", more)))


def _int(value: int | None) -> int | None:
    return None if value is None else int(value)


def _observed(tally: Tally, name: str) -> datetime | None:
    return tally.observed.get(name)


def _tally() -> tuple[Column, ...]:
    """The numbers of a window, of all of them, or of the time outside."""
    times = (moment(name, about("Tally", f"observed.{name}"), _observed, of="Tally.observed") for name in _OBSERVED)
    return (
        *_bounds("downloads", more="open_ended"),
        *_bounds("addresses", "addresses_", "by_64"),
        *numbers("Tally", "requests partial own robots"),
        *chain.from_iterable(times),
    )


def _tallies(findings: Findings) -> Iterator[tuple[FileFindings, tuple[int, Tally]]]:
    """Each window of each file by its number, and 0: the time outside every window."""
    for file in findings.files:
        yield from ((file, (number, tally)) for number, tally in enumerate(file.windows, 1))
        yield file, (0, file.outside)


def _bound(tally: Tally, name: str) -> datetime | None:
    time: datetime | None = getattr(tally, name)
    return None if time in ALWAYS else time


_NUMBER = made(
    "number", "INTEGER", "Number of the window among those of the file; 0: the time outside every window.",
    itemgetter(0), more="NOT NULL",
)  # fmt: skip


def _counted(field: str) -> Any:  # noqa: ANN401 - rows of a table
    def rows(findings: Findings) -> Iterator[tuple[FileFindings, tuple[int, tuple[str, int]]]]:
        for file, (number, tally) in _tallies(findings):
            yield from ((file, (number, entry)) for entry in getattr(tally, field).items())

    return rows


def _by_word(name: str, told: str, word: str, counted: str) -> Table:
    """How many of a window have a verdict, or a grade."""
    field = name
    entry = (
        made(word, "TEXT", f"The {word}; the table words explains it.", itemgetter(0), more="NOT NULL"),
        made(counted, "INTEGER", told, itemgetter(1), more="NOT NULL"),
    )
    columns = (*within(0, [file_name()]), *within(1, (_NUMBER, *within(1, entry))))
    return Table(name, told, columns, _counted(field), (("Tally", field),), (f"PRIMARY KEY (file, number, {word})",))


def _parts(findings: Findings) -> Iterator[tuple[FileFindings, tuple[str, Any]]]:
    for file in findings.files:
        for kind, shares in (("day", file.by_day), ("class", file.by_class), ("country", file.by_country)):
            yield from ((file, (kind, share)) for share in shares)


def _of_file(field: str) -> Any:  # noqa: ANN401 - rows of a table
    def rows(findings: Findings) -> Iterator[tuple[FileFindings, Any]]:
        return ((file, part) for file in findings.files for part in getattr(file, field))

    return rows


def _differing(findings: Findings) -> Iterator[tuple[Any, tuple[str, str]]]:
    for definition in findings.definitions:
        yield from ((definition, ("definition", row)) for row in definition.only_here)
        yield from ((definition, ("established", row)) for row in definition.only_headline)


_FILES = Table(
    "files",
    "The leaked files, with their numbers over all windows: an address seen in two windows is one address.",
    (
        *within(0, (
            made("name", "TEXT", about("FileFindings", "name"), lambda file: text_of(file.name), of="FileFindings.name",
                 more="PRIMARY KEY NOT NULL"),
            *numbers("FileFindings", "size"),
            *texts("FileFindings", "size_source"),
            *numbers("FileFindings", "named"),
        )),
        *within(1, _tally()),
    ),
    lambda findings: ((file, file.total) for file in findings.files),
)  # fmt: skip

_WINDOWS = Table(
    "windows",
    "The numbers of each window of each file; number 0 is what lies outside every window.",
    (
        *within(0, [file_name()]),
        *within(1, (_NUMBER, *within(1, (
            *texts("Tally", "label"), *moments("Tally", "start", "end", get=_bound), *_tally()
        )))),
    ),
    _tallies,
    constraints=("PRIMARY KEY (file, number)",),
)  # fmt: skip

_ADDRESSES = Table(
    "addresses",
    "The addresses that got the file, or part of it, inside a window; most downloads first.",
    (
        *within(0, [file_name()]),
        *within(1, (
            *texts("Recipient", "address"),
            *numbers("Recipient", "downloads partial"),
            *moments("Recipient", "first", "last"),
            *texts("Recipient", "party country"),
            *numbers("Recipient", "asn"),
            *texts("Recipient", "network network_type agent_class agent_family kind claim ranges token"),
        )),
    ),
    _of_file("addresses"),
    (("FileFindings", "addresses"),),
    ("PRIMARY KEY (file, address)",),
)  # fmt: skip

_SHARES = Table(
    "parts",
    "The established downloads inside the windows by day, by class of agent and by country.",
    (
        *within(0, [file_name()]),
        *within(1, (
            made("kind", "TEXT", "What it is a part by: day, class or country.", itemgetter(0), more="NOT NULL"),
            *within(1, (*texts("Share", "name"), *numbers("Share", "downloads addresses"))),
        )),
    ),
    _parts,
)  # fmt: skip

_DEFINITIONS = Table(
    "definitions",
    "The same requests by other definitions of a download, side by side (counting.md 3.9).",
    (
        made("file", "TEXT", about("Definition", "file"), lambda one: text_of(one.file), of="Definition.file",
             more="NOT NULL REFERENCES files (name)"),
        *texts("Definition", "name title computed"),
        *numbers("Definition", "downloads addresses"),
        made("only_here", "INTEGER", "How many requests it counts and what is established does not.",
             lambda one: len(one.only_here), of="Definition.only_here"),
        made("only_established", "INTEGER", "How many requests count in what is established and not here.",
             lambda one: len(one.only_headline), of="Definition.only_headline"),
    ),
    lambda findings: findings.definitions,
    constraints=("PRIMARY KEY (file, name)",),
)  # fmt: skip

_DIFFERENCES = Table(
    "definition_lines",
    "The lines in which a definition differs from what is established.",
    (
        *within(0, (
            made("file", "TEXT", about("Definition", "file"), lambda one: text_of(one.file), more="NOT NULL"),
            made("definition", "TEXT", about("Definition", "name"), lambda one: text_of(one.name), more="NOT NULL"),
        )),
        *within(1, (
            made("counted_by", "TEXT", "Who counts the line: the definition alone, or established alone.",
                 itemgetter(0), more="NOT NULL"),
            made("row", "TEXT", "Id of the line.", itemgetter(1), more="NOT NULL"),
        )),
    ),
    _differing,
    (("Definition", "only_here"),),
    ("FOREIGN KEY (file, definition) REFERENCES definitions (file, name)",),
    (("definition", "counted_by"),),
)  # fmt: skip

_SENSITIVITY = Table(
    "sensitivity",
    "The numbers with another length of an episode, or by another reading of the logs.",
    (
        *within(0, [file_name()]),
        *within(1, (
            *texts("Alternative", "episode reading"),
            *numbers("Alternative", "at_least"),
            made("established", "INTEGER", "What is established then.", attrgetter("headline"),
                 of="Alternative.headline"),
            *numbers("Alternative", "at_most"),
        )),
    ),
    _of_file("sensitivity"),
)  # fmt: skip

#: Their order is that of the database.
TABLES: tuple[Table, ...] = (
    _FILES,
    _WINDOWS,
    _by_word("verdicts", "Requests with that verdict.", "verdict", "requests"),
    _by_word("grades", "Established downloads of that grade of evidence.", "grade", "downloads"),
    _ADDRESSES,
    _SHARES,
    _DEFINITIONS,
    _DIFFERENCES,
    _SENSITIVITY,
)
