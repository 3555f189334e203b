"""Folders of logs as people have them, written from one story of which the truth is known.

A workbook with a blank in its name is public from the second day at nine to the fourth at five. Twelve visitors get
all of it, one a part; before and after it is not there.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import tarfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from tests.support.several_logs import Seen

__all__ = [
    "CLIENTS", "DELIVERED", "FIRST", "LAST", "NAME", "SIZE", "cloudfront_and_origin", "daily", "iis_native", "iis_w3c",
    "json_logs", "story", "two_behind_proxy", "unknown_format", "week_as_tar",
]  # fmt: skip

NAME, SIZE = "Lijst signalen.xlsx", 183_296
#: Downloads, and the addresses that got them.
DELIVERED, CLIENTS = 12, 9
_PATH = "/wob/2026/Lijst%20signalen.xlsx"
_ZONE = timezone(timedelta(hours=2))
_DAY = datetime(2026, 6, 8, tzinfo=_ZONE)
FIRST, LAST = _DAY + timedelta(days=1, hours=9, minutes=12), _DAY + timedelta(days=3, hours=16, minutes=40)
_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; rv:126.0) Gecko/20100101 Firefox/126.0",
    "curl/8.7.1",
    "Edge/125.0",
    "Safari/17",
)
_PROXY = "10.0.0.5"

Write = Callable[[Seen], str]


def story(days: int = 5, per_day: int = 300, seed: int = 1) -> list[Seen]:
    """All requests, in order of time."""
    dice = random.Random(seed)
    begin = _DAY - timedelta(days=max(0, days - 5))
    pages = [
        Seen(
            begin + timedelta(seconds=dice.randrange(days * 86_400)),
            f"203.0.113.{dice.randrange(1, 200)}",
            f"/page{dice.randrange(40)}",
            dice.choice((200, 200, 200, 304)),
            0,
            agent=dice.choice(_AGENTS),
        )
        for _ in range(days * per_day)
    ]
    pages = [replace(page, size=dice.randrange(300, 9000) if page.status == 200 else 0) for page in pages]
    return sorted([*pages, *_leaks()], key=lambda seen: (seen.time, seen.client, seen.path))


def _leaks() -> Iterable[Seen]:
    step = (LAST - FIRST) / (DELIVERED - 1)
    for number in range(DELIVERED):
        client = f"198.51.100.{10 + number % CLIENTS}"
        yield Seen(FIRST + step * number, client, _PATH, size=SIZE, agent=_AGENTS[number % 4])
    yield Seen(FIRST + timedelta(hours=5), "198.51.100.90", _PATH, size=65_536, agent=_AGENTS[0])
    yield Seen(FIRST - timedelta(hours=2), "198.51.100.91", _PATH, 404, 153, agent=_AGENTS[0])
    yield Seen(LAST + timedelta(hours=3), "198.51.100.92", _PATH, 404, 153, agent=_AGENTS[0])


# -- writers ---------------------------------------------------------------------------------------


def _combined(seen: Seen) -> str:
    return (
        f'{seen.client} - - [{seen.time:%d/%b/%Y:%H:%M:%S %z}] "{seen.method} {seen.path} HTTP/1.1" {seen.status}'
        f' {seen.size} "-" "{seen.agent}"'
    )


def _behind(seen: Seen, *, named: bool) -> str:
    return _combined(replace(seen, client=_PROXY)) + (f' "{seen.client}"' if named else ' "-"')


def _json(seen: Seen) -> str:
    return json.dumps(
        {
            "time": seen.time.isoformat(),
            "remote_addr": seen.client,
            "host": "www.example.org",
            "request": f"{seen.method} {seen.path} HTTP/1.1",
            "status": seen.status,
            "body_bytes_sent": seen.size,
            "http_user_agent": seen.agent,
        }
    )


def _native(seen: Seen) -> str:
    local = seen.time.astimezone(_ZONE)
    path = seen.path.replace("%20", " ")
    return (
        f"{seen.client}, -, {local:%m/%d/%Y}, {local:%H:%M:%S}, W3SVC1, WEB1, 10.0.0.80, 153, 214, {seen.size + 296},"
        f" {seen.status}, 0, {seen.method}, {path}, -,"
    )


_W3C = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status"
_W3C_HEAD = f"#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n{_W3C} sc-win32-status sc-bytes\n"


def _w3c(seen: Seen) -> str:
    agent, path = seen.agent.replace(" ", "+"), seen.path.replace("%20", "+")
    return (
        f"{seen.time.astimezone(UTC):%Y-%m-%d %H:%M:%S} 10.0.0.80 {seen.method} {path} - 443 - {seen.client} {agent}"
        f" {seen.status} 0 {seen.size + 296}"
    )


_CLOUDFRONT = (
    "#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status"
    " cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header"
    " cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type"
    " cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type"
    " sc-content-type sc-content-len sc-range-start sc-range-end\n"
)


def _cloudfront(seen: Seen) -> str:
    agent = seen.agent.replace(" ", "%20")
    cells = (
        f"{seen.time.astimezone(UTC):%Y-%m-%d}", f"{seen.time.astimezone(UTC):%H:%M:%S}", "AMS1-C1",
        str(seen.size + 410), seen.client, seen.method, "d111111abcdef8.cloudfront.net", seen.path, str(seen.status),
        "-", agent, "-", "-", "Hit", f"id{seen.time.timestamp():.0f}{seen.client}", "www.example.org", "https", "214",
        "0.120", "-", "TLSv1.3", "TLS_AES_128_GCM_SHA256", "Hit", "HTTP/2.0", "-", "-", "40000", "0.100", "Hit",
        "application/octet-stream", str(seen.size), "-", "-",
    )  # fmt: skip
    return "\t".join(cells)


# -- folders ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Day:
    name: str
    lines: list[str]
    last: datetime


def _days(seen: Sequence[Seen], write: Write) -> list[_Day]:
    """The lines of each day, by its date in the zone of the server."""
    found: dict[str, list[Seen]] = {}
    for one in seen:
        found.setdefault(f"{one.time.astimezone(_ZONE):%Y%m%d}", []).append(one)
    return [_Day(name, [write(one) for one in rows], rows[-1].time) for name, rows in sorted(found.items())]


def _store(path: Path, lines: Iterable[str], heading: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = (heading + "".join(f"{line}\n" for line in lines)).encode()
    path.write_bytes(gzip.compress(text, mtime=0) if path.suffix == ".gz" else text)


def _rotated(folder: Path, seen: Sequence[Seen], write: Write, name: str = "access.log") -> None:
    """A file a day, as logrotate keeps them."""
    for age, day in enumerate(reversed(_days(seen, write))):
        _store(folder / (name if not age else f"{name}.{age}{'.gz' if age > 1 else ''}"), day.lines)


def two_behind_proxy(folder: Path, *, named: bool = True, days: int = 5, per_day: int = 300) -> Path:
    """Two nginx servers behind a proxy, whose error logs lie beside; `named`: the forwarded client is logged."""
    seen = story(days, per_day)
    for number, name in enumerate(("web1", "web2")):
        _rotated(folder / name, seen[number::2], lambda one: _behind(one, named=named))
        _store(folder / name / "error.log", ["2026/06/09 10:00:00 [error] 7#7: *1 open() failed (2: No such file)"])
    return folder


def cloudfront_and_origin(folder: Path, *, days: int = 5, per_day: int = 300) -> Path:
    """The log of CloudFront in objects of an hour, and that of the origin, which is asked for a fifth of it."""
    seen = story(days, per_day)
    for hour in sorted({one.time.astimezone(UTC).strftime("%Y-%m-%d-%H") for one in seen}):
        own = [one for one in seen if one.time.astimezone(UTC).strftime("%Y-%m-%d-%H") == hour]
        key = f"E2K3EXAMPLE.{hour}.{_number(hour):08x}.gz"
        _store(folder / "cdn" / key, map(_cloudfront, own), _CLOUDFRONT)
    asked = [
        replace(one, client=f"130.176.{number % 90}.7", agent="Amazon CloudFront", time=one.time - timedelta(seconds=1))
        for number, one in enumerate(seen)
        if number % 5 == 0 or (one.path == _PATH and number % 2)
    ]
    _rotated(folder / "origin", asked, _combined)
    return folder


def _number(text: str) -> int:
    """A number for a text, the same every time."""
    return random.Random(text).randrange(2**32)


def iis_native(folder: Path, *, days: int = 5, per_day: int = 300) -> Path:
    """IIS's own format, in local time, a file a day that was last written with its last line."""
    for day in _days(story(days, per_day), _native):
        path = folder / f"u_in{day.name[2:]}.log"
        _store(path, day.lines)
        os.utime(path, (day.last.timestamp() + 20, day.last.timestamp() + 20))
    return folder


