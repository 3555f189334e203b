"""One request and its answer as they really were, before any server wrote a line about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["Exchange", "Visit"]


@dataclass(frozen=True)
class Exchange:
    """`planned` are body bytes that the server meant to send, `sent` those that it handed to its system."""

    start: datetime
    peer: str
    target: str
    status: int = 200
    planned: int = 0
    sent: int = 0
    seconds: float = 0.1
    method: str = "GET"
    protocol: str = "HTTP/1.1"
    agent: str = "-"
    referer: str = "-"
    user: str = "-"
    forwarded: str = "-"
    range: str = "-"
    content_range: str = "-"

    @property
    def end(self) -> datetime:
        """When the last byte was handed over, which is when most servers write the line."""
        return self.start + timedelta(seconds=self.seconds)

    @property
    def aborted(self) -> bool:
        """The client left before everything was handed over."""
        return self.sent < self.planned


@dataclass(frozen=True)
class Visit:
    """What one visitor did, and the whole deliveries that came of it: to these addresses, at these times."""

    exchanges: tuple[Exchange, ...]
    wholes: tuple[tuple[str, datetime], ...] = ()
    kind: str = ""
