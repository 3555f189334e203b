"""What logs that are made to do harm cost: seconds, memory, outcome and what was written, each in a process of its own.

    python benchmarks/bounds.py [--only WORD] [--scale 1.0] [--record]

Each log is made in a folder of its own, read by the command, and deleted. MB is the peak of the largest process. The
exit code of this is 1 where the command died, or ended as it should not. `--record` writes the table into RESULTS.md.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, permutations
from pathlib import Path
from random import Random

from processes import Program, measure
from results import machine, record, table

_MB = 1 << 20
_COUNT = ("count", "report.xlsx", "{log}", "--jobs", "2", "-q")
_REPORT = ("investigate", "case.toml", "-o", "out", "--jobs", "2", "-q")
_FIELDS = ("date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "sc-bytes", "cs-host", "cs-version")
_ROW = ("2026-06-09", "10:00:00", "192.0.2.1", "GET", "/report.xlsx", "200", "183296", "example.org", "HTTP/1.1")


@dataclass(frozen=True)
class Input:
    """A log that does harm: what it is, how its blocks are made at a scale, how it lies, and what reads it."""

    what: str
    blocks: Callable[[float], Iterator[bytes]]
    command: Sequence[str] = _COUNT
    packed: str = ""  # gzip, zip, nested or zstd
    files: int = 1
    windows: int = 1
    codes: tuple[int, ...] = (0, 3)


def _repeated(block: bytes, megabytes: int) -> Callable[[float], Iterator[bytes]]:
    whole = block * (_MB // len(block))
    return lambda scale: (whole for _ in range(max(int(megabytes * scale), 1)))


def _line(number: int, address: str, file: str = "report.xlsx") -> bytes:
    """A request in June 2026, one in four seconds or so of the month."""
    at = (
        f"{1 + number // 86_400 % 30:02d}/Jun/2026:{number // 3_600 % 24:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
    )
    agent = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
    return f'{address} - - [{at} +0000] "GET /{file} HTTP/1.1" 200 183296 "-" "{agent}"\n'.encode()


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


INPUTS: Mapping[str, Input] = {
    "line ends": Input("40 MiB of line ends", _repeated(b"\n", 40), codes=(1,)),
    "more line ends": Input("300 MiB of line ends", _repeated(b"\n", 300), codes=(1,)),
    "short lines": Input("40 MiB of lines of one octet", _repeated(b"x\n", 40), codes=(1,)),
    "mixed": Input("400 requests, 100,000 line ends behind each", _mixed),
    "one line": Input("1 GiB without a line end", _repeated(b"a", 1024), codes=(1, 3)),
    "gzip bomb": Input("1 GiB of line ends in gzip", _repeated(b"\n", 1024), packed="gzip", codes=(1,)),
    "zip bomb": Input("1 GiB of line ends in ZIP", _repeated(b"\n", 1024), packed="zip", codes=(1, 3)),
    "headings": Input("3,000 W3C headings, each another", _headings(3000)),
    "recipients": Input("100,000 recipients, a report", _recipients(100_000), _REPORT),
    "pdf": Input("20,000 recipients, a report with a PDF", _recipients(20_000), (*_REPORT, "--pdf")),
    "files and windows": Input("40 files in 20 windows, 20,000 requests", _crowded, _REPORT, files=40, windows=20),
    "addresses": Input("1,000,000 addresses, 100 recipients", _visitors(1_000_000)),
    "requests": Input("500,000 matching requests", _requests(500_000)),
}


def _write(made: Input, folder: Path, scale: float) -> Path:
    """The log and its case; a compressed one is never on disk as it is."""
    log = folder / "access.log"
    if made.packed == "gzip":
        log = folder / "access.log.gz"
        with gzip.open(log, "wb", compresslevel=6) as packed:
            packed.writelines(made.blocks(scale))
    elif made.packed == "zip":
        log = folder / "logs.zip"
        with zipfile.ZipFile(log, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("access.log", "w") as member:
            for block in made.blocks(scale):
                member.write(block)
    else:
        with log.open("wb") as plain:
            plain.writelines(made.blocks(scale))
    (folder / "case.toml").write_text(_case(made, log.name), encoding="utf-8")
    return log


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
        log = _write(made, folder, scale)
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
    parser.add_argument("--only", default="", metavar="WORD", help="inputs whose name holds it")
    parser.add_argument("--scale", type=float, default=1.0, metavar="FACTOR", help="of the size of each input")
    parser.add_argument("--record", action="store_true", help="into benchmarks/RESULTS.md")
    given = parser.parse_args()
    before = machine()
    rows, fine = [], True
    for name, made in INPUTS.items():
        if given.only in name:
            cells, ended = _row(name, made, given.scale)
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
