"""What a check found: as sealed, different, not to be trusted, or not checked and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["Check", "State", "compared", "good", "optional", "unchecked", "untrusted"]

State = Literal["as sealed", "differs", "not trusted", "not checked"]


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; the sentences may hold text of the folder that was checked: untrusted."""

    name: str  # as docs/bundle.md lists them
    state: State
    sentences: tuple[str, ...]
    needed: bool = True
    """Whether the whole is not checked where this is not: it lies in the folder, or was asked for."""


def good(name: str, sentence: str) -> Check:
    """It is as sealed."""
    return Check(name, "as sealed", (sentence,))


def unchecked(name: str, reason: str) -> Check:
    """Nothing can be said, for this reason."""
    return Check(name, "not checked", (reason,))


def optional(name: str, reason: str) -> Check:
    """Nothing can be said, for this reason, of what does not lie in the folder and was not asked for."""
    return Check(name, "not checked", (reason,), needed=False)


def untrusted(name: str, reason: str) -> Check:
    """Nobody vouches for it."""
    return Check(name, "not trusted", (reason,))


def compared(name: str, differences: Sequence[str], otherwise: str) -> Check:
    """It differs where there are differences."""
    return Check(name, "differs", tuple(differences)) if differences else good(name, otherwise)
