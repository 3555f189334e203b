"""Google Cloud: LogEntry objects, one a line, and the usage logs of Cloud Storage."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS"]

_COLUMNS = [
    *("time_micros", "c_ip", "c_ip_type", "c_ip_region", "cs_method", "cs_uri", "sc_status", "cs_bytes", "sc_bytes"),
    *("time_taken_micros", "cs_host", "cs_referer", "cs_user_agent", "s_request_id", "cs_operation", "cs_bucket"),
    "cs_object",
]


def _row(cells: list[str]) -> str:
    """Every cell in quotes, quotes inside doubled."""
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)


HEADINGS: dict[str, tuple[str, ...]] = {"google_storage": (_row(_COLUMNS),)}


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _latency(e: Exchange) -> str:
    return f"{(e.end - e.start).total_seconds():.9f}s"


def _http_request(e: Exchange, *, port: bool) -> dict[str, Any]:
    """Fields without a value are left out, int64 is written as a string."""
    brackets = f"[{e.peer}]" if ":" in e.peer else e.peer
    request = {
        "requestMethod": e.method,
        "requestUrl": f"https://{e.host}{e.target}",
        "requestSize": "512",
        "status": e.status,
        "responseSize": str(e.body + e.headers),
        "userAgent": e.agent,
        "remoteIp": f"{brackets}:{e.port}" if port else e.peer,
        "serverIp": "10.0.0.5",
        "referer": e.referer,
        "latency": _latency(e),
        "protocol": e.protocol,
    }
    return {key: value for key, value in request.items() if value is not None}


def _balancer(e: Exchange) -> str:
    before = "client_disconnected_before_any_response"
    left = "client_disconnected_after_partial_response" if e.body else before
    details = left if e.aborted else "response_sent_by_backend"
    return _json(
        {
            "insertId": e.request_id,
            "jsonPayload": {
                "@type": "type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry",
                "statusDetails": details,
            },
            "httpRequest": _http_request(e, port=True),
            "resource": {"type": "http_load_balancer"},
            "timestamp": _stamp(e.start),
            "severity": "INFO",
            "receiveTimestamp": _stamp(e.end),
        }
    )


def _run(e: Exchange) -> str:
    return _json(
        {
            "insertId": e.request_id,
            "httpRequest": _http_request(e, port=False),
            "resource": {"type": "cloud_run_revision"},
            "timestamp": _stamp(e.start),
            "logName": "projects/example/logs/run.googleapis.com%2Frequests",
            "receiveTimestamp": _stamp(e.end),
        }
    )


def _app_engine(e: Exchange) -> str:
    payload = {
        "@type": "type.googleapis.com/google.appengine.logging.v1.RequestLog",
        "requestId": e.request_id,
        "ip": e.peer,
        "startTime": _stamp(e.start),
        "endTime": _stamp(e.end),
        "latency": _latency(e),
        "method": e.method,
        "resource": e.target,
        "httpVersion": e.protocol,
        "status": e.status,
        "responseSize": str(e.body + e.headers),
        "referrer": e.referer,
        "userAgent": e.agent,
        "nickname": e.user,
        "host": e.host,
    }
    kept = {key: value for key, value in payload.items() if value is not None}
    return _json({"protoPayload": kept, "insertId": "a1", "timestamp": _stamp(e.start)})


def _storage(e: Exchange) -> str:
    """Asked for under a host name of the bucket's own, so that the path holds nothing but the object."""
    micros = round(e.end.timestamp() * 1_000_000)
    lasted = round((e.end - e.start).total_seconds() * 1_000_000)
    return _row(
        [
            *(str(micros), e.peer, "2" if ":" in e.peer else "1", "", e.method, e.target, str(e.status), "0"),
            *(str(e.body), str(lasted), e.host, e.referer or "", e.agent or "", e.request_id, f"{e.method}_Object"),
            *(e.host, e.target.partition("?")[0].removeprefix("/")),
        ]
    )


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "google_load_balancer": _balancer,
    "google_app_engine": _app_engine,
    "google_cloud_run": _run,
    "google_storage": _storage,
}
