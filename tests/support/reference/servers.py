"""What each server writes about an exchange (counting.md section 2)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import unquote
from zlib import crc32

from tests.support.reference.exchange import Exchange

__all__ = ["SERVERS", "Server"]

_ZONE = timezone(timedelta(hours=2))
_IIS_FIELDS = (
    "date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) cs(Referer)"
    " sc-status sc-substatus sc-win32-status sc-bytes cs-bytes time-taken"
)
_IIS_HEADING = (
    "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-06-01 00:00:00\n"
    f"#Fields: {_IIS_FIELDS}\n"
)
_CLOUDFRONT_FIELDS = (
    "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent)"
    " cs-uri-query cs(Cookie) x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken"
    " x-forwarded-for ssl-protocol ssl-cipher x-edge-response-result-type cs-protocol-version fle-status"
    " fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type sc-content-type sc-content-len"
    " sc-range-start sc-range-end"
)
_NGINX = (
    '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"'
)


@dataclass(frozen=True)
class Server:
    """A server's log: what `size` means (planned, total, body), and whether ranges, ends and chains are logged."""

    name: str
    write: Callable[[Exchange], str]
    size: str
    heading: str = ""
    format: str = ""  # as the case must give it; empty: it is recognised
    ranges: bool = False
    completion: bool = False
    forwarded: bool = False
    stamped_at_end: bool = True


def headers(exchange: Exchange) -> int:
    """Bytes of the response before its body: nearly constant for one kind of response of one server."""
    return {206: 338, 304: 189, 404: 170, 416: 205}.get(exchange.status, 296)


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(_ZONE):%d/%b/%Y:%H:%M:%S %z}"


def _quoted(text: str) -> str:
    """As Apache escapes a value that stands in quotes."""
    return "".join(f"\\{char}" if char in '"\\' else char if 32 <= ord(char) < 127 else _hexed(char) for char in text)


def _hexed(char: str) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char) or "".join(f"\\x{byte:02x}" for byte in char.encode())


def _nginx_quoted(text: str) -> str:
    r"""As nginx escapes a value: `"`, `\\`, control characters and bytes above 126 become \\xXX."""
    return "".join(
        char if 32 <= ord(char) < 127 and char not in '"\\' else "".join(f"\\x{byte:02X}" for byte in char.encode())
        for char in text
    )


def _request(exchange: Exchange) -> str:
    return f"{exchange.method} {exchange.target} {exchange.protocol}"


def _combined(exchange: Exchange, moment: datetime, size: str, quoted: Callable[[str], str]) -> str:
    return (
        f'{exchange.peer} - {quoted(exchange.user)} [{_stamp(moment)}] "{quoted(_request(exchange))}"'
        f' {exchange.status} {size} "{quoted(exchange.referer)}" "{quoted(exchange.agent)}"'
    )


def _apache_b(exchange: Exchange) -> str:
    return _combined(exchange, exchange.start, str(exchange.planned or "-"), _quoted)


def _apache_o(exchange: Exchange) -> str:
    return _combined(exchange, exchange.start, str(exchange.sent + headers(exchange)), _quoted)


def _apache_tls(exchange: Exchange) -> str:
    """Over TLS: 22 bytes for each record of 16 KiB and the handshake."""
    plain = exchange.sent + headers(exchange)
    return _combined(exchange, exchange.start, str(plain + 22 * math.ceil(plain / 8192) + 1800), _quoted)


def _nginx(exchange: Exchange) -> str:
    return _combined(exchange, exchange.end, str(exchange.sent), _nginx_quoted)


def _nginx_main(exchange: Exchange) -> str:
    return f'{_nginx(exchange)} "{_nginx_quoted(exchange.forwarded)}"'


def _nginx_plus(exchange: Exchange) -> str:
    done = "" if exchange.aborted or exchange.status == 499 else "OK"
    return f"{_nginx(exchange)} rc={done} rg={_nginx_quoted(exchange.range)} cr={exchange.content_range}"


