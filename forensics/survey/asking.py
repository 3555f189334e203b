"""What only a person can settle: questions with a default, put to somebody or answered by what the logs show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

__all__ = ["Ask", "Defaults"]


class Ask(Protocol):
    """Somebody, or something, that answers."""

    def tell(self, *texts: str) -> None:
        """Say what was found before a question about it."""

    def text(self, question: str, default: str, check: Callable[[str], str]) -> str:
        """An answer in words; `check` says what is wrong with one, "" for nothing."""

    def yes(self, question: str, *, default: bool) -> bool:
        """Yes or no."""

    def choice(self, question: str, choices: Sequence[str], default: int) -> int:
        """One of several, by its place."""


class Defaults:
    """Takes every default, without a word."""

    def tell(self, *texts: str) -> None:
        """Nobody listens."""

    def text(self, question: str, default: str, check: Callable[[str], str]) -> str:  # noqa: ARG002 - as Ask has it
        """The default, which was checked when it was made."""
        return default

    def yes(self, question: str, *, default: bool) -> bool:  # noqa: ARG002
        """The default."""
        return default

    def choice(self, question: str, choices: Sequence[str], default: int) -> int:  # noqa: ARG002
        """The default."""
        return default
