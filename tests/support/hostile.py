"""Ten thousand exchanges in which a client sends what looks like the rest of a log line, the same for every format."""

from __future__ import annotations

import functools
import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.support.writers.exchange import Exchange

__all__ = ["COUNT", "exchanges"]

COUNT = 10_000
_SEED = 20260609
_START = datetime(2026, 6, 9, 6, 0, tzinfo=UTC)

#: Every delimiter, quote and escape of the formats; controls; what is not ASCII, also what the scan puts for bytes that
#: are no UTF-8. A newline cannot be inside a line: servers escape it or refuse the request.
_PARTS = [
    *('"', '\\"', "\\", '\\\\"', "'", "`", "\x00", "\x01", "\x08", "\t", "\x0b", "\x0c", "\x1b[31m", "\x1f", "\x7f"),
    *("\x85", "\u2028", "é", "caf\ufffd", "ÿ", "漢", " ", "  ", "-", "+", "=", "&", "[", "]", "(", ")", "{", "}"),
    *("<?", ">", "|", " | ", ";", ",", ", ", ":", "%22", "%5C", "%0A", "%20", "%2B", "%C3%A9", "%zz", "\\x22"),
    *("\\u0022", "#22", "$", " HTTP/1.1", '" 200 999 "-" "x', ' HTTP/1.1" 404 12 "'),
    *(" - - [09/Jun/2026:10:00:00 +0200] ", '] "GET /forged HTTP/1.1', '","status":999,"x":"', '"}', "\\"),
    *("\t200\t999\t", " 200 999 ", ",200,999,", "|200|999|", ' "" ', "a", "Zz9", "0"),
    *("=> generated 9 bytes in 9 msecs (HTTP/1.1 999)", " ---- 1/1/1/1/0 0/0 ", '{a|b} "', "TCP_HIT/200 9"),
    "#Fields: date",
]


def _text(chosen: random.Random) -> str:
    return "".join(chosen.choices(_PARTS, k=chosen.randint(1, 6)))


def _target(chosen: random.Random) -> str:
    """A path that is hostile, without what makes it a query or a fragment; blanks at the end are the line's."""
    return "/" + _text(chosen).replace("?", "").replace("#", "").lstrip("/").rstrip(" ")


def _query(chosen: random.Random) -> str:
    return "/docs/leak.xlsx?x=" + _text(chosen).replace("#", "").rstrip(" ")


_FIELDS = {
    "target": _target,
    "query": _query,
    "referer": _text,
    "agent": _text,
    "user": _text,
    "host": _text,
    "forwarded": _text,
}


def _clean(number: int, chosen: random.Random) -> Exchange:
    """An exchange like any other, with numbers of its own."""
    start = _START + timedelta(seconds=number, milliseconds=chosen.randrange(1000))
    size = 1_000 + number
    status = chosen.choice([200, 200, 404, 503, 206])
    return Exchange(
        start=start,
        end=start + timedelta(milliseconds=chosen.randrange(1, 60_000)),
        peer=chosen.choice([f"198.51.100.{number % 250 + 1}", f"2001:db8::{number + 1:x}"]),
        status=status,
        body=size,
        planned=size,
        port=20_000 + number,
        user=chosen.choice([None, None, "anna"]),
        method=chosen.choice(["GET", "GET", "POST"]),
        object_bytes=9_000_000,
        range=f"bytes=0-{size - 1}" if status == 206 else None,
        content_range=f"bytes 0-{size - 1}/9000000" if status == 206 else None,
        content_type="application/pdf",
        referer=chosen.choice([None, "https://www.example.org/docs/"]),
        agent=chosen.choice([None, "curl/8.7.1"]),
        request_id=f"{number:016x}",
    )


@functools.cache
def exchanges() -> tuple[Exchange, ...]:
    """The list; in each exchange one or two fields are hostile."""
    chosen = random.Random(_SEED)
    result = []
    for number in range(COUNT):
        changes: dict[str, str] = {}
        for name in chosen.sample(list(_FIELDS), k=chosen.choice([1, 1, 2])):
            changes["target" if name == "query" else name] = _FIELDS[name](chosen)
        result.append(replace(_clean(number, chosen), **changes))  # type: ignore[arg-type]
    return tuple(result)
