"""Tables of a TOML file as they are written for a person: every key with the reason for its value.

Values and reasons may be text of strangers: a value is quoted, a reason stands in a comment of one line each, and
neither can end what it stands in.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from forensics.language.untrusted import for_terminal
from forensics.tomlfile.template import toml_text

__all__ = ["TODO", "Entry", "Key", "Value", "commented", "entry_lines", "key_line", "toml_value"]

Value = str | int | bool | datetime | Sequence[str] | Sequence[int]

#: Before what waits for somebody's decision, in every language: it is searched for.
TODO = "TODO: "
_WIDTH = 110
_LONGEST = 600  # of a comment


@dataclass(frozen=True, slots=True)
class Key:
    """A key with its value, and why; one that is `off` is written behind a #, to be taken into use, and one that is a
    `todo` waits for somebody's decision."""

    name: str
    value: Value
    because: str = ""
    off: bool = False
    todo: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A table: its head ("[[logs]]"), its keys, notes above it, and what is to be decided about it; `off`: see Key."""

    head: str
    keys: tuple[Key, ...] = ()
    notes: tuple[str, ...] = ()
    todos: tuple[str, ...] = ()
    off: bool = False


def entry_lines(entry: Entry, say: Callable[[str], str]) -> Iterator[str]:
    """The lines of a table; `say` says reasons in the language of the reader."""
    for note in entry.notes:
        yield from commented(say(note))
    for todo in entry.todos:
        yield from commented(f"{TODO}{say(todo)}")
    yield f"{'#' if entry.off else ''}{entry.head}"
    for key in entry.keys:
        because = f"{TODO if key.todo else ''}{say(key.because)}" if key.because else ""
        yield from _with_reason(f"{'#' if entry.off or key.off else ''}{key_line(key)}", because)


def key_line(key: Key) -> str:
    """The key with its value, as it stands in a file."""
    return f"{key.name} = {toml_value(key.value)}"


def toml_value(value: Value) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return toml_text(value)
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return str(value) if isinstance(value, int) else f"[{', '.join(map(toml_value, value))}]"


def commented(text: str) -> Iterator[str]:
    """Lines that say it in a comment."""
    shown = for_terminal(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}...")
    yield from (f"# {line}" for line in textwrap.wrap(shown, _WIDTH, break_on_hyphens=False))


def _with_reason(line: str, because: str) -> Iterator[str]:
    """A line with its reason behind it, or above it where both are too long."""
    reason = list(commented(because))
    if len(reason) == 1 and len(line) + len(reason[0]) + 2 <= _WIDTH:
        yield f"{line}  {reason[0]}"
        return
    yield from reason
    yield line
