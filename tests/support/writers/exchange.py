"""What really happened between a client and a server: the truth that every writer puts in its server's words."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

__all__ = ["ZONE", "Exchange"]

ZONE = ZoneInfo("Europe/Amsterdam")  # in which servers without an offset in their logs stamp


@dataclass(frozen=True)
class Exchange:
    """What happened between a client and a server, as an observer who sees everything knows it.

    Text is raw, as the client sent it: any character may stand in it, and the writer does to it what its server does.
    """

    start: datetime  # UTC, whole milliseconds
    end: datetime
    peer: str
    status: int
    body: int  # body bytes that left the server
    planned: int  # body bytes that the server meant to send
    port: int = 40000
    forwarded: str | None = None  # X-Forwarded-For as it was received
    user: str | None = None
    method: str = "GET"
    target: str = "/docs/leak.xlsx"  # as the client sent it, with the query
    protocol: str = "HTTP/1.1"
    host: str = "www.example.org"
    object_bytes: int = 2_000_000  # size of the stored file
    range: str | None = None  # "bytes=0-99"
    content_range: str | None = None  # "bytes 0-99/2000000"
    content_type: str | None = None
    aborted: bool = False  # the client left before the end
    referer: str | None = None
    agent: str | None = None
    request_id: str = "0123456789abcdef"
    headers: int = 300  # header bytes of the response
