"""What a check found: as sealed, different, or not checked and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Check", "State", "compared", "good", "unchecked"]

State = Literal["as sealed", "differs", "not checked"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; the sentences may hold text of the folder that was checked: untrusted."""

    name: str  # as docs/bundle.md lists them
    state: State
    sentences: tuple[str, ...]


def good(name: str, sentence: str) -> Check:
    """It is as sealed."""
    return Check(name, "as sealed", (sentence,))


def unchecked(name: str, reason: str) -> Check:
    """Nothing can be said, for this reason."""
    return Check(name, "not checked", (reason,))


def compared(name: str, differences: Sequence[str], otherwise: str) -> Check:
    """It differs where there are differences."""
    return Check(name, "differs", tuple(differences)) if differences else good(name, otherwise)
