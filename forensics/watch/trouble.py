"""What a pass could not read, or not to its end."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Trouble"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """One thing that keeps an answer from being whole. It is told once, as an event, and holds until it is gone."""

    of: str  # log | line | document | root
    where: str
    reason: str
    key: str  # with `of` and `where` what makes it this trouble and no other
