"""The server: on loopback, for as long as whoever started it is there."""

from __future__ import annotations

import asyncio
import os
import select
import socket
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from forensics.errors import OutputError
from forensics.explore.application import guarded
from forensics.explore.guard import Guard
from forensics.explore.opened import Opened

__all__ = ["serve"]

_LOOPBACK = "127.0.0.1"
_LOOK = 0.5  # seconds between two looks at whether anybody is there


def serve(opened: Opened, *, port: int, ready: Callable[[Guard], None]) -> None:
    """Serves a report until it is interrupted, its terminal is closed or its parent is gone.

    `ready` gets the guard, which knows the address, when the port is taken; port 0 is any that is free. Raises
    OutputError where the port is in use or not permitted.
    """
    with _bound(port) as listening, guarded(opened, listening.getsockname()[1]) as guard:
        import uvicorn  # noqa: PLC0415 # comes with Datasette, and plugins are kept out before that is imported

        config = uvicorn.Config(
            guard, access_log=False, log_config=None, log_level="critical", lifespan="off", server_header=False,
            date_header=False, proxy_headers=False, ws="none", timeout_graceful_shutdown=1,
        )  # fmt: skip
        server = uvicorn.Server(config)
        ready(guard)
        with suppress(KeyboardInterrupt):  # which uvicorn sends once more when all is closed
            asyncio.run(_served(server, listening))


def _bound(port: int) -> socket.socket:
    """The port, taken before its number is told."""
    hint = "give another port with --port; without it, any that is free is taken"
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # connections that have ended do not count
        listening.bind((_LOOPBACK, port))
        listening.listen()
    except OSError as error:
        listening.close()
        what = f"the port cannot be used: {error.strerror or error}"
        raise OutputError(what, where=f"{_LOOPBACK}:{port}", hint=hint) from error
    return listening


async def _served(server: Any, listening: socket.socket) -> None:  # noqa: ANN401 - uvicorn is imported late
    watching = asyncio.create_task(_watch(server))
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


async def _watch(server: Any) -> None:  # noqa: ANN401 - uvicorn is imported late
    """Ends the server when its terminal or pipe is closed, or its parent is gone."""
    parent, left = os.getppid(), _left()
    while os.getppid() == parent and not left():  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(_LOOK)
    server.should_exit = True


def _left() -> Callable[[], bool]:
    """Asks whether the other end of standard input is gone; of a file, or nothing, it never is."""
    try:
        number = sys.stdin.fileno()
        kind = os.fstat(number).st_mode
    except (AttributeError, OSError, ValueError):  # none, closed, or one that is no file
        return lambda: False
    if not hasattr(select, "poll") or not (os.isatty(number) or stat.S_ISFIFO(kind) or stat.S_ISSOCK(kind)):
        return lambda: False
    poll = select.poll()
    poll.register(number, 0)  # hang-ups are told unasked
    return lambda: any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll(0))
