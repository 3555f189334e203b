"""The programs that are timed side by side, what each needs, and how its answer is read."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from processes import Program

__all__ = ["Logs", "everyday", "large", "long", "many", "missing", "small", "versions"]

NAME = "Lijst signalen.xlsx"
LITERAL = "Lijst%20signalen.xlsx"
PATH = f"/wob/2020/{LITERAL}"
SIZE = "183296"
HERE = Path(__file__).parent

_HASH = "import hashlib, sys; print(hashlib.file_digest(open(sys.argv[1], 'rb'), 'sha256').hexdigest())"
_PIPELINE = "zgrep -h -F {name} {logs} | awk '$9 == 200 {{ print $1 }}' | sort | uniq -c"
_LNAV = ";SELECT 'downloads', count(*) FROM access_log WHERE cs_uri_stem = '{path}' AND sc_status = 200"
_LIBRARIES = ("polars", "numpy", "stringzilla", "isal", "zstandard", "duckdb")
#: What is asked for its version, and where it comes from if it is not installed.
_PEERS = {
    "rg": (("rg", "--version"), "apt-get install ripgrep"),
    "zgrep": (("zgrep", "--version"), "apt-get install gzip"),
    "awk": (("awk", "-W", "version"), "apt-get install mawk"),
    "goaccess": (("goaccess", "--version"), "apt-get install goaccess"),
    "lnav": (("lnav", "-V"), "apt-get install lnav"),
}


@dataclass(frozen=True)
class Logs:
    """The same log three times, a tenth as long, a thousand lines of it with a case about them, and small logs by the
    hundred."""

    plain: Path
    gzip: Path
    zstd: Path
    tenth: Path
    case: Path
    reports: Path
    many: Path  # what `many_logs` writes


def _forensics(*arguments: str | Path) -> tuple[str, ...]:
    return (sys.executable, "-m", "forensics", *map(str, arguments))


def _count(jobs: int, *logs: Path) -> tuple[str, ...]:
    return _forensics("count", NAME, *logs, "--size", SIZE, "--json", "--quiet", "--jobs", str(jobs))


def _duckdb(query: str, log: Path) -> tuple[str, ...]:
    return (sys.executable, str(HERE / "duckdb_query.py"), query, str(log))


def _pipeline(logs: Sequence[Path]) -> tuple[str, ...]:
    return ("sh", "-c", _PIPELINE.format(name=LITERAL, logs=shlex.join(map(str, logs))))


def _headline(output: str) -> int:
    return int(json.loads(output)["files"][0]["total"]["downloads"]["headline"])


def _clients(output: str) -> int:
    """The sum of what `uniq -c` counted for each address."""
    return sum(int(line.split()[0]) for line in output.splitlines())


def _downloads(output: str) -> int:
    """A number alone, or the one beside the word."""
    found = re.search(r"^(\d+)$|(\d+) downloads|^downloads,(\d+)$", output, re.MULTILINE)
    return int(found[found.lastindex or 0]) if found else -1


def _read(output: str) -> int:
    """The lines that GoAccess could read: its list of files ends at the 366 most requested ones."""
    return int(json.loads(output)["general"]["valid_requests"])


def _floor(plain: Path) -> list[Program]:
    rg = ("rg", "-c", "--fixed-strings", LITERAL, str(plain))
    return [
        Program("hashlib SHA-256", "plain", (sys.executable, "-c", _HASH, str(plain))),
        Program("rg -c", "plain", rg, _downloads),
    ]


def everyday(logs: Logs) -> list[Program]:
    """Everything that reads one log."""
    plain = str(logs.plain)
    lnav = ("lnav", "-N", "-n", "-c", _LNAV.format(path=PATH), "-c", ":write-csv-to -", plain)
    goaccess = ("goaccess", plain, "--log-format=COMBINED", "--no-progress", "-o", "json")
    return [
        *_floor(logs.plain),
        *(
            Program(f"forensics count --jobs {jobs}", kind, _count(jobs, log), _headline)
            for kind, log in (("plain", logs.plain), ("gzip", logs.gzip), ("zstd", logs.zstd))
            for jobs in (1, 2)
        ),
        Program("forensics count --jobs 2", "a tenth", _count(2, logs.tenth), _headline),
        Program("zgrep | awk | sort | uniq -c", "gzip", _pipeline([logs.gzip]), _clients),
        Program("DuckDB, the same filter, coverage and hash", "plain", _duckdb("same", logs.plain), _downloads),
        Program("DuckDB, a literal, minutes unchecked, hash", "plain", _duckdb("literal", logs.plain), _downloads),
        Program("DuckDB, every line parsed", "plain", _duckdb("parse", logs.plain), _downloads),
        Program("lnav, every line parsed", "plain", lnav, _downloads),
        Program("GoAccess", "plain", goaccess, _read, "lines"),
    ]


def small(logs: Logs) -> list[Program]:
    """What an investigator waits for at the start and at the end."""
    report = _forensics("investigate", logs.case, "-o", logs.reports, "--json", "--quiet")
    few = logs.case.with_name("small.log")
    return [
        Program("forensics --help", "", _forensics("--help")),
        Program("forensics count", "1,000 lines", _count(2, few), _headline),
        Program("forensics investigate", "1,000 lines", report, _headline),
    ]


def many(logs: Logs) -> list[Program]:
    """Small logs by the hundred, beside the same lines in one file."""
    iis, nginx = (sorted((logs.many / name).iterdir()) for name in ("iis", "nginx"))
    return [
        Program("forensics count --jobs 2", "300 daily IIS logs", _count(2, *iis), _headline, "days"),
        Program("forensics count --jobs 2", "2,000 nginx logs", _count(2, *nginx), _headline, "hours"),
        Program("forensics count --jobs 2", "the same lines", _count(2, logs.many / "nginx.log"), _headline, "hours"),
    ]


def large(logs: Sequence[Path]) -> list[Program]:
    """What reads ten times as much, in rotated logs; one of them is the measure of the others."""
    return [
        *(Program(f"forensics count --jobs {n}", "one", _count(n, logs[0]), _headline, "one") for n in (1, 2)),
        *(Program(f"forensics count --jobs {n}", "all", _count(n, *logs), _headline) for n in (1, 2)),
        Program("zgrep | awk | sort | uniq -c", "all", _pipeline(logs), _clients),
    ]


def long(log: Path) -> list[Program]:
    """What reads one plain log of ten times as many lines: the tool beside the floor."""
    return [*_floor(log), *(Program(f"forensics count --jobs {n}", "plain", _count(n, log), _headline) for n in (1, 2))]


def missing(program: Program) -> str:
    """What has to be installed before a program can run; "" if nothing."""
    if program.command[0] == sys.executable:
        needs_duckdb = program.name.startswith("DuckDB") and find_spec("duckdb") is None
        return "pip install duckdb" if needs_duckdb else ""
    peers = ("zgrep", "awk") if program.command[0] == "sh" else program.command[:1]
    return ", ".join(_PEERS[peer][1] for peer in peers if shutil.which(peer) is None)


def versions() -> list[str]:
    """The versions of all that are installed, as they name themselves."""
    found = [f"Python {sys.version.split()[0]}", *(f"{name} {version(name)}" for name in _LIBRARIES if find_spec(name))]
    for command, _ in _PEERS.values():
        if shutil.which(command[0]):
            said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            first = (said.stdout or said.stderr).strip().partition("\n")[0]
            found.append(" ".join(first.replace(" - ", " ").removesuffix(".").split()[:3]))
    return found
