"""Writes a combined log of any size, with downloads of one file planted in it.

    python benchmarks/generate_log.py LINES OUT [--needles N] [--rotations N]

    python benchmarks/generate_log.py 5000000 big.log                            # 1.1 GB, 29 days
    python benchmarks/generate_log.py 5000000 big.log.gz                         # the same, 90 MB
    python benchmarks/generate_log.py 50000000 big --needles 110 --rotations 10  # big/access.log.1.gz to .10.gz

A needle is a whole delivery of /wob/2020/Lijst%20signalen.xlsx, 183,296 bytes; they are spread evenly
over the log. OUT ending in .gz or .zst is compressed as it is written, and so are rotations, of which
the highest number is the oldest, one process a core: no more of the log than a block is ever in memory,
nor uncompressed on the disk. The same arguments give the same lines on the same Python.
"""

from __future__ import annotations

import argparse
import gzip
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import IO

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


def blocks(lines: int, needles: int, rotation: int = 0) -> Iterator[bytes]:
    """The log, minute by minute; `needles` of its `lines` are needles. `rotation` is how many logs of
    as many lines came before it."""
    rng = Random(lines + rotation)
    minutes = [_block(rng) for _ in range(BLOCKS)]
    joined = [b"".join(minute) for minute in minutes]
    planted = deque((2 * number + 1) * lines // (2 * needles) for number in range(needles))
    before = rotation * -(-lines // LINES_PER_MINUTE)
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
        yield block.replace(_MINUTE, _stamp(before + first // LINES_PER_MINUTE))


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """A log to write, compressed as its suffix says: gzip as logrotate has it, without name and time."""
    with path.open("wb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile("", "wb", compresslevel=6, fileobj=file, mtime=0) as log:
                yield log  # type: ignore[misc]
        elif path.suffix == ".zst":
            import zstandard  # noqa: PLC0415 (every other log is written without it)

            with zstandard.ZstdCompressor().stream_writer(file, closefd=False) as log:
                yield log  # type: ignore[misc]
        else:
            yield file


def write(path: Path, lines: int, needles: int, rotation: int = 0) -> None:
    """One log, complete under its name or not there at all."""
    unfinished = path.with_name(f"unfinished-{path.name}")
    with _opened(unfinished) as log:
        for block in blocks(lines, needles, rotation):
            log.write(block)
    unfinished.replace(path)


def rotated(folder: Path, count: int) -> list[Path]:
    """The paths of so many rotated logs, the oldest first."""
    return [folder / f"access.log.{number}.gz" for number in range(count, 0, -1)]


def _write_rotated(folder: Path, count: int, lines: int, needles: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        parts = [
            pool.submit(write, path, lines // count, needles // count, rotation)
            for rotation, path in enumerate(rotated(folder, count))
        ]
        for part in parts:
            part.result()


def main() -> None:
    """Reads the arguments, writes the log."""
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s LINES OUT [--needles N] [--rotations N]",
    )
    parser.add_argument("lines", type=int, metavar="LINES")
    parser.add_argument("out", type=Path, metavar="OUT")
    parser.add_argument("--needles", type=int, default=11, metavar="N")
    parser.add_argument("--rotations", type=int, metavar="N", help="so many logs of equal size in the folder OUT")
    arguments = parser.parse_args()
    lines, needles, count = arguments.lines, arguments.needles, arguments.rotations
    if not 0 <= needles <= lines:
        parser.error(f"cannot plant {needles} needles in {lines} lines")
    if count is None:
        write(arguments.out, lines, needles)
    elif count < 1 or lines % count or needles % count:
        parser.error(f"{lines} lines and {needles} needles cannot be shared evenly by {count} logs")
    else:
        _write_rotated(arguments.out, count, lines, needles)
    print(f"{arguments.out}: {lines} lines, {needles} needles")


if __name__ == "__main__":
    main()
