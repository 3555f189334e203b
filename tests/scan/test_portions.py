"""A large log is read by several processes, and what they give is what one gives, whatever becomes of them."""

from __future__ import annotations

import gzip
import pickle
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from forensics.model import Case, Evidence, FileVersion, LeakedFile, Log, Window
from forensics.scan import large_logs, portions
from forensics.scan.engines import processes
from forensics.scan.engines.engine import Pool, pool, serial
from forensics.scan.scan import scan

FILE = LeakedFile("leak.xlsx", versions=(FileVersion(2_000_000),))
LINE = '192.0.2.{} - - [09/Jun/2026:{:02}:{:02}:{:02} +0200] "GET {} HTTP/1.1" 200 {} "-" "curl/8.5.0"\n'


def case(folder: Path, *names: str) -> Case:
    """A case about logs in a folder."""
    window = Window("w", datetime(2026, 6, 9, tzinfo=UTC), datetime(2026, 6, 10, tzinfo=UTC), (FILE.name,))
    return Case(id="c", files=(FILE,), windows=(window,), logs=tuple(Log(path=name) for name in names), folder=folder)


def write(path: Path, lines: int) -> None:
    """A log with a request for the file now and then, an unreadable line, and an unfinished last one."""
    texts = []
    for number in range(lines):
        leak = number % 5_000 == 77
        target, size = ("/docs/leak.xlsx", 2_000_000) if leak else (f"/page/{number % 91}", 500 + number % 7)
        texts.append(LINE.format(number % 250, number // 3600 % 24, number // 60 % 60, number % 60, target, size))
        if number % 9_001 == 5:
            texts.append("\xe9 no line of a log: leak.xlsx\n")
    path.write_bytes("".join(texts).encode("latin-1") + b'192.0.2.1 - - [09/Jun/2026:23:59:59 +0200] "GET /do')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two logs of some 20 MB, each of several chunks."""
    folder = tmp_path_factory.mktemp("logs")
    write(folder / "one.log", 200_000)
    write(folder / "two.log", 150_000)
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> Evidence:
    """What one process gives."""
    return scan(case(folder, "one.log", "two.log"), engine=serial)


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logs of a few megabytes are large."""
    monkeypatch.setattr(portions, "LARGE", 1_000_000)


def assert_same(one: Evidence, other: Evidence) -> None:
    """The same requests, minutes and reports."""
    assert_frame_equal(one.requests, other.requests)
    assert_frame_equal(one.minutes, other.minutes)
    assert one.sources == other.sources
    assert one.requests.filter(pl.col("match") == "target").height > 0


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("workers", [2, 3])
def test_processes_give_what_one_gives(
    folder: Path, alone: Evidence, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every request, minute, sample and count, of two logs one after the other."""
    answers = []
    ask = processes.Shared._ask
    monkeypatch.setattr(processes.Shared, "_ask", lambda self, order: answers.append(ask(self, order)) or answers[-1])
    assert_same(scan(case(folder, "one.log", "two.log"), engine=pool(workers)), alone)
    assert any(answer is not None for answer in answers)


@pytest.mark.usefixtures("large")
def test_what_was_unpacked_is_sent(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A compressed log has no places to tell."""
    (tmp_path / "one.log.gz").write_bytes(gzip.compress((folder / "one.log").read_bytes(), 1))
    answers = []
    ask = processes.Shared._ask
    monkeypatch.setattr(processes.Shared, "_ask", lambda self, order: answers.append(ask(self, order)) or answers[-1])
    packed = case(tmp_path, "one.log.gz")
    assert_same(scan(packed, engine=pool(2)), scan(packed, engine=serial))
    assert any(answer is not None for answer in answers)


@pytest.mark.usefixtures("large")
def test_a_process_that_dies_is_done_without(folder: Path, alone: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parts are read here."""
    started = processes._started

    def dying(module: str) -> subprocess.Popen[bytes] | None:
        worker = started(module)
        if worker is not None:
            worker.kill()
        return worker

    monkeypatch.setattr(processes, "_started", dying)
    assert_same(scan(case(folder, "one.log", "two.log"), engine=pool(3)), alone)


@pytest.mark.usefixtures("large")
def test_a_process_that_answers_nonsense_is_asked_no_more(
    folder: Path, alone: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its next answer could be one to an order before."""
    asked = []

    def nonsense(_: object) -> object:
        asked.append(1)
        raise pickle.UnpicklingError

    monkeypatch.setattr(processes.pickle, "load", nonsense)
    assert_same(scan(case(folder, "one.log", "two.log"), engine=pool(2)), alone)
    assert len(asked) == 2  # once for each log: after that the process was gone


@pytest.mark.usefixtures("large")
def test_where_no_process_can_begin(folder: Path, alone: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads do all."""
    monkeypatch.setattr(processes, "_started", lambda _: None)
    assert_same(scan(case(folder, "one.log", "two.log"), engine=pool(2)), alone)


@pytest.mark.usefixtures("large")
def test_no_process_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All have ended with the scan, also with one that fails."""
    begun: list[subprocess.Popen[bytes]] = []
    started = processes._started

    def noted(module: str) -> subprocess.Popen[bytes] | None:
        worker = started(module)
        if worker is not None:
            begun.append(worker)
        return worker

    monkeypatch.setattr(processes, "_started", noted)
    scan(case(folder, "one.log"), engine=pool(3))
    monkeypatch.setattr(portions, "_portion", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        scan(case(folder, "one.log"), engine=pool(3))
    assert len(begun) == 4
    assert all(worker.poll() is not None for worker in begun)


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("workers", [2, 3])
def test_processes_that_began_before_their_work(
    folder: Path, alone: Evidence, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are those that do it, of the first log; none is left, and the answer is the same."""
    monkeypatch.setattr(large_logs, "LARGE", 1_000_000)
    begun: list[subprocess.Popen[bytes]] = []
    started = processes._started

    def noted(module: str) -> subprocess.Popen[bytes] | None:
        worker = started(module)
        if worker is not None:
            begun.append(worker)
        return worker

    monkeypatch.setattr(processes, "_started", noted)
    with large_logs.head_start(pool(workers), [str(folder / "one.log")]) as engine:
        assert len(begun) == workers - 1
        assert_same(scan(case(folder, "one.log", "two.log"), engine=engine), alone)
    assert len(begun) == 2 * (workers - 1)  # those of the first log ended with it
    assert all(worker.poll() is not None for worker in begun)


@pytest.mark.usefixtures("large")
def test_processes_that_began_for_nothing(folder: Path, alone: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dead ones are no loss; those without work end all the same."""
    monkeypatch.setattr(large_logs, "LARGE", 1_000_000)
    with large_logs.head_start(pool(2), [str(folder / "one.log")]) as engine:
        assert isinstance(engine, Pool)
        (worker,) = engine.ready
        worker.kill()
        worker.wait()
        assert_same(scan(case(folder, "one.log", "two.log"), engine=engine), alone)
    with large_logs.head_start(pool(2), [str(folder / "one.log")]) as engine:
        assert isinstance(engine, Pool)
        (worker,) = engine.ready
    assert worker.poll() is not None


@pytest.mark.parametrize(
    ("names", "begins"),
    [
        (["plain.log"], False),
        (["packed.log.gz"], True),
        (["large.log"], True),
        (["packed.log.gz", "plain.log"], True),
        (["plain.log", "small.log"], False),
        (["plain.log", "plain.log.1"], True),
        (["plain.log", "large.log"], True),
        (["*.log"], False),
        (["-"], False),
        (["none.log", "\0"], False),
        (["https://logs.example/large.log"], False),
    ],
)
def test_for_which_logs_processes_begin(
    tmp_path: Path, names: list[str], monkeypatch: pytest.MonkeyPatch, *, begins: bool
) -> None:
    """Those that are large, or large together; a compressed one holds more than its size, as a rule."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(large_logs, "LARGE", 1_000)
    monkeypatch.setattr(large_logs, "_SMALL", 50)
    files = {"plain.log": 999, "plain.log.1": 50, "small.log": 49, "packed.log.gz": 100, "large.log": 1_000}
    for name, size in files.items():
        (tmp_path / name).write_bytes(b"x" * size)
    with large_logs.head_start(pool(2), names) as engine:
        assert isinstance(engine, Pool)
        assert bool(engine.ready) == begins
    with large_logs.head_start(serial, names) as engine:
        assert engine is serial


def test_a_part_that_is_no_longer_there(folder: Path) -> None:
    """It is not read again: the process that has it reads it."""
    gone = portions._Portion(folder / "gone.log", 0, 10, 1, False, portions.InForce(), False, 0)
    short = portions._Portion(folder / "one.log", 1 << 40, 10, 1, False, portions.InForce(), False, 0)
    how = None
    assert portions.evidence_at(gone, how) is None  # type: ignore[arg-type]
    assert portions.evidence_at(short, how) is None  # type: ignore[arg-type]
