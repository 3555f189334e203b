"""A POST of each event as JSON, signed as Standard Webhooks has it (webhook-id, webhook-timestamp, webhook-signature).

The signature is HMAC-SHA256 over id, timestamp and body with dots between them, in base64 behind "v1,". The key is the
secret file without white space around it; one that begins with "whsec_" is base64 behind that. No redirect is
followed, no proxy is used, certificates are checked, and little of the answer is read.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import socket
import ssl
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlsplit

from forensics.language.untrusted import for_terminal
from forensics.version import __version__
from forensics.watch.sinks.message import About, Fault, Message, Send, UndeliveredError
from forensics.watch.watched import Sink

__all__ = ["opened", "signature"]

_READ: Final = 64 * 1024
_SHORTEST: Final = 16  # bytes of a key
#: Answers that say that the address or the rights are wrong, not the event: the sink waits until it is mended.
_SET_UP_WRONG: Final = frozenset({401, 402, 403, 404, 405, 406, 407, 410, 421, 426, 511})
_LATER: Final = frozenset({408, 425, 429, 502, 503, 504})


@contextmanager
def opened(sink: Sink, about: About) -> Iterator[Send]:
    """The address and the key."""
    url = urlsplit(sink.target)
    if url.scheme not in {"http", "https"} or not url.hostname or url.username is not None:
        raise UndeliveredError("its target is no address with http or https, or has a user name in it")
    key = None if sink.secret is None else _key(sink.secret)

    def send(messages: Sequence[Message]) -> None:
        for sent, message in enumerate(messages):
            try:
                _post(url, message.line.encode("ascii"), _headers(message, about, key), about)
            except UndeliveredError as error:
                raise UndeliveredError(error.reason, error.fault, sent=sent) from error

    yield send


def signature(key: bytes, message_id: str, timestamp: int, body: bytes) -> str:
    """The value of webhook-signature."""
    signed = hmac.new(key, b"%b.%d.%b" % (message_id.encode(), timestamp, body), hashlib.sha256).digest()
    return f"v1,{base64.b64encode(signed).decode()}"


def _key(path: Path) -> bytes:
    try:
        text = path.read_bytes().strip()
        key = base64.b64decode(text[6:], validate=True) if text.startswith(b"whsec_") else text
    except OSError as error:
        raise UndeliveredError(f"its secret cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UndeliveredError("its secret is not base64 behind whsec_") from error
    if len(key) < _SHORTEST:
        raise UndeliveredError(f"its secret is shorter than {_SHORTEST} bytes")
    return key


def _headers(message: Message, about: About, key: bytes | None) -> Mapping[str, str]:
    stamp = int(about.now.timestamp())
    signed = {} if key is None else {"webhook-signature": signature(key, message.id, stamp, message.line.encode())}
    return {
        "Content-Type": "application/json",
        "User-Agent": f"forensics/{__version__}",
        "Connection": "close",
        "webhook-id": message.id,
        "webhook-timestamp": str(stamp),
        **signed,
    }


def _post(url: SplitResult, body: bytes, headers: Mapping[str, str], about: About) -> None:
    try:
        connection = _connection(url, about)
    except ValueError as error:
        raise UndeliveredError("its target has a port that is none") from error
    path = f"{url.path or '/'}{f'?{url.query}' if url.query else ''}"
    watch: Timer | None = None
    try:
        connection.connect()
        # A server may answer a byte at a time for ever: no time limit of a socket sees that.
        watch = Timer(about.left, _cut, [connection.sock])
        watch.daemon = True
        watch.start()
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(_READ)
        status = answer.status
    except (OSError, HTTPException, UnicodeError) as error:
        raise UndeliveredError(f"it does not answer: {_reason(error)}") from error
    finally:
        if watch is not None:
            watch.cancel()
        connection.close()
    if not 200 <= status < 300:
        raise _undelivered(status)


def _connection(url: SplitResult, about: About) -> HTTPConnection:
    host = url.hostname or ""
    if url.scheme == "http":
        return HTTPConnection(host, url.port, timeout=about.left)
    return HTTPSConnection(host, url.port, timeout=about.left, context=ssl.create_default_context())


def _cut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not to be trusted ({for_terminal(error.verify_message)})"
    if isinstance(error, OSError) and error.strerror:
        return for_terminal(error.strerror)
    return type(error).__name__


def _undelivered(status: int) -> UndeliveredError:
    """What an answer says of the sink, or of the event."""
    fault: Fault = "unclear"
    if status < 400 or status in _SET_UP_WRONG or status in _LATER:
        fault = "down"
    elif status < 500:
        fault = "refused"
    return UndeliveredError(f"it answers {status}{', and redirects are not followed' if status < 400 else ''}", fault)
