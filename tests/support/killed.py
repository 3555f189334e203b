"""A process that does something and is killed in the middle of it, again and again, without a new start each time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["killing"]

_ROOT = Path(__file__).parents[2]
_AROUND = """
import os, signal, sys, time
{code}
for line in sys.stdin:
    process = os.fork()
    if not process:
        work(*sys.argv[1:])
        os._exit(0)
    time.sleep(float(line))
    os.kill(process, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)
"""


@contextmanager
def killing(code: str, *arguments: object) -> Iterator[Callable[[float], int]]:
    """Runs `work(*arguments)` of the code and kills it after so many seconds; the exit code, -9 if it was killed."""
    command = [sys.executable, "-c", _AROUND.format(code=code), *map(str, arguments)]
    with subprocess.Popen(command, cwd=_ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        asks, answers = process.stdin, process.stdout

        def kill(seconds: float) -> int:
            print(seconds, file=asks, flush=True)
            return int(answers.readline())

        yield kill
        asks.close()
