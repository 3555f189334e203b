"""How much of what could be tried is tried: in the suite a part, with THOROUGH=1 in the environment all of it."""

from __future__ import annotations

import os
from typing import TypeVar

__all__ = ["some"]

T = TypeVar("T")

_ALL = os.environ.get("THOROUGH") == "1"


def some(part: T, whole: T) -> T:
    """What the suite tries, such as a number of examples, or what a thorough run does."""
    return whole if _ALL else part
