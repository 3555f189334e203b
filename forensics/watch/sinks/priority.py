"""How grave an event is, as syslog counts: 4 warning, 5 notice, 6 informational."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["severity"]

_SEVERITIES: Final[Mapping[str, int]] = {
    "flagged": 4,
    "incomplete": 4,
    "download": 5,
    "partial": 5,
    "published": 6,
    "changed": 6,
    "removed": 6,
}


def severity(kind: str) -> int:
    """Of an event of that kind."""
    return _SEVERITIES.get(kind, 5)
