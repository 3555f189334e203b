"""A status as the JSON object that scripts rely on (`forensics.watch-status/1`)."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from forensics.language.spelling import saved
from forensics.watch.moments import written
from forensics.watch.state.passes import Pass
from forensics.watch.status.status import Documents, FlaggedDocument, SinkStatus, Status

__all__ = ["SCHEMA", "as_json", "as_object", "json_schema"]

SCHEMA: Final = "forensics.watch-status/1"


def as_object(status: Status) -> dict[str, Any]:
    """Times as in findings.json; spans in seconds; a name that is no UTF-8 also under "..._escaped"."""
    return {
        "schema": SCHEMA,
        "watch": status.watch,
        "time": written(status.now),
        "well": status.is_well,
        "overdue": status.is_overdue,
        "overdue_after_seconds": int(status.overdue_after.total_seconds()),
        "lag_seconds": None if status.lag is None else status.lag.total_seconds(),
        "passes": {
            "last": _pass(status.last),
            "running": _pass(status.running),
            "recent": [_pass(each) for each in status.recent],
            "stopped_last_day": status.stopped,
        },
        "roots": [
            {**saved("path", root.path), "url": root.url, "seen": written(root.seen), "trouble": root.trouble}
            for root in status.roots
        ],
        "documents": _documents(status.documents),
        "files": [
            {
                **saved("name", each.name),
                "downloads": each.downloads,
                "partials": each.partials,
                "first": written(each.first),
                "last": written(each.last),
            }
            for each in status.files
        ],
        "logs": [
            {**saved("path", log.path), "lines": log.lines, "last": written(log.last), "settled": log.settled}
            for log in status.logs
        ],
        "logs_lost": status.lost,
        "troubles": [
            {"of": each.of, **saved("where", each.where), **saved("reason", each.reason)} for each in status.troubles
        ],
        "sinks": [_sink(sink) for sink in status.sinks],
        "state": {**saved("path", str(status.state)), "bytes": status.state_bytes},
    }


def as_json(status: Status) -> str:
    """The object as text: ASCII without control characters but the ends of lines."""
    return json.dumps(as_object(status), indent=2, ensure_ascii=True, allow_nan=False).replace("\x7f", "\\u007f")


def json_schema() -> dict[str, Any]:
    """The schema of the object, as it ships."""
    text = files("forensics.watch.status").joinpath("status.schema.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _pass(of: Pass | None) -> dict[str, Any] | None:
    if of is None:
        return None
    times: dict[str, datetime | None] = {"began": of.began, "ended": of.ended}
    return {
        "number": of.number,
        **{name: written(time) for name, time in times.items()},
        "outcome": of.outcome,
        "counts": dict(of.counts),
    }


def _documents(of: Documents) -> dict[str, Any]:
    return {
        "published": of.published,
        "inspected": of.inspected,
        "passed_over": of.passed_over,
        "waiting": of.waiting,
        "not_inspected": [{**saved("path", each.path), **saved("reason", each.reason)} for each in of.unread],
        "flagged": [_flagged(each) for each in of.flagged],
    }


def _flagged(of: FlaggedDocument) -> dict[str, Any]:
    return {
        **saved("path", of.path),
        "published": of.published,
        "earliest": written(of.earliest),
        "latest": written(of.latest),
        "ended": written(of.ended),
        "codes": list(of.codes),
        "summary": of.summary,
        "downloads": of.downloads,
        "last_download": written(of.last_download),
    }


def _sink(of: SinkStatus) -> dict[str, Any]:
    return {
        "name": of.name,
        "waiting": of.waiting,
        "tries": of.tries,
        "since": written(of.since),
        "again": written(of.again),
        **saved("reason", of.reason),
        "put_aside": of.aside,
    }
