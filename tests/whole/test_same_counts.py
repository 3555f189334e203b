"""The same requests give the same counts, however their log was written, wrapped, mixed or packed."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from tests.support.all_writers import WRITERS
from tests.support.thorough import some
from tests.support.writers.exchange import Exchange

DAY = datetime(2026, 6, 8, 6, 0, tzinfo=UTC)
SIZE = 2_000_000
CASE = """\
[case]
id = "leak"
zone = "Europe/Amsterdam"
[[files]]
name = "leak.xlsx"
size = 2000000
[[windows]]
label = "week"
start = 2026-06-08T09:00:00+02:00
end = 2026-06-14T21:00:00+02:00
[[logs]]
path = "logs/*"
"""


def exchange(minutes: float, number: int, **changes: Any) -> Exchange:
    """A request so many minutes after eight on Monday morning, from one of 40 clients."""
    start = DAY + timedelta(minutes=minutes)
    return Exchange(
        **{
            "start": start,
            "end": start,
            "peer": f"192.0.2.{10 + number % 40}",
            "status": 200,
            "body": 512,
            "planned": 512,
            "target": "/index.html",
            "agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/126.0",
            **changes,
        }
    )


def week() -> list[Exchange]:
    """A site with a request every five minutes for a week, and what happened to the file."""
    usual = [exchange(5 * number, number) for number in range(7 * 288)]
    whole = [
        exchange(1000 + 777 * number, number, target="/docs/leak.xlsx", body=SIZE, planned=SIZE) for number in range(11)
    ]
    others = [
        exchange(3001, 50, target="/docs/leak.xlsx", body=731_240, planned=SIZE, aborted=True),
        exchange(4001, 51, target="/docs/leak.xlsx", method="HEAD", body=0, planned=0),
        exchange(4501, 7, status=304, body=0, planned=0),  # what sizes mean, two addresses must show
        exchange(5001, 52, target="/docs/leak.xlsx", status=404, body=153, planned=153),
        exchange(6001, 53, target="/docs/le%61k.xlsx", body=SIZE, planned=SIZE),
    ]
    return sorted([*usual, *whole, *others], key=lambda one: one.start)


WEEK = week()


def lines_of(name: str) -> list[str]:
    """The week as the server of that format logs it."""
    return [WRITERS[name](one) for one in WEEK]


def counted(folder: Path, files: dict[str, bytes], *, logs: str = "") -> dict[str, Any]:
    """What the tool says of these logs: numbers, verdicts, clients and times; and how many lines it read."""
    for name, content in files.items():
        path = folder / "logs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    case = folder / "case.toml"
    case.write_text(CASE + logs, encoding="utf-8")
    found = investigate(load_case(case))
    (file,) = found.files
    rows = sorted(found.requests.select("client", "verdict", "method", "status").rows())
    return {
        "downloads": file.total.downloads,
        "addresses": file.total.addresses,
        "verdicts": dict(file.total.verdicts),
        "rows": rows,
        "parsed": sum(source.parsed for source in found.sources),
        "unparsed": sum(source.unparsed for source in found.sources),
    }


def text(lines: list[str]) -> bytes:
    """A file of these lines."""
    return "".join(f"{line}\n" for line in lines).encode()


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The counts of the week in one plain log of nginx."""
    found = counted(tmp_path_factory.mktemp("plain"), {"access.log": text(lines_of("nginx_combined"))})
    assert found["downloads"].headline == 12
    assert (found["parsed"], found["unparsed"]) == (len(WEEK), 0)
    return found


# ---- W3C headings --------------------------------------------------------------------------------

FIELDS = {
    "date": lambda one: f"{one.end:%Y-%m-%d}",
    "time": lambda one: f"{one.end:%H:%M:%S}",
    "c-ip": lambda one: one.peer,
    "cs-method": lambda one: one.method,
    "cs-uri-stem": lambda one: unquote(one.target),
    "sc-status": lambda one: str(one.status),
    "sc-win32-status": lambda one: "64" if one.aborted else "0",
    "sc-bytes": lambda one: str(one.body + one.headers),
    "cs(User-Agent)": lambda one: (one.agent or "-").replace(" ", "+"),
}


def w3c(order: tuple[str, ...], one: Exchange) -> str:
    """A row under a heading with the fields in that order."""
    return " ".join(FIELDS[name](one) for name in order)


