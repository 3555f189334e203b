"""What the two servers share: the site they serve, how one is started, waited for and stopped."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

__all__ = ["BIG", "CSV", "LEAK", "Server", "free_port", "running", "write_site"]

LEAK = 2_000_000
BIG = 60_000_000
CSV = 1_242_436
_PUBLISHED = datetime(2020, 6, 8, 7, tzinfo=UTC).timestamp()  # old enough for a strong validator
_PATIENCE = 10.0  # seconds for a server to answer, log or stop


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, what it serves, its configuration and its logs by format."""

    kind: str  # apache | nginx
    port: int
    site: Path
    configuration: Path
    logs: Mapping[str, Path]
    formats: Mapping[str, str]  # the format string of each log, as the configuration means it

    def wait_for_lines(self, count: int) -> None:
        """Return when every log holds `count` lines: a line is written when its request has ended."""
        deadline = time.monotonic() + _PATIENCE
        while any(path.read_bytes().count(b"\n") < count for path in self.logs.values()):
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.kind} did not log request {count}")
            time.sleep(0.005)


def write_site(folder: Path) -> Path:
    """A document root with the leaked files; no two stretches of their bytes are alike."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    source = random.Random(20200608)
    (docs / "leak.xlsx").write_bytes(source.randbytes(LEAK))
    (docs / "big.zip").write_bytes(source.randbytes(BIG))
    (docs / "data.csv").write_bytes(_csv(source))
    for path in docs.iterdir():
        os.utime(path, (_PUBLISHED, _PUBLISHED))
    return folder


def _csv(source: random.Random) -> bytes:
    rows: list[str] = []
    size = 0
    while size < CSV:
        rows.append(f"{len(rows):06d};example;{source.randrange(10**6):06d};open\n")
        size += len(rows[-1])
    return "".join(rows)[:CSV].encode()


def free_port() -> int:
    """A port on 127.0.0.1 that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], server: Server) -> Iterator[Server]:
    """The server started by `command` in the foreground, ready; always stopped at the end."""
    output = server.configuration.with_suffix(".out")
    with output.open("wb") as sink:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink)
    try:
        _wait_until_ready(process, server.port, output)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, output: Path) -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the server did not start: {output.read_text(errors='replace')}")
        time.sleep(0.02)
