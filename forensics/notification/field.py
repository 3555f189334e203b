"""A field of the notification, and what the fields are made from (docs/notification.md)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from zoneinfo import ZoneInfo

from forensics.language.catalogue import Language
from forensics.model import Stated
from forensics.notification.clock import Clock
from forensics.notification.profiles import Profile
from forensics.notification.saved import Saved

__all__ = ["Field", "Filled", "Matter", "lines"]

Grade = Literal["auto", "assist", "ask"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a field says, before it has its number: `text` are the lines to paste, `value` is the same for machines.

    `needs` are the keys of the case file that would fill what is missing. `proposed` is true where a person has
    still to confirm what the tool suggests.
    """

    text: tuple[str, ...] = ()
    value: dict[str, Any] | None = None
    basis: str = ""
    method: str = ""
    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """One of the 24 fields: `title` is in the words of the form, `name` in ours; `status` is filled, proposed,
    partial or missing."""

    number: int
    id: str
    grade: Grade
    title: str
    name: str
    content: Filled

    @property
    def status(self) -> str:
        """How far it is filled in."""
        if not self.content.text:
            return "missing"
        if self.content.needs:
            return "partial"
        return "proposed" if self.content.proposed else "filled"


@dataclass(frozen=True, slots=True)
class Matter:
    """What the fields are made from."""

    saved: Saved
    stated: Stated
    clock: Clock | None
    profile: Profile
    language: Language
    follows: bool = False  # an earlier notification was given to compare with

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which times are shown."""
        return ZoneInfo(self.saved.case.zone)


def lines(text: str | None) -> tuple[str, ...]:
    """The paragraphs of a text that a person wrote."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def absent(**keys: object) -> tuple[str, ...]:
    """Those of the keys of [notification] that are not stated; `a__b` stands for a.b."""
    return tuple(f"notification.{name.replace('__', '.')}" for name, value in keys.items() if value in (None, ()))


def joined(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts that say something."""
    return tuple(part for part in parts if part)
