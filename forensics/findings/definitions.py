"""The same requests counted as others would: one table of definitions, and the step that fills it.

Every count starts from the lines inside the file's windows that name the file itself. A line that
stands in two logs is taken once, which a plain grep would not do. What a definition needs and a
server log does not hold is adapted, and `computed` says how (counting.md 3.9; its sections 1 and 5
for the sources).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import polars as pl

from forensics.findings import counting_methods as recounts
from forensics.findings.by_file import by_file
from forensics.findings.counting_methods import (
    DOWNLOAD_NAME,
    GET,
    IN_HEADLINE,
    IN_WINDOW,
    MATOMO_ROBOT,
    MORE_THAN_TWO,
    ROBOT,
    STATUS_200,
    Count,
    Scope,
)
from forensics.language.statement import message, state
from forensics.model import Case, Definition, DefinitionName, LeakedFile
from forensics.model.schema import source_order

__all__ = ["DEFINITIONS", "Rule", "define"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One definition: its name in the findings, a title, how it is computed, and the computation."""

    name: DefinitionName
    title: str
    computed: str
    count: Callable[[Scope], Count]


# ---- the table -------------------------------------------------------------------------------

_IAB = state(
    "IAB podcast measurement 2.3, adapted to a document: GET with 200 or 206, no range of 2 bytes or less, "
    "the complete file (a download that this report establishes), no robots or empty agents; one per agent and address "
    "(IPv6 by its /64)"
)


def _another_day(counted: datetime, _previous: datetime, now: datetime) -> bool:
    return counted.date() != now.date()


def _day_after_counted(counted: datetime, _previous: datetime, now: datetime) -> bool:
    return now - counted >= timedelta(hours=24)


def _day_after_previous(_counted: datetime, previous: datetime, now: datetime) -> bool:
    return now - previous >= timedelta(hours=24)


#: Every definition, in the order of the findings (docs/definitions.md).
DEFINITIONS: tuple[Rule, ...] = (
    Rule(
        "requests",
        message("Lines that name the file"),
        message("Every line whose path is the file, whatever was asked and answered."),
        partial(recounts.lines, where=True),
    ),
    Rule(
        "status_200",
        message("Status 200"),
        message("Every line with status 200, whatever the method and however little was sent."),
        partial(recounts.lines, where=STATUS_200),
    ),
    Rule(
        "get_200",
        message("GET with 200"),
        message("Every GET line with status 200, however little was sent."),
        partial(recounts.lines, where=GET & STATUS_200),
    ),
    Rule(
        "get_200_206",
        message("GET with 200 or 206"),
        message("Every GET line with status 200 or 206; each part of a file fetched in parts is one."),
        partial(recounts.lines, where=GET & pl.col("status").is_in([200, 206])),
    ),
    Rule(
        "get_200_full_size",
        message("GET with 200 and the full size"),
        message(
            "Every GET line with status 200 whose size field says the whole file: body or planned bytes equal to "
            "the file's size, or bytes with headers of size + 80 to size * 1.005 + 16 KiB; no compressed ones."
        ),
        recounts.full_size,
    ),
    Rule(
        "iab_calendar",
        message("IAB, calendar day"),
        state("{iab} on each calendar day in UTC.", iab=_IAB),
        partial(recounts.deliveries, again=_another_day),
    ),
    Rule(
        "iab_first_touch",
        message("IAB, first touch"),
        state("{iab} in the 24 hours from the one counted.", iab=_IAB),
        partial(recounts.deliveries, again=_day_after_counted),
    ),
    Rule(
        "iab_last_touch",
        message("IAB, last touch"),
        state("{iab} until 24 hours have passed without another.", iab=_IAB),
        partial(recounts.deliveries, again=_day_after_previous),
    ),
    Rule(
        "counter_total",
        message("COUNTER total item requests"),
        message(
            "COUNTER 5.1: status 200 or 304, whatever the method, no robots; of lines of one address and agent "
            "at most 30 seconds apart, chained, the last."
        ),
        recounts.clicks,
    ),
    Rule(
        "counter_unique",
        message("COUNTER unique item requests"),
        message("As COUNTER total item requests, and one per address, agent and clock hour in UTC."),
        partial(recounts.clicks, key=("client", "agent", "hour")),
    ),
    Rule(
        "op3",
        message("OP3"),
        message(
            "Open Podcast Prefix Project, adapted to an access log: GET for more than 2 bytes, whatever came "
            "of it, no robots or empty agents; one per address, agent, referer, URL and day in UTC."
        ),
        partial(
            recounts.firsts,
            where=GET & MORE_THAN_TWO & pl.col("person"),
            key=("client", "agent", "referer", "host", "target", "day"),
        ),
    ),
    Rule(
        "awstats",
        message("AWStats downloads"),
        message("Every line with status 200, whatever the method, no robots or empty agents."),
        partial(recounts.lines, where=STATUS_200 & pl.col("person")),
    ),
    Rule(
        "matomo",
        message("Matomo log import"),
        message(
            "Every line with status 304 or below 300 whose path ends in a download's extension, whatever the "
            "method, each 206 too; no agents that hold bot/, crawl, curl, java/ and the like."
        ),
        partial(
            recounts.lines,
            where=DOWNLOAD_NAME & ((pl.col("status") < 300) | (pl.col("status") == 304)) & ~MATOMO_ROBOT,
        ),
    ),
    Rule(
        "goaccess_visitors",
        message("GoAccess visitors"),
        message("One per address, agent and day in UTC, robots too, whatever the status except 4xx."),
        partial(
            recounts.firsts,
            where=~pl.col("status").is_between(400, 499).fill_null(value=False),
            key=("client", "agent", "day"),
        ),
    ),
    Rule(
        "at_least",
        message("At least (ours)"),
        message(
            "Downloads of which the log proves that the server handed over every byte, not by the organisation "
            "itself, one per address within 30 seconds; IPv6 addresses by their /64."
        ),
        recounts.at_least,
    ),
    Rule(
        "headline",
        message("Established (ours)"),
        message("Every delivery of the whole file, in one response or in several; repeats and robots count."),
        partial(recounts.downloads, where=IN_HEADLINE),
    ),
    Rule(
        "at_most",
        message("At most (ours)"),
        message(
            "What is established, and what may have been a delivery or gave away a part: partial and undecided "
            "responses, 304 to a client without an earlier download, requests at the edge of a window."
        ),
        recounts.at_most,
    ),
)


