"""A choice among a few words that says which one was meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

import click

from forensics.language.languages import LANGUAGES

__all__ = ["Choice", "language_option", "meant"]

_CLOSE = 3


class Choice(click.Choice[str]):
    """As click's own; its complaint ends with the words that are close."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """The words there are, and those that may have been meant."""
        return f"{super().get_invalid_choice_message(value, ctx)}{meant(str(value), self.choices)}"


def language_option(of: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option `--lang` of a command that writes `of`, what is told."""
    return click.option("--lang", type=Choice(LANGUAGES), default="en", show_default=True, help=f"Language of {of}.")


def meant(word: str, among: Iterable[str]) -> str:
    """The end of a complaint: " Did you mean …?" where a word is close or begins alike, else nothing."""
    known = {name.lower().lstrip("-"): name for name in among}
    typed = word.lower().lstrip("-")
    begun = [name for name in known if typed and (name.startswith(typed) or typed.startswith(name))]
    close = dict.fromkeys([*begun, *get_close_matches(typed, known, n=_CLOSE)])
    names = [repr(known[name]) for name in close][:_CLOSE]
    return f" Did you mean {' or '.join(names)}?" if names else ""
