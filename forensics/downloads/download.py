"""A download, or what may be one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from forensics.model.schema import DOWNLOAD

__all__ = ["Download", "in_order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """What DOWNLOAD says of it, and of which requests it was made: `indexes` are their places in the table, `absorbed`
    those that it took along; under `person` it may be joined with others (4b.5), where `shared` several may stand
    behind its address."""

    file: str
    size: int | None
    kind: str
    proof: str | None
    grade: str | None
    client: str | None
    client_64: str | None
    party: str | None
    own: bool | None
    agent: str | None
    agent_class: str | None
    robot: bool | None
    first: datetime | None
    last: datetime | None
    bytes: int | None
    window: str | None
    edge_window: str | None
    flags: tuple[str, ...]
    because: str
    rows: tuple[str, ...]
    in_at_least: bool
    in_headline: bool
    indexes: tuple[int, ...]
    absorbed: tuple[int, ...]
    person: str | None
    shared: bool | None
    at_most: int = 1
    name: str = ""

    def flagged(self, *flags: str) -> Download:
        """The same with further flags."""
        return replace(self, flags=in_order({*self.flags, *flags}))

    def row(self) -> dict[str, Any]:
        """As a row of DOWNLOAD."""
        said = {
            "download": self.name,
            "in_at_most": self.at_most > 0,
            "flags": list(self.flags),
            "rows": list(self.rows),
        }
        return {name: said[name] if name in said else getattr(self, name) for name in DOWNLOAD}


def in_order(flags: Iterable[str]) -> tuple[str, ...]:
    """Flags as a report lists them."""
    return tuple(sorted(flags))
