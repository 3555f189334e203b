"""Lines of Apache's log that mean one thing to everyone: random requests, and random formats to write them in.

Clean means what apache-log-parser can read: no quote or backslash in a text, methods and protocols that it knows,
offsets of whole hours, and a quoted text at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from random import Random

__all__ = ["COMBINED", "KNOWN_FORMATS", "Sent", "formats", "sent", "write"]

COMBINED = '%h %l %u %t "%r" %>s %b "%{Referer}i" "%{User-Agent}i"'
KNOWN_FORMATS = (
    COMBINED,
    '%h %l %u %t "%r" %>s %b',
    '%v %h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"',
    '%h %l %u %t "%r" %>s %B "%{User-Agent}i" %v "%{Referer}i"',
)
_BEGINS = datetime(2026, 6, 1, tzinfo=UTC)
_AGENTS = (
    "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0",
    "curl/8.7.1", "-", "Wget/1.21 (linux-gnu)", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "leak.xlsx", "a [b] 200 5 c", "GET /docs/leak.xlsx HTTP/1.1",
)  # fmt: skip
_PATHS = (
    "/docs/leak.xlsx", "/docs/leak.xlsx?version=2", "/docs/other.xlsx", "/", "/search?q=leak", "/docs/leak.xlsx.bak",
    "/a%20b", "/caf%C3%A9?x=%22", "/docs/", "/[x]", "/a:b@c;d=e,f(g)'h~!*", "/docs/leak.xls",
)  # fmt: skip
_REFERERS = ("-", "https://www.example.org/", "https://www.example.org/docs/leak.xlsx", "https://example.net/?q=200 5")
_METHODS = ("GET",) * 8 + ("HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PROPFIND")
_STATUS = (200,) * 6 + (206, 304, 301, 404, 403, 416, 500)
_DIRECTIVE = re.compile(r"%>?(?:\{[A-Za-z-]+\})?[a-zA-Z]")


@dataclass(frozen=True, slots=True)
class Sent:
    """A request and its answer."""

    address: str
    user: str
    time: datetime
    method: str
    target: str
    protocol: str
    status: int
    bytes: int
    referer: str
    agent: str
    host: str


def sent(chance: Random) -> Sent:
    """A random one within ten days."""
    zone = timezone(timedelta(hours=chance.randint(-11, 13)))
    address = (
        f"192.0.2.{chance.randrange(1, 250)}" if chance.random() < 0.7 else f"2001:db8::{chance.randrange(1, 9999):x}"
    )
    return Sent(
        address,
        chance.choice(("-", "-", "anna", "b.bakker", "c@example.org")),
        (_BEGINS + timedelta(seconds=chance.randrange(864_000))).astimezone(zone),
        chance.choice(_METHODS),
        chance.choice(_PATHS),
        chance.choice(("HTTP/1.1", "HTTP/1.0")),
        chance.choice(_STATUS),
        chance.choice((0, 5, 2_000_000, 1_999_999, chance.randrange(10**9))),
        chance.choice(_REFERERS),
        chance.choice(_AGENTS),
        chance.choice(("www.example.org", "files.example.org")),
    )


def write(template: str, what: Sent) -> str:
    """The line of that format."""
    path, mark, query = what.target.partition("?")
    path = "/docs/" if "%" in path else path  # of %U the server has undone the escapes
    values: Mapping[str, str] = {
        "%h": what.address, "%a": what.address, "%l": "-", "%u": what.user, "%v": what.host, "%V": what.host,
        "%t": f"[{what.time:%d/%b/%Y:%H:%M:%S %z}]", "%r": f"{what.method} {what.target} {what.protocol}",
        "%m": what.method, "%U": path, "%q": mark + query, "%H": what.protocol, "%>s": str(what.status),
        "%b": str(what.bytes or "-"), "%B": str(what.bytes), "%O": str(what.bytes), "%{Referer}i": what.referer,
        "%{User-Agent}i": what.agent, "%p": "443", "%P": "4711", "%D": "1500", "%I": "312", "%X": "+",
    }  # fmt: skip
    return _DIRECTIVE.sub(lambda found: values[found.group()], template)


def formats(chance: Random) -> Iterator[str]:
    """Formats in any order, each with who, when, what and how it ended; the last field stands in quotes."""
    while True:
        fields = [
            chance.choice(("%h", "%a")), "%t", chance.choice(('"%r"', '%m "%U%q" %H')), "%>s",
            chance.choice(("%b", "%B", "%O")),
        ]  # fmt: skip
        fields += chance.sample(("%u", "%v", "%l", "%p", "%P", "%D", "%I", "%X", '"%{Referer}i"'), chance.randrange(7))
        chance.shuffle(fields)
        separator = chance.choice((" ", " ", " ", " | ", "\t", " - "))
        yield separator.join([*fields, '"%{User-Agent}i"'])
