"""A file to which each event is added as a line; others rotate it, so it is opened anew in each pass."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from forensics.watch.sinks.message import About, Message, Send, UndeliveredError
from forensics.watch.watched import Sink

__all__ = ["opened"]


@contextmanager
def opened(sink: Sink, about: About) -> Iterator[Send]:  # noqa: ARG001 - as all sinks
    """The file, made 0600 if there is none."""
    try:
        handle = os.open(sink.target, _FLAGS, 0o600)
    except OSError as error:
        raise UndeliveredError(f"the file cannot be opened: {error.strerror}") from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise UndeliveredError("it is no ordinary file")
        yield lambda messages: _append(handle, messages)
    finally:
        os.close(handle)


_FLAGS = (
    os.O_RDWR
    | os.O_CREAT
    | os.O_APPEND
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for its reader
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


def _append(handle: int, messages: Sequence[Message]) -> None:
    """On the disk when it returns. A line that an earlier kill or a full disk tore ends where it was torn."""
    text = "".join(f"{message.line}\n" for message in messages).encode("ascii")
    try:
        if _is_torn(handle):
            text = b"\n" + text
        view = memoryview(text)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError as error:
        raise UndeliveredError(f"the file cannot be written: {error.strerror}") from error


def _is_torn(handle: int) -> bool:
    if not os.lseek(handle, 0, os.SEEK_END):
        return False
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) != b"\n"
