"""Logs whose disk, share or server fails while they are read, and names behind which another file is put."""

from __future__ import annotations

import errno
import os
import random
import socket
from collections.abc import Callable
from io import BufferedReader, FileIO
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.errors import SourceError
from forensics.investigation import investigate
from forensics.model import Findings
from forensics.scan import jobs
from forensics.scan.engines.engine import pool
from forensics.scan.portions import _Portion, evidence_at
from forensics.sources import Listed, open_archive, open_source, rawfile
from tests.support.archive_fixture import tar_of, zip_of
from tests.support.as_nobody import posix
from tests.support.command import refused, run
from tests.support.small_case import SIZE, entry, write_case
from tests.support.source_fixture import HEX, PLAIN_TOO

#: A disk that fails, a share whose server was started anew, one that was taken away, a network that is gone.
ERRORS = (errno.EIO, errno.ESTALE, errno.ENXIO, errno.ETIMEDOUT)
MEMBERS = {"a.log": HEX[: len(HEX) // 3], "b.log": HEX[len(HEX) // 3 :]}


class Failing(FileIO):
    """Fails at a byte: every time, or once and never again."""

    def __init__(self, path: Path, at: int, number: int, *, once: bool) -> None:
        super().__init__(path)
        self.at, self.number, self.once = at, number, once

    def read(self, size: int | None = -1, /) -> bytes:
        """As a disk: what lies before the byte comes, then the error."""
        here = self.tell()
        if here <= self.at < here + (size or 0):
            if here < self.at:
                return super().read(self.at - here)
            self.at = -1 if self.once else self.at
            raise OSError(self.number, os.strerror(self.number))
        return super().read(size)


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Has every file that is opened from now on fail at a byte."""

    def begin(at: int, number: int = errno.EIO, *, once: bool = False) -> None:
        monkeypatch.setattr(
            rawfile,
            "open_regular",
            lambda path: BufferedReader(Failing(path, at, number, once=once)),
        )

    return begin


@pytest.mark.parametrize("once", [False, True], ids=["for good", "once"])
@pytest.mark.parametrize("compression", list(PLAIN_TOO))
def test_what_lies_before_a_bad_byte_is_read_and_the_rest_told(
    tmp_path: Path, compression: str, fails: Callable[..., None], *, once: bool
) -> None:
    """At any byte, with any error: a prefix of the lines, the byte, never a hole in the middle; the hash is of what was
    read."""
    packed = PLAIN_TOO[compression](HEX)
    (tmp_path / "log").write_bytes(packed)
    chosen = random.Random(20260608)
    for _ in range(8):
        at = chosen.randrange(len(packed))
        fails(at, chosen.choice(ERRORS), once=once)
        with open_source(tmp_path / "log", chunk_bytes=20_000) as source:
            lines = b"".join(chunk.raw for chunk in source)
        damage = source.tally.damage
        assert damage is not None
        assert damage.lost
        assert HEX.startswith(lines)
        assert lines != HEX or at >= len(packed) - 40  # of what stands behind the last line, a checksum is lost alone
        assert f"from byte {at:,} on" in damage.text
        assert source.tally.bytes == at


@pytest.mark.parametrize("once", [False, True], ids=["for good", "once"])
@pytest.mark.parametrize(
    "archive",
    [zip_of(MEMBERS), zip_of(MEMBERS, "stored"), tar_of(MEMBERS), PLAIN_TOO["gzip"](tar_of(MEMBERS))],
    ids=["zip", "zip stored", "tar", "tar.gz"],
)
def test_an_archive_with_a_bad_byte_is_never_whole(
    tmp_path: Path, archive: bytes, fails: Callable[..., None], *, once: bool
) -> None:
    """Each member gives a prefix of its lines, and what is not read is told by the archive."""
    (tmp_path / "logs").write_bytes(archive)
    chosen = random.Random(20260609)
    for _ in range(5):
        at = chosen.randrange(600, len(archive) - 12_000)
        fails(at, once=once)
        with open_archive(tmp_path / "logs") as opened:
            read = [
                (member.name, b"".join(chunk.raw for chunk in member.source))
                for member in opened
                if member.source is not None
            ]
        for name, lines in read:
            assert MEMBERS[name].startswith(lines)
        assert b"".join(lines for _, lines in read) != HEX
        assert opened.tally.damage is not None
        assert f"from byte {at:,} on" in opened.tally.damage.text


def _counted(folder: Path, *, workers: int = 1) -> Findings:
    return investigate(load_case(folder / "case.toml"), engine=pool(workers))


def test_the_answer_says_that_it_may_be_more(tmp_path: Path, fails: Callable[..., None]) -> None:
    """What was read is counted, the lost part may fall into the window, and the evidence is not complete."""
    write_case(tmp_path)
    whole = _counted(tmp_path)
    fails(12_000)
    torn = _counted(tmp_path, workers=2)
    assert whole.complete
    assert not torn.complete
    assert sum(source.lines for source in torn.sources) < sum(source.lines for source in whole.sources)
    assert any("from byte 12,000 on" in found.text for found in torn.limitations)
    assert torn.files[0].windows[0].downloads.open_ended


def test_a_rotation_between_listing_and_opening_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest log goes under a name that was not listed, all others are read under the names of others: the number
    looks whole, and a day is missing."""
    write_case(tmp_path)
    folder = tmp_path / "logs" / "web1"
    (folder / "access.log.1").write_text(entry(-120), encoding="utf-8")
    (folder / "access.log.2").write_bytes(PLAIN_TOO["gzip"](entry(-180).encode()))
    listed = jobs.jobs

    def rotated(*arguments: object) -> object:
        found = listed(*arguments)  # type: ignore[arg-type]
        for number in (2, 1):
            (folder / f"access.log.{number}").rename(folder / f"access.log.{number + 1}")
        (folder / "access.log").rename(folder / "access.log.1")
        (folder / "access.log").touch()
        return found

    monkeypatch.setattr("forensics.scan.scan.jobs", rotated)
    findings = _counted(tmp_path)
    told = [source.path for source in findings.sources if source.damage and "replaced or cut" in source.damage.text]
    assert told == [f"logs/web1/access.log{ending}" for ending in ("", ".1", ".2")]
    assert not findings.complete


def test_a_log_cut_between_listing_and_opening_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by logrotate's copytruncate: the same file, with less in it; one that grew is told by other words."""
    write_case(tmp_path)
    log, listed = tmp_path / "logs" / "web1" / "access.log", jobs.jobs

    def cut(*arguments: object) -> object:
        found = listed(*arguments)  # type: ignore[arg-type]
        log.write_text(entry(7), encoding="utf-8")
        return found

    monkeypatch.setattr("forensics.scan.scan.jobs", cut)
    (damage,) = [source.damage for source in _counted(tmp_path).sources if source.damage]
    assert "replaced or cut" in damage.text


def test_a_part_is_read_of_the_same_file_only(tmp_path: Path) -> None:
    """A process that opens a large log itself gives no answer where another file lies there, which is as long."""
    (tmp_path / "log").write_bytes(HEX)
    listed = Listed.of((tmp_path / "log").stat())
    (tmp_path / "log").rename(tmp_path / "log.1")
    (tmp_path / "log").write_bytes(HEX[::-1])
    os.utime(tmp_path / "log", ns=(0, 0))
    portion = _Portion(tmp_path / "log", 0, len(HEX), 1, holed=False, before=None, headed=False, read=0, listed=listed)  # type: ignore[arg-type]
    assert evidence_at(portion, None) is None  # type: ignore[arg-type]


def test_numbers_of_files_that_change_are_no_rotation() -> None:
    """There are file systems that number a file anew each time it is looked at."""
    listed = Listed(1, 1, 100, 5)
    assert not listed.is_other(Listed(1, 2, 100, 5))
    assert not listed.is_other(Listed(1, 1, 200, 6))
    assert listed.is_other(Listed(1, 2, 200, 6))
    assert listed.is_other(Listed(1, 1, 50, 6))


@pytest.mark.parametrize("change", ["grow", "cut", "overwrite", "delete", "rename"])
def test_a_log_that_changes_while_it_is_read(tmp_path: Path, change: str) -> None:
    """What changes is told with its sizes; an open file that only loses its name is read to its end."""
    path = tmp_path / "log"
    path.write_bytes(HEX)
    os.utime(path, ns=(0, 0))
    with open_source(path, chunk_bytes=20_000) as source:
        chunks = iter(source)
        lines = next(chunks).raw
        {
            "grow": lambda: path.write_bytes(HEX + b"more\n"),
            "cut": lambda: os.truncate(path, 30_000),
            "overwrite": lambda: path.write_bytes(HEX[::-1]),
            "delete": path.unlink,
            "rename": lambda: path.rename(tmp_path / "log.1"),
        }[change]()
        lines += b"".join(chunk.raw for chunk in chunks)
    if change in ("delete", "rename"):
        assert (lines, source.tally.damage) == (HEX, None)
    else:
        assert source.tally.damage is not None
        assert source.tally.damage.kind == "changed"


@posix
def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    """A pipe, a socket, a device, a folder, a link that leads nowhere or to itself: named, code 1."""
    write_case(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
    for name, target in (("nowhere", "missing"), ("loop", "loop"), ("null", "/dev/zero"), ("link", "pipe")):
        (tmp_path / name).symlink_to(target)
    for name in ("pipe", "socket", "nowhere", "loop", "null", "link"):
        refused(run("count", "leak.xlsx", tmp_path / name, "-q"), name)
    with pytest.raises(SourceError, match="this is a folder"), open_source(tmp_path):
        pass


@posix
def test_a_pipe_put_in_the_place_of_a_log_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the name and the opening: what is looked at is what was opened."""
    os.mkfifo(tmp_path / "log")
    regular = Path(__file__).stat()
    monkeypatch.setattr(Path, "stat", lambda *_, **__: regular)
    with pytest.raises(SourceError, match="pipe"), open_source(tmp_path / "log"):
        pass


def test_a_sparse_file_is_read_as_the_zeros_that_it_holds(tmp_path: Path) -> None:
    """A hole of a gigabyte costs no memory, and the lines behind it count."""
    path = tmp_path / "log"
    with path.open("wb") as file:
        file.write(entry(5, "/docs/leak.xlsx", size=SIZE).encode())
        file.seek(64 << 20)
        file.write(b"\n" + entry(6, "/docs/leak.xlsx", size=SIZE).encode())
    with open_source(path) as source:
        lines = b"".join(chunk.raw for chunk in source)
    assert len(lines) < 1 << 20
    assert lines.count(b"leak.xlsx") == 2
