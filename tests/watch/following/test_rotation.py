"""Whatever rotation does between two passes, each line is read once; what was not read is told."""

from __future__ import annotations

import gzip
import os
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.support.following_fixture import NOW, Look, line

LINES = [line(number, "/leak.xlsx" if number % 3 else "/other") for number in range(60)]
NAMED = [one for number, one in enumerate(LINES) if number % 3]


def _write(path: Path, *lines: bytes) -> None:
    with path.open("ab") as file:
        file.write(b"".join(lines))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log of thirty lines."""
    path = tmp_path / "access.log"
    _write(path, *LINES[:30])
    return path


def _age(path: Path, hours: float = 0.1) -> None:
    """As if it had been written a while before the pass."""
    time = NOW.timestamp() - hours * 3600
    os.utime(path, (time, time))


def test_only_what_is_new_is_read(log: Path) -> None:
    """Bytes are counted."""
    look = Look(log.parent)
    assert look().lines == 30
    again = look()
    assert (again.lines, again.bytes) == (0, 0)
    _write(log, *LINES[30:40])
    assert look().bytes == sum(map(len, LINES[30:40]))
    assert look.lines() == [one for one in NAMED if one in LINES[:40]]


def test_a_line_that_is_being_written_waits(log: Path) -> None:
    """Its two halves come with different passes."""
    look = Look(log.parent)
    _write(log, LINES[31][:50])
    assert look().troubles == []
    _write(log, LINES[31][50:])
    assert look().lines == 1
    assert look.lines() == [*[one for one in NAMED if one in LINES[:30]], LINES[31]]


def test_renamed(log: Path) -> None:
    """The rest of the old file, then the new one."""
    look = Look(log.parent)
    look()
    _write(log, *LINES[30:40])
    log.rename(log.with_name("access.log.1"))
    _write(log, *LINES[40:])
    assert look().troubles == []
    assert look.lines() == NAMED


@pytest.mark.parametrize("pattern", ["access.log*", "access.log"])
def test_renamed_twice_between_two_passes(log: Path, pattern: str) -> None:
    """Also where only the current file is named by the watch."""
    look = Look(log.parent, pattern)
    _age(log)
    look()
    _write(log, *LINES[30:40])
    log.rename(log.with_name("access.log.2"))
    _write(log, *LINES[40:50])
    log.rename(log.with_name("access.log.1"))
    _write(log, *LINES[50:])
    assert look().troubles == []
    assert look.lines() == NAMED


@pytest.mark.parametrize("packed", [False, True])
def test_copied_and_truncated(log: Path, packed: bool) -> None:  # noqa: FBT001
    """The copy goes on where the file was left, packed or not."""
    look = Look(log.parent)
    look()
    _write(log, *LINES[30:40])
    copy = log.with_name("access.log.1")
    shutil.copy2(log, copy)
    os.truncate(log, 0)
    _write(log, *LINES[40:])
    if packed:
        log.with_name("access.log.1.gz").write_bytes(gzip.compress(copy.read_bytes()))
        _age(log.with_name("access.log.1.gz"))
        copy.unlink()
    assert look().troubles == []
    assert look.lines() == NAMED
    assert look().lines == 0


def test_truncated_and_grown_beyond_where_it_was_left(log: Path) -> None:
    """It has the same number and is longer than before."""
    look = Look(log.parent)
    look()
    shutil.copy2(log, log.with_name("access.log.1"))
    os.truncate(log, 0)
    _write(log, *LINES[30:], *LINES[30:])
    look()
    assert set(look.lines()) == set(NAMED)


def test_packed_after_rotation(log: Path) -> None:
    """Every line was read before, so none is read again."""
    look = Look(log.parent)
    look()
    log.rename(log.with_name("access.log.1"))
    _write(log, *LINES[30:])
    look()
    packed = log.with_name("access.log.1.gz")
    packed.write_bytes(gzip.compress(log.with_name("access.log.1").read_bytes()))
    _age(packed)
    both = look()
    log.with_name("access.log.1").unlink()
    after = look()
    assert (both.lines, after.lines, both.troubles + after.troubles) == (0, 0, [])
    assert look.lines() == NAMED


def test_while_it_is_being_packed(log: Path) -> None:
    """Half a packed file is neither a log of its own nor damage."""
    look = Look(log.parent)
    look()
    log.rename(log.with_name("access.log.1"))
    look()
    packed = log.with_name("access.log.1.gz")
    whole = gzip.compress(log.with_name("access.log.1").read_bytes(), 0)
    packed.write_bytes(whole[: len(whole) // 2])
    os.utime(packed, (NOW.timestamp(), NOW.timestamp()))
    assert look().troubles == []
    packed.write_bytes(whole)
    _age(packed)
    log.with_name("access.log.1").unlink()
    done = look()
    assert (done.lines, done.troubles) == (0, [])


def test_deleted_after_it_was_rotated(log: Path) -> None:
    """All of it was read, so nothing is lost."""
    look = Look(log.parent)
    look()
    log.rename(log.with_name("access.log.1"))
    _write(log, *LINES[30:])
    look()
    log.with_name("access.log.1").unlink()
    assert look().troubles == []


def test_deleted_while_it_was_written(log: Path) -> None:
    """What came after the last pass was never read, which is told, once."""
    look = Look(log.parent)
    look()
    _write(log, *LINES[30:])
    log.unlink()
    _write(log, LINES[0][:30])
    first, second = look(), look()
    assert ["line 30" in trouble.reason for trouble in first.troubles] == [True]
    assert second.troubles == []


def test_a_number_that_is_given_again(log: Path) -> None:
    """Another log in the place of a rotated one, by the file system's number too."""
    look = Look(log.parent)
    look()
    identity = "UPDATE streams SET identity = ?"
    log.rename(log.with_name("access.log.1"))
    _write(log, *LINES[30:])
    found = log.stat()
    look.connection.execute(identity, (f"{found.st_dev}:{found.st_ino}",))
    assert look().troubles == []
    assert look.lines() == NAMED


