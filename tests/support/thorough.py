"""How much of what could be tried is tried: in the suite a part, with THOROUGH=1 in the environment all of it."""

from __future__ import annotations

import os

__all__ = ["some"]

_ALL = os.environ.get("THOROUGH") == "1"


def some(part: int, whole: int) -> int:
    """The number that the suite tries, or the one of a thorough run."""
    return whole if _ALL else part
