"""A second, independent reading of every line of evidence, by apache-log-parser (counting.md 2b.4).

Two readers that share no code and agree are what examiners ask for. Where they differ, the difference
is shown; where the other reader is known to be wrong there, the fault is proved on that very line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlparse

import polars as pl

from forensics.formats.columns.clock import MONTHS
from forensics.formats.columns.escapes import undo
from forensics.formats.format import Format
from forensics.formats.second_reader.parser import NAME, Reading, SecondParser, parser_for
from forensics.language.statement import message
from forensics.model import Disagreement, SecondReader
from forensics.model.schema import source_order

__all__ = ["FAULTS", "LONGEST", "read_again"]

#: Longest line that is read again, in bytes: the other reader's patterns backtrack.
LONGEST = 2048
_TOO_LONG = message("longer than 2,048 bytes")

#: What the other reader is known to get wrong, by the name that a disagreement carries.
FAULTS: Mapping[str, str] = {
    "protocol": message("it knows HTTP/1.0 and HTTP/1.1 only and takes a later protocol for part of the path"),
    "method": message("it knows nine methods only and does not split the request line of any other"),
    "offset": message("it reads the minutes of a UTC offset wrongly: +0530 as +05:03"),
    "second 60": message("it refuses the leap second"),
    "month": message("it knows the English names of months only"),
    "url": message("it splits every path as a URL and gives up on //name:text/ and on a bracket"),
    "address": message("it takes for an address only what its own pattern allows: no socket, no name, no final ::"),
    "escaped quote": message("it ends a field at an escaped quote"),
}

_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "CONNECT", "PATCH", "PROPFIND", "DELETE")
_PROTOCOLS = ("HTTP/1.0", "HTTP/1.1")
_IPV4 = r"(?:\d{1,3}\.){3}\d{1,3}"
_ADDRESS = re.compile(rf"{_IPV4}|([0-9A-Fa-f]{{0,4}}:){{2,7}}([0-9A-Fa-f]{{1,4}}|{_IPV4})")
_SIZES = ("body_bytes", "planned_bytes", "total_bytes")
_THEIR_SIZES = ("response_bytes", "response_bytes_clf", "bytes_tx")
_TIMES = ("start", "end", "second_reading")
_READ = message("read")
_OURS = ("peer", "forwarded", "method", "target", "protocol", "status", *_SIZES, *_TIMES)


@dataclass(frozen=True, slots=True)
class _Difference:
    """One field that the two readers do not read alike."""

    field: str
    first: str | None
    second: str | None
    known_fault: str | None = None


#: What became of a line: its differences, none if both readers agree, or why it was not compared.
_Outcome = tuple[_Difference, ...] | str


def read_again(requests: pl.DataFrame, formats: Mapping[str, Format]) -> tuple[SecondReader, tuple[Disagreement, ...]]:
    """How many lines both readers read alike, and every field in which they differ.

    Takes REQUEST or LABELLED rows; a line that stands for several files counts once. In the summary
    `lines` = `agreed` + `disagreed` + `known_faults` + `not_comparable`; the texts of a disagreement are untrusted.
    """
    rows = requests.unique("row", keep="first").sort(source_order(), "line_no")
    outcomes: list[_Outcome] = [""] * rows.height
    for (name,), same in rows.with_row_index("at").group_by(["format"], maintain_order=True):
        parser = _parser_for(name, formats)
        for at, outcome in zip(same["at"], _read_rows(same, parser), strict=True):
            outcomes[at] = outcome
    return _summary(outcomes), tuple(
        Disagreement(row, **asdict(difference))
        for row, outcome in zip(rows["row"], outcomes, strict=True)
        if not isinstance(outcome, str)
        for difference in outcome
    )


def _summary(outcomes: list[_Outcome]) -> SecondReader:
    reasons = Counter(outcome for outcome in outcomes if isinstance(outcome, str))
    compared = [outcome for outcome in outcomes if not isinstance(outcome, str)]
    known = [found for found in compared if found and all(each.known_fault for each in found)]
    faults = Counter(name for found in known for name in {str(each.known_fault) for each in found})
    agreed = sum(not found for found in compared)
    return SecondReader(
        reader=NAME,
        lines=len(outcomes),
        agreed=agreed,
        disagreed=len(compared) - agreed - len(known),
        known_faults=len(known),
        not_comparable=reasons.total(),
        reasons=dict(sorted(reasons.items())),
        faults=dict(sorted(faults.items())),
    )


def _parser_for(name: object, formats: Mapping[str, Format]) -> SecondParser | str:
    """The other reader for the format of that name, or why there is none."""
    if name is None:
        return message("no format read the line")
    fmt = formats.get(str(name))
    if fmt is None:
        return message("the format was worked out from the lines themselves")
    if fmt.second is None:
        return message("the format has no equivalent that it knows")
    return parser_for(fmt.second)


def _read_rows(rows: pl.DataFrame, parser: SecondParser | str) -> Iterator[_Outcome]:
    """Per row the differences, or why it was not compared."""
    if isinstance(parser, str):
        yield from [parser] * rows.height
        return
    # Blanks at the end mean nothing, and its last field would take them for a part of it.
    lines = [
        (raw.decode("utf-8", "replace") if text is None else text).rstrip(" \t\r") if len(raw) <= LONGEST else None
        for raw, text in rows.select("line", "text").iter_rows()
    ]
    readings = parser.read([line for line in lines if line is not None])
    for line, ours in zip(lines, rows.select(_OURS).iter_rows(named=True), strict=True):
        if line is None:
            yield _TOO_LONG
        else:
            yield _explained(ours, readings[line], line, parser)


def _explained(ours: Mapping[str, Any], reading: Reading | str, line: str, parser: SecondParser) -> _Outcome:
    """The differences, each with the known fault behind it if there is one."""
    if not isinstance(reading, str) and not _shared(ours, reading):
        return message("no field in common")
    differences = tuple(_differences(ours, reading, line, parser))
    if all(each.known_fault for each in differences) or not _is_escaped_quote(ours, line, parser):
        return differences
    return tuple(replace(each, known_fault=each.known_fault or "escaped quote") for each in differences)


def _is_escaped_quote(ours: Mapping[str, Any], line: str, parser: SecondParser) -> bool:
    """Whether the readers agree once the line's escaped quotes are apostrophes."""
    calm = re.sub(r"\\(.)", lambda match: r"\'" if match[1] == '"' else match[0], line)
    if calm == line:
        return False
    plain = {name: text.replace('"', "'") if isinstance(text, str) else text for name, text in ours.items()}
    return all(each.known_fault for each in _differences(plain, parser.read([calm])[calm], calm, parser))


