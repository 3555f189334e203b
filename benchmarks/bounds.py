"""What logs that are made to do harm cost: seconds, memory, outcome and what was written, each in a process of its own.

    python benchmarks/bounds.py [--only WORD] [--scale 1.0] [--record]

Each log is made in a folder of its own, read by the command, and deleted. MB is the peak of the largest process. The
exit code of this is 1 where the command died, or ended as it should not. `--record` writes the table into RESULTS.md.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import islice, permutations
from pathlib import Path
from random import Random

from bombs import (
    Make,
    archived,
    crowd,
    crowd_in_tar,
    in_tar,
    members_of,
    overlapping,
    packed,
    piled,
    twice,
    within,
)
from processes import Program, measure
from results import machine, record, table

_MB = 1 << 20
_COUNT = ("count", "report.xlsx", "{log}", "--jobs", "2", "-q")
_REPORT = ("investigate", "case.toml", "-o", "out", "--jobs", "2", "-q")
_FIELDS = ("date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "sc-bytes", "cs-host", "cs-version")
_ROW = ("2026-06-09", "10:00:00", "192.0.2.1", "GET", "/report.xlsx", "200", "183296", "example.org", "HTTP/1.1")


@dataclass(frozen=True)
class Input:
    """A log that does harm: what it is, what makes it at a scale, and what reads it."""

    what: str
    make: Make
    command: Sequence[str] = _COUNT
    files: int = 1
    windows: int = 1
    codes: tuple[int, ...] = (0, 3)


def _plain(blocks: Callable[[float], Iterator[bytes]]) -> Make:
    def make(folder: Path, scale: float) -> Path:
        log = folder / "access.log"
        with log.open("wb") as file:
            file.writelines(blocks(scale))
        return log

    return make


def _repeated(block: bytes, megabytes: int) -> Callable[[float], Iterator[bytes]]:
    whole = block * (_MB // len(block))
    return lambda scale: (whole for _ in range(max(int(megabytes * scale), 1)))


def _line(number: int, address: str, file: str = "report.xlsx") -> bytes:
    """A request in June 2026, one in four seconds or so of the month."""
    at = (
        f"{1 + number // 86_400 % 30:02d}/Jun/2026:{number // 3_600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
    )
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
    size = 4711 if file == "page.html" else 183296
    return f'{address} - - [{at} +0000] "GET /{file} HTTP/1.1" 200 {size} "-" "{agent}"\n'.encode()


def _address(number: int) -> str:
    return f"2001:db8:{number >> 16:x}:{number & 0xFFFF:x}::1"


def _recipients(count: int) -> Callable[[float], Iterator[bytes]]:
    return lambda scale: (_line(n, _address(n)) for n in range(int(count * scale)))


def _visitors(count: int) -> Callable[[float], Iterator[bytes]]:
    """One in ten thousand asks for the file."""
    return lambda scale: (
        _line(n, _address(n), "page.html" if n % 10_000 else "report.xlsx") for n in range(int(count * scale))
    )


def _requests(count: int) -> Callable[[float], Iterator[bytes]]:
    return lambda scale: (_line(n, f"192.0.2.{n % 250}") for n in range(int(count * scale)))


def _headings(count: int) -> Callable[[float], Iterator[bytes]]:
    """Each row under an order of its fields that no other has."""
    return lambda scale: (
        f"#Fields: {' '.join(_FIELDS[at] for at in order)}\n{' '.join(_ROW[at] for at in order)}\n".encode()
        for order in islice(permutations(range(len(_FIELDS))), int(count * scale))
    )


def _crowded(scale: float) -> Iterator[bytes]:
    rng = Random(1)
    return (
        _line(int(n * 86.4 / scale), f"192.0.2.{rng.randrange(250)}", f"report-{rng.randrange(40)}.xlsx")
        for n in range(int(20_000 * scale))
    )


def _mixed(scale: float) -> Iterator[bytes]:
    return (_line(n, "192.0.2.1", "page.html") + b"\n" * 100_000 for n in range(int(400 * scale)))


def _named_late(scale: float) -> Iterator[bytes]:
    """A line of a gibibyte that names the file in its middle, among others."""
    half = [b"a" * _MB] * max(int(512 * scale), 1)
    yield _line(0, "192.0.2.1", "page.html")
    yield from half
    yield b" GET /report.xlsx HTTP/1.1 "
    yield from half
    yield b"\n" + _line(1, "192.0.2.1", "page.html")


def _minutes(count: int) -> Callable[[float], Iterator[bytes]]:
    """A line in each minute, from June 2020 on."""
    began = datetime(2020, 6, 1, tzinfo=UTC)
    return lambda scale: (
        f'192.0.2.1 - - [{began + timedelta(minutes=n):%d/%b/%Y:%H:%M:%S} +0000] "GET /{_seldom(n)} HTTP/1.1"'
        f' 200 {4711 if n % 10_000 else 183296} "-" "-"\n'.encode()
        for n in range(int(count * scale))
    )


def _seldom(number: int) -> str:
    return "page.html" if number % 10_000 else "report.xlsx"


_LINE = _line(1, "192.0.2.1", "page.html")
_LINES = _LINE * ((16 * _MB) // len(_LINE))
_ENDS = b"\n" * (16 * _MB)

INPUTS: Mapping[str, Input] = {
    "line ends": Input("40 MiB of line ends", _plain(_repeated(b"\n", 40)), codes=(1,)),
    "more line ends": Input("300 MiB of line ends", _plain(_repeated(b"\n", 300)), codes=(1,)),
    "packed line ends": Input("300 MiB of line ends, gzip", packed("gz", _repeated(b"\n", 300)), codes=(1,)),
    "short lines": Input("40 MiB of lines of one octet", _plain(_repeated(b"x\n", 40)), codes=(1,)),
    "mixed": Input("400 requests, 100,000 line ends behind each", _plain(_mixed)),
    "one line": Input("1 GiB without a line end", _plain(_repeated(b"a", 1024)), codes=(1, 3)),
    "packed line": Input("1 GiB without a line end, gzip", packed("gz", _repeated(b"a", 1024)), codes=(1, 3)),
    "late name": Input("a line of 1 GiB with the name in its middle", _plain(_named_late), codes=(3,)),
    "zeros": Input("1 GiB of zero bytes", _plain(_repeated(b"\0", 1024)), codes=(1, 3)),
    "headings": Input("3,000 W3C headings, each another", _plain(_headings(3000))),
    "recipients": Input("100,000 recipients, a report with a PDF", _plain(_recipients(100_000)), (*_REPORT, "--pdf")),
    "pdf": Input("20,000 recipients, a report with a PDF", _plain(_recipients(20_000)), (*_REPORT, "--pdf")),
    "files and windows": Input("40 files in 20 windows, 20,000 requests", _plain(_crowded), _REPORT, 40, 20),
    "addresses": Input("10,000,000 addresses, 1,000 recipients", _plain(_visitors(10_000_000))),
    "requests": Input("5,000,000 matching requests", _plain(_requests(5_000_000))),
    "minutes": Input("a line in each of 3,000,000 minutes", _plain(_minutes(3_000_000))),
    "gz bomb": Input("10 GiB of lines, gzip", piled("gz", _LINES, 10)),
    "bz2 bomb": Input("10 GiB of line ends, bzip2", piled("bz2", _ENDS, 10), codes=(1, 3)),
    "xz bomb": Input("10 GiB of lines, xz", piled("xz", _LINES, 10), codes=(3,)),
    "zst bomb": Input("10 GiB of lines, zstd", piled("zst", _LINES, 10), codes=(3,)),
    "gz gz bomb": Input("10 GiB of lines, gzip twice", twice("gz", piled("gz", _LINES, 10)), codes=(3,)),
    "gz gz gz bomb": Input("10 GiB of lines, gzip thrice", twice("gz", piled("gz", _LINES, 10), 2), codes=(1, 3)),
    "gz crowd": Input("1,000,000 gzip members without content", crowd("gz", b"", 1_000_000), codes=(1,)),
    "gz members": Input("1,000,000 gzip members of a line", crowd("gz", _LINE, 1_000_000)),
    "zst crowd": Input("1,000,000 zstd frames of a line", crowd("zst", _LINE, 1_000_000)),
    "xz crowd": Input("100,000 xz streams of a line", crowd("xz", _LINE, 100_000)),
    "bz2 crowd": Input("100,000 bzip2 streams of a line", crowd("bz2", _LINE, 100_000)),
    "zip bomb": Input("6 GiB in ZIP, of 4 members", archived(zipfile.ZIP_DEFLATED, _LINES, 6, 4)),
    "zip64 bomb": Input("5 GiB in ZIP64, of one member", archived(zipfile.ZIP_DEFLATED, _LINES, 5)),
    "zip bzip2 bomb": Input("5 GiB in ZIP by bzip2", archived(zipfile.ZIP_BZIP2, _ENDS, 5), codes=(1, 3)),
    "zip lzma bomb": Input("5 GiB in ZIP by LZMA", archived(zipfile.ZIP_LZMA, _LINES, 5), codes=(3,)),
    "zip crowd": Input(
        "ZIP, 1,000,000 empty members", members_of("access.log.{}".format, b"", 1_000_000), codes=(1, 3)
    ),
    "zip members": Input(
        "ZIP, 100,000 members of a line", members_of("access.log.{}".format, _LINE, 100_000), codes=(0, 3)
    ),
    "zip twins": Input(
        "ZIP, 100,000 members of one name", members_of(lambda _: "access.log", _LINE, 100_000), codes=(0, 3)
    ),
    "zip unread": Input(
        "ZIP, 100,000 members that may not be read", members_of("../{}.log".format, _LINE, 100_000), codes=(1, 3)
    ),
    "zip overlap": Input("ZIP of 250 overlapping members, 5 GiB", overlapping(250, 5), codes=(1, 3)),
    "tar crowd": Input("tar.gz, 1,000,000 empty members", crowd_in_tar(b"", 1_000_000, "gz"), codes=(1, 3)),
    "tar members": Input("tar, 100,000 members of a line", crowd_in_tar(_LINE, 100_000), codes=(0, 3)),
    "tar bomb": Input("10 GiB in tar.gz, of 4 members", in_tar(_LINES, 10, "gz", 4)),
    "tar xz bomb": Input("10 GiB in tar.xz, of 4 members", in_tar(_LINES, 10, "xz", 4), codes=(3,)),
    "tar bz2 bomb": Input("10 GiB in tar.bz2", in_tar(_ENDS, 10, "bz2"), codes=(1, 3)),
    "tar zst bomb": Input("10 GiB in tar.zst", in_tar(_LINES, 10, "zst"), codes=(3,)),
    "zip in tar": Input("a ZIP bomb in a tar", within(archived(zipfile.ZIP_DEFLATED, _LINES, 5)), codes=(1, 3)),
    "zip in zip": Input("a ZIP bomb in gzip", twice("gz", archived(zipfile.ZIP_DEFLATED, _LINES, 5)), codes=(1, 3)),
}


def _case(made: Input, log: str) -> str:
    names = ["report.xlsx"] if made.files == 1 else [f"report-{number}.xlsx" for number in range(made.files)]
    files = "".join(f'[[files]]\nname = "{name}"\nsize = 183296\n' for name in names)
    days = 30 if made.windows == 1 else 1
    windows = "".join(
        f'[[windows]]\nlabel = "{number}"\nstart = 2026-06-{number:02d}T00:00:00Z\n'
        f"end = {'2026-07-01' if days > 1 else f'2026-06-{number + 1:02d}'}T00:00:00Z\n"
        for number in range(1, made.windows + 1)
    )
    return f'[case]\nid = "bounds"\ntitle = "Bounds"\nzone = "UTC"\n{files}{windows}[[logs]]\npath = "{log}"\n'


def _row(name: str, made: Input, scale: float) -> tuple[list[str], bool]:
    """The cells of an input, and whether it ended as it should."""
    with tempfile.TemporaryDirectory(prefix="bounds-") as place:
        folder = Path(place)
        log = made.make(folder, scale)
        (folder / "case.toml").write_text(_case(made, log.name), encoding="utf-8")
        places = {"{log}": str(log), "case.toml": str(folder / "case.toml"), "out": str(folder / "out")}
        command = (sys.executable, "-m", "forensics", *(places.get(word, word) for word in made.command))
        size = log.stat().st_size / 1e6
        key = Program(name, "", ("sh", "-c", '"$@"; code=$?; echo "exit $code"; exit 0', "sh", *command))
        found = measure([key], runs=1, home=place)[key.key]
        code = int(found.output.rpartition("exit ")[2] or -1)
        written = sum(each.stat().st_size for each in folder.glob("out/**/*") if each.is_file()) / 1e6
    seconds, megabytes = f"{found.median:.1f}", f"{found.megabytes:,.0f}"
    cells = [made.what, f"{size:,.1f}", seconds, f"{sum(found.processor):.1f}", megabytes, f"{written:,.1f}", str(code)]
    return cells, code in made.codes


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], metavar="WORD", help="inputs whose name holds it")
    parser.add_argument("--scale", type=float, default=1.0, metavar="FACTOR", help="of the size of each input")
    parser.add_argument("--record", action="store_true", help="into benchmarks/RESULTS.md")
    given = parser.parse_args()
    before = machine()
    rows, fine = [], True
    for name, made in INPUTS.items():
        if not given.only or any(word in name for word in given.only):
            cells, ended = _row(name, made, given.scale)
            print(" | ".join(cells), file=sys.stderr, flush=True)
            rows.append(cells)
            fine = fine and ended
    heads = ["input", "MB", "seconds", "CPU seconds", "peak MB", "MB written", "exit code"]
    text = f"{before}\n\n{table(heads, rows)}"
    print(text)
    if given.record:
        record(Path(__file__).with_name("RESULTS.md"), "Logs made to do harm", text)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
