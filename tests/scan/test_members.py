"""Archives of many members: read together as they are alone, bounded in number and size, the unread ones counted."""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.model import Case, Findings, LeakedFile, Log, Scan, Window
from forensics.report.page import html
from forensics.report.workbook.workbook import write_workbook
from forensics.scan import members
from forensics.scan.jobs import jobs
from forensics.scan.scan import scan_source
from forensics.sources import open_archive
from forensics.sources.archives import archive
from forensics.sources.compression import expansion

_MB = 1 << 20
_LINE = '192.0.2.{address} - - [09/Jun/2026:10:{minute:02d}:00 +0000] "GET /{path} HTTP/1.1" 200 {size} "-" "curl/8"\n'


def _line(minute: int, path: str = "page.html", size: int = 512) -> str:
    return _LINE.format(address=minute + 1, minute=minute, path=path, size=size)


def _zip(path: Path, content: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in content.items():
            file.writestr(name, data)
    return path


def _case(path: Path, *, named: str = "auto") -> Case:
    day = datetime(2026, 6, 9, tzinfo=UTC)
    window = Window("day", day, day.replace(day=10), ("leak.xlsx",))
    logs = (Log(path.name, format=named),)
    return Case(id="members", files=(LeakedFile("leak.xlsx"),), windows=(window,), logs=logs, folder=path.parent)


def _scans(path: Path, named: str = "auto") -> list[Scan]:
    return scan_source(jobs(_case(path, named=named))[0])


def _found(path: Path) -> Findings:
    return investigate(_case(path))


@pytest.mark.parametrize("named", ["auto", "combined"])
def test_small_members_give_what_they_give_alone(tmp_path: Path, named: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that are not like the others: in other formats, cut, blank, marked, with line ends of two kinds."""
    plain = {f"logs/access.log.{n}": _line(n) + _line(n + 1, "leak.xlsx", 900 + n) for n in range(6)}
    odd = {
        "access.log.90": _line(30, "leak.xlsx").rstrip("\n"),
        "access.log.91": _line(31).replace("\n", "\r\n") + _line(32, "leak.xlsx"),
        "access.log.92": "nothing that is a log\n" + _line(33),
        "access.log.93": "#Fields: date time c-ip cs-method cs-uri-stem sc-status\n"
        "2026-06-09 10:00:00 192.0.2.1 GET /leak.xlsx 200\n",
        "access.log.94": '{"time": "2026-06-09T10:00:00Z", "remote_addr": "192.0.2.7", "request": "GET /leak.xlsx"}\n',
        "access.log.95": _line(34) + "\x00" * 40 + _line(35),
        "access.log.96": "\n\n",
    }
    path = _zip(tmp_path / "logs.zip", plain | odd)
    together = _scans(path, named)
    monkeypatch.setattr(members, "LARGEST", 0)
    alone = _scans(path, named)
    assert len(together) == len(alone) == 1 + len(plain) + len(odd)
    for one, other in zip(together, alone, strict=True):
        assert replace(one.report, format_because="") == replace(other.report, format_because="")
        assert one.requests.equals(other.requests), one.report.path
        assert one.minutes.equals(other.minutes), one.report.path


def test_unread_members_are_counted_and_the_first_named(tmp_path: Path) -> None:
    """In the findings, in the limitation, on the page and in the workbook."""
    content = {f"../{n}.log": _line(1) for n in range(25)} | {f"empty.{n}": "" for n in range(31)}
    found = _found(_zip(tmp_path / "logs.zip", {"access.log": _line(1)} | content))
    source = found.sources[0]
    assert [len([one for one in source.unread if one.lost is lost]) for lost in (True, False)] == [10, 10]
    assert (source.more_unread, source.more_lost) == (36, 15)
    told = next(limit for limit in found.limitations if limit.code == "unread-member")
    assert told.incomplete
    assert "25 members not read" in told.text
    assert "15 others" in told.text
    assert "and 36 others, of which 15 may hold lines" in html.render(found, (), language("en"))
    write_workbook(found, tmp_path / "book.xlsx", language("en"))
    with zipfile.ZipFile(tmp_path / "book.xlsx") as book:
        assert b"36 others" in b"".join(map(book.read, book.namelist()))


def test_members_beyond_so_many_are_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are told, and may hold lines."""
    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    found = _found(_zip(tmp_path / "logs.zip", {f"access.log.{n}": _line(n, "leak.xlsx") for n in range(40)}))
    assert sum(source.lines for source in found.sources) == 5
    assert (len(found.sources[0].unread), found.sources[0].more_lost) == (10, 25)
    assert not found.complete


def _tar_xz(path: Path, lines: bytes, count: int) -> Path:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as file:
        for number in range(count):
            info = tarfile.TarInfo(f"access.log.{number}")
            info.size = len(lines)
            file.addfile(info, io.BytesIO(lines))
    path.write_bytes(lzma.compress(content.getvalue()))
    return path


@pytest.mark.parametrize("kind", ["tar.xz", "zip of lzma", "zip of gzip"])
def test_what_an_archive_unpacks_to_is_bounded(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over all its members and layers together; what was read counts, and what was not is told."""
    monkeypatch.setattr(expansion, "MOST_EXPANDED", 2 * _MB)
    monkeypatch.setattr(expansion, "MOST_TIMES", 200)
    lines = _line(1).encode() * (_MB // len(_line(1)))
    if kind == "tar.xz":
        path = _tar_xz(tmp_path / "logs.tar.xz", lines, 8)
    else:
        path = tmp_path / "logs.zip"
        packed = kind == "zip of gzip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_LZMA) as file:
            for number in range(8):
                file.writestr(f"access.log.{number}", _gzip_twice(lines) if packed else lines)
    with open_archive(path) as opened:
        read = sum(chunk.height for member in opened if member.source for chunk in member.source)
    assert 0 < read < 8 * lines.count(b"\n")
    found = _found(path)
    assert not found.complete
    assert "decompressed, the file is more than 200 times as large" in str(
        [source.damage and source.damage.text for source in found.sources]
    )


def _gzip_twice(data: bytes) -> bytes:
    return gzip.compress(gzip.compress(data, mtime=0), mtime=0)
