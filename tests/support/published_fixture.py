"""A published folder, a state with its tables, and passes over it; for tests of the scheduled scan."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forensics.watch import exposures, flags, inspections, inventory
from forensics.watch.event import Event
from forensics.watch.inventory import Inventory, take_inventory
from forensics.watch.watched import Root

__all__ = ["Site", "tables"]


def tables() -> sqlite3.Connection:
    """A state in memory that nothing is known in."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(inventory.TABLES + exposures.TABLES + inspections.TABLES + flags.TABLES)
    return connection


@dataclass
class Site:
    """A folder that is served under /files/, and its state."""

    folder: Path
    connection: sqlite3.Connection = field(default_factory=tables)
    roots: tuple[Root, ...] = ()
    last: Inventory | None = None
    ahead: timedelta = timedelta()  # of the clock of passes

    def __post_init__(self) -> None:
        self.folder.mkdir(exist_ok=True)
        self.roots = self.roots or (Root(self.folder, "/files/"),)

    def clock(self) -> datetime:
        """What a pass takes for now."""
        return datetime.now(UTC) + self.ahead

    def look(self, clock: Callable[[], datetime] | None = None) -> list[Event]:
        """One pass; what it tells."""
        clock = clock or self.clock
        self.last = take_inventory(self.roots, self.connection, clock(), clock=clock)
        return list(self.last.events)

    def told(self) -> list[tuple[str, str | None]]:
        """The kinds and paths of what a pass tells."""
        return [(event.kind, event.path) for event in self.look()]

    def write(self, name: str, content: str) -> Path:
        """A document."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
        return path
