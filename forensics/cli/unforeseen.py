"""An error that nobody foresaw, told without its text, which may hold addresses, names and lines of logs."""

from __future__ import annotations

import os
import platform
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import click

from forensics.version import __version__

__all__ = ["ask_for_it", "tell"]

#: Of the environment: the error in full, for the eyes of whoever may see the evidence.
_IN_FULL = "FORENSICS_TRACEBACK"
_HOUSE = Path(__file__).parents[2]
#: Steps that are named, the last ones.
_STEPS = 12


def ask_for_it() -> None:
    """From now on such an error, in any thread, is told so; libraries keep to themselves what they think of data."""
    sys.excepthook = tell
    sys.unraisablehook = lambda found: _tell_in_passing(found.exc_type, found.exc_value, found.exc_traceback)
    threading.excepthook = lambda found: _tell_in_passing(found.exc_type, found.exc_value, found.exc_traceback)


def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """On stderr: what kind of error, and where in the program; its text where that was asked for."""
    if os.environ.get(_IN_FULL):
        sys.__excepthook__(kind, error, trace)
        return
    if issubclass(kind, MemoryError):
        _say("forensics: memory is used up; no half-written report was left")
        _say("  read fewer logs side by side (--jobs 1), or run it where there is more")
        return
    _say(f"forensics: an error that was not foreseen: {_kinds(kind, error)}; no half-written report was left")
    _say(f"  at {_steps(trace)}")
    _say(f"  forensics {__version__}, Python {platform.python_version()}, {platform.system()}")
    _say("  please report these lines to where you have this tool from: they hold nothing of your case")
    _say(f"  its own text may, and is shown with {_IN_FULL}=1 in the environment")


def _tell_in_passing(
    kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
) -> None:
    """Of a thread, or of an object's end: the program goes on."""
    if kind is not None and not issubclass(kind, SystemExit):
        said = _named(kind) if error is None else _kinds(kind, error)
        _say(f"forensics: an error that was not foreseen, in passing: {said} at {_steps(trace)}")


def _kinds(kind: type[BaseException], error: BaseException) -> str:
    """The kind, with what the system said, and those of the errors behind it."""
    said = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else ""
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    after = f" after {_named(type(behind))}" if behind is not None else ""
    return f"{_named(kind)}{f' ({said})' if said else ''}{after}"


def _named(kind: type[BaseException]) -> str:
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _steps(trace: TracebackType | None) -> str:
    found = list(_places(trace))
    return ", ".join(found[-_STEPS:]) or "an unknown place"


def _places(trace: TracebackType | None) -> Iterator[str]:
    """File and line of each step in this program, and of the last one in a library."""
    last = ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        ours = path.is_relative_to(_HOUSE / "forensics")
        last = f"{path.relative_to(_HOUSE).as_posix() if ours else _short(path)}:{trace.tb_lineno}"
        if ours:
            yield last
            last = ""
        trace = trace.tb_next
    if last:
        yield last


def _short(path: Path) -> str:
    """A file of a library, without where on this machine that lies."""
    return "/".join(path.parts[-2:])


def _say(line: str) -> None:
    click.echo(line, err=True)
