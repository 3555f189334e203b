"""From errors to exit codes: the one place where an exception becomes what a user reads."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec

import click

from forensics.errors import ForensicsError
from forensics.language.untrusted import for_terminal

__all__ = ["CONTEXT", "DIFFERS", "FAILED", "INCOMPLETE", "PATH", "answers", "note"]

FAILED, INCOMPLETE, DIFFERS, _INTERRUPTED = 1, 3, 4, 130
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
#: Whether it can be read or written is told by the step that tries.
PATH = click.Path(path_type=Path, readable=False)
P = ParamSpec("P")


def _complain(error: ForensicsError) -> None:
    """The error as a user can act on it: where, what, and the way out."""
    click.echo(for_terminal(f"forensics: {error}"), err=True)
    for problem in error.problems:
        click.echo(for_terminal(f"  {problem.place}: {problem.reason}"), err=True)
        if problem.example:
            click.echo(for_terminal(f"      for example: {problem.example}"), err=True)
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
        except ForensicsError as error:
            _complain(error)
            code = FAILED
        except KeyboardInterrupt:
            click.echo("forensics: interrupted; no half-written report was left", err=True)
            code = _INTERRUPTED
            if threading.active_count() > 1:  # a thread that reads a log cannot be stopped, only left behind
                os._exit(code)
        sys.exit(code)

    return run


def note(text: str, *, quiet: bool) -> None:
    """Talk, on stderr."""
    if not quiet:
        click.echo(for_terminal(text), err=True)
