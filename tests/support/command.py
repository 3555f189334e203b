"""The command, run in this process or as a program of its own, and what a refusal must look like."""

from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

from click.testing import CliRunner, Result

from forensics.cli import main

__all__ = ["ENVIRONMENT", "elsewhere", "program", "python", "readable", "refused", "run"]

#: Programs find the package wherever they are started.
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
#: For those that are not measured.
_UNMEASURED = {name: value for name, value in ENVIRONMENT.items() if not name.startswith("COVERAGE_")}

Program = subprocess.CompletedProcess[str]


def run(*arguments: str | Path, stdin: bytes | None = None) -> Result:
    """The command in this process; anything but an exit code fails the test."""
    texts = [str(argument) for argument in arguments]
    result = CliRunner().invoke(main, texts, input=stdin, prog_name="forensics")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    readable(result.stderr)
    return result


def program(*arguments: str | Path, folder: Path | None = None, **environment: str) -> Program:
    """The command as a program of its own, run in that folder."""
    return _program(["-m", "forensics", *arguments], folder, ENVIRONMENT | environment)


def python(code: str, *arguments: str | Path) -> Program:
    """A program of its own that is this code; not measured, for it may not be able to write what was measured."""
    return _program(["-c", code, *arguments], None, _UNMEASURED)


def elsewhere(folder: Path, *arguments: str | Path) -> Program:
    """Python with these arguments, in a folder that holds another copy of the package; what it runs is not measured."""
    return _program([*arguments], folder, _UNMEASURED | {"PYTHONPATH": str(folder)})


def _program(arguments: list[str | Path], folder: Path | None, environment: dict[str, str]) -> Program:
    command = [sys.executable, *map(str, arguments)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder, env=environment)
    readable(found.stderr)
    return found


def readable(text: str) -> None:
    """No traceback, and nothing that a terminal acts on."""
    assert "Traceback" not in text, text
    assert not [char for char in text.replace("\n", "") if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")]


def refused(result: Result | Program, *parts: str) -> None:
    """An error: code 1, no answer on stdout, and each of these parts in the message."""
    code = result.exit_code if isinstance(result, Result) else result.returncode
    assert code == 1, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("forensics: ")
    for part in parts:
        assert part in result.stderr