# ---- the step --------------------------------------------------------------------------------


def define(
    requests: pl.DataFrame,
    downloads: pl.DataFrame,
    case: Case,
    *,
    not_determinable: Collection[str] = (),
) -> tuple[Definition, ...]:
    """Each leaked file counted by each definition, in the order of the case and of DEFINITIONS.

    `requests` is LABELLED, `downloads` DOWNLOAD; `not_determinable` names the files whose logs can
    prove no delivery, for which at_least is None.
    """
    found: list[Definition] = []
    lines, units = by_file(requests, case.files), by_file(downloads, case.files)
    nothing = _counted(_scope(requests.clear(), downloads.clear(), determinable=True))
    for file in case.files:
        counts, headline = nothing
        if not (lines[file.name].is_empty() and units[file.name].is_empty()):
            determinable = file.name not in not_determinable
            counts, headline = _counted(_scope(lines[file.name], units[file.name], determinable=determinable))
        found += (_definition(rule, file, count, headline) for rule, count in zip(DEFINITIONS, counts, strict=True))
    return tuple(found)


def _counted(scope: Scope) -> tuple[tuple[Count, ...], frozenset[str]]:
    """The count by each definition, and the rows of the headline."""
    return tuple(rule.count(scope) for rule in DEFINITIONS), recounts.downloads(scope, where=IN_HEADLINE).rows


def _scope(requests: pl.DataFrame, downloads: pl.DataFrame, *, determinable: bool) -> Scope:
    copy = pl.col("verdict").is_in(["duplicate_line", "duplicate_layer"]).fill_null(value=False)
    lines = (
        requests.filter(IN_WINDOW & (pl.col("match") == "target") & ~copy)
        .with_columns(
            at=pl.coalesce("start", "end"),  # never null: a line without a time is in no window
            person=~ROBOT & (pl.col("agent_class") != "empty").fill_null(value=False),
        )
        .with_columns(day=pl.col("at").dt.date(), hour=pl.col("at").dt.truncate("1h"))
        .sort("at", source_order(), "line_no")
    )
    touching = downloads.filter(IN_WINDOW | pl.col("edge_window").is_not_null())
    return Scope(lines, touching, determinable)


def _definition(rule: Rule, file: LeakedFile, count: Count, headline: frozenset[str]) -> Definition:
    compared = count.downloads is not None
    return Definition(
        name=rule.name,
        title=rule.title,
        computed=rule.computed,
        file=file.name,
        downloads=count.downloads,
        addresses=count.addresses,
        only_here=_listed(count.rows - headline) if compared else (),
        only_headline=_listed(headline - count.rows) if compared else (),
    )


def _listed(rows: Collection[str]) -> tuple[str, ...]:
    """Row ids as a person counts: s1:9, s1:10, s2:1, s10:1."""

    def numbers(row: str) -> tuple[int, str, int, str]:
        source, _, line = row.rpartition(":")
        return len(source), source, len(line), line

    return tuple(sorted(rows, key=numbers))
