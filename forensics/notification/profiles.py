"""Forms of authorities, as data: `profiles/*.toml` put the fields in the order and the words of a form.

A new form is a new file; it names each of the 24 fields once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["PROFILES", "Profile", "Section", "profile"]

PROFILES = ("ap", "ico", "edpb")

#: A text by the code of its language.
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form, with the ids of its fields in their order."""

    title: Words
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A form: whose it is, how long there is, and what it asks; `wording` has its words for some fields."""

    name: str
    title: Words
    authority: Words
    where: Words
    hours: int
    clock_note: Words
    sections: tuple[Section, ...]
    wording: Mapping[str, Words]


@cache
def profile(name: str) -> Profile:
    """The profile of that name, one of PROFILES. Raises ValueError for another."""
    if name not in PROFILES:
        raise ValueError(f"{name!r} is none of {', '.join(PROFILES)}")
    text = files("forensics.notification").joinpath("profiles", f"{name}.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    return Profile(
        name=name,
        title=raw["title"],
        authority=raw["authority"],
        where=raw["where"],
        hours=raw["hours"],
        clock_note=raw["clock_note"],
        sections=tuple(Section(section["title"], tuple(section["fields"])) for section in raw["sections"]),
        wording=raw["wording"],
    )
