"""Who is let in: whoever has the address with its token, from this machine, to read.

The token stands in the path and not in a cookie: a browser would send a cookie to every port of this machine.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Guard"]

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

#: What there is below the token. All else of Datasette (its debug pages, other databases) is not there.
_PLACES = re.compile(rb"/(?:-/static/app\.css|(?:line|lines|definitions)|evidence(?:\.json|/[^/]+(?:/[^/]+)?)?)?")
_NOT_FOUND, _BAD = 404, 400
_METHODS = ("GET", "HEAD")
#: What a browser says of a request that a page of ours, or the reader, has made.
_OWN = (b"same-origin", b"none")
_DROPPED = frozenset((b"set-cookie", b"server", b"link", b"cache-control", b"access-control-allow-origin"))
_POLICY = (
    b"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none';"
    b" frame-ancestors 'none'"
)
_HEADERS = (
    (b"content-security-policy", _POLICY),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cache-control", b"no-store"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guard:
    """An application behind a token: lets through what may be read, and refuses the rest without a word on why."""

    app: App
    port: int
    token: str = field(default_factory=secrets.token_urlsafe)
    invitations: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the first page is."""
        return f"http://127.0.0.1:{self.port}/{self.token}/"

    def invite(self) -> str:
        """An address that leads to the first page once: others on the machine see what a browser is started with."""
        self.invitations.append(secrets.token_urlsafe())
        return f"http://127.0.0.1:{self.port}/{self.invitations[-1]}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it."""
        if scope["type"] != "http":
            return
        status = self._refused(scope)
        if status == _NOT_FOUND and self._invited(scope):
            await _say(303, send, ((b"location", f"/{self.token}/".encode()),))
            return
        if status:
            await _say(status, send)
            return

        async def guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*_kept(message.get("headers", ())), *_HEADERS]}
            await send(message)

        await self.app(self._below(scope), receive, guarded)

    def _below(self, scope: Scope) -> Scope:
        """The request without the token in its path: Datasette puts it before each link, as behind a proxy."""
        begin = len(self.token) + 1
        path = scope["path"][begin:]
        return {**scope, "path": path, "raw_path": (scope.get("raw_path") or scope["path"].encode())[begin:]}

    def _refused(self, scope: Scope) -> int:
        """The status of a refusal; 0: none."""
        headers = [(name.lower(), value) for name, value in scope["headers"]]
        told = dict(headers)
        own = {f"{name}:{self.port}".encode() for name in ("127.0.0.1", "localhost")}
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1 or hosts[0] not in own:  # another name that leads here: DNS rebinding
            return 421
        if told.get(b"sec-fetch-site", b"none") not in _OWN:
            return 403
        if b"origin" in told and told[b"origin"] not in {b"http://" + host for host in own}:
            return 403
        if not self._place(scope):
            return _NOT_FOUND
        return 0 if scope["method"] in _METHODS else 405

    def _invited(self, scope: Scope) -> bool:
        """Whether the path is an invitation, which is then used up."""
        given = scope["path"][1:].encode()
        found = [each for each in self.invitations if secrets.compare_digest(given, each.encode())]
        for each in found:
            self.invitations.remove(each)
        return bool(found)

    def _place(self, scope: Scope) -> bool:
        """Whether the path has the token, and there is something below it."""
        path: bytes = scope.get("raw_path") or scope["path"].encode()
        begin = f"/{self.token}".encode()
        given = path[: len(begin)]
        return secrets.compare_digest(given, begin) and _PLACES.fullmatch(path[len(begin) :]) is not None


def _kept(headers: Iterable[tuple[bytes, bytes]]) -> Iterable[tuple[bytes, bytes]]:
    return (header for header in headers if header[0].lower() not in _DROPPED)


async def _say(status: int, send: Send, more: tuple[tuple[bytes, bytes], ...] = ()) -> None:
    """A word without content; a refusal is the same whatever was asked for."""
    headers = [(b"content-type", b"text/plain"), *more, *_HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"refused\n" if status >= _BAD else b""})
