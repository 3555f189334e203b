"""A small strict reader of the formats that the generator writes. What does not fit wholly is not read."""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["Request", "Unread", "read"]

_COMBINED = re.compile(
    r'(?P<peer>[0-9a-f.:]+) - (?P<user>\S+) \[(?P<time>[^]]+)\] "(?P<request>(?:[^"\\]|\\.)*)" (?P<status>\d{3})'
    r' (?P<size>\d+|-) "(?P<referer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)"(?P<rest>.*)'
)
_PLUS = re.compile(r" rc=(?P<done>OK|) rg=(?P<range>\S+) cr=(?P<content_range>-|bytes \S+)")
_MAIN = re.compile(r' "(?P<forwarded>[^"]*)"')
_PREFIXES = {
    "grep-n": re.compile(r"\d+:"),
    "grep-H": re.compile(r"access\.log:"),
    "syslog": re.compile(r"\w{3} [ \d]\d [\d:]{8} \S+ \S+: "),
}
_INNER = {"docker": "log", "message": "message"}


@dataclass(frozen=True)
class Request:
    """What a line says. `size` is as logged, `None` where nothing was; `done`: completion, where it is logged."""

    file: Path
    time: datetime
    peer: str
    method: str
    target: str
    status: int
    size: int | None
    agent: str
    forwarded: str = "-"
    done: bool | None = None
    interval: tuple[int, int] | None = None


@dataclass(frozen=True)
class Unread:
    """A line that could not be read and names the file so many times."""

    names: int


def _peeled(line: str, wrapper: str) -> str | None:
    """The line without what stands around it."""
    if wrapper in _INNER:
        try:
            return str(json.loads(line)[_INNER[wrapper]]).rstrip("\n")
        except (ValueError, KeyError, TypeError):
            return None
    if wrapper:
        found = _PREFIXES[wrapper].match(line)
        return line[found.end() :] if found else None
    return line


def _interval(text: str) -> tuple[int, int] | None:
    found = re.fullmatch(r"bytes (\d+)-(\d+)/\d+", text)
    return (int(found[1]), int(found[2])) if found else None


def _asked(request: str) -> tuple[str, str] | None:
    words = request.split(" ")
    return (words[0], words[1]) if len(words) == 3 else None


def _combined(line: str, file: Path, server: str) -> Request | None:
    found = _COMBINED.fullmatch(line)
    asked = _asked(found["request"]) if found else None
    if not found or not asked:
        return None
    form = {"nginx_plus": _PLUS, "nginx_main": _MAIN}.get(server)
    rest = form.fullmatch(found["rest"]) if form else re.fullmatch("", found["rest"])
    if not rest:
        return None
    more = rest.groupdict()
    return Request(
        file, datetime.strptime(found["time"], "%d/%b/%Y:%H:%M:%S %z"), found["peer"], *asked, int(found["status"]),
        None if found["size"] == "-" else int(found["size"]), found["agent"], more.get("forwarded", "-"),
        (more["done"] == "OK") if "done" in more else None, _interval(more.get("content_range", "-")),
    )  # fmt: skip


def _json(line: str, file: Path, _: str) -> Request | None:
    try:
        row = json.loads(line)
        asked = _asked(row["request"])
        time = datetime.fromisoformat(row["time"])
        peer, status, size = row["remote_addr"], int(row["status"]), int(row["body_bytes_sent"])
    except (ValueError, KeyError, TypeError):
        return None
    chain = row["http_x_forwarded_for"] or "-"
    return Request(file, time, peer, *asked, status, size, row["http_user_agent"], chain) if asked else None


def _iis(line: str, file: Path, _: str) -> Request | None:
    cells = line.split(" ")
    if len(cells) != 17:
        return None
    target = cells[4] if cells[5] == "-" else f"{cells[4]}?{cells[5]}"
    time = datetime.strptime(f"{cells[0]} {cells[1]}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    done = cells[13] == "0"
    return Request(file, time, cells[8], cells[3], target, int(cells[11]), int(cells[14]), cells[9], done=done)


def _cloudfront(line: str, file: Path, _: str) -> Request | None:
    cells = line.split("\t")
    if len(cells) != 33:
        return None
    target = cells[7] if cells[11] == "-" else f"{cells[7]}?{cells[11]}"
    time = datetime.strptime(f"{cells[0]} {cells[1]}", "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    interval = (int(cells[31]), int(cells[32])) if cells[31] != "-" else None
    left = cells[13] == "Error" and cells[22] != "Error"
    return Request(
        file,
        time,
        cells[4],
        cells[5],
        target,
        int(cells[8]),
        int(cells[3]),
        cells[10],
        done=not left,
        interval=interval,
    )


_READERS = {"iis": _iis, "json": _json, "cloudfront": _cloudfront}


def _bytes(path: Path) -> bytes:
    """The stream of a file, as far as it can be had."""
    if path.suffix != ".gz":
        return path.read_bytes()
    found = b""
    with gzip.open(path) as stream:
        try:
            while block := stream.read(4096):
                found += block
        except (EOFError, zlib.error, OSError):
            pass
    return found


def _understood(line: str, path: Path, server: str) -> Request | None:
    try:
        return _READERS.get(server, _combined)(line, path, server)
    except ValueError:  # a time or a number that is none
        return None


def read(path: Path, server: str, wrapper: str) -> Iterator[Request | Unread]:
    """Every request of a file, and every line that could not be read though it names the leaked file."""
    for raw in _bytes(path).decode("utf-8", "replace").split("\n"):
        if not raw or raw.startswith("#"):
            continue
        line = _peeled(raw, wrapper)
        found = _understood(line, path, server) if line is not None else None
        names = raw.count("leak.xlsx")
        if found:
            yield found
        elif names:
            yield Unread(names)
