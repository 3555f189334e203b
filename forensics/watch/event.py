"""What a pass has to tell, as one JSON object."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

__all__ = ["KINDS", "Event", "EventKind", "Version", "event_id"]

EventKind = Literal["published", "changed", "removed", "flagged", "download", "partial", "incomplete"]
KINDS: tuple[EventKind, ...] = ("published", "changed", "removed", "flagged", "download", "partial", "incomplete")


@dataclass(frozen=True, slots=True)
class Version:
    """The content of a file at one time."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened; `id` is the same whenever and however often it is told."""

    kind: EventKind
    id: str
    time: datetime | None  # when it happened, UTC; None: not known
    file: str | None = None  # name of the file
    path: str | None = None  # URL path, decoded
    version: Version | None = None
    details: Mapping[str, Any] = field(default_factory=dict)  # values of JSON, in the order in which they are written


def event_id(kind: EventKind, *parts: str | int | None) -> str:
    """32 hexadecimal digits that follow from what happened alone: not from the pass, the machine or the order."""
    told = json.dumps([kind, *parts], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32]
