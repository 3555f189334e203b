"""A second, independent reading of every line of evidence, by apache-log-parser (formats.md 3 and 4).

Two readers that share no code and agree are what examiners ask for. Where they differ, the difference
is shown; where the other reader is known to be wrong there, the fault is proved on that very line.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from importlib.metadata import version
from types import ModuleType
from typing import Any
from urllib.parse import urlparse

import polars as pl

from forensics.formats.escapes import undo
from forensics.formats.format import Format

__all__ = ["FAULTS", "LONGEST", "read_again"]

#: Longest line that is read again, in bytes: the other reader's patterns backtrack.
LONGEST = 2048

#: What the other reader is known to get wrong, by the name that a disagreement carries.
FAULTS: Mapping[str, str] = {
    "protocol": "it knows HTTP/1.0 and HTTP/1.1 only and takes a later protocol for part of the path",
    "method": "it knows nine methods only and does not split the request line of any other",
    "offset": "it reads the minutes of a UTC offset wrongly: +0530 as +05:03",
    "second 60": "it refuses the leap second",
    "url": "it splits every path as a URL and gives up on //name:text/ and on a bracket",
    "address": "it takes for an address only what its own pattern allows: no socket, no name, no final ::",
    "escaped quote": "it ends a field at an escaped quote",
}

_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "CONNECT", "PATCH", "PROPFIND", "DELETE")
_PROTOCOLS = ("HTTP/1.0", "HTTP/1.1")
_IPV4 = r"(?:\d{1,3}\.){3}\d{1,3}"
_ADDRESS = re.compile(rf"{_IPV4}|([0-9A-Fa-f]{{0,4}}:){{2,7}}([0-9A-Fa-f]{{1,4}}|{_IPV4})")
_SIZES = ("body_bytes", "planned_bytes", "total_bytes")
_THEIR_SIZES = ("response_bytes", "response_bytes_clf", "bytes_tx")
_TIMES = ("start", "end", "second_reading")
_OURS = ("peer", "method", "target", "protocol", "status", *_SIZES, *_TIMES)

Reading = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Reader:
    """The other reader made for one LogFormat; `pattern` is its own pattern, for a linear-time engine."""

    parse: Callable[[str], Reading]
    pattern: str


@dataclass(frozen=True, slots=True)
class _Difference:
    """One field that the two readers do not read alike."""

    field: str
    first: str | None
    second: str | None
    known_fault: str | None = None


def read_again(
    requests: pl.DataFrame, formats: Mapping[str, Format]
) -> tuple[dict[str, Any], tuple[dict[str, Any], ...]]:
    """How many lines both readers read alike, and every field in which they differ.

    Takes REQUEST or LABELLED rows; a line that stands for several files counts once. In the summary
    `lines` = `agreed` + `disagreed` + `known_faults` + `not_comparable`; `reasons` counts why lines
    were not comparable, `faults` the names of FAULTS. A disagreement holds row, field, first (ours),
    second, known_fault; its texts are untrusted.
    """
    rows = requests.unique("row", keep="first").sort(pl.col("source").str.len_bytes(), "source", "line_no")
    verdicts: list[str | tuple[_Difference, ...]] = [""] * rows.height
    for (name,), indexes in rows.with_row_index("at").group_by(["format"], maintain_order=True):
        reader = _make_reader(formats.get(str(name)) if name is not None else None)
        for at, verdict in zip(indexes["at"], _read_rows(indexes, reader), strict=True):
            verdicts[at] = verdict
    return _summary(verdicts), tuple(
        {"row": row, **{name: getattr(difference, name) for name in difference.__slots__}}
        for row, verdict in zip(rows["row"], verdicts, strict=True)
        if not isinstance(verdict, str)
        for difference in verdict
    )


def _summary(verdicts: list[str | tuple[_Difference, ...]]) -> dict[str, Any]:
    reasons = Counter(verdict for verdict in verdicts if isinstance(verdict, str))
    compared = [verdict for verdict in verdicts if not isinstance(verdict, str)]
    known = [found for found in compared if found and all(each.known_fault for each in found)]
    faults = Counter(name for found in known for name in {str(each.known_fault) for each in found})
    agreed = sum(not found for found in compared)
    return {
        "reader": f"apache-log-parser {version('apache-log-parser')}",
        "lines": len(verdicts),
        "agreed": agreed,
        "disagreed": len(compared) - agreed - len(known),
        "known_faults": len(known),
        "not_comparable": reasons.total(),
        "reasons": dict(sorted(reasons.items())),
        "faults": dict(sorted(faults.items())),
    }


def _library() -> ModuleType:
    """apache-log-parser, imported late: it is slow, and newer Pythons warn about escapes in its source."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module("apache_log_parser")


