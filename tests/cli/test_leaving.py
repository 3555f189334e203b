"""The end of the process: quick, and nothing is lost by it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.command import ENVIRONMENT, python

#: What runs after an ordinary end, and after one that takes nothing to pieces.
_PROGRAM = """
import atexit, sys, threading
from forensics.cli import main

class Late:
    def __del__(self):
        print("taken to pieces")

late = Late()
late.itself = late
atexit.register(print, "last words", end="")
sys.argv[1:] = ["--version"]
"""


def test_last_words_are_heard() -> None:
    """What others have asked to be run at the end is run, all is written, and nothing is taken to pieces."""
    found = python(f"{_PROGRAM}\nmain()")
    assert found.stdout.endswith("last words")
    assert found.returncode == 0


def test_a_thread_is_waited_for() -> None:
    """Where somebody still works, the end is the usual one."""
    at_work = "threading.Thread(target=lambda: (time.sleep(0.2), print('done'))).start()"
    found = python(f"{_PROGRAM}\nimport time\n{at_work}\nmain()")
    assert "done" in found.stdout
    assert found.returncode == 0


@pytest.mark.parametrize(("words", "code"), [("", 2), ("--version", 0), ("count leak.xlsx missing.log", 1)])
def test_codes_survive(words: str, code: int) -> None:
    """The exit code is that of the command."""
    found = python(f"import sys; from forensics.cli import main; sys.argv[1:] = {words.split()}; main()")
    assert found.returncode == code
    assert "Traceback" not in found.stderr


def test_a_caller_goes_on() -> None:
    """Whoever hands over arguments gets control back."""
    code = "from forensics.cli import main; main(['--version'], standalone_mode=False); print('still here')"
    assert python(code).stdout.endswith("still here\n")


def test_what_cannot_be_written_is_told() -> None:
    """A stream that fails at the very end is not passed over: the usual end complains of it, with a code of its own."""
    full = "class Full(io.StringIO):\n    def flush(self):\n        raise OSError(28, 'no space left')\n"
    code = f"import io, sys; from forensics.cli import main\n{full}sys.argv[1:] = ['explain', 'nonesuch']; "
    command = [sys.executable, "-c", f"{code}sys.stdout = Full(); main()"]
    found = subprocess.run(command, capture_output=True, text=True, check=False, env=ENVIRONMENT)
    assert "OSError (No space left on device)" in found.stderr
    assert found.returncode == 120
