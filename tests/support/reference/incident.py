"""One incident: what happened, which logs there are, and what was done to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from tests.support.reference.exchange import Visit
from tests.support.reference.servers import Server

__all__ = ["Log", "World"]


@dataclass(frozen=True)
class Log:
    """A file as it is handed over: whose lines stand in it, and what stands around each."""

    path: Path
    server: Server
    wrapper: str = ""


@dataclass
class World:
    """One incident. `damage` says what was done to the evidence; empty: it is sound."""

    seed: int
    folder: Path
    server: Server
    size: int
    windows: list[tuple[datetime, datetime]]
    visits: list[Visit]
    encoded: int = 0
    size_given: bool = True
    encoded_given: bool = False
    proxy: str = ""  # "", declared, undeclared
    wrapper: str = ""
    copies: str = ""
    damage: str = ""
    lost: tuple[datetime, datetime] | None = None  # the hours that were taken out
    logs: list[Log] = field(default_factory=list)
    busy: bool = True
    written: dict[bytes, datetime] = field(default_factory=dict)  # every line that was written, and when

    @property
    def case(self) -> Path:
        """The case file."""
        return self.folder / "case.toml"

    def wholes(self) -> list[tuple[str, datetime]]:
        """The truth: every whole delivery inside a window, and to whom."""
        return [
            (address, at)
            for visit in self.visits
            for address, at in visit.wholes
            if any(start <= at < end for start, end in self.windows)
        ]

    def kinds(self) -> list[str]:
        """What the visitors did, as far as it happened inside a window."""
        inside = [
            visit.kind
            for visit in self.visits
            if any(start <= visit.exchanges[0].start < end for start, end in self.windows)
        ]
        return sorted(inside)
