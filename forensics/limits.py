"""What this process may use, where the system has such limits: Windows has none, and macOS refuses that of memory."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module
from typing import Any

__all__ = ["limit", "limit_for_good", "page_size"]

_resource: Any = None if sys.platform == "win32" else import_module("resource")


def limit(kind: str, most: int) -> None:
    """At most so much of what RLIMIT_`kind` counts, and no more than was allowed before; it can be raised again as far
    as that. What a system does not know, or refuses, is left as it is."""
    _limit(kind, most, for_good=False)


def limit_for_good(kind: str, most: int) -> None:
    """The same, and it cannot be raised again."""
    _limit(kind, most, for_good=True)


def _limit(kind: str, most: int, *, for_good: bool) -> None:
    if _resource is None:
        return
    with suppress(AttributeError, ValueError, OSError):
        number = getattr(_resource, f"RLIMIT_{kind}")
        _, hard = _resource.getrlimit(number)
        least = most if hard == _resource.RLIM_INFINITY else min(most, hard)
        _resource.setrlimit(number, (least, least if for_good else hard))


def page_size() -> int:
    """Bytes of a page of memory; 0 where the system does not tell."""
    return int(_resource.getpagesize()) if _resource else 0
