r"""events.jsonl and timeline.jsonl: the evidence for the tools that examiners load it into.

`events.jsonl` uses the names of the Elastic Common Schema, with ours under `accesslog`; one line for each row
of requests.csv, in its order. `timeline.jsonl` is what Timesketch imports, by time. Text is as the log holds it,
in ASCII (`\uHHHH`); bytes that are not UTF-8 stand as `\xHH` in letters, and requests.parquet holds them as they
are. A line whose time could not be read has no `@timestamp`, and no place in a timeline.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from typing import Any

from forensics.model import Findings, Recipient

__all__ = ["ECS_VERSION", "events_jsonl", "timeline_jsonl"]

#: Release of the Elastic Common Schema whose names and types these are.
ECS_VERSION = "8.11.0"

#: Columns of the requests table that have a name in the schema; theirs stays null where ours is.
_SHARED = {
    "user.name": "user",
    "http.request.method": "method",
    "http.request.id": "request_id",
    "http.request.referrer": "referer",
    "http.response.status_code": "status",
    "http.response.body.bytes": "body_bytes",
    "http.response.bytes": "total_bytes",
    "http.response.mime_type": "content_type",
    "url.original": "target",
    "url.domain": "host",
    "url.path": "path",
    "url.query": "query",
    "user_agent.original": "agent",
}
#: Columns that are ours: what the log says and the schema has no name for, and what was concluded.
_OURS = (
    "file", "match", "source", "line_no", "offset", "format", "peer", "forwarded", "planned_bytes", "object_bytes",
    "range", "content_range", "encoding", "aborted", "generated", "internal", "unfinished", "client_64", "party",
    "own", "agent_class", "agent_family", "robot", "size", "verdict", "rule", "because", "grade", "flags", "first_byte",
    "last_byte", "download", "window", "edge_window",
)  # fmt: skip
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_Row = Mapping[str, Any]


def events_jsonl(findings: Findings) -> str:
    """Each request of evidence as an event of the Elastic Common Schema."""
    paths = {source.id: source.path for source in findings.sources}
    places = _places(findings)
    return _lines(_event(row, paths, places) for row in findings.requests.iter_rows(named=True))


def timeline_jsonl(findings: Findings) -> str:
    """Each request with a time as an event of Timesketch: first by time, then as the tables stand."""
    paths = {source.id: source.path for source in findings.sources}
    timed = [row for row in findings.requests.iter_rows(named=True) if _time(row)]
    return _lines(_moment(row, paths) for row in sorted(timed, key=lambda row: _time(row) or _EPOCH))


def _lines(entries: Iterator[dict[str, Any]]) -> str:
    return "".join(json.dumps(entry, ensure_ascii=True, allow_nan=False) + "\n" for entry in entries)


def _places(findings: Findings) -> dict[str, Recipient]:
    """What is known of the addresses that got the file."""
    return {recipient.address: recipient for file in findings.files for recipient in file.addresses}


def _time(row: _Row) -> datetime | None:
    """The time by which a request is placed: received, else answered."""
    time: datetime | None = row["start"] or row["end"]
    return time


def _event(row: _Row, paths: Mapping[str, str], places: Mapping[str, Recipient]) -> dict[str, Any]:
    start, end = row["start"], row["end"]
    place = places.get(row["client"] or "")
    fields = {
        "@timestamp": _iso(_time(row)),
        "ecs.version": ECS_VERSION,
        "event.kind": "event",
        "event.category": ["web"],
        "event.type": ["access"],
        "event.dataset": "accesslog.request",
        "event.id": row["row"],
        "event.outcome": _outcome(row["status"]),
        "event.start": _iso(start),
        "event.end": _iso(end),
        "event.duration": _nanoseconds(start, end),
        "event.original": row["line"].decode("utf-8", "backslashreplace"),
        "log.file.path": _unicode(paths.get(row["source"])),
        "source.address": row["client"],
        "source.ip": _ip(row["client"]),
        "source.geo.country_iso_code": place.country if place else None,
        "source.as.number": place.asn if place else None,
        "source.as.organization.name": place.network if place else None,
        "http.version": _version(row["protocol"]),
        **{name: row[column] for name, column in _SHARED.items()},
        **{f"accesslog.{column}": row[column] for column in _OURS},
    }
    return _nested(fields)


def _nested(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Dotted names as objects in objects; what is not known is left out."""
    event: dict[str, Any] = {}
    for name, value in fields.items():
        if value is None or value == []:
            continue
        *parents, leaf = name.split(".")
        holder = event
        for parent in parents:
            holder = holder.setdefault(parent, {})
        holder[leaf] = value
    return event


def _moment(row: _Row, paths: Mapping[str, str]) -> dict[str, Any]:
    time = _time(row) or _EPOCH
    known = {
        "data_type": "accesslog:request",
        "source_ip": row["client"],
        "http_method": row["method"],
        "url": row["target"],
        "http_status": row["status"],
        "bytes": _sent(row),
        "user_agent": row["agent"],
        "user": row["user"],
        "file_name": row["file"],
        "verdict": row["verdict"],
        "rule": row["rule"],
        "because": row["because"],
        "grade": row["grade"],
        "download": row["download"],
        "window": row["window"],
        "row": row["row"],
        "log_file": _unicode(paths.get(row["source"])),
    }
    return {
        "message": _message(row),
        "datetime": time.astimezone(UTC).isoformat(),
        "timestamp": (time - _EPOCH) // _EPOCH.resolution,
        "timestamp_desc": "Request received" if row["start"] else "Response logged",
        **{name: value for name, value in known.items() if value is not None},
    }


def _message(row: _Row) -> str:
    """One sentence: who asked for what, what was answered, what that is."""
    request = " ".join(part for part in (row["method"], row["target"]) if part) or "a line that could not be read"
    status = f", answered {row['status']}" if row["status"] is not None else ""
    sent = f", {size} bytes" if (size := _sent(row)) is not None else ""
    return f"{row['client'] or 'unknown'}: {request}{status}{sent}: {row['verdict']} ({row['because']})"


def _sent(row: _Row) -> int | None:
    """The size that the line holds: of the body, else with headers, else as planned."""
    found = (row[column] for column in ("body_bytes", "total_bytes", "planned_bytes"))
    return next((size for size in found if size is not None), None)


def _outcome(status: int | None) -> str:
    return "unknown" if status is None else "success" if status < 400 else "failure"


def _nanoseconds(start: datetime | None, end: datetime | None) -> int | None:
    return (end - start) // _EPOCH.resolution * 1000 if start and end and end >= start else None


def _iso(time: datetime | None) -> str | None:
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z") if time else None


def _version(protocol: str | None) -> str | None:
    """HTTP/1.1 is version 1.1 of it."""
    name, _, number = (protocol or "").partition("/")
    return number if name.upper() == "HTTP" and number else None


def _ip(client: str | None) -> str | None:
    """The client, where it is an address: a log may hold a name."""
    try:
        return str(ip_address(client or ""))
    except ValueError:
        return None


def _unicode(path: str | None) -> str | None:
    """A path with bytes that are not UTF-8 in letters: no lone surrogates."""
    return None if path is None else path.encode("utf-8", "backslashreplace").decode()
