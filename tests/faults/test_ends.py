"""How the process begins and ends: streams that are closed or full, errors that nobody foresaw, what libraries say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from forensics.cli import unforeseen
from tests.support.as_nobody import posix
from tests.support.command import ENVIRONMENT, python
from tests.support.small_case import write_case

#: Data of a case, as it may stand in the text of any error.
SECRETS = ("198.51.100.77", "jan.jansen", "/srv/jan", "evidence")
_TEXT = "no such key 198.51.100.77 of jan.jansen in /srv/jan/evidence.log"
#: The command, in which one step raises.
BROKEN = """\
import sys, warnings
import forensics.investigation as module
from forensics.cli import main

def broken(*_, **__):
    warnings.warn("198.51.100.77")
    raise {error}

module.investigate = broken
main()
"""


@posix
@pytest.mark.parametrize(
    ("streams", "code", "told"),
    [
        (">/dev/full", 1, "stdout: the answer cannot be written: No space left on device"),
        (">&-", 1, "stdout: the answer cannot be written: Bad file descriptor"),
        ("2>&-", 0, ""),
        ("2>/dev/full", 0, ""),
        (">&- 2>&-", 1, ""),
        ("<&-", 0, ""),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_streams_that_are_closed_or_full(streams: str, code: int, told: str) -> None:
    """No answer is told as one that was given, nothing is said twice, and talk that nobody hears costs no answer."""
    command = f"{sys.executable} -m forensics explain headline {streams}"
    done = subprocess.run(["sh", "-c", command], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert done.stderr.startswith(f"forensics: {told}" if told else "")
    assert ("Traceback" in done.stderr, "Exception" in done.stderr) == (False, False)
    assert bool(done.stdout) == (code == 0)


@posix
def test_no_file_is_opened_in_the_place_of_a_closed_stream(tmp_path: Path) -> None:
    """What a library writes to stderr would stand in the report else."""
    case = write_case(tmp_path)
    command = f"{sys.executable} -m forensics investigate {case} -o {tmp_path / 'report'} >&- 2>&- <&-"
    done = subprocess.run(["sh", "-c", command], env=ENVIRONMENT, capture_output=True, check=False)
    assert done.returncode == 1
    assert (tmp_path / "report" / "findings.json").read_bytes().startswith(b"{")


@pytest.mark.parametrize(
    "error",
    [
        f"ValueError({_TEXT!r})",
        f"__import__('polars').exceptions.PanicException({_TEXT!r})",
    ],
    ids=["of Python", "of polars, which is no Exception"],
)
def test_an_unforeseen_error_shows_no_data(error: str, tmp_path: Path) -> None:
    """Kind and place, what to do with them, code 1; no report, and no word of the case or of what libraries warn."""
    done = python(BROKEN.format(error=error), "investigate", write_case(tmp_path), "-o", tmp_path / "report")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "an error that was not foreseen: " in done.stderr
    assert "forensics/cli/counting.py:" in done.stderr
    assert "please report" in done.stderr
    assert not [word for word in (*SECRETS, str(tmp_path)) if word in done.stderr]
    assert not (tmp_path / "report").exists()


def test_its_text_is_shown_to_whoever_asks_for_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the environment, for the eyes of whoever may see the evidence."""
    monkeypatch.setenv("FORENSICS_TRACEBACK", "1")
    unforeseen.tell(ValueError, ValueError(_TEXT), None)
    assert _TEXT in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (KeyError(_TEXT), "KeyError"),
        (OSError(28, _TEXT, "/srv/jan/evidence.log"), f"OSError ({os.strerror(28)})"),
        (pl.exceptions.ComputeError(_TEXT), "polars.exceptions.ComputeError"),
        (UnicodeDecodeError("utf-8", _TEXT.encode(), 0, 1, _TEXT), "UnicodeDecodeError"),
        (RecursionError(_TEXT), "RecursionError"),
        (AssertionError(_TEXT), "AssertionError"),
        (MemoryError(_TEXT), "memory is used up"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_no_kind_of_error_shows_its_text(error: BaseException, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor that of the error behind it, nor the folder that a library lies in."""
    error.__context__ = LookupError(_TEXT)
    try:
        raise error  # noqa: TRY301 - it is what is told
    except BaseException as caught:  # noqa: BLE001 - the hook gets any
        unforeseen.tell(type(caught), caught, caught.__traceback__)
    said = capsys.readouterr().err
    assert told in said
    assert "no half-written report was left" in said
    assert not [word for word in (*SECRETS, str(Path(__file__).parent)) if word in said]


def test_an_error_of_a_thread_is_told_without_its_text() -> None:
    """As that of the end of an object: in passing, for the program goes on."""
    code = (
        "import threading\nfrom forensics.cli import unforeseen\nunforeseen.ask_for_it()\n"
        "def broken():\n    raise ValueError('198.51.100.77')\n"
        "class Odd:\n    def __del__(self):\n        raise KeyError('198.51.100.77')\n"
        "thread = threading.Thread(target=broken)\nthread.start()\nthread.join()\nOdd()\n"
    )
    done = python(code)
    assert done.returncode == 0
    assert [line.split(" at ")[0].rsplit(" ", 1)[-1] for line in done.stderr.splitlines()] == ["ValueError", "KeyError"]
    assert "198.51.100.77" not in done.stderr
