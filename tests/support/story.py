"""One story of what happened to two leaked files, and the verdicts that a log of it must lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.support.logged import Logged
from tests.support.writers.exchange import Exchange

__all__ = ["FILES", "SIZE", "STORY", "WINDOW", "clients", "verdicts"]

SIZE = 8_000_000  # more than a socket buffer holds
_CUT = 3_900_000  # two parts of one size would prove nothing (counting.md 4b.13)
_ANNEX = 2_000_000
_PROXY = "10.0.0.2"
_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NOON = datetime(2026, 6, 9, 10, 0, tzinfo=UTC)
WINDOW = (_NOON - timedelta(hours=1), _NOON + timedelta(hours=3))

FILES = f"""\
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
hosts = ["www.example.org"]
size = {SIZE}
[[files]]
name = "résumé 2026.xlsx"
paths = ["/docs/résumé 2026.xlsx"]
hosts = ["www.example.org"]
size = {_ANNEX}
"""


def _exchange(number: int, *, lasted: float = 1.234, **changes: object) -> Exchange:
    """A full download, one in seven minutes, each from a client of its own unless `changes` say otherwise."""
    start = _NOON + timedelta(minutes=7 * number, milliseconds=137 * number + 250)
    usual = Exchange(
        start=start,
        end=start + timedelta(seconds=lasted),
        peer=f"192.0.2.{number + 10}",
        status=200,
        body=SIZE,
        planned=SIZE,
        port=40_000 + number,
        object_bytes=SIZE,
        content_type=_SHEET,
        agent=_FIREFOX,
        request_id=f"{number:016x}",
    )
    return replace(usual, **changes)  # type: ignore[arg-type]


def _range(number: int, first: int, last: int) -> Exchange:
    length = last - first + 1
    return _exchange(
        number,
        peer="192.0.2.90",
        status=206,
        body=length,
        planned=length,
        range=f"bytes={first}-{last}",
        content_range=f"bytes {first}-{last}/{SIZE}",
    )


_PAGE = {"body": 196, "planned": 196, "content_type": "text/html"}
_NOTHING = {"body": 0, "planned": 0}

#: In this order the servers log it, by start as by end.
STORY: dict[str, Exchange] = {
    "full": _exchange(0, referer="https://www.example.org/docs/"),
    "head": _exchange(1, method="HEAD", **_NOTHING),
    "missing": _exchange(2, status=404, **_PAGE),
    "kept copy": _exchange(3, status=304, **_NOTHING),
    "first half": _range(4, 0, _CUT - 1),
    "second half": _range(5, _CUT, SIZE - 1),
    "aborted": _exchange(6, body=3_284_992, aborted=True, lasted=0.4),
    "post": _exchange(7, method="POST"),
    "redirect": _exchange(8, status=301, **_PAGE),
    "query": _exchange(9, target="/docs/leak.xlsx?utm_source=mail&x=1"),
    "blank and accent": _exchange(
        10, target="/docs/r%C3%A9sum%C3%A9%202026.xlsx", body=_ANNEX, planned=_ANNEX, object_bytes=_ANNEX
    ),
    "ipv6": _exchange(11, peer="2001:db8::7"),
    "other host": _exchange(12, host="files.example.com"),
    "http2": _exchange(13, protocol="HTTP/2.0", user="anna", forwarded="203.0.113.9, 198.51.100.20"),
}


def behind_proxy(exchange: Exchange) -> Exchange:
    """The same through a proxy, for logs that hold the forwarded addresses in place of the peer's."""
    return replace(exchange, peer=_PROXY, forwarded=exchange.peer)


def clients() -> dict[str, str]:
    """The address of each client, whatever it claims to have forwarded."""
    return {name: exchange.peer for name, exchange in STORY.items()}


def verdicts(log: Logged) -> dict[str, str]:
    """The verdict on each exchange as far as the log can tell, by what its fields mean (counting.md 3.5 and 3.6)."""
    whole = "complete" if "status" in log.columns else "indeterminate"
    found = dict.fromkeys(STORY, whole)
    found["head"] = _of_head(log)
    if "status" in log.columns:
        found |= {"missing": "error", "kept copy": "not_modified", "redirect": "redirect", "aborted": _of_aborted(log)}
        found |= dict.fromkeys(("first half", "second half"), _of_halves(log))
    if "host" in log.columns:
        found["other host"] = _of_another_host(log)
    return found


def _of_another_host(log: Logged) -> str:
    """Not the file's host; but a body of exactly the file's size may be an alias of it (rule 2)."""
    return "indeterminate" if log.columns & {"body_bytes", "planned_bytes"} else "other_target"


def _of_head(log: Logged) -> str:
    """The method decides; without one, a size of nothing does (rule 10), and headers alone are too few (rule 16)."""
    if "method" in log.columns:
        return "probe"
    if "status" not in log.columns:
        return "indeterminate"
    if log.columns & {"body_bytes", "planned_bytes"}:
        return "probe"
    return "partial" if "total_bytes" in log.columns else "complete"


def _of_aborted(log: Logged) -> str:
    """Bytes handed over show the abort (rule 16); a planned size or none does not, unless the log marks it
    (rules 10 and 12)."""
    if log.columns & {"body_bytes", "total_bytes"}:
        return "partial"
    return "indeterminate" if log.marks_abort else "complete"


def _of_halves(log: Logged) -> str:
    """Known ranges of one client cover the file; unknown ones add up to it; counted with headers they may."""
    if not log.columns & {"peer", "forwarded"}:
        return "partial"
    if log.columns & {"body_bytes", "planned_bytes"}:
        return "assembled"
    if "total_bytes" not in log.columns:
        return "partial"
    return "assembled" if log.columns & {"range", "content_range"} else "indeterminate"
