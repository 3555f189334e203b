"""Several large logs are read by processes, and what they give is what one gives, whatever becomes of them."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from forensics.errors import SourceError
from forensics.model import Evidence
from forensics.scan import side_by_side
from forensics.scan.engines import processes
from forensics.scan.engines.engine import pool, serial
from forensics.scan.scan import scan
from tests.scan.test_portions import assert_same, case, write
from tests.support.progress_fixture import Heard

NAMES = ("one.log.gz", "two.log.gz", "three.log", "four.log.gz")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four logs, three of them compressed, one damaged."""
    folder = tmp_path_factory.mktemp("logs")
    for number, name in enumerate(NAMES):
        write(folder / "plain", 2_000 + 500 * number)
        plain = (folder / "plain").read_bytes()
        (folder / name).write_bytes(gzip.compress(plain, 1) if name.endswith(".gz") else plain)
    (folder / NAMES[1]).write_bytes((folder / NAMES[1]).read_bytes()[:-1000])
    return folder


@pytest.fixture(scope="module")
def alone(folder: Path) -> Evidence:
    """What one process gives."""
    return scan(case(folder, *NAMES), engine=serial)


@pytest.fixture(autouse=True)
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "LARGE", 1_000)
    monkeypatch.setattr(side_by_side, "likely_bytes", lambda _, size: size)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What processes have answered."""
    found: list[object] = []
    asked = processes._asked

    def noted(*args: object) -> tuple[object, bool]:
        answer, alive = asked(*args)  # type: ignore[arg-type]
        found.append(answer)
        return answer, alive

    monkeypatch.setattr(processes, "_asked", noted)
    return found


@pytest.mark.parametrize("workers", [2, 8])
def test_processes_give_what_one_gives(folder: Path, alone: Evidence, workers: int, answers: list[object]) -> None:
    """Every request, minute, sample, count, hash and damage, in the order of the logs."""
    assert_same(scan(case(folder, *NAMES), engine=pool(workers)), alone)
    assert any(answer is not None for answer in answers)
    assert alone.sources[1].damage is not None


def test_progress_is_told_from_there(folder: Path, answers: list[object]) -> None:
    """Of each log as far as it was read, and to its end."""
    heard = Heard()
    scan(case(folder, *NAMES), engine=pool(2), progress=heard)
    assert {source: positions[-1] for source, positions in heard.positions.items()} == heard.sizes
    assert any(answer is not None for answer in answers)


def replaced(monkeypatch: pytest.MonkeyPatch, change: Callable[[subprocess.Popen[bytes]], None]) -> None:
    """Processes with a change."""
    started = processes._started

    def changed(module: str) -> subprocess.Popen[bytes] | None:
        worker = started(module)
        if worker is not None:
            change(worker)
        return worker

    monkeypatch.setattr(processes, "_started", changed)


def test_processes_that_die_are_done_without(folder: Path, alone: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their logs are read here."""
    replaced(monkeypatch, subprocess.Popen.kill)
    assert_same(scan(case(folder, *NAMES), engine=pool(3)), alone)


def test_where_no_process_can_begin(folder: Path, alone: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads do all."""
    monkeypatch.setattr(processes, "_started", lambda _: None)
    assert_same(scan(case(folder, *NAMES), engine=pool(2)), alone)


def test_an_error_is_told_as_ever_and_no_process_is_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log that is gone when its turn comes."""
    begun: list[subprocess.Popen[bytes]] = []
    replaced(monkeypatch, begun.append)
    size = side_by_side.likely_bytes
    monkeypatch.setattr(
        side_by_side,
        "likely_bytes",
        lambda path, known: (folder / "gone.log").unlink(missing_ok=True) or size(path, known),
    )
    (folder / "gone.log").write_bytes(b"x" * 1000)
    with pytest.raises(SourceError, match=r"gone\.log"):
        scan(case(folder, *NAMES, "gone.log"), engine=pool(3))
    assert len(begun) == 2
    assert all(worker.poll() is not None for worker in begun)