def test_heading_that_changes_a_thousand_times(tmp_path: Path) -> None:
    """Each row is read under the heading above it, whatever the order and number of its fields."""
    usual = tuple(FIELDS)
    different = some(200, 1000)
    orders = list(permutations(usual))[::360][:different]
    assert len(set(orders)) == different
    changing: list[str] = []
    for number, one in enumerate(WEEK):
        order = orders[number // 2 % different]
        if number % 2 == 0:
            changing.append("#Fields: " + " ".join(order))
        changing.append(w3c(order, one))
    assert sum(line.startswith("#") for line in changing) > 1000
    steady = ["#Fields: " + " ".join(usual), *(w3c(usual, one) for one in WEEK)]
    once = counted(tmp_path / "once", {"u_ex.log": text(steady)})
    often = counted(tmp_path / "often", {"u_ex.log": text(changing)})
    assert often == once
    assert (often["parsed"], often["unparsed"]) == (len(WEEK), 0)
    assert often["downloads"].headline == 12


# ---- mixed, wrapped, packed ----------------------------------------------------------------------


def test_two_formats_interleaved(plain: dict[str, Any], tmp_path: Path) -> None:
    """A file in which two servers write in turn: every line is read as its own format."""
    both = zip(lines_of("nginx_combined"), lines_of("nginx_json"), strict=True)
    mixed = [pair[number % 3 == 0] for number, pair in enumerate(both)]
    assert counted(tmp_path, {"access.log": text(mixed)}) == plain


def syslog(line: str) -> str:
    """The line as rsyslog forwards it (RFC 5424)."""
    return f'<190>1 2026-06-15T00:00:00.123456+02:00 web1 nginx 812 - [meta@32473 seq="7"] {line}'


def docker(line: str) -> str:
    """The line as Docker's json-file driver stores it."""
    escaped = line.replace("\\", "\\\\").replace('"', '\\"')
    return f'{{"log":"{escaped}\\n","stream":"stdout","time":"2026-06-15T00:00:00.123456789Z"}}'


@pytest.mark.parametrize("wrap", [syslog, docker, lambda line: docker(syslog(line))], ids=["rfc5424", "docker", "both"])
def test_wrapped_lines(plain: dict[str, Any], tmp_path: Path, wrap: Callable[[str], str]) -> None:
    """What stands around a line changes nothing: neither time nor client nor verdict."""
    assert counted(tmp_path, {"access.log": text([wrap(line) for line in lines_of("nginx_combined")])}) == plain


def test_wrapped_w3c_log(tmp_path: Path) -> None:
    """Headings are found inside their wrapper too."""
    rows = ["#Fields: " + " ".join(FIELDS), *(w3c(tuple(FIELDS), one) for one in WEEK)]
    bare = counted(tmp_path / "bare", {"u_ex.log": text(rows)})
    assert counted(tmp_path / "wrapped", {"u_ex.log": text([syslog(row) for row in rows])}) == bare


def rotations() -> dict[str, bytes]:
    """The week as logrotate leaves it: today's file, yesterday's, and five compressed ones."""
    lines = lines_of("nginx_combined")
    share = -(-len(lines) // 7)
    days = [text(lines[start : start + share]) for start in range(0, len(lines), share)]
    names = ["access.log", "access.log.1", *(f"access.log.{number}.gz" for number in range(2, 7))]
    return {
        name: gzip.compress(day, mtime=0) if name.endswith(".gz") else day
        for name, day in zip(names, reversed(days), strict=True)
    }


def tar_gz(files: dict[str, bytes]) -> bytes:
    """A .tar.gz of these files in a folder."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(f"nginx/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return buffer.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip of these files in a folder."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(f"nginx/{name}", content)
    return buffer.getvalue()


@pytest.mark.parametrize("pack", [tar_gz, zipped], ids=["tar.gz", "zip"])
def test_week_of_rotations_in_an_archive(
    plain: dict[str, Any], tmp_path: Path, pack: Callable[[dict[str, bytes]], bytes]
) -> None:
    """Seven rotations in one archive count as the same seven side by side, and as one log."""
    files = rotations()
    assert counted(tmp_path / "apart", files) == plain
    assert counted(tmp_path / "packed", {"week": pack(files)}) == plain


def test_format_of_the_user(plain: dict[str, Any], tmp_path: Path) -> None:
    """A format declared in a file reads the log as well as a built-in one."""
    tmp_path.joinpath("mine.toml").write_text(
        'line = \'{peer} - {user} [{end:%d/%b/%Y:%H:%M:%S %z}] "{request}" {status} {body_bytes}'
        ' "{referer}" "{agent}"\'\nserver = "nginx"\n',
        encoding="utf-8",
    )
    log = text(lines_of("nginx_combined"))
    assert counted(tmp_path, {"access.log": log}, logs='format = "file:mine.toml"\n') == plain
