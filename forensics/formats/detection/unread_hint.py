"""What to do with a log of which no line could be read: told by what its lines look like.

What exported it is told by the keys of its objects, or the columns of its table; what is no log, by its first bytes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from forensics.dates import NUMBERED
from forensics.formats.grammars.records.objects import keys_in
from forensics.language.statement import Statement, listed, state

__all__ = ["unread_hint"]

#: Cells between delimiters, of which one is a request line or a path.
_CELLS = re.compile(r'^[^,;\t|]+([,;\t|])(?:.*\1)?"?(?:[A-Z]{3,8} )?/')
#: A request line within a text.
_REQUEST = re.compile(r"\b[A-Z]{3,8} /\S* HTTP/[0-9]")


@dataclass(frozen=True, slots=True)
class _Product:
    """What exports objects or tables that hold all of these keys, or columns, and how it exports the line itself."""

    keys: frozenset[str]
    way_out: Statement


def _product(keys: str, way_out: Statement) -> _Product:
    """`keys` with a bar between them."""
    return _Product(frozenset(keys.split("|")), way_out)


#: What a dashboard writes behind the name of a column.
_UNIT = re.compile(r" (?:\[|per ).*")

#: The most particular first. Sources: the manuals of the products, on exporting and on their fields.
_PRODUCTS = (
    _product(
        "@ptr",
        state(
            "this is an export of CloudWatch Logs Insights without the lines: query `fields @timestamp, @message`, or"
            " take the stream with `aws logs filter-log-events --log-group-name NAME --output json`"
        ),
    ),
    _product(
        "insertId|logName",
        state(
            "these are entries of Google Cloud Logging without a request: export with `gcloud logging read FILTER"
            " --format=json`, which holds httpRequest"
        ),
    ),
    _product(
        "TimeGenerated",
        state(
            "this is an export of Azure Monitor: let the query return all columns of the request (project-away"
            " nothing), or take the JSON lines of the diagnostic setting from its storage account"
        ),
    ),
    _product(
        "_time",
        state(
            "this is an export of Splunk without the lines: end the search with `| table _time _raw`, or export the"
            " events as raw"
        ),
    ),
    _product(
        "Date|Host|Service",
        state(
            "this is an export of Datadog without the lines: add the column Content (or the attributes http.* and"
            " network.*), or take the archive of the logs, which holds them whole"
        ),
    ),
    _product(
        "timestamp|source|message",
        state(
            "this is an export of Graylog whose messages are no log lines: export the field that holds the line as it"
            " was sent (full_message, or the fields of the request)"
        ),
    ),
    _product(
        "@timestamp",
        state(
            "this is an export of Kibana without the lines: show the field event.original or message as a column, and"
            " export again"
        ),
    ),
    _product(
        "tsNs|labels",
        state("this is an export of Grafana: take the lines with `logcli query QUERY --output=raw --limit=0`"),
    ),
    _product(
        "RayID",
        state(
            "this is Cloudflare's Logpush without the request: let the job send ClientIP, ClientRequestMethod,"
            " ClientRequestURI, EdgeStartTimestamp, EdgeResponseStatus and EdgeResponseBytes"
        ),
    ),
    _product(
        "_messagetime",
        state("this is an export of Sumo Logic without the lines: export the messages with the field _raw"),
    ),
)

#: First bytes of files that are no logs, and what to take instead.
_NO_LOGS = (
    (
        re.compile(rb"ElfFile\x00"),
        state("this is a Windows event log: IIS keeps its requests in the folder inetpub/logs/LogFiles"),
    ),
    (re.compile(rb"%PDF-"), state("this is a PDF: take the log itself, not a print of it")),
    (re.compile(rb"SQLite format 3\x00"), state("this is a SQLite database: export its table as CSV with its heading")),
    (
        re.compile(rb"\xd4\xc3\xb2\xa1|\xa1\xb2\xc3\xd4|\x4d\x3c\xb2\xa1"),
        state("this is a capture of network packets, not the log of a server"),
    ),
    (re.compile(rb"\{\\rtf"), state("this is a document of a word processor: take the log itself, as plain text")),
    (re.compile(rb"(?i)\s*<(?:!doctype html|html)\b"), state("this is a web page: take the log itself, as plain text")),
)

#: So many lines tell what they are.
_LOOKED_AT = 100


def unread_hint(sample: Sequence[bytes]) -> Statement:
    """The way out for the lines of a sample, the most particular first."""
    lines = [line.decode("utf-8", "replace") for line in sample[:_LOOKED_AT]]
    keys = tuple(dict.fromkeys(name for line in lines for name in keys_in(line)))
    return _of_no_log(sample) or _of_an_export(lines, keys) or _of_lines(lines, keys)


def _of_no_log(sample: Sequence[bytes]) -> Statement | None:
    found = (way_out for begins, way_out in _NO_LOGS if sample and begins.match(sample[0]))
    return next(found, None)


def _of_an_export(lines: Sequence[str], keys: tuple[str, ...]) -> Statement | None:
    if keys and any(map(_REQUEST.search, lines)):
        return state(
            "a request stands in these objects or rows, whose keys are {keys}: say which of them holds the line, and"
            " how it reads, in a file (cell = ... and format = ..., docs/own-format.md), and name it with --format"
            " file:my.toml",
            keys=listed(keys),
        )
    columns = {_UNIT.sub("", key) for key in keys}
    return next((product.way_out for product in _PRODUCTS if product.keys <= columns), None)


def _of_lines(lines: Sequence[str], keys: tuple[str, ...]) -> Statement:
    if any(NUMBERED.search(line) for line in lines):
        return state(
            "nothing tells whether its dates begin with the day or the month: take the log itself instead of the"
            " spreadsheet, or say it in a file with {{end:%d/%m/%Y %H:%M:%S}} (docs/own-format.md)"
        )
    if keys:
        return state(
            "time, path or status stand under no key that is known ({keys}): say which is which in a file, as"
            " docs/own-format.md shows, and name it with --format file:my.toml",
            keys=listed(keys),
        )
    if any(_CELLS.match(line) for line in lines):
        return state(
            "these look like the rows of a table without its heading: export it again with the heading, or say what"
            " its cells hold in a file (cells = ..., docs/own-format.md)"
        )
    return state(
        "run `forensics detect` on it; name the format in the case, or give the server's own LogFormat or"
        " log_format string"
    )
