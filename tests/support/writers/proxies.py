"""Traefik 3.7 and Caddy 2.6, as they were seen to write on loopback."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from json import dumps
from urllib.parse import quote

from tests.support.writers.exchange import ZONE, Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _clf(moment: datetime) -> str:
    return f"[{moment.astimezone(ZONE):%d/%b/%Y:%H:%M:%S %z}]"


def _zulu(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{moment.microsecond // 1000:03d}Z"


def _milliseconds(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _raw(text: str | None) -> str:
    """Text that the server writes as it came: no line end or NUL stands in a header (RFC 9110, 5.5)."""
    return "".join(char for char in text or "" if char not in "\0\r\n") or "-"


def _address(exchange: Exchange) -> str:
    return f"[{exchange.peer}]:{exchange.port}" if ":" in exchange.peer else f"{exchange.peer}:{exchange.port}"


# ---- Traefik, with all headers kept --------------------------------------------------------------------------


def _traefik_url(exchange: Exchange) -> str:
    """The path encoded, the query as it came."""
    path, mark, query = exchange.target.partition("?")
    return quote(path, safe="%!$&'()*+,/:;=@~") + mark + (_raw(query) if query else "")


def _traefik(exchange: Exchange, address: str) -> str:
    """Quotes in headers get a backslash, backslashes do not."""
    referer, agent = (_raw(text).replace('"', '\\"') for text in (exchange.referer, exchange.agent))
    stamped = f"{address} - {_raw(exchange.user)} [{exchange.start.astimezone(UTC):%d/%b/%Y:%H:%M:%S +0000}]"
    request = f"{exchange.method} {_traefik_url(exchange)} {exchange.protocol}"
    headers = f'"{referer}" "{agent}"'
    served = f'17 "docs@file" "http://10.0.0.5:80" {_milliseconds(exchange)}ms'
    return f'{stamped} "{request}" {exchange.status} {exchange.body} {headers} {served}'


def _traefik_json(exchange: Exchange) -> str:
    headers = {
        "request_Range": exchange.range,
        "request_Referer": exchange.referer,
        "request_User-Agent": exchange.agent,
        "request_X-Forwarded-For": exchange.forwarded,
        "downstream_Content-Length": str(exchange.planned),
        "downstream_Content-Range": exchange.content_range,
        "downstream_Content-Type": exchange.content_type,
    }
    document = {
        "ClientAddr": _address(exchange),
        "ClientUsername": exchange.user or "-",
        "DownstreamContentSize": exchange.body,
        "DownstreamStatus": exchange.status,
        "Duration": _milliseconds(exchange) * 1_000_000,
        "RequestHost": exchange.host,
        "RequestMethod": exchange.method,
        "RequestPath": exchange.target,
        "RequestProtocol": exchange.protocol,
        "StartUTC": f"{_zulu(exchange.start).removesuffix('Z')}000001Z",
        "level": "info",
        "time": _zulu(exchange.end),
    }
    return dumps(document | {key: value for key, value in headers.items() if value is not None}, ensure_ascii=False)


# ---- Caddy -------------------------------------------------------------------------------------------------------


def _caddy_json(exchange: Exchange) -> str:
    asked = {
        "Range": exchange.range,
        "Referer": exchange.referer,
        "User-Agent": exchange.agent,
        "X-Forwarded-For": exchange.forwarded,
    }
    answered = {
        "Content-Length": str(exchange.planned),
        "Content-Range": exchange.content_range,
        "Content-Type": exchange.content_type,
    }
    document = {
        "level": "info",
        "ts": exchange.end.timestamp(),
        "logger": "http.log.access.log0",
        "msg": "handled request",
        "request": {
            "remote_ip": exchange.peer,
            "remote_port": str(exchange.port),
            "proto": exchange.protocol,
            "method": exchange.method,
            "host": exchange.host,
            "uri": exchange.target,
            "headers": {name: [value] for name, value in asked.items() if value is not None},
        },
        "user_id": exchange.user or "",
        "duration": (exchange.end - exchange.start).total_seconds(),
        "size": exchange.body,
        "status": exchange.status,
        "resp_headers": {name: [value] for name, value in answered.items() if value is not None},
    }
    return dumps(document, ensure_ascii=False)


def _caddy_common(exchange: Exchange) -> str:
    request = f"{exchange.method} {_raw(exchange.target)} {exchange.protocol}"
    stamped = f"{exchange.peer} - {_raw(exchange.user)} {_clf(exchange.end)}"
    return f'{stamped} "{request}" {exchange.status} {exchange.body}'


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "traefik": lambda e: _traefik(e, e.peer),
    # behind two proxies: the nearer one has added the address of the one before it
    "traefik_forwarded": lambda e: _traefik(e, f"{_raw(e.forwarded)}, {e.peer}"),
    "traefik_json": _traefik_json,
    "caddy_json": _caddy_json,
    "caddy_common": _caddy_common,
}
