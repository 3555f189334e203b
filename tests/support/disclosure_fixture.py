"""A case that does all it can to give its visitors away: addresses and names wherever a client can write."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Findings

__all__ = ["CASE", "USERS", "hostile", "write_hostile"]

USERS = ("j.devries", "EXAMPLE\\\\k.bakker", "m.jansen@example.org")
_SIZE = 2_000_000

CASE = '''\
[case]
id = "leak-2"
title = "A list that should not have been public"
zone = "Europe/Amsterdam"
purpose = "Establish who got the list"
investigator = "A. Voorbeeld"
[[files]]
name = "leak.xlsx"
paths = ["/docs/leak.xlsx"]
size = 2000000
[[windows]]
label = "one"
start = 2026-06-09T10:00:00
end = 2026-06-09T11:00:00
[[logs]]
path = "logs/web*.log"
format = """$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent \\
    "$http_referer" "$http_user_agent" "$http_x_forwarded_for\\""""
[parties]
own = ["192.0.2.200/32"]
trusted_proxies = ["10.0.0.7"]
[[parties.known]]
name = "requester"
networks = ["198.51.100.23"]
'''

#: address, forwarded chain, user, target, status, size, referer, agent
_REQUESTS = (
    ("192.0.2.10", "-", USERS[0], "/docs/leak.xlsx?192.0.2.10", 200, _SIZE, "http://192.0.2.10/", "curl/8 192.0.2.10"),
    ("198.51.100.23", "-", USERS[1], "/docs/./198.51.100.23/../leak.xlsx", 200, _SIZE, "-", "j.devries-bot/198.51"),
    ("2001:db8:4:1::a1", "-", "-", "/docs/leak.xlsx;2001:db8:4:1::a1", 200, _SIZE, "https://[2001:db8:4:1::a1]/", "-"),
    ("10.0.0.7", "203.0.113.44, 10.0.0.7", USERS[2], "//docs//le%61k.xlsx", 200, _SIZE, "-", "k.bakker/3.0"),
    ("::ffff:203.0.113.90", "-", "-", "/docs/leak.xlsx", 206, 731_240, "-", "0xcb00715a 3405803866"),
    ("host-192-0-2-99.example.net", "-", "-", "/docs/leak.xlsx", 200, _SIZE, "-", "90.113.0.203.in-addr.arpa"),
    ("192.0.2.200", "-", "-", "/192.0.2.200/leak.xlsx", 200, _SIZE, "-", "Googlebot/2.1 (192.0.2.200)"),
    ("192.0.2.10", "-", USERS[0], "/search?q=leak.xlsx&ip=3221225994", 200, 512, "-", "c000020a"),
    ("203.0.113.44", "-", "-", "/docs/leak.xlsx", 404, 153, "http://example.org/?u=m.jansen@example.org", "-"),
)  # fmt: skip


def _line(minute: int, parts: tuple[str, str, str, str, int, int, str, str]) -> str:
    peer, chain, user, target, status, size, referer, agent = parts
    time = f"09/Jun/2026:{10 + minute // 60:02}:{minute % 60:02}:00 +0200"
    return f'{peer} - {user} [{time}] "GET {target} HTTP/1.1" {status} {size} "{referer}" "{agent}" "{chain}"\n'


def write_hostile(folder: Path, text: str = CASE) -> Path:
    """The case file, with its log beside it."""
    background = ("203.0.113.1", "-", "-", "/index.html", 200, 512, "-", "Mozilla/5.0")
    lines = [_line(minute, background) for minute in range(-60, 120)]
    lines += [_line(5 * place, request) for place, request in enumerate(_REQUESTS, 1)]
    lines.append('203.0.113.77 - j.devries [09/Jun/2026:10:5 "GET /docs/leak.xlsx\n')
    (folder / "logs").mkdir(parents=True)
    (folder / "logs" / "web1.log").write_text("".join(lines), encoding="utf-8", newline="")
    case = folder / "case.toml"
    case.write_text(text, encoding="utf-8", newline="")
    return case


@cache
def hostile() -> Findings:
    """Its findings."""
    return investigate(load_case(write_hostile(Path(mkdtemp()))))
