"""Writes a combined log of any size, with downloads of one file planted in it.

    python benchmarks/generate_log.py LINES OUT [--needles N]

    python benchmarks/generate_log.py 5000000 /tmp/big.log --needles 11     # 1.1 GB, 29 days

A needle is a whole delivery of /wob/2020/Lijst%20signalen.xlsx, 183,296 bytes; they are spread evenly
over the log. Prints how many were planted. The same arguments give the same bytes on the same Python.
"""

from __future__ import annotations

import argparse
from collections import deque
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

LINES_PER_MINUTE = 120
BLOCKS = 64  # different minutes to choose from: 1.7 MB, far more than gzip's window
FIRST_MINUTE = datetime(2020, 6, 1)  # noqa: DTZ001 - the offset stands in the lines
NEEDLE = "GET /wob/2020/Lijst%20signalen.xlsx HTTP/1.1", 200, 183296

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MINUTE = b"@@/@@@/@@@@:@@:@@"  # in a block, where the log has the minute
_SECTIONS = (
    "nieuws/2020/06",
    "locaties/noord",
    "werken-bij/vacatures",
    "publicaties/cijfers",
    "vragen/bezoek",
)
_SUFFIXES = ("/", "/index.html", "/beeld.jpg?breedte=1280", "/stijl.css", "/bijlage.pdf")
_WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/83.0.4103.97"
_AGENTS = (
    f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {_WEBKIT} Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:77.0) Gecko/20100101 Firefox/77.0",
    f"Mozilla/5.0 (Linux; Android 10) {_WEBKIT} Mobile Safari/537.36",
    "Mozilla/5.0 (compatible; ExampleBot/2.1; +https://bot.example.com/about)",
)


def _line(rng: Random, second: int, request: str, status: int, size: int) -> bytes:
    address = f"{rng.choice(('192.0.2', '198.51.100', '203.0.113'))}.{rng.randrange(1, 255)}"
    referer = rng.choice(("-", f"https://www.example.org/{rng.choice(_SECTIONS)}/"))
    stamp = f"{_MINUTE.decode()}:{second:02d} +0200"
    line = f'{address} - - [{stamp}] "{request}" {status} {size} "{referer}" "{rng.choice(_AGENTS)}"\n'
    return line.encode()


def _everyday(rng: Random, second: int) -> bytes:
    path = f"/{rng.choice(_SECTIONS)}/{rng.randrange(4000)}{rng.choice(_SUFFIXES)}"
    status = rng.choice((200, 200, 200, 200, 200, 200, 304, 404, 301))
    return _line(rng, second, f"GET {path} HTTP/1.1", status, rng.randrange(200, 90_000) if status == 200 else 0)


def _block(rng: Random) -> list[bytes]:
    """The lines of one minute, in order of time."""
    return [_everyday(rng, 60 * index // LINES_PER_MINUTE) for index in range(LINES_PER_MINUTE)]


def _stamp(minute: int) -> bytes:
    moment = FIRST_MINUTE + timedelta(minutes=minute)
    return f"{moment.day:02d}/{_MONTHS[moment.month - 1]}/{moment.year}:{moment:%H:%M}".encode()


def blocks(lines: int, needles: int) -> Iterator[bytes]:
    """The log, minute by minute; `needles` of its `lines` are needles."""
    rng = Random(lines)
    minutes = [_block(rng) for _ in range(BLOCKS)]
    joined = [b"".join(minute) for minute in minutes]
    planted = deque((2 * number + 1) * lines // (2 * needles) for number in range(needles))
    for first in range(0, lines, LINES_PER_MINUTE):
        end = min(first + LINES_PER_MINUTE, lines)
        choice = rng.randrange(BLOCKS)
        block = joined[choice]
        if end - first < LINES_PER_MINUTE or (planted and planted[0] < end):
            chosen = minutes[choice][: end - first]
            while planted and planted[0] < end:
                at = planted.popleft() - first
                chosen[at] = _line(rng, 60 * at // LINES_PER_MINUTE, *NEEDLE)
            block = b"".join(chosen)
        yield block.replace(_MINUTE, _stamp(first // LINES_PER_MINUTE))


def main() -> None:
    """Reads the arguments, writes the log."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s LINES OUT [--needles N]",
    )
    parser.add_argument("lines", type=int, metavar="LINES")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--needles", type=int, default=11, metavar="N")
    arguments = parser.parse_args()
    if not 0 <= arguments.needles <= arguments.lines:
        parser.error(f"cannot plant {arguments.needles} needles in {arguments.lines} lines")
    with arguments.out.open("wb") as log:
        log.writelines(blocks(arguments.lines, arguments.needles))
    print(f"{arguments.out}: {arguments.lines} lines, {arguments.needles} needles")


if __name__ == "__main__":
    main()
