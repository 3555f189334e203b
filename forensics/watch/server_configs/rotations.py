"""The globs that find a log together with what rotation makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["dated", "literal", "patterns"]

_SPECIAL = re.compile(r"[*?\[]")
_FORMATTED = re.compile(r"%[-_0^#EO]*[A-Za-z%]")


def literal(path: str) -> str:
    """The path as a glob that means itself."""
    return _SPECIAL.sub(lambda found: f"[{found[0]}]", path)


def patterns(path: str, others: Iterable[str]) -> tuple[str, ...]:
    """Globs for a log and its rotations (access.log.1, access.log-20200608.gz), none of which takes in one of the
    other logs; a rotation's name has a digit behind its dash or dot."""
    longer = [other for other in others if other != path and other.startswith(path)]
    if not longer:
        return (f"{literal(path)}*",)
    return (literal(path), f"{literal(path)}[-.][0-9]*")


def dated(path: str) -> str:
    """The glob of names that a program makes from a path with the fields of strftime in it."""
    parts: Sequence[str] = _FORMATTED.split(path)
    joined = "*".join(literal(part) for part in parts)
    return re.sub(r"\*+", "*", f"{joined}*")
