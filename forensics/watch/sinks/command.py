"""A program that gets each event as JSON on its standard input: no shell, little environment, a time limit.

Exit code 0: it has the event. 65 (EX_DATAERR): it will never take it. Anything else: later again.
"""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from forensics.watch.sinks.message import About, Fault, Message, Send, UndeliveredError
from forensics.watch.watched import Sink

__all__ = ["opened"]

_REFUSED: Final = 65
_NOT_NOW: Final = 75  # EX_TEMPFAIL
#: What a program needs to find others and to write text; on Windows also to start at all.
_PASSED_ON: Final = ("COMSPEC", "PATH", "PATHEXT", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ", "WINDIR")


@contextmanager
def opened(sink: Sink, about: About) -> Iterator[Send]:
    """The program; it is started for each event."""
    if not sink.command:
        raise UndeliveredError("it names no program")

    def send(messages: Sequence[Message]) -> None:
        for sent, message in enumerate(messages):
            code = _run(sink.command, message, about, sent)
            if code:
                fault: Fault = "refused" if code == _REFUSED else "down" if code == _NOT_NOW else "unclear"
                raise UndeliveredError(f"the program ended with {code}", fault, sent=sent)

    yield send


def _run(command: Sequence[str], message: Message, about: About, sent: int) -> int:
    """The exit code. What is left of a program whose time is over is ended, with the programs that it started."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the watch file names it
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(message, about),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UndeliveredError(f"the program cannot be started: {reason}", sent=sent) from error
    try:
        process.communicate(f"{message.line}\n".encode("ascii"), timeout=about.left)
    except subprocess.TimeoutExpired as error:
        raise UndeliveredError("the program did not end in time", sent=sent) from error
    finally:
        if process.returncode is None:
            _end(process)
    return process.returncode


def _environment(message: Message, about: About) -> Mapping[str, str]:
    passed = {name: value for name in _PASSED_ON if (value := os.environ.get(name)) is not None}
    told = {"FORENSICS_EVENT": message.kind, "FORENSICS_ID": message.id, "FORENSICS_WATCH": about.watch}
    return {"LANG": "C.UTF-8", **passed, **told}


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
