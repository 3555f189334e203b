"""Envoy, its default format with use_remote_address, Istio's text format, and JSON with Istio's keys, as Envoy 1.40
was seen to write them: text as it came, escaped in JSON only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from json import dumps

from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _raw(text: str | None) -> str:
    """Text as it came: no line end or NUL stands in a header (RFC 9110, 5.5)."""
    return "".join(char for char in text or "" if char not in "\0\r\n") or "-"


def _start(exchange: Exchange) -> str:
    return f"{exchange.start.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{exchange.start.microsecond // 1000:03d}Z"


def _protocol(exchange: Exchange) -> str:
    return exchange.protocol.removesuffix(".0") if exchange.protocol.startswith("HTTP/2") else exchange.protocol


def _flags(exchange: Exchange) -> str:
    return "DC" if exchange.aborted else "-"


def _milliseconds(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _address(exchange: Exchange) -> str:
    return f"[{exchange.peer}]:{exchange.port}" if ":" in exchange.peer else f"{exchange.peer}:{exchange.port}"


def _request(exchange: Exchange) -> str:
    request = f"{exchange.method} {_raw(exchange.target)} {_protocol(exchange)}"
    return f'[{_start(exchange)}] "{request}" {exchange.status} {_flags(exchange)}'


def _rest(exchange: Exchange, forwarded: str | None) -> str:
    quoted = (forwarded, exchange.agent, exchange.request_id, exchange.host, "10.0.0.5:80")
    sent = f"0 {exchange.body} {_milliseconds(exchange)} 9"
    return " ".join([sent, *(f'"{_raw(text)}"' for text in quoted)])


def _istio(exchange: Exchange) -> str:
    details = "downstream_remote_disconnect" if exchange.aborted else "via_upstream"
    places = f"inbound|80|| 127.0.0.6:40111 10.0.0.5:80 {_address(exchange)} - default"
    return f'{_request(exchange)} {details} - "-" {_rest(exchange, exchange.forwarded)} {places}'


def _json(exchange: Exchange) -> str:
    document = {
        "authority": exchange.host,
        "bytes_received": 0,
        "bytes_sent": exchange.body,
        "downstream_remote_address": _address(exchange),
        "duration": _milliseconds(exchange),
        "method": exchange.method,
        "path": exchange.target,
        "protocol": _protocol(exchange),
        "request_id": exchange.request_id,
        "response_code": exchange.status,
        "response_code_details": "via_upstream",
        "response_flags": _flags(exchange),
        "start_time": _start(exchange),
        "upstream_host": "10.0.0.5:80",
        "user_agent": exchange.agent,
        "x_forwarded_for": exchange.forwarded,
    }
    return dumps(document, ensure_ascii=True, separators=(",", ":"))


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "envoy": lambda e: f"{_request(e)} {_rest(e, e.forwarded)}",
    "envoy_istio": _istio,
    "envoy_json": _json,
}