def iis_w3c(folder: Path, *, days: int = 5, per_day: int = 300) -> Path:
    """The W3C format of IIS, in UTC."""
    for day in _days(story(days, per_day), _w3c):
        _store(folder / f"u_ex{day.name[2:]}.log", day.lines, _W3C_HEAD)
    return folder


def week_as_tar(folder: Path, *, days: int = 7, per_day: int = 300) -> Path:
    """A week in one archive, as it was taken out of a server."""
    path = folder / "logs-week24.tar.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for day in _days(story(days, per_day), _combined):
            data = "".join(f"{line}\n" for line in day.lines).encode()
            member = tarfile.TarInfo(f"var/log/nginx/access.log-{day.name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    path.write_bytes(gzip.compress(packed.getvalue(), mtime=0))
    return folder


def daily(folder: Path, *, days: int = 300, per_day: int = 300) -> Path:
    """A file a day, for months."""
    for day in _days(story(days, per_day), _combined):
        _store(folder / f"access.log-{day.name}.gz", day.lines)
    return folder


def json_logs(folder: Path, *, days: int = 5, per_day: int = 300) -> Path:
    """Objects, one a line."""
    _rotated(folder, story(days, per_day), _json, "access.json")
    return folder


def unknown_format(folder: Path, *, days: int = 5, per_day: int = 300) -> Path:
    """A log of a server that nobody knows beside one that everybody knows."""
    seen = story(days, per_day)
    _rotated(folder / "web1", seen, _combined)
    _store(
        folder / "odd" / "odd.log",
        (f"{one.time:%H:%M:%S}#{one.status}#{one.path}#?{one.size}?" for one in seen[:200]),
    )
    return folder
