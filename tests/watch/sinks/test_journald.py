"""The native protocol of the journal, with a socket in its place."""

from __future__ import annotations

import array
import os
import socket
from pathlib import Path

import pytest

from forensics.watch.event import Event
from forensics.watch.sinks import journald
from forensics.watch.sinks.message import Message, UndeliveredError
from forensics.watch.watched import Sink
from tests.support.as_nobody import posix
from tests.support.watch_events import NOW, about, download, event, message

pytestmark = posix


def _send(path: Path, *messages: Message) -> None:
    with journald.opened(Sink("j", "journald", str(path)), about()) as send:
        send(messages)


def _fields(entry: bytes) -> dict[str, str]:
    """As the journal reads it."""
    found: dict[str, str] = {}
    while entry:
        name, _, entry = entry.partition(b"\n")
        size = int.from_bytes(entry[:8], "little")
        found[name.decode()] = entry[8 : 8 + size].decode()
        assert entry[8 + size : 9 + size] == b"\n"
        entry = entry[9 + size :]
    return found


def _received(server: socket.socket) -> bytes:
    data, passed, _, _ = server.recvmsg(1 << 20, socket.CMSG_SPACE(4))
    if not passed:
        return data
    handles = array.array("i")
    handles.frombytes(passed[0][2])
    with os.fdopen(handles[0], "rb") as file:
        file.seek(0)
        return file.read()


@pytest.mark.parametrize("size", [10, 2_000_000])
def test_an_event_has_fields(tmp_path: Path, size: int) -> None:
    """Also one that is no datagram, which goes as a file; a line end in a name begins no field."""
    odd = Event("download", "0" * 32, NOW, "a\nPRIORITY=0.txt", "/a\nPRIORITY=0.txt", None, {"because": "x" * size})
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as server:
        server.bind(str(tmp_path / "socket"))
        server.settimeout(5)
        _send(tmp_path / "socket", message(odd))
        told = _fields(_received(server))
    assert told["FORENSICS_EVENT"] == "download"
    assert told["FORENSICS_ID"] == "0" * 32
    assert (told["PRIORITY"], told["SYSLOG_IDENTIFIER"], told["FORENSICS_WATCH"]) == ("5", "forensics", "w1")
    assert told["MESSAGE"] == "/a%0APRIORITY%3D0.txt was downloaded at 2026-06-09T10:00:00Z."
    assert told["FORENSICS_FILE"] == "a\nPRIORITY=0.txt"
    assert len(told["FORENSICS_JSON"]) > size


def test_a_journal_that_is_not_there(tmp_path: Path) -> None:
    """And one that goes away between two events: the first is there."""
    with pytest.raises(UndeliveredError, match="cannot be reached"):
        _send(tmp_path / "none", message(event(1)))
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind(str(tmp_path / "socket"))
    with journald.opened(Sink("j", "journald", str(tmp_path / "socket")), about()) as send:
        send([message(event(1))])
        server.close()
        with pytest.raises(UndeliveredError) as caught:
            send([message(download()), message(event(2))])
    assert caught.value.sent == 0
