"""A signed POST, and what each answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from forensics.watch.sinks import webhook
from forensics.watch.sinks.message import UndeliveredError
from forensics.watch.watched import Sink
from tests.support.programs import needs
from tests.support.watch_events import NOW, Got, about, event, message, served

KEY = b"0123456789abcdef0123456789abcdef"


def _send(url: str, *numbers: int, secret: Path | None = None, seconds: float = 5.0) -> None:
    with webhook.opened(Sink("w", "webhook", url, secret=secret), about(seconds)) as send:
        send([message(event(number)) for number in numbers])


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of its specification's libraries."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    made = webhook.signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert made == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", [KEY + b"\n", b"whsec_" + base64.b64encode(KEY)])
def test_each_event_is_posted_and_signed(tmp_path: Path, secret: bytes) -> None:
    """Over id, time and body; checked here by other code."""
    (tmp_path / "key").write_bytes(secret)
    with served() as site:
        _send(f"{site.url}/hook?x=1", 1, 2, secret=tmp_path / "key")
    first, second = site.got
    assert (first.path, json.loads(first.body)["id"]) == ("/hook?x=1", event(1).id)
    assert second.headers["webhook-id"] == event(2).id
    assert first.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    signed = f"{event(1).id}.{int(NOW.timestamp())}.".encode() + first.body
    wanted = base64.b64encode(hmac.digest(KEY, signed, hashlib.sha256)).decode()
    assert first.headers["webhook-signature"] == f"v1,{wanted}"
    assert first.headers["content-type"] == "application/json"


def test_without_a_secret_nothing_is_signed() -> None:
    """The id is there all the same."""
    with served() as site:
        _send(site.url, 1)
    assert "webhook-signature" not in site.got[0].headers
    assert site.got[0].headers["webhook-id"] == event(1).id


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        *((code, "refused") for code in (400, 409, 413, 422)),
        *((code, "down") for code in (301, 302, 307, 401, 403, 404, 408, 429, 502, 503)),
        (500, "unclear"),
    ],
)
def test_what_an_answer_means(status: int, fault: str) -> None:
    """Of the event, or of the sink."""
    with served(lambda _: status) as site:
        site.headers = [("location", f"{site.url}/elsewhere")]
        with pytest.raises(UndeliveredError, match=str(status)) as caught:
            _send(site.url, 1)
    assert (caught.value.fault, len(site.got)) == (fault, 1)


def test_what_was_taken_before_is_told() -> None:
    """The second is refused, the third not tried."""

    def answer(got: Got) -> int:
        return 400 if got.headers["webhook-id"] == event(2).id else 200

    with served(answer) as site, pytest.raises(UndeliveredError) as caught:
        _send(site.url, 1, 2, 3)
    assert (caught.value.sent, len(site.got)) == (1, 2)


@contextmanager
def _raw(answer: bytes, *, every: float = 0.0) -> Iterator[str]:
    """A server that says this, and an octet more every so many seconds."""
    stop = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(65536)
                try:
                    connection.sendall(answer)
                    while every and not stop.wait(every):
                        connection.sendall(b"x")
                except OSError:
                    return

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        stop.set()
        thread.join(5)


def test_a_server_that_answers_an_octet_at_a_time() -> None:
    """The time of the sink ends it."""
    began = time.monotonic()
    with _raw(b"", every=0.05) as url, pytest.raises(UndeliveredError, match="does not answer"):
        _send(url, 1, seconds=0.4)
    assert time.monotonic() - began < 3


@pytest.mark.parametrize("more", [b"x-", b"content-length: 9999\r\n\r\n"])
def test_a_server_that_has_answered_and_goes_on(more: bytes) -> None:
    """It has the event: so it said. It is left when the time is over."""
    began = time.monotonic()
    with _raw(b"HTTP/1.1 200 OK\r\n" + more, every=0.05) as url:
        _send(url, 1, seconds=0.4)
    assert time.monotonic() - began < 3


def test_an_endless_answer_is_not_read() -> None:
    """What it says beyond its status is nothing to us."""
    with _raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 10_000_000) as url:
        _send(url, 1)


@pytest.mark.parametrize("answer", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"x" * 100_000])
def test_a_server_that_speaks_no_http(answer: bytes) -> None:
    """It is told without what it said."""
    with _raw(answer) as url, pytest.raises(UndeliveredError, match="does not answer") as caught:
        _send(url, 1)
    assert "nonsense" not in caught.value.reason


@pytest.mark.parametrize("url", ["ftp://x/", "https://", "http://user:word@127.0.0.1/", "http://127.0.0.1:x/", ""])
def test_a_target_that_is_none(url: str) -> None:
    """Nothing of it is told: a token may stand in it."""
    with pytest.raises(UndeliveredError) as caught:
        _send(url, 1)
    assert "word" not in caught.value.reason


@pytest.mark.parametrize("secret", [b"", b"short", b"whsec_***not base64***"])
def test_a_secret_that_is_none(tmp_path: Path, secret: bytes) -> None:
    """Nothing is sent that looks signed."""
    (tmp_path / "key").write_bytes(secret)
    for path in (tmp_path / "key", tmp_path / "missing"):
        with served() as site, pytest.raises(UndeliveredError, match="its secret"):
            _send(site.url, 1, secret=path)
        assert not site.got


def test_a_certificate_is_checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that nobody vouches for is refused; one that the system trusts is not."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        [needs("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
         "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), _Taking)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that breaks off is what is tested
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    url = f"https://127.0.0.1:{server.server_port}/"
    try:
        with pytest.raises(UndeliveredError, match="certificate is not to be trusted"):
            _send(url, 1)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        _send(url, 1)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""
