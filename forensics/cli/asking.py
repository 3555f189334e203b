"""Questions of the survey, put to somebody at a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from forensics.language.catalogue import Language
from forensics.language.untrusted import for_terminal

__all__ = ["Terminal", "zone_here"]


class Terminal:
    """Asks on stderr, in one language; an empty line takes the default."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def _say(self, text: str) -> str:
        return for_terminal(self._language.say(text))

    def tell(self, *texts: str) -> None:
        """Each on a line of its own."""
        click.echo(err=True)
        for text in texts:
            click.echo(self._say(text), err=True)

    def text(self, question: str, default: str, check: Callable[[str], str]) -> str:
        """Asks again until nothing is wrong with the answer."""

        def checked(answer: str) -> str:
            if fault := check(answer):
                raise click.UsageError(self._say(fault))
            return answer

        answer: str = click.prompt(self._say(question), default=default, value_proc=checked, err=True)
        return answer

    def yes(self, question: str, *, default: bool) -> bool:
        """Yes or no."""
        return click.confirm(self._say(question), default=default, err=True)

    def choice(self, question: str, choices: Sequence[str], default: int) -> int:
        """By its number, counted from 1."""
        for number, one in enumerate(choices, 1):
            click.echo(f"  {number}. {self._say(one)}", err=True)
        numbers = click.IntRange(1, len(choices))
        answer: int = click.prompt(self._say(question), default=default + 1, type=numbers, err=True)
        return answer - 1


def zone_here() -> str | None:
    """The time zone of this machine, to be asked about; None where it has no name."""
    named = os.environ.get("TZ", "").removeprefix(":")
    if named:
        return named
    _, _, name = str(Path("/etc/localtime").resolve()).partition("zoneinfo/")
    return name or None
