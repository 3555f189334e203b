"""A case that strains a page: windows, names, sources and requests, more and longer than a layout likes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.model import Findings

__all__ = ["NAMES", "crowded"]

SPACED = "Overzicht van alle meldingen en signalen over locaties en medewerkers, bijlage 14 bij het besluit.xlsx"
UNBROKEN = "x" * 195 + ".xlsx"
TURNED = "\u05d3\u05d5\u05d7 \u05e1\u05d5\u05d3\u05d9 2026.xlsx"
#: A name with spaces, one that cannot be broken, one that is written from right to left.
NAMES = (SPACED, UNBROKEN, TURNED)

_BEGIN = datetime(2026, 3, 1, tzinfo=UTC)
_DAYS = 130
_SIZE = 183_296
_AGENTS = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "curl/8.7.1",
    "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example.org/" + "y" * 150 + ")",
)
_FIRST_WINDOW = 2_040  # requests, more than a page lists


def crowded(folder: Path) -> Findings:
    """The answer to a case of three files, twelve windows, hundreds of logs and thousands of requests."""
    (folder / "logs").mkdir(parents=True)
    for path, lines in _logs(folder / "logs"):
        path.write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    (folder / "case.toml").write_text(_case(), encoding="utf-8")
    return investigate(load_case(folder / "case.toml"))


def _windows() -> Iterator[tuple[str, datetime, datetime, str]]:
    """Label, start, end and file of each."""
    for number in range(12):
        start = _BEGIN + timedelta(days=5 + 10 * number, hours=9)
        label = f"publication {number + 1} of the decision with all its annexes, until somebody saw it and withdrew it"
        label = {3: "z" * 120, 7: "\u05d4\u05e4\u05e8\u05e1\u05d5\u05dd \u05d4\u05e8\u05d0\u05e9\u05d5\u05df"}.get(
            number, label
        )
        yield label, start, start + timedelta(days=2 + number % 3), SPACED
    for number, name in enumerate(NAMES[1:]):
        start = _BEGIN + timedelta(days=20 + number, hours=8)
        yield f"copy {number + 1}", start, start + timedelta(days=30), name


def _case() -> str:
    files = "".join(f'[[files]]\nname = "{name}"\nsize = {_SIZE}\n' for name in NAMES)
    windows = "".join(
        f'[[windows]]\nlabel = "{label}"\nstart = {start.isoformat()}\nend = {end.isoformat()}\nfiles = ["{name}"]\n'
        for label, start, end, name in _windows()
    )
    logs = "".join(
        f'[[logs]]\npath = "logs/{server}-*.log"\ncovers = [2026-03-01T00:00:00, 2026-07-09T00:00:00]\n'
        for server in _SERVERS
    )
    parties = (
        '[[parties.known]]\nname = "' + "requester and all who work with her " * 3 + '"\nnetworks = ["192.0.2.7"]\n'
    )
    head = f'[case]\nid = "crowded-{"c" * 60}"\ntitle = "{SPACED}"\nzone = "Europe/Amsterdam"\n'
    return head + files + windows + logs + parties


_SERVERS = ("web1-with-a-long-name-of-its-own.example.org-access", "web2")


def _logs(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """A log for each server and day; web2 lost four days in a window, and one of its logs ends in a broken line."""
    asked: dict[str, list[tuple[datetime, str]]] = {}
    for number, (at, line) in enumerate(_requests()):
        asked.setdefault(f"{_SERVERS[number % 2]}-{at:%Y%m%d}.log", []).append((at, line))
    for server in _SERVERS:
        for day in range(_DAYS):
            begin = _BEGIN + timedelta(days=day)
            name = f"{server}-{begin:%Y%m%d}.log"
            if server == "web2" and 35 <= day < 39:
                continue
            pages = [(begin + timedelta(minutes=60 * n, seconds=day), "/index.html") for n in range(24)]
            lines = [(at, _line(at, "198.51.100.20", path, 5120, 200, _AGENTS[0])) for at, path in pages]
            yield (
                folder / name,
                [line for _, line in sorted([*lines, *asked.get(name, [])])]
                + ([f'2001:db8::bad - - [27/May/2026:10:0 "GET /{quote(SPACED)}'] if day == 87 else []),
            )


def _requests() -> Iterator[tuple[datetime, str]]:
    for place, (_, start, end, name) in enumerate(_windows()):
        many = _FIRST_WINDOW if not place else 36
        step = (end - start) / many
        for number in range(many):
            at = start + step * number
            client = f"2001:db8:{place:x}:{number % 400:x}:1111:2222:3333:{number % 7:x}"
            if number % 50 == 7:
                client = "192.0.2.7"
            size, status = {3: (70_000, 206), 5: (320, 404), 9: (0, 304)}.get(number % 12, (_SIZE, 200))
            yield at, _line(at, client, f"/docs/{quote(name)}?from=news", size, status, _AGENTS[number % 3])


def _line(at: datetime, client: str, path: str, size: int, status: int, agent: str) -> str:
    return f'{client} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {path} HTTP/1.1" {status} {size} "-" "{agent}"'