def test_what_turns_into_another_format(log: Path) -> None:
    """The lines of both formats are read."""
    look = Look(log.parent)
    look()
    rows = [
        f'{{"time":"2026-06-01T12:01:{number:02}+00:00","remote_addr":"192.0.2.1",'
        '"request":"GET /leak.xlsx HTTP/1.1","status":200,"body_bytes_sent":5000,"http_user_agent":"curl/8.5"}\n'
        for number in range(40)
    ]
    _write(log, *[row.encode() for row in rows])
    assert look().troubles == []
    assert len(look.lines()) == 20 + 40


def test_a_name_that_is_watched_later(log: Path) -> None:
    """It is sought in what was read before."""
    look = Look(log.parent, "access.log*", "other")
    look()
    assert len(look.lines()) == 10
    look.names = ("other", "leak.xlsx")
    assert look().lines == 0
    assert look.lines() == LINES[:30]


def test_a_name_that_comes_back(log: Path) -> None:
    """It is sought in what was read while it was not watched, as a finding that was accepted until a day."""
    look = Look(log.parent)
    look()
    look.names = ("other",)
    _write(log, *LINES[30:])
    look()
    look.names = ("leak.xlsx",)
    look()
    assert [one for one in look.lines() if b"leak" in one] == NAMED


def test_a_name_that_was_published_lately(log: Path) -> None:
    """It is sought from where the log was left before it was there."""
    look = Look(log.parent, "access.log*", "other")
    times = [NOW + timedelta(minutes=5 * number) for number in range(5)]
    look(times[0])
    for number, time in zip(range(30, 60, 10), times[1:], strict=False):
        _write(log, *LINES[number : number + 10])
        look(time)
    look.names = ("other", "leak.xlsx")
    look(times[4], absent_at={"leak.xlsx": times[2]})  # where the pass before left it: behind forty lines
    assert [one for one in look.lines() if b"leak" in one] == [one for one in NAMED if one in LINES[40:]]


def test_a_log_that_nobody_may_read(log: Path) -> None:
    """Told for as long as it is so."""
    look = Look(log.parent)
    look()
    log.rename(log.with_name("access.log.1"))
    log.mkdir()
    assert look().troubles == []
    log.rmdir()
    log.with_name("access.log.1").unlink()
    assert ["access.log*" in trouble.where for trouble in look().troubles] == [True]


def test_a_day_later(log: Path) -> None:
    """A last line without its end is one once nothing came for a day."""
    look = Look(log.parent)
    _write(log, LINES[31].rstrip(b"\n"))
    _age(log)
    look()
    assert len(look.lines()) == 20
    look(NOW + timedelta(days=2))
    assert len(look.lines()) == 21
