"""stdin, stdout and stderr of this process: there in any case, and what stdout does not take is told."""

from __future__ import annotations

import os
import sys
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any, TextIO

__all__ = ["UnprintedError", "prepare", "silence"]

#: The streams by their numbers, and how what stands in for a closed one is opened: stdout so that an answer which was
#: asked for and goes nowhere is told.
_STREAMS = (("stdin", os.O_WRONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY))


class UnprintedError(OSError):
    """stdout does not take the answer: its disk is full, or it was closed."""


class _Stdout(FileIO):
    """Tells that it was stdout: the same error of a report or of the state of a watch is something else."""

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - as FileIO has it
        try:
            return super().write(data)
        except BrokenPipeError:  # a reader who had enough
            raise
        except OSError as error:
            raise UnprintedError(error.errno, error.strerror) from error


class _Stderr(FileIO):
    """Where nobody hears it, talk goes nowhere: no answer is lost for it."""

    def write(self, data: Any, /) -> int:  # noqa: ANN401 - as FileIO has it
        try:
            return super().write(data)
        except BrokenPipeError:
            raise
        except OSError:
            return len(data)


def prepare() -> None:
    """Opens what is closed of the three, before a file of a report is opened under the number of one of them; and has
    stdout and stderr say what they are."""
    for number, (name, flags) in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            _fill(number, flags)
            setattr(sys, name, os.fdopen(number, "w" if number else "r", closefd=False))
    sys.stdout = _over(sys.stdout, _Stdout)
    sys.stderr = _over(sys.stderr, _Stderr)


def silence(stream: TextIO) -> None:
    """What is still to be written there goes nowhere."""
    _point(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _fill(number: int, flags: int) -> None:
    handle = os.open(os.devnull, flags)
    if handle == number:
        os.set_inheritable(handle, True)
    else:
        _point(handle, number)


def _point(handle: int, number: int) -> None:
    os.dup2(handle, number)
    os.close(handle)


def _over(stream: TextIO, kind: type[FileIO]) -> TextIO:
    """The same stream, written through one of that kind; itself where it is a console of Windows, or is in memory."""
    buffer = getattr(stream, "buffer", None)
    if not isinstance(stream, TextIOWrapper) or type(getattr(buffer, "raw", buffer)) is not FileIO:
        return stream
    raw = kind(stream.fileno(), "wb", closefd=False)
    return TextIOWrapper(
        raw if stream.write_through else BufferedWriter(raw),
        encoding=stream.encoding,
        errors=stream.errors,
        newline=None,  # the line ends of the system, as it was
        line_buffering=stream.line_buffering,
        write_through=stream.write_through,
    )
