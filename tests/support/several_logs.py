"""A small site whose requests several logs hold: the requests, the lines of each writer, and what the tool says."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Findings

__all__ = [
    "FILE", "NOON", "SIZE", "Seen", "codes", "combined", "common", "cri", "docker", "found", "grepped", "json_lines",
    "leak", "main", "numbers", "rfc5424", "site", "ssl_request", "syslog", "vhost",
]  # fmt: skip

NOON = datetime(2026, 6, 9, 12, tzinfo=UTC)
SIZE = 200_000
FILE = "/docs/leak.xlsx"
_CASE = """[case]
id = "several"
zone = "UTC"
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
size = 200000
[[windows]]
label = "w"
start = 2026-06-09T12:00:00+00:00
end = 2026-06-09T17:00:00+00:00
"""


@dataclass(frozen=True)
class Seen:
    """One request as a server saw it."""

    time: datetime
    client: str
    path: str = FILE
    status: int = 200
    size: int = SIZE
    method: str = "GET"
    agent: str = "curl/8.7.1"
    host: str = "www.example.org"


def leak(minutes: float, client: str, **values: object) -> Seen:
    """A request for the file so many minutes after noon."""
    return replace(Seen(NOON + timedelta(minutes=minutes), client), **values)


def site(seed: int = 0, lines: int = 300, *leaks: Seen) -> list[Seen]:
    """Requests for pages of a site over five hours, and those for the file, in order."""
    dice = random.Random(seed)
    pages = [
        Seen(
            NOON + timedelta(seconds=dice.randrange(5 * 3600)),
            f"203.0.113.{dice.randrange(1, 250)}",
            f"/page{dice.randrange(40)}",
            size=dice.randrange(300, 9000),
        )
        for _ in range(lines)
    ]
    return sorted([*pages, *leaks], key=lambda seen: seen.time)


def _clf(seen: Seen) -> str:
    return f'[{seen.time:%d/%b/%Y:%H:%M:%S +0000}] "{seen.method} {seen.path} HTTP/1.1"'


def combined(seen: Seen) -> str:
    """As Apache and nginx write it."""
    return f'{seen.client} - - {_clf(seen)} {seen.status} {seen.size} "-" "{seen.agent}"'


def common(seen: Seen) -> str:
    """Without referer and agent."""
    return f"{seen.client} - - {_clf(seen)} {seen.status} {seen.size}"


def main(seen: Seen) -> str:
    """The `main` of nginx's packages: combined with the forwarded addresses."""
    return f'{combined(seen)} "-"'


def vhost(seen: Seen) -> str:
    """Apache's vhost_combined."""
    return f"{seen.host}:443 {combined(seen)}"


def ssl_request(seen: Seen) -> str:
    """The log of requests over TLS that Red Hat configures: no status."""
    return f'[{seen.time:%d/%b/%Y:%H:%M:%S +0000}] {seen.client} TLSv1.3 TLS_AES_256_GCM_SHA384 "{seen.method} {seen.path} HTTP/1.1" {seen.size}'  # noqa: E501


def json_lines(seen: Seen) -> str:
    """A JSON log_format of nginx."""
    known = {
        "time_iso8601": f"{seen.time:%Y-%m-%dT%H:%M:%S+00:00}",
        "remote_addr": seen.client,
        "request": f"{seen.method} {seen.path} HTTP/1.1",
        "status": seen.status,
        "body_bytes_sent": seen.size,
    }
    return json.dumps(known)


def syslog(seen: Seen) -> str:
    """Shipped by syslog (RFC 3164)."""
    return f"{seen.time:%b %e %H:%M:%S} web1 nginx: {combined(seen)}"


def rfc5424(seen: Seen) -> str:
    """Shipped by syslog (RFC 5424)."""
    return f"<190>1 {seen.time:%Y-%m-%dT%H:%M:%S}+00:00 web1 nginx 8 - - {combined(seen)}"


def docker(seen: Seen) -> str:
    """As Docker keeps what a container wrote."""
    return json.dumps({"log": f"{combined(seen)}\n", "stream": "stdout", "time": f"{seen.time:%Y-%m-%dT%H:%M:%S.1}Z"})


def cri(seen: Seen) -> str:
    """As the container runtimes of Kubernetes keep it."""
    return f"{seen.time:%Y-%m-%dT%H:%M:%S}.000000001Z stdout F {combined(seen)}"


def grepped(seen: Seen) -> str:
    """What `grep -n` prints."""
    return f"17:{combined(seen)}"


def found(folder: Path, logs: Mapping[str, Sequence[str]], more: Mapping[str, Iterable[str]] | None = None) -> Findings:
    """What the tool says of these logs, by name; each is an entry of the case, with `more` keys."""
    entries = []
    for name, lines in logs.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="")
        entries += ["[[logs]]", f"path = {json.dumps(name)}", *(more or {}).get(name, ())]
    case = folder / "case.toml"
    case.write_text(_CASE + "\n".join([*entries, ""]), encoding="utf-8")
    return investigate(load_case(case))


def numbers(findings: Findings) -> tuple[int, int, int]:
    """Headline, addresses, at most."""
    total = findings.files[0].total
    return total.downloads.headline, total.addresses.headline, total.downloads.at_most


def codes(findings: Findings) -> set[str]:
    """The limitations that tell of several logs."""
    told = {limit.code for limit in findings.limitations}
    return told & {"copies", "inner-log", "doubtful-copies", "equal-requests", "gap", "missing-rotation", "clock"}
