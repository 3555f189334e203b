"""Drawing in a process of its own changes no picture, and nothing depends on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from forensics.casefile import load_case
from forensics.investigation import investigate
from forensics.language.catalogue import language
from forensics.model import Findings
from forensics.report.plots import studio as plots
from forensics.report.plots.draw import Plot, draw
from tests.support.small_case import write_case


@pytest.fixture(scope="module")
def answer(tmp_path_factory: pytest.TempPathFactory) -> Findings:
    """The findings of the small case."""
    return investigate(load_case(write_case(tmp_path_factory.mktemp("case"))))


@pytest.fixture(scope="module")
def drawn(answer: Findings) -> tuple[Plot, ...]:
    """Its pictures, drawn here."""
    return draw(answer, language("nl"))


@contextmanager
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[plots.Begin]:
    """The studio as a process has it that has not drawn yet."""
    with monkeypatch.context() as fresh:
        fresh.delitem(sys.modules, "matplotlib")
        fresh.setattr(os, "cpu_count", lambda: 2)
        studio = plots.studio()
        begin = studio.__enter__()
    try:
        yield begin
    finally:
        studio.__exit__(None, None, None)


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that are begun from now on."""
    found: list[subprocess.Popen[bytes]] = []

    class Noted(subprocess.Popen[bytes]):
        def __init__(self, *arguments: object, **extra: object) -> None:
            super().__init__(*arguments, **extra)  # type: ignore[call-overload]
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    return found


@pytest.mark.parametrize("threads", ["1", "2"])  # of numpy: with a second one no copy of the process is made
def test_the_same_pictures(
    threads: str,
    answer: Findings,
    drawn: tuple[Plot, ...],
    monkeypatch: pytest.MonkeyPatch,
    begun: list[subprocess.Popen[bytes]],
) -> None:
    """To the byte, in both formats; and the process is gone afterwards."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", threads)
    with opened(monkeypatch) as begin:
        monkeypatch.setattr(plots, "_drawn", None)
        assert begin(answer, "nl")() == drawn
    assert [process.returncode is None for process in begun] == [False]


@pytest.mark.parametrize("code", ["raise SystemExit(1)", "print('no picture')", "import sys; sys.stdin.read()"])
def test_a_process_that_fails(
    answer: Findings, drawn: tuple[Plot, ...], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Whatever becomes of it, the pictures are drawn."""
    monkeypatch.setattr(plots, "_SERVE", code)
    with opened(monkeypatch) as begin:
        assert begin(answer, "nl")() == drawn


def test_very_many_requests_are_not_handed_over(
    answer: Findings, drawn: tuple[Plot, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are drawn where they are."""
    monkeypatch.setattr(plots, "_MOST", 1)
    monkeypatch.setattr(plots, "_exchange", None)
    with opened(monkeypatch) as begin:
        assert begin(answer, "nl")() == drawn


def test_no_process_where_it_would_gain_nothing(
    monkeypatch: pytest.MonkeyPatch, begun: list[subprocess.Popen[bytes]]
) -> None:
    """Matplotlib is there already, or there is no program to start."""
    with plots.studio() as begin:
        assert begin is plots.here
    monkeypatch.setattr(sys, "executable", "")
    with opened(monkeypatch) as begin:
        assert begin is plots.here
    monkeypatch.setattr(sys, "executable", str(Path("no") / "such" / "program"))
    with opened(monkeypatch) as begin:
        assert begin is plots.here
    assert not begun


def test_an_interrupt_ends_it(monkeypatch: pytest.MonkeyPatch, begun: list[subprocess.Popen[bytes]]) -> None:
    """No process stays behind, whether it has begun to draw or not."""
    with pytest.raises(KeyboardInterrupt), opened(monkeypatch):
        raise KeyboardInterrupt
    assert [process.returncode is None for process in begun] == [False]