def _differences(
    ours: Mapping[str, Any], reading: Reading | str, line: str, parser: SecondParser
) -> Iterator[_Difference]:
    if isinstance(reading, str):
        holds_address = "remote_ip" not in parser.names or _ADDRESS.fullmatch(ours["peer"] or "")
        fault = _fault_of_failure(ours, reading, line) if holds_address else "address"
        yield _Difference("line", _READ, reading, fault)
        return
    for field, first, seconds in _shared(ours, reading):
        if first not in seconds:
            fault = _fault_of_field(field, ours, reading)
            yield _Difference(field, _text(first), _text(seconds[0]), fault)
    yield from _size_differences(ours, reading)


def _shared(ours: Mapping[str, Any], reading: Reading) -> list[tuple[str, Any, list[Any]]]:
    """Per field that both readers know: our value, and the other's; any one of several will do."""
    fields = (
        ("address", ours["peer"], ("remote_ip", "remote_host")),
        ("method", ours["method"], ("request_method", "method")),
        ("path", ours["target"], ("request_url",)),
        ("status", ours["status"], ("status",)),
    )
    # Where the log names the client in the place of its peer, we do not read who connected (see `template`).
    unread = ("address",) if ours["peer"] is None and ours["forwarded"] is not None else ()
    shared: list[tuple[str, Any, list[Any]]] = [
        (field, first, [_value(field, reading[key]) for key in keys if key in reading])
        for field, first, keys in fields
        if field not in unread
    ]
    if "request_url" not in reading and "url_path" in reading:
        shared.append(("path", ours["target"], _targets(reading)))
    if "time_received_utc_datetimeobj" in reading:
        shared.append(("time", *_times(ours, reading["time_received_utc_datetimeobj"])))
    return [each for each in shared if each[2]]


def _targets(reading: Reading) -> list[str]:
    """The target from a path and a query logged apart: as it stands, and with what the server had
    decoded written back as escapes, which is how our own reader keeps it."""
    path, query = undo(reading["url_path"]), undo(reading.get("query_string", ""))
    escaped = path.replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    return [path + query, escaped + query]


def _value(field: str, text: str) -> str | int | None:
    """The other reader's text as a value: its escapes undone, "-" and "" as null."""
    if text in ("", "-"):
        return None
    return int(text) if field == "status" else undo(text)


def _times(ours: Mapping[str, Any], theirs: datetime) -> tuple[datetime | None, list[datetime]]:
    """Our time nearest to the other's, in whole seconds: a stamp may be of the start or of the end."""
    second = theirs.astimezone(UTC)
    known = [ours[name].replace(microsecond=0) for name in _TIMES if ours[name]]
    return min(known, key=lambda time: abs(time - second), default=None), [second]


def _size_differences(ours: Mapping[str, Any], reading: Reading) -> Iterator[_Difference]:
    """Every size the other reader found must be one of ours; which kind it is, it cannot know."""
    known = [str(ours[name]) for name in _SIZES if ours[name] is not None]
    for key in _THEIR_SIZES:
        second = reading.get(key, "-")
        if second not in ("", "-", *known):
            yield _Difference("bytes", " or ".join(known) or None, second)


def _fault_of_failure(ours: Mapping[str, Any], failure: str, line: str) -> str | None:
    """The fault behind a line that the other reader could not read, proved on what stands there."""
    month = re.search(r"\d\d/([^\d/ ]{3,11})/\d{4}:\d\d", line)
    if month and month[1].lower() not in MONTHS:
        return "month"
    if failure != "raises ValueError":
        return None
    try:
        _ = urlparse(ours["target"] or "").port
    except ValueError:
        return "url"
    return "second 60" if re.search(r"\d\d:\d\d:60\b", line) else None


def _fault_of_field(field: str, ours: Mapping[str, Any], reading: Reading) -> str | None:
    """The fault behind a field that differs, proved on the other reader's own values."""
    if field == "time":
        first, (second,) = _times(ours, _with_true_offset(reading))
        return "offset" if first == second else None
    if field in ("method", "path") and ours["method"] not in _METHODS:
        return "method"
    if field == "path" and ours["protocol"] not in _PROTOCOLS:
        whole = f"{ours['target']} {ours['protocol']}"
        return "protocol" if undo(reading.get("request_url", "")) == whole else None
    return None


def _with_true_offset(reading: Reading) -> datetime:
    sign, hours, minutes = re.findall(r"([-+])(\d\d)(\d\d)", reading["time_received"])[-1]
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    local: datetime = reading["time_received_datetimeobj"].replace(tzinfo=UTC)
    return local - offset if sign == "+" else local + offset


def _text(value: str | int | datetime | None) -> str | None:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return None if value is None else str(value)