def _word(text: str, blank: str) -> str:
    """A value as a log whose fields are separated by blanks or tabs can hold it."""
    kept = "".join(char for char in text if char.isprintable())
    return (
        kept.replace("%", "%25").replace('"', "%22").replace(" ", blank) if blank == "%20" else kept.replace(" ", "+")
    )


def _iis(exchange: Exchange) -> str:
    path, _, query = exchange.target.partition("?")
    stem, query = _word(unquote(path), "+"), _word(query, "+")  # HTTP.sys decodes the path before it logs it
    win32 = 64 if exchange.aborted else 0
    texts = [_word(text, "+") for text in (exchange.agent, exchange.referer)]
    return " ".join(
        [
            f"{exchange.end.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            "192.0.2.80",
            exchange.method,
            stem,
            query or "-",
            "443",
            exchange.user,
            exchange.peer,
            *texts,
            str(exchange.status),
            "0",
            str(win32),
            str(exchange.sent + headers(exchange)),
            "412",
            str(int(exchange.seconds * 1000)),
        ]
    )


def _json(exchange: Exchange) -> str:
    row = {
        "time": exchange.end.astimezone(_ZONE).isoformat(timespec="seconds"),
        "remote_addr": exchange.peer,
        "remote_user": exchange.user if exchange.user != "-" else "",
        "request": _request(exchange),
        "status": exchange.status,
        "body_bytes_sent": exchange.sent,
        "request_time": exchange.seconds,
        "http_referer": exchange.referer if exchange.referer != "-" else "",
        "http_user_agent": exchange.agent if exchange.agent != "-" else "",
        "http_x_forwarded_for": exchange.forwarded if exchange.forwarded != "-" else "",
    }
    return json.dumps(row)


def _cloudfront(exchange: Exchange) -> str:
    stem, _, query = exchange.target.partition("?")
    stem, query = _word(stem, "%20") if "%" not in stem else stem, _word(query, "%20")
    result = "Error" if exchange.aborted else "Hit" if exchange.status < 400 else "Error"
    response = "Hit" if exchange.aborted else result
    first, _, last = exchange.content_range.removeprefix("bytes ").partition("/")[0].partition("-")
    known = exchange.status == 206
    agent = _word(exchange.agent, "%20")
    cells = [
        f"{exchange.end.astimezone(UTC):%Y-%m-%d\t%H:%M:%S}", "AMS50-C1", str(exchange.sent + headers(exchange)),
        exchange.peer, _word(exchange.method, "%20"), "d111111abcdef8.cloudfront.net", stem, str(exchange.status),
        _word(exchange.referer, "%20"), agent, query or "-", "-", result, f"id{crc32(repr(exchange).encode())}",
        "www.example.org", "https", "23", f"{exchange.seconds:.3f}", "-", "TLSv1.3", "TLS_AES_128_GCM_SHA256", response,
        "HTTP/2.0", "-", "-", "11040", "0.078", result, "application/octet-stream", str(exchange.planned),
        first if known else "-", last if known else "-",
    ]  # fmt: skip
    return "\t".join(cells)


#: Formats that sites really have, each with the meaning of its size.
SERVERS = (
    Server("apache_b", _apache_b, "planned", stamped_at_end=False),
    Server("apache_o", _apache_o, "total", stamped_at_end=False),
    Server("apache_tls", _apache_tls, "total", stamped_at_end=False),
    Server("nginx", _nginx, "body"),
    Server("nginx_main", _nginx_main, "body", forwarded=True),
    Server(
        "nginx_plus",
        _nginx_plus,
        "body",
        format=f"{_NGINX} rc=$request_completion rg=$http_range cr=$sent_http_content_range",
        ranges=True,
        completion=True,
    ),
    Server(
        "iis",
        _iis,
        "total",
        heading=_IIS_HEADING,
        completion=True,
    ),
    Server("json", _json, "body", forwarded=True),
    Server(
        "cloudfront",
        _cloudfront,
        "total",
        heading=f"#Version: 1.0\n#Fields: {_CLOUDFRONT_FIELDS}\n",
        ranges=True,
        completion=True,
    ),
)
