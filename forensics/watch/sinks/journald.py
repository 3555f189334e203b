"""The journal of systemd, by its native protocol: each event with fields to search by.

journalctl FORENSICS_EVENT=download -o json
"""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Final

from forensics.watch.sinks.message import About, Message, Send, UndeliveredError
from forensics.watch.sinks.priority import severity
from forensics.watch.sinks.sentence import said
from forensics.watch.watched import Sink

__all__ = ["opened"]

_SOCKET: Final = "/run/systemd/journal/socket"
_TOO_LARGE: Final = (errno.EMSGSIZE, errno.ENOBUFS)


@contextmanager
def opened(sink: Sink, about: About) -> Iterator[Send]:
    """The socket of the journal, or the one that the target names."""
    if not hasattr(socket, "AF_UNIX"):
        raise UndeliveredError("this system has no journal")
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as connection:
        try:
            connection.settimeout(about.left)
            connection.connect(sink.target or _SOCKET)
        except OSError as error:
            raise UndeliveredError(f"the journal cannot be reached: {error.strerror or error}") from error
        yield lambda messages: _send(connection, messages, about)


def _send(connection: socket.socket, messages: Sequence[Message], about: About) -> None:
    for sent, message in enumerate(messages):
        entry = _entry(_fields(message, about))
        try:
            connection.settimeout(about.left)
            try:
                connection.sendall(entry)
            except OSError as error:
                if error.errno not in _TOO_LARGE or not hasattr(os, "memfd_create"):
                    raise
                _send_large(connection, entry)
        except OSError as error:
            raise UndeliveredError(f"the journal cannot be reached: {error.strerror or error}", sent=sent) from error


def _send_large(connection: socket.socket, entry: bytes) -> None:
    """An entry that is no datagram goes as a sealed file in memory."""
    import fcntl  # noqa: PLC0415 - not on Windows

    handle = os.memfd_create("forensics", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(handle, "wb") as file:
        file.write(entry)
        file.flush()
        seals = fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_GROW | fcntl.F_SEAL_WRITE | fcntl.F_SEAL_SEAL
        fcntl.fcntl(handle, fcntl.F_ADD_SEALS, seals)
        socket.send_fds(connection, [b""], [handle])


def _fields(message: Message, about: About) -> Mapping[str, str]:
    return {
        "MESSAGE": said(message.told),
        "PRIORITY": str(severity(message.kind)),
        "SYSLOG_IDENTIFIER": "forensics",
        "FORENSICS_EVENT": message.kind,
        "FORENSICS_ID": message.id,
        "FORENSICS_WATCH": about.watch,
        "FORENSICS_FILE": str(message.told.get("file") or ""),
        "FORENSICS_PATH": str(message.told.get("path") or ""),
        "FORENSICS_JSON": message.line,
    }


def _entry(fields: Mapping[str, str]) -> bytes:
    """Each value with its length, so that no line end in it begins a field of its own."""
    parts = []
    for name, value in fields.items():
        octets = value.encode("utf-8", "backslashreplace")
        parts.append(b"%b\n%b%b\n" % (name.encode("ascii"), len(octets).to_bytes(8, "little"), octets))
    return b"".join(parts)
