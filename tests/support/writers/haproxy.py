"""HAProxy: the log-format strings of its configuration manual (8.2.2 to 8.2.5), with two request headers and a
response header captured. Targets are in origin form, which HAProxy writes for all but HTTP/2."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC

from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _encoded(text: str, also: str = "") -> str:
    """Bytes that are not printable ASCII, the escape character and quotes as #XX (8.6), and `also` those characters."""
    return "".join(
        chr(byte) if 0x20 <= byte < 0x7F and chr(byte) not in f'"#{also}' else f"#{byte:02X}" for byte in text.encode()
    )


def _captured(*headers: str | None, clf: bool = False) -> str:
    if clf:  # %hrl and %hsl: one quoted field for each header
        return " ".join(f'"{_encoded(header or "")}"' for header in headers)
    return "{" + "|".join(_encoded(header or "", also="{|}") for header in headers) + "}"


def _request(exchange: Exchange) -> str:
    return _encoded(f"{exchange.method} {exchange.target} {exchange.protocol}")


def _client(exchange: Exchange) -> str:
    started = exchange.start.astimezone(ZONE)
    return f"{exchange.peer}:{exchange.port} [{started:%d/%b/%Y:%H:%M:%S}.{started.microsecond // 1000:03d}]"


def _lasted(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _state(exchange: Exchange) -> str:
    return "CD" if exchange.aborted else "--"


def _http(exchange: Exchange) -> str:
    timers = f"0/0/1/2/{_lasted(exchange)}"
    sent = f"{exchange.status or -1} {exchange.body + exchange.headers} - - {_state(exchange)}--"
    captures = f"{_captured(exchange.host, exchange.agent)} {_captured(str(exchange.planned))}"
    return f'{_client(exchange)} www~ docs/web1 {timers} {sent} 3/2/1/1/0 0/0 {captures} "{_request(exchange)}"'


def _https(exchange: Exchange) -> str:
    return f"{_http(exchange)} 0/0000000000000000/0/0/0 {exchange.host}/TLSv1.3/TLS_AES_256_GCM_SHA384"


def _clf(exchange: Exchange) -> str:
    started = exchange.start.astimezone(UTC)
    captures = f"{_captured(exchange.host, exchange.agent, clf=True)} {_captured(str(exchange.planned), clf=True)}"
    return (
        f"{exchange.peer} - - [{started:%d/%b/%Y:%H:%M:%S} +0000] "
        f'"{_request(exchange)}" {exchange.status or -1} {exchange.body + exchange.headers} "" "" {exchange.port} '
        f'{started.microsecond // 1000:03d} "www~" "docs" "web1" 0 0 1 2 {_lasted(exchange)} {_state(exchange)}-- '
        f'3 2 1 1 0 0 0 "" "" {captures}'
    )


def _tcp(exchange: Exchange) -> str:
    sent = f"1/0/{_lasted(exchange)} {exchange.body + exchange.headers} {_state(exchange)}"
    return f"{_client(exchange)} www docs/web1 {sent} 1/1/0/0/0 0/0"


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "haproxy_http": _http,
    "haproxy_http_field": lambda e: _http(e).replace(" docs/web1 ", " docs/web1 www.example.org ", 1),
    "haproxy_https": _https,
    "haproxy_clf": _clf,
    "haproxy_tcp": _tcp,
    "haproxy_error": lambda e: f"{_client(e)} www/1: SSL handshake failure",
}
