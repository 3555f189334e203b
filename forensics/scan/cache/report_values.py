"""The report of one source as values that JSON has, and back."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import datetime
from typing import Any

from forensics.language.statement import Statement, from_json, to_json
from forensics.model import Damage, Hole, RefusedLines, Rejected, SeenFormat, SizeSign, SourceReport, Unread

__all__ = ["report_of", "report_values"]


def report_values(report: SourceReport) -> dict[str, Any]:
    """Its fields by name."""
    return {name: _tagged(value) for name, value in asdict(report).items()}


def _tagged(value: Any) -> Any:  # noqa: ANN401 - what a report holds
    """What JSON does not have under a name of its own: bytes, times, and statements, which are more than their text."""
    match value:
        case dict():
            return {name: _tagged(part) for name, part in value.items()}
        case list() | tuple():
            return [_tagged(part) for part in value]
        case Statement():
            return {"statement": to_json(value)}
        case bytes():
            return {"base64": b64encode(value).decode()}
        case datetime():
            return {"time": value.isoformat()}
    return value


def _untagged(value: Any) -> Any:  # noqa: ANN401 - what a report holds
    match value:
        case {"statement": said, **rest} if not rest:
            return from_json(said)
        case {"base64": text, **rest} if not rest:
            return b64decode(text)
        case {"time": text, **rest} if not rest:
            return datetime.fromisoformat(text)
        case dict():
            return {name: _untagged(part) for name, part in value.items()}
        case list():
            return tuple(_untagged(part) for part in value)
    return value


def report_of(values: dict[str, Any]) -> SourceReport:
    """The report that has these values; its names are those of the run that wrote them."""
    found = _untagged(values)
    return SourceReport(**{
        **found,
        "unread": tuple(Unread(**member) for member in found["unread"]),
        "formats_seen": tuple(SeenFormat(**seen) for seen in found["formats_seen"]),
        "refused_lines": tuple(RefusedLines(**lines) for lines in found["refused_lines"]),
        "holes": tuple(Hole(**hole) for hole in found["holes"]),
        "damage": Damage(**found["damage"]) if found["damage"] else None,
        "size_signs": tuple(SizeSign(**sign) for sign in found["size_signs"]),
        "rejected": tuple(Rejected(**line) for line in found["rejected"]),
    })  # fmt: skip
