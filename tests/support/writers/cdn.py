"""CDNs: Cloudflare, Akamai, Fastly, Gcore and Bunny, each as its own documentation says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from tests.support.writers.exchange import Exchange

__all__ = ["HEADINGS", "WRITERS"]

HEADINGS: dict[str, tuple[str, ...]] = {}


def _json(record: dict[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))


def _epoch_ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _cloudflare(e: Exchange) -> str:
    return _json(
        {
            "ClientIP": e.peer,
            "ClientRequestHost": e.host,
            "ClientRequestMethod": e.method,
            "ClientRequestPath": e.target.partition("?")[0],
            "ClientRequestProtocol": e.protocol,
            "ClientRequestReferer": e.referer or "",
            "ClientRequestURI": e.target,
            "ClientRequestUserAgent": e.agent or "",
            "EdgeEndTimestamp": _epoch_ms(e.end) * 1_000_000,
            "EdgeResponseBodyBytes": e.body,
            "EdgeResponseBytes": e.body + e.headers,
            "EdgeResponseCompressionRatio": 1,
            "EdgeResponseContentType": e.content_type or "",
            "EdgeResponseStatus": e.status,
            "EdgeStartTimestamp": _epoch_ms(e.start) * 1_000_000,
            "RayID": e.request_id,
            "SecurityAction": "",
        }
    )


def _escaped(text: str | None) -> str | None:
    """RFC 1738 escapes for all but the plainest characters, as Akamai writes agents and referers."""
    return quote(text, safe="/:.-_~()") if text else None


def _tight(text: str) -> str:
    """Blanks, controls and bytes outside of ASCII escaped, nothing else."""
    return "".join(char if "!" <= char <= "~" else quote(char) for char in text)


def _akamai(e: Exchange) -> str:
    """In JSON, what is empty is left out."""
    path, _, query = e.target.partition("?")
    record = {
        "version": 1,
        "streamId": "12345",
        "cp": "123456",
        "reqId": e.request_id,
        "reqTimeSec": f"{e.start.timestamp():.3f}",
        "bytes": str(e.body),
        "cliIP": e.peer,
        "statusCode": f"{e.status:03}",
        "proto": "HTTPS",
        "reqHost": e.host,
        "reqMethod": e.method,
        "reqPath": _tight(path),
        "queryStr": _tight(query) or None,
        "reqPort": "443",
        "rspContentLen": str(e.planned),
        "rspContentType": _escaped(e.content_type),
        "UA": _escaped(e.agent),
        "range": e.range.removeprefix("bytes=") if e.range else None,
        "referer": _escaped(e.referer),
        "xForwardedFor": _escaped(e.forwarded),
        "objSize": str(e.object_bytes),
        "totalBytes": str(e.body + e.headers),
        "transferTimeMSec": "1",
        "country": "NL",
    }
    return _json({key: value for key, value in record.items() if value is not None})


# ---- Fastly -------------------------------------------------------------------------------------


def _fastly(e: Exchange) -> str:
    return _json(
        {
            "timestamp": e.start.strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "client_ip": e.peer,
            "geo_country": "netherlands",
            "geo_city": "amsterdam",
            "host": e.host,
            "url": e.target,
            "request_method": e.method,
            "request_protocol": e.protocol,
            "request_referer": e.referer or "",
            "request_user_agent": e.agent or "",
            "response_state": "HIT-CLUSTER",
            "response_status": e.status,
            "response_reason": "OK",
            "response_body_size": e.body,
            "fastly_server": "cache-ams21001-AMS",
            "fastly_is_edge": True,
        }
    )


def _fastly_fields(e: Exchange) -> dict[str, Any]:
    return {
        "service_id": "S1",
        "time_elapsed": round((e.end - e.start).total_seconds() * 1_000_000),
        "request": e.method,
        "host": e.host,
        "url": e.target,
        "protocol": e.protocol,
        "client_ip": e.peer,
        "request_referer": e.referer or "",
        "request_user_agent": e.agent or "",
        "cache_status": "HIT",
        "status": str(e.status),
        "content_type": e.content_type or "",
        "resp_header_size": e.headers,
        "resp_body_size": e.body,
    }


def _fastly_sizes(e: Exchange) -> str:
    times = {"time_start": _epoch_ms(e.start), "time_end": _epoch_ms(e.end)}
    return _json({**times, **_fastly_fields(e)})


def _honeycomb(e: Exchange) -> str:
    return _json({"time": e.start.strftime("%Y-%m-%dT%H:%M:%SZ"), "data": _fastly_fields(e)})


def _fastly_classic(e: Exchange) -> str:
    now = e.end.astimezone(UTC).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return f"{e.peer} - {e.user or '-'} {now} {e.method} {e.target} {e.status}"


# ---- others -------------------------------------------------------------------------------------


def _hexed(text: str | None) -> str:
    r"""nginx: `\xHH` for quotes, backslashes and what is not printable ASCII."""
    return "".join(
        char if " " <= char <= "~" and char not in '"\\' else "".join(f"\\x{byte:02X}" for byte in char.encode())
        for char in (text or "-")
    )


def _gcore(e: Exchange) -> str:
    request = f"{e.method} {e.target} {e.protocol}"
    values = [
        *(e.peer, "-", e.user, f"[{e.end:%d/%b/%Y:%H:%M:%S} +0000]", request, str(e.status), str(e.body)),
        *(e.referer, e.agent, str(e.body + e.headers), "[ams-up-gc1]", "https", "cdn.example.org"),
        *(f"{(e.end - e.start).total_seconds():.3f}", "-", "512", e.range, "[ams]", "HIT", "-", "-", "1", "2"),
    ]
    return " ".join(f'"{_hexed(value)}"' for value in values)


def _bunny(e: Exchange) -> str:
    cells = [
        *("HIT", str(e.status), str(_epoch_ms(e.end)), str(e.body + e.headers), "390", e.peer, e.referer or "-"),
        *(f"https://{e.host}{e.target}", "AMS", e.agent or "-", e.request_id, "NL"),
    ]
    return "|".join(cells)


WRITERS: dict[str, Callable[[Exchange], str]] = {
    "cloudflare_logpush": _cloudflare,
    "akamai_datastream": _akamai,
    "fastly_json": _fastly,
    "fastly_json_sizes": _fastly_sizes,
    "fastly_honeycomb": _honeycomb,
    "fastly_classic": _fastly_classic,
    "gcore_cdn": _gcore,
    "bunny_cdn": _bunny,
}
