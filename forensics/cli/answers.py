"""From errors to exit codes: the one place where an exception becomes what a user reads."""

from __future__ import annotations

import errno
import os
import select
import stat
import sys
import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TextIO

import click

from forensics.cli.nearby import close_to
from forensics.cli.streams import silence
from forensics.errors import ForensicsError
from forensics.language.untrusted import for_terminal

__all__ = [
    "CONTEXT", "DIFFERS", "FAILED", "INCOMPLETE", "PATH", "UNREAD", "EndedError", "answers", "is_unread", "note",
]  # fmt: skip

FAILED, INCOMPLETE, DIFFERS, _INTERRUPTED = 1, 3, 4, 130
#: Of a command whose reader went away before its end (`| head`): 128 and the number of SIGPIPE, as shells have it.
UNREAD = 141
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class _Path(click.Path):
    """A path; not a link that leads to itself, which no step could follow."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - as click has it
        try:
            os.stat(value)  # noqa: PTH116 - it may be no path yet
        except OSError as error:
            if error.errno == errno.ELOOP:
                self.fail(for_terminal(f"{os.fsdecode(value)!r} is or lies behind a link that leads to itself"))
        except ValueError:  # no path at all: told by the step that tries
            pass
        return super().convert(value, param, ctx)


#: Whether it can be read or written is told by the step that tries.
PATH = _Path(path_type=Path, readable=False)
P = ParamSpec("P")


class EndedError(KeyboardInterrupt):
    """The process was asked to end by a signal, of that number."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number  # as shells have it
        super().__init__()


def _complain(error: ForensicsError) -> None:
    """The error as a user can act on it: where, what, and the way out."""
    click.echo(for_terminal(f"forensics: {error}"), err=True)
    for problem in error.problems:
        click.echo(for_terminal(f"  {problem.place}: {problem.reason}"), err=True)
        if problem.example:
            click.echo(for_terminal(f"      for example: {problem.example}"), err=True)
    if close := close_to(error.where):
        click.echo(for_terminal(f"  did you mean {' or '.join(close)}?"), err=True)
    if error.hint:
        click.echo(for_terminal(f"  {error.hint}"), err=True)


def answers(command: Callable[P, int]) -> Callable[P, None]:
    """Ends the process with the command's exit code; an error that a user can cause becomes 1."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        # A Windows console with an old code page must not turn an answer into a traceback.
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        try:
            code = command(*args, **kwargs)
            sys.stdout.flush()
        except ForensicsError as error:
            _complain(error)
            code = FAILED
        except KeyboardInterrupt as end:
            click.echo("forensics: interrupted; no half-written report was left", err=True)
            code = end.code if isinstance(end, EndedError) else _INTERRUPTED
            if threading.active_count() > 1:  # a thread that reads a log cannot be stopped, only left behind
                os._exit(code)
        except OSError as error:
            if not is_unread(error):
                raise  # of something else, which must not pass for a reader who had enough
            code = UNREAD
        sys.exit(code)

    return run


def is_unread(error: OSError) -> bool:
    """Whether it says that nobody reads stdout or stderr any more; what is still to be written there goes nowhere."""
    return _is_of_a_pipe(error) and _silenced()


def _is_of_a_pipe(error: OSError) -> bool:
    """Windows calls a pipe without a reader an invalid argument; one of a file has its name."""
    invalid = error.errno == errno.EINVAL and error.filename is None and not hasattr(select, "poll")
    return invalid or isinstance(error, BrokenPipeError)


def _silenced() -> bool:
    """Whether nobody reads stdout or stderr any more; what is still to be written there then goes nowhere."""
    closed = [stream for stream in (sys.stdout, sys.stderr) if not _is_read(stream)]
    for stream in closed:
        silence(stream)
    return bool(closed)


def _is_read(stream: TextIO) -> bool:
    """As the system tells; a second try to write would not, for what failed once may have left the buffer."""
    try:
        place = stream.fileno()
    except OSError:  # a stream in memory
        return True
    if not hasattr(select, "poll"):  # Windows, which has no way to ask
        return stream is not sys.stdout or not stat.S_ISFIFO(os.fstat(place).st_mode)
    watch = select.poll()
    watch.register(place, select.POLLOUT)
    gone = select.POLLERR | select.POLLHUP | select.POLLNVAL
    return not any(events & gone for _, events in watch.poll(0))


def note(text: str, *, quiet: bool) -> None:
    """Talk, on stderr."""
    if not quiet:
        click.echo(for_terminal(text), err=True)
