"""An event as the JSON object that scripts rely on (`forensics.watch/1`): one line, ASCII, that no terminal acts on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any, Final

from forensics.language.spelling import saved
from forensics.watch.event import Event
from forensics.watch.moments import written

__all__ = ["SCHEMA", "as_line", "as_object", "json_schema", "line_of"]

SCHEMA: Final = "forensics.watch/1"


def as_object(event: Event, watch: str | None = None) -> dict[str, Any]:
    r"""The event as plain JSON: what every event has, what its kind adds, and the id of the watch.

    A text with bytes that are not UTF-8 has them as `\udcHH` in letters; "file_escaped" and "path_escaped" stand
    beside such a name, as in findings.json.
    """
    version = None if event.version is None else {"sha256": event.version.sha256, "bytes": event.version.bytes}
    fixed = {
        "event": event.kind,
        "id": event.id,
        "time": written(event.time),
        **saved("file", None if event.file is None else str(event.file)),
        **saved("path", None if event.path is None else str(event.path)),
        "version": version,
    }
    more = {key: _plain(part) for key, part in event.details.items() if key not in fixed}
    return {**fixed, **more, **({} if watch is None else {"watch": watch}), "schema": SCHEMA}


def as_line(event: Event, watch: str | None = None) -> str:
    """The object as one line, without its end."""
    return line_of(as_object(event, watch))


def line_of(found: Mapping[str, Any]) -> str:
    """JSON on one line. What `json` leaves as it is and a terminal may act on is DEL alone."""
    return json.dumps(found, ensure_ascii=True, allow_nan=False, separators=(", ", ": ")).replace("\x7f", "\\u007f")


def json_schema() -> dict[str, Any]:
    """The schema of one line, as it ships."""
    found: dict[str, Any] = json.loads(files("forensics.watch").joinpath("events.schema.json").read_text("utf-8"))
    return found


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """Values of JSON for times, tuples and texts that are no UTF-8."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, Mapping):
        return {_plain(str(key)): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    raise TypeError(f"{type(value).__name__} is no value of JSON")
