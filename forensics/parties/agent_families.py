"""What a user agent says it is, in a few words: "Firefox 115, Windows", by the lists of ua-parser.

A family is shown where the agent itself is not (counting.md 3.10.4), so nothing that a client made up may pass: a
name counts only where it is a word of a published list, a version only with four digits at most. As in `agents`,
the patterns run in polars, in time linear in the text.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import version
from itertools import chain

import polars as pl

from forensics.parties.agents import robots
from forensics.required_texts import could_fit

__all__ = ["FAMILIES", "families", "families_sha256", "patterns"]

#: The lists of programs and systems, with their version, as reports name them.
FAMILIES = f"ua-parser-builtins {version('ua-parser-builtins')}"

_JUDGED = 1024  # characters of an agent that are looked at
_NAME = re.compile(r"(?=.*[A-Za-z]{2})[A-Za-z0-9][A-Za-z0-9 ._+()-]{0,39}")
_VERSION = re.compile(r"[0-9]{1,4}")
_GROUP = "$1"  # in the name of a family: the first group of its pattern


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Agents that hold `regex` are of this family; the first pattern that fits decides. `major` is None where
    the second group is the version."""

    regex: str
    family: str
    major: str | None = None


@cache
def _lists() -> tuple[tuple[_Pattern, ...], tuple[_Pattern, ...]]:
    """The patterns of programs and those of systems."""
    from ua_parser import load_lazy_builtins  # noqa: PLC0415 - slow to import
    from ua_parser.lazy import OSMatcher, UserAgentMatcher  # noqa: PLC0415

    programs, systems, _ = load_lazy_builtins()
    return (
        tuple(_Pattern(p.regex, p.family, p.major) for p in programs if isinstance(p, UserAgentMatcher)),
        tuple(_Pattern(s.regex, s.family) for s in systems if isinstance(s, OSMatcher)),
    )


def patterns() -> tuple[str, ...]:
    """All patterns of both lists, in their order."""
    return tuple(pattern.regex for pattern in chain(*_lists()))


def families_sha256() -> str:
    """SHA-256 of the patterns and names of both lists, one a line, in the lists' order."""
    lines = (f"{p.regex}\t{p.family}\t{p.major or ''}" for p in chain(*_lists()))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def families(agents: pl.Series) -> pl.DataFrame:
    """The family of each distinct user agent: columns agent, agent_family (null: not told by the agent).

    Sorted by agent, nulls first; join on agent with nulls_equal=True. Only the first 1,024 characters are judged.
    """
    table = agents.alias("agent").cast(pl.String).to_frame().unique().sort("agent", nulls_last=False)
    names = _families(tuple(table["agent"].fill_null("").str.head(_JUDGED)))
    return table.with_columns(pl.Series("agent_family", names, dtype=pl.String))


@lru_cache(maxsize=4)  # to build the patterns takes longer than to use them
def _families(heads: tuple[str, ...]) -> tuple[str | None, ...]:
    if not heads:
        return ()
    programs, systems = _lists()
    found = zip(_named(heads, programs, versions=True), _named(heads, systems, versions=False), strict=True)
    # Of a program with a name of its own making nothing is said: its system alone would mislead.
    return tuple(
        None if program == "" else ", ".join(filter(None, (program, system))) or None for program, system in found
    )


def _named(heads: Sequence[str], known: Sequence[_Pattern], *, versions: bool) -> list[str | None]:
    """The name of each text by that list, with or without its version: None is not in the list, "" is in it
    with a name that cannot be believed."""
    names: list[str | None] = [None] * len(heads)
    possible = could_fit([pattern.regex for pattern in known], heads)
    if not possible:
        return names
    texts = pl.DataFrame({"text": heads}, schema={"text": pl.String})
    # A pattern that this engine cannot read, in a list to come, is passed over; a test tells.
    fits = (pl.col("text").str.contains(known[i].regex, strict=False).alias(str(i)) for i in possible)
    numbers = (pl.when(pl.col(str(i))).then(pl.lit(i, dtype=pl.Int32)) for i in possible)
    texts = texts.with_columns(texts.select(*fits).select(number=pl.coalesce(*numbers)))
    for number in sorted(set(texts["number"].drop_nulls())):
        pattern = known[number]
        for at, name, major in _groups(texts, number, pattern.regex):
            shown = _name(pattern.family.replace(_GROUP, name or ""))
            told = _version(pattern.major or major) if versions else ""
            names[at] = f"{shown} {told}".rstrip() if shown else shown
    return names


def _groups(texts: pl.DataFrame, number: int, regex: str) -> Iterator[tuple[int, str | None, str | None]]:
    """Of each text that this pattern decides: its place and what its first two groups hold."""
    mine = texts.with_row_index("at").filter(pl.col("number") == number)
    first, second = (pl.col("text").str.extract(regex, group) for group in (1, 2))
    yield from mine.select("at", first=first, second=second).iter_rows()


def _name(text: str) -> str | None:
    """A name that can be believed, else ""; None for "Other", which says nothing."""
    name = text.strip()
    if name == "Other":
        return None
    return name if _NAME.fullmatch(name) and _published(name) else ""


def _published(name: str) -> bool:
    """Whether the name stands in a published list, as words of their own."""
    words = _words()
    at = words.find(name)
    while at >= 0:
        if not words[at - 1].isalnum() and not words[at + len(name)].isalnum():
            return True
        at = words.find(name, at + 1)
    return False


@cache
def _words() -> str:
    """All that is said of programs and systems by the lists and, with examples, by the list of robots."""
    listed = (text for pattern in chain(*_lists()) for text in (pattern.family, pattern.regex))
    known = (text for entry in robots() for text in (entry["pattern"], *entry["instances"]))
    return "\n".join(("", *listed, *known, "")).replace("\\", "")


def _version(text: str | None) -> str:
    return text if text and _VERSION.fullmatch(text) else ""
