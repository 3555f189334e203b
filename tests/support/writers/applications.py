"""Applications that log one JSON object for each request."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from json import dumps
from urllib.parse import unquote

from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _milliseconds(exchange: Exchange) -> int:
    return round((exchange.end - exchange.start).total_seconds() * 1000)


def _utc(moment: datetime, timespec: str = "milliseconds") -> str:
    return moment.isoformat(timespec=timespec).removesuffix("+00:00") + "Z"


def _gitlab_workhorse(exchange: Exchange) -> str:
    values = {
        "content_type": exchange.content_type,
        "correlation_id": exchange.request_id,
        "duration_ms": _milliseconds(exchange),
        "host": exchange.host,
        "level": "info",
        "method": exchange.method,
        "msg": "access",
        "proto": exchange.protocol,
        "referrer": exchange.referer or "",
        "remote_addr": "10.0.0.2:0",
        "remote_ip": exchange.peer,
        "status": exchange.status,
        "system": "http",
        "time": _utc(exchange.end, "seconds"),
        "uri": exchange.target,
        "user_agent": exchange.agent or "",
        "written_bytes": exchange.body,
    }
    return dumps({key: value for key, value in values.items() if value is not None}, separators=(",", ":"))


def _minio_audit(exchange: Exchange) -> str:
    path = unquote(exchange.target.partition("?")[0])
    asked = {"Range": exchange.range, "Referer": exchange.referer, "User-Agent": exchange.agent}
    answered = {"Content-Range": exchange.content_range, "Content-Type": exchange.content_type}
    values = {
        "version": "1",
        "deploymentid": "00000000-0000-4000-8000-000000000001",
        "time": exchange.end.strftime("%Y-%m-%dT%H:%M:%S.%f000Z"),
        "api": {
            "name": "HeadObject" if exchange.method == "HEAD" else "GetObject",
            "statusCode": exchange.status,
            "rx": 0,
            "tx": exchange.body,
            "txHeaders": exchange.headers,
            "timeToResponse": f"{_milliseconds(exchange)}000000ns",
        },
        "remotehost": exchange.peer,
        "requestID": exchange.request_id,
        "userAgent": exchange.agent or "",
        "requestPath": path,
        "requestHost": f"{exchange.host}:9000",
        "requestHeader": {key: value for key, value in asked.items() if value},
        "responseHeader": {key: value for key, value in answered.items() if value},
    }
    return dumps(values, separators=(",", ":"), ensure_ascii=False)


def _nextcloud_audit(exchange: Exchange) -> str:
    """As json_encode of PHP writes it: slashes are escaped."""
    values = {
        "reqId": exchange.request_id,
        "level": 1,
        "time": exchange.end.isoformat(timespec="seconds"),
        "remoteAddr": exchange.peer,
        "user": exchange.user or "",
        "app": "admin_audit",
        "method": exchange.method,
        "url": exchange.target,
        "message": "File accessed",
        "userAgent": exchange.agent or "",
        "version": "29.0.0.0",
    }
    return dumps(values, separators=(",", ":")).replace("/", "\\/")


def _lograge(exchange: Exchange) -> str:
    values = {
        "method": exchange.method,
        "path": exchange.target.partition("?")[0],
        "format": "html",
        "controller": "DocsController",
        "action": "show",
        "status": exchange.status,
        "duration": float(_milliseconds(exchange)),
        "@timestamp": _utc(exchange.end),
        "@version": "1",
        "message": f"[{exchange.status}] {exchange.method}",
    }
    return dumps(values, separators=(",", ":"), ensure_ascii=False)


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "gitlab_workhorse": _gitlab_workhorse,
    "minio_audit": _minio_audit,
    "nextcloud_audit": _nextcloud_audit,
    "lograge": _lograge,
}
