"""HTTP headers that mean something here, the same for every server that can log them."""

from __future__ import annotations

__all__ = ["REQUEST_HEADERS", "RESPONSE_HEADERS"]

#: Request header, lower case: role, kind, rank.
REQUEST_HEADERS: dict[str, tuple[str, str, int]] = {
    "x-forwarded-for": ("forwarded", "forwarded", 0),
    "x-real-ip": ("forwarded", "text", 1),
    "x-client-ip": ("forwarded", "text", 1),
    "true-client-ip": ("forwarded", "text", 1),
    "cf-connecting-ip": ("forwarded", "text", 1),
    "host": ("host", "text", 1),
    "range": ("range", "ranges", 0),
    "referer": ("referer", "text", 0),
    "user-agent": ("agent", "text", 0),
    "x-request-id": ("request_id", "text", 1),
}

#: Response header, lower case: role, kind, rank.
RESPONSE_HEADERS: dict[str, tuple[str, str, int]] = {
    "content-range": ("content_range", "ranges", 0),
    "content-encoding": ("encoding", "text", 0),
    "content-type": ("content_type", "text", 0),
    "content-length": ("length", "number", 0),
    "x-request-id": ("request_id", "text", 1),
}