def _make_reader(fmt: Format | None) -> _Reader | str:
    """The other reader for a format, or why there is none."""
    if fmt is None:
        return "no format read the line"
    if fmt.second is None:
        return "the format has no equivalent that it knows"
    # Agents are read as any other header: guessing a browser from hostile text can take seconds.
    # The line end, added here and to each line, keeps its lazy last field from stopping early.
    template = fmt.second.replace("%{User-Agent}i", "%{Agent}i") + "\n"
    try:
        parser = _library().Parser(template)
    except re.error:
        return "its LogFormat language lacks something that the format uses"
    if any("%" in literal for literal in re.split(parser.pattern, template)[::2]):
        return "the format has a directive that it would take for plain text"
    return _Reader(parser.parse, parser.log_line_regex.pattern)


def _read_rows(rows: pl.DataFrame, reader: _Reader | str) -> Iterator[str | tuple[_Difference, ...]]:
    """Per row the differences, or why it was not compared. Equal lines are read once."""
    if isinstance(reader, str):
        yield from [reader] * rows.height
        return
    lines = [raw.decode("utf-8", "replace") for raw in rows["line"]]
    matches = dict(zip(lines, _matches(lines, reader.pattern), strict=True))
    readings: dict[str, Reading | str] = {}
    for raw, line, ours in zip(rows["line"], lines, rows.select(_OURS).iter_rows(named=True), strict=True):
        if len(raw) > LONGEST:
            yield f"longer than {LONGEST:,} bytes"
            continue
        if line not in readings:
            readings[line] = _read(line, reader) if matches[line] else "does not match"
        yield _explained(ours, readings[line], line, reader)


def _matches(lines: list[str], pattern: str) -> list[bool]:
    """Whether the other reader's own pattern fits each line, found out in linear time: on a line that
    does not fit, Python's engine can backtrack for minutes, even within LONGEST."""
    ended = pl.Series([f"{line}\n" for line in lines], dtype=pl.String)
    return ended.str.contains(f"^(?:{pattern})").to_list()


def _read(line: str, reader: _Reader) -> Reading | str:
    """What the other reader says, or how it failed: one line's failure never stops the rest."""
    try:
        reading: Reading = reader.parse(f"{line}\n")
    except _library().LineDoesntMatchException:
        return "does not match"
    except (IndexError, KeyError, OverflowError, ValueError) as error:
        return f"raises {type(error).__name__}"
    return reading


def _explained(
    ours: Mapping[str, Any], reading: Reading | str, line: str, reader: _Reader
) -> str | tuple[_Difference, ...]:
    """The differences, each with the known fault behind it if there is one."""
    if not isinstance(reading, str) and not _shared(ours, reading):
        return "no field in common"
    differences = tuple(_differences(ours, reading, line))
    if all(each.known_fault for each in differences):
        return differences
    if not _is_escaped_quote(ours, line, reader):
        return differences
    return tuple(replace(each, known_fault=each.known_fault or "escaped quote") for each in differences)


def _is_escaped_quote(ours: Mapping[str, Any], line: str, reader: _Reader) -> bool:
    """Whether the readers agree once the line's escaped quotes are apostrophes."""
    calm = re.sub(r"\\(.)", lambda match: r"\'" if match[1] == '"' else match[0], line)
    if calm == line:
        return False
    plain = {name: text.replace('"', "'") if isinstance(text, str) else text for name, text in ours.items()}
    reading = _read(calm, reader) if _matches([calm], reader.pattern)[0] else "does not match"
    return all(each.known_fault for each in _differences(plain, reading, calm))


def _differences(ours: Mapping[str, Any], reading: Reading | str, line: str) -> Iterator[_Difference]:
    if isinstance(reading, str):
        yield _Difference("line", "read", reading, _fault_of_failure(ours, reading, line))
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
    shared: list[tuple[str, Any, list[Any]]] = [
        (field, first, [_value(field, reading[key]) for key in keys if key in reading]) for field, first, keys in fields
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
        if second != "-" and second not in known:
            yield _Difference("bytes", " or ".join(known) or None, second)


def _fault_of_failure(ours: Mapping[str, Any], failure: str, line: str) -> str | None:
    """The fault behind a line that the other reader could not read, proved on what stands there."""
    if failure == "does not match":
        return None if _ADDRESS.fullmatch(ours["peer"] or "") else "address"
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
        return "protocol" if undo(reading["request_url"]) == whole else None
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
